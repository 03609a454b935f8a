package minutes

import (
	"strconv"
	"strings"
	"time"
)

// changes is the section of the changes of the committee.
func (t *teller) changes() Section {
	s := Section{Key: "changes", Title: t.say("changes")}
	for i := range t.m.Changes {
		a := &t.m.Changes[i]
		id := a.Type
		switch {
		case a.Deputy:
			id += ".deputy"
		case a.Type == "absence.noted/1" && a.Span == nil:
			id += ".ends"
		}
		line := t.say(
			id, "when", t.Moment(instant(a.At)), "by", t.who(a), "about", t.Name(a.About), "seat", t.seat(a.Seat), "what", t.seated(a.Seated),
			"span", t.span(a.Span),
		)
		for _, path := range a.Texts {
			if path == "reason" {
				line += " " + t.reason(a.Entry)
			}
		}
		s.add(line)
	}
	return s
}

// seated says what a seat may do.
func (t *teller) seated(x *Seated) string {
	if x == nil {
		return ""
	}
	what := []string{t.say("seated.votes", "n", strconv.FormatInt(x.Weight, 10))}
	if x.Advisory {
		what = []string{t.say("vote.advisory")}
	}
	if x.Chair {
		what = append(what, t.say("seated.chair"))
	}
	if x.Vice {
		what = append(what, t.say("seated.vice"))
	}
	return strings.Join(what, ", ")
}

// span says a time between two instants.
func (t *teller) span(x *Span) string {
	switch {
	case x == nil:
		return ""
	case x.From == "" && x.Until == "":
		return t.say("span.open")
	case x.Until == "":
		return t.say("span.from", "from", t.Moment(instant(x.From)))
	case x.From == "":
		return t.say("span.until", "until", t.before(x.Until))
	}
	return t.say("span", "from", t.Moment(instant(x.From)), "until", t.before(x.Until))
}

// before says the end of a span that ends before an instant: where that is a midnight, the last day that belongs to it.
func (t *teller) before(at string) string {
	end := instant(at)
	if last := t.Day(end.Add(-time.Microsecond)); last != t.Day(end) {
		return t.say("span.last", "day", last)
	}
	return t.Moment(end)
}
