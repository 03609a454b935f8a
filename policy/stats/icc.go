package stats

import "slices"

// OneWay is the analysis of variance of scores by proposal.
type OneWay struct {
	Units int     // proposals with a score
	N     int     // scores
	K0    float64 // mean number of scores on a proposal, for unequal numbers
	MSB   float64 // mean square between proposals
	MSW   float64 // mean square within them
}

// OneWay analyses the scores; false where there are fewer than two proposals, no proposal with two scores, or no two
// scores that differ.
//
// Source: P. Shrout and J. Fleiss, Psychological Bulletin 86 (1979) 420–428, case 1; for unequal numbers of scores
// k0 = (N − Σn_i²/N)/(n−1).
func (t Table) OneWay() (OneWay, bool) { return t.oneWayOf()(t.rows()) }

// oneWayOf prepares OneWay for many samples of the same table.
func (t Table) oneWayOf() func(rows []int) (OneWay, bool) {
	groups := make([]group, len(t))
	for i, row := range t {
		groups[i] = groupOf(given(row))
	}
	return func(rows []int) (OneWay, bool) {
		w, all, squares, within := OneWay{}, group{}, 0.0, 0.0
		for _, i := range rows {
			g := &groups[i]
			if g.n == 0 {
				continue
			}
			w.Units++
			all = all.with(g)
			squares += g.n * g.n
			within += g.within
		}
		w.N = int(all.n)
		if w.Units < 2 || w.N == w.Units || all.low == all.high {
			return OneWay{}, false
		}
		between := 0.0
		for _, i := range rows {
			if g := &groups[i]; g.n > 0 {
				d := g.sum/g.n - all.sum/all.n
				between += g.n * d * d
			}
		}
		w.K0 = (all.n - squares/all.n) / float64(w.Units-1)
		w.MSB, w.MSW = between/float64(w.Units-1), within/float64(w.N-w.Units)
		return w, true
	}
}

// group is the scores of one proposal.
type group struct{ n, sum, within, low, high float64 }

func groupOf(scores []float64) group {
	if len(scores) == 0 {
		return group{}
	}
	g := group{n: float64(len(scores)), low: slices.Min(scores), high: slices.Max(scores)}
	m := mean(scores)
	for _, x := range scores {
		g.sum += x
		g.within += (x - m) * (x - m)
	}
	return g
}

// with is the scores of both; their within is not added up.
func (g group) with(h *group) group {
	if g.n == 0 {
		return *h
	}
	return group{n: g.n + h.n, sum: g.sum + h.sum, low: min(g.low, h.low), high: max(g.high, h.high)}
}

// Single is ICC(1): how far one score by itself tells proposals apart. Values below 0 are not clipped.
func (w OneWay) Single() float64 { return (w.MSB - w.MSW) / (w.MSB + (w.K0-1)*w.MSW) }

// Average is ICC(1,k0): how far the mean of the panel tells proposals apart.
func (w OneWay) Average() float64 { return (w.MSB - w.MSW) / w.MSB }

// ICC1 is ICC(1) of the table; undefined where OneWay is.
func (t Table) ICC1() Figure { return t.ICC1Of()(t.rows()) }

// ICC1Of prepares ICC1 for many samples of the same table.
func (t Table) ICC1Of() Sampler {
	analyse := t.oneWayOf()
	return func(rows []int) Figure {
		w, ok := analyse(rows)
		if !ok {
			return Figure{}
		}
		return figure(w.Single())
	}
}

// TwoWay is the analysis of variance of a full table by proposal and member.
type TwoWay struct {
	OneWay
	Judges int
	JMS    float64 // mean square between members
	EMS    float64 // residual mean square
}

// TwoWay analyses a table in which every member scored every proposal; false where one did not, or where OneWay is not
// defined.
//
// Source: Shrout and Fleiss (1979), cases 2 and 3.
func (t Table) TwoWay() (TwoWay, bool) {
	one, ok := t.OneWay()
	if !ok || one.N != len(t)*len(t[0]) {
		return TwoWay{}, false
	}
	w := TwoWay{OneWay: one, Judges: len(t[0])}
	grand, judges := t.Mean().Value, 0.0
	for j := range t[0] {
		column := make([]float64, len(t))
		for i := range t {
			column[i] = t[i][j]
		}
		d := mean(column) - grand
		judges += float64(len(t)) * d * d
	}
	n, k := float64(one.Units), float64(w.Judges)
	w.JMS = judges / (k - 1)
	w.EMS = (w.MSW*n*(k-1) - judges) / ((n - 1) * (k - 1))
	return w, true
}

// Random is ICC(2,1) and ICC(2,k): the members stand for all who might have sat there.
func (w TwoWay) Random() (single, average float64) {
	n, k := float64(w.Units), float64(w.Judges)
	return (w.MSB - w.EMS) / (w.MSB + (k-1)*w.EMS + k*(w.JMS-w.EMS)/n), (w.MSB - w.EMS) / (w.MSB + (w.JMS-w.EMS)/n)
}

// Fixed is ICC(3,1) and ICC(3,k): these members and no others, their severity left out.
func (w TwoWay) Fixed() (single, average float64) {
	k := float64(w.Judges)
	return (w.MSB - w.EMS) / (w.MSB + (k-1)*w.EMS), (w.MSB - w.EMS) / w.MSB
}
