package cli

import (
	"context"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// ballotSheet is a ballot as `ballot show --json` tells it. Votes and tally are there once it is closed.
type ballotSheet struct {
	Proposal string       `json:"proposal"`
	Motion   *string      `json:"motion"`
	Meeting  *string      `json:"meeting"`
	Mode     string       `json:"mode"` // open, named or secret
	Open     bool         `json:"open"`
	Voters   int          `json:"voters"`
	Awaited  []string     `json:"awaited"`
	Votes    []voteLine   `json:"votes"`
	Silent   []silentLine `json:"silent"`
	Yes      int64        `json:"yes"`
	No       int64        `json:"no"`
	Abstain  int64        `json:"abstain"`
	Proposed *string      `json:"proposed"`
	Blank    bool         `json:"uncounted,omitempty"` // a secret ballot that was closed without a tally
}

// voteLine is one vote as JSON tells it.
type voteLine struct {
	Member string `json:"member"`
	Body   string `json:"body"`
	Choice string `json:"choice"`
	Deputy bool   `json:"deputy,omitempty"` // cast by a deputy
}

// silentLine is a member without a vote in a closed ballot, as JSON tells it: recused, absent, there or unheard.
type silentLine struct {
	Member string `json:"member"`
	Body   string `json:"body"`
	Why    string `json:"why"`
}

func newBallotShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND PROPOSAL", short: text{"zeigt die Abstimmung über einen Vorschlag oder Antrag", "shows the ballot on a proposal or a motion"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, on, err := h.subjectOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			b := on.ballot
			if b == nil {
				return &workflow.Refusal{Code: "ballot_missing", Rule: "lifecycle"}
			}
			s := &ballotSheet{
				Proposal: on.proposal, Motion: orNull(on.motion), Meeting: orNull(b.Meeting), Mode: modeName(b.Mode), Open: b.Open, Voters: b.Voters, Awaited: orEmpty(b.Awaited), Votes: []voteLine{}, Yes: b.Tally.Yes,
				No: b.Tally.No, Abstain: b.Tally.Abstain, Proposed: orNull(string(b.Verdict.Get().Proposed.Outcome)), Blank: b.Blank,
			}
			for _, v := range b.Votes.Get() {
				m := d.Members[v.Member]
				s.Votes = append(s.Votes, voteLine{v.By, m.Body, string(v.Choice), v.Deputy})
			}
			s.Silent = d.silent(b)
			if e.json {
				return e.object(s)
			}
			return h.showBallot(d, on, s)
		}),
	})
}

func (h *house) showBallot(d *docket, on *subject, s *ballotSheet) error {
	e := h.e
	if p := d.Proposal(on.proposal); p != nil {
		e.tell("%s", "%s", d.called(p))
	}
	if s.Open {
		e.tell("Die Abstimmung läuft. Abgestimmt haben %d, es fehlen: %s", "The ballot is open. Votes cast: %d, still awaited: %s", s.Voters, h.people(s.Awaited))
		return nil
	}
	t := e.table(text{"Mitglied", "member"}, text{"Teil", "body"}, text{"Stimme", "vote"})
	for _, v := range s.Votes {
		t.row(e.name(v.Member), v.Body, e.choice(policy.Choice(v.Choice)))
	}
	for _, x := range s.Silent {
		t.row(e.name(x.Member), x.Body, e.word(silences[view.Silence(x.Why)]))
	}
	if err := t.print(); err != nil {
		return err
	}
	if s.Blank {
		e.tell("Ohne Auszählung geschlossen, weil zu wenige geheim abgestimmt hatten. Die Abstimmung entscheidet nichts.",
			"Closed without a tally because too few had voted in secret. The ballot decides nothing.")
		return nil
	}
	e.tell("Ja %d, Nein %d, Enthaltung %d", "Yes %d, no %d, abstained %d", s.Yes, s.No, s.Abstain)
	if s.Proposed != nil {
		e.tell("Das Regelwerk schlägt vor: %s", "The policy proposes: %s", workflow.Word(*s.Proposed, e.lang))
	}
	return nil
}

// silent are the members without a vote in a closed ballot.
func (d *docket) silent(b *view.Ballot) []silentLine {
	out := []silentLine{}
	for _, x := range b.Silent {
		out = append(out, silentLine{x.By, d.Members[x.Member].Body, string(x.Why)})
	}
	return out
}

// silences say why there is no vote of a member. An abstention is a vote.
var silences = map[view.Silence]text{
	view.SilentRecused: {"befangen, ausgeschlossen", "excluded because of an interest"}, view.SilentAbsent: {"abwesend", "absent"},
	view.SilentThere: {"anwesend, nicht abgestimmt", "present, did not vote"}, view.SilentUnheard: {"nicht abgestimmt", "did not vote"},
}

// modeName is how a ballot is held, as it is called on the command line.
func modeName(m workflow.Mode) string {
	if m == workflow.ModeOpen {
		return "open"
	}
	return string(m)
}
