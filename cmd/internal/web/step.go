package web

import (
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// step is something the office does to a proposal or a round.
type step struct {
	path    string // last part of its address, and its name in the catalogues
	kind    workflow.Kind
	reason  reason
	direct  bool // a button suffices; every other step has a page of its own first
	many    bool // can be done to several proposals at once
	round   bool // concerns the round itself
	further bool // a ballot on what has been voted on already, which owes its reason
}

// reason says whether a step asks for one.
type reason int

const (
	noReason reason = iota
	mayReason
	owesReason
)

// steps are all of them, in the order of a proposal's way. Which are possible is for the rules to say.
func steps() []step {
	return []step{
		{path: "pruefen", kind: workflow.KindProposalChecked},
		{path: "zurueckgeben", kind: workflow.KindProposalReturned},
		{path: "bewertung-oeffnen", kind: workflow.KindReviewOpened, direct: true, many: true},
		{path: "bewertung-schliessen", kind: workflow.KindScoringClosed, many: true},
		{path: "bewertung-wieder-oeffnen", kind: workflow.KindScoringReopened, reason: owesReason},
		{path: "abstimmung-oeffnen", kind: workflow.KindBallotOpened, direct: true, many: true},
		{path: "erneut-abstimmen", kind: workflow.KindBallotOpened, reason: owesReason, many: true, further: true},
		{path: "abstimmung-schliessen", kind: workflow.KindBallotClosed, many: true},
		{path: "entscheiden", kind: workflow.KindDecisionTaken},
		{path: "entscheidung-bestaetigen", kind: workflow.KindDecisionConfirmed, reason: owesReason},
		{path: "freigeben", kind: workflow.KindDecisionReleased, many: true},
		{path: "veroeffentlichen", kind: workflow.KindSummaryPublished},
		{path: "veroeffentlichung-zuruecknehmen", kind: workflow.KindSummaryUnpublished, reason: owesReason},
		{path: "erneut-beraten-beantragen", kind: workflow.KindReconsiderationRequested, reason: owesReason},
		{path: "erneut-beraten-bewilligen", kind: workflow.KindDecisionReconsidered, reason: owesReason},
		{path: "zurueckziehen", kind: workflow.KindProposalWithdrawn, reason: mayReason},
		{path: "einreichung-beginnen", kind: workflow.KindCallOpened, round: true},
		{path: "bewertung-beginnen", kind: workflow.KindReviewStarted, round: true},
		{path: "beratung-beginnen", kind: workflow.KindDeliberationStarted, round: true},
		{path: "los-ziehen", kind: workflow.KindLotDrawn, round: true},
		{path: "abschliessen", kind: workflow.KindRoundConcluded, round: true},
		{path: "abbrechen", kind: workflow.KindRoundCancelled, reason: owesReason, round: true},
	}
}

// suits tells whether the step is the one for the proposal, or for the round where p is nil: a first ballot and a further one
// are steps of one kind.
func (st step) suits(p *view.Proposal) bool {
	return st.kind != workflow.KindBallotOpened || p == nil || st.further == (p.Ballot != nil)
}

// stepTo finds the step with that address.
func stepTo(path string) (step, bool) {
	for _, st := range steps() {
		if st.path == path {
			return st, true
		}
	}
	return step{}, false
}

// stepFor finds the step that makes events of that kind for the proposal, or for the round where p is nil.
func stepFor(kind workflow.Kind, p *view.Proposal) (step, bool) {
	for _, st := range steps() {
		if st.kind == kind && st.suits(p) {
			return st, true
		}
	}
	return step{}, false
}

// say is a message about the step.
func (d *reading) say(st step, what string, pairs ...any) string {
	return d.words.T("step."+st.path+"."+what, pairs...)
}

// stepAddress is where a step is taken.
func (d *reading) stepAddress(p *view.Proposal, st step) string {
	if st.round {
		return d.address("steuerung/schritt/" + st.path)
	}
	return proposalAddress(d.round, p, "schritt/"+st.path)
}

// moveOf finds what the rules say of a step to a proposal, or of the round where p is nil; false where the step has no place
// at present.
func (d *reading) moveOf(p *view.Proposal, kind workflow.Kind) (view.Move, bool) {
	if p != nil {
		return p.Moves.Of(kind)
	}
	for _, m := range d.round.Moves {
		if m.Kind == kind {
			return m, true
		}
	}
	return view.Move{}, false
}

// offers are the steps that the rules know for a proposal now, or for the round where p is nil; those that are barred come
// last.
func (s *Server) offers(d *reading, p *view.Proposal) []part.Offer {
	moves := d.round.Moves
	if p != nil {
		moves = p.Moves.All()
	}
	var out, barred []part.Offer
	for _, m := range moves {
		st, ok := stepFor(m.Kind, p)
		if !ok {
			continue
		}
		o := part.Offer{Button: part.Button{Text: d.say(st, "button")}}
		switch {
		case m.Barred != nil:
			o.Button.Bar = d.bar("bar-"+st.path, m.Barred)
			o.Button.Bar.Way = d.wayOut(p, m.Barred)
			barred = append(barred, o)
			continue
		case st.direct:
			o.Action, o.Hidden = d.stepAddress(p, st), s.fresh(d, p)
		default:
			o.Button.Href = d.stepAddress(p, st)
			o.Button.Text = d.words.T("step.more", "Step", o.Button.Text)
		}
		out = append(out, o)
	}
	return append(out, barred...)
}

// wayOut leads to what has to be done first, where somebody of the office can do it.
func (d *reading) wayOut(p *view.Proposal, ref *workflow.Refusal) *part.Link {
	if p == nil {
		return nil
	}
	kind := workflow.KindProposalChecked
	switch ref.Code {
	case "check_missing":
	case "check_failed":
		kind = workflow.KindProposalReturned
	case "ballot_missing", "ballot_uncounted":
		kind = workflow.KindBallotOpened
	case "not_decidable":
		if tied, _ := d.round.Tied(); slices.Contains(tied, p.ID) {
			return d.lotLink()
		}
		if p.Ballot == nil || !p.Ballot.Verdict.Get().Again {
			return nil
		}
		kind = workflow.KindBallotOpened
	case "ballot_open":
		kind = workflow.KindBallotClosed
	case "not_released":
		kind = workflow.KindDecisionReleased
	case "decision_in_doubt":
		kind = workflow.KindDecisionConfirmed
	case "not_confirmable":
		kind = workflow.KindReconsiderationRequested
	case "unpublish_first":
		kind = workflow.KindSummaryUnpublished
	default:
		return nil
	}
	st, _ := stepFor(kind, p)
	if m, ok := d.moveOf(p, kind); !ok || m.Barred != nil {
		return nil
	}
	return &part.Link{Text: d.words.T("step.more", "Step", d.say(st, "button")), Href: d.stepAddress(p, st)}
}
