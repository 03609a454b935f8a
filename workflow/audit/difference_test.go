package audit_test

import (
	"strings"
	"testing"

	"gremium/workflow/audit"
)

func TestDifferencesInWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for way := audit.RowMissing; way <= audit.ObjectDiffers; way++ {
		d := audit.Difference{Way: way, Kind: "trigger", Table: "votes", Key: "k", Column: "choice", Have: `"yes"`}
		for _, lang := range []string{"de", "en"} {
			s := d.In(lang)
			if seen[s] || strings.Contains(s, "%!") || !strings.Contains(s, "votes") || !strings.HasSuffix(s, ".") {
				t.Errorf("way %d in %s: %q", way, lang, s)
			}
			seen[s] = true
		}
	}
	d := audit.Difference{Way: audit.ValueDiffers, Table: "votes", Key: `"r" "a"`, Column: "choice", Have: `"yes"`}
	for lang, want := range map[string]string{
		"de": `Tabelle votes: In der Zeile "r" "a" steht "yes" in der Spalte choice, die Akte ergibt nichts.`,
		"en": `table votes: the row "r" "a" has "yes" in column choice, the ledger gives nothing.`,
	} {
		if got := d.In(lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
