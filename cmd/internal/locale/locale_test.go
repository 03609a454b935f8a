package locale_test

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"gremium/cmd/internal/locale"
)

func both(t *testing.T) (german, english *locale.Locale) {
	t.Helper()
	german, err := locale.New(locale.German)
	if err != nil {
		t.Fatal(err)
	}
	english, err = locale.New(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	return german, english
}

func TestMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wishes []string
		want   string
	}{
		{nil, "de"},
		{[]string{"", "", "en-US,en;q=0.9,de;q=0.8"}, "en"},
		{[]string{"", "de", "en"}, "de"},
		{[]string{"en", "de"}, "en"},
		{[]string{"klingon!!", "", "fr,it"}, "de"},
		{[]string{"", "", "fr, en;q=0.3"}, "en"},
		{[]string{"de-AT"}, "de"},
	} {
		if got := locale.Match(c.wishes...); got != c.want {
			t.Errorf("%q gives %s, want %s", c.wishes, got, c.want)
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	de, en := both(t)
	for _, c := range []struct{ got, want string }{
		{de.T("state.under_review"), "in Bewertung"},
		{en.T("state.under_review"), "under review"},
		{de.T("actbar.done", "Done", 3, "Total", 4000), "3 von 4.000."},
		{en.T("finding.more", "Count", 1), "One point on this"},
		{de.T("finding.more", "Count", 12), "12 Punkte dazu"},
		{de.T("no.such.message"), "no.such.message"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, pairs := range [][]any{{"Done"}, {1, 2}} {
		if _, err := de.Say("actbar.done", pairs...); err == nil {
			t.Errorf("%v are taken as pairs", pairs)
		}
	}
	if _, err := de.Say("no.such.message"); err == nil {
		t.Error("a missing message is said")
	}
}

func TestAnUnknownLanguageIsGerman(t *testing.T) {
	t.Parallel()
	l, err := locale.New("tlh")
	if err != nil || l.Lang() != locale.German {
		t.Errorf("%v %v", l.Lang(), err)
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	de, en := both(t)
	for _, c := range []struct{ got, want string }{
		{de.Ratio(big.NewRat(27, 11), 2), "2,45"},
		{en.Ratio(big.NewRat(27, 11), 2), "2.45"},
		{de.Ratio(big.NewRat(5, 1000), 2), "0,01"},
		{de.Decimal("-1234567.5"), "−1.234.567,5"},
		{de.Int(4120), "4.120"},
		{en.Int(4120), "4,120"},
		{de.Int(412), "412"},
		{de.Decimal("2"), "2"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestDatesAreTheCommittees(t *testing.T) {
	t.Parallel()
	de, en := both(t)
	winter := time.Date(2026, 12, 4, 17, 0, 0, 0, time.UTC)
	summer := time.Date(2026, 8, 31, 22, 30, 0, 0, time.UTC) // already September in Berlin
	for _, c := range []struct{ got, want string }{
		{de.Deadline(winter), "Freitag, 4. Dezember 2026, 18:00 Uhr"},
		{en.Deadline(winter), "Friday, 4 December 2026, 18:00"},
		{de.Moment(summer), "1. September 2026, 00:30 Uhr"},
		{de.Stamp(winter), "04.12.2026, 18:00 Uhr"},
		{en.Stamp(winter), "4 Dec 2026, 18:00"},
		{de.ISO(summer), "2026-09-01T00:30:00+02:00"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestOrderIsTheDictionarys(t *testing.T) {
	t.Parallel()
	de, en := both(t)
	names := []string{"Zander", "Öztürk", "26-010", "achterberg", "26-9", "Ohm", "Wiśniewski", "Wismar"}
	slices.SortFunc(names, de.Compare)
	want := []string{"26-9", "26-010", "achterberg", "Ohm", "Öztürk", "Wismar", "Wiśniewski", "Zander"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if got := de.List([]string{"A", "B", "C"}) + en.List([]string{"A", "B"}) + de.List(nil) + de.List(names[:1]); got != "A, B und CA and B26-9" {
		t.Errorf("%q", got)
	}
	if got := de.Quote("innovativ") + en.Quote("innovative") + de.Quote("App „Ein Tag“"); got != "„innovativ““innovative”„App ‚Ein Tag‘“" {
		t.Errorf("%q", got)
	}
}

// A message without plural forms says of one what it says of many.
func TestACountWithoutPlural(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{locale.German: "und 1 weitere", locale.English: "and 1 more"} {
		l, err := locale.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := l.Say("assign.table.more", "Count", 1); got != want || err != nil {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
}
