package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// choices are the fields that choose whose history is shown and, for readers of the whole record, whose sight beside it.
func (d *reading) choices(sight string) []part.Field {
	out := []part.Field{d.choice()}
	state := d.round.State()
	if state == nil {
		return out
	}
	people := slices.Clone(state.Participants)
	slices.SortStableFunc(people, func(a, b workflow.Participant) int {
		return d.words.Compare(d.name(a.Pseudonym), d.name(b.Pseudonym))
	})
	f := part.Field{ID: "as", Name: fieldAs, Label: d.words.T("seen.field"), Options: []part.Option{{Text: d.words.T("seen.record")}}}
	for i := range people {
		f.Options = append(f.Options, part.Option{
			Value: people[i].Pseudonym, Text: d.person(&people[i]), Chosen: people[i].Pseudonym == sight,
		})
	}
	return append(out, f)
}

// person names a participant with what they are to the round.
func (d *reading) person(p *workflow.Participant) string {
	var as []string
	for _, c := range p.Capacities() {
		as = append(as, workflow.Word(string(c), d.words.Lang()))
	}
	return d.name(p.Pseudonym) + ", " + strings.Join(as, ", ")
}

// sight reads whose sight is asked for. The error is a refusal where it is not for the visitor, or of nobody in the record.
func (d *reading) sight(pseudonym string) (string, error) {
	if pseudonym == "" {
		return "", nil
	}
	state := d.round.State()
	if state == nil {
		return "", &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{"needed": "auditor", "capacity": ""}}
	}
	if _, p := state.Participant(pseudonym); p == nil {
		return "", reply.New(reply.NotFound, "participant_unknown",
			"Diese Person kommt in der Akte der Runde nicht vor. Wählen Sie unter „Nachvollziehen“ eine andere.",
			"This person is not in the record of the round. Choose another one under \"Replay\".")
	}
	return pseudonym, nil
}

// choice is the field that chooses whose history is shown.
func (d *reading) choice() part.Field {
	f := part.Field{ID: "of", Name: fieldWhose, Label: d.words.T("heat.proposal"), Options: []part.Option{
		{Text: d.words.T("replay.whole")},
	}}
	for _, p := range d.round.Proposals {
		f.Options = append(f.Options, part.Option{
			Value: p.Number, Text: p.Number + " " + d.titleOf(p), Chosen: p == d.proposal,
		})
	}
	return f
}

// askedFor is the index of the step that is asked for, by number or by time, and what is to be said where it is another one.
func (d *reading) askedFor(steps []view.Step, number, when string) (at int, note string) {
	when = strings.TrimSpace(when)
	if when == "" || number != "" {
		at, exact := stepAt(steps, number)
		if !exact {
			note = d.words.T("replay.nearest", "Entry", int(steps[at].Seq))
		}
		return at, note
	}
	t, ok := d.instantOf(when)
	if !ok {
		return len(steps) - 1, d.words.T("replay.no_day", "Text", when)
	}
	n, _ := slices.BinarySearchFunc(steps, ledger.InstantOf(t)+1, func(s view.Step, at ledger.Instant) int { return cmp.Compare(s.At, at) })
	if n == 0 {
		return 0, d.words.T("replay.too_early")
	}
	return n - 1, ""
}

// instantOf reads a day or an instant as people write it. A day or
// a minute means its end; without a zone it is the committee's time.
func (d *reading) instantOf(text string) (time.Time, bool) {
	if at, err := ledger.ParseInstant(text); err == nil {
		return at.Time(), true
	}
	day, clock, _ := strings.Cut(strings.NewReplacer("T", " ", ",", " ", " Uhr", "").Replace(text), " ")
	if t, err := time.Parse("2.1.2006", day); err == nil {
		day = t.Format(time.DateOnly)
	}
	t, ok := d.words.Instant(day, strings.TrimSpace(clock))
	if ok && clock != "" {
		t = t.Add(time.Minute - time.Microsecond) // what happened within it counts
	}
	return t, ok
}

// stepAt is the index of the step with that number, or of the last one before it, and whether it is the one asked for. Without
// a number it is the last step.
func stepAt(steps []view.Step, number string) (at int, exact bool) {
	last := len(steps) - 1
	if number == "" {
		return last, true
	}
	n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 63)
	if err != nil {
		return last, false
	}
	at, exact = slices.BinarySearchFunc(steps, n, func(s view.Step, n uint64) int { return cmp.Compare(s.Seq, n) })
	if !exact {
		at = max(at-1, 0)
	}
	return at, exact
}

// replayAddress is the page of a step within the history that is being read.
func (d *reading) replayAddress(m *moment, i int) string {
	return d.replayQuery(m.sight, fieldEntry, strconv.FormatUint(m.steps[i].Seq, 10))
}

// lasting is an address that leads to the same moment later on too: the entry's number, or, for whom numbers change with what
// they may see, its time.
func (d *reading) lasting(m *moment) string {
	if d.round.Numbers {
		return d.replayAddress(m, m.at)
	}
	return d.replayQuery(m.sight, fieldWhen, m.step().At.String())
}

// entryPage is the page of an entry by its number.
func (d *reading) entryPage(seq int) string { return d.replayQuery("", fieldEntry, strconv.Itoa(seq)) }

func (d *reading) replayQuery(sight, field, value string) string {
	query := url.Values{field: {value}}
	if d.proposal != nil {
		query.Set(fieldWhose, d.proposal.Number)
	}
	if sight != "" {
		query.Set(fieldAs, sight)
	}
	return d.address("nachvollziehen?" + query.Encode())
}
