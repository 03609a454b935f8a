package bench

import (
	"context"
	"fmt"

	"gremium/policy"
	"gremium/workflow"
)

// The size of a round that is measured.
const (
	proposals = 200
	members   = 16
	callers   = 64
)

const programme = "bench"

// office is who prepares the rounds.
var office = workflow.Actor{Person: "office", Name: "Office", As: workflow.Operator}

func person(m int) string                 { return fmt.Sprintf("member-%02d", m) }
func proposal(round string, p int) string { return fmt.Sprintf("%s-%03d", round, p) }

// rules make a policy of four criteria from 0 to 3 and one body.
func rules() (*policy.Policy, error) {
	three, err := policy.ParseDecimal("3")
	if err != nil {
		return nil, err
	}
	one, err := policy.ParseDecimal("1")
	if err != nil {
		return nil, err
	}
	var criteria []policy.ImportCriterion
	for _, id := range []string{"transferable", "innovative", "sustainable", "efficient"} {
		criteria = append(criteria, policy.ImportCriterion{ID: id, Max: three, Step: one})
	}
	return policy.ForImport(programme, criteria, policy.Aggregation{}, nil)
}

// prepare opens rounds with a committee and proposals under review; with ballots, the proposals are scored and every one
// has its ballot open.
func (h *House) prepare(ctx context.Context, ballots bool, rounds ...string) error {
	p, err := rules()
	if err != nil {
		return err
	}
	s := &setting{h: h, size: size{proposals, members}, person: person}
	s.begin(p)
	for _, round := range rounds {
		s.review(round, p)
		if ballots {
			s.all(round, workflow.KindScoringClosed)
			s.move(round, workflow.KindDeliberationStarted, "")
			s.all(round, workflow.KindBallotOpened)
		}
	}
	return s.execute(ctx)
}

// size is how large a round is.
type size struct{ proposals, members int }

// setting gathers the commands that prepare rounds.
type setting struct {
	h *House
	size
	person   func(m int) string // the account of a member
	requests []workflow.Request
	given    int // commands so far
}

// execute gives them.
func (s *setting) execute(ctx context.Context) error {
	if _, err := s.h.Engine.Execute(ctx, s.requests...); err != nil {
		return fmt.Errorf("bench: prepare: %w", err)
	}
	s.requests = nil
	return nil
}

// begin makes the programme with its policy.
func (s *setting) begin(p *policy.Policy) {
	s.register(&workflow.CreateProgramme{Programme: programme, Title: "Bench"})
	s.register(&workflow.AdoptPolicy{Programme: programme, Policy: p.ID, Digest: p.Digest(), Edition: p.Edition, Canonical: p.Canonical()})
}

// review opens a round and brings its proposals under review.
func (s *setting) review(round string, p *policy.Policy) {
	s.open(round, p)
	for i := range s.proposals {
		id := proposal(round, i)
		s.add(round, &workflow.SubmitProposal{Proposal: id, Texts: map[string]string{"title": id}})
	}
	s.move(round, workflow.KindReviewStarted, "")
	s.all(round, workflow.KindReviewOpened)
}

func (s *setting) register(c workflow.Command) { s.to(s.h.Engine.RegisterOrigin(), c) }

func (s *setting) add(round string, c workflow.Command) { s.to(s.h.Engine.RoundOrigin(round), c) }

func (s *setting) to(origin string, c workflow.Command) {
	s.requests = append(s.requests, workflow.Request{Origin: origin, Actor: office, ID: s.next(), Command: c})
}

// next is another id of a command.
func (s *setting) next() string {
	s.given++
	return fmt.Sprintf("prepare-%d", s.given)
}

// by lets a member act.
func (s *setting) by(round string, m int, c workflow.Command) {
	s.requests = append(s.requests, workflow.Request{
		Origin: s.h.Engine.RoundOrigin(round), Actor: workflow.Actor{Person: s.person(m), Name: person(m), As: workflow.Member},
		ID: s.next(), Command: c,
	})
}

func (s *setting) move(round string, k workflow.Kind, id string) {
	s.add(round, &workflow.Move{Transition: k, Proposal: id})
}

func (s *setting) all(round string, k workflow.Kind) {
	for i := range s.proposals {
		s.move(round, k, proposal(round, i))
	}
}

func (s *setting) open(round string, p *policy.Policy) {
	origin := s.h.Engine.RoundOrigin(round)
	s.add(round, &workflow.OpenRound{Programme: programme, Policy: p.Digest(), Prefix: "b", Title: round, Imported: true})
	s.register(&workflow.ListRound{Round: round, Programme: programme, Policy: p.Digest(), Origin: origin})
	for m := range s.members {
		seat := fmt.Sprintf("seat-%02d", m)
		s.add(round, &workflow.CreateSeat{Seat: seat, Body: p.Bodies[0].ID})
		s.add(round, &workflow.Admit{
			Participant: s.h.Engine.Pseudonym(origin, s.person(m)), Capacity: workflow.Member, Seat: seat, Person: s.person(m), Name: person(m),
		})
	}
	s.move(round, workflow.KindCallOpened, "")
}
