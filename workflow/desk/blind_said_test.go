package desk_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// comments are made in one of the two worlds, or differ in what they say: a discussion between Ada, who has scored, and
// the office, with a reply and a change.
func comments(same bool) func(w *world, other bool) {
	return func(w *world, other bool) {
		w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
		text := "Das trägt weit."
		if other {
			text = "Das trägt nicht."
		}
		if other && !same {
			return
		}
		w.by(roundtest.Ada, workflow.Member, &workflow.MakeComment{Proposal: "a", Text: text})
		w.office(&workflow.MakeComment{Proposal: "a", ReplyTo: 1, Text: text + " Warum?"})
		w.by(roundtest.Ada, workflow.Member, &workflow.MakeComment{Proposal: "a", Edits: 1, Base: 1, Text: text + " So ist es."})
	}
}

func TestBlindnessOfDiscussion(t *testing.T) {
	t.Parallel()
	untilClosed := []string{"until: own_scores", "until: scoring_closed"}
	own := func(person string) func(*world) { return func(w *world) { w.score(person, 0, "meine", 2, 2, 2, 2) } }
	for name, c := range map[string]blind{
		"member before own scores":               {who(roundtest.Dora), nil, comments(true), own(roundtest.Dora)},
		"existence, member before own scores":    {who(roundtest.Dora), nil, comments(false), own(roundtest.Dora)},
		"existence, coordinator who scores":      {who(roundtest.Ben, desk.Coordinator), nil, comments(true), own(roundtest.Ben)},
		"existence, auditor with a seat":         {who(roundtest.Dora, desk.Auditor), nil, comments(false), own(roundtest.Dora)},
		"existence, operator with a seat":        {who(roundtest.Dora, desk.Operator), nil, comments(false), own(roundtest.Dora)},
		"submitter":                              {who(roundtest.Sam, desk.Submitter), nil, comments(true), nil},
		"existence, submitter":                   {who(roundtest.Sam, desk.Submitter), nil, comments(false), nil},
		"until closed, office talks with itself": {who(roundtest.Ada), untilClosed, officeTalks, nil},
		"submitter, who asks":                    {who(roundtest.Sam, desk.Submitter), nil, asks, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pair(t, c)
		})
	}
}

// officeTalks among itself, in other words.
func officeTalks(w *world, other bool) {
	w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
	text := "eins"
	if other {
		text = "zwei"
	}
	w.office(&workflow.MakeComment{Proposal: "a", Text: text})
}

// asks is a question by one person of the office or another.
func asks(w *world, other bool) {
	person := roundtest.Olga
	if other {
		person = roundtest.Paul
	}
	w.by(roundtest.Paul, workflow.Coordinator, &workflow.MakeComment{Proposal: "b", Text: "Paul ist da."})
	w.by(person, workflow.Coordinator, &workflow.AskQuestion{Proposal: "a", Text: "Wie viele?"})
}

// What the office says among itself about a proposal that it returned is not for who handed it in, who reads why it was
// returned.
func TestCommentsOnAReturnedProposal(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "eins"} {
		tape := roundtest.NewTape()
		c := roundtest.New(t, tape, 1)
		t.Cleanup(c.Close)
		w := &world{Committee: c, desk: &desk.Desk{Engine: c.Engine, Log: tape}, p: roundtest.Policy(t)}
		c.Play(append(roundtest.Found(), roundtest.Adopt(w.p), roundtest.Open(roundtest.Main, w.p))...)
		w.office(roundtest.Move(workflow.KindCallOpened, ""))
		w.by(roundtest.Sam, workflow.Submitter, roundtest.Submit("a"))
		w.office(&workflow.AskQuestion{Proposal: "a", Text: "Wie viele?"},
			&workflow.ReturnProposal{Proposal: "a", Missing: []string{"success"}, Note: "Bitte belegen"})
		if text != "" {
			w.office(&workflow.MakeComment{Proposal: "a", Text: text})
		}
		g := w.gives(t, who(roundtest.Sam, desk.Submitter))
		said := map[string]bool{}
		for _, texts := range g.Texts {
			for path := range texts {
				said[path] = true
			}
		}
		if p := g.Round.Proposal("a"); len(p.Comments) > 0 || len(p.Questions) != 1 || p.Questions[0].By != "" {
			t.Errorf("the submitter is given %+v and %+v", p.Comments, p.Questions)
		}
		if said["comment"] || !said["question"] || !said["note"] {
			t.Errorf("the submitter reads %v", said)
		}
	}
}
