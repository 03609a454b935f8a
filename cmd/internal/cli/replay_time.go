package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// seenLine is what a participant could see, as `replay --viewer --json` tells it.
type seenLine struct {
	Round     string         `json:"round"`
	Size      uint64         `json:"size"`
	At        string         `json:"at"`
	Viewer    string         `json:"viewer"`
	Admitted  bool           `json:"admitted"`
	Entries   int            `json:"entries"` // of the record, that they could see
	Proposals []seenProposal `json:"proposals"`
}

// seenProposal is a proposal as they saw it; Veil says why scores were hidden, Excluded that they took no part in it.
type seenProposal struct {
	ID       string   `json:"id"`
	Number   string   `json:"number"`
	State    string   `json:"state"`
	Outcome  *string  `json:"outcome"`
	Excluded bool     `json:"excluded,omitempty"`
	Veil     string   `json:"veil,omitempty"`
	Sheets   []string `json:"sheets"` // pseudonyms of whose scores they saw
	Means    []string `json:"means,omitempty"`
}

// replaySeen shows what a participant could see at a moment, by the view that makes pages.
func (h *house) replaySeen(ctx context.Context, d *docket, at, only, name string) error {
	if _, err := d.state(); err != nil {
		return err
	}
	size, err := h.sizeAt(ctx, d, at)
	if err != nil {
		return err
	}
	who, err := h.person(ctx, d, name)
	if err != nil {
		return err
	}
	v, err := h.desk.Then(ctx, d.Round, size, who)
	if err != nil {
		return err
	}
	record, err := h.desk.Then(ctx, d.Round, size, "")
	if err != nil {
		return err
	}
	out := seenLine{Round: d.ID, Size: size, At: record.Last.String(), Viewer: who, Admitted: v.Admitted(), Proposals: []seenProposal{}}
	if out.Admitted {
		steps, err := h.desk.History(ctx, v, "")
		if err != nil {
			return err
		}
		out.Entries = len(steps)
		for _, p := range v.Proposals {
			if only == "" || p.ID == only {
				out.Proposals = append(out.Proposals, seenOf(p))
			}
		}
	}
	if h.e.json {
		return h.e.object(out)
	}
	return h.tellSeen(d, &out, record.Last.Time())
}

func seenOf(p *view.Proposal) seenProposal {
	s := seenProposal{
		ID: p.ID, Number: p.Number, State: string(p.State), Outcome: orNull(p.Outcome), Excluded: p.Masked(), Veil: string(p.Veil), Sheets: []string{},
	}
	if s.Excluded {
		s.State = ""
	}
	for _, x := range p.Sheets.Get() {
		s.Sheets = append(s.Sheets, x.By)
	}
	for _, m := range p.Means.Get() {
		if m.Value != nil {
			s.Means = append(s.Means, m.Value.RatString())
		}
	}
	return s
}

func (h *house) tellSeen(d *docket, s *seenLine, at time.Time) error {
	e := h.e
	e.tell("%s: was %s sehen konnte, %s", "%s: what %s could see, %s", d.ID, e.name(s.Viewer), e.after(s.Size)+", "+e.loc.Moment(at))
	if !s.Admitted {
		e.tell("Gehörte damals nicht zur Runde und sah nichts von ihr.", "Did not belong to the round then, and saw nothing of it.")
		return nil
	}
	e.tell("%d von %d Einträgen\n", "%d of %d entries\n", s.Entries, s.Size)
	t := e.table(text{"Nummer", "number"}, text{"Stand", "state"}, text{"Bewertungen von", "scores of"}, text{"verdeckt", "veiled"})
	for i := range s.Proposals {
		p := &s.Proposals[i]
		state, names := workflow.Word(p.State, e.lang), make([]string, len(p.Sheets))
		if p.Outcome != nil {
			state = workflow.Word(*p.Outcome, e.lang)
		}
		for n, who := range p.Sheets {
			names[n] = e.name(who)
		}
		t.row(p.Number, state, strings.Join(names, ", "), e.veiled(p))
	}
	return t.print()
}

func (e *env) veiled(p *seenProposal) string {
	switch {
	case p.Excluded:
		return e.say("ausgeschlossen", "excluded")
	case p.Veil == policy.BlindUntilOwn:
		return e.say("bis zur eigenen Bewertung", "until the own scores are in")
	case p.Veil == policy.BlindUntilClosed:
		return e.say("bis die Bewertung geschlossen ist", "until scoring is closed")
	case p.Veil != "":
		return e.say("nicht für diese Person", "not for this person")
	}
	return ""
}

// differenceLine is one line of `replay --diff --json`.
type differenceLine struct {
	Proposal string `json:"proposal,omitempty"`
	Field    string `json:"field"`
	Of       string `json:"of,omitempty"`
	By       string `json:"by,omitempty"` // pseudonym
	Old      string `json:"old"`
	New      string `json:"new"`
	Entry    uint64 `json:"entry"` // that changed it last
}

// replayDiff shows what was otherwise at one of two moments than at the other; ends are A..B, each as --at has it.
func (h *house) replayDiff(ctx context.Context, d *docket, ends, only string) error {
	a, b, ok := strings.Cut(ends, "..")
	if !ok {
		return usagef("„%s“ sind keine zwei Zeitpunkte. Schreiben Sie etwa 40..120 oder 2026-10-27..2026-11-03.", "\"%s\" are not two moments. Write 40..120 or 2026-10-27..2026-11-03.", ends)
	}
	if _, err := d.state(); err != nil {
		return err
	}
	from, to := uint64(0), d.Size
	var err error
	if a != "" && a != "0" {
		if from, err = h.sizeAt(ctx, d, a); err != nil {
			return err
		}
	}
	if b != "" {
		if to, err = h.sizeAt(ctx, d, b); err != nil {
			return err
		}
	}
	if from > to {
		from, to = to, from
	}
	steps, err := h.desk.History(ctx, d.Round, only)
	if err != nil {
		return err
	}
	found := []differenceLine{}
	for _, x := range view.Between(steps, before(steps, from), before(steps, to)) {
		s := &steps[x.Step]
		if only == "" && s.Personal() {
			continue
		}
		found = append(found, differenceLine{x.Proposal, x.Field, x.Of, x.Who, x.Old, x.New, s.Seq})
	}
	if h.e.json {
		return h.e.object(struct {
			Round string           `json:"round"`
			From  uint64           `json:"from"`
			To    uint64           `json:"to"`
			Found []differenceLine `json:"differences"`
		}{d.ID, from, to, found})
	}
	return h.tellDifferences(d, from, to, found)
}

// before is the index of the last step among the first size entries, -1 where there is none.
func before(steps []view.Step, size uint64) int {
	at := -1
	for i := range steps {
		if steps[i].Entry() < size {
			at = i
		}
	}
	return at
}

func (h *house) tellDifferences(d *docket, from, to uint64, found []differenceLine) error {
	e := h.e
	e.tell("Runde %s: Unterschied zwischen dem Stand nach %d und nach %d Einträgen", "Round %s: difference between how it stood after %d and after %d entries", d.ID, from, to)
	if len(found) == 0 {
		e.tell("Kein Unterschied.", "No difference.")
		return nil
	}
	t := e.table(text{"Vorschlag", "proposal"}, text{"Angabe", "item"}, text{"vorher", "before"}, text{"nachher", "after"}, text{"Eintrag", "entry"})
	for _, x := range found {
		number := ""
		if p := d.Proposal(x.Proposal); p != nil {
			number = p.Number
		}
		what := h.e.field(x.Field) + d.of(x.Field, x.Of)
		if x.By != "" {
			what += " " + e.name(x.By)
		}
		t.row(number, what, h.side(d, x.Field, x.Old), h.side(d, x.Field, x.New), strconv.FormatUint(x.Entry, 10))
	}
	return t.print()
}

// nameThings lets messages call seats by their labels, meetings and the items of their agendas by their titles.
func (h *house) nameThings(ctx context.Context, d *docket) error {
	seats, err := h.desk.SeatNames(ctx, d.Round)
	if err != nil {
		return err
	}
	for id, label := range seats {
		if label != "" {
			h.e.names[id] = h.e.loc.Quote(label)
		}
	}
	for _, m := range d.Meetings() {
		texts, err := h.desk.Texts(ctx, d.Round, m.Entry)
		if err != nil {
			return err
		}
		if title := texts["title"]; title != "" {
			h.e.names[m.ID] = h.e.loc.Quote(title)
		}
		for i := range m.Agenda {
			if texts, err = h.desk.Texts(ctx, d.Round, m.Agenda[i].Entry); err != nil {
				return err
			}
			if title := texts["item/"+m.Agenda[i].ID]; title != "" {
				h.e.names[itemKey+m.Agenda[i].ID] = h.e.loc.Quote(title)
			}
		}
	}
	return nil
}

// itemKey begins what the name of an item is found by.
const itemKey = "item/"

// items names items of an agenda: a proposal by its number, another subject by its title, or else its id.
func (h *house) items(d *docket, value string) string {
	names := strings.Split(value, "\n")
	for i, name := range names {
		id, is := strings.CutPrefix(name, view.OfProposal)
		if p := d.Proposal(id); is && p != nil {
			names[i] = d.called(p)
		} else if title := h.e.names[itemKey+name]; title != "" {
			names[i] = oneLine(title)
		}
	}
	return strings.Join(names, "; ")
}

// followEvery is how often the record is asked whether it has grown.
const followEvery = 500 * time.Millisecond

// follow prints the entries of a round from a number on, and those that come as long as the command runs: a line for each, or
// with --json its bytes. It ends, without an error, when it is told to.
func (h *house) follow(ctx context.Context, d *docket, next uint64, only string) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		err := h.news(ctx, d, &next, only)
		if ctx.Err() != nil || errors.Is(err, context.Canceled) {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if size, err := h.desk.Size(ctx, d.ID); err == nil && size <= d.Replayed() {
			continue
		}
		if d, err = h.round(ctx, d.ID); err != nil && ctx.Err() == nil {
			return err
		}
	}
}

// news prints the steps from an entry on, and moves on behind the last one.
func (h *house) news(ctx context.Context, d *docket, next *uint64, only string) error {
	steps, err := h.desk.History(ctx, d.Round, only)
	if err != nil {
		return err
	}
	e := h.e
	for i := range steps {
		s := &steps[i]
		if s.Entry() < *next {
			continue
		}
		if *next = s.Entry() + 1; e.json {
			b, err := h.desk.Entry(ctx, d.Round, s.Entry())
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(e.out, "%s\n", b); err != nil {
				return fmt.Errorf("write the entry: %w", err)
			}
			continue
		}
		number := ""
		if p := d.Proposal(s.Proposal); s.Proposal != "" && p != nil {
			number = p.Number + " "
		}
		e.tell("%s", "%s", fmt.Sprintf("%d  %s  %s  %s%s", s.Seq, e.loc.Stamp(s.At.Time()), h.actors(s), number, e.word(acted[s.Kind].done)+h.changed(d, s)))
	}
	return nil
}
