// Package cases holds a policy against cases: what was scored and voted, and what must follow. A case is a YAML file that
// somebody who knows the rules of order writes without programming; testdata/policies/README.md says how. Cases are how
// a committee tries its policy before it adopts it.
package cases

import (
	"fmt"

	"gremium/policy"
)

// Case is one case. It is about one proposal, or about a whole round of them.
type Case struct {
	File  string
	Shows policy.Text // what it shows, in a sentence

	members   []member
	invited   *int
	noBallot  bool
	secret    *policy.Votes // of a secret ballot, in which the votes of members are sealed
	second    bool          // a second meeting on what was put off for lack of a quorum
	short     bool          // the invitation came later than the policy asks for
	selected  int           // proposals that are selected already
	proposals []proposal
	round     bool // proposals were named; otherwise there is one, without a name
	expects   []expectation
}

// member is somebody of the committee, with scores and vote on the one proposal.
type member struct {
	fact policy.MemberFact
}

// proposal is one of a round's.
type proposal struct {
	id       string
	scores   map[string][]policy.Value // by member
	votes    map[string]policy.Choice
	recused  map[string]bool
	noBallot bool
	outcome  policy.Outcome // decided so
	open     bool           // still under review
}

// expectation is one thing that must follow, for the proposal of that name.
type expectation struct {
	proposal, what string // what: "outcome", "rank", the name of a finding
	figure         string // of the finding, empty for whether it holds
	want           string
	line           int
}

// Failure is an expectation that is not met.
type Failure struct {
	File string
	Line int
	Text policy.Text // what was expected, and what came instead
}

// In gives the failure as one line in lang, after its place as compilers print it.
func (f Failure) In(lang string) string {
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text.In(lang))
}

func text(de, en string, args ...any) policy.Text {
	return policy.Text{DE: fmt.Sprintf(de, args...), EN: fmt.Sprintf(en, args...)}
}
