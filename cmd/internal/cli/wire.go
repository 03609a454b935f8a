package cli

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/google/uuid"

	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
)

// This file is the composition root: only here, and in wire_*.go, are the clock, the source of chance and ids named.

// house is an opened installation: the archive, the engine on it, and the desk at which commands are given.
type house struct {
	e         *env
	authority string
	db        *store.DB
	anchor    *anchor.Anchor
	engine    *workflow.Engine
	desk      *desk.Desk
	operator  desk.Who
	now       func() time.Time
	random    io.Reader
	newID     func() string
	rule      *proof.Rule // witnesses that whoever checks trusts; nil: those the server was last started with
}

// operatorID is the account of whoever works on the database itself; init makes it.
const operatorID = "operator"

// inside opens the house for a command and closes it after.
func (e *env) inside(run func(ctx context.Context, h *house, args []string) error) func(context.Context, []string) error {
	return e.insideOf(store.Options{}, run)
}

// insideOf is inside, with an archive that is opened in another way.
func (e *env) insideOf(opts store.Options, run func(ctx context.Context, h *house, args []string) error) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) (err error) {
		h, err := e.openAs(ctx, opts)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, h.Close()) }()
		if err = h.whole(run(ctx, h, args)); !errors.As(err, new(*record.BreachError)) { // which says it already
			h.warn()
		}
		return err
	}
}

// whole is an error as it is where the record is whole. A round that is unknown because its ledger is gone is no mistake of
// whoever named it.
func (h *house) whole(err error) error {
	ref, refused := errors.AsType[*workflow.Refusal](err)
	breach, breached := errors.AsType[*record.BreachError](h.anchor.Allowed())
	if !refused || !breached || ref.Code != "round_unknown" {
		return err
	}
	origin := h.engine.RoundOrigin(ref.Detail["round"])
	if slices.ContainsFunc(breach.Breaches, func(b record.Breach) bool { return b.Origin == origin && b.Way == record.Vanished }) {
		return breach
	}
	return err
}

// warn says that the record is not what it was known to be. Key and lock file matter to those only who write.
func (h *house) warn() {
	if breach, ok := errors.AsType[*record.BreachError](h.anchor.Allowed()); ok && !h.e.json {
		fmt.Fprintln(h.e.errs, "gremium:", reply.Breaches(breach).In(h.e.lang))
	}
}

// open opens the installation that --db names. The error is record.ErrMissing where there is none and
// record.ErrUnfounded where init has not been run.
func (e *env) open(ctx context.Context) (*house, error) {
	return e.openAs(ctx, store.Options{})
}

func (e *env) openAs(ctx context.Context, opts store.Options) (*house, error) {
	db, err := store.Open(ctx, e.url, opts)
	if err != nil {
		return nil, err
	}
	return e.enterNow(ctx, db, e.moor)
}

// enterNow puts the house together by the clock on the wall.
func (e *env) enterNow(ctx context.Context, db *store.DB, moor mooring) (*house, error) {
	return e.enter(ctx, db, time.Now, moor)
}

// mooring opens the anchor of an archive.
type mooring func(ctx context.Context, db *store.DB, authority string) (*anchor.Anchor, error)

// enter puts the house together on an archive that is open already and that it closes. Entries get their times from now.
func (e *env) enter(ctx context.Context, db *store.DB, now func() time.Time, moor mooring) (*house, error) {
	i, err := db.Installation(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h := &house{e: e, authority: i.Authority, db: db, now: now, random: rand.Reader, newID: newID}
	if h.anchor, err = moor(ctx, db, i.Authority); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h.engine = workflow.NewEngine(workflow.Config{ //nolint:contextcheck // The writer's commits outlive any one caller.
		Authority: i.Authority, Now: now, Random: bufio.NewReader(rand.Reader), Pseudonym: pseudonyms(i.Key), Log: db,
		Decode: policy.Decode, Anchor: h.anchor,
	})
	h.desk = &desk.Desk{Engine: h.engine, Log: db, Account: h.accountOf, Operator: operatorID}
	account, err := db.Account(ctx, operatorID)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the operator's account: %w", err), h.Close())
	}
	h.operator = desk.Who{Person: operatorID, Name: account.Name, Grants: []desk.Grant{{Role: desk.Operator}}}
	return h, nil
}

// Close ends the engine and closes the archive.
func (h *house) Close() error {
	h.engine.Close()
	err := h.anchor.Close()
	if e := h.db.Close(); e != nil {
		err = errors.Join(err, fmt.Errorf("close the database: %w", e))
	}
	return err
}

// found makes a new installation where there is none: its name, its key and the operator's account. An empty authority
// gets a name by chance.
func (e *env) found(ctx context.Context, authority string) (*house, error) {
	if err := e.unclaimed(); err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, e.url, store.Options{Create: true})
	if err != nil {
		return nil, err
	}
	if err := establish(ctx, db, authority); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return e.enter(ctx, db, time.Now, e.moor)
}

// establish gives a database what it needs, the name last: what was interrupted before it is done again.
func establish(ctx context.Context, db *store.DB, authority string) error {
	i := record.Installation{Authority: authority, Created: time.Now().UTC()}
	if _, err := rand.Read(i.Key[:]); err != nil {
		return fmt.Errorf("make the key: %w", err)
	}
	if authority == "" {
		i.Authority = "gremium-" + hex.EncodeToString(uuid.New().NodeID())
	}
	account := record.Account{ID: operatorID, Email: "operator@localhost", Name: "Betrieb", Language: "de", Created: i.Created}
	if err := db.CreateAccount(ctx, account); err != nil && !errors.Is(err, record.ErrEmailTaken) {
		return fmt.Errorf("make the operator's account: %w", err)
	}
	if err := db.GrantRole(ctx, record.Role{Account: operatorID, Role: string(desk.Operator)}); err != nil {
		return fmt.Errorf("make the operator's account: %w", err)
	}
	return db.Found(ctx, i)
}

// pseudonyms calls a person by a name of its own in each ledger: stable within it, and not to be linked across ledgers
// without the installation's key.
func pseudonyms(key [32]byte) func(origin, person string) string {
	return func(origin, person string) string {
		mac := hmac.New(sha256.New, key[:])
		fmt.Fprintf(mac, "%s\x00%s", origin, person)
		return "p-" + hex.EncodeToString(mac.Sum(nil)[:6])
	}
}

// newID makes an id that sorts by the time it was made.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		id = uuid.New()
	}
	return id.String()
}

// derived makes a proposal's id from the command that hands it in, so that a repeat means the same proposal.
func (h *house) derived(round, command string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(h.engine.RoundOrigin(round)+"\x00"+command)).String()
}
