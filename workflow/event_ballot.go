package workflow

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// VoteCast is one member's vote in the open ballot.
type VoteCast struct {
	common
	Choice  policy.Choice
	Deputy  bool   // cast by a deputy
	Motion  string // where the ballot is on a motion
	Version uint64 // of this member's vote in this ballot: 1, 2, …
}

// Kind is KindVoteCast.
func (*VoteCast) Kind() Kind { return KindVoteCast }

func (e *VoteCast) form(f *ledger.Form) {
	e.as(f)
	s := string(e.Choice)
	f.String("choice", &s)
	switch e.Choice = policy.Choice(s); e.Choice {
	case policy.Yes, policy.No, policy.Abstain:
	default:
		f.Fail(fmt.Errorf("choice %q is none of yes, no, abstain", s))
	}
	f.OptBool("deputy", &e.Deputy)
	f.OptString("motion", &e.Motion)
	f.Uint("version", &e.Version)
}

// BallotClosed ends a ballot with its tally, in votes by weight; one that is not counted has none.
type BallotClosed struct {
	common
	Counts    []Count // of a secret ballot, by weight
	Motion    string  // where the ballot is on a motion
	Tally     Tally
	Uncounted bool // a secret ballot whose tally would give votes away: the choices are gone, and it decides nothing
}

// Tally counts votes by weight, and Voters by head.
type Tally struct {
	Yes, No, Abstain, Voters int64
}

// Kind is KindBallotClosed.
func (*BallotClosed) Kind() Kind { return KindBallotClosed }

func (e *BallotClosed) form(f *ledger.Form) {
	f.Int("abstain", &e.Tally.Abstain)
	e.as(f)
	ledger.OptList(f, "counts", &e.Counts, countForm)
	f.OptString("motion", &e.Motion)
	f.Int("no", &e.Tally.No)
	e.texts(f)
	f.OptBool("uncounted", &e.Uncounted)
	f.Int("voters", &e.Tally.Voters)
	f.Int("yes", &e.Tally.Yes)
}

// Mode is how a ballot is held. The empty mode is an open ballot.
type Mode string

// The modes of a ballot: by show of hands, each member called by name, or secret.
const (
	ModeOpen   Mode = ""
	ModeNamed  Mode = "named"
	ModeSecret Mode = "secret"
)

// BallotOpened opens a ballot on a proposal, or on a motion. Text: reason, where one is given.
type BallotOpened struct {
	common
	Meeting string
	Mode    Mode
	Motion  string
}

// Kind is KindBallotOpened.
func (*BallotOpened) Kind() Kind { return KindBallotOpened }

func (e *BallotOpened) form(f *ledger.Form) {
	e.as(f)
	f.OptString("meeting", &e.Meeting)
	s := string(e.Mode)
	f.OptString("mode", &s)
	switch e.Mode = Mode(s); e.Mode {
	case ModeOpen, ModeNamed, ModeSecret:
	default:
		f.Fail(fmt.Errorf("a ballot is named or secret, not %q", s))
	}
	f.OptString("motion", &e.Motion)
	e.texts(f)
}

// SecrecyDemanded makes the ballot that is open a secret one, on the demand of one member.
type SecrecyDemanded struct {
	common
	Motion string
}

// Kind is KindSecrecyDemanded.
func (*SecrecyDemanded) Kind() Kind { return KindSecrecyDemanded }

func (e *SecrecyDemanded) form(f *ledger.Form) {
	e.as(f)
	f.OptString("motion", &e.Motion)
	e.texts(f)
}

// BallotVoted says that a member has voted in a secret ballot. The choice waits elsewhere, without the member.
type BallotVoted struct {
	common
	Deputy bool // voted as a deputy
	Motion string
}

// Kind is KindBallotVoted.
func (*BallotVoted) Kind() Kind { return KindBallotVoted }

func (e *BallotVoted) form(f *ledger.Form) {
	e.as(f)
	f.OptBool("deputy", &e.Deputy)
	f.OptString("motion", &e.Motion)
	e.texts(f)
}

// Count is the tally of a secret ballot among the votes of one weight, by head.
type Count struct {
	Weight, Yes, No, Abstain int64
}

func countForm(c *Count, f *ledger.Form) {
	f.Int("abstain", &c.Abstain)
	f.Int("no", &c.No)
	f.Int("weight", &c.Weight)
	f.Int("yes", &c.Yes)
}

// SealedChoice is what one member chose in a secret ballot, without the member: Key is random, and Weight that of the
// vote.
type SealedChoice struct {
	Ballot uint64 // entry that opened it
	Key    [16]byte
	Weight int64
	Choice policy.Choice
}
