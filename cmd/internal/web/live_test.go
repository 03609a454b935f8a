package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
)

// One watcher looks at a round however many listen, stops when nobody does, and a slow listener gets one signal for many.
func TestOneWatcherForManyListeners(t *testing.T) {
	t.Parallel()
	var size, looks atomic.Uint64
	size.Store(1)
	looked := make(chan struct{}, 1000)
	h := newHub(func(context.Context, string) (uint64, error) {
		looks.Add(1)
		looked <- struct{}{}
		return size.Load(), nil
	}, time.Millisecond)
	first, leaveFirst := h.listen(t.Context(), "r")
	second, leaveSecond := h.listen(t.Context(), "r")
	<-first
	<-second
	size.Store(2)
	<-looked
	size.Store(3)
	for range 5 {
		<-looked
	}
	<-first
	select {
	case <-first:
		t.Error("a listener gets more than one signal for what it missed")
	default:
	}
	leaveFirst()
	leaveSecond()
	if len(h.rounds) != 0 {
		t.Error("a round that nobody follows is watched")
	}
	gone, _ := h.listen(t.Context(), "r")
	h.close()
	for range gone { // a signal may be waiting; then the channel ends
	}
	if late, _ := h.listen(t.Context(), "r"); func() bool { _, more := <-late; return more }() {
		t.Error("who listens to a server that stops waits for ever")
	}
}

func TestAListenerIsLetGoWhenTheRecordCannotBeRead(t *testing.T) {
	t.Parallel()
	h := newHub(func(context.Context, string) (uint64, error) { return 0, errors.New("unreadable") }, time.Millisecond)
	c, leave := h.listen(t.Context(), "r")
	defer leave()
	if _, more := <-c; more {
		t.Error("it is told of a change")
	}
}

// stream opens somebody's stream of a meeting over a real connection and answers its events.
func (h *roundHouse) stream(b *browser, query string) <-chan string {
	h.t.Helper()
	server := httptest.NewServer(h.server)
	h.t.Cleanup(server.Close)
	h.t.Cleanup(h.server.Close) // ahead of the server, which waits for its streams
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, server.URL+sittingAt+"/ereignisse"+query, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != http.StatusOK || kind != "text/event-stream" {
		h.t.Fatalf("the stream is answered %d, %s", answer.StatusCode, kind)
	}
	out := make(chan string, 100)
	go func() {
		defer close(out)
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if mark, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				out <- mark
			}
			if lines.Text() == "event: ende" && lines.Scan() {
				out <- "ende " + strings.TrimPrefix(lines.Text(), "data: ")
			}
		}
	}()
	return out
}

// markOn is the mark that somebody's page carries.
func (b *browser) markOn() string {
	b.h.t.Helper()
	for _, n := range elements(b.h.t, b.see(sittingAt)) {
		if mark := attr(n, "data-mark"); mark != "" {
			return mark
		}
	}
	b.h.t.Fatal("the page follows nothing")
	return ""
}

// What a member sees of a meeting changes, and the stream says so with the mark of the page as it is then; a page that is up to
// date is told nothing.
func TestAPageFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	b := h.signedIn(network)
	mark := b.markOn()
	if again := b.markOn(); again != mark {
		t.Fatal("the same page has two marks")
	}
	events := h.stream(b, "?"+fieldSight+"="+mark)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	if got, want := <-events, b.markOn(); got != want || got == mark {
		t.Errorf("opening is told as %s, the page is at %s", got, want)
	}
	if got := <-h.stream(b, "?"+fieldSight+"=old"); got != b.markOn() {
		t.Errorf("a page that is behind is told %s", got)
	}
}

// While an item is dealt with from which somebody is excluded, their page and their stream are the same whatever happens there.
func TestTheExcludedLearnNothingFromTheStream(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.act(h.who[projects], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	h.attend(workflow.Present, "", ministry, network, migrants, projects)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"})
	b := h.signedIn(projects)
	page := b.see(sittingAt)
	sound(t, page)
	holds(t, "the page of the excluded", page, "Sie nehmen an diesem Punkt nicht teil", "26-001 Vorschlag a")
	lacks(t, "the page of the excluded", page, "Abstimmung eröffnen", "Stimme abgeben", "Beschlussfähig:")
	mark := b.markOn()
	events := h.stream(b, "?"+fieldSight+"="+mark)
	h.attend(workflow.Left, "1", projects)
	h.lead(&workflow.MakeMotion{Meeting: "1", Item: "1", Motion: "x", Text: "Zuerst beraten"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1"})
	for _, m := range []string{ministry, network, migrants} {
		h.act(h.who[m], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.Yes})
	}
	if b.markOn() != mark {
		t.Errorf("the page changed: %s", difference(page, b.see(sittingAt)))
	}
	h.lead(&workflow.CloseBallot{Proposal: "a"}, &workflow.CallItem{Meeting: "1", Item: "2"})
	if got := <-events; got != b.markOn() || got == mark {
		t.Errorf("the first event is %s, that of the next item is %s", got, b.markOn())
	}
}

// Two worlds that differ in what happens under an item give who is excluded from it the same meeting: a member, the chair, and who
// coordinates.
func TestTheExcludedGetTheSameMeeting(t *testing.T) {
	t.Parallel()
	for _, email := range []string{projects, ministry, office} {
		pages := func(choice policy.Choice, motions int) map[string]string {
			h := sittingRound(t)
			as := workflow.Member
			if email == office {
				as = workflow.Coordinator
			}
			h.act(h.who[email], as, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
			lead := func(c ...workflow.Command) { h.act(h.operator, workflow.Operator, roundID, c...) }
			lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
			for _, m := range []string{ministry, network, migrants, both} {
				lead(&workflow.RecordAttendance{Meeting: "1", Participant: h.pseudonym(m), Attendance: workflow.Present})
			}
			lead(&workflow.CallItem{Meeting: "1", Item: "1"})
			for n := range motions {
				lead(&workflow.MakeMotion{Meeting: "1", Item: "1", Motion: fmt.Sprint("m", n), Text: "Geheim gehalten"})
			}
			lead(&workflow.OpenBallot{Proposal: "a", Meeting: "1"})
			for _, m := range []string{network, migrants, both} {
				h.act(h.who[m], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: choice})
			}
			if motions > 0 {
				lead(&workflow.RecordAttendance{Meeting: "1", Participant: h.pseudonym(both), Attendance: workflow.Left, Item: "1"})
			}
			lead(&workflow.CloseBallot{Proposal: "a"})
			out := map[string]string{}
			b := h.signedIn(email)
			see := func(when string) {
				for _, at := range []string{meetingsAt, sittingAt, sittingAt + "/schliessen", sittingAt + "/tagesordnung", "/aufgaben"} {
					out[when+" "+at] = zoned.ReplaceAllString(b.get(at).Body.String(), "")
				}
				holds(t, email, out[when+" "+sittingAt], "26-001 Vorschlag a")
				lacks(t, email, out[when+" "+sittingAt], "Geheim gehalten", "3 Ja", "3 Nein")
			}
			see("at the item")
			lead(&workflow.CallItem{Meeting: "1", Item: "2"})
			see("after it")
			return out
		}
		one, two := pages(policy.Yes, 0), pages(policy.No, 2)
		for at, page := range one {
			if unlike := difference(page, two[at]); unlike != "" {
				t.Errorf("%s learns %s: %s", email, at, unlike)
			}
		}
	}
}

// Where the program breaks while it watches a round, the listeners are let go, it is noted, and the server goes on.
func TestAWatcherThatBreaks(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := newServer(t, func(c *Config) {
		c.Log, c.Beat = slog.New(slog.NewTextHandler(&log, nil)), time.Millisecond
		c.Desk = breaking{c.Desk}
	})
	changes, leave := s.live.listen(t.Context(), "2026")
	defer leave()
	if _, more := <-changes; more {
		t.Error("a watcher that breaks says that there is something")
	}
	s.Close() // nothing is written to the log any more
	if !strings.Contains(log.String(), "watching a round failed") || !strings.Contains(log.String(), "live_test.go") {
		t.Errorf("the log says %q", log.String())
	}
}

// breaking is a desk at which the program breaks.
type breaking struct{ Desk }

// Size breaks.
func (breaking) Size(context.Context, string) (uint64, error) { panic("a fault") }
