package policy

import "slices"

// Supposition is what is supposed to be otherwise in a comparison. The zero value changes nothing.
type Supposition struct {
	Weights       map[string]Decimal  // by criterion
	Thresholds    map[string]*Decimal // by criterion; nil is no threshold
	Method        string              // Mean, Median or Trimmed; empty as it is
	WithoutMember string
	WithoutBody   string
}

// Weight reads a weight: a decimal above 0.
func Weight(text string) (Decimal, bool) {
	d, err := ParseDecimal(text)
	return d, err == nil && d.Cmp(Decimal{}) > 0
}

// Suppose gives the policy with other weights, thresholds and aggregation. It is for comparing only: it has no canonical
// form and no digest. Criteria that the policy does not have are passed over.
func (p *Policy) Suppose(s *Supposition) *Policy {
	q := *p
	q.canonical, q.digest, q.rubric = nil, "", ""
	q.Criteria = slices.Clone(p.Criteria)
	for i := range q.Criteria {
		c := &q.Criteria[i]
		if w, ok := s.Weights[c.ID]; ok {
			c.Weight = w
		}
		if t, ok := s.Thresholds[c.ID]; ok {
			c.Threshold = t
		}
	}
	if s.Method != "" {
		q.Aggregation.Method = s.Method
	}
	return &q
}

// Of gives the cases as the supposition leaves them: without the member and the body that are left out.
func (s *Supposition) Of(cases []Case) []Case {
	if s.WithoutMember == "" && s.WithoutBody == "" {
		return cases
	}
	return Without(cases, func(m *MemberFact) bool {
		return s.WithoutMember != "" && m.ID == s.WithoutMember || s.WithoutBody != "" && m.Body == s.WithoutBody
	})
}

// WhatIf is what would change: the results under this policy beside those under another one and a supposition. The cases
// are this policy's.
func (p *Policy) WhatIf(cases []Case, other *Policy, s *Supposition) []Change {
	return Changes(p.Results(cases), other.Suppose(s).Results(s.Of(p.Transfer(cases, other))))
}
