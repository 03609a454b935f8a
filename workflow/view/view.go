// Package view is the only projection of a round for somebody who looks at it. Every list, count, mean, rank and step
// of history that a door shows is computed here from what this viewer may see, never from the whole state with
// something left out afterwards. Who holds several roles gets the strictest view of them: a coordinator who also scores
// sees no values before the own ones are in.
package view

import (
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Viewer is who looks, and when: the pseudonym in this round (empty for nobody in particular) and the roles granted outside
// it. What can be done depends on deadlines, and so on the instant of looking.
type Viewer struct {
	At          ledger.Instant
	Pseudonym   string
	Auditor     bool
	Coordinator bool
	Operator    bool // acts on the machine itself and could read the database anyway
}

// Round is a round as the viewer may see it.
type Round struct {
	ID        string
	Origin    string
	Programme string
	Phase     workflow.Phase
	Imported  bool
	// Size, Root and Last are zero while something is hidden from the viewer: they would change with every secret.
	Size      uint64
	Root      ledger.Hash
	Last      ledger.Instant
	Policy    *policy.Policy
	Digest    string
	Proposals []*Proposal // in order of their numbers
	Members   []Member
	Me        *Member // the viewer's own seat
	// Place is how the viewer stands to the own seat; nil without one.
	Place *Place
	// Office tells whether the viewer coordinates: sees who is missing, and is offered the round's moves.
	Office bool
	// Reader tells whether the viewer replays the record: auditors and operators without a seat who are excluded from nothing.
	Reader bool
	// Numbers tells whether the viewer may know the numbers of entries: their gaps would tell who holds a seat that others
	// have scored or voted, and who handed a proposal in how much is going on about the others. It is all or none: two numbers
	// that are known tell how much came between them. Without it the numbers that entries are found by are not for showing,
	// and those that serve nothing else are 0.
	Numbers bool
	Moves   []Move // of the round itself
	// Shortfalls say which demands of the policy the members cannot meet: to the office, once there are members and as long as
	// more can be admitted in time.
	Shortfalls []*workflow.Refusal

	common *Common
	state  *workflow.Round
	size   uint64 // of the record, whatever the viewer may know of it
	viewer Viewer
	// excluded tells whether the viewer takes no part in some proposal. Whatever counts over all proposals, numbers of entries
	// too, would tell of that one.
	excluded bool
	member   int // the viewer's index among members, -1 without a seat
	self     int // the viewer's index among participants, -1 when not admitted
	now      ledger.Instant
	manned   []bool // by member: whether the seat has somebody now
	stands   *stands
	order    *order
}

// Member is a seat that is or was held, with its holder, or whoever was it last.
type Member struct {
	Index     int // among members
	Pseudonym string
	Seat      string
	Body      string
	Group     string
	Advisory  bool
	Chair     bool
	Vice      bool
	Vacant    bool   // nobody holds the seat or deputises for it at present
	Entry     uint64 // whose texts hold the name
	Given     int    // score sheets given; only for the office and oneself
	Open      int    // proposals under review without a sheet; only for the office and oneself
}

// Move is a step that the viewer could take, allowed or barred.
type Move struct {
	Kind   workflow.Kind
	Barred *workflow.Refusal // nil when allowed
}

// Of is what the viewer may see of the round's committed state.
func Of(r *workflow.Round, head workflow.Head, viewer Viewer) *Round {
	return NewCommon(r).Of(head, viewer)
}

// look fills a view of a state.
func (v *Round) look(head workflow.Head) {
	r, viewer := v.state, v.viewer
	self, me := r.Participant(viewer.Pseudonym)
	v.self, v.now, v.stands = self, v.Now(), &stands{as: map[workflow.Capacity]*workflow.Round{}}
	v.order = &order{}
	v.manned = r.Manned(v.now)
	if _, _, past := Past(r, viewer); me != nil && (!past || !me.Holds(workflow.Submitter)) { // a submitter follows the own proposals
		v.member = me.Member
	}
	v.Place = v.place()
	v.Office = viewer.Coordinator || viewer.Operator
	v.excluded = v.anyExclusion()
	v.Reader = (viewer.Auditor || viewer.Operator) && v.member < 0 && !v.excluded
	v.proposals()
	all := v.seesAll()
	if all {
		v.Size, v.Root, v.Last = head.Size, head.Root, r.Last
	}
	v.Numbers = all || v.member < 0 && v.inside() && !v.excluded
	v.unnumbered()
	v.members()
	v.Moves = v.roundMoves()
	if v.Office && len(r.Members) > 0 && r.Open(workflow.KindSeatCreated, nil) {
		v.Shortfalls = r.Shortfalls()
	}
}

// proposals are those that the viewer may know of.
func (v *Round) proposals() {
	var listed []*workflow.Proposal
	for _, p := range v.state.Proposals {
		if v.mayList(p) {
			listed = append(listed, p)
		}
	}
	rows := make([]row, len(listed))
	v.Proposals = make([]*Proposal, len(listed))
	for i, p := range listed {
		v.proposal(p, &rows[i])
		v.Proposals[i] = &rows[i].Proposal
	}
}

// seesAll tells whether nothing is hidden from the viewer.
func (v *Round) seesAll() bool {
	hides := func(p *Proposal) bool { return p.Veil != "" || p.Ballot != nil && p.Ballot.Open }
	return v.Reader || v.inside() && !slices.ContainsFunc(v.Proposals, hides) && !slices.ContainsFunc(v.state.Motions, votedOn)
}

func votedOn(x *workflow.Motion) bool { return x.Ballot != nil && x.Ballot.Open }

// unnumbered takes away what is only there to be shown to those who may know numbers.
func (v *Round) unnumbered() {
	if v.Numbers {
		return
	}
	for _, p := range v.Proposals {
		if p.Ballot != nil {
			p.Ballot.unnumber()
		}
	}
}

// Replayed is how many entries a replay for this viewer takes. It is for the replay alone: to somebody from whom things are
// hidden the number itself would tell of them, which is why Size is zero then.
func (v *Round) Replayed() uint64 { return v.size }

// Proposal finds a proposal by number, or else by id, or else by the source's ref, so that nobody can take a number by
// choosing an id; nil where the viewer sees none.
func (v *Round) Proposal(name string) *Proposal {
	for _, is := range []func(p *Proposal) bool{
		func(p *Proposal) bool { return p.Number == name },
		func(p *Proposal) bool { return p.ID == name },
		func(p *Proposal) bool { return p.Ref != "" && p.Ref == name },
	} {
		if i := slices.IndexFunc(v.Proposals, is); i >= 0 {
			return v.Proposals[i]
		}
	}
	return nil
}

// State is the round behind the view, for readers of the whole record only; nil for everybody else.
func (v *Round) State() *workflow.Round {
	if !v.Reader {
		return nil
	}
	return v.state
}

// mayList tells whether the viewer may know that the proposal exists: everybody in the committee and the office does,
// a submitter knows the own ones.
func (v *Round) mayList(p *workflow.Proposal) bool {
	return v.Office || v.Reader || v.member >= 0 || v.viewer.Auditor || v.self >= 0 && p.Submitter == v.self
}

func (v *Round) members() {
	for m, i := range v.state.Members {
		person, seat := &v.state.Participants[i], v.state.Seat(i)
		member := Member{
			Index: m, Pseudonym: person.Pseudonym, Seat: seat.ID, Body: seat.Body, Group: seat.Group,
			Advisory: seat.Advisory, Chair: seat.Chair, Vice: seat.Vice, Vacant: !v.manned[m], Entry: person.Seq,
		}
		if v.Office || v.Reader || m == v.member {
			member.Given, member.Open = v.progress(m)
		}
		v.Members = append(v.Members, member)
		if m == v.member {
			own := member
			own.Pseudonym, own.Entry = v.viewer.Pseudonym, v.state.Participants[v.self].Seq
			v.Me = &own
		}
	}
	if v.member < 0 && !v.Office && !v.Reader && !v.viewer.Auditor {
		v.Members = nil
	}
}

func (v *Round) progress(m int) (given, open int) {
	for _, p := range v.state.Proposals {
		switch i := v.state.Members[m]; {
		case v.state.Recused(p, v.self) != nil, v.state.Recused(p, i) != nil:
		case p.Sheet(m) != nil:
			given++
		case p.State == workflow.UnderReview && v.state.Assigned(p, v.state.Members[m]):
			open++
		}
	}
	return given, open
}

// roundMoves are the moves of the round that the office is offered.
func (v *Round) roundMoves() []Move {
	if !v.Office {
		return nil
	}
	var moves []Move
	for _, k := range []workflow.Kind{
		workflow.KindCallOpened, workflow.KindReviewStarted, workflow.KindDeliberationStarted, workflow.KindRoundConcluded,
		workflow.KindRoundCancelled,
	} {
		if !v.state.Open(k, nil) {
			continue
		}
		ref := v.try(&workflow.Move{Transition: k, Reason: "-"})
		moves = append(moves, Move{Kind: k, Barred: ref})
	}
	return append(moves, v.lotMove()...)
}

// try asks whether the office could give the command now. Nothing is changed.
func (v *Round) try(c workflow.Command) *workflow.Refusal {
	as := workflow.Coordinator
	if !v.viewer.Coordinator {
		as = workflow.Operator
	}
	return v.Try(as, c)
}
