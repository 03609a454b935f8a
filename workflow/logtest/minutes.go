package logtest

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/minutes"
)

// Minutes are a version of the minutes that the record gives.
func (h *House) Minutes(t testing.TB, version uint64) *workflow.DraftMinutes {
	t.Helper()
	r, _, err := h.Round(t.Context(), Round)
	if err != nil {
		t.Fatal(err)
	}
	taker := minutes.NewTaker()
	state, head, err := h.Replay(t.Context(), Round, r.Size, taker.Note)
	if err != nil {
		t.Fatal(err)
	}
	m := taker.Minutes(state, head, "")
	digest, err := m.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return &workflow.DraftMinutes{Version: version, Digest: digest, Size: m.Size, Root: m.Hash, Place: "Berlin"}
}

// Approval approves the latest version of the minutes.
func (h *House) Approval(t testing.TB) *workflow.ApproveMinutes {
	t.Helper()
	r, _, err := h.Round(t.Context(), Round)
	if err != nil {
		t.Fatal(err)
	}
	m := r.Minutes[len(r.Minutes)-1]
	return &workflow.ApproveMinutes{Version: m.Version, Digest: m.Digest}
}
