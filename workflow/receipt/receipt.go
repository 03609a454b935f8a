// Package receipt makes and checks what a member holds against the record: the promise over an entry of their own, given when they
// have cast scores or a vote, and later the receipt, which shows the entry in the ledger. The forms of both are in
// workflow/proof, and described in RECEIPT.md there. A check needs nothing but the files and the office's public key.
package receipt

import (
	"errors"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// ErrKind is what the error about an entry that is neither scores nor a vote wraps.
var ErrKind = errors.New("neither scores nor a vote")

// Of is the promise over an entry by which somebody gave scores or a vote, read from its bytes. The error wraps
// workflow.ErrCorrupt where they cannot be read, and ErrKind where the entry is another one.
func Of(entry []byte) (proof.Promise, error) {
	var dec workflow.Decoder
	rec, err := dec.Decode(entry)
	if err != nil {
		return proof.Promise{}, fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
	}
	return of(rec, ledger.LeafHash(entry))
}

func of(rec *workflow.Record, leaf ledger.Hash) (proof.Promise, error) {
	p := proof.Promise{
		Origin: rec.Origin, Leaf: leaf, Kind: rec.Event.Kind().Name(), At: rec.At.String(), By: rec.Actor, Proposal: rec.Proposal,
	}
	if rec.For != "" {
		p.By = rec.For
	}
	switch e := rec.Event.(type) {
	case *workflow.ScoresCast:
		p.Version = e.Version
	case *workflow.VoteCast:
		p.Motion, p.Version = e.Motion, e.Version
	case *workflow.BallotVoted:
		p.Motion = e.Motion
	default:
		return proof.Promise{}, fmt.Errorf("%s: %w", rec.Event.Kind().Name(), ErrKind)
	}
	return p, nil
}

// Prove is the receipt for an entry: it lies at index in a ledger with these leaf hashes, of which the signed checkpoint covers the first ones.
// The error wraps proof.ErrInclusion, proof.ErrCheckpoint or proof.ErrOrigin where that is not so: nothing is handed out that does not hold.
func Prove(entry []byte, origin string, index uint64, leaves []ledger.Hash, signed []byte) (*proof.Receipt, error) {
	c, err := proof.Read(signed, origin)
	if err != nil {
		return nil, err
	}
	if c.Size > uint64(len(leaves)) {
		return nil, fmt.Errorf("%w: a checkpoint of %d entries over %d", proof.ErrInclusion, c.Size, len(leaves))
	}
	path, err := proof.Path(leaves[:c.Size], index)
	if err != nil {
		return nil, err
	}
	r := &proof.Receipt{Entry: entry, Index: index, Path: path, Note: signed}
	if err := r.Includes(c, ledger.LeafHash(entry)); err != nil {
		return nil, err
	}
	return r, nil
}
