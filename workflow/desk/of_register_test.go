package desk_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// Of the register a holder gets what the ends of their round are held against, and nothing of other rounds.
func TestOfRegister(t *testing.T) {
	t.Parallel()
	concerns := desk.OfRegister(roundtest.Main)
	for _, c := range []struct {
		event workflow.Event
		want  bool
	}{
		{&workflow.RoundListed{Round: roundtest.Main}, true},
		{&workflow.RoundListed{Round: roundtest.Drawn}, false},
		{&workflow.RoundClosed{Round: roundtest.Main}, true},
		{&workflow.RoundClosed{Round: roundtest.Drawn}, false},
		{&workflow.KeyRotated{}, true},
		{&workflow.RoundNoted{Round: roundtest.Main}, true},
		{&workflow.RoundNoted{Round: roundtest.Drawn}, false},
		{&workflow.LedgerAccepted{Origin: roundtest.RoundOrigin(roundtest.Main)}, true},
		{&workflow.LedgerAccepted{Origin: roundtest.RoundOrigin(roundtest.Drawn)}, false},
		{&workflow.LedgerAccepted{Origin: roundtest.RoundOrigin("")}, true},
		{&workflow.PolicyAdopted{}, true},
	} {
		if got := concerns(&workflow.Record{Event: c.event}); got != c.want {
			t.Errorf("%T %+v: %t", c.event, c.event, got)
		}
	}
}
