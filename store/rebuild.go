package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
)

// Rebuild deletes the index tables and makes them again from the ledgers, and the index of short texts from the texts, all
// or nothing. It wants the database alone:
// the error is record.ErrInUse where others have it open. A ledger that does not play is workflow.ErrCorrupt.
func (db *DB) Rebuild(ctx context.Context) (err error) {
	if err := db.places.alone(); err != nil {
		return errors.Join(err, db.places.users.take(ctx, shared))
	}
	defer func() { err = errors.Join(err, db.places.users.take(context.WithoutCancel(ctx), shared)) }()
	return db.change(ctx, func(c *changes) error {
		for i := range tables {
			if err := c.exec("DELETE FROM " + tables[i].name); err != nil {
				return fmt.Errorf("table %s: %w", tables[i].name, err)
			}
		}
		if err := c.exec(renewStatement); err != nil {
			return fmt.Errorf("index %s: %w", copiesIndex, err)
		}
		return db.within(ctx, func(s *Snapshot) error {
			return s.states(ctx, func(state workflow.Ledger) error { return c.fill(sceneOf(state, nil)) })
		})
	})
}

// Compare answers where index tables differ from what the ledgers give, over all ledgers.
func (db *DB) Compare(ctx context.Context) ([]audit.Difference, error) {
	var out []audit.Difference
	err := db.within(ctx, func(s *Snapshot) error {
		return s.states(ctx, func(state workflow.Ledger) error {
			d, err := s.CompareIndex(ctx, state)
			out = append(out, d...)
			return err
		})
	})
	return out, err
}

// states plays every ledger from its entries and gives the state at its end. An installation without a register, which
// has nothing in it, counts as one with an empty register.
func (s *Snapshot) states(ctx context.Context, do func(workflow.Ledger) error) error {
	var rows []ledgerRow
	if err := s.selectAll(ctx, &rows, selectLedgers); err != nil {
		return fmt.Errorf("ledgers: %w", err)
	}
	policies := map[string]*policy.Policy{}
	register := false
	for _, r := range rows {
		register = register || r.Kind == "register"
		state, err := s.state(ctx, &r, policies)
		if err != nil {
			return err
		}
		if err := do(state); err != nil {
			return err
		}
	}
	if register {
		return nil
	}
	return do(workflow.NewRegister(""))
}

// state plays one ledger.
func (s *Snapshot) state(ctx context.Context, row *ledgerRow, policies map[string]*policy.Policy) (workflow.Ledger, error) {
	var state workflow.Ledger = workflow.NewRegister(row.Origin)
	if row.Kind != "register" {
		state = workflow.NewRound(row.Origin, roundOf(row.Origin), func(d string) *policy.Policy { return policies[d] })
	}
	dec := workflow.Decoder{Reuse: true}
	seq := uint64(0)
	for e, err := range s.Stored(ctx, row.Origin) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", row.Origin, err)
		}
		rec, err := dec.Decode(e.Bytes)
		if err == nil {
			err = s.pin(ctx, rec, policies)
		}
		if err == nil {
			if ref := state.Play(rec); ref != nil {
				err = ref
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%w: entry %d of %s: %w", workflow.ErrCorrupt, seq, row.Origin, err)
		}
		seq++
	}
	return state, nil
}

// pin reads the policy that a round is opened with.
func (s *Snapshot) pin(ctx context.Context, rec *workflow.Record, policies map[string]*policy.Policy) error {
	o, ok := rec.Event.(*workflow.RoundOpened)
	if !ok || policies[o.Policy] != nil {
		return nil
	}
	b, err := s.Document(ctx, o.Policy)
	if err != nil {
		return err
	}
	p, err := policy.Decode(b)
	if err != nil {
		return fmt.Errorf("policy %s: %w", o.Policy, err)
	}
	policies[o.Policy] = p
	return nil
}

// roundOf is the id of the round that a ledger belongs to, by the ledger's name.
func roundOf(origin string) string {
	_, id, _ := strings.Cut(origin, "/round/")
	return id
}
