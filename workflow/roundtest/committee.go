// Package roundtest is a committee for tests: an engine with an injected clock and seeded chance, a log in memory that
// tests may alter, people, and a story in which everything happens that can happen to a round.
package roundtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// TB is what the committee needs of a test.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Act is one command of a person to a round, or to the register where Round is empty. For is a person too.
type Act struct {
	Round, Person string
	As            workflow.Capacity
	For           string
	ID            string // empty: a new one
	Command       workflow.Command
}

// Unit is what takes effect together.
type Unit []Act

// Committee plays acts on an engine.
type Committee struct {
	Engine *workflow.Engine
	Log    workflow.Log

	tb     TB
	seed   byte
	acts   int
	waited *atomic.Int64 // in microseconds
}

// authority is the first part of every ledger's name.
const authority = "gremium.example.org"

// Config is an engine's configuration over a log: a clock that goes on by a second at each look, and chance from a
// seed.
func Config(log workflow.Log, seed byte) workflow.Config {
	start := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	var ticks atomic.Int64
	return workflow.Config{
		Authority: authority,
		Now:       func() time.Time { return start.Add(time.Duration(ticks.Add(1)) * time.Second) },
		Random:    rand.NewChaCha8([32]byte{seed}),
		Pseudonym: Pseudonym,
		Log:       log,
		Decode:    policy.Decode,
	}
}

// Pseudonym is what a person is called in a ledger: the name, so that a failing test can be read, and a mark of the
// ledger.
func Pseudonym(origin, person string) string {
	sum := sha256.Sum256([]byte(origin))
	return person + "-" + hex.EncodeToString(sum[:2])
}

// RoundOrigin is the ledger of a round, the register's where id is empty.
func RoundOrigin(id string) string {
	if id == "" {
		return authority + "/register"
	}
	return authority + "/round/" + id
}

// New starts a committee on a log. Close it at the end.
func New(tb TB, log workflow.Log, seed byte) *Committee {
	cfg, waited := Config(log, seed), new(atomic.Int64)
	now := cfg.Now
	cfg.Now = func() time.Time { return now().Add(time.Duration(waited.Load()) * time.Microsecond) }
	return &Committee{Engine: workflow.NewEngine(cfg), Log: log, tb: tb, seed: seed, waited: waited}
}

// Wait lets some time pass, in microseconds as instants count them.
func (c *Committee) Wait(span ledger.Instant) { c.waited.Add(int64(span)) }

// Close stops the engine.
func (c *Committee) Close() { c.Engine.Close() }

// Request turns an act into the request that the engine gets.
func (c *Committee) Request(a Act) workflow.Request {
	origin := RoundOrigin(a.Round)
	q := workflow.Request{
		Origin: origin, ID: a.ID, Command: c.whole(a),
		Actor: workflow.Actor{Person: a.Person, Name: Name(a.Person), As: a.As},
	}
	if a.For != "" {
		q.For = Pseudonym(origin, a.For)
	}
	if q.ID == "" {
		c.acts++
		q.ID = fmt.Sprintf("act-%d-%d", c.seed, c.acts)
	}
	return q
}

// whole is the command of an act with what the record says: the digest of minutes, the entries that an erasure speaks of.
func (c *Committee) whole(a Act) workflow.Command {
	switch a.Command.Kind() {
	case workflow.KindMinutesDrafted, workflow.KindMinutesApproved:
		return c.minuted(a)
	case workflow.KindErasureRequested, workflow.KindTextErased, workflow.KindErasureRefused, workflow.KindHoldLifted:
		return c.placed(a)
	default:
		return a.Command
	}
}

// Do carries out acts together.
func (c *Committee) Do(acts ...Act) ([]workflow.Receipt, error) {
	requests := make([]workflow.Request, len(acts))
	for i, a := range acts {
		requests[i] = c.Request(a)
	}
	return c.Engine.Execute(context.Background(), requests...)
}

// Play carries out units one after the other and fails the test where one is refused.
func (c *Committee) Play(units ...Unit) {
	c.tb.Helper()
	for i, u := range units {
		if _, err := c.Do(u...); err != nil {
			c.tb.Fatalf("unit %d (%T of %s): %v", i, u[0].Command, u[0].Person, err)
		}
	}
}

// Round is the committed state of a round.
func (c *Committee) Round(id string) *workflow.Round {
	c.tb.Helper()
	r, _, err := c.Engine.Round(context.Background(), id)
	if err != nil {
		c.tb.Fatalf("round %s: %v", id, err)
	}
	return r
}

// Name is what a person is called.
func Name(person string) string {
	return strings.ToUpper(person[:1]) + person[1:] + " Beispiel"
}
