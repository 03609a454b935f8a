package web

import (
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// shownTiles are the pages of a house, and beside them the tiles of its round, as long as nobody alters them.
type shownTiles struct {
	h       *roundHouse
	signer  proof.Signer
	key     string
	altered atomic.Bool
}

func newTiles(t *testing.T, h *roundHouse) *shownTiles {
	t.Helper()
	secret, public, err := proof.NewKey(rand.NewChaCha8([32]byte{3}), "example.org")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := proof.ParseSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return &shownTiles{h: h, signer: signer, key: public}
}

// ServeHTTP answers pages, and below /log/ what programs of transparency logs read.
func (s *shownTiles) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/log/")
	if !ok {
		s.h.server.ServeHTTP(w, r)
		return
	}
	id, path, _ := strings.Cut(rest, "/")
	body, err := s.part(r, s.h.engine.RoundOrigin(id), path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	_, _ = w.Write(body)
}

func (s *shownTiles) part(r *http.Request, origin, path string) (out []byte, err error) {
	var tree ledger.Tree
	var t proof.Tile
	if path != "checkpoint" {
		if t, err = proof.ParseTile(path); err != nil {
			return nil, err
		}
	}
	from, to, _ := t.Span()
	for b, err := range s.h.desk.Log.Entries(r.Context(), origin, 0) {
		if err != nil {
			return nil, err
		}
		leaf, at := ledger.LeafHash(b), tree.Size()
		tree.Append(leaf)
		switch {
		case at < from || at >= to:
		case !t.Entries():
			out = append(out, leaf[:]...)
		case s.altered.Load() && at == 7:
			b = append([]byte(nil), b...)
			b[len(b)/2] ^= 1
			fallthrough
		default:
			if out, err = proof.AppendBundled(out, b); err != nil {
				return nil, err
			}
		}
	}
	if path == "checkpoint" {
		return proof.Sign(proof.Checkpoint{Origin: origin, Size: tree.Size(), Root: tree.Root()}, s.signer)
	}
	return out, nil
}

// workOut lets the browser check the record: without a key, with something that is none, with the right one, and altered.
func (s *shownTiles) workOut(p *person) {
	p.t.Helper()
	const start, say, signature = "[data-proof-start]", "[data-proof-say]", `[data-proof-step="signature"] .figs`
	run := func(key, step, result, want string) {
		p.t.Helper()
		p.Go(p.base + roundAt + "/pruefung")
		p.Fill("#proof-key", key)
		p.Click(start)
		p.Await(`[data-proof-step="` + step + `"][data-result="` + result + `"]`)
		p.Await("[data-proof-done]")
		p.says(say, want)
	}
	run("", "root", "ok", "Nicht geprüft ist die Unterschrift")
	p.says(signature, "kein Schlüssel eingegeben")
	run("kein Schlüssel", "root", "ok", "Nicht geprüft ist die Unterschrift")
	p.says(signature, "Das ist kein öffentlicher Schlüssel")
	s.altered.Store(true)
	run(s.key, "leaves", "failed", "Die Akte stimmt nicht")
	p.says(`[data-proof-step="leaves"] .figs`, "Eintrag 7 ergibt einen anderen")
	s.altered.Store(false)
	run(s.key, "signature", "ok", "Nachgerechnet")
	other := newKey(p.t)
	run(other, "signature", "failed", "Die Akte stimmt nicht")
	p.says(signature, "keine Unterschrift mit diesem Schlüssel")
	run(s.key, "signature", "ok", "Nachgerechnet")
}

// newKey is a key that has signed nothing.
func newKey(t *testing.T) string {
	t.Helper()
	_, public, err := proof.NewKey(rand.NewChaCha8([32]byte{4}), "example.org")
	if err != nil {
		t.Fatal(err)
	}
	return public
}
