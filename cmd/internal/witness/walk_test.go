package witness

import (
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"gremium/store/anchor"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// signedLog is what a witness has cosigned, by size, in the order in which it answered.
type signedLog struct {
	mu    sync.Mutex
	roots map[uint64]ledger.Hash
}

// note holds a cosignature against all before it. One line of history at least has to be the one of the other.
func (l *signedLog) note(t *testing.T, c proof.Checkpoint) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if root, ok := l.roots[c.Size]; ok && root != c.Root {
		t.Errorf("two roots of size %d were cosigned", c.Size)
	}
	l.roots[c.Size] = c.Root
}

// Whatever is asked, by many at once and across restarts, a witness cosigns one history alone and never goes back: requests honest
// and forged, of two histories that part at entry 40, from sizes right and wrong, with proofs of the one and of the other.
func TestOneHistoryOnly(t *testing.T) {
	t.Parallel()
	// Each step goes on by 11 entries at most, so that no walk to the end meets fewer than 24 sizes; a walk that does not come there in
	// so many rounds fails.
	const most, workers, rounds, each, least = 260, 4, 200, 60, 24
	b := newBody(t)
	histories := []*history{grown(authority+"/round/2027", most, most), grown(authority+"/round/2027", most, 40)}
	seen := &signedLog{roots: map[uint64]ledger.Hash{}}
	var last atomic.Uint64 // the largest size that was answered
	for round := 0; round < rounds && last.Load() < most; round++ {
		b.start()
		var wait sync.WaitGroup
		for worker := range workers {
			wait.Go(func() {
				r := rand.New(rand.NewPCG(uint64(round), uint64(worker)))
				for range each {
					before := last.Load()
					req, c := b.any(r, histories[r.IntN(2)], histories, int(before)+r.IntN(12))
					if !b.cosigns(c, req) {
						continue
					}
					if seen.note(t, c); c.Size < before {
						t.Errorf("size %d was cosigned after %d", c.Size, before)
					}
					for n := before; n < c.Size && !last.CompareAndSwap(n, c.Size); n = last.Load() {
					}
				}
			})
		}
		wait.Wait()
		if known, err := anchor.LoadSeen(b.file.path); err != nil || known[histories[0].origin].Size != last.Load() {
			t.Errorf("it remembers %v, and has answered up to %d: %v", known, last.Load(), err)
		}
	}
	if len(seen.roots) < least || last.Load() != most {
		t.Errorf("only %d sizes up to %d were cosigned", len(seen.roots), last.Load())
	}
	// Which history it was, all of it is.
	for _, h := range histories {
		same := 0
		for size, root := range seen.roots {
			if h.checkpoint(t, int(size)).Root == root {
				same++
			}
		}
		if same == len(seen.roots) {
			return
		}
	}
	t.Errorf("%d sizes were cosigned, which are of no one history", len(seen.roots))
}

// any is a request of some kind, honest or not.
func (b *body) any(r *rand.Rand, h *history, all []*history, around int) (*proof.Request, proof.Checkpoint) {
	size := min(max(around, 1), len(h.leaves))
	old := max(size-r.IntN(12), 0)
	if r.IntN(4) == 0 {
		old = r.IntN(len(h.leaves))
	}
	req := h.request(b.t, old, size, b.signer)
	if r.IntN(4) == 0 && old < size {
		req.Proof = all[r.IntN(2)].request(b.t, old, size, b.signer).Proof
	}
	if r.IntN(8) == 0 && len(req.Proof) > 0 {
		req.Proof[r.IntN(len(req.Proof))][0] ^= 1
	}
	return req, h.checkpoint(b.t, size)
}

// cosigns asks, and tells whether there was a cosignature.
func (b *body) cosigns(c proof.Checkpoint, req *proof.Request) bool {
	a := b.ask(req.Text())
	defer a.Body.Close()
	said, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != http.StatusOK {
		return false
	}
	if _, _, err := b.key.Cosigned(c, said); err != nil {
		b.t.Errorf("answered with %q: %v", said, err)
	}
	return true
}
