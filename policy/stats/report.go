package stats

import (
	"crypto/sha256"
	"fmt"
)

// Report is all there is to say about a panel.
type Report struct {
	Agreement     []Agreement // by criterion
	Severity      []Severity  // by member
	Disagreements []Disagreement
	First         []Disagreement // worth discussing before others
	Firmness      []Firmness
}

// Report computes everything; it takes a second or more where a large committee scores hundreds of proposals.
func (p *Panel) Report(seed Seed) *Report {
	r := &Report{Severity: p.Severity(seed), Disagreements: p.Disagreements(), Firmness: p.Firmness()}
	for c := range p.Rules.Criteria {
		r.Agreement = append(r.Agreement, p.Agreement(c, seed))
	}
	r.First = DiscussFirst(r.Disagreements)
	return r
}

// Mark tells panels apart: two with the same mark and seed have the same report.
func (p *Panel) Mark(seed Seed) [sha256.Size]byte {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%x %s %v", seed, p.Rules.Digest(), p.Cases) // a hash takes everything
	return [sha256.Size]byte(h.Sum(nil))
}
