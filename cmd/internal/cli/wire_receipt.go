package cli

import (
	"context"
	"fmt"
	"slices"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

// receipts makes promises and proofs for the owners of entries. Neither is kept: both come out the same from the entry, the key and the
// checkpoint, whenever they are asked for.
type receipts struct{ h *house }

// Signs is nil where promises can be signed: the installation has its key, and its record is the one that was last known.
func (x receipts) Signs(ctx context.Context) error {
	if err := x.h.anchor.Allowed(); err != nil {
		return err
	}
	_, _, err := x.h.inForce(ctx)
	return err
}

// Promise is the signed promise over an entry. The error is that of Signs.
func (x receipts) Promise(ctx context.Context, c *desk.Casting) ([]byte, error) {
	if err := x.Signs(ctx); err != nil {
		return nil, err
	}
	signer, _, err := x.h.inForce(ctx)
	if err != nil {
		return nil, err
	}
	p, err := receipt.Of(c.Entry)
	if err != nil {
		return nil, err
	}
	return proof.SignPromise(p, signer)
}

// checkpoint is the signed checkpoint that covers an entry and has most cosignatures by the witnesses that are to cosign at present, the
// latest of these, with all cosignatures; nil where none covers it.
func (x receipts) checkpoint(ctx context.Context, origin string, seq uint64) (best proof.Signed, note []byte, err error) {
	notes, err := x.h.db.Checkpoints(ctx, origin)
	if err != nil {
		return best, nil, err
	}
	lines, err := x.h.db.Cosignatures(ctx, origin)
	if err != nil {
		return best, nil, err
	}
	asked, _, err := x.h.db.Witnesses(ctx)
	if err != nil {
		return best, nil, err
	}
	most, at := -1, map[uint64]int{}
	for i := range lines {
		if slices.Contains(asked, lines[i].Key) {
			at[lines[i].Size]++
		}
	}
	for _, n := range notes { // smallest first
		if n.Size > seq && at[n.Size] >= most {
			best, most = n, at[n.Size]
		}
	}
	if most < 0 {
		return best, nil, nil
	}
	return best, proof.WithCosignatures(best, lines), nil
}

// Proof is the receipt for an entry in a ledger, by a signed checkpoint. It does not ask whether it is time for that. The error is a refusal as long as no
// checkpoint covers the entry.
func (x receipts) Proof(ctx context.Context, origin string, c *desk.Casting) ([]byte, error) {
	signed, note, err := x.checkpoint(ctx, origin, c.Seq)
	if err != nil {
		return nil, err
	}
	if note == nil {
		return nil, reply.New(reply.Conflict, "checkpoint_pending",
			"Der Eintrag ist noch von keinem unterschriebenen Prüfpunkt erfasst. Das dauert nach einem Eintrag wenige Sekunden; versuchen Sie es dann noch einmal. Fehlt der Installation der Schlüssel, muss die Stelle ihn erst wieder einsetzen.",
			"No signed checkpoint covers the entry yet. That takes a few seconds after an entry; try again then. Where the installation lacks its key, the office has to put it back first.")
	}
	leaves := make([]ledger.Hash, 0, signed.Size)
	for leaf, err := range x.h.db.Leaves(ctx, origin, 0, signed.Size) {
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, leaf)
	}
	r, err := receipt.Prove(c.Entry, origin, c.Seq, leaves, note)
	if err != nil {
		return nil, fmt.Errorf("%w: receipt for entry %d of %s: %w", workflow.ErrCorrupt, c.Seq, origin, err)
	}
	return r.Text(), nil
}
