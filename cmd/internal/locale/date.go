package locale

import (
	"strconv"
	"time"
)

// names holds what a language calls its days and months, from Sunday and January on.
type names struct {
	days   [7]string
	months [12]string
}

func (l *Locale) names() names {
	if l.lang == English {
		return names{
			[7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
			[12]string{
				"January", "February", "March", "April", "May", "June",
				"July", "August", "September", "October", "November", "December",
			},
		}
	}
	return names{
		[7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		[12]string{
			"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember",
		},
	}
}

// Local is the instant on the clocks of the committee, Europe/Berlin.
func (l *Locale) Local(t time.Time) time.Time { return t.In(l.zone) }

// Day writes the date: 4. Dezember 2026.
func (l *Locale) Day(t time.Time) string {
	t = l.Local(t)
	return strconv.Itoa(t.Day()) + l.word(". ", " ") + l.names().months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Clock writes the time of day: 18:00 Uhr.
func (l *Locale) Clock(t time.Time) string { return l.Local(t).Format("15:04") + l.word(" Uhr", "") }

// Moment writes date and time of day: 4. Dezember 2026, 18:00 Uhr.
func (l *Locale) Moment(t time.Time) string { return l.Day(t) + ", " + l.Clock(t) }

// Deadline writes an instant with its weekday: Freitag, 4. Dezember 2026, 18:00 Uhr.
func (l *Locale) Deadline(t time.Time) string {
	return l.names().days[l.Local(t).Weekday()] + ", " + l.Moment(t)
}

// Stamp writes an instant briefly, for lists and stamps: 04.12.2026, 18:00 Uhr; in English 4 Dec 2026, 18:00.
func (l *Locale) Stamp(t time.Time) string {
	return l.Local(t).Format(l.word("02.01.2006", "2 Jan 2006")) + ", " + l.Clock(t)
}

// Before writes the end of a span that ends before an instant: where that is midnight, the last day that belongs to it, in
// brackets that it does, so that nobody reads the day after it; else the instant as Stamp does.
func (l *Locale) Before(t time.Time) string {
	last := t.Add(-time.Microsecond)
	if l.Local(last).Day() == l.Local(t).Day() {
		return l.Stamp(t)
	}
	return l.Local(last).Format(l.word("02.01.2006", "2 Jan 2006")) + l.word(" (einschließlich)", " (inclusive)")
}

// ISO writes an instant for the datetime attribute of a time element, with its zone.
func (l *Locale) ISO(t time.Time) string { return l.Local(t).Format(time.RFC3339) }

// Days counts the midnights on the committee's clocks from one instant to another: 0 for the same day, 1 for the next one, and
// less than 0 where the second instant lies on an earlier day.
func (l *Locale) Days(from, to time.Time) int {
	a, b := l.Local(from), l.Local(to)
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(b).Sub(midnight(a)) / (24 * time.Hour))
}

// Instant reads a day (2026-12-04) and a time of day (18:00) on the committee's clocks. Without a time of day it is the last
// instant of the day. It answers false for what is no day or no time.
func (l *Locale) Instant(day, clock string) (time.Time, bool) {
	if clock == "" {
		t, err := time.ParseInLocation(time.DateOnly, day, l.zone)
		return t.AddDate(0, 0, 1).Add(-time.Microsecond), err == nil
	}
	t, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+clock, l.zone)
	return t, err == nil
}
