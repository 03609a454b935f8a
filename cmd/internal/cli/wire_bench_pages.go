package cli

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"gremium/cmd/internal/bench"
	"gremium/store/record"
)

// desks are the pages of a house that is measured, with the people who sit before them.
type desks struct {
	h     *house
	doors http.Handler
}

// account makes an account with these roles, and signs it in.
func (d *desks) account(ctx context.Context, name string, roles ...string) (string, bench.Ask, error) {
	if d.doors == nil {
		var err error
		if d.doors, _, err = d.h.doors(slog.New(slog.DiscardHandler), &serving{}); err != nil {
			return "", nil, err
		}
	}
	k, err := d.h.keeper()
	if err != nil {
		return "", nil, err
	}
	a := record.Account{ID: d.h.newID(), Email: name + "@example.org", Name: name, Language: "de", Created: d.h.now().UTC()}
	password, err := k.Add(ctx, a)
	if err != nil {
		return "", nil, err
	}
	for _, r := range roles {
		if err := d.h.db.GrantRole(ctx, record.Role{Account: a.ID, Role: r}); err != nil {
			return "", nil, err
		}
	}
	ask, err := d.signIn(ctx, a.Email, password)
	return a.ID, ask, err
}

// signIn gives the cookies of whoever signs in to everything that they ask for.
func (d *desks) signIn(ctx context.Context, email, password string) (bench.Ask, error) {
	form := strings.NewReader(url.Values{"email": {email}, "password": {password}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost/anmelden", form)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	in := d.answer(r)
	if in.status != http.StatusSeeOther {
		return nil, fmt.Errorf("signing in was answered with %d", in.status)
	}
	cookies := (&http.Response{Header: in.header}).Cookies()
	return func(ctx context.Context, address string) (int, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+address, http.NoBody)
		if err != nil {
			return 0, err
		}
		for _, c := range cookies {
			r.AddCookie(c)
		}
		a := d.answer(r)
		if a.status >= http.StatusBadRequest {
			return 0, fmt.Errorf("%s was answered with %d", address, a.status)
		}
		return a.body.Len(), nil
	}, nil
}

// answered is an answer that is kept in memory.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (d *desks) answer(r *http.Request) *answered {
	k := &answered{header: http.Header{}, status: http.StatusOK}
	d.doors.ServeHTTP(k, r)
	return k
}

// Header are its headers.
func (a *answered) Header() http.Header { return a.header }

// WriteHeader keeps its status.
func (a *answered) WriteHeader(status int) { a.status = status }

// Write keeps a piece of its body.
func (a *answered) Write(b []byte) (int, error) { return a.body.Write(b) }
