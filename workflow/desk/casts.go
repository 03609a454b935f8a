package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"gremium/workflow"
)

// What is kept of castings at most: those of so many rounds, and of a round so many. A longer round is read anew for each that asks.
const (
	mostCastRounds = 4
	mostCasts      = 50_000
)

// casts keeps which entries of rounds give scores and votes, so that an entry is read once for all who ask for theirs. The zero value
// keeps nothing yet.
type casts struct {
	mu     sync.Mutex
	rounds map[string]*castsOf // by origin
}

// castsOf are the castings among the first entries of a round.
type castsOf struct {
	mu   sync.Mutex
	size uint64 // so many entries were read
	all  []Casting
	by   map[string][]int // places among all, by who gave or entered them
	long bool
}

// each gives the castings among at least size entries that one of these people gave or entered, in order.
func (x *casts) each(ctx context.Context, log workflow.Log, origin string, size uint64, people []string, give func(*Casting)) error {
	of := x.take(origin)
	of.mu.Lock()
	defer of.mu.Unlock()
	if err := of.grow(ctx, log, origin, size); err != nil {
		return err
	}
	if of.long {
		return readCasts(ctx, log, origin, 0, func(c *Casting, _ uint64) {
			if c != nil && (slices.Contains(people, c.By) || slices.Contains(people, c.Clerk)) {
				give(c)
			}
		})
	}
	var at []int
	for _, p := range people {
		at = append(at, of.by[p]...)
	}
	slices.Sort(at)
	for _, i := range slices.Compact(at) {
		give(&of.all[i])
	}
	return nil
}

// take finds the castings of a round, or begins them; those of another round go where there are too many.
func (x *casts) take(origin string) *castsOf {
	x.mu.Lock()
	defer x.mu.Unlock()
	of := x.rounds[origin]
	if of == nil {
		if x.rounds == nil {
			x.rounds = map[string]*castsOf{}
		}
		bound(x.rounds, origin, mostCastRounds)
		of = &castsOf{by: map[string][]int{}}
		x.rounds[origin] = of
	}
	return of
}

// grow reads the entries that have come since.
func (of *castsOf) grow(ctx context.Context, log workflow.Log, origin string, size uint64) error {
	if of.long || of.size >= size {
		return nil
	}
	return readCasts(ctx, log, origin, of.size, func(c *Casting, next uint64) {
		of.size = next
		if c == nil || of.long {
			return
		}
		if len(of.all) == mostCasts {
			of.long, of.all, of.by = true, nil, nil
			return
		}
		of.by[c.By] = append(of.by[c.By], len(of.all))
		if c.Clerk != "" {
			of.by[c.Clerk] = append(of.by[c.Clerk], len(of.all))
		}
		of.all = append(of.all, *c)
	})
}

// readCasts reads entries from one on. What it tells is nil for an entry that gives no scores and no vote, and how many were read.
func readCasts(ctx context.Context, log workflow.Log, origin string, from uint64, tell func(c *Casting, next uint64)) error {
	var dec workflow.Decoder
	for b, err := range log.Entries(ctx, origin, from) {
		if err != nil {
			return fmt.Errorf("read %s: %w", origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		if c, ok := castingOf(rec); ok {
			tell(&c, rec.Seq+1)
		} else {
			tell(nil, rec.Seq+1)
		}
	}
	return nil
}
