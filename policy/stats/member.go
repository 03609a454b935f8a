package stats

import "math"

// LeastProposals is how many proposals a member must share with others before anything is said about their severity.
const LeastProposals = 5

// Severity is how a member scores beside the others who scored the same proposals. Differences are shares of the scale,
// from −1 to 1; below 0 is more severe, whichever end of the scale is better.
type Severity struct {
	Member    string
	Proposals int  // scored by this member and by others
	Few       bool // fewer than LeastProposals: nothing else is set
	Mean      float64
	Span      Span // 95 %, by resampling proposals, which all members share who scored as many
	Severer   int  // proposals on which the member was more severe than the mean of the others
	Share     Span // 95 % of Severer in Proposals, corrected for continuity
}

// Clear tells whether the interval lies on one side of 0, so that more than chance speaks.
func (s *Severity) Clear() bool { return !s.Few && (s.Span.High < 0 || s.Span.Low > 0) }

// Severity looks at every member, in order of Members. On each proposal it takes the mean over the criteria of the member's
// score less the mean of the others' scores; over proposals it is the plain mean of these.
func (p *Panel) Severity(seed Seed) []Severity {
	out := make([]Severity, len(p.Members))
	for j, id := range p.Members {
		out[j] = p.severity(id, p.differences(j), seed)
	}
	return out
}

func (p *Panel) severity(id string, differences []float64, seed Seed) Severity {
	s := Severity{Member: id, Proposals: len(differences), Few: len(differences) < LeastProposals}
	if s.Few {
		return s
	}
	of := func(rows []int) Figure {
		sum := 0.0
		for _, i := range rows {
			sum += differences[i]
		}
		return figure(sum / float64(len(rows)))
	}
	s.Mean = mean(differences)
	s.Span, _ = p.draws.bootstrap(len(differences), seed, of)
	for _, d := range differences {
		if d < -least {
			s.Severer++
		}
	}
	s.Share = Wilson(s.Severer, s.Proposals, true)
	return s
}

// least is what differs at all: floating point leaves crumbs of equal means.
const least = 1e-9

// differences are those of the member in column j, one for each proposal that others scored too.
func (p *Panel) differences(j int) []float64 {
	var out []float64
	for i := range p.Cases {
		var one []float64
		for _, t := range p.shares {
			row := t[i]
			if others := given(without(row, j)); !math.IsNaN(row[j]) && len(others) > 0 {
				one = append(one, row[j]-mean(others))
			}
		}
		if len(one) > 0 {
			out = append(out, mean(one))
		}
	}
	return out
}

func without(row []float64, j int) []float64 {
	out := make([]float64, 0, len(row))
	return append(append(out, row[:j]...), row[j+1:]...)
}
