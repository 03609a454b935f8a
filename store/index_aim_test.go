package store

import (
	"context"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/logtest"
)

// state is the round as it stands.
func (g *generator) state() *workflow.Round {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	return state
}

// aimed draws what could come next: of the proposal, of the meetings, or of what was said or asked for.
func (g *generator) aimed(id string, member logtest.By, base uint64) workflow.Request {
	state := g.state()
	p := state.Proposal(id)
	office := func(c workflow.Command) workflow.Request { return g.h.Request(logtest.Office, logtest.Round, c) }
	switch {
	case g.n("meeting", 3) == 0:
		return g.meeting(member)
	case p == nil:
		return office(g.h.Proposal(id))
	case g.n("talk", 9) == 0:
		if n := len(p.Questions); n > 0 {
			return office(&workflow.AnswerQuestion{Proposal: id, Question: n, Base: uint64(len(p.Questions[n-1].Answers)), Text: "Antwort"})
		}
		return g.talk(id)
	case g.n("erasure", 9) == 0:
		return g.erasure(id)
	case p.State == workflow.Returned:
		c := g.h.Proposal(id)
		c.Base, c.Again = p.Version, true
		return office(c)
	case p.State == workflow.Submitted && state.Phase == workflow.Reviewing && (p.Check == nil || p.Check.Version < p.Version):
		c := g.h.Check(id)
		c.Seen = p.Version
		return office(c)
	case p.State == workflow.UnderReview && g.n("sheet", 3) > 0:
		c := g.h.Scores(id, g.n("level", 3), base)
		c.Seen = p.Version
		return g.h.Request(member, logtest.Round, c)
	case p.State == workflow.Scored && p.Ballot != nil && p.Ballot.Open && g.n("vote", 3) > 0:
		return g.h.Request(member, logtest.Round, &workflow.CastVote{Proposal: id, Choice: one(g, "choice", policy.Yes, policy.Yes, policy.No), Base: base})
	}
	return g.move(id)
}

// erasure draws a hold or a request for erasure, or an answer to what was asked for last.
func (g *generator) erasure(p string) workflow.Request {
	state := g.state()
	office := func(c workflow.Command) workflow.Request { return g.h.Request(logtest.Office, logtest.Round, c) }
	if n := len(state.Holds); n > 0 && state.Holds[n-1].Lifted == 0 && g.n("lift", 1) == 0 {
		return office(&workflow.LiftHold{Hold: state.Holds[n-1].Seq, Reason: "Vergleich"})
	}
	if n := len(state.Erasures); n > 0 && state.Erasures[n-1].Answer == 0 {
		asked := state.Erasures[n-1].Seq
		return g.h.Request(logtest.Desk, logtest.Round, one[workflow.Command](g, "answer",
			&workflow.EraseText{Request: asked}, &workflow.EraseText{Request: asked}, &workflow.RefuseErasure{Request: asked, Reason: "Grund"}))
	}
	if g.n("hold", 3) == 0 {
		return office(&workflow.SetHold{Subject: one(g, "subject", p, ""), Reason: "Klage"})
	}
	entry := uint64(g.n("entry", int(state.Size)))
	if n := len(state.Holds); n > 0 && g.n("reason", 2) > 0 { // no decision rests on it, so that it need not be kept
		entry = state.Holds[g.n("of", n-1)].Seq
	}
	return office(&workflow.RequestErasure{Basis: one(g, "basis", "17-1-a", "17-1-d", "17-1-d"), Fields: []workflow.Field{{Entry: entry}}, Reason: "Grund"})
}

// move draws a step of the lifecycle: one that could come next, or any.
func (g *generator) move(p string) workflow.Request {
	by := one(g, "by", logtest.Office, logtest.Desk)
	kinds := []workflow.Kind{
		workflow.KindReviewOpened, workflow.KindScoringClosed, workflow.KindScoringReopened, workflow.KindBallotOpened,
		workflow.KindBallotClosed, workflow.KindDecisionTaken, workflow.KindSummaryPublished, workflow.KindSummaryUnpublished,
		workflow.KindReconsiderationRequested, workflow.KindDecisionReconsidered, workflow.KindProposalWithdrawn, workflow.KindDecisionReleased,
		workflow.KindProposalReturned, workflow.KindReviewStarted, workflow.KindDeliberationStarted, workflow.KindDecisionConfirmed,
	}
	if g.n("any", 3) > 0 {
		kinds = g.next(p)
	}
	switch k := one(g, "kind", kinds...); k {
	case workflow.KindBallotClosed:
		return g.h.Request(by, logtest.Round, &workflow.CloseBallot{Proposal: p})
	case workflow.KindDecisionTaken:
		return g.h.Request(by, logtest.Round, &workflow.TakeDecision{Proposal: p, Rationale: "Begründung"})
	case workflow.KindDecisionConfirmed:
		return g.h.Request(by, logtest.Round, &workflow.ConfirmDecision{Proposal: p, Reason: "Grund"})
	case workflow.KindProposalReturned:
		missing := []string{g.h.Policy.Eligibility[0].ID}
		return g.h.Request(by, logtest.Round, &workflow.ReturnProposal{Proposal: p, Missing: missing, Note: "Bitte ergänzen"})
	case workflow.KindReviewStarted, workflow.KindDeliberationStarted:
		return g.h.Request(by, logtest.Round, &workflow.Move{Transition: k})
	default:
		return g.h.Request(by, logtest.Round, &workflow.Move{Transition: k, Proposal: p, Reason: "Grund"})
	}
}

// next are moves that the proposal's state suggests.
func (g *generator) next(id string) []workflow.Kind {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	p := state.Proposal(id)
	switch {
	case p == nil || p.State == workflow.Withdrawn:
		return []workflow.Kind{workflow.KindReviewStarted, workflow.KindDeliberationStarted}
	case p.State == workflow.Submitted:
		return []workflow.Kind{workflow.KindReviewOpened, workflow.KindProposalReturned}
	case p.State == workflow.UnderReview:
		return []workflow.Kind{workflow.KindScoringClosed, workflow.KindDeliberationStarted}
	case p.Doubt() > 0:
		return []workflow.Kind{workflow.KindDecisionConfirmed, workflow.KindReconsiderationRequested, workflow.KindDecisionReconsidered}
	case p.State == workflow.Decided && p.Released == 0:
		return []workflow.Kind{workflow.KindDecisionReleased, workflow.KindReconsiderationRequested, workflow.KindDecisionReconsidered}
	case p.State == workflow.Decided && p.Published:
		return []workflow.Kind{workflow.KindSummaryUnpublished, workflow.KindReconsiderationRequested}
	case p.State == workflow.Decided:
		return []workflow.Kind{workflow.KindSummaryPublished, workflow.KindReconsiderationRequested, workflow.KindDecisionReconsidered}
	case p.Ballot != nil && p.Ballot.Open:
		return []workflow.Kind{workflow.KindBallotClosed}
	}
	return []workflow.Kind{workflow.KindBallotOpened, workflow.KindDecisionTaken, workflow.KindScoringReopened}
}
