package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gremium/workflow/proof"
)

const (
	selectWitnesses = `SELECT key FROM witnesses ORDER BY place`
	selectQuorum    = `SELECT CAST(quorum AS TEXT) FROM witness_rule`
	putWitness      = `INSERT INTO witnesses (key, place) VALUES (?, ?)`
	selectSince     = `SELECT since FROM witness_rule`
	putQuorum       = `INSERT INTO witness_rule (only, quorum, since) VALUES (1, ?, ?)`

	selectCosignatures = `SELECT origin, size, key, line FROM cosignatures WHERE origin = ? ORDER BY size, key`
	selectAtSize       = `SELECT origin, size, key, line FROM cosignatures WHERE origin = ? AND size = ? ORDER BY key`
	selectCosigned     = `SELECT c.origin, c.size, c.key, c.line FROM cosignatures c
JOIN (SELECT origin, key, MAX(size) AS size FROM cosignatures GROUP BY origin, key) l ON l.origin = c.origin AND l.key = c.key AND l.size = c.size`
	putCosignature = `INSERT INTO cosignatures (origin, size, key, line) VALUES (?, ?, ?, ?)
ON CONFLICT (origin, size, key) DO UPDATE SET line = excluded.line`
	// dropCosignatures forgets earlier ones by the same witness close by, unless the register has closed the round at that size.
	dropCosignatures = `DELETE FROM cosignatures WHERE origin = ? AND key = ? AND size < ? AND size / 64 = ? / 64
AND size NOT IN (SELECT c.size FROM closings c WHERE c.origin = cosignatures.origin)`

	selectTroubles = `SELECT origin, key, code, asked, told, since FROM witness_troubles ORDER BY origin, key`
	dropTrouble    = `DELETE FROM witness_troubles WHERE origin = ? AND key = ?`
	// putTrouble keeps since when it is the same trouble.
	putTrouble = `INSERT INTO witness_troubles (origin, key, code, asked, told, since) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (origin, key) DO UPDATE SET asked = excluded.asked, told = excluded.told,
since = CASE WHEN witness_troubles.code = excluded.code THEN witness_troubles.since ELSE excluded.since END, code = excluded.code`
)

// cosignatureRow is a row of the table of cosignatures.
type cosignatureRow struct {
	Origin string  `db:"origin"`
	Size   natural `db:"size"`
	Key    string  `db:"key"`
	Line   []byte  `db:"line"`
}

func cosigned(rows []cosignatureRow) []proof.Cosignature {
	out := make([]proof.Cosignature, len(rows))
	for i := range rows {
		out[i] = proof.Cosignature{Origin: rows[i].Origin, Size: uint64(rows[i].Size), Key: rows[i].Key, Line: rows[i].Line}
	}
	return out
}

// selecting reads rows into a slice.
type selecting func(ctx context.Context, to any, query string, args ...any) error

func witnesses(ctx context.Context, all selecting) (keys []string, quorum int, err error) {
	if err := all(ctx, &keys, selectWitnesses); err != nil {
		return nil, 0, fmt.Errorf("witnesses: %w", err)
	}
	var n []string
	if err := all(ctx, &n, selectQuorum); err != nil || len(n) == 0 {
		return keys, 0, err
	}
	quorum, err = strconv.Atoi(n[0])
	return keys, quorum, err
}

// Witnesses are the public keys of those who cosign here, as the server was last started, and how many of them have to.
func (db *DB) Witnesses(ctx context.Context) (keys []string, quorum int, err error) {
	return witnesses(ctx, db.selectAll)
}

// Witnesses are the public keys of those who cosign here, as the server was last started, and how many of them have to.
func (s *Snapshot) Witnesses(ctx context.Context) (keys []string, quorum int, err error) {
	return witnesses(ctx, s.selectAll)
}

// WitnessesSince is since when these witnesses have been noted, zero where that is not known.
func (s *Snapshot) WitnessesSince(ctx context.Context) (time.Time, error) {
	var since []string
	if err := s.selectAll(ctx, &since, selectSince); err != nil {
		return time.Time{}, fmt.Errorf("witnesses: %w", err)
	}
	if len(since) == 0 || since[0] == "" {
		return time.Time{}, nil
	}
	return instantOf(since[0])
}

// SetWitnesses notes who cosigns here from an instant on, and how many of them have to; where that is so already, nothing. What went
// wrong with those who no longer do is forgotten; what they have signed stays.
func (db *DB) SetWitnesses(ctx context.Context, keys []string, quorum int, at time.Time) error {
	have, n, err := db.Witnesses(ctx)
	if err != nil || n == quorum && slices.Equal(have, keys) {
		return err
	}
	return db.change(ctx, func(c *changes) error {
		for _, q := range []string{`DELETE FROM witnesses`, `DELETE FROM witness_rule`} {
			if err := c.exec(q); err != nil {
				return fmt.Errorf("note the witnesses: %w", err)
			}
		}
		for i, key := range keys {
			if err := c.exec(putWitness, key, i); err != nil {
				return fmt.Errorf("note the witnesses: %w", err)
			}
		}
		if err := c.exec(putQuorum, quorum, instant(at)); err != nil {
			return fmt.Errorf("note the witnesses: %w", err)
		}
		return c.exec(`DELETE FROM witness_troubles WHERE key NOT IN (SELECT key FROM witnesses)`)
	})
}

// Cosignatures are those of a ledger that are kept, smallest size first.
func (db *DB) Cosignatures(ctx context.Context, origin string) ([]proof.Cosignature, error) {
	var rows []cosignatureRow
	err := db.selectAll(ctx, &rows, selectCosignatures, origin)
	return cosigned(rows), err
}

// Cosignatures are those of a ledger that are kept, smallest size first.
func (s *Snapshot) Cosignatures(ctx context.Context, origin string) ([]proof.Cosignature, error) {
	var rows []cosignatureRow
	err := s.selectAll(ctx, &rows, selectCosignatures, origin)
	return cosigned(rows), err
}

// CosignaturesAt are those of a ledger at a size.
func (db *DB) CosignaturesAt(ctx context.Context, origin string, size uint64) ([]proof.Cosignature, error) {
	var rows []cosignatureRow
	err := db.selectAll(ctx, &rows, selectAtSize, origin, size)
	return cosigned(rows), err
}

// LatestCosignatures are the largest of each witness for each ledger, in no order.
func (db *DB) LatestCosignatures(ctx context.Context) ([]proof.Cosignature, error) {
	var rows []cosignatureRow
	err := db.selectAll(ctx, &rows, selectCosigned)
	return cosigned(rows), err
}

// PutWitnessed keeps what witnesses have cosigned, which ends what went wrong with them, and what goes wrong now. Of the earlier
// cosignatures of the same witness and ledger some are forgotten, as PutCheckpoints does with checkpoints.
func (db *DB) PutWitnessed(ctx context.Context, lines []proof.Cosignature, troubles []proof.Trouble) error {
	return db.change(ctx, func(c *changes) error {
		for _, l := range lines {
			if err := c.exec(putCosignature, l.Origin, l.Size, l.Key, l.Line); err != nil {
				return fmt.Errorf("keep a cosignature of %s: %w", l.Origin, err)
			}
			if err := c.exec(dropCosignatures, l.Origin, l.Key, l.Size, l.Size); err != nil {
				return fmt.Errorf("forget cosignatures of %s: %w", l.Origin, err)
			}
			if err := c.exec(dropTrouble, l.Origin, l.Key); err != nil {
				return fmt.Errorf("keep a cosignature of %s: %w", l.Origin, err)
			}
		}
		for i := range troubles {
			t := &troubles[i]
			if err := c.exec(putTrouble, t.Origin, t.Key, string(t.Code), t.Asked, t.Told, instant(t.Since)); err != nil {
				return fmt.Errorf("keep why a witness has not cosigned %s: %w", t.Origin, err)
			}
		}
		return nil
	})
}

// troubleRow is a row of the table of troubles.
type troubleRow struct {
	Origin string  `db:"origin"`
	Key    string  `db:"key"`
	Code   string  `db:"code"`
	Asked  natural `db:"asked"`
	Told   natural `db:"told"`
	Since  string  `db:"since"`
}

func troubles(ctx context.Context, all selecting) ([]proof.Trouble, error) {
	var rows []troubleRow
	if err := all(ctx, &rows, selectTroubles); err != nil {
		return nil, fmt.Errorf("troubles with witnesses: %w", err)
	}
	out := make([]proof.Trouble, len(rows))
	for i, r := range rows {
		since, err := instantOf(r.Since)
		if err != nil {
			return nil, err
		}
		out[i] = proof.Trouble{Origin: r.Origin, Key: r.Key, Code: proof.TroubleCode(r.Code), Asked: uint64(r.Asked), Told: uint64(r.Told), Since: since}
	}
	return out, nil
}

// Troubles are why witnesses have not cosigned the latest checkpoints, by ledger and witness.
func (db *DB) Troubles(ctx context.Context) ([]proof.Trouble, error) {
	return troubles(ctx, db.selectAll)
}

// Troubles are why witnesses have not cosigned the latest checkpoints, by ledger and witness.
func (s *Snapshot) Troubles(ctx context.Context) ([]proof.Trouble, error) {
	return troubles(ctx, s.selectAll)
}
