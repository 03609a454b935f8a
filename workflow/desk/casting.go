package desk

import (
	"bytes"
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// Casting is an entry by which somebody gave scores or a vote. Entry and Seq are for making a receipt: the number is not for showing
// before Waiting says that the record may be told.
type Casting struct {
	Kind     workflow.Kind
	At       ledger.Instant
	Proposal string // id; empty where it is about none
	Motion   string // id; empty where it is about none
	Version  uint64 // of the scores or the vote; 0 of a secret vote
	By       string // pseudonym of whose scores or vote it is
	Clerk    string // pseudonym of who entered it from paper; empty where By did
	Entry    []byte // as it was committed, once Held has read it
	Seq      uint64
}

// Castings are the entries of a round by which somebody gave scores or votes, in order: who's own, and those that they entered for others from
// paper. They are their own whatever is hidden from them otherwise. Where of is set they are those of this pseudonym alone, and
// then, to readers of the whole record, also what others entered.
func (d *Desk) Castings(ctx context.Context, v *view.Round, who *Who, of string) ([]Casting, error) {
	me := d.Pseudonym(v, who.Person)
	people := []string{me}
	if of != "" {
		people = append(people, of)
	}
	var out []Casting
	seen := v.Replayed()
	err := d.casts.each(ctx, d.Log, v.Origin, seen, people, func(c *Casting) {
		mine := c.By == me || c.Clerk == me
		if c.Seq >= seen || of != "" && c.By != of || !mine && (of == "" || !v.Reader || v.Secret(c.Seq)) {
			return
		}
		out = append(out, *c)
	})
	return out, err
}

// Held reads the entry of a casting that Castings gave.
func (d *Desk) Held(ctx context.Context, v *view.Round, c *Casting) error {
	for b, err := range d.Log.Entries(ctx, v.Origin, c.Seq) {
		if err != nil {
			return fmt.Errorf("entry %d: %w", c.Seq, err)
		}
		c.Entry = bytes.Clone(b)
		return nil
	}
	return fmt.Errorf("%w: %s has no entry %d", workflow.ErrCorrupt, v.Origin, c.Seq)
}

// castingOf is a record as a casting; false where it is none.
func castingOf(rec *workflow.Record) (Casting, bool) {
	c := Casting{Kind: rec.Event.Kind(), At: rec.At, Proposal: rec.Proposal, By: rec.Actor, Seq: rec.Seq}
	if rec.For != "" {
		c.By, c.Clerk = rec.For, rec.Actor
	}
	switch e := rec.Event.(type) {
	case *workflow.ScoresCast:
		c.Version = e.Version
	case *workflow.VoteCast:
		c.Motion, c.Version = e.Motion, e.Version
	case *workflow.BallotVoted:
		c.Motion = e.Motion
	default:
		return c, false
	}
	return c, true
}

// Waiting says why it is too early to show somebody the place of their entries in the record.
type Waiting string

// The reasons: members are kept from scores; a ballot is open; and, for whoever takes no part in some proposal or has left, to whom the growth of
// the record would tell what they are to know nothing of, the round is not over.
const (
	WaitingNot     Waiting = ""
	WaitingScoring Waiting = "scoring"
	WaitingBallot  Waiting = "ballot"
	WaitingEnd     Waiting = "end"
)

// Waiting says whether it is too early for the proofs of somebody's entries in a round. It is the rule by which checkpoints and
// hashes are public, and stricter for whoever is kept from a part of the round: who asks, or whose entry it is (owner, by pseudonym; empty
// for who asks), since the proof is made for them.
func (d *Desk) Waiting(ctx context.Context, v *view.Round, who *Who, owner string) (Waiting, error) {
	r, head, err := d.Engine.Round(ctx, v.ID)
	if err != nil {
		return WaitingNot, err
	}
	viewer := d.viewer(r, who)
	_, _, past := view.Past(r, viewer)
	kept := v.Excluded() || past
	if owner != "" && owner != viewer.Pseudonym && !kept {
		theirs := view.Viewer{At: viewer.At, Pseudonym: owner}
		_, _, past = view.Past(r, theirs)
		kept = past || view.Of(r, head, theirs).Excluded()
	}
	switch {
	case kept && !r.Over():
		return WaitingEnd, nil
	case r.Blind():
		return WaitingScoring, nil
	case r.Voting():
		return WaitingBallot, nil
	}
	return WaitingNot, nil
}
