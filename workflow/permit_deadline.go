package workflow

import (
	"slices"
	"strings"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// permitDeadline asks that a deadline lies ahead, and a reason where one was in force: people have planned with it.
func (r *Round) permitDeadline(rec *Record, e *DeadlineSet) *Refusal {
	if !slices.Contains(policy.Stages(), e.Stage) {
		return refuse("option_unknown", "record", "field", "stage", "value", e.Stage, "allowed", strings.Join(policy.Stages(), ", "))
	}
	if e.Stage == policy.StageCall && r.Phase != Draft && r.Phase != Calling {
		return refuse("wrong_phase", "lifecycle", "phase", string(r.Phase), "allowed", string(Draft)+", "+string(Calling))
	}
	_, set := r.Deadlines[e.Stage]
	if (set || r.Policy.Deadlines.Days(e.Stage) > 0) && !e.has("reason") {
		return refuse("reason_missing", "policy")
	}
	if e.Until <= rec.At { // last, so that the same command, given again, is refused for the same
		return refuse("deadline_past", "record", "until", e.Until.String(), "stage", e.Stage)
	}
	return nil
}

// permitInTime refuses what comes after the deadline of its stage. The instant of the entry counts, so that replay finds
// what the server found.
func (r *Round) permitInTime(at ledger.Instant, stage string, p *Proposal, excused bool) *Refusal {
	d := r.Deadline(stage, p)
	if !d.Passed(at) || d.Late && excused {
		return nil
	}
	code := "deadline_passed"
	if d.Late {
		code = "late_reason_missing"
	}
	return refuse(code, "policy", "stage", stage, "until", d.At.String(), "last", d.Last.String())
}

// permitCallOver lets the review begin by itself once nothing is taken in the call any more, its time of grace included;
// before that it begins by an act of the office.
func (r *Round) permitCallOver(at ledger.Instant) *Refusal {
	if r.Phase != Calling {
		return nil
	}
	d := r.Deadline(policy.StageCall, nil)
	switch {
	case d == nil || !d.Binds:
		return refuse("wrong_phase", "lifecycle", "phase", string(r.Phase), "allowed", string(Reviewing)+", "+string(Deliberating))
	case !d.Passed(at):
		return refuse("call_running", "policy", "until", d.Last.String())
	}
	return nil
}
