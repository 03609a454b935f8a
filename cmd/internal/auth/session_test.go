package auth_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
)

// browser keeps the cookie of a site with three pages: sign in, sign out, and who is there.
type browser struct {
	t       *testing.T
	handler http.Handler
	cookie  *http.Cookie
}

func newBrowser(t *testing.T, d *door, secure bool) *browser {
	t.Helper()
	s := auth.NewSessions(d.Keeper, memstore.NewWithCleanupInterval(0), auth.Door{Secure: secure}, func(_ http.ResponseWriter, _ *http.Request, err error) {
		t.Error(err)
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/enter", func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.Enter(w, r, email, d.password); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
		}
	})
	mux.HandleFunc("/leave", func(_ http.ResponseWriter, r *http.Request) {
		if err := s.Leave(r.Context()); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("/change", func(_ http.ResponseWriter, r *http.Request) {
		if err := s.ChangePassword(r.Context(), d.password, "ein ganz neues Passwort"); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		who, there, err := s.Who(r.Context())
		if err != nil {
			t.Error(err)
		}
		if s.Lapsed(r) {
			w.Header().Set("Lapsed", "yes")
		}
		if there {
			w.Header().Set("Who", who.Name)
		}
	})
	mux.HandleFunc("/still", func(w http.ResponseWriter, r *http.Request) {
		if who, there, err := s.Still(r.Context()); err != nil {
			t.Error(err)
		} else if there {
			w.Header().Set("Who", who.Name)
		}
	})
	return &browser{t: t, handler: s.Load(mux)}
}

// get asks for a page and keeps what cookie comes with it.
func (b *browser) get(path string) http.Header {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, http.NoBody)
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	answer := w.Result()
	for _, c := range answer.Cookies() {
		if !strings.Contains(c.Name, "device") {
			b.cookie = c
		}
	}
	if err := answer.Body.Close(); err != nil {
		b.t.Error(err)
	}
	return answer.Header
}

func (b *browser) who() string { return b.get("/who").Get("Who") }

func TestSession(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	b := newBrowser(t, d, false)
	if b.who() != "" || b.get("/who").Get("Lapsed") != "" {
		t.Error("somebody is there before signing in")
	}
	b.get("/enter")
	first := b.cookie
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Secure {
		t.Errorf("cookie %+v", first)
	}
	if b.who() != "Petra Beispiel" {
		t.Errorf("signed in: %q", b.who())
	}
	b.get("/enter")
	if b.cookie.Value == first.Value {
		t.Error("signing in again keeps the token")
	}
	kept := b.cookie
	b.get("/leave")
	b.cookie = kept
	if answer := b.get("/who"); answer.Get("Who") != "" || answer.Get("Lapsed") != "yes" {
		t.Error("after signing out the token still holds, or is not said to have ended")
	}
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	b := newBrowser(t, d, false)
	b.get("/enter")
	for range 3 {
		d.clock = d.clock.Add(29 * time.Minute)
		if b.who() == "" {
			t.Fatal("signed out though there was a request within half an hour")
		}
	}
	d.clock = d.clock.Add(auth.IdleTimeout)
	if b.who() != "" {
		t.Error("still there after half an hour without a request")
	}
}

// To look who is still there does not count as being there, and sees what other requests have ended.
func TestStillThere(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	b := newBrowser(t, d, false)
	still := func() string { return b.get("/still").Get("Who") }
	if still() != "" {
		t.Error("somebody is there before signing in")
	}
	b.get("/enter")
	d.clock = d.clock.Add(29 * time.Minute)
	if still() != "Petra Beispiel" {
		t.Error("gone before half an hour")
	}
	d.clock = d.clock.Add(time.Minute)
	if still() != "" || b.who() != "" {
		t.Error("to look has kept the session")
	}
	b.get("/enter")
	there := &browser{t: t, handler: b.handler}
	there.get("/enter")
	there.get("/change")
	if still() != "" || there.get("/still").Get("Who") == "" {
		t.Error("a new password elsewhere ends the wrong session")
	}
	at := d.clock
	d.archive.edit("a", func(a *record.Account) { a.Disabled = &at })
	if there.get("/still").Get("Who") != "" {
		t.Error("a disabled account is still there")
	}
}

func TestSessionFollowsAccount(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	here := newBrowser(t, d, true)
	here.get("/enter")
	if here.cookie.Name != "__Host-gremium" || !here.cookie.Secure {
		t.Errorf("cookie over TLS %+v", here.cookie)
	}
	there := &browser{t: t, handler: here.handler}
	there.get("/enter")
	here.get("/change")
	if here.who() == "" || there.who() != "" {
		t.Errorf("after a new password: here %q, elsewhere %q", here.who(), there.who())
	}
	at := d.clock
	d.archive.edit("a", func(a *record.Account) { a.Disabled = &at })
	if here.who() != "" {
		t.Error("a disabled account is still there")
	}
}
