package witness

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"sync"
	"time"

	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Archive is where the checkpoints of an installation lie, and what witnesses say to them.
type Archive interface {
	LatestCheckpoints(ctx context.Context) ([]proof.Signed, error)
	LatestCosignatures(ctx context.Context) ([]proof.Cosignature, error)
	Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error]
	PutWitnessed(ctx context.Context, lines []proof.Cosignature, troubles []proof.Trouble) error
}

// SenderConfig is what a Sender needs.
type SenderConfig struct {
	Peers   []Peer
	Archive Archive
	Client  *http.Client
	Rest    time.Duration // between two looks for new checkpoints, and between two commits
	Now     func() time.Time
	// Troubled is told, once, what goes wrong with the witness of that name; nil for nobody.
	Troubled func(name string, t *proof.Trouble)
	Failed   func(error) // is told when the archive cannot be read or written
}

// Sender asks witnesses to cosign the latest checkpoint of each ledger. One that does not answer holds up no other, and nobody
// who enters anything waits for any of them.
type Sender struct {
	SenderConfig
	groves groves
	heard  chan heard
}

// heard is what came of asking one witness: a cosignature or trouble.
type heard struct {
	line    *proof.Cosignature
	trouble *proof.Trouble
}

// NewSender makes a Sender.
func NewSender(c SenderConfig) *Sender {
	return &Sender{SenderConfig: c, groves: groves{archive: c.Archive}, heard: make(chan heard)}
}

// Run asks until ctx ends.
func (s *Sender) Run(ctx context.Context) {
	var wait sync.WaitGroup
	defer wait.Wait()
	latest, err := s.Archive.LatestCosignatures(ctx)
	if err != nil {
		s.failed(ctx, err) // the witnesses tell how far they are
	}
	for i := range s.Peers {
		// Each witness is asked once for what it has cosigned already: it tells where it has seen more, as after a restored backup.
		f := &follower{s: s, peer: &s.Peers[i], known: map[string]uint64{}, signed: map[string]uint64{}, pauses: map[string]pause{}, said: map[string]proof.TroubleCode{}}
		for _, c := range latest {
			if c.Key == f.peer.Key.String() {
				f.known[c.Origin] = c.Size
			}
		}
		wait.Go(func() { f.run(ctx) })
	}
	s.keep(ctx)
}

// keep writes down what was heard, all of a while at once. What could not be written is tried again with the next, and that it could
// not is told once.
func (s *Sender) keep(ctx context.Context) {
	var all pile
	var due <-chan time.Time
	told := false
	for {
		select {
		case h := <-s.heard:
			if all.add(h); due == nil {
				due = time.After(s.Rest)
			}
			continue
		case <-due:
		case <-ctx.Done():
		}
		due = nil
		if err := s.put(context.WithoutCancel(ctx), &all); err != nil {
			if due = time.After(s.Rest); !told && s.Failed != nil {
				s.Failed(fmt.Errorf("keep what witnesses say: %w", err))
			}
			told = true
		} else {
			told = false
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// put writes down a pile, which is empty after that.
func (s *Sender) put(ctx context.Context, all *pile) error {
	if len(all.lines)+len(all.troubles) == 0 {
		return nil
	}
	err := s.Archive.PutWitnessed(ctx, all.lines, all.troubles)
	if err == nil {
		*all = pile{}
	}
	return err
}

// pile is what was heard and not written down yet.
type pile struct {
	lines    []proof.Cosignature
	troubles []proof.Trouble
}

// mostHeard is how many cosignatures are held that cannot be written down: the oldest goes first, and the latest say all that it said.
const mostHeard = 1 << 14

// add puts something on the pile. A cosignature ends the trouble before it, and of troubles with a witness about a ledger the latest counts.
func (p *pile) add(h heard) {
	origin, key := "", ""
	if h.line != nil {
		origin, key = h.line.Origin, h.line.Key
		p.lines = append(p.lines, *h.line)
		p.lines = p.lines[max(len(p.lines)-mostHeard, 0):]
	} else {
		origin, key = h.trouble.Origin, h.trouble.Key
	}
	p.troubles = slices.DeleteFunc(p.troubles, func(t proof.Trouble) bool { return t.Origin == origin && t.Key == key })
	if h.trouble != nil {
		p.troubles = append(p.troubles, *h.trouble)
	}
}

func (s *Sender) failed(ctx context.Context, err error) {
	if ctx.Err() == nil && s.Failed != nil {
		s.Failed(fmt.Errorf("ask witnesses: %w", err))
	}
}
