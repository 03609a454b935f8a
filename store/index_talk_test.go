package store

import (
	"context"

	"gremium/workflow"
	"gremium/workflow/logtest"
)

// talk draws what is said about a proposal, a question about it, or an answer.
func (g *generator) talk(p string) workflow.Request {
	switch g.n("talk", 3) {
	case 0:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.AskQuestion{Proposal: p, Text: "Frage"})
	case 1:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.AnswerQuestion{
			Proposal: p, Question: 1 + g.n("question", 1), Base: uint64(g.n("answer", 1)), Text: "Antwort",
		})
	}
	c := &workflow.MakeComment{Proposal: p, Text: "Kommentar"}
	if g.n("new", 1) == 0 {
		c.ReplyTo = g.n("reply", 2)
	} else if c.Edits = g.n("edit", 2); c.Edits > 0 {
		c.Base = uint64(1 + g.n("comment", 1))
	}
	by := one(g, "speaker", logtest.Office, logtest.Desk, logtest.Member(1))
	return g.h.Request(by, logtest.Round, c)
}

// interest draws what is said of the interest of the operator, or of a member who is admitted later.
func (g *generator) interest(p string) workflow.Request {
	kind, origin := g.h.Policy.Interests.Kinds[1].ID, g.h.RoundOrigin(logtest.Round)
	about := g.h.Pseudonym(origin, logtest.Desk.Person)
	draw := g.n("interest", 3)
	if state, _, err := g.h.Round(context.Background(), logtest.Round); err != nil {
		g.r.Fatal(err)
	} else if q := state.Proposal(p); q != nil && len(q.Interests) > 0 && g.n("resolve", 2) > 0 { // there is something to resolve on
		draw = 2
	}
	switch draw {
	case 0:
		by := one(g, "whose", logtest.Desk, logtest.Member(4), logtest.Member(5))
		return g.h.Request(by, logtest.Round, &workflow.DeclareInterest{Proposal: p, InterestKind: kind})
	case 1:
		return g.h.Request(logtest.Member(1), logtest.Round, &workflow.ReportInterest{Proposal: p, About: about, InterestKind: kind, Note: "Grund"})
	}
	c := &workflow.ResolveInterest{Proposal: p, About: about, Lift: g.n("lift", 1) == 1}
	for n := 1; n <= 3; n++ {
		c.Yes = append(c.Yes, g.h.Pseudonym(origin, logtest.Member(n).Person))
	}
	return g.h.Request(logtest.Office, logtest.Round, c)
}
