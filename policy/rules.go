package policy

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Fraction is a share such as 1/2, in lowest terms. The zero value means that no share is set.
type Fraction struct{ Num, Den int64 }

// ParseFraction reads "1/2": at least 0/1 and at most 1/1, in lowest terms, so that one share has one text.
func ParseFraction(s string) (Fraction, error) {
	num, den, found := strings.Cut(s, "/")
	n, nerr := strconv.ParseUint(num, 10, 15)
	d, derr := strconv.ParseUint(den, 10, 15)
	f := Fraction{int64(n), int64(d)}
	if !found || nerr != nil || derr != nil || d == 0 || n > d || f.String() != s || f.Rat().String() != s {
		return Fraction{}, fmt.Errorf("%q is not a share such as 1/2, in lowest terms", s)
	}
	return f, nil
}

// String is the share's text, such as "1/2".
func (f Fraction) String() string {
	return strconv.FormatInt(f.Num, 10) + "/" + strconv.FormatInt(f.Den, 10)
}

// Rat is the share as a fraction; 0 where no share is set.
func (f Fraction) Rat() *big.Rat {
	if f.Den == 0 {
		return new(big.Rat)
	}
	return big.NewRat(f.Num, f.Den)
}

// Methods of aggregation, and what they go over.
const (
	Mean    = "mean"
	Median  = "median"
	Trimmed = "trimmed"

	OverMembers = "members"
	OverBodies  = "bodies"
)

// Aggregation says how the scores of a criterion become one figure.
type Aggregation struct {
	Basis
	Method string // Mean, Median or Trimmed
	Over   string // OverMembers, or OverBodies: inside each body first, then the mean of the bodies' figures
	Trim   int    // scores dropped at each end, for Trimmed; below 1 counts as 1
}

// Quorum says when the committee can decide, after § 90 VwVfG. Heads count, not the weights of their votes. Where no
// share and no minimum is set there is no quorum to reach.
type Quorum struct {
	Basis
	MoreThan   Fraction // of those entitled to vote are present
	Minimum    int      // entitled members are present
	AllInvited bool     // every member with a vote was invited
	Second     bool     // a second meeting on what lacked the quorum in the first needs none, § 90 (2) VwVfG
}

// How abstentions count, and what a tie does.
const (
	AbstentionsNotCounted = "not_counted"
	AbstentionsAsNo       = "as_no"

	TieRejects = "rejects"
	TieChair   = "chair" // the vote of the chair decides; without one the tie rejects
)

// Majority says when a ballot carries, after § 91 VwVfG. Votes count by weight. Exactly one of MoreThan and AtLeast is
// set, or neither where the policy knows no ballot.
type Majority struct {
	Basis
	MoreThan    Fraction // of the votes that count are yes
	AtLeast     Fraction // of the votes that count are yes
	Abstentions string   // AbstentionsNotCounted or AbstentionsAsNo
	Tie         string   // TieRejects or TieChair
	EachBody    bool     // the majority is needed within every body as well
	Consent     []string // bodies within which the majority is needed as well
}

// What a ballot on a proposal requires.
const (
	RequiresMeeting = "meeting_or_procedure" // it is held in a meeting or in a written procedure
)

// Who can make a ballot a secret one.
const (
	SecrecyOnDemand = "on_demand" // one member by demanding it before the first vote
)

// Ballots say how ballots are held. The zero value requires nothing and lets only the office open a secret ballot.
type Ballots struct {
	Basis
	Requires string // RequiresMeeting, or empty
	Secrecy  string // SecrecyOnDemand, or empty
	// SecretAtLeast is how many votes of one weight have to come together before a secret ballot is held and counted. The tally
	// stands in the record by weight, so that the only voter of a weight could be read from it; 0 lets that be.
	SecretAtLeast int
}

// Divided tells whether a ballot has to carry within bodies too, and so cannot be counted without telling who voted how.
func (m Majority) Divided() bool { return m.EachBody || len(m.Consent) > 0 }

// None tells whether the policy knows no ballot.
func (m Majority) None() bool { return m.MoreThan == Fraction{} && m.AtLeast == Fraction{} }

// Assignment says who is to score a proposal. Where PerProposal is 0 every member is; otherwise the office assigns at least
// that many members with a vote, and from each body at least PerBody, or all that it has.
type Assignment struct {
	Basis
	PerProposal int
	PerBody     int
}

// None tells whether every member scores every proposal unless the office assigns otherwise.
func (a Assignment) None() bool { return a.PerProposal == 0 }

// Minimum says how many score sheets a proposal needs before anything follows from them.
type Minimum struct {
	Basis
	PerProposal int
	PerBody     int // a body without a member who may decide on the proposal is left out
}
