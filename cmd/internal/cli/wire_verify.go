package cli

import (
	"context"
	"errors"

	"gremium/workflow/audit"
)

// verifier checks a round's record for the pages.
type verifier struct{ h *house }

// Verify reads the whole record of the round, and the register that lists it, and words its findings in lang.
func (v verifier) Verify(ctx context.Context, round, lang string) (report *audit.Report, err error) {
	s, err := v.h.db.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	opt := audit.Options{Round: round, Lang: lang, Tables: s, Pseudonym: v.h.engine.Pseudonym}
	return audit.Check(ctx, s, v.h.engine.RegisterOrigin(), v.h.engine.RoundOrigin(""), opt)
}
