package audit

import (
	"time"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Grace is how long witnesses have for an entry. As long as it lasts, cosignatures that are missing are no failure.
const Grace = 10 * time.Minute

// owing is a size that enough witnesses have to have cosigned.
type owing struct {
	size uint64
	at   ledger.Instant // when the ledger reached it
	what phrase
}

// owed are the sizes of a ledger that witnesses have to have cosigned, smallest first: its beginning, the end of a round, and of the
// register how far it goes with the last end of a round.
func (l *Ledger) owed(book *workflow.Register) []owing {
	if l.Entries == 0 {
		return nil
	}
	out := []owing{{1, l.began, startUnwitnessed}}
	if l.book != nil {
		if l.ended > 0 {
			out = append(out, owing{l.ended, l.endedAt, registerUnwitnessed})
		}
		return out
	}
	if end := l.closing(book); end > 0 {
		at, ok := l.times[end]
		if !ok {
			at = l.last
		}
		out = append(out, owing{end, at, endUnwitnessed})
	}
	return out
}

// until is when the time of the witnesses ends, from an entry on or from when they were named. An instant that lies further ahead of
// the clock than clocks differ gives no time.
func (o owing) until(now, since time.Time) time.Time {
	until := o.at.Time().Add(Grace)
	if later := since.Add(Grace); later.After(until) && since.Before(now.Add(Grace)) {
		return later
	}
	return until
}

// pending tells that there is still time.
func pending(until, now time.Time) bool {
	left := until.Sub(now)
	return 0 < left && left <= 2*Grace
}

// Owes tells whether enough witnesses have cosigned what they have to of a ledger, by how far each has, and says in words why not:
// the step has failed, or is not checked as long as there is time, from each entry on and from when the witnesses were named. since is
// zero where that is not known; without an instant now there is no time.
func (l *Ledger) Owes(book *workflow.Register, rule proof.Rule, sizes map[string]uint64, now, since time.Time) (Result, string) {
	result, why := OK, ""
	for _, o := range l.owed(book) {
		n := rule.Count(sizes, o.size)
		if n >= rule.Quorum {
			continue
		}
		until := o.until(now, since)
		switch {
		case !pending(until, now):
			result, why = Failed, l.say(o.what, n, len(rule.Witnesses), o.size, rule.Quorum, l.had(o, until))
		case result == OK:
			result, why = NotChecked, l.say(notYet, n, len(rule.Witnesses), o.size, rule.Quorum, moment(until, l.lang))
		}
	}
	return result, why
}

// had says until when the witnesses had time; nothing where the entry that it ran from is not here, as in an excerpt.
func (l *Ledger) had(o owing, until time.Time) string {
	if o.at == 0 && until.Equal(o.at.Time().Add(Grace)) {
		return ""
	}
	return l.say(hadTime, moment(until, l.lang))
}

// closing is the size at which the register last closed a round, or that of a round that is over; 0 where it is not. A closing behind
// the entries that are here is of some that came later, or were cut off, which the anchor's step says.
func (l *Ledger) closing(book *workflow.Register) uint64 {
	end := uint64(0)
	for i := range book.Closings {
		if c := &book.Closings[i]; c.Origin == l.origin && c.Head.Size <= l.Entries {
			end = c.Head.Size
		}
	}
	if end == 0 && l.state != nil && l.state.Over() {
		return l.Entries
	}
	return end
}

// timed notes when a ledger came to the sizes that witnesses are asked about.
func (l *Ledger) timed(rec *workflow.Record) {
	size := rec.Seq + 1
	if rec.Seq == 0 {
		l.began = rec.At
	}
	if len(l.asked) > 0 && l.asked[0] == size {
		l.times[size] = rec.At
	}
	if l.last = rec.At; l.book != nil && rec.Event.Kind() == workflow.KindRoundClosed {
		l.ended, l.endedAt = size, rec.At
	}
}

// moment says an instant as people write it, to the minute.
func moment(t time.Time, lang string) string {
	form := "2.1.2006, 15:04 Uhr (UTC)"
	if lang == "en" {
		form = "2 January 2006, 15:04 UTC"
	}
	return t.UTC().Format(form)
}
