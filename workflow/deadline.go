package workflow

import (
	"gremium/policy"
	"gremium/workflow/ledger"
)

// Deadline is until when something is taken.
type Deadline struct {
	At    ledger.Instant // the last instant
	Last  ledger.Instant // the last one of the time of grace; not before At
	Set   bool           // by the office; otherwise the policy's days give it
	Seq   uint64         // entry that set it, 0 where it is not set
	Binds bool           // what comes after Last is late
	Late  bool           // what is late is taken with a reason
}

// Set is a deadline as the office set it.
type Set struct {
	At  ledger.Instant
	Seq uint64
}

// Deadline is the deadline of a stage; p is the proposal that is scored or handed in again, nil for the call, or for the
// stage in general. It answers nil where there is none.
//
// What the office sets holds for the whole round, but not for a proposal that came to the stage when it had passed: scoring
// that is reopened later has the policy's days again. Without a set one the days of the policy count, from the instant at
// which the call was opened, or the proposal returned or opened for review. A deadline that the office sets binds; the
// policy's days bind where the policy says so.
func (r *Round) Deadline(stage string, p *Proposal) *Deadline {
	if r.Policy == nil {
		return nil
	}
	rules, began := &r.Policy.Deadlines, r.began(stage, p)
	d := &Deadline{Late: rules.TakesLate(stage)}
	switch set := r.Deadlines[stage]; {
	case set.At > began:
		d.At, d.Set, d.Seq, d.Binds = set.At, true, set.Seq, true
	case began > 0 && rules.Days(stage) > 0:
		d.At, d.Binds = after(began, rules.Days(stage)), rules.Binds(stage)
	default:
		return nil
	}
	d.Last = d.At + ledger.Instant(rules.Grace)*hour
	return d
}

// began is when a stage began, 0 where it does not run.
func (r *Round) began(stage string, p *Proposal) ledger.Instant {
	switch {
	case stage == policy.StageCall && r.Phase == Calling:
		return r.Since
	case p == nil && stage == policy.StageScoring && r.Phase == Reviewing:
		return r.Since
	case p == nil:
		return 0
	case stage == policy.StageScoring && p.State == UnderReview, stage == policy.StageReturn && p.State == Returned:
		return p.Since
	}
	return 0
}

// Passed tells whether what comes at an instant is late.
func (d *Deadline) Passed(at ledger.Instant) bool { return d != nil && d.Binds && at > d.Last }

// Timing is how an instant stands to a deadline.
type Timing string

// The timings, one after the other.
const (
	InTime  Timing = "in_time"
	InGrace Timing = "in_grace" // the deadline is over, its time of grace is not
	Overdue Timing = "overdue"  // the deadline is over and does not bind: it is taken all the same
	Late    Timing = "late"     // it is taken with a reason
	Closed  Timing = "closed"   // nothing is taken any more
)

// Timing is how an instant stands to the deadline; without one everything is in time.
func (d *Deadline) Timing(at ledger.Instant) Timing {
	switch {
	case d == nil || at <= d.At:
		return InTime
	case !d.Binds:
		return Overdue
	case at <= d.Last:
		return InGrace
	case d.Late:
		return Late
	}
	return Closed
}
