package workflow_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// sitting is a walk through meetings under an edition of the policy, on a round in which a and b are scored.
type sitting struct {
	t     *testing.T
	m     *machine
	codes map[string]bool
}

func newSitting(t *testing.T, codes map[string]bool, replace ...string) *sitting {
	t.Helper()
	p := roundtest.Policy(t, replace...)
	s := newEngineSubject(t)
	t.Cleanup(s.c.Close)
	s.c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	s.c.Play(roundtest.Seats(roundtest.Main)...)
	m := newMachine(s, p)
	if err := m.replay.Play(m.was, s.entries()); err != nil {
		t.Fatal(err)
	}
	x := &sitting{t: t, m: m, codes: codes}
	x.olga("", roundtest.Move(workflow.KindCallOpened, ""), roundtest.Submit("a"), roundtest.Submit("b"), roundtest.Check("a", 1),
		roundtest.Check("b", 1), roundtest.Move(workflow.KindReviewStarted, ""))
	for _, id := range []string{"a", "b"} {
		x.olga("", roundtest.Move(workflow.KindReviewOpened, id))
		for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
			x.by(m, "", roundtest.Cast(p, id, 1, 0, 3, 3, 3, 3))
		}
		x.olga("", roundtest.Move(workflow.KindScoringClosed, id))
	}
	x.olga("", roundtest.Move(workflow.KindDeliberationStarted, ""))
	return x
}

func (x *sitting) give(person string, as workflow.Capacity, code string, commands ...workflow.Command) {
	x.t.Helper()
	for _, c := range commands {
		ref, err := x.m.step(roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c})
		got := ""
		if ref != nil {
			got = ref.Code
			readable(x.t, ref)
		}
		if err != nil || got != code {
			x.t.Fatalf("%T %+v of %s: %q in place of %q (%v, %v)", c, c, person, got, code, ref, err)
		}
		x.codes[got] = true
	}
}

func (x *sitting) olga(code string, commands ...workflow.Command) {
	x.t.Helper()
	x.give(roundtest.Olga, coordinator, code, commands...)
}

func (x *sitting) by(person, code string, commands ...workflow.Command) {
	x.t.Helper()
	x.give(person, member, code, commands...)
}

func (x *sitting) round() *workflow.Round { return x.m.of.live() }

// enter opens a meeting with an agenda and those present.
func (x *sitting) enter(agenda *workflow.SetAgenda, present ...string) {
	x.t.Helper()
	id := agenda.Meeting
	x.olga("", roundtest.Convene(id), agenda, roundtest.InMeeting(workflow.KindMeetingOpened, id))
	for _, m := range present {
		x.olga("", roundtest.Attend(id, m, workflow.Present, ""))
	}
}

func open(proposal string, mode workflow.Mode) *workflow.OpenBallot {
	return &workflow.OpenBallot{Proposal: proposal, Mode: mode}
}

func secretly(c policy.Choice) *workflow.CastSecretVote {
	return &workflow.CastSecretVote{Proposal: "a", Choice: c}
}

// TestSittings walks through meetings and ballots, and meets every refusal that they know.
func TestSittings(t *testing.T) {
	t.Parallel()
	codes := map[string]bool{}
	for _, walk := range []func(*testing.T, map[string]bool){
		convening, conducting, deciding, secrecy, byLetter, secondMeeting, otherPolicies, representing, keepingOut, arranging, hidden, lots,
	} {
		walk(t, codes)
	}
	for code := range workflow.MeetingWords() {
		if !codes[code] {
			t.Errorf("%s is never given", code)
		}
	}
}

func convening(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	with := func(change func(*workflow.Convene)) workflow.Command {
		c := roundtest.Convene("m")
		change(c)
		return c
	}
	x.olga("text_missing", with(func(c *workflow.Convene) { c.Title = " " }))
	x.olga("id_invalid", with(func(c *workflow.Convene) { c.Meeting = "M" }))
	x.olga("id_reserved", with(func(c *workflow.Convene) { c.Meeting = "neu" }))
	x.olga("start_missing", with(func(c *workflow.Convene) { c.Starts = 0 }), with(func(c *workflow.Convene) { c.Deadline = roundtest.Morning(60) }))
	x.olga("deadline_missing", with(func(c *workflow.Convene) { c.Written = true }), with(func(c *workflow.Convene) { c.Written, c.Starts = true, 0 }))
	x.olga("invitation_short", with(func(c *workflow.Convene) { c.Reason = "" }))
	x.olga("meeting_unknown", with(func(c *workflow.Convene) { c.SecondOf = "none" }), roundtest.Agenda("none", "x"))
	x.by(roundtest.Ada, "capacity_missing", roundtest.Convene("m"))
	x.olga("", roundtest.Convene("m"), with(func(c *workflow.Convene) {
		c.Meeting, c.Starts, c.Reason = "later", roundtest.Morning(60*24*15), ""
	}))
	x.olga("id_taken", roundtest.Convene("m"))
	x.olga("second_unfounded", with(func(c *workflow.Convene) { c.Meeting, c.SecondOf = "n", "m" }))
	x.olga("agenda_empty", roundtest.InMeeting(workflow.KindMeetingOpened, "m"), &workflow.SetAgenda{Meeting: "m"})
	x.olga("text_missing", &workflow.SetAgenda{Meeting: "m", Items: []workflow.Item{{ID: "x"}}})
	x.olga("id_invalid", &workflow.SetAgenda{Meeting: "m", Items: []workflow.Item{{ID: "", Proposal: "a"}}})
	x.olga("id_taken", &workflow.SetAgenda{Meeting: "m", Items: []workflow.Item{{ID: "x", Proposal: "a"}, {ID: "x", Proposal: "b"}}})
	x.olga("item_twice", &workflow.SetAgenda{Meeting: "m", Items: []workflow.Item{{ID: "x", Proposal: "a"}, {ID: "y", Proposal: "a"}}})
	x.olga("proposal_unknown", roundtest.Agenda("m", "", "none"))
	x.olga("", roundtest.Agenda("later", "", "a"), roundtest.Agenda("m", "Verschiedenes", "a", "b"))
	x.olga("meeting_early", roundtest.InMeeting(workflow.KindMeetingOpened, "later"))
	x.olga("wrong_stage", &workflow.CallItem{Meeting: "m", Item: "a"})
	x.by(roundtest.Ada, "not_chair", roundtest.InMeeting(workflow.KindMeetingOpened, "m"))
	x.by(roundtest.Ben, "", roundtest.InMeeting(workflow.KindMeetingOpened, "m"))
	x.olga("", roundtest.Convene("n"), roundtest.Agenda("n", "x"))
	x.olga("meeting_running", roundtest.InMeeting(workflow.KindMeetingOpened, "n"))
	x.olga("reason_missing", &workflow.MoveMeeting{Transition: workflow.KindMeetingCancelled, Meeting: "n"})
	x.olga("", roundtest.InMeeting(workflow.KindMeetingCancelled, "n"))
	x.olga("inconsistent", roundtest.InMeeting(workflow.KindVoteCast, "n"), roundtest.InMeeting(255, "n"))
}

func conducting(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	x.enter(roundtest.Agenda("m", "Verschiedenes", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem)
	x.olga("member_unknown", roundtest.Attend("m", roundtest.Sam, workflow.Present, ""))
	x.olga("item_unknown", roundtest.Attend("m", roundtest.Ada, workflow.Left, "none"), &workflow.CallItem{Meeting: "m", Item: "none"})
	x.olga("not_present", roundtest.Attend("m", roundtest.Dora, workflow.Left, "a"))
	x.olga("inconsistent", roundtest.Attend("m", roundtest.Ada, workflow.Absent, "a"))
	x.olga("short_notice", open("a", "")) // Dora is missing, and the invitation came late
	x.olga("not_on_agenda", &workflow.OpenBallot{Proposal: "b", Meeting: "m"})
	x.olga("", roundtest.Attend("m", roundtest.Dora, workflow.Present, ""), &workflow.CallItem{Meeting: "m", Item: "a"})
	x.olga("item_dealt_with", roundtest.Agenda("m", "Verschiedenes"))
	x.olga("", roundtest.Attend("m", roundtest.Dora, workflow.Left, "a"))
	x.olga("short_notice", open("a", ""))
	x.olga("", roundtest.Attend("m", roundtest.Dora, workflow.Present, "a"), open("a", workflow.ModeNamed))
	if b := x.round().Proposal("a").Ballot; b.Meeting != "m" || b.Mode != workflow.ModeNamed || !b.Present[3] {
		t.Errorf("the ballot is %+v", b)
	}
	x.olga("ballots_open", &workflow.CallItem{Meeting: "m", Item: "subject"}, roundtest.InMeeting(workflow.KindMeetingClosed, "m"))
	x.olga("", roundtest.Attend("m", roundtest.Cem, workflow.Left, "a"))
	x.by(roundtest.Cem, "not_present", roundtest.Vote("a", policy.Yes))
	for _, m := range []string{roundtest.Ada, roundtest.Ben} {
		x.by(m, "", roundtest.Vote("a", policy.Yes))
	}
	x.by(roundtest.Dora, "ballot_not_secret", secretly(policy.No))
	x.by(roundtest.Dora, "", roundtest.Vote("a", policy.No))
	x.by(roundtest.Ada, "not_chair", &workflow.CloseBallot{Proposal: "a"})
	x.by(roundtest.Ben, "", &workflow.CloseBallot{Proposal: "a"}, &workflow.CallItem{Meeting: "m", Item: "subject"})
	x.by(roundtest.Ada, "ballot_over", roundtest.Vote("a", policy.No))
	x.olga("ballot_over", &workflow.CloseBallot{Proposal: "a"})
	x.by(roundtest.Ada, "text_missing", &workflow.MakeMotion{Meeting: "m", Motion: "p"})
	x.by(roundtest.Ada, "", &workflow.MakeMotion{Meeting: "m", Motion: "p", Text: "Pause"})
	x.by(roundtest.Ada, "id_taken", &workflow.MakeMotion{Meeting: "m", Motion: "p", Text: "Pause"})
	x.olga("motion_unknown", &workflow.OpenBallot{Motion: "q"})
	x.olga("", &workflow.OpenBallot{Motion: "p"})
	x.by(roundtest.Ada, "", &workflow.CastVote{Motion: "p", Choice: policy.Yes})
	x.olga("", &workflow.CloseBallot{Motion: "p"}, roundtest.InMeeting(workflow.KindMeetingClosed, "m"))
	if got := x.round().Motion("p").Ballot.Tally; got != (workflow.Tally{Yes: 1, Voters: 1}) {
		t.Errorf("the motion got %+v", got)
	}
	x.olga("", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	if d := x.round().Proposal("a").Decision; d.Meeting != "m" || d.Outcome != "selected" {
		t.Errorf("the decision is %+v", d)
	}
}

// deciding holds the quorum against attendance: who was present when the ballot began counts, whether they vote or not.
func deciding(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	later := roundtest.Convene("m")
	later.Starts, later.Reason = roundtest.Morning(40), "Es eilt"
	x.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.olga("", open("a", ""))
	x.by(roundtest.Ada, "", roundtest.Vote("a", policy.Yes))
	x.olga("", &workflow.CloseBallot{Proposal: "a"}, &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	q := x.round().Proposal("a").Decision.Findings[0]
	if q.Rule != policy.RuleQuorum || q.Holds != policy.HoldsYes || q.Figure("present") != "4" {
		t.Errorf("the quorum is %+v", q)
	}
}

func secrecy(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	x.enter(roundtest.Agenda("m", "", "a", "b"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.olga("", open("a", ""))
	x.by(roundtest.Eva, "vote_advisory", &workflow.DemandSecrecy{Proposal: "a"})
	x.by(roundtest.Ada, "", &workflow.DemandSecrecy{Proposal: "a"})
	x.by(roundtest.Ben, "already_secret", &workflow.DemandSecrecy{Proposal: "a"})
	x.by(roundtest.Ada, "ballot_secret", roundtest.Vote("a", policy.Yes))
	x.by(roundtest.Ada, "option_unknown", secretly("maybe"))
	x.by(roundtest.Ada, "", secretly(policy.Yes))
	x.by(roundtest.Ada, "already_voted", secretly(policy.No))
	x.by(roundtest.Ben, "", secretly(policy.No))
	x.by(roundtest.Cem, "", secretly(policy.Yes))
	x.olga("", &workflow.CloseBallot{Proposal: "a", Counts: []workflow.Count{{Weight: 1, No: 2}, {Weight: 2, No: 1}}})
	b := x.round().Proposal("a").Ballot
	if b.Tally != (workflow.Tally{Yes: 2, No: 2, Voters: 3}) || b.Vote(0).Choice != policy.Sealed {
		t.Errorf("the ballot is %+v", b)
	}
	x.olga("", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	if d := x.round().Proposal("a").Decision; d.Outcome != string(policy.NotSelected) {
		t.Errorf("a tie came out as %q", d.Outcome)
	}
	x.olga("", open("b", ""))
	x.by(roundtest.Ada, "", roundtest.Vote("b", policy.Yes))
	x.by(roundtest.Ben, "votes_cast", &workflow.DemandSecrecy{Proposal: "b"})
}

func byLetter(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	soon := roundtest.Procedure("w")
	x.olga("", soon, roundtest.Agenda("w", "", "a", "b"), roundtest.InMeeting(workflow.KindMeetingOpened, "w"))
	x.olga("in_writing", roundtest.Attend("w", roundtest.Ada, workflow.Present, ""))
	x.olga("", &workflow.OpenBallot{Proposal: "a", Meeting: "w"}, &workflow.OpenBallot{Proposal: "b", Meeting: "w"})
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		x.by(m, "", roundtest.Vote("a", policy.Yes))
	}
	x.olga("procedure_running", &workflow.CloseBallot{Proposal: "a"})
	x.by(roundtest.Dora, "", roundtest.Vote("a", policy.Abstain))
	x.olga("", &workflow.CloseBallot{Proposal: "a"})
	x.by(roundtest.Dora, "", roundtest.InMeeting(workflow.KindObjectionRaised, "w"))
	x.by(roundtest.Ada, "wrong_stage", roundtest.Vote("b", policy.Yes))
	x.olga("", &workflow.CloseBallot{Proposal: "b"})
	x.olga("ballot_void", &workflow.TakeDecision{Proposal: "b", Rationale: "r"})
	x.olga("objected", open("b", ""))
	x.olga("", roundtest.Procedure("w2"), roundtest.Agenda("w2", "", "b"), roundtest.InMeeting(workflow.KindMeetingOpened, "w2"))
	x.olga("objected", &workflow.OpenBallot{Proposal: "b", Meeting: "w2"})
	x.olga("", &workflow.TakeDecision{Proposal: "a", Rationale: "r"}) // was counted ahead of the objection
	x.enter(roundtest.Agenda("m", "", "b"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.by(roundtest.Ada, "not_written", roundtest.InMeeting(workflow.KindObjectionRaised, "m"))
	x.olga("", &workflow.OpenBallot{Proposal: "b"}) // owes no reason: the first one is void
	over := &workflow.Convene{Meeting: "o", Written: true, Deadline: x.round().Last + ledger.Instant(9_000_000), Title: "kurz"}
	x.olga("", over, roundtest.Agenda("o", "x"), roundtest.InMeeting(workflow.KindMeetingOpened, "o"))
	x.olga("", roundtest.Convene("n"), roundtest.InMeeting(workflow.KindMeetingCancelled, "n"), roundtest.Convene("n2"),
		roundtest.InMeeting(workflow.KindMeetingCancelled, "n2"), roundtest.Convene("n3"), roundtest.Convene("n4"), roundtest.Convene("n5"))
	x.by(roundtest.Ada, "procedure_over", roundtest.InMeeting(workflow.KindObjectionRaised, "o"))
}

// secondMeeting is invited to in time, so that it is the quorum alone that fails.
func secondMeeting(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes, "  invitation: 14\n", "")
	x.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Ben)
	x.olga("no_quorum", open("a", ""))
	x.olga("", roundtest.InMeeting(workflow.KindMeetingClosed, "m"))
	if m := x.round().Meeting("m"); len(m.PutOff) != 1 || m.PutOff[0] != "a" {
		t.Errorf("put off is %v", m.PutOff)
	}
	second := roundtest.Convene("s")
	second.SecondOf = "m"
	x.olga("", second, roundtest.Agenda("s", "", "a", "b"), roundtest.InMeeting(workflow.KindMeetingOpened, "s"),
		roundtest.Attend("s", roundtest.Ada, workflow.Present, ""))
	x.olga("no_quorum", open("b", "")) // was not put off
	x.olga("", open("a", ""))
	x.by(roundtest.Ada, "", roundtest.Vote("a", policy.Yes))
	x.olga("", &workflow.CloseBallot{Proposal: "a"}, &workflow.TakeDecision{Proposal: "a", Rationale: "r"},
		roundtest.InMeeting(workflow.KindMeetingClosed, "s"))
	if d := x.round().Proposal("a").Decision; d.Outcome != "selected" {
		t.Errorf("the decision is %+v", d)
	}
	x.olga("", roundtest.Convene("t"))
	for _, u := range roundtest.Seat(roundtest.Main, roundtest.Max, workflow.CreateSeat{Seat: "late", Body: "bmas"}) {
		if c, ok := u.Command.(*workflow.Admit); ok {
			c.Reason = "r"
		}
		x.olga("", u.Command)
	}
	x.olga("", roundtest.Agenda("t", "", "b"), roundtest.InMeeting(workflow.KindMeetingOpened, "t"))
	for _, m := range roundtest.Members() {
		x.olga("", roundtest.Attend("t", m, workflow.Present, ""))
	}
	x.olga("not_all_invited", open("b", ""))
}

func otherPolicies(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes, "  secrecy: on_demand", "  requires: meeting_or_procedure", "  second_meeting: true", "  second_meeting: false")
	x.olga("meeting_required", open("a", ""))
	second := roundtest.Convene("s")
	second.SecondOf = "m"
	x.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.olga("second_not_provided", second)
	x.olga("", open("a", ""))
	x.by(roundtest.Ada, "secrecy_not_provided", &workflow.DemandSecrecy{Proposal: "a"})
	y := newSitting(t, codes, "  tie: rejects", "  tie: rejects\n  each_body: true")
	y.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	y.olga("secret_divided", open("a", workflow.ModeSecret))
}

// representing is a meeting with deputies: whoever of a seat is there acts for it, and the vice chair leads where the chair is
// not there.
func representing(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	of := func(person string) string { return pseudonym(person) }
	x.olga("", roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"), &workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Vice: true, Reason: "r"})
	x.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Dora)
	x.by(roundtest.Ada, "", &workflow.CallItem{Meeting: "m", Item: "a"})
	x.olga("", roundtest.Attend("m", roundtest.Ben, workflow.Present, ""))
	x.by(roundtest.Ada, "not_chair", &workflow.CallItem{Meeting: "m", Item: "a"})
	x.by(roundtest.Fay, "holder_present", &workflow.StateWish{Proposal: "a", Wish: workflow.Wants})
	x.olga("", roundtest.Attend("m", roundtest.Cem, workflow.Present, ""))
	x.olga("holder_present", roundtest.Attend("m", roundtest.Fay, workflow.Present, ""))
	x.olga("", roundtest.Attend("m", roundtest.Cem, workflow.Left, ""), roundtest.Attend("m", roundtest.Fay, workflow.Present, ""))
	x.olga("represented", roundtest.Attend("m", roundtest.Cem, workflow.Absent, ""))
	x.by(roundtest.Cem, "represented", &workflow.MakeMotion{Meeting: "m", Motion: "x", Item: "a", Text: "t"})
	x.olga("", open("a", ""))
	x.by(roundtest.Fay, "", roundtest.Vote("a", policy.Yes))
	x.olga("", roundtest.Attend("m", roundtest.Cem, workflow.Present, "")) // comes back, and the deputy gives way
	x.by(roundtest.Fay, "holder_present", roundtest.Vote("a", policy.No))
	x.by(roundtest.Cem, "seat_voted", roundtest.Vote("a", policy.No))
	x.by(roundtest.Ada, "", roundtest.Vote("a", policy.Yes))
	x.by(roundtest.Ben, "", roundtest.Vote("a", policy.Yes))
	x.olga("", &workflow.CloseBallot{Proposal: "a"})
	b := x.round().Proposal("a").Ballot
	if v := b.Vote(2); v == nil || !v.Deputy || x.round().Participants[v.By].Pseudonym != of(roundtest.Fay) {
		t.Errorf("the vote for net-1 is %+v", v)
	}
	if b.Tally.Voters != 3 {
		t.Errorf("the tally is %+v", b.Tally)
	}
}
