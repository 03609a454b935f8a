package workflow

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// permitMove asks the rules of moves that carry nothing but a reason.
func (r *Round) permitMove(rec *Record, e *Moved, f *found) *Refusal {
	p := f.proposal
	if reasoned[e.kind] && !e.has("reason") {
		return refuse("reason_missing", "policy")
	}
	switch e.kind {
	case KindReviewOpened:
		return r.permitReview(rec.At, p)
	case KindScoringClosed:
		return r.permitScoringClosing(p, rec.At)
	case KindScoringReopened:
		return noBallot(p)
	case KindProposalWithdrawn:
		if ref := r.permitOwn(rec, f); ref != nil {
			return ref
		}
		return noBallot(p)
	case KindSummaryPublished, KindSummaryUnpublished:
		return r.permitPublication(e.kind, p)
	case KindDecisionReleased:
		return r.permitRelease(p)
	case KindReconsiderationRequested, KindDecisionReconsidered:
		return r.permitReconsideration(rec, e.kind, p)
	case KindRoundConcluded:
		if ref := r.permitOthersToConclude(f.actor); ref != nil {
			return ref
		}
		return r.permitConclusion()
	default: // the tables alone decide
		return nil
	}
}

// reasoned are the moves that need a reason on record.
var reasoned = [kindCount]bool{
	KindScoringReopened: true, KindRoundCancelled: true, KindSummaryUnpublished: true, KindReconsiderationRequested: true,
	KindDecisionReconsidered: true,
}

func noBallot(p *Proposal) *Refusal {
	if p.Ballot != nil && p.Ballot.Open {
		return refuse("ballot_open", "lifecycle")
	}
	return nil
}

func (r *Round) permitReview(at ledger.Instant, p *Proposal) *Refusal {
	if ref := r.permitCallOver(at); ref != nil {
		return ref
	}
	if ref := r.permitChecked(p); ref != nil {
		return ref
	}
	return r.permitCoverage(p, p.Assigned)
}

func (r *Round) permitChecked(p *Proposal) *Refusal {
	if len(r.Policy.Eligibility) == 0 {
		return nil
	}
	if p.Check == nil || p.Check.Version != p.Version {
		return refuse("check_missing", "policy", "version", num(p.Version))
	}
	if !p.Check.Passed {
		return refuse("check_failed", "policy", "missing", strings.Join(p.Check.missing(), ", "))
	}
	return nil
}

func (c *Check) missing() []string {
	var ids []string
	for _, pt := range c.Points {
		if !pt.Holds {
			ids = append(ids, pt.ID)
		}
	}
	return ids
}

// permitScoringClosing asks the policy's minimum of score sheets, per proposal and per body, but for bodies without a member
// who has a vote; a committee or a body that is too small for it is told so first. Who acts for a seat with a vote, is to score
// and has not is missing; advisory seats and those who are excluded count nowhere, and for seats that nobody belongs to
// nobody could score.
func (r *Round) permitScoringClosing(p *Proposal, at ledger.Instant) *Refusal {
	if r.Policy.Minimum.PerProposal == 0 && r.Policy.Minimum.PerBody == 0 {
		return nil
	}
	for _, s := range r.shortfalls(p) {
		if s.Rule != policy.RulePresentMinimum {
			return tooSmall(s)
		}
	}
	c := r.coverage(p, at)
	if needed := r.Policy.Minimum.PerProposal; c.have < needed {
		return c.incomplete(needed)
	}
	least := r.Policy.Minimum.PerBody
	for _, b := range bodyIDs(r.Policy) {
		if ref := c.incompleteIn(b, least); ref != nil {
			return ref
		}
	}
	return nil
}

// coverage is who of the members with a vote has scored a proposal, who can still, and who cannot.
type coverage struct {
	have      int
	perBody   map[string]int
	missing   []string // pseudonyms, as in the others
	missingIn map[string][]string
	out       []string // excluded, or the proposal is assigned to others
	outOf     map[string][]string
}

func (r *Round) coverage(p *Proposal, at ledger.Instant) coverage {
	c := coverage{perBody: map[string]int{}, missingIn: map[string][]string{}, outOf: map[string][]string{}}
	manned := r.manned(at, r.Size)
	for m, i := range r.Members {
		seat, name := r.Seat(i), r.Participants[r.ActingFor(m, at)].Pseudonym
		switch {
		case seat.Advisory, !manned[m] && p.Sheet(m) == nil:
		case !r.Assigned(p, i), r.Recused(p, i) != nil:
			c.out, c.outOf[seat.Body] = append(c.out, name), append(c.outOf[seat.Body], name)
		case p.Sheet(m) != nil:
			c.have++
			c.perBody[seat.Body]++
		default:
			c.missing, c.missingIn[seat.Body] = append(c.missing, name), append(c.missingIn[seat.Body], name)
		}
	}
	return c
}

// incomplete says who has to score before enough have, or that even then it would be too few, and why.
func (c *coverage) incomplete(needed int) *Refusal {
	if c.have+len(c.missing) < needed {
		ref := refuse("scoring_out_of_reach", "policy", "needed", strconv.Itoa(needed), "have", strconv.Itoa(c.have), "open", strconv.Itoa(len(c.missing)))
		ref.People = c.out
		return ref
	}
	ref := refuse("scoring_incomplete", "policy", "missing", strconv.Itoa(needed-c.have), "needed", strconv.Itoa(needed))
	ref.People = c.missing
	return ref
}

// incompleteIn says the same of a body; nil where it has given enough, or where nobody of it can score the proposal, for such a
// body is left out of the decision too.
func (c *coverage) incompleteIn(body string, least int) *Refusal {
	have, open := c.perBody[body], len(c.missingIn[body])
	if have >= least || have+open == 0 {
		return nil
	}
	figures := []string{"body", body, "have", strconv.Itoa(have), "needed", strconv.Itoa(least)}
	if have+open < least {
		ref := refuse("scoring_out_of_reach_body", "policy", append(figures, "open", strconv.Itoa(open))...)
		ref.People = c.outOf[body]
		return ref
	}
	ref := refuse("scoring_incomplete_body", "policy", figures...)
	ref.People = c.missingIn[body]
	return ref
}

func (r *Round) permitReconsideration(rec *Record, k Kind, p *Proposal) *Refusal {
	by, _ := r.Participant(rec.Actor)
	switch {
	case k == KindReconsiderationRequested && p.Request != nil:
		return refuse("already_requested", "lifecycle")
	case k == KindReconsiderationRequested:
		return nil
	case p.Request == nil:
		return refuse("request_missing", "lifecycle")
	case p.Request.By == by:
		return refuse("second_person", "lifecycle")
	case p.Published:
		return refuse("unpublish_first", "lifecycle")
	}
	return nil
}

func (r *Round) permitConclusion() *Refusal {
	var open []string
	for _, p := range r.Proposals {
		if slices.Contains([]State{Submitted, UnderReview, Scored}, p.State) {
			open = append(open, r.NumberOf(p))
		}
	}
	if len(open) > 0 {
		return refuse("proposals_open", "lifecycle", "proposals", strings.Join(open, ", "))
	}
	if doubted := r.doubted(); len(doubted) > 0 {
		return refuse("decisions_in_doubt", "§ 20 VwVfG", "proposals", strings.Join(doubted, ", "))
	}
	if kept := r.unreleased(); len(kept) > 0 {
		return refuse("decisions_unreleased", "policy", "proposals", strings.Join(kept, ", "))
	}
	return nil
}

// outcomes are what a decision can say.
var outcomes = []string{string(policy.Selected), string(policy.NotSelected), string(policy.Deferred)}

// permitDecision derives the decision again and asks that the record says the same.
func (r *Round) permitDecision(e *DecisionTaken, f *found) *Refusal {
	p := f.proposal
	if ref := r.permitOthersToDecide(f); ref != nil {
		return ref
	}
	if ref := noBallot(p); ref != nil {
		return ref
	}
	if p.Ballot == nil && !r.Policy.Majority.None() {
		return refuse("ballot_missing", "lifecycle")
	}
	if p.Ballot != nil && p.Ballot.Uncounted {
		return refuse("ballot_uncounted", "policy")
	}
	if p.Ballot != nil && r.void(p.Ballot) {
		return refuse("ballot_void", "policy")
	}
	if p.Ballot == nil && e.Meeting != "" || p.Ballot != nil && e.Meeting != p.Ballot.Meeting {
		return refuse("decision_differs", "policy")
	}
	det := r.Policy.Determine(r.Facts(p))
	if det.Outcome == "" {
		return r.notDecidable(det.Findings)
	}
	if e.Proposed != det.Outcome || !reflect.DeepEqual(e.Findings, det.Findings) {
		return refuse("decision_differs", "policy")
	}
	if ref := option("outcome", []string{string(e.Outcome)}, outcomes); ref != nil {
		return ref
	}
	limit := r.Policy.Selected.AtMost
	if e.Outcome == policy.Selected && e.Outcome != e.Proposed && limit > 0 && r.selected(p) >= limit {
		return refuse("limit_reached", "policy", "limit", strconv.Itoa(limit))
	}
	if !e.has("rationale") {
		return refuse("rationale_missing", "policy")
	}
	if e.Outcome != e.Proposed && !e.has("deviation") {
		return refuse("deviation_missing", "policy", "proposed", string(e.Proposed))
	}
	return nil
}

// notDecidable refuses a decision for the rules that let the committee decide at all; whether the proposal would be
// selected is another matter.
func (r *Round) notDecidable(findings []policy.Finding) *Refusal {
	ref := refuse("not_decidable", "policy")
	ref.Policy = r.Policy
	for i := range findings {
		if bars(&findings[i]) {
			ref.findings = append(ref.findings, findings[i])
		}
	}
	if len(ref.findings) == 0 { // neither thresholds nor a ballot, or something that stands elsewhere
		ref.findings = findings
	}
	return ref
}

// bars tells whether a finding keeps the committee from deciding: where places go by the standing, as long as that is not
// complete.
func bars(f *policy.Finding) bool {
	if f.Holds != policy.HoldsNo {
		return false
	}
	if f.Rule == policy.RuleSelectedLimit {
		return slices.ContainsFunc(f.Findings, func(b policy.Finding) bool {
			return b.Holds == policy.HoldsNo && (b.Rule == policy.RuleStandingComplete || undrawn(&b))
		})
	}
	_, out := waysOut[f.Rule]
	return out || slices.ContainsFunc(f.Findings, func(b policy.Finding) bool { return b.Rule == policy.RuleSecret && b.Holds == policy.HoldsNo })
}

// undrawn tells whether a finding waits for a lot.
func undrawn(f *policy.Finding) bool {
	return f.Rule == policy.RuleLimitTie && f.Figure("tie") == policy.LimitLot && f.Figure("drawn") == ""
}

func (r *Round) permitRecorded(p *Proposal) *Refusal {
	if !r.Imported {
		return refuse("not_imported", "lifecycle")
	}
	return noBallot(p)
}
