package audit

import (
	"strings"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Where the first entry is withheld nobody knows until when the witnesses had time, and no instant is said.
func TestNoTimeFromAnEntryThatIsNotHere(t *testing.T) {
	t.Parallel()
	now, rule := time.Date(2031, 5, 4, 12, 0, 0, 0, time.UTC), proof.Rule{Quorum: 1}
	for began, want := range map[time.Time]string{time.UnixMicro(0): "verlangt sind 1.", now.AddDate(0, 0, -1): "verlangt sind 1; Zeit hatten sie bis 3.5.2031"} {
		l := &Ledger{Entries: 1, began: ledger.Instant(began.UnixMicro()), book: &workflow.Register{}, lang: "de"}
		if result, why := l.Owes(l.book, rule, nil, now, time.Time{}); result != Failed || !strings.Contains(why, want) || strings.Contains(why, "1970") {
			t.Errorf("%v: %s", result, why)
		}
	}
}
