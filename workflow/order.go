package workflow

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
)

// drawn is what the orders of all members are drawn from: the entry that began the review, by what is known of it before it
// is sealed. The id of its command is drawn by chance, and is in the record for ever.
func drawn(rec *Record) string {
	return rec.Origin + "\n" + num(rec.Seq) + "\n" + rec.Command
}

// Order brings proposals into the order in which a member is asked to score them. Whoever is judged first or last is judged
// otherwise than in the middle; with an order for each member that falls on all proposals alike.
//
// Each proposal has a place that follows from the entry that began the review, the member's pseudonym and the proposal's id
// (the SHA-256 of these), so that everybody who has the record finds the same order, and proposals that come later change
// nothing about the order of the others. Before the review began the order is that of the list.
func (r *Round) Order(pseudonym string, ids []string) []string {
	out := slices.Clone(ids)
	if r.Drawn == "" {
		return out
	}
	at := make(map[string][]byte, len(ids))
	for _, id := range ids {
		h := sha256.Sum256([]byte("gremium/order/v1\n" + r.Drawn + "\n" + pseudonym + "\n" + id))
		at[id] = h[:]
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(bytes.Compare(at[a], at[b]), cmp.Compare(a, b)) })
	return out
}
