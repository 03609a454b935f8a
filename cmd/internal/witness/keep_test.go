package witness

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

var errDisk = errors.New("no room")

// mayFail takes an error that is the shelf's.
func mayFail(t *testing.T, err error) {
	if !errors.Is(err, errDisk) {
		t.Errorf("failed: %v", err)
	}
}

// What could not be written down is tried again: the cosignature is not lost though the record does not grow, and what it ended is ended.
func TestSenderTriesAgainToKeep(t *testing.T) {
	t.Parallel()
	for _, failing := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			b := newBody(t)
			s, n := newShelf(t, b, 10)
			s.failing = failing
			n.turn(nil)
			stop := sending(t, s, n, peer(t, "w", b.key))
			pass(2100 * time.Millisecond) // a trouble is heard, and not kept
			n.turn(b.door)
			pass(time.Duration(failing+8) * time.Second)
			size, code := s.last(b.key)
			if size != 10 || s.failed != failing || len(s.lines) != 1 || failing > 1 && code != "" {
				t.Errorf("failing %d times: %d lines up to %d, trouble %q, failed %d times", failing, len(s.lines), size, code, s.failed)
			}
			stop()
			if asked := len(n.asked("w")); asked > 5 {
				t.Errorf("it asked %d times for what was cosigned", asked)
			}
		})
	}
}

// That it cannot be written down is told once, until it could be; a shelf that fails to the end loses nothing but what the witnesses
// tell again.
func TestSenderTellsOnceThatItCannotKeep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBody(t)
		s, n := newShelf(t, b, 10)
		s.failing = 1 << 30
		client := NewClient()
		client.Transport = n
		ctx, cancel := context.WithCancel(t.Context())
		told, done := 0, make(chan struct{})
		go func() {
			defer close(done)
			NewSender(SenderConfig{Peers: []Peer{peer(t, "w", b.key)}, Archive: s, Client: client, Rest: time.Second, Now: time.Now, Failed: func(error) { told++ }}).Run(ctx)
		}()
		pass(time.Minute)
		cancel()
		<-done
		if told != 1 || s.failed < 50 || len(s.lines) != 0 {
			t.Errorf("told %d times of %d, %d lines", told, s.failed, len(s.lines))
		}
		s.failing = 0
		stop := sending(t, s, n, peer(t, "w", b.key))
		pass(5 * time.Second)
		stop()
		if size, _ := s.last(b.key); size != 10 {
			t.Errorf("after a restart: %d", size)
		}
	})
}
