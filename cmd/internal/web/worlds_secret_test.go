package web

import (
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/race"
)

func nothing(*roundHouse, string) {}

// othersScore gives the scores of two others, who say something about it; in the other world they think less of it.
func othersScore(h *roundHouse, _ string, other bool) {
	othersThink(h, "", other)
	text := "Das trägt weit"
	if other {
		text = "Das trägt nicht"
	}
	h.act(h.who[migrants], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: text})
}

// othersThink is othersScore without a word about it.
func othersThink(h *roundHouse, _ string, other bool) {
	level := "3"
	if other {
		level = "1"
	}
	h.scoreAs(migrants, "a", level)
	h.scoreAs(projects, "a", level)
	h.scoreAs(migrants, "b", "2")
}

// anotherScores has one sheet and one comment more in the other world, and there another sheet is corrected.
func anotherScores(h *roundHouse, _ string, other bool) {
	h.scoreAs(migrants, "a", "2")
	if !other {
		return
	}
	h.scoreAs(projects, "a", "1")
	h.act(h.who[projects], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Zu teuer"})
	h.act(h.who[migrants], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Nicht doch"})
}

// ownScore gives the viewer's own scores.
func ownScore(h *roundHouse, who string) { h.scoreAs(who, "a", "2") }

func closeWithMinistry(h *roundHouse, who string) {
	h.scoreAs(ministry, "a", "2")
	closeScoring(h, who)
}

// soonOver ends scoring after the others have scored, and before anybody looks.
func soonOver(h *roundHouse, _ string) { h.deadline(policy.StageScoring, 90*time.Second) }

func ownLateScore(h *roundHouse, who string) {
	h.deadline(policy.StageScoring, time.Hour)
	ownScore(h, who)
}

func closeScoring(h *roundHouse, _ string) {
	h.scoreAs(network, "a", "2")
	h.move(workflow.KindScoringClosed, "a")
}

// Who scores learns nothing of the scores of others, nor that there are any, by any address. A coordinator who scores may
// know who is missing, and nothing of what the others think.
func TestBlindnessHoldsAtEveryAddress(t *testing.T) {
	t.Parallel()
	for name, p := range race.Some(map[string]pairOfWorlds{
		"a member before own scores: what others think":    {who: ministry, before: nothing, secret: othersScore, lift: ownScore},
		"a member before own scores: how many have scored": {who: ministry, before: nothing, secret: anotherScores, lift: ownScore},
		"a coordinator who scores: what others think":      {who: both, before: nothing, secret: othersScore, lift: ownScore},
		"a member with own scores, until closed: what others think": {
			who: ministry, replace: []string{"until: own_scores", "until: scoring_closed"}, before: ownScore, secret: othersThink, lift: closeScoring,
		},
		"a coordinator who has scored, until closed: what others think": {
			who: both, replace: []string{"until: own_scores", "until: scoring_closed"}, before: ownScore, secret: othersThink, lift: closeWithMinistry,
		},
		"a coordinator to score, until closed: what others think": {
			who: both, replace: []string{"until: own_scores", "until: scoring_closed"}, before: nothing, secret: othersThink, lift: closeWithMinistry,
		},
		"a coordinator to score, after the deadline: what others think": {
			who: both, replace: []string{"  grace: 24 ", "  # "}, before: soonOver, secret: othersThink, lift: ownLateScore,
		},
		"a member to score, after the deadline: how many have scored": {
			who: ministry, replace: []string{"  grace: 24 ", "  # "}, before: soonOver, secret: anotherScores, lift: ownLateScore,
		},
		"the submitter: what others think":    {who: submitter, before: nothing, secret: othersScore},
		"the submitter: how many have scored": {who: submitter, before: nothing, secret: anotherScores},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p.hides(t)
		})
	}
}

// ballotOpen takes the first proposal to its ballot, in which the viewer votes.
func ballotOpen(h *roundHouse, who string) {
	for _, m := range []string{ministry, network, projects} {
		h.scoreAs(m, "a", "3")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	if who != submitter && who != both {
		h.vote(who, policy.Yes)
	}
}

func (h *roundHouse) vote(who string, choice policy.Choice) {
	h.t.Helper()
	h.act(h.who[who], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: choice})
}

func othersVote(h *roundHouse, _ string, other bool) {
	choice := policy.Yes
	if other {
		choice = policy.No
	}
	h.vote(network, choice)
	h.vote(projects, choice)
}

func anotherVotes(h *roundHouse, _ string, other bool) {
	h.vote(network, policy.Yes)
	if other {
		h.vote(projects, policy.No)
	}
}

func closeBallot(h *roundHouse, _ string) {
	h.vote(migrants, policy.Yes)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
}

// While a ballot runs nobody learns how others vote, and members not even how many have.
func TestBallotsHoldAtEveryAddress(t *testing.T) {
	t.Parallel()
	for name, p := range race.Some(map[string]pairOfWorlds{
		"a member who has voted: how others vote":      {who: ministry, before: ballotOpen, secret: othersVote, lift: closeBallot},
		"a member who has voted: how many have":        {who: ministry, before: ballotOpen, secret: anotherVotes, lift: closeBallot},
		"the office: how others vote":                  {who: both, reads: true, before: ballotOpen, secret: othersVote, lift: closeBallot},
		"the submitter: how the committee votes":       {who: submitter, before: ballotOpen, secret: othersVote},
		"the submitter: how many have voted":           {who: submitter, before: ballotOpen, secret: anotherVotes},
		"the submitter: what it decided, not released": {who: submitter, before: nothing, secret: votedSoOrSo},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p.hides(t)
		})
	}
}

// recuse lets somebody declare an interest in the first proposal.
func recuse(h *roundHouse, who string) {
	as := workflow.Member
	if who == office {
		as = workflow.Coordinator
	}
	h.act(h.who[who], as, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
}

// decidedSoOrSo takes the first proposal to its decision, which is another one in the other world, as is what was said.
func decidedSoOrSo(h *roundHouse, who string, other bool) {
	if other {
		h.decided("1", policy.No, who)
		return
	}
	h.decided("3", policy.Yes, who)
}

// votedSoOrSo is decidedSoOrSo, with as much said in both worlds.
func votedSoOrSo(h *roundHouse, who string, other bool) {
	if other {
		h.decided("1", policy.No, who)
		return
	}
	h.decided("2", policy.Yes, who)
}

// scoredOrNot does nothing about the first proposal in one world, and scores and discusses it in the other.
func scoredOrNot(h *roundHouse, who string, other bool) {
	if !other {
		return
	}
	for _, m := range []string{ministry, network, migrants} {
		if m != who {
			h.scoreAs(m, "a", "3")
		}
	}
	h.act(h.who[migrants], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Das trägt weit"})
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "a"})
}

// readmit lifts the exclusion, by resolution of the others.
func readmit(h *roundHouse, who string) {
	c := &workflow.ResolveInterest{Proposal: "a", About: h.pseudonym(who), Lift: true}
	for _, m := range []string{ministry, network, projects, migrants} {
		if m != who && len(c.Yes) < 3 {
			c.Yes = append(c.Yes, h.pseudonym(m))
		}
	}
	h.act(h.operator, workflow.Operator, roundID, c)
}

// Who takes no part in a proposal learns nothing of what others do about it, by any address: not as a member, not in the
// office, and not by any figure over all proposals.
func TestRecusalHoldsAtEveryAddress(t *testing.T) {
	t.Parallel()
	for _, who := range race.First(projects, office, both) {
		for what, secret := range race.Some(map[string]func(*roundHouse, string, bool){
			"what it comes to": decidedSoOrSo, "whether anything is done": scoredOrNot,
		}) {
			t.Run(who+": "+what, func(t *testing.T) {
				t.Parallel()
				(&pairOfWorlds{who: who, before: recuse, secret: secret, lift: readmit}).hides(t)
			})
		}
	}
}
