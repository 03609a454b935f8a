package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// findingLine is a finding as JSON tells it. Holds is null where the rule only states a fact.
type findingLine struct {
	Rule       string            `json:"rule"`
	Holds      *bool             `json:"holds"`
	Figures    map[string]string `json:"figures"`
	Members    []string          `json:"members,omitempty"`
	Assumption bool              `json:"assumption,omitempty"`
	Findings   []findingLine     `json:"findings,omitempty"`
}

func findingLines(fs []policy.Finding) []findingLine {
	out := make([]findingLine, len(fs))
	for i, f := range fs {
		out[i] = findingLine{Rule: f.Rule, Figures: map[string]string{}, Members: f.Members, Assumption: f.Assumption}
		if f.Holds != policy.HoldsInfo {
			yes := f.Holds == policy.HoldsYes
			out[i].Holds = &yes
		}
		for _, g := range f.Figures {
			out[i].Figures[g.Name] = g.Value
		}
		if len(f.Findings) > 0 {
			out[i].Findings = findingLines(f.Findings)
		}
	}
	return out
}

// decisionLine is a decision as JSON tells it.
type decisionLine struct {
	Outcome  string        `json:"outcome"`
	Proposed string        `json:"proposed,omitempty"`
	By       string        `json:"by"`
	At       string        `json:"at"`
	Entry    uint64        `json:"entry"`
	Recorded bool          `json:"recorded_elsewhere,omitempty"`
	Findings []findingLine `json:"findings"`

	InDoubt       bool          `json:"in_doubt,omitempty"`  // somebody was excluded after it
	Confirmed     uint64        `json:"confirmed,omitempty"` // entry
	Reason        string        `json:"confirmed_because,omitempty"`
	FindingsAfter []findingLine `json:"findings_without_the_excluded,omitempty"`
}

func (p *past) decision(d *workflow.Decision) *decisionLine {
	if d == nil {
		return nil
	}
	return &decisionLine{
		Outcome: d.Outcome, Proposed: d.Proposed, By: p.Participants[d.By].Pseudonym, At: d.At.String(), Entry: d.Seq,
		Recorded: d.Recorded, Findings: findingLines(d.Findings),
	}
}

// reasons is what `why --json` tells.
type reasons struct {
	Round     string        `json:"round"`
	Size      uint64        `json:"size"`
	Root      string        `json:"root"`
	Proposal  string        `json:"proposal"`
	Number    string        `json:"number"`
	Title     string        `json:"title"`
	State     string        `json:"state"`
	Decision  *decisionLine `json:"decision"`
	Proposed  *string       `json:"proposed"`
	Findings  []findingLine `json:"findings"`
	Rationale string        `json:"rationale"`
	Deviation string        `json:"deviation"`
	Votes     []voteLine    `json:"votes"`
	Silent    []silentLine  `json:"silent,omitempty"` // of the record as it stands now
	Earlier   []setAside    `json:"earlier,omitempty"`

	proposal *workflow.Proposal
	findings []policy.Finding
}

func newWhy(e *env) *cobra.Command {
	var at string
	cmd := e.command(spec{
		use: "why ROUND PROPOSAL", short: text{"sagt, warum so entschieden wurde: jede Regel mit ihren Zahlen", "says why it was decided so: every rule with its figures"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			then, err := h.at(ctx, d, at)
			if err != nil {
				return err
			}
			r, err := h.reasons(ctx, d, then, args[1])
			if err != nil {
				return err
			}
			if e.json {
				return e.object(r)
			}
			h.explain(d, then, r)
			return nil
		}),
	})
	cmd.Flags().StringVar(&at, "at", "", e.say("Stand nach so vielen Einträgen (--at 1: nur Eintrag 0, denn die Einträge zählen ab 0) oder zu diesem Zeitpunkt", "as it stood after so many entries (--at 1: entry 0 alone, for entries count from 0) or at that time"))
	return cmd
}

// reasons gathers why a proposal stands where it stood then.
func (h *house) reasons(ctx context.Context, d *docket, then *past, name string) (*reasons, error) {
	now, err := d.proposal(name)
	if err != nil {
		return nil, err
	}
	p := then.Proposal(now.ID)
	if p == nil {
		return nil, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": name}}
	}
	r := &reasons{
		Round: d.ID, Size: then.head.Size, Root: then.head.Root.String(), Proposal: p.ID, Number: now.Number, Title: d.titles[p.ID],
		State: string(p.State), Decision: then.decision(p.Decision), Votes: then.votes(p, now.Ballot), Earlier: earlier(p), proposal: p,
	}
	if now.Ballot != nil && then.head.Size == d.Size {
		r.Silent = d.silent(now.Ballot)
	}
	switch {
	case p.Decision != nil:
		texts, err := h.told(ctx, d.Round, p.Decision.Seq)
		if err != nil {
			return nil, err
		}
		r.Rationale, r.Deviation, r.findings = texts["rationale"], texts["deviation"], p.Decision.Findings
		if err := h.doubt(ctx, d, p, r.Decision); err != nil {
			return nil, err
		}
	case p.State == workflow.Scored && (p.Ballot == nil || !p.Ballot.Open):
		det := then.Policy.Determine(then.Facts(p))
		r.Proposed, r.findings = orNull(string(det.Outcome)), det.Findings
	}
	r.Findings = findingLines(r.findings)
	return r, nil
}

// doubt says whether the decision is in doubt, and why it was confirmed.
func (h *house) doubt(ctx context.Context, d *docket, p *workflow.Proposal, to *decisionLine) error {
	to.InDoubt, to.Confirmed = p.Doubt() > 0, p.Decision.Confirmed
	if to.Confirmed == 0 {
		return nil
	}
	texts, err := h.told(ctx, d.Round, to.Confirmed)
	to.Reason, to.FindingsAfter = texts["reason"], findingLines(p.Decision.Renewed)
	return err
}

// tellDoubt says whether the decision stands, where somebody was excluded after it.
func (h *house) tellDoubt(d *decisionLine) {
	switch {
	case d.InDoubt:
		h.e.tell("Nach der Entscheidung wurde jemand wegen Befangenheit ausgeschlossen. Sie ist in Frage gestellt, bis sie bestätigt oder erneut beraten ist.",
			"After the decision somebody was excluded for an interest. It is in doubt until it is confirmed or reconsidered.")
	case d.Confirmed > 0:
		h.e.tell("Nach der Entscheidung wurde jemand wegen Befangenheit ausgeschlossen. Ohne die Ausgeschlossenen schlägt das Regelwerk dasselbe vor; bestätigt mit Eintrag %d.",
			"After the decision somebody was excluded for an interest. Without the excluded the policy proposes the same; confirmed by entry %d.", d.Confirmed)
		h.quote(text{"Grund der Bestätigung", "Reason of the confirmation"}, d.Reason)
	}
}

// votes are those of the latest ballot then, unless that very ballot is still open now: while a ballot runs nobody learns
// how others vote.
func (p *past) votes(x *workflow.Proposal, now *view.Ballot) []voteLine {
	out := []voteLine{}
	if x.Ballot == nil || now != nil && now.Open && now.Opened == x.Ballot.Opened {
		return out
	}
	for m, i := range p.Members {
		if v := x.Ballot.Vote(m); v != nil {
			out = append(out, voteLine{p.Participants[v.By].Pseudonym, p.Seat(i).Body, string(v.Choice), v.Deputy})
		}
	}
	return out
}

// explain says the reasons in plain words.
func (h *house) explain(d *docket, then *past, r *reasons) {
	e, dec := h.e, r.proposal.Decision
	e.tell("%s %s", "%s %s", r.Number, e.loc.Quote(r.Title))
	switch {
	case dec == nil && r.Proposed != nil:
		e.tell("Noch nicht entschieden. Nach Bewertungen und Stimmen schlägt das Regelwerk vor: %s.", "Not decided yet. From scores and votes the policy proposes: %s.", workflow.Word(*r.Proposed, e.lang))
	case dec == nil:
		e.tell("Noch nicht entschieden. Der Vorschlag ist %s.", "Not decided yet. The proposal is: %s.", workflow.Word(r.State, e.lang))
	case dec.Recorded:
		e.tell("Anderswo entschieden, hier nur festgehalten: %s (Quelle %s, %s).", "Decided elsewhere, only recorded here: %s (source %s, %s).", dec.Outcome, dec.Source, dec.Digest)
	default:
		e.tell("Entschieden am %s: %s. Eingetragen von %s, Eintrag %d.", "Decided on %s: %s. Entered by %s, entry %d.",
			e.loc.Moment(dec.At.Time()), workflow.Word(dec.Outcome, e.lang), e.name(then.Participants[dec.By].Pseudonym), dec.Seq)
	}
	if dec != nil && then.Policy.Release.When != "" && !then.Known(r.proposal) {
		e.tell("Noch nicht freigegeben: Wer eingereicht hat, erfährt das Ergebnis erst mit der Freigabe.", "Not released yet: whoever handed it in learns the outcome only with the release.")
	}
	if dec != nil && dec.Proposed != "" && dec.Proposed != dec.Outcome {
		e.tell("Das Regelwerk hatte vorgeschlagen: %s.", "The policy had proposed: %s.", workflow.Word(dec.Proposed, e.lang))
	}
	if r.Decision != nil {
		h.tellDoubt(r.Decision)
	}
	h.quote(text{"Begründung", "Rationale"}, r.Rationale)
	h.quote(text{"Warum anders entschieden wurde", "Why it was decided otherwise"}, r.Deviation)
	if len(r.findings) > 0 {
		e.tell("\nRegeln", "\nRules")
		h.findings(d.Policy, r.findings, 0)
	}
	h.tellVotes(r)
	e.tellEarlier(r.Earlier)
	e.tell("\nStand: Runde %s %s, Wurzel %s", "\nAs of: round %s %s, root %s", d.ID, e.after(r.Size), r.Root)
}

func (h *house) quote(name text, words string) {
	if words != "" {
		fmt.Fprintf(h.e.out, "\n%s:\n  %s\n", h.e.word(name), strings.ReplaceAll(words, "\n", "\n  "))
	}
}

func (h *house) tellVotes(r *reasons) {
	if len(r.Votes) == 0 {
		return
	}
	h.e.tell("\nStimmen", "\nVotes")
	for _, v := range r.Votes {
		fmt.Fprintf(h.e.out, "  %s: %s\n", h.e.name(v.Member), h.e.choice(policy.Choice(v.Choice)))
	}
	for _, x := range r.Silent {
		fmt.Fprintf(h.e.out, "  %s: %s\n", h.e.name(x.Member), h.e.word(silences[view.Silence(x.Why)]))
	}
}

// findings says findings numbered as an administration does: I., 1., a).
func (h *house) findings(p *policy.Policy, fs []policy.Finding, depth int) {
	for i, f := range fs {
		rule, figures := f.Sentence(p, h.e.lang)
		line := strings.Repeat("   ", depth) + numeral(i, depth) + " " + rule
		if figures != "" {
			line += ": " + figures
		}
		line += "."
		if f.Assumption {
			line += " [" + policy.AssumptionNote(h.e.lang) + "]"
		}
		fmt.Fprintln(h.e.out, line)
		if len(f.Members) > 0 {
			fmt.Fprintln(h.e.out, strings.Repeat("   ", depth+1)+"("+h.people(f.Members)+")")
		}
		h.findings(p, f.Findings, depth+1)
	}
}

// numeral numbers a finding by its depth.
func numeral(i, depth int) string {
	switch depth {
	case 0:
		return roman(i+1) + "."
	case 1:
		return fmt.Sprintf("%d.", i+1)
	}
	letters := ""
	for n := i; ; n = n/26 - 1 {
		letters = string(rune('a'+n%26)) + letters
		if n < 26 {
			break
		}
	}
	return letters + ")"
}

func roman(n int) string {
	out := ""
	for _, r := range []struct {
		value int
		sign  string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			out, n = out+r.sign, n-r.value
		}
	}
	return out
}
