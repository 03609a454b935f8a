package cli

import (
	"context"

	"gremium/workflow/audit"
)

// verifier checks a round's record for the pages.
type verifier struct{ h *house }

// Verify reads the whole record of the round, and the register that lists it.
func (v verifier) Verify(ctx context.Context, round string) (*audit.Report, error) {
	return audit.Check(ctx, v.h.db, v.h.engine.RegisterOrigin(), v.h.engine.RoundOrigin(""), audit.Options{Round: round, Tables: v.h.db})
}
