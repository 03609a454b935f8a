package locale_test

import (
	"testing"
	"time"

	"gremium/cmd/internal/locale"
)

// Days are those of the calendar, and days with 23 or 25 hours are days.
func TestDaysUntil(t *testing.T) {
	t.Parallel()
	l, err := locale.New(locale.German)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, clock string) time.Time {
		x, ok := l.Instant(day, clock)
		if !ok {
			t.Fatalf("%s %s cannot be read", day, clock)
		}
		return x
	}
	for _, c := range []struct {
		from, to time.Time
		want     int
	}{
		{at("2026-12-04", "00:00"), at("2026-12-04", ""), 0},
		{at("2026-12-04", "23:59"), at("2026-12-05", "00:00"), 1},
		{at("2026-03-28", "12:00"), at("2026-03-30", "11:00"), 2},
		{at("2026-10-24", ""), at("2026-10-26", "00:00"), 2},
		{at("2026-12-05", "10:00"), at("2026-12-04", ""), -1},
		{at("2026-12-31", "10:00"), at("2027-01-01", "09:00"), 1},
	} {
		if got := l.Days(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s are %d days, want %d", c.from, c.to, got, c.want)
		}
	}
}

func TestInstantsAreRead(t *testing.T) {
	t.Parallel()
	l, err := locale.New(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ day, clock, want string }{
		{"2026-12-04", "18:00", "2026-12-04T17:00:00Z"},
		{"2026-07-04", "18:00", "2026-07-04T16:00:00Z"},
		{"2026-07-04", "", "2026-07-04T21:59:59.999999Z"},
		{"2026-10-25", "", "2026-10-25T22:59:59.999999Z"},
		{"4.12.2026", "18:00", ""},
		{"2026-12-04", "sechs", ""},
		{"", "", ""},
	} {
		got := ""
		if x, ok := l.Instant(c.day, c.clock); ok {
			got = x.UTC().Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%q %q is read as %q, want %q", c.day, c.clock, got, c.want)
		}
	}
}

// TestBefore asks that a span whose end is a midnight names the last day that belongs to it, on the clocks of the committee.
func TestBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, at, want string }{
		{locale.German, "2026-12-01T23:00:00Z", "01.12.2026 (einschließlich)"},
		{locale.German, "2026-06-30T22:00:00Z", "30.06.2026 (einschließlich)"},
		{locale.German, "2026-12-01T00:00:00Z", "01.12.2026, 01:00 Uhr"},
		{locale.German, "2026-12-01T22:59:59.999999Z", "01.12.2026, 23:59 Uhr"},
		{locale.English, "2026-12-31T23:00:00Z", "31 Dec 2026 (inclusive)"},
		{locale.English, "2026-12-31T17:00:00Z", "31 Dec 2026, 18:00"},
	} {
		l, err := locale.New(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339Nano, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Before(at); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.at, c.lang, got, c.want)
		}
	}
}
