package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// replays is how often a ledger is read; the median counts. C is measured by turns with it, so that both see the same
// machine.
const replays = 5

// replay measures C, and R: the votes of one round, read again from the file by one core, and four rounds by two.
func (m *run) replay(ctx context.Context) (err error) {
	m.say(C + ", " + R)
	one, err := m.Open(ctx, filepath.Join(m.Dir, "votes.db"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, one.Close()) }()
	four, err := m.Open(ctx, filepath.Join(m.Dir, "four.db"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, four.Close()) }()
	var c, r, r2 []float64
	for turn := range replays + 1 {
		chain := m.chain()
		single, err := m.replayed(ctx, one, 1, "one")
		if err != nil {
			return err
		}
		double, err := m.replayed(ctx, four, 2, "r1", "r2", "r3", "r4")
		if err != nil {
			return err
		}
		if turn > 0 { // the first turn also brings the engine's own state up
			c, r, r2 = append(c, chain), append(r, single), append(r2, double)
		}
	}
	m.add(Figure{Name: C, Value: median(c), Unit: "events/s"})
	m.add(Figure{Name: R, Value: median(r), Unit: "entries/s", Of: C, Goal: 0.40})
	m.add(Figure{Name: R2, Value: median(r2), Unit: "entries/s", Of: C, Goal: 0.80})
	return nil
}

// replayed replays the rounds once on that many cores: entries per second.
func (m *run) replayed(ctx context.Context, h *House, on int, rounds ...string) (float64, error) {
	defer cores(on)()
	counts, errs := make([]uint64, on), make([]error, on)
	began := m.Now()
	var wait sync.WaitGroup
	for worker := range on {
		wait.Go(func() {
			for k := worker; k < len(rounds) && errs[worker] == nil; k += on {
				var n uint64
				n, errs[worker] = h.check(ctx, rounds[k])
				counts[worker] += n
			}
		})
	}
	wait.Wait()
	took, total := m.Now().Sub(began).Seconds(), uint64(0)
	for _, n := range counts {
		total += n
	}
	return float64(total) / took, errors.Join(errs...)
}

// check reads a ledger as the verifier's first three steps do: hash and tree, strict decoding, permission, state. It ends
// with the root that the engine has.
func (h *House) check(ctx context.Context, id string) (uint64, error) {
	_, head, err := h.Engine.Round(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("bench: %w", err)
	}
	p, err := rules()
	if err != nil {
		return 0, err
	}
	origin := h.Engine.RoundOrigin(id)
	state := workflow.NewRound(origin, id, func(string) *policy.Policy { return p })
	var tree ledger.Tree
	dec := workflow.Decoder{Reuse: true}
	for b, err := range h.Log.Entries(ctx, origin, 0) {
		if err != nil {
			return 0, fmt.Errorf("bench: %w", err)
		}
		tree.Append(ledger.LeafHash(b))
		rec, err := dec.Decode(b)
		if err != nil {
			return 0, fmt.Errorf("bench: entry %d: %w", tree.Size()-1, err)
		}
		if ref := state.Play(rec); ref != nil {
			return 0, fmt.Errorf("bench: entry %d: %w", rec.Seq, ref)
		}
	}
	if tree.Size() != head.Size || tree.Root() != head.Root {
		return 0, errors.New("bench: the ledger that was read is not the one that was written")
	}
	return head.Size, nil
}
