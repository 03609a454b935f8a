package workflow

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Command asks for one act. Everything that comes from outside is in it: ids, pseudonyms, texts, the bytes of a policy.
type Command interface {
	// Kind is the type of the event that the command makes when the rules allow it.
	Kind() Kind
}

// roundCommand is a command to a round. It answers the event as it would stand; permit then says whether it may.
type roundCommand interface {
	Command
	draft(r *Round, rec *Record, as common) (texts, *Refusal)
}

// texts are the texts of an event by path. Blank ones do not count as given.
type texts map[string]string

// add takes a text when it is not blank.
func (t texts) add(path, value string) {
	if v := clean(value); v != "" {
		t[path] = v
	}
}

// clean brings a text into the form it is kept in: line ends as browsers and systems send them become LF, blanks at
// the end go.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.TrimRight(s, " \t\n\r")
}

// commitments lists the paths in order, the commitments still empty: sealing fills them.
func (t texts) commitments() []Commitment {
	out := make([]Commitment, 0, len(t))
	for _, path := range slices.Sorted(maps.Keys(t)) {
		out = append(out, Commitment{Path: path})
	}
	return out
}

// OpenRound opens a round. It is carried out only together with ListRound, its partner in the register.
type OpenRound struct {
	Programme string
	Policy    string // digest
	Prefix    string // of the proposals' numbers, such as "26"
	Title     string
	Imported  bool
}

// Kind is KindRoundOpened.
func (*OpenRound) Kind() Kind { return KindRoundOpened }

func (c *OpenRound) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &RoundOpened{common: as, Imported: c.Imported, Policy: c.Policy, Prefix: c.Prefix, Programme: c.Programme}
	t := texts{}
	t.add("title", c.Title)
	return t, nil
}

// CreateSeat adds a seat to a body.
type CreateSeat struct {
	Seat, Body, Group, Organisation, Label string
	Carrier, Parent                        string // of the organisation, as the register has them
	Weight                                 int    // 0 means 1
	Advisory, Chair, Vice                  bool
}

// Kind is KindSeatCreated.
func (*CreateSeat) Kind() Kind { return KindSeatCreated }

func (c *CreateSeat) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &SeatCreated{
		common: as, Advisory: c.Advisory, Body: c.Body, Carrier: c.Carrier, Chair: c.Chair, Group: c.Group,
		Organisation: c.Organisation, Parent: c.Parent, Seat: c.Seat, Vice: c.Vice, Weight: int64(max(c.Weight, 1)),
	}
	t := texts{}
	t.add("label", c.Label)
	return t, nil
}

// Admit lets a person take part in a capacity. Person is the account, or an id of the source in imported rounds. A member
// takes a seat, or deputises for its holder, for a term; a running round asks for the reason.
type Admit struct {
	Participant string // pseudonym
	Capacity    Capacity
	Seat        string
	Person      string
	Name        string
	Ref         string
	Deputy      bool
	From, Until ledger.Instant // of the term; 0: at once, and with the round
	Reason      string
}

// Kind is KindParticipantAdmitted.
func (*Admit) Kind() Kind { return KindParticipantAdmitted }

func (c *Admit) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &ParticipantAdmitted{
		common: as, Capacity: c.Capacity, Deputy: c.Deputy, From: c.From, Participant: c.Participant, Seat: c.Seat, Until: c.Until,
	}
	t := texts{}
	t.add("person", c.Person)
	t.add("name", c.Name)
	t.add("ref", c.Ref)
	t.add("reason", c.Reason)
	if _, seat := r.SeatOf(c.Seat); seat != nil {
		t.add("organisation", seat.Organisation)
		t.add("seat", seat.ID)
	}
	return t, nil
}

// Move is every act that carries nothing but a reason. Transition is its kind. KindBallotOpened stands for an OpenBallot
// that says nothing more.
type Move struct {
	Transition Kind
	Proposal   string
	Reason     string
}

// Kind is the move's kind.
func (c *Move) Kind() Kind { return c.Transition }

func (c *Move) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	if c.Transition >= kindCount {
		return nil, inconsistent("no_act")
	}
	if c.Transition == KindBallotOpened {
		return (&OpenBallot{Proposal: c.Proposal, Reason: c.Reason}).draft(r, rec, as)
	}
	if _, ok := kinds[c.Transition].make().(*Moved); !ok {
		return nil, inconsistent("more_than_reason")
	}
	rec.Event, rec.Proposal = &Moved{common: as, kind: c.Transition}, c.Proposal
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}

// Contact is a contact person of a proposal.
type Contact struct {
	Name, Email, Role string
	Agreed            bool // to be named in public
}

// SubmitProposal hands in a proposal, or a further version of one that was returned (Again, Base).
type SubmitProposal struct {
	Proposal     string // new id, or the returned one
	Again        bool
	Base         uint64 // version that was worked on, when Again
	ProposalKind string
	Laender      []string
	Owners       []Owner
	Audiences    []string
	Institutions []string
	Contacts     []Contact
	Texts        map[string]string // title, need, solution, experience, success, transfer, summary, and the policy's questions
	Previous     *Link
	Ref          string
	Late         string // why it comes after the deadline
}

// Kind is KindProposalSubmitted or KindProposalResubmitted.
func (c *SubmitProposal) Kind() Kind {
	if c.Again {
		return KindProposalResubmitted
	}
	return KindProposalSubmitted
}

func (c *SubmitProposal) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	e := &ProposalSubmitted{ // the state keeps it, so it shares nothing with the command
		common: as, again: c.Again, Audiences: slices.Clone(c.Audiences), Institutions: slices.Clone(c.Institutions),
		ProposalKind: c.ProposalKind, Laender: slices.Clone(c.Laender), Owners: slices.Clone(c.Owners), Ref: c.Ref,
		Version: c.Base + 1,
	}
	if c.Previous != nil {
		link := *c.Previous
		e.Previous = &link
	}
	t := texts{}
	for path, v := range c.Texts {
		t.add(path, v)
	}
	for i, p := range c.Contacts {
		at := "contact/" + strconv.Itoa(i) + "/"
		e.Contacts = append(e.Contacts, p.Agreed)
		t.add(at+"name", p.Name)
		t.add(at+"email", p.Email)
		t.add(at+"role", p.Role)
	}
	t.add("late", c.Late)
	rec.Event, rec.Proposal = e, c.Proposal
	return t, nil
}

// CheckProposal records the eligibility check of the version seen, with an answer to every point of the policy.
type CheckProposal struct {
	Proposal string
	Seen     uint64
	Points   []Point
	Note     string
}

// Kind is KindProposalChecked.
func (*CheckProposal) Kind() Kind { return KindProposalChecked }

func (c *CheckProposal) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	points := slices.Clone(c.Points)
	if r.Policy != nil {
		order := pointIDs(r.Policy)
		slices.SortStableFunc(points, func(a, b Point) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
	}
	rec.Event, rec.Proposal = &ProposalChecked{common: as, Points: points, Version: c.Seen}, c.Proposal
	t := texts{}
	t.add("note", c.Note)
	return t, nil
}

// ReturnProposal gives a proposal back with the points that are missing and a note on what is asked for.
type ReturnProposal struct {
	Proposal string
	Missing  []string
	Note     string
}

// Kind is KindProposalReturned.
func (*ReturnProposal) Kind() Kind { return KindProposalReturned }

func (c *ReturnProposal) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &ProposalReturned{common: as, Missing: slices.Clone(c.Missing)}, c.Proposal
	t := texts{}
	t.add("note", c.Note)
	return t, nil
}

// CastScores gives one member's whole score sheet. Base is the version of the own sheet that it replaces, 0 for the
// first; Seen the version of the proposal that the member read.
type CastScores struct {
	Proposal       string
	Seen, Base     uint64
	Scores         []policy.CriterionValue
	Justifications map[string]string // by criterion
	Remark         string
	Reason         string // for another sheet after discussion began, or in place of somebody else's for the same seat
	Late           string // why it comes after the deadline
}

// Kind is KindScoresCast.
func (*CastScores) Kind() Kind { return KindScoresCast }

func (c *CastScores) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &ScoresCast{common: as, Deputy: r.deputises(rec), Rubric: r.Rubric, Scores: r.inOrder(c.Scores), Seen: c.Seen, Version: c.Base + 1}
	rec.Proposal = c.Proposal
	t := texts{}
	for criterion, v := range c.Justifications {
		t.add("justification/"+criterion, v)
	}
	t.add("remark", c.Remark)
	t.add("reason", c.Reason)
	t.add("late", c.Late)
	return t, nil
}

// inOrder brings scores into the policy's order of criteria; what the policy does not know comes last and is refused.
func (r *Round) inOrder(scores []policy.CriterionValue) []policy.CriterionValue {
	if r.Policy == nil {
		return scores
	}
	out := make([]policy.CriterionValue, 0, len(scores))
	for i := range r.Policy.Criteria {
		for _, s := range scores {
			if s.Criterion == r.Policy.Criteria[i].ID {
				out = append(out, s)
			}
		}
	}
	for _, s := range scores {
		if _, i := r.Policy.Criterion(s.Criterion); i < 0 {
			out = append(out, s)
		}
	}
	return out
}
