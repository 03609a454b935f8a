package workflow

import "gremium/workflow/ledger"

// DeadlineSet says until when something is taken in the round. Text: reason, owed where there was a deadline before.
type DeadlineSet struct {
	common
	Stage string         // policy.StageCall, StageReturn or StageScoring
	Until ledger.Instant // the last instant
}

// Kind is KindDeadlineSet.
func (*DeadlineSet) Kind() Kind { return KindDeadlineSet }

func (e *DeadlineSet) form(f *ledger.Form) {
	e.as(f)
	f.String("stage", &e.Stage)
	e.texts(f)
	f.Instant("until", &e.Until)
}
