package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
)

// The ids of what is played.
const (
	Programme = "iq"
	PastRound = "2025" // is over
	Round     = "2026"
	NextRound = "2027" // whose call is open, so that whoever tries can hand in a proposal and take it all the way
)

const (
	programmeTitle = "Förderprogramm IQ – Integration durch Qualifizierung"
	policyName     = "iq-good-practice"
	operator       = "" // key of who works on the machine
)

// Stage is where the round is played.
type Stage struct {
	// Do carries out commands of somebody at an instant.
	Do       func(ctx context.Context, at time.Time, who *desk.Who, as workflow.Capacity, id string, acts ...desk.Act) error
	Operator desk.Who
	People   map[string]desk.Who // accounts by the keys of the script
	// Draft and Approval are the commands that enter the minutes of a meeting as the record gives them, and approve them.
	Draft    func(ctx context.Context, who *desk.Who, round, meeting string) (*workflow.DraftMinutes, error)
	Approval func(ctx context.Context, who *desk.Who, round, meeting string) (*workflow.ApproveMinutes, error)
	// Forget and Forgotten are the commands that ask for the contact persons of a proposal (by id) to be erased, and that grant
	// what was asked last.
	Forget    func(ctx context.Context, who *desk.Who, round, proposal string) (*workflow.RequestErasure, error)
	Forgotten func(ctx context.Context, who *desk.Who, round string) (*workflow.EraseText, error)
	Pseudonym func(origin, person string) string
	Origin    func(round string) string
	NewID     func() string
	Now       time.Time // nothing is played later than this, and a meeting is due
}

// step is one act of somebody at an instant.
type step struct {
	at   time.Time
	who  string // key of the person; empty: the operator
	as   workflow.Capacity
	acts []desk.Act
	in   string                                                             // the round that what is read is done in
	read func(ctx context.Context, who *desk.Who) (workflow.Command, error) // a command that depends on the record, instead of acts
}

// player writes down what happens in a round.
type player struct {
	s         *Script
	stage     *Stage
	calendar  calendar
	policy    *policy.Policy
	office    string // key of the coordinator
	round     string
	proposals []Proposal
	plan      *Plan
	ids       map[string]string // of proposals, by key
	steps     []step
}

// Play plays the script from the founding to where the plan ends. The first error ends it; a rule that does not allow a step
// comes as a *workflow.Refusal.
func (s *Script) Play(ctx context.Context, stage *Stage) error {
	src, _ := policy.BuiltIn(policyName)
	rules, err := policy.Parse(src)
	if err != nil {
		return fmt.Errorf("policy %s: %w", policyName, err)
	}
	p := &player{
		s: s, stage: stage, calendar: calendarBefore(stage.Now), ids: map[string]string{}, policy: rules, office: s.withRole("coordinator"),
		round: Round, proposals: s.Proposals, plan: &s.Plan,
	}
	past := *p
	past.round, past.proposals, past.plan, past.calendar, past.ids = PastRound, s.Past.Proposals, &s.Past.Plan, p.calendar.before(), map[string]string{}
	past.founding()
	if err := past.whole(); err != nil {
		return err
	}
	past.ending()
	if err := p.whole(); err != nil {
		return err
	}
	p.next()
	p.steps = append(past.steps, p.steps...)
	slices.SortStableFunc(p.steps, func(a, b step) int { return a.at.Compare(b.at) })
	for i := range p.steps {
		if err := p.play(ctx, &p.steps[i]); err != nil {
			return fmt.Errorf("demonstration, step %d of %d: %w", i+1, len(p.steps), err)
		}
	}
	return nil
}

// whole writes down a round from its opening to the release of what its meeting decided.
func (p *player) whole() error {
	p.open(p.round, p.plan.Round.Prefix, p.plan.Round.Title, dayFounding)
	p.phases()
	p.deadlines()
	for i := range p.plan.Proposals {
		if err := p.proposal(i, &p.plan.Proposals[i]); err != nil {
			return err
		}
	}
	if err := p.meetings(); err != nil {
		return err
	}
	p.release()
	return nil
}

// next opens the call of the next round.
func (p *player) next() {
	p.open(NextRound, "27", "Auswahlrunde 2027 (Vorführung)", dayNext)
	p.in(NextRound, p.calendar.at(dayNext, 300), &workflow.Move{Transition: workflow.KindCallOpened})
	p.extend(NextRound, policy.StageCall, "Die Einreichung bleibt für die Vorführung offen.", p.calendar.at(dayNext, 310), p.soonOver())
}

func (p *player) play(ctx context.Context, s *step) error {
	who := p.stage.Operator
	if s.who != operator {
		who = p.stage.People[s.who]
	}
	acts := s.acts
	if s.read != nil {
		c, err := s.read(ctx, &who)
		if err != nil {
			return err
		}
		acts = []desk.Act{{Round: s.in, Command: c}}
	}
	return p.stage.Do(ctx, s.at, &who, s.as, p.stage.NewID(), acts...)
}

// withRole is the key of the first person with a role.
func (s *Script) withRole(role string) string {
	for i := range s.People {
		if s.People[i].Role == role {
			return s.People[i].Key
		}
	}
	return ""
}

// register adds a step of the operator in the register.
func (p *player) register(minute int, c workflow.Command) {
	p.steps = append(p.steps, step{at: p.calendar.at(dayFounding, minute), who: operator, as: workflow.Operator, acts: []desk.Act{{Command: c}}})
}

// by adds a step of somebody in the round.
func (p *player) by(who string, as workflow.Capacity, at time.Time, c workflow.Command) {
	p.steps = append(p.steps, step{at: at, who: who, as: as, acts: []desk.Act{{Round: p.round, Command: c}}})
}

// coordinates adds a step of the coordinator in the round.
func (p *player) coordinates(at time.Time, c workflow.Command) {
	p.by(p.office, workflow.Coordinator, at, c)
}

func (p *player) founding() {
	p.register(0, &workflow.CreateProgramme{Programme: Programme, Title: programmeTitle})
	for i, o := range p.s.ordered() {
		p.register(1+i, &workflow.RegisterOrganisation{
			Organisation: o.Key, OrganisationKind: o.Kind, Land: o.Land, Carrier: o.Carrier, Parent: o.Parent, Name: o.Name, Aliases: o.Aliases,
		})
	}
	p.register(120, &workflow.AdoptPolicy{
		Programme: Programme, Policy: p.policy.ID, Digest: p.policy.Digest(), Edition: p.policy.Edition, Canonical: p.policy.Canonical(),
	})
}

// open opens a round on a day and fills its seats.
func (p *player) open(round, prefix, title string, day int) {
	p.steps = append(p.steps, step{at: p.calendar.at(day, 180), who: p.office, as: workflow.Coordinator, acts: []desk.Act{
		{Round: round, Command: &workflow.OpenRound{Programme: Programme, Policy: p.policy.Digest(), Prefix: prefix, Title: title}},
		{Command: &workflow.ListRound{Round: round, Programme: Programme, Policy: p.policy.Digest(), Origin: p.stage.Origin(round)}},
	}})
	p.committee(round, day)
}

// in adds a step of the coordinator in any round.
func (p *player) in(round string, at time.Time, c workflow.Command) {
	p.steps = append(p.steps, step{at: at, who: p.office, as: workflow.Coordinator, acts: []desk.Act{{Round: round, Command: c}}})
}

// ordered are the organisations, each after those that it refers to.
func (s *Script) ordered() []Organisation {
	var out []Organisation
	done := map[string]bool{"": true}
	for range s.Organisations {
		for _, o := range s.Organisations {
			if !done[o.Key] && done[o.Carrier] && done[o.Parent] {
				done[o.Key], out = true, append(out, o)
			}
		}
	}
	return out
}

// organisation finds an organisation by its key, the zero Organisation where there is none.
func (s *Script) organisation(key string) Organisation {
	i := slices.IndexFunc(s.Organisations, func(o Organisation) bool { return o.Key == key })
	if i < 0 {
		return Organisation{}
	}
	return s.Organisations[i]
}

// committee fills the seats of a round and lets the deputies in.
func (p *player) committee(round string, day int) {
	seats := map[string]string{} // by the key of the member
	for i := range p.s.People {
		person := &p.s.People[i]
		if person.Seat == nil {
			continue
		}
		n := len(seats) + 1
		seat := fmt.Sprintf("sitz-%02d", n)
		seats[person.Key] = seat
		of := p.s.organisation(person.Seat.Organisation)
		p.in(round, p.calendar.at(day, 200+n), &workflow.CreateSeat{
			Seat: seat, Body: person.Seat.Body, Group: person.Seat.Group, Organisation: person.Seat.Organisation,
			Carrier: of.Carrier, Parent: of.Parent, Label: person.Seat.Label, Chair: person.Seat.Chair,
		})
		p.in(round, p.calendar.at(day, 240+n), p.admission(person, round, seat))
	}
	for i := range p.s.People {
		if person := &p.s.People[i]; person.Deputises != "" {
			c := p.admission(person, round, seats[person.Deputises])
			c.Deputy = true
			p.in(round, p.calendar.at(day, 270+i), c)
		}
	}
}

// admission lets a person in as a member.
func (p *player) admission(person *Person, round, seat string) *workflow.Admit {
	who := p.stage.People[person.Key]
	return &workflow.Admit{
		Participant: p.stage.Pseudonym(p.stage.Origin(round), who.Person), Capacity: workflow.Member, Seat: seat,
		Person: who.Person, Name: who.Name,
	}
}

// pseudonym is a person's in the round.
func (p *player) pseudonym(key string) string {
	return p.stage.Pseudonym(p.stage.Origin(p.round), p.stage.People[key].Person)
}

func (p *player) phases() {
	for _, x := range []struct {
		kind workflow.Kind
		day  int
	}{
		{workflow.KindCallOpened, dayCall}, {workflow.KindReviewStarted, dayReview}, {workflow.KindDeliberationStarted, dayMeeting - 1},
	} {
		p.coordinates(p.calendar.at(x.day, 60), &workflow.Move{Transition: x.kind})
	}
}

// deadlines are put off. Those of the round that goes on end some weeks from now, so that whoever tries can hand in and score whenever
// that is.
func (p *player) deadlines() {
	until := p.soonOver()
	if p.round == PastRound {
		until = ledger.InstantOf(p.calendar.at(dayClosing-1, 530))
	} else {
		p.extend(p.round, policy.StageReturn, "Mehr Zeit zum Nachreichen wegen der Ferien.", p.calendar.at(dayCall, 70), until)
	}
	p.extend(p.round, policy.StageScoring, "Mehr Zeit zum Bewerten wegen der Herbstferien.", p.calendar.at(dayReview, 70), until)
}

// soonOver is four weeks from now.
func (p *player) soonOver() ledger.Instant {
	return ledger.InstantOf(p.stage.Now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 28).Add(17 * time.Hour))
}

func (p *player) extend(round, stage, reason string, at time.Time, until ledger.Instant) {
	p.in(round, at, &workflow.SetDeadline{Stage: stage, Until: until, Reason: reason})
}
