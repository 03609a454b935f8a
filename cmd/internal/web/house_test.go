package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"golang.org/x/net/html"

	"gremium/cmd/internal/auth"
	"gremium/policy"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/logtest"
)

// printed are the pages that all houses share: parsing them for each would cost more than the tests.
var printed = sync.OnceValues(newMaterial)

// house is a whole installation for tests: accounts, engine, pages, and a clock that stands still unless it is moved. It
// begins at the time of the test, because sessions end by the machine's own clock as well.
type house struct {
	t        *testing.T
	engine   *workflow.Engine
	desk     *desk.Desk
	server   *Server
	archive  *archive
	password map[string]string // by e-mail address

	clock time.Time
	away  atomic.Int64 // by how much the clock was moved, in nanoseconds
	next  atomic.Int64
}

func newHouse(t *testing.T, begins time.Time) *house {
	t.Helper()
	h := &house{
		t: t, clock: begins, password: map[string]string{},
		archive: &archive{accounts: map[string]record.Account{}, drafts: map[DraftKey]Draft{}},
	}
	random := &chance{from: rand.NewChaCha8([32]byte{1})}
	log := logtest.NewMemory()
	h.engine = workflow.NewEngine(workflow.Config{
		Authority: "example.org", Now: h.now, Random: random, Log: log, Decode: policy.Decode,
		Pseudonym: func(origin, person string) string {
			sum := sha256.Sum256([]byte(origin + "\x00" + person))
			return "p-" + hex.EncodeToString(sum[:6])
		},
	})
	t.Cleanup(h.engine.Close)
	h.desk = &desk.Desk{Engine: h.engine, Log: log, Account: h.accountOf, Operator: "operator"}
	keeper, err := auth.New(auth.Config{
		Archive: h.archive, Now: h.now, Random: random, Cost: auth.Cost{Memory: 8, Time: 1, Threads: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.archive.keeper = keeper
	sessions := auth.NewSessions(keeper, memstore.NewWithCleanupInterval(0), auth.Door{}, func(w http.ResponseWriter, r *http.Request, err error) {
		h.server.Fault(w, r, err)
	})
	pages, err := printed()
	if err != nil {
		t.Fatal(err)
	}
	h.server, err = pages.server(Config{
		Log: slog.New(slog.DiscardHandler), Now: h.now, Demo: true, Development: true,
		Desk: h.desk, Sessions: sessions, Drafts: h.archive, Keeper: h.archive, NewID: h.id, Beat: 2 * time.Millisecond, Verifier: checker{log, h.engine}, Receipts: checker{log, h.engine},
		Witnesses: onlookers{engine: h.engine},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) now() time.Time { return h.clock.Add(time.Duration(h.away.Load())) }

// expire lets half an hour pass without a request.
func (h *house) expire() { h.away.Add(int64(auth.IdleTimeout)) }

func (h *house) id() string { return fmt.Sprintf("id-%d", h.next.Add(1)) }

// account makes an account and answers who it is.
func (h *house) account(email, name string, grants ...desk.Grant) desk.Who {
	h.t.Helper()
	a := record.Account{ID: "account-" + email, Email: email, Name: name, Created: h.now()}
	password, err := h.archive.keeper.Add(context.Background(), a)
	if err != nil {
		h.t.Fatal(err)
	}
	h.password[email] = password
	for _, g := range grants {
		h.archive.roles = append(h.archive.roles, record.Role{Account: a.ID, Programme: g.Programme, Role: string(g.Role)})
	}
	return desk.Who{Person: a.ID, Name: name, Grants: grants}
}

// act carries out commands that must be allowed.
func (h *house) act(who desk.Who, as workflow.Capacity, round string, commands ...workflow.Command) {
	h.t.Helper()
	acts := make([]desk.Act, len(commands))
	for i, c := range commands {
		acts[i] = desk.Act{Round: round, Command: c}
	}
	if _, err := h.desk.Execute(context.Background(), &who, as, h.id(), acts...); err != nil {
		h.t.Fatal(err)
	}
}

// browser is somebody's browser: it keeps cookies and follows no redirects.
type browser struct {
	h       *house
	cookies map[string]string
}

func (h *house) browser() *browser { return &browser{h, map[string]string{"lang": "de"}} }

// signedIn is the browser of somebody who has signed in.
func (h *house) signedIn(email string) *browser {
	h.t.Helper()
	b := h.browser()
	w := b.post("/anmelden", "email", email, "password", h.password[email])
	if w.Code != http.StatusSeeOther {
		h.t.Fatalf("%s cannot sign in: %d", email, w.Code)
	}
	return b
}

func (b *browser) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.server.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return w
}

func (b *browser) get(target string) *httptest.ResponseRecorder {
	return b.do(http.MethodGet, target, "")
}

// post sends fields, given as name and value in turn.
func (b *browser) post(target string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.do(http.MethodPost, target, form.Encode())
}

// send fills in the form with that action as it stands on the page, with some fields changed, and sends it. A field that is
// set to "-" is left out.
func (b *browser) send(page *httptest.ResponseRecorder, action string, fields ...string) *httptest.ResponseRecorder {
	b.h.t.Helper()
	form := formOf(b.h.t, page.Body.String(), action)
	set := map[string]bool{}
	for i := 0; i+1 < len(fields); i += 2 {
		if !set[fields[i]] {
			form.Del(fields[i])
			set[fields[i]] = true
		}
		if fields[i+1] != "-" {
			form.Add(fields[i], fields[i+1])
		}
	}
	return b.do(http.MethodPost, action, form.Encode())
}

// formOf is what a browser would send of a form that nobody has touched.
func formOf(t *testing.T, page, action string) url.Values {
	t.Helper()
	nodes := elements(t, page)
	at := slices.IndexFunc(nodes, func(n *html.Node) bool { return n.Data == "form" && attr(n, "action") == action })
	if at < 0 {
		t.Fatalf("no form is sent to %s in %s", action, page)
	}
	form := url.Values{}
	for n := range nodes[at].Descendants() {
		switch name := attr(n, "name"); {
		case name == "" || n.Type != html.ElementNode:
		case n.Data == "textarea":
			form.Add(name, strings.TrimPrefix(text(n), "\n"))
		case n.Data == "select":
			form.Add(name, selected(n))
		case n.Data == "input" && (attr(n, "type") != "radio" && attr(n, "type") != "checkbox" || has(n, "checked")):
			form.Add(name, attr(n, "value"))
		}
	}
	return form
}

func selected(n *html.Node) string {
	var all []string
	for o := range n.Descendants() {
		switch {
		case o.Data != "option":
		case has(o, "selected"):
			return attr(o, "value")
		default:
			all = append(all, attr(o, "value"))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// text is the text of a node and all below it.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// chance is a seeded source for several goroutines.
type chance struct {
	mu   sync.Mutex
	from io.Reader
}

func (c *chance) Read(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.from.Read(b)
}

// archive keeps accounts, sessions and drafts in memory.
type archive struct {
	mu       sync.Mutex
	keeper   *auth.Keeper
	accounts map[string]record.Account
	roles    []record.Role
	drafts   map[DraftKey]Draft
	attempts []record.Attempt
	backups  []record.Backup
	owed     bool // traces of what was erased may still be in the files
}

func (a *archive) CreateAccount(_ context.Context, account record.Account) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.accounts[account.ID] = account
	return nil
}

func (a *archive) AccountByEmail(_ context.Context, email string) (record.Account, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, account := range a.accounts {
		if account.Email == email {
			return account, nil
		}
	}
	return record.Account{}, record.ErrNotFound
}

func (a *archive) AccountByID(_ context.Context, id string) (record.Account, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if account, ok := a.accounts[id]; ok {
		return account, nil
	}
	return record.Account{}, record.ErrNotFound
}

func (a *archive) SetPassword(_ context.Context, id, phc string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	account := a.accounts[id]
	account.Password = phc
	a.accounts[id] = account
	return nil
}

func (a *archive) BeginAttempt(_ context.Context, n record.Attempt, since time.Time, wait func(place, address []time.Time) time.Duration) (time.Duration, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var place, address []time.Time
	for _, was := range a.attempts {
		if was.Place == n.Place && was.At.After(since) {
			place = append(place, was.At)
		}
		if was.Address == n.Address && !was.Known && was.At.After(since) {
			address = append(address, was.At)
		}
	}
	d := wait(place, address)
	if d <= 0 {
		a.attempts = append(a.attempts, n)
	}
	return d, nil
}

func (a *archive) ForgetAttempts(_ context.Context, place [32]byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.attempts = slices.DeleteFunc(a.attempts, func(was record.Attempt) bool { return was.Place == place })
	return nil
}

func (a *archive) Roles(_ context.Context, id string) ([]record.Role, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []record.Role
	for _, r := range a.roles {
		if r.Account == id {
			out = append(out, r)
		}
	}
	return out, nil
}

func (a *archive) Draft(_ context.Context, key DraftKey) (Draft, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.drafts[key], nil
}

func (a *archive) SaveDraft(_ context.Context, key DraftKey, body string, base uint64, at time.Time) (Draft, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.drafts[key].Version != base {
		return a.drafts[key], false, nil
	}
	a.drafts[key] = Draft{Body: body, Version: base + 1, Updated: at}
	return a.drafts[key], true, nil
}

func (a *archive) DeleteDraft(_ context.Context, key DraftKey) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.drafts, key)
	return nil
}
