package workflow

import "gremium/policy"

// TakeDecision takes the committee's decision. An empty Outcome follows what the policy proposes; another one owes a
// Deviation, the reason why the committee departs from it.
type TakeDecision struct {
	Proposal  string
	Outcome   policy.Outcome
	Rationale string
	Deviation string
}

// Kind is KindDecisionTaken.
func (*TakeDecision) Kind() Kind { return KindDecisionTaken }

func (c *TakeDecision) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &DecisionTaken{common: as, Outcome: c.Outcome}
	if p := r.Proposal(c.Proposal); p != nil && p.State == Scored {
		det := r.Policy.Determine(r.Facts(p))
		e.Proposed, e.Findings = det.Outcome, det.Findings
		if p.Ballot != nil {
			e.Meeting = p.Ballot.Meeting
		}
	}
	if e.Outcome == "" {
		e.Outcome = e.Proposed
	}
	rec.Event, rec.Proposal = e, c.Proposal
	t := texts{}
	t.add("rationale", c.Rationale)
	t.add("deviation", c.Deviation)
	return t, nil
}

// ConfirmDecision keeps a decision that was taken before somebody was excluded.
type ConfirmDecision struct{ Proposal, Reason string }

// Kind is KindDecisionConfirmed.
func (*ConfirmDecision) Kind() Kind { return KindDecisionConfirmed }

func (c *ConfirmDecision) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &DecisionConfirmed{common: as}
	if p := r.Proposal(c.Proposal); p != nil && p.State == Decided && p.Doubt() > 0 { // else there is nothing to confirm
		det := r.Policy.Determine(r.Facts(p))
		e.Proposed, e.Findings = det.Outcome, det.Findings
	}
	rec.Event, rec.Proposal = e, c.Proposal
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}

// RecordDecision notes a decision taken elsewhere, as the source says it.
type RecordDecision struct {
	Proposal, Outcome, Source, Digest string
}

// Kind is KindDecisionRecorded.
func (*RecordDecision) Kind() Kind { return KindDecisionRecorded }

func (c *RecordDecision) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &DecisionRecorded{common: as, Digest: c.Digest, Outcome: c.Outcome, Source: c.Source}
	rec.Proposal = c.Proposal
	return nil, nil
}
