package workflow

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"gremium/workflow/ledger"
)

// seal turns a record into an entry: commitments to its texts with fresh nonces, a fresh salt, bytes and leaf hash.
func (e *Engine) seal(rec *Record, texts map[string]string) (*Sealed, error) {
	s := &Sealed{Record: rec}
	commitments := *rec.Event.Commitments()
	for i, path := range slices.Sorted(maps.Keys(texts)) {
		t := Text{Path: path, Value: texts[path]}
		if _, err := io.ReadFull(e.cfg.Random, t.Nonce[:]); err != nil {
			return nil, fmt.Errorf("nonce: %w", err)
		}
		commitments[i].C = ledger.Commit(&t.Nonce, rec.Origin, rec.Seq, path, t.Value)
		s.Texts = append(s.Texts, t)
	}
	var salt [32]byte
	if _, err := io.ReadFull(e.cfg.Random, salt[:]); err != nil {
		return nil, fmt.Errorf("salt: %w", err)
	}
	var err error
	if s.Entry, err = encode(nil, rec, salt); err != nil {
		return nil, fmt.Errorf("entry %d of %s: %w", rec.Seq, rec.Origin, err)
	}
	// What could not be read again would make the whole ledger useless, so nothing is committed that was not read once.
	if _, err := e.reader.Decode(s.Entry); err != nil {
		return nil, fmt.Errorf("entry %d of %s reads badly: %w", rec.Seq, rec.Origin, err)
	}
	s.Leaf = ledger.LeafHash(s.Entry)
	return s, nil
}
