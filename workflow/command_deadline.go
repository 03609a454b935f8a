package workflow

import "gremium/workflow/ledger"

// SetDeadline sets until when something is taken in a round, or changes it. A change owes a reason.
type SetDeadline struct {
	Stage  string // policy.StageCall, StageReturn or StageScoring
	Until  ledger.Instant
	Reason string
}

// Kind is KindDeadlineSet.
func (*SetDeadline) Kind() Kind { return KindDeadlineSet }

func (c *SetDeadline) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &DeadlineSet{common: as, Stage: c.Stage, Until: c.Until}
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}
