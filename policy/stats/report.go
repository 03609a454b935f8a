package stats

import (
	"crypto/sha256"
	"fmt"
	"sync"
)

// Report is all there is to say about a panel.
type Report struct {
	Agreement     []Agreement // by criterion
	Severity      []Severity  // by member
	Disagreements []Disagreement
	First         []Disagreement // worth discussing before others
	Firmness      []Firmness
}

// Report computes everything. The intervals are drawn from seed, see Seed. Where the computation breaks it breaks for the caller, who
// may recover, and not for the whole program.
func (p *Panel) Report(seed Seed) *Report {
	r := &Report{}
	var exact sync.WaitGroup // what draws nothing is computed beside what does
	var broke any
	exact.Go(func() {
		defer func() { broke = recover() }()
		r.Disagreements, r.Firmness = p.Disagreements(), p.Firmness()
	})
	r.Severity = p.Severity(seed)
	for c := range p.Rules.Criteria {
		r.Agreement = append(r.Agreement, p.Agreement(c, seed))
	}
	exact.Wait()
	if broke != nil {
		panic(broke) //nolint:forbidigo // It was one, on another goroutine.
	}
	r.First = DiscussFirst(r.Disagreements)
	return r
}

// Seed is what the draws of the panel's intervals come from: a name, such as that of the round's ledger, and everything that
// the figures rest on, which is the policy, the proposals, and who gave which scores that count. So whoever sees the same
// scores gets the same intervals, at whatever length of the record; to whom scores are hidden, the seed tells nothing of
// them; and two panels with the same seed have the same report.
func (p *Panel) Seed(name string) Seed {
	h := sha256.New()
	write := func(parts ...any) { _, _ = fmt.Fprintf(h, "%#v\n", parts) } // a hash takes everything
	write(name, p.Rules.Digest(), len(p.Cases))
	for i := range p.Cases {
		write(p.Cases[i].ID)
		for j := range p.Cases[i].Facts.Members {
			m := &p.Cases[i].Facts.Members[j]
			if !counts(m) {
				continue
			}
			write(m.ID, m.Scorer, m.Body, m.Weight)
			for _, v := range m.Values {
				write(v.Decimal.String(), v.NotAssessable)
			}
		}
	}
	return Seed(h.Sum(nil))
}
