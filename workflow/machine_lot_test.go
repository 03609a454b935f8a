package workflow_test

import (
	"slices"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// walkLot takes a subject through a tie that a lot decides, and through erasures.
func walkLot(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules) (*machine, error) {
	t.Helper()
	p := roundtest.Policy(t, oneByLot...)
	return walkUnder(of, replay, p, lotWay(p))
}

// made is a command that follows from the state in which it is given.
type made struct {
	kind workflow.Kind
	with func(r *workflow.Round) workflow.Command
}

func (m *made) Kind() workflow.Kind                   { return m.kind }
func (m *made) of(r *workflow.Round) workflow.Command { return m.with(r) }

// lotWay is a way on which a and b are tied for one place.
func lotWay(p *policy.Policy) (way []try) {
	do := func(person string, as workflow.Capacity, code string, commands ...workflow.Command) {
		for _, c := range commands {
			way = append(way, try{act: roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c}, code: code})
		}
	}
	olga := func(code string, commands ...workflow.Command) { do(roundtest.Olga, coordinator, code, commands...) }
	three := []string{roundtest.Ada, roundtest.Ben, roundtest.Cem}
	olga("", roundtest.Move(workflow.KindCallOpened, ""))
	do(roundtest.Sam, submitter, "", roundtest.Submit("a"), roundtest.Submit("b"))
	olga("", roundtest.Check("a", 1), roundtest.Check("b", 1), roundtest.Move(workflow.KindReviewStarted, ""))
	for _, id := range []string{"a", "b"} {
		olga("", roundtest.Move(workflow.KindReviewOpened, id))
		for _, m := range three {
			do(m, member, "", roundtest.Cast(p, id, 1, 0, 3, 3, 2, 2))
		}
		olga("", roundtest.Move(workflow.KindScoringClosed, id))
	}
	olga("", roundtest.Move(workflow.KindDeliberationStarted, ""))
	do(roundtest.Ada, member, "", say("a", "Frau Muster hat mir davon erzählt."))
	for _, id := range []string{"a", "b"} {
		olga("", roundtest.Move(workflow.KindBallotOpened, id))
		for _, m := range three {
			do(m, member, "", roundtest.Vote(id, policy.Yes))
		}
	}
	draw := &workflow.DrawLot{Among: []string{"a", "b"}}
	olga("lot_not_due", draw)
	olga("", &workflow.CloseBallot{Proposal: "a"})
	olga("lot_not_due", draw) // b may yet fail
	olga("", &workflow.CloseBallot{Proposal: "b"})
	olga("not_decidable", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	olga("lot_others", &workflow.DrawLot{Among: []string{"a"}})
	do(roundtest.Ada, member, "not_chair", draw)
	do(roundtest.Ben, member, "", draw)
	olga("lot_not_due", draw)
	olga("", &workflow.TakeDecision{Proposal: "a", Rationale: "r"}, &workflow.TakeDecision{Proposal: "b", Rationale: "r"})
	return slices.Concat(way, erasureWay(), []try{
		{act: roundtest.Act{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: roundtest.Move(workflow.KindRoundCancelled, "")}},
	})
}

// erasureWay is a way on which texts of a are asked for, held, refused and erased, while decisions rest on others.
func erasureWay() (way []try) {
	do := func(person, code string, commands ...workflow.Command) {
		as := map[bool]workflow.Capacity{true: member, false: coordinator}[person == roundtest.Ada]
		for _, c := range commands {
			way = append(way, try{act: roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c}, code: code})
		}
	}
	field := func(of func(*workflow.Round) workflow.Field) workflow.Command {
		return &made{workflow.KindErasureRequested, func(r *workflow.Round) workflow.Command { return asking(of(r)) }}
	}
	last := func(r *workflow.Round) uint64 { return r.Erasures[len(r.Erasures)-1].Seq }
	erase := &made{workflow.KindTextErased, func(r *workflow.Round) workflow.Command { return &workflow.EraseText{Request: last(r)} }}
	refuse := &made{workflow.KindErasureRefused, func(r *workflow.Round) workflow.Command {
		return &workflow.RefuseErasure{Request: last(r), Reason: "Die Entscheidung beruht darauf"}
	}}
	lift := &made{workflow.KindHoldLifted, func(r *workflow.Round) workflow.Command {
		return &workflow.LiftHold{Hold: r.Holds[len(r.Holds)-1].Seq, Reason: "Keine Klage"}
	}}
	do(roundtest.Olga, "", field(commentOf))
	do(roundtest.Ada, "erasure_asked", field(commentOf))
	do(roundtest.Olga, "erasure_second_person", erase, refuse)
	do(roundtest.Paul, "", &workflow.SetHold{Subject: "a", Reason: "Klage"})
	do(roundtest.Paul, "hold_stands", &workflow.SetHold{Subject: "a", Reason: "Klage"})
	do(roundtest.Paul, "erasure_held", erase)
	do(roundtest.Paul, "", lift, erase)
	do(roundtest.Olga, "erasure_done", field(commentOf))
	do(roundtest.Olga, "", field(needOf))
	do(roundtest.Paul, "erasure_retained_open", erase)
	do(roundtest.Paul, "", refuse)
	do(roundtest.Paul, "erasure_unknown", &workflow.EraseText{Request: 1})
	return way
}

// lot draws a lot: most often among those who are tied.
func (d dice) lot() workflow.Command {
	if tied, _ := d.r.Tied(); len(tied) > 0 && !d.wild() {
		return &workflow.DrawLot{Among: tied}
	}
	return &workflow.DrawLot{Among: [][]string{nil, {"a"}, {"a", "b"}, {"a", "b", "c"}}[d.below(4, "among")]}
}
