package policy

import (
	"cmp"
	"math/big"
)

// Choice is what a member votes. The empty choice is no vote.
type Choice string

// The choices.
const (
	Yes     Choice = "yes"
	No      Choice = "no"
	Abstain Choice = "abstain"
	Sealed  Choice = "sealed" // voted in a secret ballot: what for, nobody knows
)

// Outcome is what a decision says. The empty outcome means that the rules do not let the committee decide.
type Outcome string

// The outcomes.
const (
	Selected    Outcome = "selected"
	NotSelected Outcome = "not_selected"
	Deferred    Outcome = "deferred"
)

// MemberFact is what is known of one member with regard to one proposal.
type MemberFact struct {
	ID, Body, Group string
	Weight          int  // of the seat's vote and scores; from 1 to 1 000 000, what lies beyond counts as the nearer end
	Advisory        bool // without vote: counts nowhere
	Chair           bool
	Present         bool // when the ballot began; in a written procedure: took part. A vote of somebody absent does not count
	Unassigned      bool // others score this proposal: owes no scores, and votes like everybody
	Recused         bool // leaves the base: counts nowhere
	Vacant          bool // nobody holds the seat: scores count, for the quorum it is none of the entitled
	Vote            Choice
	Values          []Value // by criterion order, when Scored
	Scored          bool
	Voter, Scorer   string // who voted and who scored for the seat, where it is not ID
	Former          bool   // who scored does not belong to the seat any more; the scores stay
}

// voter names who voted for the seat, scorer who scored.
func (m *MemberFact) voter() string  { return cmp.Or(m.Voter, m.ID) }
func (m *MemberFact) scorer() string { return cmp.Or(m.Scorer, m.ID) }

// counts tells whether the member belongs to those entitled to decide on this proposal.
func (m *MemberFact) counts() bool { return !m.Advisory && !m.Recused }

// maxWeight bounds weights, so that their sums cannot overflow.
const maxWeight = 1_000_000

func (m *MemberFact) weight() int64 { return int64(min(max(m.Weight, 1), maxWeight)) }

func (o *Opinion) weight() int64 { return int64(min(max(o.Weight, 1), maxWeight)) }

// Facts are all that a determination rests on.
type Facts struct {
	Members       []MemberFact
	BallotHeld    bool
	Invited       int     // members with a vote who were invited, recused ones included
	RecusedInBase bool    // excluded members belong to the quorum's base; Determine takes it from the policy
	SelectedSoFar int     // proposals of the round that are selected already, this one left out
	Secret        *Votes  // of a secret ballot, in which members have only Sealed votes
	Second        bool    // a second meeting on what was put off in the first because the committee had no quorum
	Short         bool    // the invitation to the meeting was shorter than the policy asks for
	Lot           Drawn   // its place in the latest lot that it took part in
	Rivals        []Rival // other proposals that compete for the places, where these go by the standing
}

// Drawn is a place in a lot; the zero value is none.
type Drawn struct {
	Lot   uint64 // tells one lot from another
	Place int    // 1, 2, … as they were drawn
}

// Votes are votes by weight.
type Votes struct{ Yes, No, Abstain int64 }

// Holds is how a rule came out.
type Holds string

// The ways a rule comes out. HoldsInfo states a fact that decides nothing.
const (
	HoldsYes  Holds = "yes"
	HoldsNo   Holds = "no"
	HoldsInfo Holds = "info"
)

// Figure is a named figure of a finding. The value is exact: a whole number, a decimal, a fraction such as "27/10", or
// the id of a criterion or body.
type Figure struct{ Name, Value string }

// Finding is the answer of one rule: whether it holds, on which figures, and which members it counted.
type Finding struct {
	Rule       string // one of the Rule constants
	Holds      Holds
	Figures    []Figure
	Members    []string
	Assumption bool // the rule is an assumption that the committee has yet to adopt
	Findings   []Finding
}

// Figure gives the figure of that name, empty where there is none.
func (f *Finding) Figure(name string) string {
	for _, g := range f.Figures {
		if g.Name == name {
			return g.Value
		}
	}
	return ""
}

// Determination is what the policy says about a proposal, with every finding it rests on.
type Determination struct {
	Outcome  Outcome // what the policy proposes; empty where the rules do not let the committee decide
	Findings []Finding
}

// Value is a member's score of one criterion. Not assessable is no number, and never counts as 0.
type Value struct {
	Decimal       Decimal
	NotAssessable bool
}

// CriterionValue is a member's score with the criterion it belongs to.
type CriterionValue struct {
	Criterion string
	Value     Value
}

// Opinion is one score that counts, with the body and the weight of the member who gave it.
type Opinion struct {
	Body   string
	Value  Decimal
	Weight int // as a MemberFact's
}

// Entrant is a proposal that takes part in a standing.
type Entrant struct {
	ID    string
	Means []*big.Rat // by criterion order; nil where a criterion has no score that counts
}

// Place is an entrant's place in the standing.
type Place struct {
	ID     string
	Rank   int      // 1, 2, …; 0 is unranked
	Index  *big.Rat // what the rank rests on, nil for the unranked
	Judged int      // number of criteria the index rests on
}
