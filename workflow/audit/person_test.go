package audit_test

import (
	"strings"
	"testing"

	"gremium/workflow/audit"
	"gremium/workflow/roundtest"
)

// TestPseudonymsAreThoseOfThePersons checks with the key that the record was written with, and with another one.
func TestPseudonymsAreThoseOfThePersons(t *testing.T) {
	t.Parallel()
	if r := check(t, recorded(), audit.Options{Pseudonym: roundtest.Pseudonym}); !r.OK {
		t.Errorf("with the right key: %+v", r)
	}
	other := func(origin, person string) string {
		if person == roundtest.Ada {
			person = roundtest.Max
		}
		return roundtest.Pseudonym(origin, person)
	}
	for lang, want := range map[string]string{"de": "ist nicht das der genannten Person", "en": "is not that of the person named"} {
		l := of(t, check(t, recorded(), audit.Options{Pseudonym: other, Lang: lang}), main)
		if result(l, audit.Texts) != audit.Failed || len(l.Findings) != 1 {
			t.Fatalf("with another key: %+v", l)
		}
		if f := l.Findings[0]; f.Step != audit.Texts || f.Seq < 0 || !strings.Contains(f.What, want) ||
			!strings.Contains(f.What, roundtest.Pseudonym(main, roundtest.Ada)) {
			t.Errorf("%+v", f)
		}
	}
}
