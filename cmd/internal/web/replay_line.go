package web

import (
	"math"
	"strconv"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The number of bars of a timeline, in a wide window and in a narrow one.
const (
	wideBars   = 84
	narrowBars = 30
)

// timeline draws when entries came, and lets a reader go from one to the next.
func (d *reading) timeline(steps []view.Step, at int) part.Timeline {
	w, st := d.words, &steps[at]
	line := part.Timeline{
		Label: w.T("replay.choose"), Action: d.address("nachvollziehen"), At: int(st.Seq), Size: int(max(d.round.Size, steps[len(steps)-1].Seq+1)) - 1,
		When: w.Moment(st.At.Time()), Says: w.T("replay.at", "Entry", int(st.Seq), "When", w.Moment(st.At.Time())),
	}
	if at > 0 {
		line.Previous = d.replayAddress(steps[at-1].Seq)
	}
	if at < len(steps)-1 {
		line.Next = d.replayAddress(steps[at+1].Seq)
	}
	if d.proposal != nil {
		line.Hidden = []part.Option{{Value: fieldWhose, Text: d.proposal.Number}}
	}
	wide := d.drawing(steps, at, wideBars)
	wide.Class, wide.Width = "wide", 1240
	narrow := d.drawing(steps, at, narrowBars)
	narrow.Class, narrow.Width, narrow.HideNames = "narrow", 360, true
	line.Wide, line.Narrow = wide.Draw(), narrow.Draw()
	return line
}

// drawing counts entries in equal spans of time, and marks the phases.
func (d *reading) drawing(steps []view.Step, at, bars int) picture.Timeline {
	first, last := steps[0].At.Time(), steps[len(steps)-1].At.Time()
	span := last.Sub(first).Seconds()
	if span == 0 {
		span = 1
	}
	barOf := func(i int) int {
		return min(int(steps[i].At.Time().Sub(first).Seconds()/span*float64(bars)), bars-1)
	}
	line := picture.Timeline{
		Bars: make([]int, bars), Now: barOf(at), NowText: d.words.T("entry.n", "Entry", int(steps[at].Seq)),
		Says: d.words.T("replay.picture", "Entry", int(steps[at].Seq), "Count", len(steps)),
	}
	phase, from := "", 0
	for i := range steps {
		bar := barOf(i)
		line.Bars[bar]++
		c := changeOf(&steps[i], "phase")
		if c == nil {
			continue
		}
		if phase != "" && bar > from {
			line.Phases = append(line.Phases, picture.Span{Name: phase, From: from, To: bar - 1})
		}
		phase, from = d.phase(workflow.Phase(c.New)), bar
	}
	if phase != "" {
		line.Phases = append(line.Phases, picture.Span{Name: phase, From: from, To: bars - 1})
	}
	for i, n := range line.Bars { // by the root, so that one busy day does not hide all others
		line.Bars[i] = int(100 * math.Sqrt(float64(n)))
	}
	return line
}

// standThen is how a proposal stood after an entry, from the record alone.
func (d *reading) standThen(state *workflow.Round, id string) part.Facts {
	w, p := d.words, state.Proposal(id)
	if p == nil {
		return part.Facts{{Name: w.T("field.state"), Text: w.T("replay.not_there")}}
	}
	sheets, expected := 0, 0
	for m, i := range state.Members {
		switch {
		case state.Recused(p, i) != nil:
		case p.Sheet(m) != nil:
			sheets, expected = sheets+1, expected+1
		case state.Assigned(p, i):
			expected++
		}
	}
	word := string(p.State)
	if p.Outcome != "" {
		word = p.Outcome
	}
	facts := part.Facts{
		{Name: w.T("field.phase"), Text: d.phase(state.Phase)},
		{Name: w.T("field.state"), Text: d.outcomeOrState(word)},
		{Name: w.T("field.version"), Text: strconv.FormatUint(p.Version, 10)},
		{Name: w.T("heat.scores"), Text: w.T("heat.count", "Given", sheets, "Expected", expected)},
	}
	for c, mean := range state.Means(p, state.Policy.Aggregation) {
		text := "–"
		if mean != nil {
			text = policy.Exact(mean, w.Lang())
		}
		facts = append(facts, part.Fact{Name: w.T("field.mean", "Criterion", d.criterion(state.Policy.Criteria[c].ID)), Text: text})
	}
	return append(facts, d.ballotThen(p)...)
}

func (d *reading) ballotThen(p *workflow.Proposal) part.Facts {
	w := d.words
	switch {
	case p.Ballot == nil:
		return nil
	case p.Ballot.Open:
		return part.Facts{{Name: w.T("ballot.title"), Text: w.T("ballot.open")}}
	case p.Ballot.Uncounted:
		return part.Facts{{Name: w.T("ballot.title"), Text: w.T("ballot.blank")}}
	}
	return part.Facts{{Name: w.T("ballot.title"), Text: d.tallyLine(p.Ballot.Tally)}}
}

func (d *reading) outcomeOrState(code string) string {
	if word := d.stateWord(code); word != "–" {
		return word
	}
	return code
}

// countsThen are the round's phase and its proposals by state as they stood after an entry.
func (d *reading) countsThen(state *workflow.Round) part.Facts {
	facts := part.Facts{{Name: d.words.T("field.phase"), Text: d.phase(state.Phase)}}
	n := map[string]int{}
	for _, p := range state.Proposals {
		code := string(p.State)
		if p.Outcome != "" {
			code = p.Outcome
		}
		if d.stateWord(code) == "–" { // decided elsewhere, in words of its own
			code = "decided"
		}
		n[code]++
	}
	for _, code := range tallied() {
		if n[code] > 0 {
			facts = append(facts, part.Fact{Name: d.words.T("state." + code), Text: d.words.T("replay.proposals", "Count", n[code])})
		}
	}
	return facts
}

// errNoEntry says that there is no entry of that number.
func errNoEntry(number string) error {
	return reply.New(reply.NotFound, "entry_unknown",
		"Einen Eintrag „"+number+"“ gibt es in dieser Runde nicht. Wählen Sie unter „Nachvollziehen“ einen anderen.",
		"This round has no entry \""+number+"\". Choose another one under \"Replay\".")
}
