package store

import (
	"context"

	"gremium/workflow"
	"gremium/workflow/logtest"
)

// minutes draws an act on the minutes: the approval of the latest version where it waits for one, or a further version.
func (g *generator) minutes() workflow.Request {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	n := len(state.Minutes)
	if n > 0 && state.Minutes[n-1].Approved == 0 {
		return g.h.Request(logtest.Desk, logtest.Round, &workflow.ApproveMinutes{Version: uint64(n)})
	}
	return g.h.Request(logtest.Office, logtest.Round, &workflow.DraftMinutes{Version: uint64(n) + 1, Size: state.Size, Reason: "Berichtigung"})
}
