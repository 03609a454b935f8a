package roundtest

import (
	"gremium/policy"
	"gremium/workflow"
)

// Submit is a complete proposal.
func Submit(id string) *workflow.SubmitProposal {
	return &workflow.SubmitProposal{
		Proposal: id, ProposalKind: "instrument", Laender: []string{"SN", "DE"},
		Owners:    []workflow.Owner{{Organisation: "org-a", Carrier: "org-b"}},
		Audiences: []string{"advice-centres"}, Institutions: []string{"jobcentre"},
		Contacts: []workflow.Contact{{Name: "Kontakt " + id, Email: id + "@example.org", Agreed: true}, {Name: "Zweite", Role: "Leitung"}},
		Texts: map[string]string{
			"title": "Vorschlag " + id, "need": "Bedarf", "solution": "Lösung", "experience": "Erfahrung", "success": "Erfolg",
			"transfer": "Transfer", "summary": "Kurzdarstellung",
		},
	}
}

// Check is an eligibility check whose points hold, but for those that fail.
func Check(id string, version uint64, fail ...string) *workflow.CheckProposal {
	c := &workflow.CheckProposal{Proposal: id, Seen: version, Note: "geprüft"}
	for _, point := range []string{"kind", "need-and-solution", "experience", "success", "transfer", "support"} {
		c.Points = append(c.Points, workflow.Point{ID: point, Holds: true})
	}
	for i := range c.Points {
		for _, f := range fail {
			c.Points[i].Holds = c.Points[i].Holds && c.Points[i].ID != f
		}
	}
	return c
}

// Cast is a score sheet with one value per criterion of the policy; −1 is „not assessable“. Every score is justified.
func Cast(p *policy.Policy, id string, seen, base uint64, values ...int) *workflow.CastScores {
	c := &workflow.CastScores{Proposal: id, Seen: seen, Base: base, Justifications: map[string]string{}, Remark: "Anmerkung"}
	for i, v := range values {
		criterion := &p.Criteria[i]
		s := policy.CriterionValue{Criterion: criterion.ID, Value: policy.Value{NotAssessable: v < 0}}
		if v >= 0 {
			s.Value.Decimal = criterion.Values[v]
		}
		c.Scores = append(c.Scores, s)
		c.Justifications[criterion.ID] = "Begründung zu " + criterion.ID
	}
	return c
}

// Move is an act that carries nothing but a reason.
func Move(k workflow.Kind, id string) *workflow.Move {
	return &workflow.Move{Transition: k, Proposal: id, Reason: "Grund"}
}

// Vote is the first vote of a member in a ballot.
func Vote(id string, choice policy.Choice) *workflow.CastVote {
	return &workflow.CastVote{Proposal: id, Choice: choice}
}

// Assign says that these people are to score a proposal of the main round.
func Assign(id string, people ...string) *workflow.SetAssignment {
	c := &workflow.SetAssignment{Proposal: id}
	for _, person := range people {
		c.Members = append(c.Members, Pseudonym(RoundOrigin(Main), person))
	}
	return c
}

// Declare is a declaration of an interest of one's own.
func Declare(id, kind string) *workflow.DeclareInterest {
	return &workflow.DeclareInterest{Proposal: id, InterestKind: kind, Note: "Anmerkung"}
}

// Resolve is the resolution in the main round that a person is excluded, with those who vote for it.
func Resolve(id, person string, yes ...string) *workflow.ResolveInterest {
	c := &workflow.ResolveInterest{Proposal: id, About: Pseudonym(RoundOrigin(Main), person)}
	for _, v := range yes {
		c.Yes = append(c.Yes, Pseudonym(RoundOrigin(Main), v))
	}
	return c
}
