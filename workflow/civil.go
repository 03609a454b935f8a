package workflow

import (
	"time"

	"gremium/workflow/ledger"
)

// The committee's clocks are those of Germany: an hour ahead of UTC, two in summer time, from the last Sunday of March to
// that of October, each at 1:00 UTC (directive 2000/84/EC). It is written out here, so that a deadline that counts days ends
// at the same instant on every machine, whatever it knows of time zones.

const (
	hour ledger.Instant = 3600 * 1e6
	day                 = 24 * hour
)

// local is what the clocks show at an instant, as if they showed UTC.
func local(t ledger.Instant) ledger.Instant {
	if summer(t) {
		return t + 2*hour
	}
	return t + hour
}

// summer tells whether summer time is in force.
func summer(t ledger.Instant) bool {
	year := t.Time().Year()
	return lastSunday(year, time.March)+hour <= t && t < lastSunday(year, time.October)+hour
}

// lastSunday is the beginning, in UTC, of the last Sunday of March or October, months of 31 days.
func lastSunday(year int, month time.Month) ledger.Instant {
	last := ledger.InstantOf(time.Date(year, month, 31, 0, 0, 0, 0, time.UTC))
	return last - ledger.Instant(last.Time().Weekday())*day
}

// endOfDay is the last instant of a day on the committee's clocks.
func endOfDay(year int, month time.Month, dayOfMonth int) ledger.Instant {
	end := ledger.InstantOf(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)) + day - 1 - hour
	if summer(end) {
		end -= hour
	}
	return end
}

// after is the end of a time of some days that began at an instant: the day on which it began is not counted, and it ends
// with the last one (§§ 187, 188 BGB).
func after(began ledger.Instant, days int) ledger.Instant {
	d := local(began).Time().AddDate(0, 0, days)
	return endOfDay(d.Year(), d.Month(), d.Day())
}

// sayInstant says an instant by the committee's clocks; what is none stays as it is.
func sayInstant(text, lang string) string {
	t, err := ledger.ParseInstant(text)
	if err != nil {
		return text
	}
	if lang == "en" {
		return local(t).Time().Format("2 Jan 2006, 15:04")
	}
	return local(t).Time().Format("02.01.2006, 15:04") + " Uhr"
}
