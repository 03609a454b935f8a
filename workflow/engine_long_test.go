package workflow_test

import (
	"context"
	"fmt"
	"testing"

	"gremium/workflow"
	"gremium/workflow/logtest"
)

// gauged is a log that notes the most entries that were handed to it at once.
type gauged struct {
	*logtest.Memory
	most int
}

func (g *gauged) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return g.Memory.Update(ctx, func(tx workflow.Tx) error { return fn(&gaugedTx{tx, g}) })
}

type gaugedTx struct {
	workflow.Tx
	g *gauged
}

func (x *gaugedTx) Append(state workflow.Ledger, sealed []*workflow.Sealed, head workflow.Head) error {
	x.g.most = max(x.g.most, len(sealed))
	return x.Tx.Append(state, sealed, head)
}

// TestMuchAtOnceIsWrittenInParts holds that what waits to be written does not grow with what is brought in.
func TestMuchAtOnceIsWrittenInParts(t *testing.T) {
	t.Parallel()
	g := &gauged{Memory: logtest.NewMemory()}
	h := logtest.NewHouse(t, g, "first")
	h.Begin(t, 2)
	const n, part = 9000, 2048
	all := make([]workflow.Request, n)
	for i := range all {
		all[i] = h.Request(logtest.Office, logtest.Round, h.Proposal(fmt.Sprint("p-", i)))
	}
	if receipts, err := h.Execute(t.Context(), all...); err != nil || len(receipts) != n {
		t.Fatalf("%d receipts, %v", len(receipts), err)
	}
	h.Close()
	if g.most < part || g.most > part+1 { // one more for the admission of who acts
		t.Errorf("%d entries were handed over at once, want %d", g.most, part)
	}
}
