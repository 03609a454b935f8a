package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// blind is a pair of worlds that differ in a secret, and somebody who must not learn it until it is lifted.
type blind struct {
	who     *desk.Who
	replace []string // in the policy
	secret  func(w *world, other bool)
	lift    func(w *world) // after it the two differ, as a control
}

// TestBlindness compares everything that somebody gets in two worlds that differ in a secret only.
func TestBlindness(t *testing.T) {
	t.Parallel()
	untilClosed := []string{"until: own_scores", "until: scoring_closed"}
	ownScores := func(person string) func(*world) { return func(w *world) { w.score(person, 0, "meine", 2, 2, 2, 2) } }
	closeScoring := func(w *world) {
		w.score(roundtest.Ben, 0, "meine", 2, 2, 2, 2)
		w.office(roundtest.Move(workflow.KindScoringClosed, "a"))
	}
	closeBallot := func(w *world) { w.office(&workflow.CloseBallot{Proposal: "a"}) }
	for name, c := range map[string]blind{
		"member before own scores": {who(roundtest.Dora), nil, scores, ownScores(roundtest.Dora)},
		"member who corrects: earlier sheets": {
			who(roundtest.Dora), nil, corrected, ownScores(roundtest.Dora),
		},
		"coordinator who scores":                      {who(roundtest.Ben, desk.Coordinator), nil, scores, ownScores(roundtest.Ben)},
		"coordinator who scores: earlier sheets":      {who(roundtest.Ben, desk.Coordinator), nil, corrected, ownScores(roundtest.Ben)},
		"auditor with a seat":                         {who(roundtest.Dora, desk.Auditor), nil, scores, ownScores(roundtest.Dora)},
		"operator with a seat":                        {who(roundtest.Dora, desk.Operator), nil, scores, ownScores(roundtest.Dora)},
		"every role with a seat":                      {who(roundtest.Dora, desk.Operator, desk.Auditor, desk.Coordinator, desk.Submitter), nil, corrected, ownScores(roundtest.Dora)},
		"until closed, own scores are in":             {who(roundtest.Ada), untilClosed, scores, closeScoring},
		"until closed, coordinator who has scored":    {who(roundtest.Ada, desk.Coordinator), untilClosed, corrected, closeScoring},
		"until closed, own scores are missing":        {who(roundtest.Dora), untilClosed, corrected, closeScoring},
		"until closed, coordinator to score":          {who(roundtest.Ben, desk.Coordinator), untilClosed, corrected, closeScoring},
		"until closed, auditor with a seat":           {who(roundtest.Ada, desk.Auditor), untilClosed, corrected, closeScoring},
		"until closed, every role with a seat":        {who(roundtest.Ada, desk.Operator, desk.Auditor, desk.Coordinator, desk.Submitter), untilClosed, corrected, closeScoring},
		"until closed, what the office notes":         {who(roundtest.Ada), untilClosed, noted, closeScoring},
		"until closed, who corrects beside notes":     {who(roundtest.Ada, desk.Coordinator), untilClosed, noted, closeScoring},
		"votes, member who has voted":                 {who(roundtest.Ada), nil, votes, closeBallot},
		"votes, member who has not":                   {who(roundtest.Dora), nil, votes, closeBallot},
		"votes, coordinator with a seat":              {who(roundtest.Ben, desk.Coordinator), nil, votes, closeBallot},
		"votes, coordinator":                          {who(roundtest.Olga, desk.Coordinator), nil, votes, closeBallot},
		"existence of scores, member":                 {who(roundtest.Dora), nil, another, ownScores(roundtest.Dora)},
		"existence of scores, auditor with a seat":    {who(roundtest.Dora, desk.Auditor), nil, another, ownScores(roundtest.Dora)},
		"existence of scores, until closed":           {who(roundtest.Ada), untilClosed, another, closeScoring},
		"existence of votes, member who has voted":    {who(roundtest.Ada), nil, anotherVote, closeBallot},
		"existence of votes, member who has not":      {who(roundtest.Dora), nil, anotherVote, closeBallot},
		"existence of votes, auditor with a seat":     {who(roundtest.Dora, desk.Auditor), nil, anotherVote, closeBallot},
		"submitter, scores":                           {who(roundtest.Sam, desk.Submitter), nil, scores, nil},
		"submitter, votes":                            {who(roundtest.Sam, desk.Submitter), nil, votes, nil},
		"submitter, decision":                         {who(roundtest.Sam, desk.Submitter), nil, decisions, release},
		"submitter, existence of a decision":          {who(roundtest.Sam, desk.Submitter), nil, decidedOrNot, release},
		"submitter, decision that never was released": {who(roundtest.Sam, desk.Submitter), nil, keptDecision, nil},
		"submitter, decision taken anew":              {who(roundtest.Sam, desk.Submitter), nil, decidedAnew, release},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pair(t, c)
		})
	}
}

// pair compares everything that somebody gets in two worlds.
func pair(t *testing.T, c blind) {
	t.Helper()
	one, two := newWorld(t, c.replace...), newWorld(t, c.replace...)
	c.secret(one, false)
	c.secret(two, true)
	if diff := between(one.gives(t, c.who), two.gives(t, c.who)); diff != "" {
		t.Errorf("a secret is told:\n%s", diff)
	}
	if c.lift == nil {
		return
	}
	c.lift(one)
	c.lift(two)
	if between(one.gives(t, c.who), two.gives(t, c.who)) == "" {
		t.Error("nothing was hidden: the worlds do not differ afterwards either")
	}
}

// scores differ in what Cem and Eva have given; Ada's are the same.
func scores(w *world, other bool) {
	w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
	if other {
		w.score(roundtest.Cem, 0, "schwach", 0, 1, 0, -1)
		w.score(roundtest.Eva, 0, "mittel", 1, 1, 1, 1)
		return
	}
	w.score(roundtest.Cem, 0, "stark", 3, 3, 3, 3)
	w.score(roundtest.Eva, 0, "hervorragend", 3, 2, 3, 2)
}

// corrected scores differ in the sheet before the present one as well.
func corrected(w *world, other bool) {
	scores(w, other)
	w.score(roundtest.Ada, 1, "besser", 3, 2, 3, 3)
	if other {
		w.score(roundtest.Cem, 1, "doch nicht", 1, 1, 1, 1)
		return
	}
	w.score(roundtest.Cem, 1, "noch mehr", 3, 3, 2, 3)
}

// noted scores are the same; in one of the worlds the office has spoken of the proposal before.
func noted(w *world, other bool) {
	on := "b"
	if other {
		on = "a"
	}
	w.office(&workflow.MakeComment{Proposal: on, Text: "zur Sitzung"})
	scores(w, false)
}

// votes differ in how Ben and Cem have voted.
func votes(w *world, other bool) {
	w.scored()
	w.vote(roundtest.Ada, policy.Yes)
	choice := policy.Yes
	if other {
		choice = policy.No
	}
	w.vote(roundtest.Cem, choice)
}

// another has scored in one of the two worlds.
func another(w *world, other bool) {
	w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
	w.score(roundtest.Cem, 0, "stark", 3, 3, 3, 3)
	if other {
		w.score(roundtest.Eva, 0, "schwach", 0, 1, 0, 1)
	}
}

// anotherVote was cast in one of the two worlds.
func anotherVote(w *world, other bool) {
	w.scored()
	w.vote(roundtest.Ada, policy.Yes)
	if other {
		w.vote(roundtest.Cem, policy.No)
	}
}

// What comes after a secret has a number that does not tell of it, and the texts of what is seen are still found.
func TestNumbersTellNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	another(w, true)
	w.office(roundtest.Move(workflow.KindProposalWithdrawn, "b"))
	dora := w.gives(t, who(roundtest.Dora))
	for i, s := range dora.Steps[""] {
		if s.Seq != uint64(i+1) {
			t.Errorf("step %d of those a member sees has the number %d", i+1, s.Seq)
		}
		if len(dora.Round.Paths(&s)) > 0 && len(dora.Texts[s.Entry()]) == 0 {
			t.Errorf("the texts of step %d are not found", s.Seq)
		}
	}
	whole, b := dora.Steps[""], dora.Steps["b"]
	if last := b[len(b)-1]; last.Kind != workflow.KindProposalWithdrawn || last.Seq != whole[len(whole)-1].Seq {
		t.Errorf("the last step of b is %+v, of the round %+v", last, whole[len(whole)-1])
	}
	for _, one := range []*desk.Who{who(roundtest.Olga, desk.Coordinator), who(roundtest.Max, desk.Auditor)} {
		steps := w.gives(t, one).Steps[""]
		if last := steps[len(steps)-1]; last.Seq != last.Entry() || last.Seq+1 != w.Committee.Round(roundtest.Main).Size {
			t.Errorf("%s reads the last entry as %d", one.Name, last.Seq)
		}
	}
	if v := dora.Round; v.Size != 0 || v.Last != 0 || v.Numbers {
		t.Errorf("a member is told of %d entries, the last at %s", v.Size, v.Last)
	}
}

// decisions differ in their outcome.
func decisions(w *world, other bool) {
	w.scored()
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.vote(m, policy.Yes)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
	outcome := policy.Selected
	if other {
		outcome = policy.Deferred
	}
	w.office(&workflow.TakeDecision{Proposal: "a", Outcome: outcome, Rationale: "Grund", Deviation: "Abweichung"})
}

// decidedOrNot has a decision in one of the two worlds; lifting takes it in the other one too, with another outcome.
func decidedOrNot(w *world, other bool) {
	if other {
		decisions(w, true)
		return
	}
	w.scored()
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.vote(m, policy.Yes)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
}

// decidedAnew differs in the decision that took the place of a released one.
func decidedAnew(w *world, other bool) {
	decisions(w, false)
	release(w)
	anew(w)
	c := &workflow.TakeDecision{Proposal: "a", Rationale: "Neu beraten"}
	if other {
		c.Outcome, c.Rationale, c.Deviation = policy.NotSelected, "Anders beraten", "Die Unterlagen tragen es nicht"
	}
	w.office(c)
}

// anew sets the decision on a aside, and votes again.
func anew(w *world) {
	w.office(roundtest.Move(workflow.KindReconsiderationRequested, "a"))
	w.by(roundtest.Paul, workflow.Coordinator, roundtest.Move(workflow.KindDecisionReconsidered, "a"))
	w.office(roundtest.Move(workflow.KindBallotOpened, "a"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.vote(m, policy.Yes)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
}

// keptDecision differs in a decision that was set aside before it was released; the one in its place is.
func keptDecision(w *world, other bool) {
	decisions(w, other)
	anew(w)
	w.office(&workflow.TakeDecision{Proposal: "a", Rationale: "Neu beraten"})
	release(w)
}

// release makes the decision on a known, which is taken first where there is none.
func release(w *world) {
	if w.Committee.Round(roundtest.Main).Proposal("a").Decision == nil {
		w.office(&workflow.TakeDecision{Proposal: "a", Rationale: "Grund"})
	}
	w.office(roundtest.Move(workflow.KindDecisionReleased, "a"))
}

func conclude(w *world) {
	release(w)
	w.by(roundtest.Sue, workflow.Submitter, roundtest.Move(workflow.KindProposalWithdrawn, "b"))
	w.office(roundtest.Move(workflow.KindRoundConcluded, ""))
}

// What people see when nothing is hidden from them.
func TestOpenness(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	corrected(w, false)
	olga := w.gives(t, who(roundtest.Olga, desk.Coordinator))
	a := olga.Round.Proposal("a")
	if a.Veil != "" || len(a.Sheets.Get()) != 3 || a.Given != 3 || len(a.Awaited) != 2 || a.Means.Get()[0].N != 2 || a.Means.Get()[0].Value.RatString() != "3" {
		t.Errorf("the coordinator sees %+v", a)
	}
	auditor := w.gives(t, who(roundtest.Max, desk.Auditor))
	if !auditor.Round.Reader || !auditor.At || !auditor.State || len(auditor.Entries) != int(auditor.Round.Size) || len(auditor.Steps[""]) != int(auditor.Round.Size) {
		t.Errorf("the auditor reads %d of %d entries, %d steps", len(auditor.Entries), auditor.Round.Size, len(auditor.Steps[""]))
	}
	dora := w.gives(t, who(roundtest.Dora))
	hidden := dora.Round.Proposal("a")
	if hidden.Veil != view.VeilOwn || hidden.Given != -1 || hidden.Means.Get() != nil || len(hidden.Sheets.Get()) != 0 || dora.At || dora.State || len(dora.Entries) != 0 {
		t.Errorf("a member sees %+v", hidden)
	}
	for _, s := range dora.Steps["a"] {
		if s.Kind == workflow.KindScoresCast {
			t.Errorf("a member learns that %s has scored", s.Actor)
		}
	}
	if len(dora.Names) != len(olga.Names) || dora.Names[roundtest.Pseudonym(dora.Round.Origin, roundtest.Ada)] != roundtest.Name(roundtest.Ada) {
		t.Errorf("names: %v", dora.Names)
	}
}
