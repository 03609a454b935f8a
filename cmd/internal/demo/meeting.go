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

// Meeting is a meeting of the committee: one with minutes was held, one without is still to come.
type Meeting struct {
	Key, Title, Place string
	Away              struct{ Member, Reason string } // for whom the deputy comes
	Items             []Item
	Minutes           *Minutes
}

// Minutes are what minutes add to the record.
type Minutes struct{ Place, Note string }

// Item is an item of the agenda: a proposal, or a title of its own under a key.
type Item struct {
	Key, Title, Proposal string
	Motion               *struct {
		Text  string
		Votes map[string]string
	}
}

// id is the item's on the agenda.
func (x *Item) id() string {
	if x.Proposal != "" {
		return x.Proposal
	}
	return x.Key
}

// sitting writes down a meeting that is held.
type sitting struct {
	*player
	m  *Meeting
	at time.Time // of the next step
}

// meetings writes down the meetings: what was held, and the one that whoever tries the demonstration can open at once.
func (p *player) meetings() error {
	for i := range p.plan.Meetings {
		m := &p.plan.Meetings[i]
		if m.Minutes == nil {
			p.convene(m, invited(p.stage.Now), soon(p.stage.Now))
			continue
		}
		start := p.calendar.at(dayMeeting, 60)
		p.convene(m, p.calendar.at(dayMeeting-11, 90), start)
		s := &sitting{player: p, m: m, at: start}
		if err := s.hold(); err != nil {
			return err
		}
		p.minutes(m, dayMeeting)
	}
	return nil
}

// convene invites to a meeting and sends its agenda.
func (p *player) convene(m *Meeting, at, starts time.Time) {
	p.coordinates(at, &workflow.Convene{Meeting: m.Key, Starts: ledger.InstantOf(starts), Title: m.Title, Place: m.Place})
	c := &workflow.SetAgenda{Meeting: m.Key, Titles: map[string]string{}}
	for i := range m.Items {
		x := &m.Items[i]
		c.Items = append(c.Items, workflow.Item{ID: x.id(), Proposal: p.ids[x.Proposal]})
		if x.Proposal == "" {
			c.Titles[x.Key] = x.Title
		}
	}
	p.coordinates(at.Add(20*time.Minute), c)
}

// hold writes down what happens in a meeting, from its opening to its end.
func (s *sitting) hold() error {
	s.away()
	s.lead(0, &workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: s.m.Key})
	for i := range s.s.People {
		if person := &s.s.People[i]; person.Seat != nil {
			s.lead(20*time.Second, s.attends(s.acting(person.Key), workflow.Present, ""))
		}
	}
	for i := range s.m.Items {
		if err := s.item(&s.m.Items[i]); err != nil {
			return err
		}
	}
	s.lead(10*time.Minute, &workflow.MoveMeeting{Transition: workflow.KindMeetingClosed, Meeting: s.m.Key})
	return nil
}

// away lets a member say beforehand that the deputy comes.
func (s *sitting) away() {
	if x := &s.m.Away; x.Member != "" {
		s.by(x.Member, workflow.Member, s.calendar.at(dayMeeting-3, 30), &workflow.NoteAbsence{
			Participant: s.pseudonym(x.Member), From: ledger.InstantOf(s.calendar.at(dayMeeting-1, 0)),
			Until: ledger.InstantOf(s.calendar.at(dayMeeting+1, 0)), Reason: x.Reason,
		})
	}
}

// acting is who acts for a member's seat in the meeting: the deputy where the member is away.
func (s *sitting) acting(member string) string {
	if member != s.m.Away.Member {
		return member
	}
	i := slices.IndexFunc(s.s.People, func(x Person) bool { return x.Deputises == member })
	if i < 0 {
		return member
	}
	return s.s.People[i].Key
}

// lead adds a step of the office, some time after the one before it.
func (s *sitting) lead(after time.Duration, c workflow.Command) {
	s.at = s.at.Add(after)
	s.coordinates(s.at, c)
}

func (s *sitting) attends(who string, how workflow.Attendance, item string) *workflow.RecordAttendance {
	return &workflow.RecordAttendance{Meeting: s.m.Key, Participant: s.pseudonym(who), Attendance: how, Item: item}
}

// item deals with an item: who declared an interest leaves for it, and comes back afterwards.
func (s *sitting) item(x *Item) error {
	s.lead(2*time.Minute, &workflow.CallItem{Meeting: s.m.Key, Item: x.id()})
	if x.Motion != nil {
		motion := x.Key + "-1"
		s.lead(time.Minute, &workflow.MakeMotion{Meeting: s.m.Key, Item: x.Key, Motion: motion, Text: x.Motion.Text})
		s.vote(&workflow.OpenBallot{Motion: motion, Meeting: s.m.Key}, x.Motion.Votes)
	}
	if x.Proposal == "" {
		return nil
	}
	w := s.plan.way(x.Proposal)
	if w == nil || w.Ballot == nil || w.Decision == nil {
		return fmt.Errorf("demonstration: the meeting %s decides on %q, which has no ballot or decision", s.m.Key, x.Proposal)
	}
	for _, y := range w.Interests {
		s.at = s.at.Add(30 * time.Second)
		s.by(y.Member, workflow.Member, s.at, s.attends(y.Member, workflow.Left, x.Proposal))
	}
	id := s.ids[x.Proposal]
	s.vote(&workflow.OpenBallot{Proposal: id, Meeting: s.m.Key, Mode: workflow.ModeNamed}, w.Ballot.Votes)
	s.lead(2*time.Minute, &workflow.TakeDecision{
		Proposal: id, Outcome: policy.Outcome(w.Decision.Outcome), Rationale: w.Decision.Rationale, Deviation: w.Decision.Deviation,
	})
	for _, y := range w.Interests {
		s.lead(30*time.Second, s.attends(y.Member, workflow.Present, x.Proposal))
	}
	return nil
}

// vote opens a ballot, lets everybody vote who does, and closes it.
func (s *sitting) vote(c *workflow.OpenBallot, votes map[string]string) {
	s.lead(4*time.Minute, c)
	for i := range s.s.People {
		member := s.s.People[i].Key
		if choice, ok := votes[member]; ok {
			s.at = s.at.Add(9 * time.Second)
			s.by(s.acting(member), workflow.Member, s.at, &workflow.CastVote{
				Proposal: c.Proposal, Motion: c.Motion, Choice: policy.Choice(choice),
			})
		}
	}
	s.lead(time.Minute, &workflow.CloseBallot{Proposal: c.Proposal, Motion: c.Motion})
}

// minutes lets the office draft the minutes of a meeting that was held on a day, or with no key those of the round that ended on it, and
// the chair approve them: two persons.
func (p *player) minutes(m *Meeting, held int) {
	p.steps = append(p.steps, step{
		at: p.calendar.at(held+1, 120), who: p.office, as: workflow.Coordinator, in: p.round,
		read: func(ctx context.Context, who *desk.Who) (workflow.Command, error) {
			c, err := p.stage.Draft(ctx, who, p.round, m.Key)
			if err != nil {
				return nil, err
			}
			c.Place, c.Note = m.Minutes.Place, m.Minutes.Note
			return c, nil
		},
	}, step{
		at: p.calendar.at(held+2, 90), who: p.s.chair(), as: workflow.Member, in: p.round,
		read: func(ctx context.Context, who *desk.Who) (workflow.Command, error) {
			return p.stage.Approval(ctx, who, p.round, m.Key)
		},
	})
}

// way is how far a proposal has come, nil where the plan does not name it.
func (p *Plan) way(key string) *Way {
	i := slices.IndexFunc(p.Proposals, func(w Way) bool { return w.Key == key })
	if i < 0 {
		return nil
	}
	return &p.Proposals[i]
}

// chair is the key of who holds the chair.
func (s *Script) chair() string {
	i := slices.IndexFunc(s.People, func(x Person) bool { return x.Seat != nil && x.Seat.Chair })
	if i < 0 {
		return ""
	}
	return s.People[i].Key
}
