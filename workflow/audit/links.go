package audit

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// link is a proposal that was handed in anew, with the entry that says so.
type link struct {
	seq uint64
	to  workflow.Link
}

// link notes the reference of an entry to a deferred proposal of another round. Further versions only repeat it.
func (l *Ledger) link(rec *workflow.Record) {
	if e, ok := rec.Event.(*workflow.ProposalSubmitted); ok && e.Version == 1 && e.Previous != nil {
		l.linked = append(l.linked, link{rec.Seq, *e.Previous})
	}
}

// links holds every reference of a ledger against the round it refers to: that had the root named when it had so many
// entries, and the proposal was deferred then.
func (a *auditor) links(l *Ledger, roundPrefix string, heads map[string]workflow.Head) error {
	for _, x := range l.linked {
		origin := roundPrefix + x.to.Round
		if _, ok := heads[origin]; !ok && a.opt.Apart {
			l.set(Tree, NotChecked, l.say(linkApart, x.to.Round))
			continue
		} else if !ok {
			l.find(Tree, int64(x.seq), l.say(linkMissing, x.to.Round))
			continue
		}
		past, err := a.past(origin, x.to.Round, x.to.Size)
		if err != nil {
			return err
		}
		switch p := past.state.Proposal(x.to.Proposal); {
		case past.size < x.to.Size || x.to.Size == 0:
			l.find(Tree, int64(x.seq), l.say(linkBeyond, x.to.Round, x.to.Size))
		case past.root != x.to.Root:
			l.find(Tree, int64(x.seq), l.say(linkRoot, x.to.Round, x.to.Size))
		case past.stuck:
			l.find(Tree, int64(x.seq), l.say(linkUnreadable, x.to.Round, x.to.Size))
		case p == nil || p.State != workflow.Decided || p.Outcome != string(policy.Deferred):
			l.find(Tree, int64(x.seq), l.say(linkNotDeferred, x.to.Proposal, x.to.Round, x.to.Size))
		}
	}
	return nil
}

// past is a round as it stood after some number of entries.
type past struct {
	size  uint64
	root  ledger.Hash
	state *workflow.Round
	stuck bool // an entry was not allowed or could not be read: the state is that before it
}

// past reads a ledger up to a size.
func (a *auditor) past(origin, id string, size uint64) (past, error) {
	out := past{state: workflow.NewRound(origin, id, a.policy)}
	aside := run{a: a, l: newLedger(origin, id, a.opt.Lang)} // what is wrong with that ledger is its own report's
	out.state.Forget()
	dec := workflow.Decoder{Reuse: true}
	var tree ledger.Tree
	for e, err := range a.stored(origin) {
		if err != nil {
			return out, fmt.Errorf("read %s: %w", origin, err)
		}
		if tree.Size() == size {
			break
		}
		tree.Append(e.hash)
		if out.stuck {
			continue
		}
		rec, err := dec.Decode(e.Bytes)
		if err != nil {
			out.stuck = true
			continue
		}
		if err := aside.pinned(rec); err != nil {
			return out, err
		}
		out.stuck = out.state.Play(rec) != nil
	}
	out.size, out.root = tree.Size(), tree.Root()
	return out, nil
}
