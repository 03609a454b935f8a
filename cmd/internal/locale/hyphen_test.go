package locale_test

import (
	"strings"
	"testing"

	"gremium/cmd/internal/locale"
)

func TestSoftHyphens(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                     "",
		"Niederschrift":                        "Niederschrift", // short words stay as they are
		"26-001":                               "26-001",
		"Stimmberechtigtenzahl":                "Stimm·be·rech·tig·ten·zahl",
		"Anerkennungsberatung":                 "Aner·ken·nungs·be·ra·tung",
		"Qualifizierungsberatung":              "Qua·li·fi·zie·rungs·be·ra·tung",
		"Abendsprechstunde":                    "Abend·sprech·stunde",
		"Vernetzungsprojekts":                  "Ver·net·zungs·pro·jekts",
		"Selbstständigkeit":                    "Selbst·stän·dig·keit",
		"Fachkräftesicherung":                  "Fach·kräf·te·si·che·rung",
		"der Migrant*innenorganisationen, und": "der Mig·rant*in·nen·or·ga·ni·sa·tio·nen, und",
	} {
		if got := strings.ReplaceAll(locale.SoftHyphens(text), "\u00ad", "·"); got != want {
			t.Errorf("%q breaks as %q, want %q", text, got, want)
		}
	}
}

func FuzzSoftHyphens(f *testing.F) {
	f.Add("Migrant*innenorganisationen sind Stimmberechtigte")
	f.Add("********************a")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\u00ad", "")
		if got := strings.ReplaceAll(locale.SoftHyphens(text), "\u00ad", ""); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
