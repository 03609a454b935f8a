package workflow

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"sync"
	"time"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Actor is who gives a command, as a door has made sure: the person's id in this installation, the name as it goes on
// record, and the capacity acted in.
type Actor struct {
	Person string
	Name   string
	As     Capacity
}

// Request is one command to one ledger. ID is the idempotency id, chosen by the actor's side: the same id with the
// same content has one effect however often it is sent. For is the pseudonym of a participant on whose behalf it is.
type Request struct {
	Origin  string
	Actor   Actor
	For     string
	ID      string
	Command Command
}

// Receipt says which entry a command became.
type Receipt struct {
	Origin   string
	Seq      uint64
	At       ledger.Instant
	Kind     Kind
	Proposal string
	Leaf     ledger.Hash
	Repeat   bool // the command had been carried out before
	// Unchanged: the command says what this earlier entry says, so that no entry was made.
	Unchanged bool
}

// Config is what an Engine needs from outside. Nothing below the composition root knows a clock or a source of chance.
type Config struct {
	Authority string                               // the installation's name, first part of every ledger's name
	Now       func() time.Time                     // wall clock
	Random    io.Reader                            // of salts and nonces
	Pseudonym func(origin, person string) string   // stable within a ledger, unlinkable across ledgers
	Log       Log                                  // where ledgers are kept
	Decode    func([]byte) (*policy.Policy, error) // reads a pinned policy; policy.Decode
	Anchor    Anchor                               // what holds the ledgers from outside; nil for nothing
}

// Engine carries out commands, one writer for all: it drains what waits, opens one transaction, catches up with what
// others have written, decides, seals and appends, and answers everybody after the commit. So every answer is durable,
// refusals and repeats too. Readers get the last committed state, which never changes under them.
type Engine struct {
	cfg   Config
	queue chan *unit
	quit  chan struct{}
	done  chan struct{}
	once  sync.Once
	seeds [2]maphash.Seed

	heads  map[string]*head // the writer's own
	reader Decoder          // the writer's own
	failed error            // the writer's own: a commit whose outcome is unknown

	mu        sync.RWMutex
	published map[string]published
	policies  map[string]*policy.Policy
}

// published is a committed state.
type published struct {
	round    *Round
	register *Register
	head     Head
}

// unit is a list of requests that take effect together or not at all.
type unit struct {
	ctx      context.Context
	requests []Request
	refresh  string // a ledger to catch up with instead
	receipts []Receipt
	err      error
	ready    chan struct{}
}

// batchLimit is the most units that share one transaction.
const batchLimit = 256

// ErrClosed means that the engine was closed.
var ErrClosed = errors.New("the engine is closed")

// NewEngine starts an engine. Close it before the log is closed.
func NewEngine(cfg Config) *Engine {
	e := &Engine{
		cfg: cfg, queue: make(chan *unit, batchLimit), quit: make(chan struct{}), done: make(chan struct{}),
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		heads: map[string]*head{}, published: map[string]published{}, policies: map[string]*policy.Policy{},
	}
	go e.run()
	return e
}

// Close lets what is queued finish and stops the writer.
func (e *Engine) Close() {
	e.once.Do(func() { close(e.quit) })
	<-e.done
}

// RegisterOrigin is the name of the register's ledger.
func (e *Engine) RegisterOrigin() string { return e.cfg.Authority + "/register" }

// RoundOrigin is the name of a round's ledger.
func (e *Engine) RoundOrigin(id string) string { return e.cfg.Authority + "/round/" + id }

// Now is the instant that the engine would enter something at. It never makes an entry.
func (e *Engine) Now() ledger.Instant { return ledger.InstantOf(e.cfg.Now()) }

// Pseudonym is what a person is called in a ledger.
func (e *Engine) Pseudonym(origin, person string) string { return e.cfg.Pseudonym(origin, person) }

// Execute carries out the requests together or not at all and answers after the commit. The error is a *Refusal where
// a rule does not allow one of them, ErrUnknown where the commit's outcome is not known, ctx's error where it ended
// before the commands were taken up, and otherwise a fault.
func (e *Engine) Execute(ctx context.Context, requests ...Request) ([]Receipt, error) {
	u := &unit{ctx: ctx, requests: requests, ready: make(chan struct{})}
	if err := e.send(ctx, u); err != nil {
		return nil, err
	}
	return u.receipts, u.err
}

func (e *Engine) send(ctx context.Context, u *unit) error {
	select {
	case <-e.quit:
		return ErrClosed
	default:
	}
	select {
	case e.queue <- u:
	case <-e.quit:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-u.ready:
		return nil
	case <-e.done:
		select {
		case <-u.ready:
			return nil
		default:
			return ErrClosed
		}
	}
}

// run is the writer.
func (e *Engine) run() {
	defer close(e.done)
	for {
		select {
		case u := <-e.queue:
			e.serve(e.drain(u))
		case <-e.quit:
			for batch := e.drain(); len(batch) > 0; batch = e.drain() {
				e.serve(batch)
			}
			return
		}
	}
}

// drain takes what waits, as much as fits into one batch.
func (e *Engine) drain(batch ...*unit) []*unit {
	for len(batch) < batchLimit {
		select {
		case u := <-e.queue:
			batch = append(batch, u)
		default:
			return batch
		}
	}
	return batch
}

// serve carries a batch out, a long unit by itself.
func (e *Engine) serve(batch []*unit) {
	for len(batch) > 0 {
		n := slices.IndexFunc(batch, long)
		switch n {
		case -1:
			n = len(batch)
		case 0:
			n = 1
		}
		e.commit(batch[:n])
		for _, u := range batch[:n] {
			close(u.ready)
		}
		batch = batch[n:]
	}
}

// Round is the committed state of a round, entries of other processes included. The error is a *Refusal where there is
// no such round. The state must not be changed.
func (e *Engine) Round(ctx context.Context, id string) (*Round, Head, error) {
	p, err := e.current(ctx, e.RoundOrigin(id))
	if err != nil {
		return nil, Head{}, err
	}
	if p.round == nil || p.round.Size == 0 {
		return nil, Head{}, refuse("round_unknown", "record", "round", id)
	}
	return p.round, p.head, nil
}

// Register is the committed state of the register. It must not be changed.
func (e *Engine) Register(ctx context.Context) (*Register, Head, error) {
	p, err := e.current(ctx, e.RegisterOrigin())
	if err != nil {
		return nil, Head{}, err
	}
	if p.register == nil {
		return NewRegister(e.RegisterOrigin()), Head{}, nil
	}
	return p.register, p.head, nil
}

// current answers the published state of a ledger, after catching up when the log has grown.
func (e *Engine) current(ctx context.Context, origin string) (published, error) {
	size, err := e.cfg.Log.Size(ctx, origin)
	if err != nil {
		return published{}, fmt.Errorf("size of %s: %w", origin, err)
	}
	e.mu.RLock()
	p := e.published[origin]
	e.mu.RUnlock()
	if p.head.Size > size { // written since, or taken back behind our back
		if size, err = e.cfg.Log.Size(ctx, origin); err != nil {
			return published{}, fmt.Errorf("size of %s: %w", origin, err)
		}
		if p.head.Size > size {
			return published{}, fmt.Errorf("%w: %s has %d entries, and %d were known", ErrCorrupt, origin, size, p.head.Size)
		}
	}
	if p.head.Size >= size {
		return p, nil
	}
	u := &unit{ctx: ctx, refresh: origin, ready: make(chan struct{})}
	if err := e.send(ctx, u); err != nil {
		return published{}, err
	}
	if u.err != nil {
		return published{}, u.err
	}
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.published[origin], nil
}

// policyOf answers a policy that was loaded before.
func (e *Engine) policyOf(digest string) *policy.Policy {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.policies[digest]
}

// load reads a pinned policy and keeps it. A missing one is no error here: the rules say what follows from it.
func (e *Engine) load(ctx context.Context, digest string) error {
	if e.policyOf(digest) != nil {
		return nil
	}
	b, err := e.cfg.Log.Document(ctx, digest)
	if errors.Is(err, ErrNoDocument) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("policy %s: %w", digest, err)
	}
	return e.learn(digest, b)
}

// learn decodes a policy's canonical bytes and keeps it under its digest.
func (e *Engine) learn(digest string, canonical []byte) error {
	p, err := e.cfg.Decode(canonical)
	if err != nil {
		return fmt.Errorf("policy %s: %w", digest, err)
	}
	if p.Digest() != digest {
		return fmt.Errorf("policy %s: its bytes have the digest %s", digest, p.Digest())
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.policies[digest] = p
	return nil
}
