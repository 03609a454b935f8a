package web

import (
	"context"
	"crypto/sha256"

	"gremium/policy/stats"
)

// statsReports keeps the statistics that were computed last, so that looking twice costs nothing, and computes one at a time: a
// large round takes seconds, and many readers may ask at once. What is kept goes by everything the figures rest on, which
// is what a visitor may see; so nobody is given figures that rest on more.
type statsReports struct {
	turn chan struct{} // holds one
	kept map[[sha256.Size]byte]*stats.Report
	last [][sha256.Size]byte // in the order they were computed
}

// maxReports bounds how many are kept.
const maxReports = 32

func newStatsReports() *statsReports {
	return &statsReports{turn: make(chan struct{}, 1), kept: map[[sha256.Size]byte]*stats.Report{}}
}

// of gives the report of a panel. The error is the context's, where the reader leaves while others are computed.
func (k *statsReports) of(ctx context.Context, panel *stats.Panel, seed stats.Seed) (*stats.Report, error) {
	mark := panel.Mark(seed)
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r := k.kept[mark]; r != nil {
		return r, nil
	}
	r := panel.Report(seed)
	if len(k.last) == maxReports {
		delete(k.kept, k.last[0])
		k.last = k.last[1:]
	}
	k.kept[mark], k.last = r, append(k.last, mark)
	return r, nil
}
