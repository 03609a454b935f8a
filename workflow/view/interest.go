package view

import (
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Recused is the state that a proposal has for who takes no part in it, whatever its own.
const Recused workflow.State = "recused"

// Exclusion is why the viewer takes no part in a proposal.
type Exclusion struct {
	Kind     string // of the interest
	Declared bool   // by the viewer, or by somebody who acts for the same seat; otherwise resolved on
	Own      bool   // the interest is the viewer's, and not that of somebody who acts for the same seat
	At       ledger.Instant
}

// Standing is what became of an interest.
type Standing string

// What becomes of an interest.
const (
	InterestExcludes  Standing = "excluded"
	InterestOpen      Standing = "open" // reported, and not resolved on
	InterestLifted    Standing = "lifted"
	InterestDismissed Standing = "dismissed"
)

// Interest is an interest on record.
type Interest struct {
	Member   string // pseudonym of whose it is
	By       string // pseudonym of who declared or reported it; empty where the viewer may not know
	Kind     string
	Declared bool
	Standing Standing
	Seat     string // id of the seat whose interest it is as well, empty where it is the person's alone
	At       ledger.Instant
	Entry    uint64 // whose texts hold the note
	Resolved uint64 // entry of the latest resolution, whose texts hold its reason; 0 before it
}

// Suggestion is a member whose seat is near an owner of the proposal, and about whose interest nothing is on record.
type Suggestion struct {
	Member string // pseudonym
	Owner  string // id of the organisation
}

// Masked tells whether the viewer sees nothing of the proposal but its title and why.
func (p *Proposal) Masked() bool { return p.State == Recused }

// Own tells whether a pseudonym is the viewer's.
func (v *Round) Own(pseudonym string) bool { return pseudonym != "" && v.viewer.Pseudonym == pseudonym }

// Concerned lists everybody whose interest in a proposal could be reported: members, and those of the office, but for the
// viewer and whoever is excluded already. Only those who take part get it.
func (v *Round) Concerned(p *Proposal) []string {
	s := v.state.Proposal(p.ID)
	if s == nil || !v.inside() || p.Exclusion != nil {
		return nil
	}
	var out []string
	for i := range v.state.Participants {
		x := &v.state.Participants[i]
		office := x.Holds(workflow.Coordinator) || x.Holds(workflow.Operator)
		if i != v.self && (x.Member >= 0 || office) && v.state.Recused(s, i) == nil {
			out = append(out, x.Pseudonym)
		}
	}
	return out
}

// excludedFrom says why the viewer takes no part in a proposal, nil where they may.
func (v *Round) excludedFrom(p *workflow.Proposal) *Exclusion {
	x := v.state.Recused(p, v.self)
	if x == nil {
		return nil
	}
	return &Exclusion{Kind: x.Kind, Declared: x.Declared, Own: x.Participant == v.self, At: x.At}
}

// masked is a proposal for who is excluded from it. Nothing of it changes with what others do: its title is the one that
// stood when the viewer was excluded.
func (v *Round) masked(p *workflow.Proposal, why *Exclusion) Proposal {
	since, entry := v.state.Recused(p, v.self).Seq, p.Versions[0]
	for _, e := range p.Versions {
		if e < since {
			entry = e
		}
	}
	return Proposal{
		ID: p.ID, Ref: p.Content.Ref, Number: v.state.NumberOf(p), State: Recused, Content: &workflow.ProposalSubmitted{}, Entry: entry,
		Veil: VeilNot, Given: -1, Exclusion: why,
	}
}

// anyExclusion tells whether the viewer takes no part in some proposal.
func (v *Round) anyExclusion() bool {
	for _, p := range v.state.Proposals {
		if v.state.Recused(p, v.self) != nil {
			return true
		}
	}
	return false
}

// interests shows what is on record about interests to who takes part, and what the register suggests.
func (v *Round) interests(p *workflow.Proposal, out *Proposal) {
	for i := range p.Interests {
		x := &p.Interests[i]
		one := Interest{
			Member: v.Participant(x.Participant), By: v.Participant(x.By), Kind: x.Kind, Declared: x.Declared, Standing: standing(x),
			At: x.At, Entry: x.Seq, Resolved: x.Resolved,
		}
		if !x.Declared && !v.Office && !v.Reader && x.By != v.self {
			one.By = ""
		}
		if x.Seat >= 0 {
			one.Seat = v.state.Seats[x.Seat].ID
		}
		out.Interests = append(out.Interests, one)
	}
	out.Doubt = p.Doubt() > 0
	for m, i := range v.state.Members {
		if v.state.Recused(p, i) != nil {
			out.Out = append(out.Out, m)
		}
		owner := v.state.Suggested(p, i)
		if owner == "" {
			continue
		}
		if i == v.self {
			out.Suggested = owner
		}
		if v.Office {
			out.Suggestions = append(out.Suggestions, Suggestion{Member: v.Participant(i), Owner: owner})
		}
	}
}

func standing(x *workflow.Interest) Standing {
	switch {
	case x.Excludes:
		return InterestExcludes
	case x.Open:
		return InterestOpen
	case x.Since > 0:
		return InterestLifted
	}
	return InterestDismissed
}

// known are findings as the viewer may see them. How many proposals are selected would tell who is excluded from one of
// them how that one came out.
func (v *Round) known(findings []policy.Finding) []policy.Finding {
	if !v.excluded {
		return findings
	}
	var out []policy.Finding
	for i := range findings {
		if findings[i].Rule != policy.RuleSelectedLimit {
			out = append(out, findings[i])
		}
	}
	return out
}

// mayReadInterest answers for the entries of interests: the note is for the office, for readers and for whose words they
// are, and for who is concerned where they declared it; the reason of a resolution is for the committee. known is false for
// other entries.
func (v *Round) mayReadInterest(p *workflow.Proposal, entry uint64) (ok, known bool) {
	for i := range p.Interests {
		x := &p.Interests[i]
		switch entry {
		case x.Seq:
			return v.Office && v.state.Recused(p, v.self) == nil || x.By == v.self || x.Declared && x.Participant == v.self, true
		case x.Resolved:
			return v.inside() && v.state.Recused(p, v.self) == nil, true
		}
	}
	return false, false
}

// declaredOwn tells whether somebody declared the interest that the entry is about as their own.
func (v *Round) declaredOwn(rec *workflow.Record) bool {
	return rec.Event.Kind() == workflow.KindInterestDeclared && (rec.Actor == v.viewer.Pseudonym || rec.For == v.viewer.Pseudonym)
}
