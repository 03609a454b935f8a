package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"gremium/store/record"
	"gremium/workflow/desk"
)

// How long a session lasts: without a request, and altogether.
const (
	IdleTimeout = 30 * time.Minute
	Lifetime    = 12 * time.Hour
)

// The names of the cookie; a browser takes the first over TLS only, from this host only.
const (
	secureCookie = "__Host-gremium"
	plainCookie  = "gremium_session"
)

// Sessions are the sessions of the pages, kept on the server; the browser holds a random token and nothing else.
type Sessions struct {
	keeper  *Keeper
	manager *scs.SessionManager
	door    Door
}

// Door is how browsers come here.
type Door struct {
	Secure bool // over TLS
	Behind bool // through a server in front, which names their addresses in X-Forwarded-For
}

// NewSessions makes the sessions, kept in store, which is asked with a context where it is a scs.CtxStore. fault
// answers a request whose session cannot be read or kept.
func NewSessions(k *Keeper, store scs.Store, door Door, fault func(http.ResponseWriter, *http.Request, error)) *Sessions {
	m := scs.New()
	m.Lifetime, m.Store = Lifetime, store
	m.Codec, m.ErrorFunc = codec{}, fault
	m.Cookie.Name, m.Cookie.Secure, m.Cookie.Persist = plainCookie, door.Secure, false
	if door.Secure {
		m.Cookie.Name = secureCookie
	}
	return &Sessions{keeper: k, manager: m, door: door}
}

// Load reads and keeps the session of each request that next answers; the other methods work below it.
func (s *Sessions) Load(next http.Handler) http.Handler { return s.manager.LoadAndSave(next) }

// The keys of a session.
const (
	keyAccount = "account"
	keyStamp   = "stamp"
	keySeen    = "seen"
)

// Enter signs in: the session gets a new token, and the browser a cookie by which it is known the next time. Errors are
// those of Keeper.SignIn.
func (s *Sessions) Enter(w http.ResponseWriter, r *http.Request, email, password string) (desk.Who, error) {
	ctx, t := r.Context(), &Attempt{Email: email, Password: password, Source: sourceOf(r, s.door.Behind)}
	if c, err := r.Cookie(s.deviceName()); err == nil {
		t.Device = c.Value
	}
	a, err := s.keeper.check(ctx, t, false)
	if err != nil {
		return desk.Who{}, err
	}
	device, err := s.keeper.device(&a)
	if err != nil {
		return desk.Who{}, err
	}
	if err := s.begin(ctx, &a); err != nil {
		return desk.Who{}, err
	}
	http.SetCookie(w, &http.Cookie{
		Name: s.deviceName(), Value: device, Path: "/", MaxAge: int(deviceAge.Seconds()),
		Secure: s.door.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	return s.keeper.who(ctx, &a)
}

func (s *Sessions) deviceName() string {
	if s.door.Secure {
		return secureDevice
	}
	return plainDevice
}

func (s *Sessions) begin(ctx context.Context, a *record.Account) error {
	if err := s.manager.RenewToken(ctx); err != nil {
		return err
	}
	s.manager.Put(ctx, keyAccount, a.ID)
	s.manager.Put(ctx, keyStamp, stamp(a))
	s.manager.Put(ctx, keySeen, s.keeper.now().UTC().Format(time.RFC3339))
	return nil
}

// Still is Who for an answer that goes on: it reads the session from where sessions are kept, so that one that was ended meanwhile,
// here or by another server, is not there any more, and does not count as somebody being there.
func (s *Sessions) Still(ctx context.Context) (desk.Who, bool, error) {
	kept, found, err := s.kept(ctx)
	if err != nil || !found {
		return desk.Who{}, false, err
	}
	_, values, err := s.manager.Codec.Decode(kept)
	if err != nil {
		return desk.Who{}, false, fmt.Errorf("session: %w", err)
	}
	value := func(key string) string {
		text, _ := values[key].(string)
		return text
	}
	if value(keyAccount) == "" || s.away(value(keySeen)) >= IdleTimeout {
		return desk.Who{}, false, nil
	}
	a, err := s.keeper.Account(ctx, value(keyAccount))
	switch {
	case errors.Is(err, ErrDenied), err == nil && stamp(&a) != value(keyStamp):
		return desk.Who{}, false, nil
	case err != nil:
		return desk.Who{}, false, err
	}
	w, err := s.keeper.who(ctx, &a)
	return w, err == nil, err
}

// kept is the session as it is kept; false where it has ended.
func (s *Sessions) kept(ctx context.Context) ([]byte, bool, error) {
	token := s.manager.Token(ctx)
	if token == "" {
		return nil, false, nil
	}
	if store, ok := s.manager.Store.(scs.CtxStore); ok {
		return store.FindCtx(ctx, token)
	}
	return s.manager.Store.Find(token)
}

// away is for how long nobody was there; without an instant for ever.
func (s *Sessions) away(seen string) time.Duration {
	at, err := time.Parse(time.RFC3339, seen)
	if err != nil {
		return Lifetime
	}
	return s.keeper.now().UTC().Sub(at)
}

// refresh notes that somebody is there, at most once a minute, so that reading a page costs no write. It answers false
// where nobody was there for too long.
func (s *Sessions) refresh(ctx context.Context) bool {
	away := s.away(s.manager.GetString(ctx, keySeen))
	if away >= IdleTimeout {
		return false
	}
	if away >= time.Minute {
		s.manager.Put(ctx, keySeen, s.keeper.now().UTC().Format(time.RFC3339))
	}
	return true
}

// Leave signs out: the session ends on the server.
func (s *Sessions) Leave(ctx context.Context) error { return s.manager.Destroy(ctx) }

// Find is who an account belongs to, by its e-mail address, without roles; false where no account in use has it.
func (s *Sessions) Find(ctx context.Context, email string) (desk.Who, bool, error) {
	who, err := s.keeper.Find(ctx, email)
	if errors.Is(err, ErrDenied) {
		return desk.Who{}, false, nil
	}
	return who, err == nil, err
}

// Who is signed in, false where nobody is, or was not for IdleTimeout. An account that was disabled or got a new password elsewhere is signed out.
func (s *Sessions) Who(ctx context.Context) (desk.Who, bool, error) {
	id := s.manager.GetString(ctx, keyAccount)
	if id == "" {
		return desk.Who{}, false, nil
	}
	if !s.refresh(ctx) {
		return desk.Who{}, false, s.manager.Destroy(ctx)
	}
	a, err := s.keeper.Account(ctx, id)
	switch {
	case errors.Is(err, ErrDenied), err == nil && stamp(&a) != s.manager.GetString(ctx, keyStamp):
		return desk.Who{}, false, s.manager.Destroy(ctx)
	case err != nil:
		return desk.Who{}, false, err
	}
	w, err := s.keeper.who(ctx, &a)
	return w, err == nil, err
}

// ChangePassword changes the password of who is signed in: this session goes on with a new token, all others end. Errors
// are those of Keeper.ChangePassword.
func (s *Sessions) ChangePassword(ctx context.Context, old, password string) error {
	id := s.manager.GetString(ctx, keyAccount)
	if err := s.keeper.ChangePassword(ctx, id, old, password); err != nil {
		return err
	}
	a, err := s.keeper.Account(ctx, id)
	if err != nil {
		return err
	}
	return s.begin(ctx, &a)
}

// Lapsed tells that the request names a session that has ended: "you were signed out".
func (s *Sessions) Lapsed(r *http.Request) bool {
	c, err := r.Cookie(s.manager.Cookie.Name)
	return err == nil && c.Value != "" && s.manager.GetString(r.Context(), keyAccount) == ""
}

// stamp changes with the password.
func stamp(a *record.Account) string {
	sum := sha256.Sum256([]byte(a.Password))
	return hex.EncodeToString(sum[:8])
}
