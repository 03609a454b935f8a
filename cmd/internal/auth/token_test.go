package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
	"gremium/workflow/desk"
)

// tokens keeps tokens in memory.
type tokens map[[32]byte]record.Token

func (k tokens) CreateToken(_ context.Context, t record.Token) error {
	k[t.Hash] = t
	return nil
}

func (k tokens) TokenByHash(_ context.Context, hash [32]byte, now time.Time) (record.Token, error) {
	if t, ok := k[hash]; ok && t.Expires.After(now) {
		return t, nil
	}
	return record.Token{}, record.ErrNotFound
}

func TestTokensReadInTheNameOfAnAccount(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	kept := tokens{}
	all := auth.Tokens{Keeper: d.Keeper, Archive: kept}
	token, about, err := all.Issue(t.Context(), "t1", "a", "Archiv", time.Hour)
	if err != nil || about.Account != "a" || about.Label != "Archiv" || !about.Expires.Equal(d.clock.Add(time.Hour)) {
		t.Fatalf("issued %+v: %v", about, err)
	}
	for _, k := range kept {
		if strings.Contains(token, string(k.Hash[:])) || len(token) < 64 {
			t.Errorf("token %s is kept as %x", token, k.Hash)
		}
	}
	who, err := all.Bearer(t.Context(), token)
	if err != nil || who.Person != "a" || !who.Has(desk.Auditor, "iq") {
		t.Errorf("token reads as %+v: %v", who, err)
	}
	denied := func(name, token string) {
		t.Helper()
		if who, err := all.Bearer(t.Context(), token); !errors.Is(err, auth.ErrDenied) || who.Person != "" {
			t.Errorf("%s: %+v, %v", name, who, err)
		}
	}
	denied("altered", token+"0")
	denied("none", "")
	denied("password", d.password)
	at := d.clock
	d.archive.edit("a", func(a *record.Account) { a.Disabled = &at })
	denied("account disabled", token)
	if _, _, err := all.Issue(t.Context(), "t2", "a", "", time.Hour); !errors.Is(err, auth.ErrDenied) {
		t.Errorf("a token for a disabled account: %v", err)
	}
	d.archive.edit("a", func(a *record.Account) { a.Disabled = nil })
	d.clock = d.clock.Add(time.Hour)
	denied("expired", token)
}
