package workflow

import "gremium/workflow/ledger"

// InterestDeclared is somebody's declaration of an interest of their own in a proposal. It excludes them from it at once
// (§ 20 VwVfG); where the policy makes the kind the seat's, whoever else acts for the seat too. Text: note.
type InterestDeclared struct {
	common
	InterestKind string // one of the policy's
}

// Kind is KindInterestDeclared.
func (*InterestDeclared) Kind() Kind { return KindInterestDeclared }

func (e *InterestDeclared) form(f *ledger.Form) {
	e.as(f)
	f.String("kind", &e.InterestKind)
	e.texts(f)
}

// InterestReported reports an interest that somebody else may have. It excludes nobody before it is resolved on.
// Text: note, why.
type InterestReported struct {
	common
	About        string // pseudonym
	InterestKind string
}

// Kind is KindInterestReported.
func (*InterestReported) Kind() Kind { return KindInterestReported }

func (e *InterestReported) form(f *ledger.Form) {
	f.String("about", &e.About)
	e.as(f)
	f.String("kind", &e.InterestKind)
	e.texts(f)
}

// InterestResolved is the resolution whether somebody who was reported is excluded, or, where it lifts, whether somebody
// excluded may take part again. The committee resolves without the one concerned (§ 20 (4), § 71 VwVfG), and each vote
// is on record; where the policy leaves it to the office there are no votes, and a reason is owed. Text: reason.
type InterestResolved struct {
	common
	About   string // pseudonym
	Abstain []string
	Carried bool // the resolution, and so what it asks for, came about
	Lift    bool
	No      []string // pseudonyms
	Yes     []string
}

// Kind is KindInterestResolved.
func (*InterestResolved) Kind() Kind { return KindInterestResolved }

func (e *InterestResolved) form(f *ledger.Form) {
	f.String("about", &e.About)
	f.OptStrings("abstain", &e.Abstain)
	e.as(f)
	f.OptBool("carried", &e.Carried)
	f.OptBool("lift", &e.Lift)
	f.OptStrings("no", &e.No)
	e.texts(f)
	f.OptStrings("yes", &e.Yes)
}
