package web

import (
	"context"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gremium/workflow"
)

// ends waits for the end of a stream and answers the reason it gave, empty for none.
func ends(events <-chan string) string {
	why := ""
	for event := range events {
		why, _ = strings.CutPrefix(event, "ende ")
	}
	return why
}

// follow opens a stream that is told nothing at first.
func (h *roundHouse) follow(b *browser) <-chan string {
	h.t.Helper()
	return h.stream(b, "?"+fieldSight+"="+b.markOn())
}

// noted is how many streams of a person are open.
func (f *followers) noted(person string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.open[person])
}

// A person may follow with so many pages at once; with one more the oldest is told so and ends. Others are not touched.
func TestTooManyStreamsOfOnePerson(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	b, o := h.signedIn(network), h.signedIn(ministry)
	other, first := h.follow(o), h.follow(b)
	var more []<-chan string
	for range followedAtOnce {
		more = append(more, h.follow(b))
	}
	if why := ends(first); why != endedMany {
		t.Errorf("the oldest ends with %q", why)
	}
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	for _, events := range append(more, other) {
		if got := <-events; strings.HasPrefix(got, "ende") {
			t.Errorf("a stream that may stay gets %s", got)
		}
	}
	if n := h.server.following.noted("account-" + network); n != followedAtOnce {
		t.Errorf("%d streams are noted", n)
	}
}

// Signing out ends the streams of that session at once, and of no other one of the same person.
func TestSigningOutEndsTheStreams(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.server.pulse = time.Hour
	here, there := h.signedIn(network), h.signedIn(network)
	one, two := h.follow(here), h.follow(there)
	if w := here.post("/abmelden"); w.Code != http.StatusSeeOther {
		t.Fatalf("signing out is answered %d", w.Code)
	}
	if why := ends(one); why != endedOut {
		t.Errorf("the stream ends with %q", why)
	}
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	if got := <-two; got != there.markOn() {
		t.Errorf("the other browser gets %s", got)
	}
}

// A session that is over by the clock ends its stream, and following a meeting does not keep anybody signed in.
func TestFollowingIsNotBeingThere(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.server.pulse, h.server.pulses = time.Millisecond, math.MaxInt // they end by the clock of the house alone
	b := h.signedIn(network)
	events := h.follow(b)
	h.away.Add(int64(20 * time.Minute))
	again := h.stream(b, "")
	<-again // it was let in and told of the page
	h.away.Add(int64(10 * time.Minute))
	for name, stream := range map[string]<-chan string{"the first": events, "the second": again} {
		if why := ends(stream); why != endedOut {
			t.Errorf("%s ends with %q", name, why)
		}
	}
	if w := b.get(sittingAt); w.Code != http.StatusSeeOther {
		t.Errorf("after half an hour the page is answered %d", w.Code)
	}
	if w := b.get(sittingAt + "/" + eventsPath); w.Code != http.StatusSeeOther {
		t.Errorf("after half an hour the stream is answered %d", w.Code)
	}
}

// When the server stops, streams end without a word, so that pages come back to it later; and nobody reads the record any more.
func TestStreamsEndWithTheServer(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	b := h.signedIn(network)
	events := h.follow(b)
	h.server.Close()
	if why := ends(events); why != "" {
		t.Errorf("the stream ends with %q", why)
	}
	if h.server.following.noted("account-"+network) != 0 {
		t.Error("streams are noted that are gone")
	}
}

func TestClosingWaitsForWhoReads(t *testing.T) {
	t.Parallel()
	reading := make(chan struct{})
	var gone atomic.Bool
	h := newHub(func(ctx context.Context, _ string) (uint64, error) {
		close(reading)
		<-ctx.Done()
		gone.Store(true)
		return 0, ctx.Err()
	}, time.Millisecond)
	_, leave := h.listen(t.Context(), "r")
	defer leave()
	<-reading
	h.close()
	if !gone.Load() {
		t.Error("the record is still being read")
	}
}
