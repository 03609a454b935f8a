package web

import (
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

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
	return append(facts, d.counted(n)...)
}

// standTold is how things stood after an entry, as the steps tell it that the visitor sees. It is for whom the state itself is
// not: what is hidden from them now was not to be seen then either.
func (d *reading) standTold(m *moment) part.Facts {
	told := view.Between(m.steps, -1, m.at)
	facts := part.Facts{{Name: d.words.T("field.phase"), Text: d.phaseAt(m.turns, m.step().At)}}
	if d.proposal == nil {
		return append(facts, d.countsTold(told)...)
	}
	for _, x := range told {
		switch x.Field {
		case "state", "outcome", "version", "mean", "ballot", "released", "published":
			if x.New != "" {
				facts = append(facts, part.Fact{Name: d.fieldName(&x.Change), Text: d.plain(&x.Change)})
			}
		}
	}
	return facts
}

// plain is what a change leads to, in words.
func (d *reading) plain(c *view.Change) string {
	cell := d.changed(c, c.New)
	if cell.State != "" {
		return d.outcomeOrState(cell.State)
	}
	return cell.Text
}

// countsTold counts proposals by state.
func (d *reading) countsTold(told []view.Difference) (facts part.Facts) {
	state := map[string]string{}
	for _, x := range told {
		if x.Field == "state" || x.Field == "outcome" && x.New != "" {
			state[x.Proposal] = x.New
		}
	}
	n := map[string]int{}
	for _, code := range state {
		if d.stateWord(code) == "–" {
			code = "decided"
		}
		n[code]++
	}
	return d.counted(n)
}

func (d *reading) counted(n map[string]int) (facts part.Facts) {
	for _, code := range tallied() {
		if n[code] > 0 {
			facts = append(facts, part.Fact{Name: d.words.T("state." + code), Text: d.words.T("replay.proposals", "Count", n[code])})
		}
	}
	return facts
}

// ballotTold is how a ballot stood, as a change tells it.
func (d *reading) ballotTold(value string) string {
	f := strings.Fields(value)
	switch {
	case value == "uncounted":
		return d.words.T("ballot.blank")
	case len(f) != 4:
		return d.words.T("ballot.open")
	}
	var n [3]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[i+1], 10, 64)
	}
	return d.tallyLine(workflow.Tally{Yes: n[0], No: n[1], Abstain: n[2]})
}
