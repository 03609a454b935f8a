// Package policy holds the rules of order of a committee: what is scored on which scale, who has a say, when the
// committee can decide, and what follows from scores and votes. A policy is data (a YAML document, pinned in a round by
// the digest of its canonical JSON); the functions here are pure and compute with exact fractions only.
//
// Every rule answers with a Finding that names the figures and members it counted, so that a decision can be read as
// the tree of its findings. A rule that the programme has not published is marked as an assumption in the document, and
// the mark goes with every finding of that rule.
package policy

import "slices"

// Policy is a policy document. It is made by Parse, Decode or ForImport and must not be changed afterwards: Canonical,
// Digest and Rubric are computed once.
type Policy struct {
	ID         string
	Edition    int  // 1, 2, …
	Imported   bool // generated for a round read from elsewhere: ids may be any text
	Title      Text
	About      Text
	Scale      Basis // what the levels and values of the criteria rest on
	Weights    Basis // what the weights of the criteria rest on
	Thresholds Basis // what the thresholds of the criteria rest on
	Criteria   []Criterion
	Bodies     []Body

	Aggregation   Aggregation
	Quorum        Quorum
	Majority      Majority
	Ballots       Ballots
	Selected      SelectedLimit
	Minimum       Minimum
	Assignment    Assignment
	Justification Justification
	Blindness     Blindness
	Discussion    Discussion
	Interests     Interests
	Deadlines     Deadlines
	Release       Release
	Retention     Retention

	Kinds        []Option // kinds of proposal
	Audiences    []Option
	Institutions []Option   // Regelinstitutionen
	Required     []string   // texts a proposal must have beside its title, from TextNames
	Questions    []Question // further questions of the intake form
	Eligibility  []Point
	Limits       map[string]int // longest text in characters, by name of the text; "default" is for all others

	canonical      []byte
	digest, rubric string
}

// Basis is what a rule rests on: a source that says so, or an assumption that the committee has yet to adopt.
type Basis struct {
	Assumption bool
	Source     Text
}

// Body is a part of the committee, such as the funding ministry.
type Body struct {
	ID     string
	Label  Text
	About  Text
	Groups []Option
}

// Option is one of a list to choose from. Note says where it comes from or when to choose it.
type Option struct {
	ID    string
	Label Text
	Note  Text
}

// Question is a further question of the intake form.
type Question struct {
	ID       string
	Label    Text
	Guide    Text
	Required bool
}

// Point is one point of the eligibility check.
type Point struct {
	ID    string
	Label Text
	Guide Text
}

// How a justification is owed.
const (
	OwedAtEnds = "ends" // for the lowest and the highest value of a criterion
	OwedAlways = "always"
	OwedNever  = "never"
)

// Justification says for which scores a member owes a justification.
type Justification struct {
	Basis
	Owed          string // OwedAtEnds, OwedAlways or OwedNever
	NotAssessable bool   // owed where a criterion is called not assessable
}

// Until when the scores of others are hidden from a member.
const (
	BlindUntilOwn    = "own_scores"     // until the member's own scores are in
	BlindUntilClosed = "scoring_closed" // until scoring of the proposal is closed
	BlindNever       = "never"
)

// Blindness says until when members do not see the scores of others.
type Blindness struct {
	Basis
	Until string // BlindUntilOwn, BlindUntilClosed or BlindNever
}

// Who decides whether a member is excluded whom somebody else has reported.
const (
	DecidedByCommittee   = "committee" // in doubt, without the member
	DecidedByCoordinator = "coordinator"
	DecidedByDeclaration = "declaration" // nobody: only who declares an interest is excluded
)

// What an excluded member does to the quorum. Excluded from it is the default.
const (
	BaseExcluded = "excluded" // the member does not belong to those entitled
	BaseIncluded = "included" // the member is one of those entitled who is not there
)

// Interests says which interests are declared, who decides on recusal, and what follows for the quorum. A member's own
// declaration always excludes; what somebody else reports is for DecidedBy to say.
type Interests struct {
	Basis
	DecidedBy  string
	QuorumBase string // BaseExcluded, also where it is empty, or BaseIncluded
	Kinds      []Option
	OfSeat     []string // kinds that exclude whoever acts for the same seat
}

// BindsSeat tells whether an interest of this kind is the seat's, and not the person's alone.
func (i *Interests) BindsSeat(kind string) bool { return slices.Contains(i.OfSeat, kind) }

// What has a deadline.
const (
	StageCall    = "call"    // handing in
	StageReturn  = "return"  // handing in again what was returned
	StageScoring = "scoring" // giving scores
)

// Stages are what has a deadline that can bind, in the order of a round.
func Stages() []string { return []string{StageCall, StageReturn, StageScoring} }

// Deadlines are lengths of time in days; 0 means that none is set. Days are those of the calendar: the one on which a time
// begins is not counted, and it ends with the last one (§§ 187, 188 BGB).
type Deadlines struct {
	Basis
	Call       int      // from the call to the end of submission
	Return     int      // for a returned proposal to come back
	Scoring    int      // from the opening of a review to the end of scoring
	Invitation int      // between the invitation and the meeting
	Grace      int      // hours after a deadline in which nothing is late yet
	Binding    []string // stages after whose deadline nothing is taken; the others are there to be seen
	Late       []string // stages in which what is late is taken with a reason
}

// Days are the days that a stage lasts, 0 where the policy says nothing.
func (d *Deadlines) Days(stage string) int {
	switch stage {
	case StageCall:
		return d.Call
	case StageReturn:
		return d.Return
	case StageScoring:
		return d.Scoring
	}
	return 0
}

// Binds tells whether nothing is taken after the days of a stage.
func (d *Deadlines) Binds(stage string) bool { return slices.Contains(d.Binding, stage) }

// TakesLate tells whether what is late in a stage is taken with a reason.
func (d *Deadlines) TakesLate(stage string) bool { return slices.Contains(d.Late, stage) }

// TextNames are the texts of a proposal that a policy can require, in the order of the form. A title is always required.
func TextNames() []string {
	return []string{"need", "solution", "experience", "success", "transfer", "summary"}
}

// defaultLimit is the longest text in characters where a document says nothing else.
const defaultLimit = 4000

// Limit is the longest allowed text of that name, in characters.
func (p *Policy) Limit(text string) int {
	if n, ok := p.Limits[text]; ok {
		return n
	}
	if n, ok := p.Limits["default"]; ok {
		return n
	}
	return defaultLimit
}

// Criterion gives the criterion of that id and its place in the order; nil and -1 where there is none.
func (p *Policy) Criterion(id string) (*Criterion, int) {
	for i := range p.Criteria {
		if p.Criteria[i].ID == id {
			return &p.Criteria[i], i
		}
	}
	return nil, -1
}

// Body gives the body of that id, nil where there is none.
func (p *Policy) Body(id string) *Body {
	for i := range p.Bodies {
		if p.Bodies[i].ID == id {
			return &p.Bodies[i]
		}
	}
	return nil
}

// Group tells whether the body has a group of that id.
func (b *Body) Group(id string) (Option, bool) { return Choose(b.Groups, id) }

// Choose gives the option of that id.
func Choose(options []Option, id string) (Option, bool) {
	for _, o := range options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}
