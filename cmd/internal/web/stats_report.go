package web

import (
	"context"

	"gremium/policy/stats"
)

// turn lets one reader reckon at a time: a large round takes seconds, and many may ask at once.
type turn chan struct{}

// reckon does something when it is the reader's turn; false where the reader leaves before.
func (t turn) reckon(ctx context.Context, do func()) bool {
	select {
	case t <- struct{}{}:
		defer func() { <-t }()
		do()
		return true
	case <-ctx.Done():
		return false
	}
}

// statsReports keeps the statistics that were computed last, so that looking twice costs nothing. What is kept goes by
// everything the figures rest on, which is what a visitor may see; so nobody is given figures that rest on more, and entries
// that change no score change nothing here.
type statsReports struct {
	kept map[stats.Seed]*stats.Report
	last []stats.Seed // in the order they were computed
}

func newStatsReports() *statsReports {
	return &statsReports{kept: map[stats.Seed]*stats.Report{}}
}

// maxReports bounds how many are kept.
const maxReports = 32

// of gives the report of a panel of the ledger of that name. It is for one reader at a time.
func (k *statsReports) of(panel *stats.Panel, origin string) *stats.Report {
	seed := panel.Seed(origin)
	if r := k.kept[seed]; r != nil {
		return r
	}
	r := panel.Report(seed)
	if len(k.last) == maxReports {
		delete(k.kept, k.last[0])
		k.last = k.last[1:]
	}
	k.kept[seed], k.last = r, append(k.last, seed)
	return r
}
