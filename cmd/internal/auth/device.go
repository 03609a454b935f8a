package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"gremium/store/record"
)

// Attempt is somebody who wants to come in.
type Attempt struct {
	Email, Password string
	Source          string // network that it comes from
	Device          string // proof that this browser has signed in before, empty for none
}

// deviceAge is how long a browser is remembered after a sign-in.
const deviceAge = 180 * 24 * time.Hour

const (
	secureDevice = "__Host-gremium-device"
	plainDevice  = "gremium_device"
)

// device makes a browser's proof that it has signed in to an account: a random number, and that number sealed with the hash
// of the account's password. So nothing is kept on the server, and a new password ends all proofs.
func (k *Keeper) device(a *record.Account) (string, error) {
	number := make([]byte, saltSize)
	if err := k.random.read(number); err != nil {
		return "", err
	}
	return proof(a, base64.RawURLEncoding.EncodeToString(number)), nil
}

func proof(a *record.Account, number string) string {
	mac := hmac.New(sha256.New, []byte(a.Password))
	mac.Write([]byte("gremium/device/v1\x00" + a.ID + "\x00" + number)) // it never fails
	return number + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// placeOf is where an attempt on an account comes from: the browser where it has signed in before, the network otherwise.
func placeOf(a *record.Account, t *Attempt) place {
	number, _, ok := strings.Cut(t.Device, ".")
	if ok && a.Password != "" && hmac.Equal([]byte(proof(a, number)), []byte(t.Device)) {
		return place{name: "device " + number, known: true}
	}
	return place{name: t.Source}
}

// sourceOf is the network that a request comes from: an IPv4 address, or the 64 bits of an IPv6 address that one household
// or office has. Behind a server that speaks for the browsers it is the address that this server names last.
func sourceOf(r *http.Request, behind bool) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if named := r.Header.Values("X-Forwarded-For"); behind && len(named) > 0 {
		last := named[len(named)-1]
		host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if at = at.Unmap(); at.Is4() {
		return at.String()
	}
	return netip.PrefixFrom(at.WithZone(""), 64).Masked().String()
}
