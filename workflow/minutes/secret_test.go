package minutes_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/roundtest"
)

// TestMinutesTellOfSecretBallots holds two secret ballots on motions: one with too few votes, which is not counted, and one in which
// a member is excluded after voting, so that its result is not settled. The minutes say so, and not how anybody voted.
func TestMinutesTellOfSecretBallots(t *testing.T) {
	t.Parallel()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t, "  invitation: 14\n", "", "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 3")
	for _, u := range roundtest.Story(p, roundtest.ImportPolicy(t)) {
		if cmd, ok := u[0].Command.(*workflow.Move); ok && cmd.Transition == workflow.KindBallotOpened {
			break
		}
		c.Play(u)
	}
	do := func(person string, as workflow.Capacity, commands ...workflow.Command) {
		for _, cmd := range commands {
			c.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: cmd}})
		}
	}
	office := func(commands ...workflow.Command) { do(roundtest.Olga, workflow.Coordinator, commands...) }
	office(&workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"}, roundtest.Convene("s9"), roundtest.Agenda("s9", "", "a"),
		roundtest.InMeeting(workflow.KindMeetingOpened, "s9"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora} {
		office(roundtest.Attend("s9", m, workflow.Present, ""))
	}
	office(&workflow.CallItem{Meeting: "s9", Item: "a"})
	for _, motion := range []string{"few", "spoilt"} {
		do(roundtest.Ada, workflow.Member, &workflow.MakeMotion{Meeting: "s9", Item: "a", Motion: motion, Text: "Im Mai"})
		office(&workflow.OpenBallot{Motion: motion, Mode: workflow.ModeSecret})
		voters := []string{roundtest.Ada, roundtest.Ben}
		if motion == "spoilt" {
			voters = append(voters, roundtest.Cem, roundtest.Dora)
		}
		for _, m := range voters {
			do(m, workflow.Member, &workflow.CastSecretVote{Motion: motion, Choice: policy.Yes})
		}
		if motion == "spoilt" {
			do(roundtest.Dora, workflow.Member, roundtest.Declare("a", "relative"))
		}
		office(&workflow.CloseBallot{Motion: motion, Uncounted: motion == "few"})
	}
	office(roundtest.InMeeting(workflow.KindMeetingClosed, "s9"))
	m, r := of(t, c, tape, p, "s9")
	tellsOfSecrecy(t, m, r)
}

// tellsOfSecrecy reads the minutes in both languages.
func tellsOfSecrecy(t *testing.T, m *minutes.Minutes, r *minutes.Reader) {
	t.Helper()
	for lang, says := range map[string][]string{
		"de": {"ohne Auszählung geschlossen, weil zu wenige abgestimmt hatten. Sie entscheidet nichts.", "Das Ergebnis steht nicht fest: Jemand hat geheim abgestimmt und wurde danach ausgeschlossen", "Es ist neu abzustimmen."},
		"en": {"closed without a tally because too few had voted. It decides nothing.", "The result is not settled: somebody voted in secret and was excluded afterwards"},
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
		for _, never := range []string{"Antrag ist abgelehnt", "Antrag ist angenommen", "Ja 2", "yes 2", "motion is"} {
			if strings.Contains(b.String(), never) {
				t.Errorf("%s says %q:\n%s", lang, never, b.String())
			}
		}
	}
}
