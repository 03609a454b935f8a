package web

import (
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
)

// handle is one of the two ends of a difference on the timeline: a slider for who has script, and links that move it by one step.
type handle struct {
	ID, Of, Label string // of the slider; the field that it fills
	First, Last   int
	At            int
	Says          string // where it stands, in words
	Steps         []part.Link
}

// handles are both, with the steps that are compared; before the first step is -1.
func (d *reading) handles(m *moment, from, to int) []handle {
	one := func(of, label string, at int, move func(int) string) handle {
		h := handle{
			ID: of + "-handle", Of: of, Label: d.words.T(label), First: int(m.steps[0].Seq) - 1, Last: int(m.steps[len(m.steps)-1].Seq), Says: d.words.T("compare.beginning"),
		}
		if h.At = h.First; at >= 0 {
			h.At, h.Says = int(m.steps[at].Seq), d.at(m, at)
		}
		add := func(word string, i int) {
			if i >= -1 && i < len(m.steps) {
				h.Steps = append(h.Steps, part.Link{Text: d.words.T(word), Href: move(i)})
			}
		}
		add("compare.earlier", at-1)
		add("compare.later", at+1)
		return h
	}
	return []handle{
		one("compare-from", "compare.from", from, func(i int) string { return d.pairAddress(m, i, to) }),
		one("compare-to", "compare.to", to, func(i int) string { return d.pairAddress(m, from, i) }),
	}
}

// at says where a step stands.
func (d *reading) at(m *moment, i int) string {
	return d.words.T("replay.at", "Entry", int(m.steps[i].Seq), "When", d.words.Moment(m.steps[i].At.Time()))
}

// pairAddress is the page of the difference between two steps. What is before the first step has the number before its own.
func (d *reading) pairAddress(m *moment, from, to int) string {
	number := func(i int) string {
		if i < 0 {
			return strconv.Itoa(int(m.steps[0].Seq) - 1)
		}
		return strconv.FormatUint(m.steps[i].Seq, 10)
	}
	query := url.Values{fieldPointA: {number(from)}, fieldPointB: {number(to)}}
	if d.proposal != nil {
		query.Set(fieldWhose, d.proposal.Number)
	}
	return d.address("nachvollziehen/unterschied?" + query.Encode())
}

// pairs lead from the moment that is shown to what has become of it since, and to what had come about until then.
func (d *reading) pairs(m *moment) []part.Link {
	last := len(m.steps) - 1
	out := []part.Link{{Text: d.words.T("compare.until_here"), Href: d.pairAddress(m, -1, m.at)}}
	if m.at > 0 {
		out = append(out, part.Link{Text: d.words.T("compare.this_one"), Href: d.pairAddress(m, m.at-1, m.at)})
	}
	if m.at < last {
		out = append(out, part.Link{Text: d.words.T("compare.from_here"), Href: d.pairAddress(m, m.at, last)})
	}
	return out
}
