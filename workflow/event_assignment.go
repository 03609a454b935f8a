package workflow

import (
	"fmt"

	"gremium/workflow/ledger"
)

// AssignmentSet says who is to score a proposal: the whole list, which replaces the one before.
type AssignmentSet struct {
	common
	Members []string // pseudonyms in order of the members; empty means every member
}

// Kind is KindAssignmentSet.
func (*AssignmentSet) Kind() Kind { return KindAssignmentSet }

func (e *AssignmentSet) form(f *ledger.Form) {
	e.as(f)
	f.OptStrings("members", &e.Members)
	e.texts(f)
}

// Preference is what a member wishes about being assigned to a proposal.
type Preference string

// The preferences. A wish binds nobody: an assignment can follow it or say why it does not.
const (
	Wants        Preference = "wants"
	Avoids       Preference = "avoids"
	NoPreference Preference = "none"
)

// WishStated is one member's wish about being assigned to a proposal. It replaces the one before.
type WishStated struct {
	common
	Wish Preference
}

// Kind is KindWishStated.
func (*WishStated) Kind() Kind { return KindWishStated }

func (e *WishStated) form(f *ledger.Form) {
	e.as(f)
	e.texts(f)
	s := string(e.Wish)
	f.String("wish", &s)
	switch e.Wish = Preference(s); e.Wish {
	case Wants, Avoids, NoPreference:
	default:
		f.Fail(fmt.Errorf("wish %q is none of wants, avoids, none", s))
	}
}
