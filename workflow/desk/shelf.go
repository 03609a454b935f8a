package desk

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"

	"gremium/workflow"
	"gremium/workflow/view"
)

// What is kept of the past at most: the states of a round at so many entries, and what each of so many entries of all rounds
// together did. A round beyond that is played anew for each that asks.
const (
	mostMarks = 32
	firstSpan = 64
	mostNotes = 100_000
)

// shelf keeps the past of rounds at hand, so that nobody who leafs through it waits for all of it to be played again. What it
// keeps is what the stored bytes gave when they were played once; checking them is the verifier's.
type shelf struct {
	mu     sync.Mutex
	rounds map[string]*volume
	turn   uint64
	least  uint64 // span to begin with; firstSpan where it is 0
}

// volume is the past of one round.
type volume struct {
	used  uint64        // guarded by the shelf
	notes atomic.Uint64 // how many there are of all

	mu    sync.RWMutex
	last  *workflow.Moment // up to which it is written
	all   view.Chronicle   // empty where the round is too long for it
	long  bool
	marks []*workflow.Moment // every span entries, earliest first
	span  uint64
}

// volume is the past of a round as far as size entries, read for as long as read takes.
func (d *Desk) volume(ctx context.Context, round string, size uint64, read func(*volume) error) error {
	x := d.past.take(d, round)
	x.mu.RLock()
	if x.last.Head.Size >= size {
		defer x.mu.RUnlock()
		return read(x)
	}
	x.mu.RUnlock()
	x.mu.Lock()
	err := x.grow(ctx, d.Engine, size)
	x.mu.Unlock()
	if err != nil {
		return err
	}
	d.past.trim(x)
	x.mu.RLock()
	defer x.mu.RUnlock()
	return read(x)
}

// take finds the volume of a round, or begins one.
func (s *shelf) take(d *Desk, round string) *volume {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.rounds[round]
	if x == nil {
		if s.rounds == nil {
			s.rounds = map[string]*volume{}
		}
		x = &volume{last: d.Engine.Beginning(round), span: cmp.Or(s.least, firstSpan)}
		s.rounds[round] = x
	}
	s.turn++
	x.used = s.turn
	return x
}

// trim puts away what was longest not asked for, until no more than is allowed is kept beside kept.
func (s *shelf) trim(kept *volume) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		total, oldest := uint64(0), ""
		for id, x := range s.rounds {
			total += x.notes.Load()
			if x != kept && (oldest == "" || x.used < s.rounds[oldest].used) {
				oldest = id
			}
		}
		if total <= mostNotes || oldest == "" {
			return
		}
		delete(s.rounds, oldest)
	}
}

// grow plays the entries that have come since. What was played stays where a later entry turns out to be damaged.
func (x *volume) grow(ctx context.Context, e *workflow.Engine, size uint64) error {
	note := x.all.Note
	if x.long = x.long || size > mostNotes; x.long {
		x.all, note = view.Chronicle{}, nil
	}
	defer func() { x.notes.Store(x.all.Size()) }()
	for x.last.Head.Size < size {
		next := min(size, (x.last.Head.Size/x.span+1)*x.span)
		m, err := e.Continue(ctx, x.last, next, note)
		x.last = m
		if err != nil || m.Head.Size < next { // damaged, or there are not so many
			return err
		}
		if next%x.span == 0 {
			x.mark(m)
		}
	}
	return nil
}

// mark keeps a moment. Where there are too many of them every second one is let go.
func (x *volume) mark(m *workflow.Moment) {
	x.marks = append(x.marks, m)
	if len(x.marks) <= mostMarks {
		return
	}
	x.span *= 2
	kept := make([]*workflow.Moment, 0, mostMarks)
	for _, m := range x.marks {
		if m.Head.Size%x.span == 0 {
			kept = append(kept, m)
		}
	}
	x.marks = kept
}

// moment is the round after size entries, played on from the nearest one that is kept. Where there are not so many it is the
// last one.
func (d *Desk) moment(ctx context.Context, round string, size uint64) (*workflow.Moment, error) {
	from := d.Engine.Beginning(round)
	err := d.volume(ctx, round, size, func(x *volume) error {
		if x.last.Head.Size <= size {
			from = x.last
		} else if n := size / x.span; n > 0 {
			from = x.marks[n-1]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	m, err := d.Engine.Continue(ctx, from, size, nil)
	if err != nil {
		return nil, err
	}
	if m.Head.Size == 0 {
		return nil, noRound(round)
	}
	return m, nil
}

// chronicle is what size entries of a round did, read for as long as read takes.
func (d *Desk) chronicle(ctx context.Context, round string, size uint64, read func(*view.Chronicle)) error {
	if size <= mostNotes {
		return d.volume(ctx, round, size, func(x *volume) error {
			if !x.long {
				read(&x.all)
				return nil
			}
			return d.anew(ctx, round, size, read)
		})
	}
	return d.anew(ctx, round, size, read)
}

// anew plays a round that is too long to be kept.
func (d *Desk) anew(ctx context.Context, round string, size uint64, read func(*view.Chronicle)) error {
	var all view.Chronicle
	if _, _, err := d.Engine.Replay(ctx, round, size, all.Note); err != nil {
		return err
	}
	read(&all)
	return nil
}
