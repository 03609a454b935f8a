package cli

import (
	"bytes"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// A decision that was set aside is told with the entries that took it and set it aside.
func TestEarlierDecisionsAreTold(t *testing.T) {
	t.Parallel()
	at := ledger.InstantOf(time.Date(2026, time.October, 19, 9, 30, 0, 0, time.UTC))
	p := &workflow.Proposal{Decisions: []*workflow.Decision{{Outcome: "deferred", At: at, Seq: 41, SetAside: 57}}}
	for lang, want := range map[string]string{
		"de": "\nFrüher entschieden am 19. Oktober 2026, 11:30 Uhr: vertagt (Eintrag 41); zur erneuten Beratung aufgehoben mit Eintrag 57.\n",
		"en": "\nDecided earlier on 19 October 2026, 11:30: deferred (entry 41); set aside for reconsideration by entry 57.\n",
	} {
		e := testEnv(t, lang)
		var out bytes.Buffer
		e.out = &out
		e.tellEarlier(earlier(p))
		if out.String() != want {
			t.Errorf("got  %q\nwant %q", out.String(), want)
		}
	}
	if got := earlier(p); len(got) != 1 || got[0].At != at.String() || got[0].Aside != 57 {
		t.Errorf("%+v", got)
	}
}
