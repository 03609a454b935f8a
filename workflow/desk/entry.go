package desk

import (
	"bytes"
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/view"
)

// Entry is one entry of the round's record, byte by byte as it was committed. Only readers of the whole record get it, and
// a vote only once its ballot is closed; the error is a *workflow.Refusal for others, and where there is no such entry.
func (d *Desk) Entry(ctx context.Context, v *view.Round, seq uint64) ([]byte, error) {
	if err := readers(v); err != nil {
		return nil, err
	}
	if v.Secret(seq) {
		return nil, &workflow.Refusal{Code: "ballot_open", Rule: "lifecycle"}
	}
	for b, err := range d.Log.Entries(ctx, v.Origin, seq) {
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", seq, err)
		}
		return bytes.Clone(b), nil
	}
	return nil, &workflow.Refusal{Code: "inconsistent", Rule: "record", Detail: map[string]string{
		"what": "no_entry", "have": fmt.Sprint(seq),
	}}
}
