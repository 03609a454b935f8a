package view

import (
	"slices"
	"sync"

	"gremium/policy"
	"gremium/workflow"
)

// offered are the moves that the office is offered, in the order of a proposal's way.
var offered = []workflow.Kind{
	workflow.KindProposalChecked, workflow.KindProposalReturned, workflow.KindReviewOpened, workflow.KindScoringClosed,
	workflow.KindScoringReopened, workflow.KindBallotOpened, workflow.KindBallotClosed, workflow.KindDecisionTaken,
	workflow.KindDecisionConfirmed, workflow.KindDecisionReleased, workflow.KindSummaryPublished, workflow.KindSummaryUnpublished, workflow.KindReconsiderationRequested,
	workflow.KindDecisionReconsidered, workflow.KindProposalWithdrawn,
}

// Moves are the steps on a proposal that the office is offered. Each is tried when it is first asked for, and once.
type Moves struct{ it *moves }

type moves struct {
	mu    sync.Mutex
	round *Round
	of    *workflow.Proposal
	tried []tried // as offered
}

// tried is what became of trying a move.
type tried struct {
	done, offered bool
	Move
}

func (m *moves) by(v *Round, p *workflow.Proposal) Moves {
	m.round, m.of = v, p
	return Moves{m}
}

// All are the moves that the lifecycle allows in this state, in the order of a proposal's way.
func (m Moves) All() []Move {
	var out []Move
	for i := range offered {
		if one, ok := m.at(i); ok {
			out = append(out, one)
		}
	}
	return out
}

// Of is one move, and whether the lifecycle allows it in this state. The others are not tried.
func (m Moves) Of(k workflow.Kind) (Move, bool) {
	i := slices.Index(offered, k)
	if i < 0 {
		return Move{}, false
	}
	return m.at(i)
}

func (m Moves) at(i int) (Move, bool) {
	if m.it == nil {
		return Move{}, false
	}
	m.it.mu.Lock()
	defer m.it.mu.Unlock()
	if m.it.tried == nil {
		m.it.tried = make([]tried, len(offered))
	}
	t := &m.it.tried[i]
	if !t.done {
		t.done, t.Kind = true, offered[i]
		t.Barred, t.offered = m.it.round.move(offered[i], m.it.of)
	}
	return t.Move, t.offered
}

// move tells whether the lifecycle allows a move in this state, and the guard that bars it.
func (v *Round) move(k workflow.Kind, p *workflow.Proposal) (*workflow.Refusal, bool) {
	over := k == workflow.KindBallotClosed && p.Ballot != nil && !p.Ballot.Open // whatever became of its meeting
	over = over || k == workflow.KindSummaryPublished && (p.Outcome != string(policy.Selected) || v.untold(p))
	if over || !v.state.Open(k, p) {
		return nil, false
	}
	ref := v.try(v.attempt(k, p))
	return ref, ref == nil || !irrelevant[ref.Code]
}

// irrelevant are refusals that mean a move has no place here, rather than that something is missing for it.
var irrelevant = map[string]bool{
	"wrong_phase": true, "wrong_state": true, "not_selected": true, "already_published": true, "already_released": true, "not_published": true,
	"call_running": true, "request_missing": true, "already_requested": true, "ballot_closed": true, "ballot_over": true,
	"reconsideration_only": true, "no_doubt": true,
}

// attempt is the command of a move with everything that a form would add.
func (v *Round) attempt(k workflow.Kind, p *workflow.Proposal) workflow.Command {
	points := v.Policy.Eligibility
	switch k {
	case workflow.KindProposalChecked:
		c := &workflow.CheckProposal{Proposal: p.ID, Seen: p.Version}
		for i := range points {
			c.Points = append(c.Points, workflow.Point{ID: points[i].ID, Holds: true})
		}
		return c
	case workflow.KindProposalReturned:
		c := &workflow.ReturnProposal{Proposal: p.ID, Note: "-"}
		if len(points) > 0 {
			c.Missing = []string{points[0].ID}
		}
		return c
	case workflow.KindBallotClosed:
		return &workflow.CloseBallot{Proposal: p.ID}
	case workflow.KindDecisionTaken:
		return &workflow.TakeDecision{Proposal: p.ID, Rationale: "-"}
	case workflow.KindDecisionConfirmed:
		return &workflow.ConfirmDecision{Proposal: p.ID, Reason: "-"}
	default:
		return &workflow.Move{Transition: k, Proposal: p.ID, Reason: "-"}
	}
}
