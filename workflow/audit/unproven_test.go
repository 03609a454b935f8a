package audit_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow/audit"
)

// What no check proves is said in both languages, with what a further kind of check adds at the end.
func TestUnproven(t *testing.T) {
	t.Parallel()
	more := policy.Text{DE: "Mehr.", EN: "More."}
	for lang, words := range map[string][]string{
		"de": {"geheimen Schlüssel", "alle Zeugen", "geheime Stimmen", "Pseudonym", "Mehr."},
		"en": {"secret key", "all witnesses", "secret votes", "pseudonym", "More."},
	} {
		got := audit.Unproven(lang, more)
		if len(got) != len(words) {
			t.Fatalf("%s: %q", lang, got)
		}
		for i, w := range words {
			if !strings.Contains(got[i], w) {
				t.Errorf("%s: %q does not speak of %q", lang, got[i], w)
			}
		}
	}
	if len(audit.Unproven("de")) != 4 {
		t.Error("what was added stays")
	}
}
