package workflow

import "reflect"

// permitConfirmation keeps a decision in doubt where the rules, asked again without the excluded, propose what they did.
// Otherwise the committee has to reconsider it.
func (r *Round) permitConfirmation(e *DecisionConfirmed, f *found) *Refusal {
	p := f.proposal
	if p.Doubt() == 0 {
		return refuse("no_doubt", "lifecycle")
	}
	if ref := r.permitOthersToDecide(f); ref != nil {
		return ref
	}
	det := r.Policy.Determine(r.Facts(p))
	switch {
	case det.Outcome == "":
		return r.notDecidable(det.Findings)
	case e.Proposed != det.Outcome || !reflect.DeepEqual(e.Findings, det.Findings):
		return refuse("decision_differs", "policy")
	case string(det.Outcome) != p.Decision.Proposed:
		return refuse("not_confirmable", "policy", "proposed", string(det.Outcome))
	case !e.has("reason"):
		return refuse("reason_missing", "policy")
	}
	return nil
}

// permitUndoubted keeps a decision inside of the committee as long as it is in doubt.
func permitUndoubted(p *Proposal) *Refusal {
	if p.Doubt() > 0 {
		return refuse("decision_in_doubt", "§ 20 VwVfG")
	}
	return nil
}

// doubted are the numbers of the proposals whose decision is in doubt.
func (r *Round) doubted() []string {
	var out []string
	for _, p := range r.Proposals {
		if p.Doubt() > 0 {
			out = append(out, r.NumberOf(p))
		}
	}
	return out
}
