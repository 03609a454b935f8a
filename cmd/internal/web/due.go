package web

import (
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
)

// due says a deadline of a stage and how it stands at the instant of the visit, which is the one that the rules are asked
// for; nil where there is none.
func (v *visit) due(stage string, d *workflow.Deadline) *part.Due {
	if d == nil {
		return nil
	}
	w, timing := v.words, d.Timing(v.round.Now())
	out := &part.Due{
		Kind: dueKind(timing), Label: w.T("due." + stage), When: w.Deadline(d.At.Time()), ISO: w.ISO(d.At.Time()), Left: v.left(d),
	}
	switch timing {
	case workflow.InTime:
		if days := w.Days(v.round.Now().Time(), d.At.Time()); days <= soon {
			out.Kind = part.Care
		}
		if d.Binds {
			out.Ends, out.Over = w.ISO(d.At.Time()), w.T("due.just_over")
		}
	case workflow.InGrace:
		out.Note = w.T("due.in_grace", "When", w.Deadline(d.Last.Time()))
		out.Ends, out.Over = w.ISO(d.Last.Time()), w.T("due.just_over")
	default:
		out.Note = w.T("due." + string(timing))
	}
	return out
}

// soon is how many days before a deadline it stands out.
const soon = 2

func dueKind(timing workflow.Timing) part.StatusKind {
	switch timing {
	case workflow.InTime:
		return part.Idle
	case workflow.Closed:
		return part.Shut
	default:
		return part.Care
	}
}

// left says how much of a deadline is left, in days of the calendar.
func (v *visit) left(d *workflow.Deadline) string {
	if d.Timing(v.round.Now()) != workflow.InTime {
		return v.words.T("due.over")
	}
	clock := v.words.Clock(d.At.Time())
	switch days := v.words.Days(v.round.Now().Time(), d.At.Time()); days {
	case 0:
		return v.words.T("due.today", "Clock", clock)
	case 1:
		return v.words.T("due.tomorrow", "Clock", clock)
	default:
		return v.words.T("due.left", "Count", days)
	}
}

// submissionDue is the deadline of the form that the visitor fills in.
func (v *visit) submissionDue() *part.Due {
	if v.proposal != nil {
		return v.due(policy.StageReturn, v.round.Deadline(policy.StageReturn, v.proposal))
	}
	return v.due(policy.StageCall, v.round.Deadline(policy.StageCall, nil))
}

// earliest is the deadline of the visitor's next sheet: the first of those of the proposals that they have to score, nil
// where there is none.
func (v *visit) earliest() *workflow.Deadline {
	var first *workflow.Deadline
	for _, p := range v.round.ToScore() {
		if d := v.round.Deadline(policy.StageScoring, p); (p.OwnSheet == nil || p.Outdated()) && d != nil && (first == nil || d.At < first.At) {
			first = d
		}
	}
	return first
}
