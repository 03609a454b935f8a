package workflow_test

import (
	"slices"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// membership draws a change of the committee.
func (d dice) membership(k workflow.Kind, text string) workflow.Command {
	who := pseudonym(pick(d, "whom", append(roundtest.Members(), roundtest.Fay)...))
	until := pick(d, "until", 0, 0, roundtest.Past, roundtest.Future)
	switch k {
	case workflow.KindSeatChanged:
		return &workflow.ChangeSeat{
			Seat: pick(d, "seat", "bmas-1", "vp-1", "net-1", "net-3"), Weight: d.below(3, "weight"), Advisory: d.wild(),
			Chair: d.below(2, "chair") == 0, Vice: d.below(2, "vice") == 0, Reason: text,
		}
	case workflow.KindSeatVacated:
		return &workflow.VacateSeat{Participant: who, Reason: text}
	case workflow.KindTermSet:
		return &workflow.SetTerm{Participant: who, From: pick(d, "from", 0, 0, roundtest.Future-1), Until: until, Reason: text}
	default:
		c := &workflow.NoteAbsence{Participant: who, Until: until, Reason: text}
		if _, p := d.r.Participant(who); p != nil && len(p.Absences) > 0 && d.below(2, "ends") == 0 {
			*c = workflow.NoteAbsence{Participant: who, Ends: p.Absences[len(p.Absences)-1].Seq}
		}
		return c
	}
}

// admission draws whom to admit.
func (d dice) admission(text string) workflow.Command {
	if d.below(3, "real") == 0 {
		c := roundtest.Holder(roundtest.Main, pick(d, "whom", roundtest.Fay, roundtest.Cem, roundtest.Hal), pick(d, "which", "net-1", "net-2", "bmas-1"))
		c.Deputy, c.Reason = d.below(2, "deputy") == 0, text
		return c
	}
	return &workflow.Admit{
		Participant: pick(d, "who", "p1", "p2"), Capacity: pick(d, "capacity", member, submitter), Person: "p",
		Seat: pick(d, "seat", "s1", "s2", "s3", ""), Name: text,
	}
}

// seatWay is a way on which a deputy acts, a term ends, a holder leaves and another one comes.
func seatWay(p *policy.Policy) []try {
	of := func(person string) string { return pseudonym(person) }
	by := func(person string, c workflow.Command, code string) try {
		return try{act: roundtest.Act{Round: roundtest.Main, Person: person, As: member, Command: c}, code: code}
	}
	olga := func(c workflow.Command, code string) try {
		return try{act: roundtest.Act{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: c}, code: code}
	}
	cast := func(id string, base uint64, reason string) *workflow.CastScores {
		c := roundtest.Cast(p, id, 1, base, 3, 3, 2, 2)
		c.Reason = reason
		return c
	}
	move := func(k workflow.Kind, id string) try { return olga(roundtest.Move(k, id), "") }
	later := roundtest.Deputy(roundtest.Main, roundtest.Gus, "net-2")
	later.From, later.Until = roundtest.Future, roundtest.Future+1
	backwards := *later
	backwards.Until = backwards.From
	away := func(person string) *workflow.NoteAbsence { return &workflow.NoteAbsence{Participant: of(person)} }
	way := []try{
		olga(&workflow.ChangeSeat{Seat: "net-2", Weight: 2, Vice: true}, ""),
		olga(roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"), ""),
		olga(&backwards, "span_invalid"), olga(later, ""),
		olga(&workflow.SetTerm{Participant: "nobody"}, "member_unknown"),
		olga(&workflow.SetTerm{Participant: of(roundtest.Gus), From: 2, Until: 1}, "span_invalid"),
		move(workflow.KindCallOpened, ""), olga(roundtest.Submit("a"), ""), olga(roundtest.Submit("b"), ""),
		move(workflow.KindReviewStarted, ""),
	}
	for _, id := range []string{"a", "b"} {
		way = append(way, olga(roundtest.Check(id, 1), ""), move(workflow.KindReviewOpened, id),
			by(roundtest.Ada, cast(id, 0, ""), ""), by(roundtest.Ben, cast(id, 0, ""), ""))
	}
	way = append(way,
		by(roundtest.Fay, cast("a", 0, ""), "holder_present"), by(roundtest.Gus, cast("a", 0, ""), "term_not_begun"),
		by(roundtest.Cem, away(roundtest.Ada), "absence_of_other"),
		by(roundtest.Cem, &workflow.NoteAbsence{Participant: of(roundtest.Cem), Until: roundtest.Past}, "span_invalid"),
		by(roundtest.Cem, away(roundtest.Cem), ""), by(roundtest.Ada, report("a", roundtest.Dora, "organisation"), ""),
		olga(roundtest.Resolve("a", roundtest.Dora, roundtest.Ada, roundtest.Ben, roundtest.Cem), "not_acting"),
		olga(&workflow.ResolveInterest{Proposal: "a", About: of(roundtest.Dora), No: []string{of(roundtest.Ada), of(roundtest.Ben), of(roundtest.Fay)}, Reason: "r"}, ""),
		by(roundtest.Cem, cast("a", 0, ""), "absence_noted"),
		by(roundtest.Fay, cast("a", 0, ""), ""),
		by(roundtest.Cem, &workflow.NoteAbsence{Participant: of(roundtest.Cem), Ends: 1}, "absence_unknown"),
		by(roundtest.Cem, &endAbsence{of(roundtest.Cem)}, ""),
		by(roundtest.Cem, cast("a", 1, ""), "sheet_of_other"), by(roundtest.Cem, cast("a", 1, "Grund"), ""),
	)
	return append(append(way, seatChanges(olga, by, cast)...), seatBallot(olga, by)...)
}

type giving = func(person string, c workflow.Command, code string) try

// seatChanges end the term of a holder, who then leaves, and put another one in the place.
func seatChanges(olga func(workflow.Command, string) try, by giving, cast func(string, uint64, string) *workflow.CastScores) []try {
	of := pseudonym
	bare := roundtest.Holder(roundtest.Main, roundtest.Hal, "net-1")
	bare.Reason = ""
	return []try{
		olga(&workflow.SetTerm{Participant: of(roundtest.Cem), Until: roundtest.Past}, "change_reason_missing"),
		olga(&workflow.SetTerm{Participant: of(roundtest.Cem), Until: roundtest.Past, Reason: "Grund"}, ""),
		by(roundtest.Cem, cast("b", 0, ""), "term_over"), by(roundtest.Fay, cast("b", 0, ""), ""),
		olga(&workflow.VacateSeat{Participant: of(roundtest.Cem)}, "change_reason_missing"),
		olga(&workflow.VacateSeat{Participant: of(roundtest.Cem), Reason: "Grund"}, ""),
		olga(&workflow.VacateSeat{Participant: of(roundtest.Cem), Reason: "Grund"}, "left_already"),
		by(roundtest.Cem, cast("b", 1, "Grund"), "seat_left"),
		olga(roundtest.Deputy(roundtest.Main, roundtest.Cem, "net-2"), "seat_before"),
		olga(bare, "change_reason_missing"), olga(roundtest.Holder(roundtest.Main, roundtest.Hal, "net-1"), ""),
		by(roundtest.Hal, cast("b", 1, "Grund"), ""),
	}
}

// seatBallot is a ballot in which a deputy votes, and the holder not again.
func seatBallot(olga func(workflow.Command, string) try, by giving) []try {
	of := pseudonym
	move := func(k workflow.Kind, id string) try { return olga(roundtest.Move(k, id), "") }
	away := func(person string) *workflow.NoteAbsence { return &workflow.NoteAbsence{Participant: of(person)} }
	return []try{
		move(workflow.KindScoringClosed, "a"), move(workflow.KindScoringClosed, "b"), move(workflow.KindDeliberationStarted, ""),
		move(workflow.KindBallotOpened, "a"),
		by(roundtest.Ada, roundtest.Vote("a", policy.Yes), ""), by(roundtest.Ben, roundtest.Vote("a", policy.Yes), ""),
		olga(away(roundtest.Hal), ""), by(roundtest.Fay, roundtest.Vote("a", policy.Yes), ""),
		by(roundtest.Hal, &endAbsence{of(roundtest.Hal)}, ""), by(roundtest.Hal, roundtest.Vote("a", policy.No), "seat_voted"),
		olga(&workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Reason: "Grund"}, "ballot_held"),
		olga(&workflow.ChangeSeat{Seat: "bmas-1", Chair: true, Reason: "Grund"}, "ballot_undecided"),
		olga(&workflow.CloseBallot{Proposal: "a"}, ""), olga(&workflow.TakeDecision{Proposal: "a", Rationale: "r"}, ""),
	}
}

// endAbsence stands for ending the last absence of a participant; the machine fills it in when it comes to it.
type endAbsence struct{ participant string }

func (*endAbsence) Kind() workflow.Kind { return workflow.KindAbsenceNoted }

func (e *endAbsence) of(r *workflow.Round) workflow.Command {
	_, p := r.Participant(e.participant)
	return &workflow.NoteAbsence{Participant: e.participant, Ends: p.Absences[len(p.Absences)-1].Seq}
}

// The scores of who has left stay, and the decision says so; who voted as a deputy is named, and not the holder.
func TestSeatsKeepTheirScores(t *testing.T) {
	t.Parallel()
	m, err := walkSeats(t, func(policies ...*policy.Policy) subject {
		return newClerkSubject(workflow.TrueRules(), workflow.TrueRules(), policies...)
	}, workflow.TrueRules())
	if err != nil {
		t.Fatal(err)
	}
	r := m.of.live()
	a := r.Proposal("a")
	seat, _ := r.SeatOf("net-1")
	sheet, vote := a.Sheet(r.Seats[seat].Member), a.Vote(r.Seats[seat].Member)
	if who := r.Participants[sheet.By].Pseudonym; who != pseudonym(roundtest.Cem) || sheet.Version != 2 || sheet.Deputy {
		t.Errorf("the seat's sheet is %+v of %s", sheet, who)
	}
	if who := r.Participants[vote.By].Pseudonym; who != pseudonym(roundtest.Fay) || !vote.Deputy {
		t.Errorf("the seat's vote is %+v of %s", vote, who)
	}
	former, quorum := finding(a.Decision.Findings, policy.RuleFormer), finding(a.Decision.Findings, policy.RuleQuorum)
	if former == nil || !slices.Equal(former.Members, []string{pseudonym(roundtest.Cem)}) {
		t.Errorf("who has left: %+v", former)
	}
	if want := []string{pseudonym(roundtest.Ada), pseudonym(roundtest.Ben), pseudonym(roundtest.Fay)}; !slices.Equal(quorum.Members, want) {
		t.Errorf("present are %v", quorum.Members)
	}
	if n := len(a.Sheets); n != 3 {
		t.Errorf("%d sheets for three seats", n)
	}
}

func finding(all []policy.Finding, rule string) *policy.Finding {
	if i := slices.IndexFunc(all, func(f policy.Finding) bool { return f.Rule == rule }); i >= 0 {
		return &all[i]
	}
	return nil
}

// At each instant somebody acts for a seat as holder, or somebody else as deputy, and never both.
func TestHolderOrDeputy(t *testing.T) {
	t.Parallel()
	r := story().phase(t, workflow.Calling)
	r = then(t, r, roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"))
	now := r.Last
	r = then(t, r, &workflow.NoteAbsence{Participant: pseudonym(roundtest.Cem), From: now + 10, Until: now + 20},
		&workflow.SetTerm{Participant: pseudonym(roundtest.Cem), Until: now + 40},
		&workflow.SetTerm{Participant: pseudonym(roundtest.Fay), Until: now + 60})
	cem, _ := r.Participant(pseudonym(roundtest.Cem))
	fay, _ := r.Participant(pseudonym(roundtest.Fay))
	for after, want := range map[ledger.Instant]string{
		0: "cem", 9: "cem", 10: "fay", 19: "fay", 20: "cem", 39: "cem", 40: "fay", 59: "fay", 60: "nobody",
	} {
		got := "nobody"
		switch holder, deputy := r.Acting(cem, now+after), r.Acting(fay, now+after); {
		case holder == nil && deputy == nil:
			got = "both"
		case holder == nil:
			got = "cem"
		case deputy == nil:
			got = "fay"
		}
		if got != want {
			t.Errorf("after %d: %s acts, want %s", after, got, want)
		}
	}
}
