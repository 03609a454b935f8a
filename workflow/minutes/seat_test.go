package minutes_test

import (
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/minutes"
	"gremium/workflow/roundtest"
)

// TestMinutesTellOfSeats holds a meeting in which a deputy votes for an absent member who comes later, the vice chair leads in
// the chair's place, and a member has left; the minutes say so in both languages.
func TestMinutesTellOfSeats(t *testing.T) {
	t.Parallel()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t, "  invitation: 14\n", "")
	for _, u := range roundtest.Story(p, roundtest.ImportPolicy(t)) {
		if cmd, ok := u[0].Command.(*workflow.Move); ok && cmd.Transition == workflow.KindBallotOpened && cmd.Proposal == "b" {
			break
		}
		c.Play(u)
	}
	who := func(person string) string { return roundtest.Pseudonym(c.Round(roundtest.Main).Origin, person) }
	do := func(person string, as workflow.Capacity, commands ...workflow.Command) {
		for _, cmd := range commands {
			c.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: cmd}})
		}
	}
	midnight := ledger.InstantOf(time.Date(2113, 1, 1, 0, 0, 0, 0, time.UTC))
	office := func(commands ...workflow.Command) { do(roundtest.Olga, workflow.Coordinator, commands...) }
	office(roundtest.Convene("s8"), roundtest.Agenda("s8", "Verschiedenes"), roundtest.InMeeting(workflow.KindMeetingOpened, "s8"),
		roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"),
		&workflow.SetTerm{Participant: who(roundtest.Dora), Until: roundtest.Future, Reason: "Berufung"},
		&workflow.VacateSeat{Participant: who(roundtest.Eva), Reason: "Wechsel"},
		&workflow.NoteAbsence{Participant: who(roundtest.Cem), From: roundtest.Future - 1, Until: midnight, Reason: "Kur"},
		roundtest.Attend("s8", roundtest.Ada, workflow.Present, ""), roundtest.Attend("s8", roundtest.Ben, workflow.Absent, ""),
		roundtest.Attend("s8", roundtest.Cem, workflow.Absent, ""), roundtest.Attend("s8", roundtest.Fay, workflow.Present, ""),
		roundtest.Attend("s8", roundtest.Dora, workflow.Present, ""))
	office(&workflow.ChangeSeat{Seat: "net-2", Weight: weightOf(c, "net-2"), Vice: true, Reason: "Wahl"})
	do(roundtest.Dora, workflow.Member, &workflow.CallItem{Meeting: "s8", Item: "subject"})
	do(roundtest.Ada, workflow.Member, &workflow.MakeMotion{Meeting: "s8", Item: "subject", Motion: "m8", Text: "Im Mai"})
	office(&workflow.OpenBallot{Motion: "m8"})
	do(roundtest.Fay, workflow.Member, &workflow.CastVote{Motion: "m8", Choice: policy.Yes})
	do(roundtest.Ada, workflow.Member, &workflow.CastVote{Motion: "m8", Choice: policy.Yes})
	office(&workflow.CloseBallot{Motion: "m8"}, roundtest.Attend("s8", roundtest.Cem, workflow.Present, ""),
		&workflow.VacateSeat{Participant: who(roundtest.Fay), Reason: "Ende"}, roundtest.InMeeting(workflow.KindMeetingClosed, "s8"))
	m, r := of(t, c, tape, p, "s8")
	for lang, says := range map[string][]string{
		"de": {
			"dora (stellvertretend)", "In Vertretung abgestimmt: fay.", "eva hat den Sitz net-3 abgegeben", "Wechsel",
			"fay vertritt von da an den Sitz „Netzwerk, Sachsen“", "Der Sitz net-2 wurde geändert", "stellvertretender Vorsitz", "Die Amtszeit von dora",
			"fay | Netzwerk, Vorhaben | mit Stimme, in Vertretung", "fay vertritt den Sitz „Netzwerk, Sachsen“ nicht mehr", "bis 31. 12. 2112 (einschließlich)", "mit Stimme, in Vertretung, ausgeschieden",
		},
		"en": {"dora (vice chair)", "Voted as deputies: fay.", "eva left the seat net-3", " to 31. 12. 2112 (inclusive)", "became deputy of the seat \"Netzwerk, Sachsen\""},
	} {
		own := *r
		own.Lang = lang
		var b strings.Builder
		if err := m.Document(&own).Markdown(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range says {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s does not say %q:\n%s", lang, want, b.String())
			}
		}
	}
	relieved(t, m, who(roundtest.Fay))
}

// relieved asks that a deputy was there and went when the member came.
func relieved(t *testing.T, m *minutes.Minutes, deputy string) {
	t.Helper()
	for _, a := range m.Meeting.Attendance {
		if a.Participant == deputy && (!a.Present || a.Left == "") {
			t.Errorf("the deputy's attendance is %+v", a)
		}
	}
}

func weightOf(c *roundtest.Committee, seat string) int {
	_, s := c.Round(roundtest.Main).SeatOf(seat)
	return s.Weight
}
