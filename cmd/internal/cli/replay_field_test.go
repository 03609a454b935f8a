package cli

import (
	"testing"

	"gremium/policy"
	"gremium/workflow/view"
)

// What an entry changed is told in the words and figures of the pages: no ids of criteria, no bare fractions, no codes.
func TestADifferenceIsToldInWords(t *testing.T) {
	t.Parallel()
	src, _ := policy.BuiltIn("iq-good-practice")
	rules, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ lang, field, of, value, named, said string }{
		{"de", "mean", "transferable", "7/3", " transferfähig", "2,33 (7/3)"},
		{"en", "mean", "transferable", "7/3", " transferable", "2.33 (7/3)"},
		{"de", "mean", "efficient", "2", " effizient", "2,00"},
		{"de", "score", "innovative", "na", " innovativ", "nicht beurteilbar"},
		{"de", "score", "innovative", "2.5", " innovativ", "2,5"},
		{"de", "interest", "p-1", "excluded", " p-1", "ausgeschlossen"},
		{"en", "attendance", "p-1", "left", " p-1", "has left the room"},
		{"de", "deadline", "scoring", "2026-12-21T17:00:00.000000Z", " Bewerten", "21. Dezember 2026, 18:00 Uhr"},
		{"de", "created", "sitz-1", "network", " sitz-1", "Netzwerk"},
		{"de", "chair", "sitz-1", "yes", " sitz-1", "ja"},
		{"de", "outcome", "", "", "", "–"},
	} {
		e := testEnv(t, x.lang)
		h := &house{e: e}
		d := &docket{Round: &view.Round{Policy: rules}, h: h}
		if got := d.of(x.field, x.of); got != x.named {
			t.Errorf("%s of %s is named %q, want %q", x.field, x.of, got, x.named)
		}
		if got := h.side(d, x.field, x.value); got != x.said {
			t.Errorf("%s %q is told %q, want %q", x.field, x.value, got, x.said)
		}
	}
}
