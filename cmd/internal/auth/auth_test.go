package auth_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
	"gremium/workflow/desk"
)

// archive keeps accounts in memory.
type archive struct {
	mu       sync.Mutex
	accounts map[string]record.Account
	roles    []record.Role
	attempts []record.Attempt
}

func (a *archive) CreateAccount(_ context.Context, n record.Account) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, old := range a.accounts {
		if strings.EqualFold(old.Email, n.Email) {
			return record.ErrEmailTaken
		}
	}
	a.accounts[n.ID] = n
	return nil
}

func (a *archive) AccountByEmail(_ context.Context, email string) (record.Account, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range a.accounts {
		if strings.EqualFold(x.Email, email) {
			return x, nil
		}
	}
	return record.Account{}, record.ErrNotFound
}

func (a *archive) AccountByID(_ context.Context, id string) (record.Account, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	x, ok := a.accounts[id]
	if !ok {
		return x, record.ErrNotFound
	}
	return x, nil
}

func (a *archive) edit(id string, change func(*record.Account)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.accounts[id]
	change(&x)
	a.accounts[id] = x
}

func (a *archive) SetPassword(_ context.Context, id, phc string) error {
	a.edit(id, func(x *record.Account) { x.Password = phc })
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

func (a *archive) Roles(_ context.Context, account string) ([]record.Role, error) {
	var out []record.Role
	for _, r := range a.roles {
		if r.Account == account {
			out = append(out, r)
		}
	}
	return out, nil
}

// door is a keeper with a clock that is moved by hand and one account.
type door struct {
	*auth.Keeper
	archive  *archive
	clock    time.Time
	password string
}

// enter signs in from one network, without anything from an earlier time.
func (d *door) enter(t *testing.T, email, password string) (desk.Who, error) {
	t.Helper()
	return d.SignIn(t.Context(), auth.Attempt{Email: email, Password: password, Source: "192.0.2.1"})
}

const email = "petra.beispiel@example.org"

func newDoor(t *testing.T) *door {
	t.Helper()
	d := &door{archive: &archive{accounts: map[string]record.Account{}}, clock: time.Now()}
	var err error
	d.Keeper, err = auth.New(auth.Config{
		Archive: d.archive, Now: func() time.Time { return d.clock }, Random: rand.NewChaCha8([32]byte{1}),
	})
	if err != nil {
		t.Fatal(err)
	}
	d.archive.roles = []record.Role{{Account: "a", Programme: "iq", Role: "auditor"}}
	if d.password, err = d.Add(t.Context(), record.Account{ID: "a", Email: " Petra.Beispiel@Example.org", Name: "Petra Beispiel"}); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatAHashMayCost(t *testing.T) {
	t.Parallel()
	for _, c := range []auth.Cost{{Memory: 8}, {Memory: 8, Time: 1}, {Memory: 2 << 20, Time: 1, Threads: 1}, {Memory: 8, Time: 17, Threads: 1}} {
		if _, err := auth.New(auth.Config{Random: rand.NewChaCha8([32]byte{1}), Cost: c}); err == nil || !strings.Contains(err.Error(), "cannot cost") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	who, err := d.enter(t, "PETRA.beispiel@example.org ", d.password)
	if err != nil || who.Person != "a" || who.Name != "Petra Beispiel" || !who.Has(desk.Auditor, "iq") || who.Has(desk.Auditor, "other") {
		t.Errorf("signed in as %+v, %v", who, err)
	}
	if !regexp.MustCompile(`^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$`).MatchString(d.password) {
		t.Errorf("the password %q is not readable in print", d.password)
	}
	if phc := d.archive.accounts["a"].Password; !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %q", phc)
	}
}

func TestDeniedAlike(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	gone := d.clock
	for name, enter := range map[string]func() error{
		"wrong password":  func() error { _, err := d.enter(t, email, "nicht das Passwort"); return err },
		"unknown address": func() error { _, err := d.enter(t, "niemand@example.org", d.password); return err },
		"empty":           func() error { _, err := d.enter(t, "", ""); return err },
		"disabled": func() error {
			d.archive.edit("a", func(x *record.Account) { x.Disabled = &gone })
			defer d.archive.edit("a", func(x *record.Account) { x.Disabled = nil })
			_, err := d.enter(t, email, d.password)
			return err
		},
		"no password": func() error {
			if err := d.archive.CreateAccount(t.Context(), record.Account{ID: "b", Email: "b@example.org"}); err != nil {
				return err
			}
			_, err := d.enter(t, "b@example.org", "")
			return err
		},
	} {
		if err := enter(); !errors.Is(err, auth.ErrDenied) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTooMany(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	try := func(password string) string {
		_, err := d.enter(t, email, password)
		var no *auth.Refusal
		if errors.As(err, &no) {
			return no.Code
		}
		return ""
	}
	for i := range 8 {
		if code := try("falsch"); code != "denied" {
			t.Fatalf("attempt %d: %q", i+1, code)
		}
		d.clock = d.clock.Add(time.Second)
	}
	if code := try(d.password); code != "too_many" {
		t.Errorf("the right password after eight wrong ones: %q", code)
	}
	restarted, err := auth.New(auth.Config{Archive: d.archive, Now: func() time.Time { return d.clock }, Random: rand.NewChaCha8([32]byte{2})})
	if err != nil {
		t.Fatal(err)
	}
	d.Keeper = restarted
	if code := try(d.password); code != "too_many" {
		t.Errorf("after a restart: %q", code)
	}
	if _, err := d.enter(t, "andere@example.org", "x"); !errors.Is(err, auth.ErrDenied) {
		t.Errorf("another address: %v", err)
	}
	d.clock = d.clock.Add(15 * time.Minute)
	if code := try(d.password); code != "" {
		t.Errorf("after a quarter of an hour: %q", code)
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	code := func(old, next string) string {
		var no *auth.Refusal
		if err := d.ChangePassword(t.Context(), "a", old, next); errors.As(err, &no) {
			return no.Code
		} else if err != nil {
			return err.Error()
		}
		return ""
	}
	for _, c := range [][3]string{
		{"falsch", "ein langes neues Passwort", "denied"},
		{d.password, "zu kurz", "password_short"},
		{d.password, strings.Repeat("ä", 129), "password_long"},
		{d.password, strings.Repeat("ä", 12), ""},
	} {
		if got := code(c[0], c[1]); got != c[2] {
			t.Errorf("%q → %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if _, err := d.enter(t, email, strings.Repeat("a\u0308", 12)); err != nil {
		t.Errorf("the same letters composed otherwise: %v", err)
	}
	again, err := d.Reset(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.enter(t, email, again); err != nil {
		t.Errorf("after a reset: %v", err)
	}
}

func TestAddRefused(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for want, a := range map[string]record.Account{
		"email_invalid": {ID: "c", Email: "keine Adresse", Name: "C"},
		"name_missing":  {ID: "c", Email: "c@example.org", Name: "  "},
		"email_taken":   {ID: "c", Email: strings.ToUpper(email), Name: "C"},
	} {
		_, err := d.Add(t.Context(), a)
		var no *auth.Refusal
		if !errors.As(err, &no) || no.Code != want || no.Text.DE == "" || no.Text.EN == "" {
			t.Errorf("%+v: %v, want %s", a, err, want)
		}
	}
}

func TestDamagedHash(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for _, phc := range []string{
		"x", "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5", "$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5",
		"$argon2id$v=19$m=19456,t=0,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5", "$argon2id$v=19$m=19456,t=2,p=1$c2E$a2V5a2V5a2V5a2V5a2V5",
	} {
		d.archive.edit("a", func(x *record.Account) { x.Password = phc })
		if _, err := d.enter(t, email, d.password); err == nil || errors.Is(err, auth.ErrDenied) || strings.Contains(err.Error(), phc+"$") {
			t.Errorf("%q: %v", phc, err)
		}
	}
}
