package demo

import "time"

// calendar gives the instants of a round that began on a Monday.
type calendar struct{ monday time.Time }

// length is how many weeks the round has been going on when the demonstration begins.
const length = 15

// firstDay is when the round begins, unless that would end it after now.
var firstDay = time.Date(2026, time.August, 3, 0, 0, 0, 0, time.UTC)

// calendarBefore is a calendar whose every day lies before now.
func calendarBefore(now time.Time) calendar {
	latest := now.UTC().AddDate(0, 0, -7*length-1).Truncate(24 * time.Hour)
	if firstDay.Before(latest) {
		return calendar{firstDay}
	}
	return calendar{latest.AddDate(0, 0, -(int(latest.Weekday())+6)%7)}
}

// before is a calendar that begins a year earlier, on a Monday as well.
func (c calendar) before() calendar { return calendar{c.monday.AddDate(0, 0, -52*7)} }

// at is a working day, counted from 0, and a minute of it, counted from 7:00 UTC; a day has 540 of them.
func (c calendar) at(day, minute int) time.Time {
	minute %= 540
	return c.monday.AddDate(0, 0, day/5*7+day%5).Add(7*time.Hour + time.Duration(minute)*time.Minute)
}

// soon is the next full half hour: a meeting that begins then can be opened at once, and later as well.
func soon(now time.Time) time.Time {
	return now.UTC().Truncate(30 * time.Minute).Add(30 * time.Minute)
}

// invited is a working day long enough before now for the invitation to what begins soon.
func invited(now time.Time) time.Time {
	day := now.UTC().AddDate(0, 0, -16).Truncate(24 * time.Hour)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, -1)
	}
	return day.Add(8*time.Hour + 30*time.Minute)
}

// The working days of the round.
const (
	dayFounding   = 0
	dayCall       = 1
	daySubmitting = 2  // 20 days
	dayReturn     = 12 // of an incomplete proposal
	dayReview     = 25
	dayScoring    = 27 // 22 days
	dayClosing    = 50
	dayTalk       = 51 // what the members say about a proposal before the meeting
	dayMeeting    = 55
	dayRelease    = 58 // of what was decided in the meeting
	dayLastBallot = 60
	dayPublishing = 59 // of what was selected, in a round that ends
	dayConcluding = 61
	dayNext       = 62 // when the next round opens its call
	dayErasing    = 64 // of contact persons who asked for it
)
