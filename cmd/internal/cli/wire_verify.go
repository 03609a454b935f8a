package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/workflow/audit"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
)

// verifier checks a round's record for the pages.
type verifier struct{ h *house }

// Verify reads the whole record of the round, and the register that lists it, and words its findings in lang.
func (v verifier) Verify(ctx context.Context, round, lang string) (report *audit.Report, err error) {
	outside := v.h.outside(nil)
	s, err := v.h.db.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	v.h.seen(ctx, s, outside)
	opt := audit.Options{Round: round, Lang: lang, Tables: s, Pseudonym: v.h.engine.Pseudonym, Outside: outside}
	return audit.Check(ctx, s, v.h.engine.RegisterOrigin(), v.h.engine.RoundOrigin(""), opt)
}

// CaseFile writes the record of a round to a file that nobody else sees, and hands that out: the database stands still only
// while it is written, however slowly somebody reads. Only who reads the whole record gets it as another participant.
func (v verifier) CaseFile(ctx context.Context, who *desk.Who, round, proposal, holder string) (_ io.ReadCloser, size int64, err error) {
	giver := who
	if holder != "" {
		if who, err = v.h.holding(ctx, who, round, holder); err != nil {
			return nil, 0, err
		}
	}
	f, err := os.CreateTemp("", "gremium-*.zip")
	if err != nil {
		return nil, 0, fmt.Errorf("write the case file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	if err := os.Remove(f.Name()); err != nil { // it goes with the last who has it open
		return nil, 0, fmt.Errorf("write the case file: %w", err)
	}
	if _, err := v.h.writeCase(ctx, f, giver, who, round, proposal, false); err != nil {
		return nil, 0, err
	}
	if size, err = f.Seek(0, io.SeekCurrent); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("write the case file: %w", err)
	}
	return f, size, nil
}

// outside is what holds the record from outside, for a check: the keys that are given, else those of the key file, and the lock
// file. It is read before the snapshot is taken, whose checkpoints belong to it: what is written in between is in the snapshot.
func (h *house) outside(keys []string) *audit.Outside {
	out := &audit.Outside{Keys: keys, Now: h.now()}
	if file, err := anchor.LoadKeys(h.e.keyFileOf(h.db.Path())); err == nil && len(keys) == 0 {
		out.Keys = file.Public()
	}
	if held, err := anchor.Sizes(h.e.sizesFileOf(h.db.Path())); err == nil { // without it the step says so
		out.Held = held
	}
	return out
}

// seen adds what the database holds from outside: checkpoints, and what witnesses have said to them. Without a rule of whoever
// checks, that holds with which the server was last started. What cannot be read of it is for the report to say.
func (h *house) seen(ctx context.Context, s *store.Snapshot, out *audit.Outside) {
	var err error
	out.Checkpoints, out.Cosignatures = s.Checkpoints, s.Cosignatures
	if out.Troubles, err = s.Troubles(ctx); err != nil {
		out.Unread = append(out.Unread, err)
	}
	if h.rule != nil {
		out.Rule, out.Named = *h.rule, true
		return
	}
	keys, quorum, err := s.Witnesses(ctx)
	if err == nil {
		out.Rule, err = proof.NewRule(quorum, keys...)
	}
	if err == nil {
		out.Since, err = s.WitnessesSince(ctx)
	}
	if err != nil {
		out.Unread = append(out.Unread, err)
	}
}
