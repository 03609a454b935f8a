package auth_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
)

// site is a sign-in over HTTP that tells its outcome.
type site struct {
	t *testing.T
	s *auth.Sessions
}

func newSite(t *testing.T, d *door, at auth.Door) *site {
	t.Helper()
	return &site{t: t, s: auth.NewSessions(d.Keeper, memstore.NewWithCleanupInterval(0), at, func(_ http.ResponseWriter, _ *http.Request, err error) {
		t.Error(err)
	})}
}

// enter tries a password from an address and answers the refusal's code, how long to wait, and the device's cookie.
func (s *site) enter(from, forwarded, address, password string, device *http.Cookie) (code string, wait time.Duration, _ *http.Cookie) {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/", http.NoBody)
	r.RemoteAddr = from
	if forwarded != "" {
		r.Header.Set("X-Forwarded-For", forwarded)
	}
	if device != nil {
		r.AddCookie(device)
	}
	w := httptest.NewRecorder()
	s.s.Load(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := s.s.Enter(w, r, address, password)
		var no *auth.Refusal
		if errors.As(err, &no) {
			code, wait = no.Code, no.Wait
		} else if err != nil {
			s.t.Error(err)
		}
	})).ServeHTTP(w, r)
	answer := w.Result()
	if err := answer.Body.Close(); err != nil {
		s.t.Error(err)
	}
	for _, c := range answer.Cookies() {
		if c.Name == "gremium_device" || c.Name == "__Host-gremium-device" {
			return code, wait, c
		}
	}
	return code, wait, nil
}

const (
	home     = "192.0.2.7:4711"
	attacker = "198.51.100.9:4711"
)

func TestNobodyLocksSomebodyElseOut(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	s := newSite(t, d, auth.Door{})
	for i := range 8 {
		if code, _, device := s.enter(attacker, "", email, "falsch", nil); code != "denied" || device != nil {
			t.Fatalf("attempt %d: %q, %v", i+1, code, device)
		}
	}
	if code, wait, _ := s.enter(attacker, "", email, d.password, nil); code != "too_many" || wait != 15*time.Minute {
		t.Errorf("after eight wrong ones from there: %q, %v", code, wait)
	}
	code, _, device := s.enter(home, "", email, d.password, nil)
	if code != "" || device == nil || !device.HttpOnly || device.SameSite != http.SameSiteStrictMode || device.Secure || device.MaxAge < 1e6 {
		t.Errorf("from elsewhere: %q, %+v", code, device)
	}
	if _, _, device := newSite(t, d, auth.Door{Secure: true}).enter(home, "", email, d.password, nil); device == nil || !device.Secure || device.Name != "__Host-gremium-device" {
		t.Errorf("over TLS: %+v", device)
	}
}

func TestManyPlacesAreSlowedDown(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	s := newSite(t, d, auth.Door{})
	_, _, device := s.enter(home, "", email, d.password, nil)
	for _, address := range []string{email, "niemand@example.org"} { // whether there is an account cannot be told
		from := func(i int) string { return fmt.Sprintf("198.51.100.%d:1", i) }
		for i := range 24 {
			if code, _, _ := s.enter(from(i), "", address, "falsch", nil); code != "denied" {
				t.Fatalf("%s, attempt %d: %q", address, i+1, code)
			}
		}
		for i, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second, 30 * time.Second} {
			if code, wait, _ := s.enter(from(100+i), "", address, "falsch", nil); code != "too_many" || wait != want {
				t.Errorf("%s, after %d: %q, %v; want to wait %v", address, 24+i, code, wait, want)
			}
			d.clock = d.clock.Add(want)
			if code, _, _ := s.enter(from(100+i), "", address, "falsch", nil); code != "denied" {
				t.Errorf("%s, after waiting %v: %q", address, want, code)
			}
		}
	}
	s.enter(attacker, "", email, "falsch", nil)
	if code, _, _ := s.enter(home, "", email, d.password, nil); code != "too_many" {
		t.Errorf("the right password from a place that nobody knows: %q", code)
	}
	if code, _, _ := s.enter(attacker, "", email, d.password, device); code != "" {
		t.Errorf("the right password from a device that has signed in before: %q", code)
	}
	d.clock = d.clock.Add(15 * time.Minute)
	if code, _, _ := s.enter(home, "", email, d.password, nil); code != "" {
		t.Errorf("a quarter of an hour later: %q", code)
	}
}

func TestDevicesAreKnownByTheirProofAlone(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	s := newSite(t, d, auth.Door{})
	_, _, device := s.enter(home, "", email, d.password, nil)
	other, err := d.Add(t.Context(), record.Account{ID: "b", Email: "b@example.org", Name: "B"})
	if err != nil {
		t.Fatal(err)
	}
	_, _, others := s.enter(home, "", "b@example.org", other, nil)
	for range 8 {
		s.enter(attacker, "", email, "falsch", nil)
	}
	forged := *device
	forged.Value = "x" + forged.Value
	for name, c := range map[string]*http.Cookie{
		"none": nil, "of another account": others, "altered": &forged, "empty": {Name: device.Name}, "a point": {Name: device.Name, Value: "."},
	} {
		if code, _, _ := s.enter(attacker, "", email, d.password, c); code != "too_many" {
			t.Errorf("%s: %q", name, code)
		}
	}
	if code, _, _ := s.enter(attacker, "", email, d.password, device); code != "" {
		t.Errorf("the device itself: %q", code)
	}
	for range 8 { // a device has attempts of its own
		s.enter(attacker, "", email, "falsch", device)
	}
	if code, _, _ := s.enter(attacker, "", email, d.password, device); code != "too_many" {
		t.Errorf("the device after eight wrong ones: %q", code)
	}
	if d.password, err = d.Reset(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	d.clock = d.clock.Add(time.Minute)
	if code, _, _ := s.enter(attacker, "", email, d.password, device); code != "too_many" {
		t.Errorf("with a proof for the password before: %q", code)
	}
}

func TestPlacesAreNetworks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		door             auth.Door
		one, other       string // address, and what a server in front says
		oneFor, otherFor string
		same             bool
	}{
		"ports":                       {auth.Door{}, "192.0.2.1:1", "192.0.2.1:2", "", "", true},
		"addresses":                   {auth.Door{}, "192.0.2.1:1", "192.0.2.2:1", "", "", false},
		"one network":                 {auth.Door{}, "[2001:db8:1:2::1]:1", "[2001:db8:1:2:ffff::9]:1", "", "", true},
		"two networks":                {auth.Door{}, "[2001:db8:1:2::1]:1", "[2001:db8:1:3::1]:1", "", "", false},
		"written otherwise":           {auth.Door{}, "192.0.2.1:1", "[::ffff:192.0.2.1]:1", "", "", true},
		"what browsers say":           {auth.Door{}, "192.0.2.1:1", "192.0.2.1:1", "203.0.113.1", "203.0.113.2", true},
		"what a server says":          {auth.Door{Behind: true}, "192.0.2.1:1", "192.0.2.1:1", "203.0.113.1", "203.0.113.2", false},
		"what stands ahead of it":     {auth.Door{Behind: true}, "192.0.2.1:1", "192.0.2.1:1", "10.0.0.1, 203.0.113.1", "10.0.0.2,203.0.113.1", true},
		"a server that says nothing":  {auth.Door{Behind: true}, "192.0.2.1:1", "192.0.2.1:1", "", "", true},
		"a server that says nonsense": {auth.Door{Behind: true}, "192.0.2.1:1", "192.0.2.2:1", "x", "y", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDoor(t)
			s := newSite(t, d, c.door)
			for range 8 {
				s.enter(c.one, c.oneFor, email, "falsch", nil)
			}
			if code, _, _ := s.enter(c.other, c.otherFor, email, d.password, nil); (code == "too_many") != c.same {
				t.Errorf("%q", code)
			}
		})
	}
}
