package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"gremium/workflow"
)

// asked is how often each page is asked for.
const asked = 300

// read is a page that is measured: what it is called, whose it is and where it stands, for the i-th time it is asked for.
type read struct {
	name    string
	office  bool
	address func(i int) string
}

// pages measures what it takes to make the pages of a large round: 300 proposals that 20 members have scored, half of them
// voted on.
func (m *run) pages(ctx context.Context) (err error) {
	m.say(fmt.Sprintf(Page, "*"))
	h, err := m.Open(ctx, filepath.Join(m.Dir, "pages.db"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	member, mine, err := h.Account(ctx, "member")
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	_, offices, err := h.Account(ctx, "office", "coordinator", "auditor")
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	entries, err := h.fill(ctx, member)
	if err != nil {
		return err
	}
	for _, p := range m.mainPages(entries) {
		ask := mine
		if p.office {
			ask = offices
		}
		if err := m.page(ctx, &p, ask); err != nil {
			return err
		}
	}
	m.add(Figure{Name: Held, Value: live() / (1 << 20), Unit: "MiB"})
	return nil
}

// large is the round whose pages are measured.
const large = "large"

// fill makes it: one of its members has the account given, and leaves a tenth of the proposals unscored. It answers how many
// entries there are.
func (h *House) fill(ctx context.Context, member string) (int, error) {
	p, err := rules()
	if err != nil {
		return 0, err
	}
	s := &setting{h: h, size: size{300, 20}, person: func(m int) string {
		if m == 0 {
			return member
		}
		return person(m)
	}}
	s.begin(p)
	s.review(large, p)
	score := sheet(p)
	for i := range s.proposals {
		for m := range s.members {
			if m > 0 || i%10 > 0 {
				s.by(large, m, scored(score, proposal(large, i), i+m))
			}
		}
	}
	if err := s.execute(ctx); err != nil {
		return 0, err
	}
	s.decide()
	if err := s.execute(ctx); err != nil {
		return 0, err
	}
	_, head, err := h.Engine.Round(ctx, large)
	if err != nil {
		return 0, fmt.Errorf("bench: %w", err)
	}
	return int(head.Size), nil //nolint:gosec // It is no more than memory holds.
}

// scored is the first sheet of a member, with other scores for each n.
func scored(score act, id string, n int) workflow.Command {
	c := score(id, uint64(n)).(*workflow.CastScores) //nolint:forcetypeassert,gosec // Made above; counts stay small.
	c.Base = 0
	return c
}

// decide votes on every second proposal, and takes the decision on it.
func (s *setting) decide() {
	s.move(large, workflow.KindDeliberationStarted, "")
	for i := 1; i < s.proposals; i += 2 {
		id := proposal(large, i)
		s.move(large, workflow.KindScoringClosed, id)
		s.move(large, workflow.KindBallotOpened, id)
		for m := range s.members {
			s.by(large, m, vote(id, uint64(m%3))) //nolint:gosec // Counts stay small.
			s.requests[len(s.requests)-1].Command.(*workflow.CastVote).Base = 0
		}
		s.add(large, &workflow.CloseBallot{Proposal: id})
		s.add(large, &workflow.TakeDecision{Proposal: id, Rationale: rationale})
	}
}

// mainPages are the pages that are measured.
func (m *run) mainPages(entries int) []read {
	round := "/runden/" + large
	in := func(rest string) func(int) string { return func(int) string { return round + rest } }
	of := func(rest string) func(int) string {
		return func(i int) string { return fmt.Sprintf("%s/vorschlaege/%s%s", round, number(i), rest) }
	}
	return []read{
		{"start", false, func(int) string { return "/" }},
		{"rounds", true, func(int) string { return "/runden" }},
		{"tasks", false, func(int) string { return "/aufgaben" }},
		{"score sheet", false, func(i int) string { return fmt.Sprintf("%s/vorschlaege/%s/bewerten", round, number(i*10)) }},
		{"own list", false, in("/vorschlaege")},
		{"list", true, in("/vorschlaege")},
		{"board", true, in("/steuerung")},
		{"proposal", true, of("")},
		{"why", true, func(i int) string { return fmt.Sprintf("%s/vorschlaege/%s/warum", round, number(i*2+1)) }},
		{"statistics", true, in("/statistik")},
		{"history", true, func(i int) string { return fmt.Sprintf("%s/nachvollziehen?eintrag=%d", round, i*7919%entries) }},
		{"history of a proposal", true, func(i int) string {
			return fmt.Sprintf("%s/nachvollziehen?vorschlag=%s&eintrag=%d", round, number(i), i*7919%entries)
		}},
		{"difference", true, func(i int) string {
			return fmt.Sprintf("%s/nachvollziehen/unterschied?von=%d&bis=%d", round, i*7919%entries, i*6007%entries)
		}},
	}
}

// number is the number of a proposal that there is.
func number(i int) string { return fmt.Sprintf("b-%03d", i%300+1) }

// page measures one page. What it costs to ask for it the first time is not in it.
func (m *run) page(ctx context.Context, p *read, ask Ask) error {
	var took []time.Duration
	for i := range asked + 1 {
		began := m.Now()
		if _, err := ask(ctx, p.address(i)); err != nil {
			return fmt.Errorf("bench: %w", err)
		}
		if i > 0 {
			took = append(took, m.Now().Sub(began))
		}
	}
	m.add(Figure{Name: fmt.Sprintf(Common, p.name), Value: milliseconds(quantile(took, 50)), Unit: "ms"})
	m.add(Figure{Name: fmt.Sprintf(Page, p.name), Value: milliseconds(quantile(took, 99)), Unit: "ms", Goal: 5, Most: true})
	return nil
}
