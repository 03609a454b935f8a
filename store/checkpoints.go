package store

import (
	"context"
	"fmt"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/proof"
)

const (
	selectNotes  = `SELECT origin, size, signed FROM checkpoints WHERE origin = ? ORDER BY size`
	selectLatest = `SELECT c.origin, c.size, c.signed FROM checkpoints c
JOIN (SELECT origin, MAX(size) AS size FROM checkpoints GROUP BY origin) l ON l.origin = c.origin AND l.size = c.size`
	selectLast = `SELECT origin, size, signed FROM checkpoints WHERE origin = ? ORDER BY size DESC LIMIT 1`
	selectKey  = `SELECT new FROM key_changes ORDER BY entry DESC LIMIT 1`
	// putNote writes a checkpoint anew where it was signed before: by another key.
	putNote = `INSERT INTO checkpoints (origin, size, signed) VALUES (?, ?, ?)
ON CONFLICT (origin, size) DO UPDATE SET signed = excluded.signed`
	putKey     = `INSERT INTO public_keys (key) VALUES (?) ON CONFLICT (key) DO NOTHING`
	selectKeys = `SELECT key FROM public_keys ORDER BY key`
	// dropNotes forgets earlier ones close by, unless the register has closed the round with one of them.
	dropNotes = `DELETE FROM checkpoints WHERE origin = ? AND size < ? AND size / 64 = ? / 64
AND size NOT IN (SELECT c.size FROM closings c WHERE c.origin = checkpoints.origin)
AND size NOT IN (SELECT w.size FROM cosignatures w WHERE w.origin = checkpoints.origin)`
)

// noteRow is a row of the table of checkpoints.
type noteRow struct {
	Origin string  `db:"origin"`
	Size   natural `db:"size"`
	Signed []byte  `db:"signed"`
}

func signed(rows []noteRow) []proof.Signed {
	out := make([]proof.Signed, len(rows))
	for i := range rows {
		out[i] = proof.Signed{Origin: rows[i].Origin, Size: uint64(rows[i].Size), Note: rows[i].Signed}
	}
	return out
}

// Heads are all ledgers with size and root as they are stored.
func (db *DB) Heads(ctx context.Context) (out map[string]workflow.Head, err error) {
	err = db.within(ctx, func(s *Snapshot) error {
		out, err = s.Heads(ctx)
		return err
	})
	return out, err
}

// Checkpoints are the signed checkpoints of a ledger that are kept, smallest first.
func (db *DB) Checkpoints(ctx context.Context, origin string) ([]proof.Signed, error) {
	var rows []noteRow
	err := db.selectAll(ctx, &rows, selectNotes, origin)
	return signed(rows), err
}

// Checkpoints are the signed checkpoints of a ledger that are kept, smallest first.
func (s *Snapshot) Checkpoints(ctx context.Context, origin string) ([]proof.Signed, error) {
	var rows []noteRow
	err := s.selectAll(ctx, &rows, selectNotes, origin)
	return signed(rows), err
}

// LatestCheckpoints are the largest signed checkpoints of all ledgers, in no order.
func (db *DB) LatestCheckpoints(ctx context.Context) ([]proof.Signed, error) {
	var rows []noteRow
	err := db.selectAll(ctx, &rows, selectLatest)
	return signed(rows), err
}

// LatestCheckpoint is the largest signed checkpoint of a ledger. The error is record.ErrNotFound where there is none.
func (db *DB) LatestCheckpoint(ctx context.Context, origin string) (proof.Signed, error) {
	var rows []noteRow
	if err := db.selectAll(ctx, &rows, selectLast, origin); err != nil {
		return proof.Signed{}, fmt.Errorf("checkpoint of %s: %w", origin, err)
	}
	if len(rows) == 0 {
		return proof.Signed{}, fmt.Errorf("checkpoint of %s: %w", origin, record.ErrNotFound)
	}
	return signed(rows)[0], nil
}

// PutCheckpoints keeps signed checkpoints, and the public key of who signed them. Of the earlier ones of the same ledger some
// are forgotten: one for each 64 entries stays, those that witnesses have cosigned, and those with which the register has closed a round.
func (db *DB) PutCheckpoints(ctx context.Context, key string, notes []proof.Signed) error {
	return db.change(ctx, func(c *changes) error {
		if err := c.exec(putKey, key); err != nil {
			return fmt.Errorf("keep the public key: %w", err)
		}
		for _, n := range notes {
			if err := c.exec(putNote, n.Origin, n.Size, n.Note); err != nil {
				return fmt.Errorf("keep the checkpoint of %s: %w", n.Origin, err)
			}
			if err := c.exec(dropNotes, n.Origin, n.Size, n.Size); err != nil {
				return fmt.Errorf("forget checkpoints of %s: %w", n.Origin, err)
			}
		}
		return nil
	})
}

// KeyInForce is the public key that the register names last, empty where the key was never changed.
func (db *DB) KeyInForce(ctx context.Context) (string, error) {
	var keys []string
	if err := db.selectAll(ctx, &keys, selectKey); err != nil || len(keys) == 0 {
		return "", err
	}
	return keys[0], nil
}

// PublicKeys are the public keys that have signed checkpoints here, in no order that means anything.
func (db *DB) PublicKeys(ctx context.Context) ([]string, error) {
	var keys []string
	err := db.selectAll(ctx, &keys, selectKeys)
	return keys, err
}
