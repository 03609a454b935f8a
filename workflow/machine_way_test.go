package workflow_test

import (
	"fmt"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// try is an act with the refusal that it meets; an empty code means that it is allowed.
type try struct {
	act  roundtest.Act
	code string
	wait ledger.Instant // before it
}

// detour is a way through a round on which what the story has no place for is refused. Its policy asks for one sheet
// for each proposal, from two members to whom it is assigned, and for one proposal at most.
func detour(p *policy.Policy) []try {
	do := func(person string, as workflow.Capacity, c workflow.Command, code string) try {
		return try{act: roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c}, code: code}
	}
	olga := func(c workflow.Command, code string) try { return do(roundtest.Olga, coordinator, c, code) }
	move := func(k workflow.Kind, id, code string) try { return olga(roundtest.Move(k, id), code) }
	way := []try{move(workflow.KindCallOpened, "", "")}
	for _, id := range []string{"a", "b"} {
		way = append(way, olga(roundtest.Submit(id), ""))
	}
	late := roundtest.Submit("c")
	way = append(way, move(workflow.KindReviewOpened, "a", "call_running"), waiting(44, olga(late, "deadline_passed")),
		move(workflow.KindReviewOpened, "a", "check_missing"), olga(roundtest.Check("a", 1, "kind"), ""), move(workflow.KindReviewOpened, "a", "check_failed"))
	for _, id := range []string{"a", "b"} {
		way = append(way, olga(roundtest.Check(id, 1), ""), move(workflow.KindReviewOpened, id, "assignment_missing"),
			olga(roundtest.Assign(id, roundtest.Ada, roundtest.Ben, roundtest.Cem), ""), move(workflow.KindReviewOpened, id, ""),
			do(roundtest.Dora, member, roundtest.Cast(p, id, 1, 0, 3, 3, 2, 2), "not_assigned"),
			do(roundtest.Dora, member, say(id, "x"), "comment_before_closing"))
		for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
			sheet := roundtest.Cast(p, id, 1, 0, 3, 3, 2, 2)
			if m != roundtest.Ada {
				sheet.Late = "kam mit der Post"
			}
			way = append(way, do(m, member, sheet, ""))
			if m == roundtest.Ada {
				way = append(way, move(workflow.KindScoringClosed, id, "scoring_incomplete_body"))
				way = append(way, changing(p, id, do)...)
			}
		}
		way = append(way, move(workflow.KindScoringClosed, id, ""))
	}
	way = append(way, move(workflow.KindDeliberationStarted, "", ""))
	decide := &workflow.TakeDecision{Proposal: "a", Rationale: "r"}
	for _, id := range []string{"a", "b"} {
		way = append(way, move(workflow.KindBallotOpened, id, ""), do(roundtest.Ada, member, roundtest.Vote(id, policy.Yes), ""))
		if id == "a" {
			way = append(way, olga(&workflow.CloseBallot{Proposal: id}, ""), olga(decide, "not_decidable"),
				olga(&workflow.Move{Transition: workflow.KindBallotOpened, Proposal: id}, "ballot_reason_missing"),
				move(workflow.KindBallotOpened, id, ""), do(roundtest.Ada, member, roundtest.Vote(id, policy.Yes), ""))
		}
		way = append(way, do(roundtest.Ben, member, roundtest.Vote(id, policy.Yes), ""),
			do(roundtest.Cem, member, roundtest.Vote(id, policy.Yes), ""), olga(&workflow.CloseBallot{Proposal: id}, ""))
		if id == "a" {
			way = append(way, olga(decide, ""))
		}
	}
	way = append(way,
		olga(&workflow.TakeDecision{Proposal: "b", Outcome: policy.Selected, Rationale: "r", Deviation: "d"}, "limit_reached"),
		move(workflow.KindSummaryPublished, "a", "not_released"),
		olga(&workflow.TakeDecision{Proposal: "b", Outcome: policy.Deferred, Rationale: "r", Deviation: "d"}, ""),
		move(workflow.KindRoundConcluded, "", "decisions_unreleased"), move(workflow.KindDecisionReleased, "a", ""),
		move(workflow.KindDecisionReleased, "a", "already_released"), move(workflow.KindDecisionReleased, "b", ""),
		move(workflow.KindSummaryPublished, "a", ""), move(workflow.KindSummaryPublished, "a", "already_published"),
		move(workflow.KindReconsiderationRequested, "a", ""), move(workflow.KindDecisionReconsidered, "a", "second_person"),
		do(roundtest.Paul, coordinator, roundtest.Move(workflow.KindDecisionReconsidered, "a"), "unpublish_first"))
	return append(append(way, interestDetour()...), move(workflow.KindRoundCancelled, "", ""))
}

// storyline is the main round of the story, with everything that is refused on the way.
func storyline(t testing.TB, p, imported *policy.Policy, cases map[uint64][]try) (way []func(*machine) error) {
	t.Helper()
	for _, u := range roundtest.Story(p, imported) {
		for _, a := range u {
			if a.Round != roundtest.Main {
				continue
			}
			way = append(way, func(m *machine) error {
				for _, c := range cases[m.of.live().Size] {
					if err := m.expect(c); err != nil {
						return err
					}
				}
				delete(cases, m.of.live().Size)
				return m.expect(try{act: a})
			})
		}
	}
	return way
}

// expect gives an act and compares the answer.
func (m *machine) expect(c try) error {
	m.of.wait(c.wait)
	if late, ok := c.act.Command.(interface {
		of(r *workflow.Round) workflow.Command
	}); ok {
		c.act.Command = late.of(m.of.live())
	}
	ref, err := m.step(c.act)
	switch {
	case err != nil:
		return err
	case ref == nil && c.code != "":
		return fmt.Errorf("%s: was to be refused with %s", describe(c.act), c.code)
	case ref != nil && ref.Code != c.code:
		return fmt.Errorf("%s: was to be answered with %q, not %s (%w)", describe(c.act), c.code, ref.Code, ref)
	}
	return nil
}

// refusedOnTheWay are the refusals that can be met in a state of the story, by the size of that state.
func refusedOnTheWay(t *testing.T) map[uint64][]try {
	t.Helper()
	out := map[uint64][]try{}
	for _, table := range refusalTables(t) {
		for name, c := range table {
			var code string
			if _, err := fmt.Sscan(name, &code); err != nil {
				t.Fatal(err)
			}
			if name == "capacity_missing acting" {
				continue // the engine admits whoever the door lets in
			}
			if size := c.at.Size; size > 0 && int(size) < len(story().states) && story().states[size] == c.at {
				act := roundtest.Act{Round: roundtest.Main, Person: c.by, As: c.as, Command: c.give}
				out[size] = append(out[size], try{act: act, code: code})
			}
		}
	}
	return out
}
