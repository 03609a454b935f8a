package cli

import (
	"context"

	"gremium/workflow"
)

// replayedEntry is the last entry of a moment, as `replay --at --json` tells it: who did what, what it changed, and what allowed it.
type replayedEntry struct {
	Entry      uint64           `json:"entry"`
	At         string           `json:"at"`
	Type       string           `json:"type"`
	Actor      string           `json:"actor"` // pseudonym
	For        string           `json:"for,omitempty"`
	Capacity   string           `json:"capacity"`
	Proposal   string           `json:"proposal,omitempty"`
	Transition string           `json:"transition"` // of the lifecycle tables
	Policy     string           `json:"policy"`     // digest of the one that is pinned
	Changes    []differenceLine `json:"changes"`

	what string
}

// replayedEntry finds an entry among the steps; nil where it is one that nobody may read yet.
func (h *house) replayedEntry(ctx context.Context, d *docket, seq uint64) (*replayedEntry, error) {
	steps, err := h.desk.History(ctx, d.Round, "")
	if err != nil {
		return nil, err
	}
	for i := range steps {
		s := &steps[i]
		if s.Entry() != seq {
			continue
		}
		out := &replayedEntry{
			Entry: seq, At: s.At.String(), Type: s.Kind.Name(), Actor: s.Actor, For: s.For, Capacity: string(s.As), Proposal: s.Proposal,
			Transition: s.Kind.Transition(), Policy: d.Digest, Changes: []differenceLine{}, what: h.actors(s) + ": " + h.e.word(acted[s.Kind].done),
		}
		for _, c := range s.Changes {
			if c.Old != c.New {
				out.Changes = append(out.Changes, differenceLine{Proposal: c.Proposal, Field: c.Field, Of: c.Of, Old: c.Old, New: c.New, Entry: seq})
			}
		}
		return out, nil
	}
	return nil, nil
}

// showEntry says what an entry did: in a sentence, what changed from what to what, and the rule.
func (h *house) showEntry(d *docket, x *replayedEntry) error {
	e := h.e
	number := ""
	if p := d.Proposal(x.Proposal); p != nil {
		number = p.Number + ": "
	}
	e.tell("Eintrag %d, %s%s", "Entry %d, %s%s", x.Entry, number, x.what)
	rule := e.loc.T("allowed.by", "Rule", e.loc.T("allowed."+x.Transition), "Capacity", workflow.Word(x.Capacity, e.lang))
	e.tell("Erlaubt durch: %s (Zeile „%s“ der Tabelle; Regelwerk %s, Fassung %d)", "Allowed by: %s (row \"%s\" of the table; policy %s, edition %d)", rule, x.Transition, d.Policy.ID, d.Policy.Edition)
	if len(x.Changes) > 0 {
		t := e.table(text{"Angabe", "item"}, text{"vorher", "before"}, text{"nachher", "after"})
		for _, c := range x.Changes {
			what := e.field(c.Field) + d.of(c.Field, c.Of)
			if p := d.Proposal(c.Proposal); p != nil {
				what = p.Number + ": " + what
			}
			t.row(what, h.side(d, c.Field, c.Old), h.side(d, c.Field, c.New))
		}
		if err := t.print(); err != nil {
			return err
		}
	}
	e.tell("", "")
	return nil
}
