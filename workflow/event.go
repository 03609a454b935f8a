package workflow

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Capacity is what somebody acts as. One person may hold several capacities in a round, under one pseudonym.
type Capacity string

// The capacities. Auditors only read, so the record knows no auditor.
const (
	Member      Capacity = "member"
	Coordinator Capacity = "coordinator"
	Submitter   Capacity = "submitter"
	Operator    Capacity = "operator"
)

func (c Capacity) bit() who {
	switch c {
	case Member:
		return byMember
	case Coordinator:
		return byCoordinator
	case Submitter:
		return bySubmitter
	case Operator:
		return byOperator
	}
	return 0
}

// Event is what one command did: a fact, never changed. Its form serves writing and reading alike, in canonical order of
// the keys, so that the two cannot drift apart.
type Event interface {
	// Kind is the event's type.
	Kind() Kind
	// Acting is the capacity the actor acted in.
	Acting() Capacity
	// Commitments are the event's texts, as commitments in order of their paths; the texts lie outside the record.
	Commitments() *[]Commitment
	form(f *ledger.Form)
}

// Commitment stands in an entry for a text that can be erased: its path within the entry and ledger.Commit over it.
type Commitment struct {
	Path string
	C    [32]byte
}

// common is what every event carries.
type common struct {
	As    Capacity
	Texts []Commitment
}

// Acting is the capacity the actor acted in.
func (c *common) Acting() Capacity { return c.As }

// Commitments are the event's texts.
func (c *common) Commitments() *[]Commitment { return &c.Texts }

func (c *common) as(f *ledger.Form) {
	s := string(c.As)
	f.String("as", &s)
	if c.As = Capacity(s); c.As.bit() == 0 {
		f.Fail(fmt.Errorf("capacity %q is unknown", s))
	}
}

func (c *common) texts(f *ledger.Form) {
	last := ""
	ledger.OptList(f, "texts", &c.Texts, func(t *Commitment, f *ledger.Form) {
		f.Bytes32("c", &t.C)
		if f.String("path", &t.Path); t.Path <= last {
			f.Fail(fmt.Errorf("path %q is not behind %q", t.Path, last))
		}
		last = t.Path
	})
}

// has tells whether the event commits to a text at path.
func (c *common) has(path string) bool {
	for i := range c.Texts {
		if c.Texts[i].Path == path {
			return true
		}
	}
	return false
}

// RoundOpened is the first entry of every round. It pins the policy by digest. The actor is the round's opener, who is
// admitted by the next entry. Text: title.
type RoundOpened struct {
	common
	Imported  bool   // decisions of this round may have been taken elsewhere
	Policy    string // digest of the policy
	Prefix    string // what the numbers of proposals begin with, such as "26"
	Programme string // id in the register
}

// Kind is KindRoundOpened.
func (*RoundOpened) Kind() Kind { return KindRoundOpened }

func (e *RoundOpened) form(f *ledger.Form) {
	e.as(f)
	f.OptBool("imported", &e.Imported)
	f.String("policy", &e.Policy)
	f.String("prefix", &e.Prefix)
	f.String("programme", &e.Programme)
	e.texts(f)
}

// Moved is every event that says nothing but that a transition took place. Text: reason, where one is given.
type Moved struct {
	common
	kind Kind
}

// Kind is the transition's kind.
func (e *Moved) Kind() Kind { return e.kind }

func (e *Moved) form(f *ledger.Form) {
	e.as(f)
	e.texts(f)
}

// Owner is an organisation that hands in a proposal, with its lineage at that time, so that a round replays alone.
type Owner struct {
	Organisation string
	Carrier      string
	Parent       string
}

// Link points to a proposal of another round as it stood there: a deferred one that is handed in anew.
type Link struct {
	Round    string
	Proposal string
	Size     uint64
	Root     ledger.Hash
}

// ProposalSubmitted hands in a proposal, or hands it in again after a return. Texts: title, those that the policy
// asks for (need, solution, experience, success, transfer, summary), and contact/N/name, contact/N/email,
// contact/N/role, and late where it comes after the deadline.
type ProposalSubmitted struct {
	common
	again        bool
	Audiences    []string
	Contacts     []bool // for each contact person: agreed to be named
	Institutions []string
	ProposalKind string
	Laender      []string // ISO 3166-2:DE without "DE-"; DE alone means nationwide
	Owners       []Owner
	Previous     *Link
	Ref          string // id in the source, for imports
	Version      uint64 // 1, 2, …
}

// Kind is KindProposalSubmitted or KindProposalResubmitted.
func (e *ProposalSubmitted) Kind() Kind {
	if e.again {
		return KindProposalResubmitted
	}
	return KindProposalSubmitted
}

func (e *ProposalSubmitted) form(f *ledger.Form) {
	e.as(f)
	f.OptStrings("audiences", &e.Audiences)
	ledger.OptList(f, "contacts", &e.Contacts, func(c *bool, f *ledger.Form) { f.Bool("agreed", c) })
	f.OptStrings("institutions", &e.Institutions)
	f.OptString("kind", &e.ProposalKind)
	f.OptStrings("laender", &e.Laender)
	ledger.OptList(f, "owners", &e.Owners, func(o *Owner, f *ledger.Form) {
		f.OptString("carrier", &o.Carrier)
		f.String("organisation", &o.Organisation)
		f.OptString("parent", &o.Parent)
	})
	e.previous(f)
	f.OptString("ref", &e.Ref)
	e.texts(f)
	f.Uint("version", &e.Version)
}

func (e *ProposalSubmitted) previous(f *ledger.Form) {
	l, present := e.Previous, e.Previous != nil
	if l == nil {
		l = &Link{}
	}
	f.OptObject("previous", &present, func(f *ledger.Form) {
		f.String("proposal", &l.Proposal)
		f.Bytes32("root", (*[32]byte)(&l.Root))
		f.String("round", &l.Round)
		f.Uint("size", &l.Size)
	})
	if present {
		e.Previous = l
	}
}

// Point is one point of the eligibility check.
type Point struct {
	ID    string
	Holds bool
}

// ProposalChecked records the eligibility check, point by point. Text: note.
type ProposalChecked struct {
	common
	Points  []Point
	Version uint64 // of the proposal that was checked
}

// Kind is KindProposalChecked.
func (*ProposalChecked) Kind() Kind { return KindProposalChecked }

func (e *ProposalChecked) form(f *ledger.Form) {
	e.as(f)
	ledger.OptList(f, "points", &e.Points, func(p *Point, f *ledger.Form) {
		f.Bool("holds", &p.Holds)
		f.String("id", &p.ID)
	})
	e.texts(f)
	f.Uint("version", &e.Version)
}

// ProposalReturned gives a proposal back to its submitter. Text: note, what is asked for.
type ProposalReturned struct {
	common
	Missing []string // points of the check that do not hold
}

// Kind is KindProposalReturned.
func (*ProposalReturned) Kind() Kind { return KindProposalReturned }

func (e *ProposalReturned) form(f *ledger.Form) {
	e.as(f)
	f.Strings("missing", &e.Missing)
	e.texts(f)
}

// ScoresCast is one member's whole score sheet for a proposal: a value for every criterion, in the policy's order.
// Texts: justification/<criterion>, remark, reason for another sheet after discussion began or in place of somebody else's for
// the same seat, late where it comes after the deadline.
type ScoresCast struct {
	common
	Deputy  bool   // given by a deputy
	Rubric  string // digest of the criteria the scores were given under
	Scores  []policy.CriterionValue
	Seen    uint64 // version of the proposal that the member saw
	Version uint64 // of the sheet: 1, 2, …
}

// Kind is KindScoresCast.
func (*ScoresCast) Kind() Kind { return KindScoresCast }

func (e *ScoresCast) form(f *ledger.Form) {
	e.as(f)
	f.OptBool("deputy", &e.Deputy)
	f.String("rubric", &e.Rubric)
	ledger.List(f, "scores", &e.Scores, scoreForm)
	f.Uint("seen", &e.Seen)
	e.texts(f)
	f.Uint("version", &e.Version)
}

func scoreForm(s *policy.CriterionValue, f *ledger.Form) {
	f.String("criterion", &s.Criterion)
	f.OptBool("na", &s.Value.NotAssessable)
	text := ""
	if !f.Reading() && !s.Value.NotAssessable {
		text = s.Value.Decimal.String()
	}
	f.OptString("value", &text)
	if !f.Reading() {
		return
	}
	if (text == "") != s.Value.NotAssessable {
		f.Fail(fmt.Errorf("a score has either a value or na"))
		return
	}
	if text != "" {
		d, err := policy.ParseDecimal(text)
		if err != nil {
			f.Fail(err)
		}
		s.Value.Decimal = d
	}
}
