package web

import (
	"context"
	"sync"
	"time"
)

// hub tells pages that follow a round that its record has grown. However many they are, one watcher looks at each round, and only
// while somebody follows it. It says nothing but that there is something: what a page makes of it is for who reads it.
type hub struct {
	size func(ctx context.Context, round string) (uint64, error)
	beat time.Duration

	mu     sync.Mutex
	closed bool
	rounds map[string]*watched
	busy   sync.WaitGroup // one for each watcher
}

// watched is a round that somebody follows. Each listener holds one signal; a slow one gets one for all that it missed.
type watched struct {
	stop      context.CancelFunc
	listeners map[chan struct{}]bool
}

func newHub(size func(ctx context.Context, round string) (uint64, error), beat time.Duration) *hub {
	if beat <= 0 {
		beat = time.Second
	}
	return &hub{size: size, beat: beat, rounds: map[string]*watched{}}
}

// listen follows a round until leave is called. The channel is closed when the record cannot be read or the server stops.
func (h *hub) listen(ctx context.Context, round string) (changes <-chan struct{}, leave func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(c)
		return c, func() {}
	}
	w := h.rounds[round]
	if w == nil {
		ctx, stop := context.WithCancel(context.WithoutCancel(ctx)) // it serves every listener, not the request that began it
		w = &watched{stop: stop, listeners: map[chan struct{}]bool{}}
		h.rounds[round] = w
		h.busy.Go(func() { h.watch(ctx, round, w) })
	}
	w.listeners[c] = true
	return c, func() { h.leave(round, w, c) }
}

func (h *hub) leave(round string, w *watched, c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(w.listeners, c)
	if len(w.listeners) == 0 && h.rounds[round] == w {
		h.end(round, w)
	}
}

// end stops the watcher of a round and lets its listeners go.
func (h *hub) end(round string, w *watched) {
	w.stop()
	for c := range w.listeners {
		close(c)
	}
	clear(w.listeners)
	delete(h.rounds, round)
}

// close lets every listener go and waits until nobody reads the record any more.
func (h *hub) close() {
	h.mu.Lock()
	h.closed = true
	for round, w := range h.rounds {
		h.end(round, w)
	}
	h.mu.Unlock()
	h.busy.Wait()
}

// watch looks at a fixed beat, so that when something is told does not tell when it happened.
func (h *hub) watch(ctx context.Context, round string, w *watched) {
	tick := time.NewTicker(h.beat)
	defer tick.Stop()
	last := uint64(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		size, err := h.size(ctx, round)
		if err != nil {
			h.mu.Lock()
			if h.rounds[round] == w {
				h.end(round, w)
			}
			h.mu.Unlock()
			return
		}
		if size != last {
			last = size
			h.tell(w)
		}
	}
}

func (h *hub) tell(w *watched) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range w.listeners {
		select {
		case c <- struct{}{}:
		default: // has one waiting
		}
	}
}
