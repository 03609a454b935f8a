package workflow

import "slices"

func (r *Round) permitAgenda(e *AgendaSet, f *found) *Refusal {
	m := f.meeting
	if len(e.Items) == 0 {
		return refuse("agenda_empty", "lifecycle")
	}
	if !r.leavesOut(e.Items, m, f.actor) {
		return refuse("recused_agenda", "§ 20 VwVfG")
	}
	for i, item := range e.Items {
		others := e.Items[:i]
		switch {
		case !validID(item.ID):
			return refuse("id_invalid", "record", "id", item.ID)
		case slices.ContainsFunc(others, func(o Item) bool { return o.ID == item.ID }):
			return refuse("id_taken", "record", "id", item.ID)
		case item.Proposal == "" && !e.has("item/"+item.ID):
			return refuse("text_missing", "record", "field", "item")
		case item.Proposal == "":
		case r.Proposal(item.Proposal) == nil:
			return refuse("proposal_unknown", "lifecycle", "proposal", item.Proposal)
		case slices.ContainsFunc(others, func(o Item) bool { return o.Proposal == item.Proposal }):
			return refuse("item_twice", "lifecycle", "proposal", r.NumberOf(r.Proposal(item.Proposal)))
		}
	}
	for i := range m.Agenda { // what was dealt with stays, for the record speaks of it
		if (i <= m.At || r.dealtWith(m, &m.Agenda[i])) && !slices.Contains(e.Items, m.Agenda[i]) {
			return refuse("item_dealt_with", "lifecycle", "item", m.Agenda[i].ID)
		}
	}
	return nil
}

// leavesOut tells whether an agenda that somebody sets leaves alone what they take no part in: everything up to the last such
// item stays as it is, and none is added. So when it is dealt with is not theirs to say, and whether it may still be taken off
// is nothing they are told.
func (r *Round) leavesOut(items []Item, m *Meeting, actor int) bool {
	from := r.Bound(m, actor)
	if len(items) < from || !slices.Equal(items[:from], m.Agenda[:from]) {
		return false
	}
	return !slices.ContainsFunc(items[from:], func(i Item) bool { return r.Recused(r.Proposal(i.Proposal), actor) != nil })
}

// Bound is how many items at the beginning of an agenda are not for a participant to arrange: up to the last one that they take
// no part in.
func (r *Round) Bound(m *Meeting, participant int) int {
	for n := len(m.Agenda); n > 0; n-- {
		if r.Recused(r.Proposal(m.Agenda[n-1].Proposal), participant) != nil {
			return n
		}
	}
	return 0
}

// dealtWith tells whether the record speaks of an item that was not called: a ballot was opened or a motion made on it, or
// somebody left the meeting for it.
func (r *Round) dealtWith(m *Meeting, i *Item) bool {
	here := func(b *Ballot) bool { return b != nil && b.Meeting == m.ID }
	if p := r.Proposal(i.Proposal); p != nil && (here(p.Ballot) || slices.ContainsFunc(p.Ballots, here)) {
		return true
	}
	return slices.ContainsFunc(r.Motions, func(x *Motion) bool { return x.Meeting == m.ID && x.Item == i.ID }) ||
		slices.ContainsFunc(m.Presence, func(p Presence) bool { return slices.Contains(p.Away, i.ID) })
}
