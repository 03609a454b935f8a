package ledger

import (
	"math"
	"testing"
	"time"
)

const instantLayout = "2006-01-02T15:04:05.000000Z"

func TestParseInstant(t *testing.T) {
	t.Parallel()
	tests := map[string]Instant{
		"1970-01-01T00:00:00.000000Z": 0,
		"1970-01-01T00:00:00.000001Z": 1,
		"1969-12-31T23:59:59.999999Z": -1,
		"2000-02-29T12:34:56.789012Z": 951827696789012,
		"2026-01-01T00:00:00.123456Z": 1767225600123456,
		"0000-01-01T00:00:00.000000Z": minInstant,
		"0000-02-29T00:00:00.000000Z": minInstant + 59*microsPerDay,
		"9999-12-31T23:59:59.999999Z": maxInstant,
	}
	for text, want := range tests {
		got, err := ParseInstant(text)
		if err != nil || got != want {
			t.Errorf("ParseInstant(%q) = %d, %v, want %d", text, got, err, want)
		}
		if got := want.String(); got != text {
			t.Errorf("Instant(%d).String() = %q, want %q", int64(want), got, text)
		}
	}
}

func TestParseInstantRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.0000000Z",
		"2026-01-01t00:00:00.000000Z", "2026-01-01T00:00:00.000000z", "2026-01-01 00:00:00.000000Z",
		"2026-01-01T00:00:00,000000Z", "2026-01-01T00:00:00.000000+00:00", "2026-01-01T24:00:00.000000Z",
		"2026-01-01T23:60:00.000000Z", "2026-06-30T23:59:60.000000Z", "2026-00-01T00:00:00.000000Z",
		"2026-13-01T00:00:00.000000Z", "2026-01-00T00:00:00.000000Z", "2026-04-31T00:00:00.000000Z",
		"2026-02-29T00:00:00.000000Z", "1900-02-29T00:00:00.000000Z", "+026-01-01T00:00:00.000000Z",
		"2026-01-01T00:00:00.00000xZ", "２026-01-01T00:00:00.0000Z",
	} {
		if got, err := ParseInstant(text); err == nil {
			t.Errorf("ParseInstant(%q) = %v, want an error", text, got)
		}
	}
}

// The calendar repeats after 400 years: the first and the last such era.
func TestInstantEveryDay(t *testing.T) {
	t.Parallel()
	for _, first := range []Instant{minInstant, maxInstant - daysPerEra*microsPerDay + 1} {
		want := first.Time()
		for day := range Instant(daysPerEra) {
			at := first + day*microsPerDay
			text := at.String()
			if text != want.Format(instantLayout) {
				t.Fatalf("%d is %s, want %s", int64(at), text, want.Format(instantLayout))
			}
			if back, err := ParseInstant(text); err != nil || back != at {
				t.Fatalf("ParseInstant(%q) = %d, %v, want %d", text, back, err, at)
			}
			want = want.AddDate(0, 0, 1)
		}
	}
}

func TestInstantOf(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("east", 2*60*60)
	if got, want := InstantOf(time.Date(2026, 7, 1, 2, 0, 0, 999, zone)).String(), "2026-07-01T00:00:00.000000Z"; got != want {
		t.Errorf("a time with 999 ns is %s, want %s", got, want)
	}
	if got := InstantOf(time.Unix(0, -1)); got != -1 {
		t.Errorf("a nanosecond before 1970 is %d µs, want -1", int64(got))
	}
	if got := Instant(1767225600123456); InstantOf(got.Time()) != got || got.Time().Location() != time.UTC {
		t.Errorf("%v comes back as %v", got, InstantOf(got.Time()))
	}
}

func TestInstantOutsideItsYears(t *testing.T) {
	t.Parallel()
	for _, at := range []Instant{
		minInstant - 1, maxInstant + 1, math.MinInt64, math.MaxInt64,
		InstantOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)), InstantOf(time.Date(-1, 12, 31, 23, 59, 59, 999999999, time.UTC)),
		InstantOf(time.Date(600000, 1, 1, 0, 0, 0, 0, time.UTC)), InstantOf(time.Date(-600000, 1, 1, 0, 0, 0, 0, time.UTC)),
	} {
		if text, err := at.AppendText([]byte("x")); err == nil || string(text) != "x" {
			t.Errorf("Instant(%d) was written as %q, %v", int64(at), text, err)
		}
		if at.String() == "" {
			t.Errorf("Instant(%d) has no words", int64(at))
		}
	}
}

func FuzzInstant(f *testing.F) {
	f.Add("2026-01-01T00:00:00.123456Z")
	f.Add("0000-02-29T23:59:59.999999Z")
	f.Add("2026-01-01T00:00:00.123456+00:00")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseInstant(text)
		want, wantErr := time.Parse(instantLayout, text)
		// time.Parse takes other things too, but writes them differently.
		accept := wantErr == nil && want.Format(instantLayout) == text
		if accept != (err == nil) {
			t.Fatalf("ParseInstant(%q): %v, time.Parse: %v", text, err, wantErr)
		}
		if accept && (!got.Time().Equal(want) || got.String() != text) {
			t.Fatalf("ParseInstant(%q) = %v, want %v", text, got, want)
		}
	})
}
