package workflow

// Anchor holds the ledgers from outside of the log: it knows how far each was seen to go, with which root, and forbids
// writing where that does not fit any more. It is asked and told by the one writer, and must not keep it waiting.
type Anchor interface {
	// Held is how far a ledger is known to go; a size of 0 where nothing is known.
	Held(origin string) Head
	// Forked is told that a ledger, read from its bytes, does not have the root at the size that Held has answered, or
	// ends before it.
	Forked(origin string, read Head)
	// Allowed is nil while entries may be made, and otherwise says why not.
	Allowed() error
	// Committed is told how far a ledger goes after entries of this engine have become durable.
	Committed(origin string, head Head)
}

// compare holds a ledger that is being read against what is known of it.
func (e *Engine) compare(h *head) {
	if e.cfg.Anchor == nil || h.tree.Size() != h.held.Size {
		return
	}
	if root := h.tree.Root(); root != h.held.Root {
		e.cfg.Anchor.Forked(h.origin, Head{Size: h.tree.Size(), Root: root})
	}
}

// short holds a ledger that was read to its end against how far it was known to go.
func (e *Engine) short(h *head) {
	if e.cfg.Anchor != nil && h.tree.Size() < h.held.Size {
		e.cfg.Anchor.Forked(h.origin, Head{Size: h.tree.Size(), Root: h.tree.Root()})
	}
}

// allowed says why nothing may be written, nil while it may.
func (e *Engine) allowed() error {
	if e.cfg.Anchor == nil {
		return nil
	}
	return e.cfg.Anchor.Allowed()
}

// committed tells how far a ledger goes.
func (e *Engine) committed(h *head) {
	if e.cfg.Anchor != nil {
		e.cfg.Anchor.Committed(h.origin, Head{Size: h.tree.Size(), Root: h.tree.Root()})
	}
}
