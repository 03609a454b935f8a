package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gremium/workflow/proof"
)

// Peer is a witness that is asked for its cosignatures.
type Peer struct {
	Key *proof.Witness
	at  string
}

// The ways in which a peer cannot be named.
var (
	ErrPeer  = errors.New("a witness is named as URL=KEY")
	ErrPlain = errors.New("a witness that is not on this machine is asked over https alone")
)

// ParsePeer reads URL=KEY: the address that add-checkpoint lies below, and the public key. The error wraps ErrPeer, ErrPlain or
// proof.ErrKey.
func ParsePeer(text string) (Peer, error) {
	address, key, ok := strings.Cut(text, "=")
	if !ok {
		return Peer{}, ErrPeer
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return Peer{}, ErrPeer
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return Peer{}, fmt.Errorf("%w: %s", ErrPlain, u.Host)
	}
	w, err := proof.ParseWitness(key)
	if err != nil {
		return Peer{}, err
	}
	return Peer{Key: w, at: u.JoinPath("add-checkpoint").String()}, nil
}

// The limits of what is waited for and read.
const (
	patience  = 10 * time.Second
	maxAnswer = 16 << 10
)

// NewClient makes the client that witnesses are asked with: it goes to the address that is named and to no other, neither by
// redirection nor through a proxy.
func NewClient() *http.Client {
	dialer := &net.Dialer{Timeout: patience}
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
			MaxResponseHeaderBytes: maxAnswer, DisableCompression: true, ForceAttemptHTTP2: true,
		},
	}
}

// answer is what a witness said.
type answer struct {
	status int
	size   *uint64 // of a conflict that tells how far the witness has gone
	body   []byte
}

// post sends one request. The error is that there is no answer.
func (p *Peer) post(ctx context.Context, client *http.Client, r *proof.Request) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.at, bytes.NewReader(r.Text()))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", p.Key.Name(), err)
	}
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", p.Key.Name(), err)
	}
	defer resp.Body.Close()
	out := &answer{status: resp.StatusCode}
	if out.body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer)); err != nil {
		return nil, fmt.Errorf("ask %s: %w", p.Key.Name(), err)
	}
	if kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err == nil && kind == sizeType && out.status == http.StatusConflict {
		if n, err := strconv.ParseUint(strings.TrimSuffix(string(out.body), "\n"), 10, 63); err == nil {
			out.size = &n
		}
	}
	return out, nil
}
