package stats

import "slices"

// Scale says how far apart two values are for Krippendorff's alpha.
type Scale int

// The scales. Levels with names are ordinal; points are often read as interval.
const (
	Nominal Scale = iota
	Ordinal
	Interval
	Ratio
)

// Alpha is Krippendorff's alpha, 1 − observed disagreement / expected disagreement: 1 is full agreement, 0 what chance
// gives, and less is systematic disagreement. Proposals with fewer than two scores are left out; it is undefined where
// all scores that remain are equal.
//
// Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections C to E. With n_cu the number of
// scores c on proposal u, m_u all scores on it, o_ck = Σ_u n_cu·n_ku/(m_u−1), n_c = Σ_k o_ck and n = Σ n_c:
// alpha = 1 − (n−1)·Σ_{c<k} o_ck·d²_ck / Σ_{c<k} n_c·n_k·d²_ck.
func (t Table) Alpha(s Scale) Figure { return t.AlphaOf(s)(t.rows()) }

// AlphaOf prepares Alpha for many samples of the same table.
func (t Table) AlphaOf(s Scale) Sampler {
	values := t.values()
	units := make([]unit, len(t))
	for i, row := range t {
		units[i] = unitOf(given(row), values)
	}
	counts, met := make([]float64, len(values)), make([]float64, len(values)*len(values))
	return func(rows []int) Figure {
		clear(counts)
		clear(met)
		total := 0.0
		for _, i := range rows {
			total += units[i].add(counts, met)
		}
		return s.alpha(values, counts, met, total)
	}
}

// unit is one proposal with two scores or more: how many of each value, by the value's place, and what it adds to the pairs
// of values that met on it.
type unit struct {
	places []int
	counts []float64
	pairs  []pair
	total  float64
}

// pair is two values that met: their place in o, and n_cu·n_ku/(m_u−1).
type pair struct {
	at  int
	met float64
}

func unitOf(scores, values []float64) unit {
	u := unit{total: float64(len(scores))}
	if len(scores) < 2 {
		return unit{}
	}
	sorted := slices.Sorted(slices.Values(scores))
	for i, x := range sorted {
		if i == 0 || x != sorted[i-1] {
			at, _ := slices.BinarySearch(values, x)
			u.places, u.counts = append(u.places, at), append(u.counts, 0)
		}
		u.counts[len(u.counts)-1]++
	}
	for i, c := range u.places {
		for j := i + 1; j < len(u.places); j++ {
			u.pairs = append(u.pairs, pair{c*len(values) + u.places[j], u.counts[i] * u.counts[j] / (u.total - 1)})
		}
	}
	return u
}

// add adds to n_c, and to o_ck for c < k, and gives the number of scores.
func (u *unit) add(counts, met []float64) float64 {
	for i, c := range u.places {
		counts[c] += u.counts[i]
	}
	for _, p := range u.pairs {
		met[p.at] += p.met
	}
	return u.total
}

func (s Scale) alpha(values, counts, met []float64, total float64) Figure {
	observed, expected := 0.0, 0.0
	for c := range values {
		if counts[c] == 0 {
			continue
		}
		between := counts[c] // scores from c to k
		for k := c + 1; k < len(values); k++ {
			if between += counts[k]; counts[k] == 0 {
				continue
			}
			d := s.squared(values, between-(counts[c]+counts[k])/2, c, k)
			observed += met[c*len(values)+k] * d
			expected += counts[c] * counts[k] * d
		}
	}
	if expected == 0 {
		return Figure{}
	}
	return figure(1 - (total-1)*observed/expected)
}

// values are the different scores on proposals with two scores or more, ascending.
func (t Table) values() []float64 {
	var all []float64
	for _, row := range t {
		if scores := given(row); len(scores) > 1 {
			all = append(all, scores...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// squared is the squared distance of two values by their places c < k in values. between is how many scores lie between them,
// each end by half.
func (s Scale) squared(values []float64, between float64, c, k int) float64 {
	d := 1.0
	switch s {
	case Nominal:
	case Ordinal:
		d = between
	case Interval:
		d = values[c] - values[k]
	case Ratio:
		d = (values[c] - values[k]) / (values[c] + values[k])
	}
	return d * d
}
