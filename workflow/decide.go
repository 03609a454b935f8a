package workflow

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gremium/workflow/ledger"
)

// Order is a command with who gives it and when, as decide needs it.
type Order struct {
	At      ledger.Instant
	Actor   string // pseudonym
	As      Capacity
	For     string // pseudonym
	ID      string // the actor's own id of the command
	Command Command
}

// Decide answers what a command does to the round: the record to be sealed and its texts by path, or a refusal. It
// changes nothing.
func (r *Round) Decide(o *Order) (*Record, map[string]string, *Refusal) {
	return r.decideBy(o, r.Permit)
}

func (r *Round) decideBy(o *Order, permit func(*Record) *Refusal) (*Record, map[string]string, *Refusal) {
	c, ok := o.Command.(roundCommand)
	if !ok {
		return nil, nil, inconsistent("of_register")
	}
	if r.Policy == nil && c.Kind() != KindRoundOpened {
		return nil, nil, refuse("round_unknown", "record", "round", r.ID)
	}
	rec := &Record{Origin: r.Origin, Seq: r.Size, At: max(o.At, r.Last), Actor: o.Actor, For: o.For, Command: o.ID}
	t, ref := c.draft(r, rec, common{As: o.As})
	if ref != nil {
		return nil, nil, ref
	}
	if ref := r.checkTexts(t); ref != nil {
		return nil, nil, ref
	}
	*rec.Event.Commitments() = t.commitments()
	if ref := permit(rec); ref != nil {
		return nil, nil, ref
	}
	return rec, t, nil
}

// checkTexts refuses texts that are too long or no text. What is already on record is not asked again: a text may be
// erased later, and the rule on its length with it.
func (r *Round) checkTexts(t texts) *Refusal {
	for _, path := range slices.Sorted(maps.Keys(t)) {
		if !utf8.ValidString(t[path]) || strings.ContainsFunc(t[path], hidden) {
			return refuse("text_invalid", "record", "field", path)
		}
		limit := 4000
		if r.Policy != nil {
			limit = r.Policy.Limit(path)
		}
		if n := utf8.RuneCountInString(t[path]); n > limit {
			return refuse("text_too_long", "policy", "field", path, "have", strconv.Itoa(n), "limit", strconv.Itoa(limit))
		}
	}
	return nil
}

// hidden tells whether a character does something without being seen: it could steer a terminal, or turn the reading
// direction of what follows. Line feed and tabulator are what people type.
func hidden(c rune) bool {
	bidi := c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
	return bidi || unicode.IsControl(c) && c != '\n' && c != '\t'
}

// Try asks whether somebody could give the command at an instant, in a capacity that they hold or would be admitted in.
// It changes nothing.
func (r *Round) Try(at ledger.Instant, pseudonym string, as Capacity, c Command) *Refusal {
	_, _, ref := r.Foresee(&Order{At: at, Actor: pseudonym, As: as, ID: "try", Command: c})
	return ref
}

// Foresee answers what Decide would once the actor holds the capacity, in which they may still have to be admitted. It
// changes nothing.
func (r *Round) Foresee(o *Order) (*Record, map[string]string, *Refusal) {
	return r.Standing(o.Actor, o.As).Decide(o)
}

// Standing is the state with somebody in a capacity in which they may still have to be admitted; r itself where they hold it.
func (r *Round) Standing(pseudonym string, as Capacity) *Round {
	if _, p := r.Participant(pseudonym); as == Member || p != nil && p.Holds(as) {
		return r
	}
	stand := r.Fork()
	stand.editPeople()
	i, p := stand.Participant(pseudonym)
	if p == nil {
		i = len(stand.Participants)
		stand.Participants = append(stand.Participants, Participant{Pseudonym: pseudonym, Seat: -1, Member: -1})
		stand.byPseudonym[pseudonym] = i
	}
	stand.Participants[i].caps |= as.bit()
	return stand
}
