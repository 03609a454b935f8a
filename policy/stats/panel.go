package stats

import (
	"cmp"
	"math"

	"gremium/policy"
)

// Panel is the scores of a round that count, ready for statistics. Advisory and recused members are not in it, and "not
// assessable" is no score. It is for one goroutine at a time.
type Panel struct {
	Rules   *policy.Policy
	Cases   []policy.Case
	Members []string // ids of those who scored, deputies by their own, in order of their first score

	tables []Table // by criterion: rows are cases, columns are members
	shares []Table // the same between the worst value, 0, and the best, 1
	draws  draws
}

// LeastScores is how many scores a statement about a criterion or a proposal needs.
const LeastScores = 3

// NewPanel reads the scores of the cases.
func NewPanel(rules *policy.Policy, cases []policy.Case) *Panel {
	p := &Panel{Rules: rules, Cases: cases}
	column := map[string]int{}
	for i := range cases {
		for j := range cases[i].Facts.Members {
			m := &cases[i].Facts.Members[j]
			if _, known := column[person(m)]; !known && counts(m) {
				column[person(m)] = len(p.Members)
				p.Members = append(p.Members, person(m))
			}
		}
	}
	for c := range rules.Criteria {
		p.tables = append(p.tables, table(c, cases, column))
		p.shares = append(p.shares, p.tables[c].between(rules.Criteria[c].Range()))
	}
	return p
}

// person is who scored: the member, or whoever scored for the seat in the member's place.
func person(m *policy.MemberFact) string { return cmp.Or(m.Scorer, m.ID) }

func counts(m *policy.MemberFact) bool { return m.Scored && !m.Advisory && !m.Recused }

func table(criterion int, cases []policy.Case, column map[string]int) Table {
	t := make(Table, len(cases))
	for i := range cases {
		t[i] = make([]float64, len(column))
		for j := range t[i] {
			t[i][j] = math.NaN()
		}
		for j := range cases[i].Facts.Members {
			m := &cases[i].Facts.Members[j]
			if counts(m) && criterion < len(m.Values) && !m.Values[criterion].NotAssessable {
				t[i][column[person(m)]] = float(m.Values[criterion].Decimal)
			}
		}
	}
	return t
}

func float(d policy.Decimal) float64 {
	x, _ := d.Rat().Float64()
	return x
}

// between maps the scores to 0…1 between two values; to 0 where both are the same.
func (t Table) between(worst, best policy.Decimal) Table {
	from, span := float(worst), float(best)-float(worst)
	out := make(Table, len(t))
	for i, row := range t {
		out[i] = make([]float64, len(row))
		for j, x := range row {
			if span != 0 {
				x = (x - from) / span
			}
			out[i][j] = x
		}
	}
	return out
}

// Table is the scores of the criterion at that place in the policy.
func (p *Panel) Table(criterion int) Table { return p.tables[criterion] }

// Estimate is a statistic with its interval.
type Estimate struct {
	Figure
	Span    Span
	Bounded bool // there is an interval
	Reading Reading
}

// Agreement is how far the members agree on one criterion.
type Agreement struct {
	N        int // scores
	Pairable int // proposals with two scores or more
	Few      bool
	Mean     Figure
	Ordinal  Estimate // Krippendorff's alpha
	Interval Estimate // Krippendorff's alpha
	ICC1     Estimate
	KendallW Estimate
	Judges   int // members whose orders KendallW compares; 0 where it is undefined
}

// Agreement computes the criterion at that place in the policy. All of its intervals rest on the same resamplings, those of
// seed. With fewer than LeastScores scores it says so by Few: the figures, as far as
// they are defined, allow no statement then.
func (p *Panel) Agreement(criterion int, seed Seed) Agreement {
	t := p.tables[criterion]
	estimate := func(by readingScale, of Sampler) Estimate {
		e := Estimate{Figure: of(t.rows())}
		if e.Defined {
			e.Span, e.Bounded = t.bootstrap(&p.draws, seed, of)
		}
		e.Reading = by.read(&e)
		return e
	}
	n := t.N()
	order, _ := t.Concordance()
	return Agreement{
		N: n, Pairable: t.Pairable(), Few: n < LeastScores, Mean: t.Mean(), Judges: order.Judges,
		Ordinal:  estimate(alphaScale, t.AlphaOf(Ordinal)),
		Interval: estimate(alphaScale, t.AlphaOf(Interval)),
		ICC1:     estimate(iccScale, t.ICC1Of()),
		KendallW: estimate(kendallScale(order.Judges), t.KendallWOf()),
	}
}
