package web

import (
	"math"
	"strconv"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// The number of bars of a timeline, in a wide window and in a narrow one.
const (
	wideBars   = 84
	narrowBars = 30
)

// timeline draws when entries came, and lets a reader go from one to the next.
func (d *reading) timeline(m *moment) part.Timeline {
	w, st, last := d.words, m.step(), len(m.steps)-1
	line := part.Timeline{
		Label: w.T("replay.choose"), Action: d.address("nachvollziehen"), At: int(st.Seq), Size: int(max(d.round.Size, m.steps[last].Seq+1)) - 1,
		When: w.Moment(st.At.Time()), Says: w.T("replay.at", "Entry", int(st.Seq), "When", w.Moment(st.At.Time())),
		Day: part.Field{ID: "replay-day", Name: fieldWhen, Label: w.T("replay.day_field"), Hint: w.T("replay.day_hint")},
	}
	if d.round.Numbers && d.proposal == nil {
		line.First = int(m.steps[0].Seq)
	}
	if m.at > 0 {
		line.Earliest, line.Previous = d.replayAddress(m, 0), d.replayAddress(m, m.at-1)
	}
	if m.at < last {
		line.Next, line.Latest = d.replayAddress(m, m.at+1), d.replayAddress(m, last)
	}
	if d.proposal != nil {
		line.Hidden = append(line.Hidden, part.Option{Value: fieldWhose, Text: d.proposal.Number})
	}
	if m.sight != "" {
		line.Hidden = append(line.Hidden, part.Option{Value: fieldAs, Text: m.sight})
	}
	spread := spreadOf(m.steps)
	wide := d.drawing(m, spread, wideBars)
	wide.Class, wide.Width = "wide", 1240
	narrow := d.drawing(m, spread, narrowBars)
	narrow.Class, narrow.Width, narrow.HideNames = "narrow", 360, true
	line.Wide, line.Narrow, line.Table = wide.Draw(), narrow.Draw(), d.spans(m, spread)
	return line
}

// spread divides the time of a history into equal spans.
type spread struct{ first, span ledger.Instant }

func spreadOf(steps []view.Step) spread {
	first := steps[0].At
	return spread{first, max(steps[len(steps)-1].At-first, 1)}
}

// bar is the span, of so many, in which an instant lies; one before the first counts to it.
func (s spread) bar(at ledger.Instant, bars int) int {
	return max(0, min(int(float64(at-s.first)/float64(s.span)*float64(bars)), bars-1))
}

// counts are the entries of each span.
func (m *moment) counts(s spread, bars int) []int {
	out := make([]int, bars)
	for i := range m.steps {
		out[s.bar(m.steps[i].At, bars)]++
	}
	return out
}

// drawing counts entries in equal spans of time, and marks the phases.
func (d *reading) drawing(m *moment, s spread, bars int) picture.Timeline {
	st := m.step()
	line := picture.Timeline{
		Bars: m.counts(s, bars), Now: s.bar(st.At, bars), NowText: d.words.T("entry.n", "Entry", int(st.Seq)),
		Says: d.words.T("replay.picture", "Entry", int(st.Seq), "Count", len(m.steps)),
	}
	for i, turn := range m.turns {
		from, to := s.bar(turn.At, bars), bars-1
		if i+1 < len(m.turns) {
			to = s.bar(m.turns[i+1].At, bars) - 1
		}
		if to >= from && turn.At <= s.first+s.span {
			line.Phases = append(line.Phases, picture.Span{Name: d.phase(turn.Phase), From: from, To: to})
		}
	}
	for i, n := range line.Bars { // by the root, so that one busy day does not hide all others
		line.Bars[i] = int(100 * math.Sqrt(float64(n)))
	}
	return line
}

// spans is the picture as a table: the spans in which there are entries, with the phase that the round was in then.
func (d *reading) spans(m *moment, s spread) *part.Table {
	w := d.words
	t := &part.Table{Caption: w.T("replay.spans"), Narrow: 2, Columns: []part.Column{
		{Title: w.T("replay.from")},
		{Title: w.T("replay.to")},
		{Title: w.T("replay.in_phase")},
		{Title: w.T("replay.count"), Numeric: true},
		{Title: w.T("replay.latest")},
	}}
	now, last := s.bar(m.step().At, narrowBars), -1
	for bar, n := range m.counts(s, narrowBars) {
		if last += n; n == 0 {
			continue
		}
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Text: w.Stamp(m.steps[last-n+1].At.Time())}, Hit: bar == now,
			Cells: []part.Cell{
				{Text: w.Stamp(m.steps[last].At.Time())},
				{Text: d.phaseAt(m.turns, m.steps[last].At)},
				{Text: strconv.Itoa(n)},
				{Text: w.T("entry.n", "Entry", int(m.steps[last].Seq)), Href: d.replayAddress(m, last)},
			},
		})
	}
	return t
}

// phaseAt is the phase that the round was in after everything of an instant.
func (d *reading) phaseAt(turns []view.Turn, at ledger.Instant) string {
	name := "–"
	for _, turn := range turns {
		if turn.At <= at {
			name = d.phase(turn.Phase)
		}
	}
	return name
}

// errNoEntry says that there is no entry of that number.
func errNoEntry(number string) error {
	return reply.New(reply.NotFound, "entry_unknown",
		"Einen Eintrag „"+number+"“ gibt es in dieser Runde nicht. Wählen Sie unter „Nachvollziehen“ einen anderen.",
		"This round has no entry \""+number+"\". Choose another one under \"Replay\".")
}
