package store

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"gremium/store/record"
)

var _ scs.CtxStore = (*SignIns)(nil)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func person(id, email string) record.Account {
	return record.Account{ID: id, Email: email, Name: "Name " + id, Language: "de", Password: "$argon2id$", Created: noon}
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	if err := db.CreateAccount(ctx, person("a", "Anna@Example.org")); err != nil {
		t.Fatal(err)
	}
	if err := db.CreateAccount(ctx, person("b", " anna@example.ORG")); !errors.Is(err, record.ErrEmailTaken) {
		t.Errorf("the same address in another case: %v, want ErrEmailTaken", err)
	}
	a, err := db.AccountByEmail(ctx, "ANNA@example.org ")
	if err != nil || a != person("a", "Anna@Example.org") {
		t.Errorf("by address: %+v, %v", a, err)
	}
	if _, err := db.Account(ctx, "b"); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("unknown account: %v, want ErrNotFound", err)
	}
	if err := errors.Join(db.SetPassword(ctx, "a", "new"), db.SetLanguage(ctx, "a", "en"), db.Disable(ctx, "a", &noon)); err != nil {
		t.Fatal(err)
	}
	all, err := db.Accounts(ctx)
	if err != nil || len(all) != 1 || all[0].Password != "new" || all[0].Language != "en" || !all[0].Disabled.Equal(noon) {
		t.Errorf("accounts = %+v, %v", all, err)
	}
	if err := db.SetPassword(ctx, "b", "new"); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("password of an unknown account: %v, want ErrNotFound", err)
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	role := record.Role{Account: "a", Programme: "iq", Role: "coordinator"}
	if err := db.GrantRole(ctx, role); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("role of an unknown account: %v, want ErrNotFound", err)
	}
	if err := db.CreateAccount(ctx, person("a", "a@example.org")); err != nil {
		t.Fatal(err)
	}
	auditor := record.Role{Account: "a", Role: "auditor"}
	if err := errors.Join(db.GrantRole(ctx, role), db.GrantRole(ctx, role), db.GrantRole(ctx, auditor)); err != nil {
		t.Fatal(err)
	}
	for account, want := range map[string]int{"a": 2, "": 2, "b": 0} {
		if got, err := db.Roles(ctx, account); err != nil || len(got) != want {
			t.Errorf("roles of %q = %v, %v; want %d", account, got, err, want)
		}
	}
	if err := db.RevokeRole(ctx, role); err != nil {
		t.Fatal(err)
	}
	if err := db.RevokeRole(ctx, role); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("role taken twice: %v, want ErrNotFound", err)
	}
	if got, err := db.Roles(ctx, "a"); err != nil || len(got) != 1 || got[0] != auditor {
		t.Errorf("roles = %v, %v", got, err)
	}
}

func TestSignIns(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	now := noon
	s := db.SignIns(func() time.Time { return now })
	if err := errors.Join(s.CommitCtx(ctx, "token", []byte("one"), noon.Add(time.Hour)), s.Commit("token", []byte("two"), noon.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	if data, found, err := s.Find("token"); err != nil || !found || string(data) != "two" {
		t.Errorf("session = %q, %t, %v", data, found, err)
	}
	list, err := s.List(ctx)
	if err != nil || len(list) != 1 || bytes.Contains(list[0].Token[:], []byte("token")) || !list[0].Expires.Equal(noon.Add(time.Hour)) {
		t.Fatalf("sessions = %+v, %v", list, err)
	}
	now = noon.Add(time.Hour)
	if _, found, err := s.FindCtx(ctx, "token"); err != nil || found {
		t.Errorf("an expired session was found (%v)", err)
	}
	if err := errors.Join(s.Commit("other", nil, now.Add(time.Hour)), s.Commit("third", []byte{}, now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.read.Get(&n, `SELECT COUNT(*) FROM sign_ins`); err != nil || n != 2 {
		t.Errorf("%d sessions on file, %v; the expired one should be gone", n, err)
	}
	if err := errors.Join(s.Delete("other"), s.Delete("other"), s.End(ctx, [32]byte(hashed("third")))); err != nil {
		t.Fatal(err)
	}
	if list, err := s.List(ctx); err != nil || len(list) != 0 {
		t.Errorf("sessions = %v, %v", list, err)
	}
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	if err := db.CreateAccount(ctx, person("a", "a@example.org")); err != nil {
		t.Fatal(err)
	}
	d := record.Draft{Account: "a", Round: "2026", Proposal: "lamp", Form: "scores", Body: `{"n":1}`, Base: 3, Updated: noon}
	first, err := db.SaveDraft(ctx, d, time.Time{})
	if err != nil || first != d {
		t.Fatalf("first save: %+v, %v", first, err)
	}
	d.Body = `{"n":2}`
	second, err := db.SaveDraft(ctx, d, first.Updated) // in the same instant
	if err != nil || !second.Updated.After(first.Updated) {
		t.Fatalf("second save: %+v, %v", second, err)
	}
	for name, seen := range map[string]time.Time{"another tab": first.Updated, "a form that knew no draft": {}} {
		d.Body = `{"n":3}`
		other, err := db.SaveDraft(ctx, d, seen)
		if !errors.Is(err, record.ErrStaleDraft) || other != second {
			t.Errorf("%s: %+v, %v; want the saved version and ErrStaleDraft", name, other, err)
		}
	}
	if got, err := db.Draft(ctx, "a", "2026", "lamp", "scores"); err != nil || got != second {
		t.Errorf("draft = %+v, %v; want %+v", got, err, second)
	}
	if list, err := db.Drafts(ctx, "a", "2026"); err != nil || len(list) != 1 {
		t.Errorf("drafts = %v, %v", list, err)
	}
	if err := errors.Join(db.DeleteDraft(ctx, "a", "2026", "lamp", "scores"), db.DeleteDraft(ctx, "a", "2026", "lamp", "scores")); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Draft(ctx, "a", "2026", "lamp", "scores"); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("deleted draft: %v, want ErrNotFound", err)
	}
}

func TestFoundedOnce(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	if _, err := db.Installation(ctx); !errors.Is(err, record.ErrUnfounded) {
		t.Errorf("before: %v, want ErrUnfounded", err)
	}
	i := record.Installation{Authority: "example.org", Key: [32]byte{1, 2}, Created: noon}
	if err := db.Found(ctx, i); err != nil {
		t.Fatal(err)
	}
	if err := db.Found(ctx, record.Installation{Authority: "other"}); !errors.Is(err, record.ErrFounded) {
		t.Errorf("twice: %v, want ErrFounded", err)
	}
	if got, err := db.Installation(ctx); err != nil || got != i {
		t.Errorf("installation = %+v, %v; want %+v", got, err, i)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	if err := db.CreateAccount(ctx, record.Account{ID: "a", Email: "a@example.org", Name: "A", Language: "de", Created: noon}); err != nil {
		t.Fatal(err)
	}
	token := func(id string, hash byte, created time.Time) record.Token {
		return record.Token{ID: id, Account: "a", Label: "Archiv", Hash: [32]byte{hash}, Created: created, Expires: created.Add(time.Hour)}
	}
	one, two := token("one", 1, noon), token("two", 2, noon.Add(time.Minute))
	if err := errors.Join(db.CreateToken(ctx, one), db.CreateToken(ctx, two)); err != nil {
		t.Fatal(err)
	}
	if err := db.CreateToken(ctx, record.Token{ID: "three", Account: "nobody", Created: noon, Expires: noon}); err == nil {
		t.Error("a token was kept for an account that there is not")
	}
	if got, err := db.TokenByHash(ctx, [32]byte{1}, noon); err != nil || got != one {
		t.Errorf("token = %+v, %v", got, err)
	}
	for name, at := range map[string]struct {
		hash byte
		now  time.Time
	}{"unknown": {3, noon}, "expired": {1, noon.Add(time.Hour)}} {
		if got, err := db.TokenByHash(ctx, [32]byte{at.hash}, at.now); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if all, err := db.Tokens(ctx, noon); err != nil || len(all) != 2 || all[0].ID != "one" {
		t.Errorf("tokens = %+v, %v", all, err)
	}
	if err := db.DeleteToken(ctx, "two"); err != nil {
		t.Fatal(err)
	}
	if err := db.DeleteToken(ctx, "two"); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("ended twice: %v", err)
	}
	if err := db.CreateToken(ctx, token("four", 4, noon.Add(2*time.Hour))); err != nil {
		t.Fatal(err)
	}
	if all, err := db.Tokens(ctx, noon); err != nil || len(all) != 1 || all[0].ID != "four" {
		t.Errorf("tokens = %+v, %v; the expired one should be gone", all, err)
	}
}
