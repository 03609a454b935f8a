package workflow

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"strings"

	"gremium/workflow/ledger"
)

// head is where a ledger stands as the writer knows it: committed entries only.
type head struct {
	origin   string
	round    *Round
	register *Register
	tree     ledger.Tree
	commands map[commandKey]uint64 // entry of each command
	decoder  Decoder
	held     Head // how far the ledger was known to go when it was first read
}

// commandKey is a keyed hash of actor and command id. Two ids that collide are told apart by reading the entry.
type commandKey [2]uint64

func (e *Engine) key(actor, command string) commandKey {
	var k commandKey
	for i, seed := range e.seeds {
		var h maphash.Hash
		h.SetSeed(seed)
		_, _ = h.WriteString(actor)
		_ = h.WriteByte(0)
		_, _ = h.WriteString(command)
		k[i] = h.Sum64()
	}
	return k
}

func (e *Engine) newHead(origin string) *head {
	h := &head{origin: origin, commands: map[commandKey]uint64{}}
	if e.cfg.Anchor != nil {
		h.held = e.cfg.Anchor.Held(origin)
	}
	if origin == e.RegisterOrigin() {
		h.register = NewRegister(origin)
		return h
	}
	id := strings.TrimPrefix(origin, e.RoundOrigin(""))
	h.round = NewRound(origin, id, e.policyOf)
	return h
}

// catchUp plays entries onto the head. It is the one way entries come into a state: at the start, after another
// process has written, and after a failure.
func (e *Engine) catchUp(ctx context.Context, h *head, entries iter.Seq2[[]byte, error]) error {
	var round *Round
	var register *Register
	h.decoder.Reuse = true // nothing is kept but the state
	known := h.tree.Size()
	defer func() {
		h.decoder.Reuse = false
		if h.tree.Size() > known { // also what was read before a reader gave up stays, and readers are to see it
			e.publish(h)
		}
	}()
	for b, err := range entries {
		if err != nil {
			return fmt.Errorf("read %s: %w", h.origin, err)
		}
		if round == nil && register == nil { // readers keep the state before
			if h.round != nil {
				round = h.round.Fork()
			} else {
				register = h.register.Fork()
			}
		}
		rec, err := h.decoder.Decode(b)
		if err != nil {
			return &CorruptError{h.origin, h.tree.Size(), err}
		}
		if o, ok := rec.Event.(*RoundOpened); ok {
			if err := e.load(ctx, o.Policy); err != nil {
				return err
			}
		}
		var ref *Refusal
		if round != nil {
			ref = round.Play(rec)
		} else {
			ref = register.Play(rec)
		}
		if ref != nil {
			return &CorruptError{h.origin, h.tree.Size(), ref}
		}
		h.tree.Append(ledger.LeafHash(b))
		e.compare(h)
		h.commands[e.key(rec.Actor, rec.Command)] = rec.Seq
		if round != nil {
			h.round = round
		} else {
			h.register = register
		}
	}
	e.short(h)
	return nil
}

// publish makes the head's state the one that readers get.
func (e *Engine) publish(h *head) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.published[h.origin] = published{round: h.round, register: h.register, head: Head{Size: h.tree.Size(), Root: h.tree.Root()}}
}
