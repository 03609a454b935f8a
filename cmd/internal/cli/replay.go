package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// replayed is a round as `replay --json` tells it.
type replayed struct {
	Round     string             `json:"round"`
	Size      uint64             `json:"size"`
	Root      string             `json:"root"`
	At        string             `json:"at"`
	Phase     string             `json:"phase"`
	Proposals []replayedProposal `json:"proposals"`
	Order     []string           `json:"order,omitempty"` // ids, as the member asked for scores them
	Entry     *replayedEntry     `json:"entry,omitempty"` // the last one, where a moment was asked for
}

type replayedProposal struct {
	ID       string          `json:"id"`
	Ref      string          `json:"ref"`
	State    string          `json:"state"`
	Outcome  *string         `json:"outcome"`
	Scores   []replayedScore `json:"scores"`
	Votes    []voteLine      `json:"votes"`
	Decision *decisionLine   `json:"decision"`

	number string
}

type replayedScore struct {
	Member    string  `json:"member"`
	Ref       string  `json:"ref"`
	Body      string  `json:"body"`
	Criterion string  `json:"criterion"`
	Value     *string `json:"value"`
	Version   uint64  `json:"version"`
}

// replaying is what `replay` is asked for.
type replaying struct {
	at, only, other, whose, diff, sight string

	follow bool
	s      supposing
}

func newReplay(e *env) *cobra.Command {
	q := &replaying{}
	cmd := e.command(spec{
		use: "replay ROUND", short: text{"spielt die Akte nach: die Runde, wie sie nach einem Eintrag oder zu einer Zeit stand", "replays the record: the round as it stood after an entry or at a time"},
		long: text{
			"Spielt die Akte nach: die Runde, wie sie nach einem Eintrag oder zu einer Zeit stand. Mit --policy oder einer Annahme zeigt der Befehl stattdessen die Abweichungen: welche Ergebnisse mit anderen Regeln anders wären als mit denen der Runde, was beschlossen ist und welche Regel den Unterschied macht. Geschrieben wird nie etwas.\n\nBeispiele:\n  gremium replay 2026 --at 120\n  gremium replay 2026 --at 2026-10-27 --proposal 26-014\n  gremium replay 2026 --at 120 --viewer \"Dr. Sanna Okafor\"\n  gremium replay 2026 --diff 120..180\n  gremium replay 2026 --follow\n  gremium replay 2026 --policy entwurf.yaml\n  gremium replay 2026 --weight innovative=2 --threshold efficient=none\n  gremium replay 2026 --aggregate median --without-member \"Dr. Sanna Okafor\"",
			"Replays the record: the round as it stood after an entry or at a time. With --policy or a supposition the command shows the deviations instead: which results would differ under other rules from those under the round's own, what was resolved, and which rule makes the difference. Nothing is ever written.\n\nExamples:\n  gremium replay 2026 --at 120\n  gremium replay 2026 --at 2026-10-27 --proposal 26-014\n  gremium replay 2026 --at 120 --viewer \"Dr. Sanna Okafor\"\n  gremium replay 2026 --diff 120..180\n  gremium replay 2026 --follow\n  gremium replay 2026 --policy draft.yaml\n  gremium replay 2026 --weight innovative=2 --threshold efficient=none\n  gremium replay 2026 --aggregate median --without-member \"Dr. Sanna Okafor\"",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if err := q.check(); err != nil {
				return err
			}
			return q.run(ctx, h, args[0])
		}),
	})
	q.flags(e, cmd)
	return cmd
}

func (q *replaying) flags(e *env, cmd *cobra.Command) {
	cmd.Flags().StringVar(&q.at, "at", "", e.say("Stand nach so vielen Einträgen (--at 1: nur Eintrag 0, denn die Einträge zählen ab 0) oder zu diesem Zeitpunkt (sonst jetzt)", "as it stood after so many entries (--at 1: entry 0 alone, for entries count from 0) or at that time (else now)"))
	cmd.Flags().StringVar(&q.other, "policy", "", e.say("stattdessen: welche Ergebnisse unter diesem Regelwerk anders wären (Datei oder Name)", "instead: which results would differ under this policy (file or name)"))
	q.s.flags(e, cmd)
	cmd.Flags().StringVar(&q.whose, "order-of", "", e.say("auch die Reihenfolge, in der dieses Mitglied um Bewertungen gebeten wird", "also the order in which this member is asked for scores"))
	cmd.Flags().StringVar(&q.sight, "viewer", "", e.say("was diese Person damals sehen konnte: Name, E-Mail oder Pseudonym", "what this person could see then: name, e-mail or pseudonym"))
	cmd.Flags().StringVar(&q.diff, "diff", "", e.say("was zwischen zwei Zeitpunkten anders geworden ist, etwa 40..120; jeder wie bei --at, 0 ist vor dem ersten Eintrag", "what became otherwise between two moments, such as 40..120; each as with --at, 0 is before the first entry"))
	cmd.Flags().BoolVar(&q.follow, "follow", false, e.say("neue Einträge zeigen, sobald sie kommen, bis der Befehl beendet wird", "show new entries as they come, until the command is ended"))
	cmd.Flags().StringVar(&q.only, "proposal", "", e.say("nur dieser Vorschlag", "only this proposal"))
}

// supposes tells whether other rules are asked about.
func (q *replaying) supposes() bool { return q.other != "" || q.s.any() }

// check refuses flags that do not go together.
func (q *replaying) check() error {
	n := 0
	for _, set := range []bool{q.diff != "", q.sight != "", q.follow} {
		if set {
			n++
		}
	}
	if q.supposes() && (n > 0 || q.at != "" || q.only != "") {
		return usagef("Ein Vergleich gilt der ganzen Runde, wie sie jetzt steht: --at, --proposal, --viewer, --diff und --follow gehören nicht dazu.", "A comparison is about the whole round as it stands now: --at, --proposal, --viewer, --diff and --follow do not go with it.")
	}
	if n > 1 || n > 0 && (q.whose != "" || q.at != "" && q.sight == "") {
		return usagef("--viewer, --diff und --follow gehen nicht zusammen; --at gehört nur zu --viewer.", "--viewer, --diff and --follow do not go together; --at goes with --viewer only.")
	}
	return nil
}

// run reads the round, and answers. Of a damaged one it answers as far as the record is good, and fails all the same.
func (q *replaying) run(ctx context.Context, h *house, name string) error {
	d, err := h.round(ctx, name)
	var damage error
	if errors.Is(err, workflow.ErrCorrupt) && !q.follow && !q.supposes() {
		d, damage, err = h.sound(ctx, name, err)
	}
	if err != nil {
		return err
	}
	if err := h.nameThings(ctx, d); err != nil {
		return err
	}
	id := ""
	if q.only != "" {
		p, err := d.proposal(q.only)
		if err != nil {
			return errors.Join(damage, err)
		}
		id = p.ID
	}
	if err := q.answer(ctx, h, d, id); err != nil {
		return err
	}
	return damage
}

// sound is a damaged round as far as its record is good, with the error that says from where on it is not; why is the error where it
// cannot be had.
func (h *house) sound(ctx context.Context, name string, why error) (d *docket, damage, err error) {
	id, err := h.roundID(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	v, x, err := h.desk.Sound(ctx, id, &h.operator)
	if err != nil {
		return nil, nil, why
	}
	if d, err = h.docketOf(ctx, v); err != nil {
		return nil, nil, err
	}
	return d, h.damaged(id, x), nil
}

// damaged says from which entry on a record is damaged, and what is wrong there.
func (h *house) damaged(round string, x *desk.Damage) error {
	de, en := "Dort endet die Akte, obwohl mehr Einträge geschrieben wurden.", "The record ends there, although more entries were written."
	var ref *workflow.Refusal
	switch {
	case x.Cause == nil:
	case errors.As(x.Cause, &ref):
		de, en = "Was dort steht, erlauben die Regeln nicht: "+ref.Text("de", h.e.name), "What stands there is not allowed by the rules: "+ref.Text("en", h.e.name)
	default:
		de, en = "Was dort steht, lässt sich nicht lesen ("+x.Cause.Error()+").", "What stands there cannot be read ("+x.Cause.Error()+")."
	}
	return reply.New(reply.Unverified, "record_damaged",
		fmt.Sprintf("Die Akte ist ab Eintrag %d beschädigt. %s Gezeigt ist sie bis Eintrag %d, dem letzten guten. Prüfen Sie sie: gremium log verify %s", x.Entry, de, x.Entry-1, round),
		fmt.Sprintf("The record is damaged from entry %d on. %s It is shown up to entry %d, the last good one. Check it: gremium log verify %s", x.Entry, en, x.Entry-1, round))
}

// answer does what is asked for, of one proposal (by id) or of all.
func (q *replaying) answer(ctx context.Context, h *house, d *docket, id string) error {
	switch {
	case q.supposes():
		return h.replayUnder(d, q.other, &q.s)
	case q.follow:
		return h.follow(ctx, d, d.Replayed(), id)
	case q.diff != "":
		return h.replayDiff(ctx, d, q.diff, id)
	case q.sight != "":
		return h.replaySeen(ctx, d, q.at, id, q.sight)
	}
	then, err := h.at(ctx, d, q.at)
	if err != nil {
		return err
	}
	r, err := h.replayed(ctx, d, then, id)
	if err != nil {
		return err
	}
	if q.whose != "" {
		if r.Order, err = h.orderOf(ctx, d, then, q.whose); err != nil {
			return err
		}
	}
	if q.at != "" {
		if r.Entry, err = h.replayedEntry(ctx, d, then.head.Size-1); err != nil {
			return err
		}
	}
	if h.e.json {
		return h.e.object(r)
	}
	return h.showReplay(d, then, r)
}

// replayUnder says which results would differ under another policy, the round's own where name is empty.
func (h *house) replayUnder(d *docket, name string, s *supposing) error {
	other := d.Policy
	if name != "" {
		p, err := readPolicy(name)
		if wrong, bad := err.(*policyError); bad { //nolint:errorlint // Made by readPolicy and not wrapped.
			return h.e.reportMistakes(wrong)
		}
		if err != nil {
			return err
		}
		other = p
	}
	return h.compare(d, d.Policy, other, s)
}

// replayed tells a past round; only is a proposal's id, empty for all.
func (h *house) replayed(ctx context.Context, d *docket, then *past, only string) (*replayed, error) {
	refs, err := h.desk.Log.TextsAt(ctx, then.Origin, "ref")
	if err != nil {
		return nil, err
	}
	r := &replayed{
		Round: then.ID, Size: then.head.Size, Root: then.head.Root.String(), At: then.Last.String(), Phase: string(then.Phase),
		Proposals: []replayedProposal{},
	}
	for _, p := range then.Proposals {
		if only != "" && p.ID != only {
			continue
		}
		var now *view.Ballot
		if v := d.Proposal(p.ID); v != nil {
			now = v.Ballot
		}
		r.Proposals = append(r.Proposals, replayedProposal{
			ID: p.ID, Ref: p.Content.Ref, State: string(p.State), Outcome: orNull(p.Outcome), Scores: then.scores(p, refs),
			Votes: then.votes(p, now), Decision: then.decision(p.Decision), number: then.NumberOf(p),
		})
	}
	return r, nil
}

// scores are all scores of a proposal, by member and criterion.
func (p *past) scores(x *workflow.Proposal, refs map[uint64]string) []replayedScore {
	out := []replayedScore{}
	for m, i := range p.Members {
		s := x.Sheet(m)
		if s == nil {
			continue
		}
		who := &p.Participants[s.By]
		for c, v := range s.Values {
			out = append(out, replayedScore{who.Pseudonym, refs[who.Seq], p.Seat(i).Body, p.Policy.Criteria[c].ID, decimalOrNull(v), s.Version})
		}
	}
	return out
}

func (h *house) showReplay(d *docket, then *past, r *replayed) error {
	e := h.e
	e.tell("Runde %s %s, %s: %s", "Round %s %s, %s: %s", r.Round, e.after(r.Size), e.loc.Moment(then.Last.Time()), workflow.Word(r.Phase, e.lang))
	e.tell("Wurzel %s\n", "Root %s\n", r.Root)
	if r.Entry != nil {
		if err := h.showEntry(d, r.Entry); err != nil {
			return err
		}
	}
	t := e.table(text{"Nummer", "number"}, text{"Stand", "state"}, text{"Ergebnis", "outcome"}, text{"Bewertungen", "scores"}, text{"Stimmen", "votes"}, text{"Titel", "title"})
	for _, p := range r.Proposals {
		outcome := ""
		if p.Outcome != nil {
			outcome = workflow.Word(*p.Outcome, e.lang)
		}
		sheets := len(p.Scores) / max(len(then.Policy.Criteria), 1)
		t.row(p.number, workflow.Word(p.State, e.lang), outcome, strconv.Itoa(sheets), tallied(e, p.Votes), d.titles[p.ID])
	}
	if err := t.print(); err != nil || len(r.Order) == 0 {
		return err
	}
	numbers := make([]string, len(r.Order))
	for i, id := range r.Order {
		numbers[i] = then.NumberOf(then.Proposal(id))
	}
	e.tell("\nReihenfolge des Mitglieds: %s", "\nOrder of the member: %s", strings.Join(numbers, ", "))
	return nil
}

// orderOf is the order in which a member is asked to score the proposals of the round.
func (h *house) orderOf(ctx context.Context, d *docket, then *past, member string) ([]string, error) {
	who, err := h.person(ctx, d, member)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(then.Round.Proposals))
	for i, p := range then.Round.Proposals {
		ids[i] = p.ID
	}
	return then.Order(who, ids), nil
}

// tallied counts votes by head.
func tallied(e *env, votes []voteLine) string {
	if len(votes) == 0 {
		return ""
	}
	n := map[string]int{}
	for _, v := range votes {
		n[v.Choice]++
	}
	return e.say("%d Ja, %d Nein, %d Enth.", "%d yes, %d no, %d abst.", n[string(policy.Yes)], n[string(policy.No)], n[string(policy.Abstain)])
}
