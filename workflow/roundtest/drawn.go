package roundtest

import (
	"bytes"
	"encoding/json"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// ByLot is a policy with one place, for the best of the standing; where proposals are tied for it a lot decides. nil where p
// cannot be edited like that.
func ByLot(p *policy.Policy) *policy.Policy {
	doc, dec := map[string]any{}, json.NewDecoder(bytes.NewReader(p.Canonical()))
	dec.UseNumber()
	if dec.Decode(&doc) != nil {
		return nil
	}
	doc["id"] = p.ID + "-by-lot"
	doc["selected"] = map[string]any{"at_most": 1, "by": policy.PlacesByStanding, "tie": policy.LimitLot}
	b, err := json.Marshal(doc)
	if err == nil {
		b, err = ledger.Canonical(b)
	}
	if err != nil {
		return nil
	}
	edited, _ := policy.Decode(b) // nil with an error
	return edited
}

// in makes one unit of each command that a person gives to the round by lot.
func in(person string, as workflow.Capacity, commands ...workflow.Command) []Unit {
	units := make([]Unit, len(commands))
	for i, c := range commands {
		units[i] = Unit{{Round: Drawn, Person: person, As: as, Command: c}}
	}
	return units
}

// drawn is a round in which a deputy scores and votes in the place of somebody whose term is over, a and b are tied for the
// one place, which a lot gives away, and c fails in a secret ballot of a meeting. When it is over, a person and texts are erased.
// p is the policy of ByLot.
func drawn(p *policy.Policy) []Unit {
	begin := append([]Unit{Open(Drawn, p)}, Seats(Drawn)...)
	return slices.Concat(begin, changes(), entered(), scored(p), convened(), places(), erased())
}

// changes are those of the committee before the call: Fay deputises for Cem, whose term is over, Gus did for Dora and left,
// and nobody belongs to the sixth seat, for Hal's term is over too.
func changes() []Unit {
	who := func(person string) string { return Pseudonym(RoundOrigin(Drawn), person) }
	return in(Olga, workflow.Coordinator, Deputy(Drawn, Fay, "net-1"), &workflow.SetTerm{Participant: who(Cem), Until: Past},
		Deputy(Drawn, Gus, "net-2"), &workflow.VacateSeat{Participant: who(Gus)}, &workflow.SetTerm{Participant: who(Dora), Until: Future},
		&workflow.NoteAbsence{Participant: who(Dora), From: Future - 1},
		&workflow.CreateSeat{Seat: "net-4", Body: "network", Group: "projects"}, Holder(Drawn, Hal, "net-4"),
		&workflow.SetTerm{Participant: who(Hal), Until: Past}, Move(workflow.KindCallOpened, ""))
}

// entered are three proposals, up to their review.
func entered() []Unit {
	units := slices.Concat(in(Sam, workflow.Submitter, Submit("a")), in(Sue, workflow.Submitter, Submit("b"), Submit("c")))
	for _, id := range []string{"a", "b", "c"} {
		units = append(units, in(Olga, workflow.Coordinator, Check(id, 1))...)
	}
	return append(units, in(Olga, workflow.Coordinator, Move(workflow.KindReviewStarted, ""), Move(workflow.KindReviewOpened, "a"),
		Move(workflow.KindReviewOpened, "b"), Move(workflow.KindReviewOpened, "c"))...)
}

// scored are sheets by which a and b are equal. Dora takes no part in b.
func scored(p *policy.Policy) []Unit {
	units := in(Dora, workflow.Member, Declare("b", "relative"))
	for _, id := range []string{"a", "b", "c"} {
		for _, m := range []string{Ada, Ben, Fay, Dora, Eva} {
			values := map[bool][]int{true: {1, 2, -1, 2}, false: {3, 2, 3, 2}}[id == "c" || m == Eva]
			if id != "b" || m != Dora {
				units = append(units, in(m, workflow.Member, Cast(p, id, 1, 0, values...))...)
			}
		}
		units = append(units, in(Olga, workflow.Coordinator, Move(workflow.KindScoringClosed, id))...)
	}
	units = append(units, in(Olga, workflow.Coordinator, Move(workflow.KindDeliberationStarted, ""))...)
	return append(units, in(Ada, workflow.Member, &workflow.MakeComment{Proposal: "a", Text: "Frau Muster hat mir davon erzählt."})...)
}

// convened is a meeting on a, by name, and on c, in secret and without Dora, who takes no part in it any more; then come its
// minutes.
func convened() []Unit {
	office := func(c ...workflow.Command) []Unit { return in(Olga, workflow.Coordinator, c...) }
	chair := func(c ...workflow.Command) []Unit { return in(Ben, workflow.Member, c...) }
	attends := func(person string) []Unit {
		return office(&workflow.RecordAttendance{Meeting: "s1", Participant: Pseudonym(RoundOrigin(Drawn), person), Attendance: workflow.Present})
	}
	secret := func(person string, c policy.Choice) []Unit {
		return in(person, workflow.Member, &workflow.CastSecretVote{Proposal: "c", Choice: c})
	}
	return slices.Concat(
		office(Convene("s1"), Agenda("s1", "", "a", "c"), InMeeting(workflow.KindMeetingOpened, "s1")),
		attends(Ada), attends(Ben), attends(Fay), attends(Dora),
		chair(&workflow.CallItem{Meeting: "s1", Item: "a"}),
		office(&workflow.OpenBallot{Proposal: "a", Meeting: "s1", Mode: workflow.ModeNamed}),
		in(Ada, workflow.Member, Vote("a", policy.Yes)), chair(Vote("a", policy.Yes)), in(Fay, workflow.Member, Vote("a", policy.No)),
		in(Dora, workflow.Member, Vote("a", policy.Abstain)), chair(&workflow.CloseBallot{Proposal: "a"}),
		in(Dora, workflow.Member, Declare("c", "relative")), chair(&workflow.CallItem{Meeting: "s1", Item: "c"}),
		office(&workflow.OpenBallot{Proposal: "c", Meeting: "s1", Mode: workflow.ModeSecret}),
		secret(Ada, policy.Yes), secret(Ben, policy.No), secret(Fay, policy.No), chair(&workflow.CloseBallot{Proposal: "c"}),
		chair(InMeeting(workflow.KindMeetingClosed, "s1")), office(MeetingMinutes("s1", 1)),
		chair(&workflow.ApproveMinutes{Meeting: "s1", Version: 1}),
	)
}

// places are a ballot on b outside of the meeting, the lot, the decisions and the end of the round.
func places() []Unit {
	office := func(c ...workflow.Command) []Unit { return in(Olga, workflow.Coordinator, c...) }
	decide := func(id string) workflow.Command {
		return &workflow.TakeDecision{Proposal: id, Rationale: "Begründung"}
	}
	var known Unit
	for _, id := range []string{"a", "b", "c"} {
		known = append(known, office(&workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: id})[0]...)
	}
	return slices.Concat(office(Move(workflow.KindBallotOpened, "b")),
		in(Ada, workflow.Member, Vote("b", policy.Yes)), in(Ben, workflow.Member, Vote("b", policy.Yes)), in(Fay, workflow.Member, Vote("b", policy.Yes)),
		office(&workflow.CloseBallot{Proposal: "b"}, decide("c")),
		in(Ben, workflow.Member, &workflow.DrawLot{Among: []string{"a", "b"}}),
		office(decide("a"), decide("b")), []Unit{known}, office(Move(workflow.KindRoundConcluded, "")))
}

// erased are a person and a comment; the hold on another proposal does not keep them.
func erased() []Unit {
	office := func(c ...workflow.Command) []Unit { return in(Olga, workflow.Coordinator, c...) }
	paul := func(c ...workflow.Command) []Unit { return in(Paul, workflow.Coordinator, c...) }
	return slices.Concat(office(&workflow.SetHold{Subject: "b", Reason: "Sue Beispiel klagt"}),
		in(Sam, workflow.Submitter, &workflow.RequestErasure{Basis: "17-1-b", Person: Pseudonym(RoundOrigin(Drawn), Sam), Fields: []workflow.Field{{}}}),
		paul(&workflow.EraseText{}),
		office(&workflow.RequestErasure{Basis: "17-1-d", Fields: []workflow.Field{{Proposal: "a"}}, Reason: "Eine Dritte wird genannt"}),
		paul(&workflow.EraseText{}))
}
