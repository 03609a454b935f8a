package logtest

import (
	"testing"

	"gremium/workflow"
)

// Erase sets a hold and lifts it, asks for the erasure of its reason, which is refused, and once more, which a second person
// grants. It answers the entry whose text is gone.
func (h *House) Erase(t testing.TB) uint64 {
	t.Helper()
	hold := h.Size(t)
	asking := &workflow.RequestErasure{Basis: "17-1-d", Fields: []workflow.Field{{Entry: hold}}, Reason: "unzulässig"}
	h.Must(t, Office, Round, &workflow.SetHold{Reason: "Klage von Frau B."}, &workflow.LiftHold{Hold: hold, Reason: "Vergleich"}, asking)
	h.Must(t, Desk, Round, &workflow.RefuseErasure{Request: h.Size(t) - 1, Reason: "noch nicht geprüft"})
	h.Must(t, Office, Round, asking)
	h.Must(t, Desk, Round, &workflow.EraseText{Request: h.Size(t) - 1})
	return hold
}
