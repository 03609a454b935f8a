package workflow

import (
	"maps"
	"slices"
	"sync/atomic"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Round is the state of one round after some number of entries. It holds no text: titles, reasons and names are
// fetched by entry and path from the erasable store. Only apply changes it.
//
// A Round may be forked: the fork shares everything with its origin and copies what it changes, so a reader keeps a
// committed state for as long as it likes while the writer goes on, and a rollback is forgetting the fork.
type Round struct {
	Origin    string
	ID        string
	Programme string
	Prefix    string
	Opener    string
	Imported  bool
	Phase     Phase
	Policy    *policy.Policy
	Digest    string
	Rubric    string
	Size      uint64
	Last      ledger.Instant
	Opened    ledger.Instant
	Since     ledger.Instant // when it came to its phase
	Drawn     string         // of the entry that began the review; empty before. See Order
	Deadlines map[string]Set // that the office has set, by stage; never changed, but replaced

	Seats        []Seat
	Participants []Participant
	Proposals    []*Proposal
	Members      []int // by seat that was ever held, in order of first admission: its holder, or else whoever was it last; sheets and votes are kept by this order, and so belong to the seat
	Meetings     []*Meeting
	Motions      []*Motion
	Minutes      []Minutes // versions, the latest last
	Lots         []Lot     // in their order
	Entries      []uint64  // entries that concern the round itself and no proposal
	Erasing

	rules       func(digest string) *policy.Policy
	ways        *lifecycles
	byPseudonym map[string]int
	bySeat      map[string]int
	byProposal  map[string]int
	gen         uint64
	competing   *competing // of this state, where places go by the standing; never nil
	ownsPeople  bool       // seats, participants and their index
	ownsList    bool       // the slice of proposals
	ownsIndex   bool       // the map of proposals
	forgets     bool       // see Forget
}

// Seat is a place in a body of the committee.
type Seat struct {
	ID, Body, Group, Organisation string
	Carrier, Parent               string // of the organisation, as they stood
	Weight                        int
	Advisory, Chair, Vice         bool
	Holder                        int // index of the participant, -1 while vacant
	Member                        int // index in Round.Members, -1 while it was never held
	Seq                           uint64
}

// Participant is a person in this round, known by a pseudonym. Names lie in the texts of entry Seq.
type Participant struct {
	Pseudonym string
	caps      who
	Seat      int // index of the seat, -1 for who never held one
	Member    int // index in Round.Members, that of the seat; -1 for who never held one
	Seq       uint64
	Deputy    bool           // acts for the seat while its holder is absent
	From      ledger.Instant // of the term; 0: at once
	Until     ledger.Instant // the term ends before it; 0: with the round
	Term      uint64         // entry that set the term
	Left      uint64         // entry by which they left the seat, 0 while they have not
	Absences  []Absence      // those noted, in order of their entries
}

// Holds tells whether the participant was admitted in the capacity.
func (p *Participant) Holds(c Capacity) bool { return p.caps&c.bit() != 0 }

// Capacities lists the capacities the participant was admitted in.
func (p *Participant) Capacities() []Capacity {
	var out []Capacity
	for _, c := range []Capacity{Member, Coordinator, Submitter, Operator} {
		if p.Holds(c) {
			out = append(out, c)
		}
	}
	return out
}

// Proposal is the state of one proposal.
type Proposal struct {
	gen       uint64
	ID        string
	Number    int // 1, 2, … within the round
	State     State
	Since     ledger.Instant // when it came to its state, or was put there again
	Outcome   string         // of the decision in force; empty before it
	Submitter int            // index of the participant
	Version   uint64
	Content   *ProposalSubmitted // of the latest version; its texts lie in entry Versions[len-1]
	Versions  []uint64           // entry of each version
	Check     *Check
	Missing   []string   // points that were asked for, while returned
	Assigned  []int      // participants who are to score it, in order of the members; empty means every member
	Assigner  uint64     // entry that set Assigned last, 0 while none has
	Wishes    []Wish     // stated by members, in their order
	Comments  []Comment  // in order of their first versions
	Questions []Question // in order of their entries
	Discussed uint64     // entry with which discussion of it began, 0 before
	Sheets    []Sheet    // those given, in order of the members
	Ballot    *Ballot
	Ballots   []*Ballot // earlier ones
	Decision  *Decision
	Decisions []*Decision      // earlier ones, set aside by reconsideration
	Request   *Reconsideration // asked for and not granted yet
	Published bool
	Released  uint64     // entry that made the decision in force known, 0 before
	Interests []Interest // in order of their entries
	Entries   []uint64   // every entry that concerns it

	spare      *atomic.Int64 // how much of the room of Entries is taken
	ownsSheets bool          // false while they are shared with the state that this one was forked from
}

// Check is the eligibility check of one version.
type Check struct {
	Version uint64
	Points  []Point
	Passed  bool
	Seq     uint64
}

// Sheet is one member's scores for one proposal; Values are in the order of the policy's criteria.
type Sheet struct {
	Member  int // index in Round.Members
	Version uint64
	Seen    uint64
	Seq     uint64
	At      ledger.Instant
	By      int // participant whom it counts for: holder or deputy of the seat
	Deputy  bool
	Values  []policy.Value
	Late    bool    // with a reason for being late
	Was     []Sheet // earlier versions, in their order; those have none themselves
	Others  []int   // participants who gave earlier versions, where that was not By alone; each once
}

// Vote is one member's vote in one ballot.
type Vote struct {
	Choice  policy.Choice
	Version uint64
	Seq     uint64
	At      ledger.Instant
	By      int // participant whom it counts for: holder or deputy of the seat
	Deputy  bool
}

// Ballot is one ballot on one proposal or motion; Votes are by member, Version 0 means none.
type Ballot struct {
	gen     uint64
	Opened  uint64
	Closed  uint64
	Until   ledger.Instant // of its last entry: its opening, then its closing
	Open    bool
	Meeting string // in which it is held
	Mode    Mode
	Demand  uint64 // entry by which a member demanded secrecy
	Asked   []bool // by member: whose seat had somebody when it began, and so was invited to it
	Present []bool // by member: who was in the meeting when it began
	Votes   []Vote
	Tally   Tally   // set at closing
	Counts  []Count // of a secret ballot, set at closing

	Uncounted bool // a secret ballot that was closed without a tally
}

// Decision is a decision as it was taken.
type Decision struct {
	Outcome   string
	Proposed  string
	Recorded  bool // taken elsewhere, not derived here
	Source    string
	Digest    string
	By        int
	At        ledger.Instant
	Seq       uint64
	Findings  []policy.Finding
	SetAside  uint64 // entry of the reconsideration, 0 while in force
	BallotSeq uint64
	Told      bool             // it became known outside of the committee
	AsideAt   ledger.Instant   // of SetAside
	Confirmed uint64           // entry that confirmed it last, after somebody was excluded; 0 while none has
	Renewed   []policy.Finding // what the rules said then
	Meeting   string           // in which the ballot was held
}

// Reconsideration asks for reconsideration of a decision; somebody else has to grant it.
type Reconsideration struct {
	By  int
	Seq uint64
}

// NewRound returns the state before the first entry of the ledger origin. rules finds a policy by its digest and
// answers nil for one it does not have.
func NewRound(origin, id string, rules func(digest string) *policy.Policy) *Round {
	return &Round{
		Origin: origin, ID: id, rules: rules, ways: lifecycle(),
		byPseudonym: map[string]int{}, bySeat: map[string]int{}, byProposal: map[string]int{},
		ownsPeople: true, ownsList: true, ownsIndex: true, competing: &competing{},
	}
}

// Forget lets a state without entries, and its forks, keep nothing of the past: not which entries concern the round, its
// proposals and its meetings (their Entries stay empty), and no earlier versions of sheets (Sheet.Was). No rule and no
// decision asks for these; those who read and show the past do. So the state of a round that is checked or counted is as
// large as what the round holds, however often sheets and votes were cast again.
func (r *Round) Forget() { r.forgets = true }

// traced adds a record to entries that concern something.
func (r *Round) traced(entries []uint64, rec *Record) []uint64 {
	if r.forgets {
		return nil
	}
	return append(entries, rec.Seq)
}

// Fork returns a state that can be changed without changing r.
func (r *Round) Fork() *Round {
	n := *r
	n.gen++
	n.ownsPeople, n.ownsList, n.ownsIndex = false, false, false
	n.Entries = slices.Clip(r.Entries)
	return &n
}

// Participant finds a participant by pseudonym, -1 and nil where there is none.
func (r *Round) Participant(pseudonym string) (int, *Participant) {
	if i := r.participant(pseudonym); i >= 0 {
		return i, &r.Participants[i]
	}
	return -1, nil
}

func (r *Round) participant(pseudonym string) int {
	if i, ok := r.byPseudonym[pseudonym]; ok {
		return i
	}
	return -1
}

// Proposal finds a proposal by id, nil where there is none.
func (r *Round) Proposal(id string) *Proposal {
	if i, ok := r.byProposal[id]; ok {
		return r.Proposals[i]
	}
	return nil
}

// Seat returns the seat that a participant holds or deputises for, or has, nil where there is none.
func (r *Round) Seat(participant int) *Seat {
	if participant < 0 || participant >= len(r.Participants) || r.Participants[participant].Seat < 0 {
		return nil
	}
	return &r.Seats[r.Participants[participant].Seat]
}

// SeatOf finds a seat by id.
func (r *Round) SeatOf(id string) (int, *Seat) {
	if i, ok := r.bySeat[id]; ok {
		return i, &r.Seats[i]
	}
	return -1, nil
}

// Sheet returns the sheet of a member, nil where there is none.
func (p *Proposal) Sheet(member int) *Sheet {
	if i, found := p.sheetAt(member); found {
		return &p.Sheets[i]
	}
	return nil
}

// sheetAt is where the sheet of a member stands, or would stand, among the sheets. Where all earlier members have scored
// that is the member's own index.
func (p *Proposal) sheetAt(member int) (int, bool) {
	if member >= 0 && member < len(p.Sheets) && p.Sheets[member].Member == member {
		return member, true
	}
	return slices.BinarySearchFunc(p.Sheets, member, func(s Sheet, m int) int { return s.Member - m })
}

// Vote returns the vote of a member in the latest ballot, nil where there is none.
func (p *Proposal) Vote(member int) *Vote {
	if p.Ballot == nil {
		return nil
	}
	return p.Ballot.Vote(member)
}

// Vote returns the vote of a member, nil where there is none.
func (b *Ballot) Vote(member int) *Vote {
	if b == nil || member < 0 || member >= len(b.Votes) || b.Votes[member].Version == 0 {
		return nil
	}
	return &b.Votes[member]
}

// edit returns the proposal at an index for changing: a copy of its own where the fork still shares it.
func (r *Round) edit(at int) *Proposal {
	p := r.Proposals[at]
	if p.gen == r.gen {
		return p
	}
	r.ownList()
	c := *p
	c.gen = r.gen
	c.ownsSheets = false
	c.Versions = slices.Clip(p.Versions) // what is added is the fork's own; for Entries note sees to that
	r.Proposals[at] = &c
	return &c
}

// note adds an entry to the proposal's list. Forks of one state share the list's room: whoever adds to it first takes the
// place behind the end, another one copies the list. So the one writer does not copy it for every batch.
func (p *Proposal) note(seq uint64) {
	n := int64(len(p.Entries))
	if p.spare != nil && len(p.Entries) < cap(p.Entries) && p.spare.CompareAndSwap(n, n+1) {
		p.Entries = append(p.Entries, seq)
		return
	}
	p.Entries = append(append(make([]uint64, 0, 2*n+4), p.Entries...), seq)
	p.spare = new(atomic.Int64)
	p.spare.Store(n + 1)
}

// editBallot returns the ballot at its place for changing.
func (r *Round) editBallot(at **Ballot) *Ballot {
	if (*at).gen != r.gen {
		c := **at
		c.gen, c.Votes = r.gen, slices.Clone(c.Votes)
		*at = &c
	}
	return *at
}

// editPeople makes seats and participants the fork's own.
func (r *Round) editPeople() {
	if r.ownsPeople {
		return
	}
	r.Seats, r.Participants, r.Members = slices.Clone(r.Seats), slices.Clone(r.Participants), slices.Clone(r.Members)
	r.byPseudonym, r.bySeat = maps.Clone(r.byPseudonym), maps.Clone(r.bySeat)
	r.ownsPeople = true
}

// addProposal adds a proposal to the fork's own list.
func (r *Round) addProposal(p *Proposal) {
	r.ownList()
	if !r.ownsIndex {
		r.byProposal, r.ownsIndex = maps.Clone(r.byProposal), true
	}
	p.gen = r.gen
	r.byProposal[p.ID] = len(r.Proposals)
	r.Proposals = append(r.Proposals, p)
}

func (r *Round) ownList() {
	if !r.ownsList {
		r.Proposals, r.ownsList = slices.Clone(r.Proposals), true
	}
}
