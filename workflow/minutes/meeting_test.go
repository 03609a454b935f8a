package minutes_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/roundtest"
)

var update = flag.Bool("update", false, "write the golden minutes anew")

// sat are the minutes of a meeting on a and b in the story's round, with what puts them into words: Dora is excluded from b
// and leaves for it, Fay comes late for Cem who is absent, and a motion on b is voted on by name.
func sat(t *testing.T) (*minutes.Minutes, *minutes.Reader) {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t)
	for _, u := range roundtest.Story(p, roundtest.ImportPolicy(t)) {
		if cmd, ok := u[0].Command.(*workflow.Move); ok && cmd.Transition == workflow.KindBallotOpened && cmd.Proposal == "b" {
			break
		}
		c.Play(u)
	}
	sitting(c)
	return of(t, c, tape, p, "s7")
}

// sitting holds the meeting.
func sitting(c *roundtest.Committee) {
	do := func(person string, as workflow.Capacity, cmd workflow.Command) {
		c.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: cmd}})
	}
	office := func(cmd workflow.Command) { do(roundtest.Olga, workflow.Coordinator, cmd) }
	cem := roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), roundtest.Cem)
	office(roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"))
	office(roundtest.Convene("s7"))
	office(roundtest.Agenda("s7", "Verschiedenes", "b"))
	office(roundtest.InMeeting(workflow.KindMeetingOpened, "s7"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
		office(roundtest.Attend("s7", m, workflow.Present, ""))
	}
	office(roundtest.Attend("s7", roundtest.Cem, workflow.Absent, ""))
	office(roundtest.Attend("s7", roundtest.Fay, workflow.Absent, ""))
	office(&workflow.NoteAbsence{Participant: cem, From: c.Round(roundtest.Main).Last, Reason: "Krank"})
	office(&workflow.CallItem{Meeting: "s7", Item: "b"})
	office(roundtest.Attend("s7", roundtest.Fay, workflow.Present, ""))
	office(roundtest.Attend("s7", roundtest.Dora, workflow.Left, "b"))
	do(roundtest.Ada, workflow.Member, &workflow.MakeMotion{Meeting: "s7", Item: "b", Motion: "m7", Text: "Vertagen auf den Herbst"})
	office(&workflow.OpenBallot{Motion: "m7", Mode: workflow.ModeNamed})
	do(roundtest.Ada, workflow.Member, &workflow.CastVote{Motion: "m7", Choice: policy.Yes})
	do(roundtest.Ben, workflow.Member, &workflow.CastVote{Motion: "m7", Choice: policy.No})
	do(roundtest.Fay, workflow.Member, &workflow.CastVote{Motion: "m7", Choice: policy.Abstain})
	office(&workflow.CloseBallot{Motion: "m7"})
	office(&workflow.ChangeSeat{Seat: "bmas-1", Weight: 1, Vice: true, Reason: "Der Vorsitz wünscht es"})
	office(roundtest.InMeeting(workflow.KindMeetingClosed, "s7"))
}

func of(t *testing.T, c *roundtest.Committee, tape *roundtest.Tape, p *policy.Policy, meeting string) (*minutes.Minutes, *minutes.Reader) {
	t.Helper()
	taker := minutes.NewTaker()
	state, head, err := c.Engine.Replay(t.Context(), roundtest.Main, c.Round(roundtest.Main).Size, taker.Note)
	if err != nil {
		t.Fatal(err)
	}
	return taker.Minutes(state, head, meeting), reader(t, tape, state.Origin, p)
}

// The minutes of a meeting, in both languages and forms, are those that lie in testdata.
func TestGoldenMinutesOfAMeeting(t *testing.T) {
	t.Parallel()
	m, r := sat(t)
	for name, write := range map[string]func(*minutes.Document, *strings.Builder) error{
		"meeting.de.md":   func(d *minutes.Document, b *strings.Builder) error { return d.Markdown(b) },
		"meeting.en.md":   func(d *minutes.Document, b *strings.Builder) error { return d.Markdown(b) },
		"meeting.de.html": func(d *minutes.Document, b *strings.Builder) error { return d.HTML(b) },
	} {
		own := *r
		own.Lang = "de"
		if strings.Contains(name, ".en.") {
			own.Lang = "en"
		}
		var b strings.Builder
		if err := write(m.Document(&own), &b); err != nil {
			t.Fatal(err)
		}
		at := filepath.Join("..", "..", "testdata", "minutes", name)
		if *update {
			if err := os.WriteFile(at, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(at)
		if err != nil || string(want) != b.String() {
			t.Errorf("%s differs: %v\n%s", name, err, b.String())
		}
	}
}

// Of an item in which a reader takes no part the minutes of a meeting say its place on the agenda, and nothing of what happened.
func TestWithheldItemOfAMeeting(t *testing.T) {
	t.Parallel()
	m, r := sat(t)
	if len(m.Items) != 2 || m.Items[0].Proposal != "b" || len(m.Items[0].Away) != 1 || len(m.Items[0].Acts) != 2 {
		t.Fatalf("the items are %+v", m.Items)
	}
	hidden := minutes.Item{Proposal: "b", Number: "26-002", Title: m.Items[0].Title}
	elsewhere := minutes.Item{Proposal: "a", Number: "26-001", Title: 1}
	got := markdown(t, m.Withhold(elsewhere, hidden), r)
	without := *m
	without.Items = append([]minutes.Item{{ID: "b", Proposal: "b", Number: "26-002", Title: hidden.Title, Path: "title"}}, m.Items[1])
	if other := markdown(t, without.Withhold(hidden), r); got != other {
		t.Errorf("what is withheld is told:\n%s\n%s", got, other)
	}
	for _, told := range []string{"Vertagen auf", "verlassen", m.Root, "26-001", "Namentliche"} {
		if strings.Contains(got, told) {
			t.Errorf("told: %s", told)
		}
	}
	if !strings.Contains(got, "## 1. 26-002") || !strings.Contains(got, "## 2. Verschiedenes") {
		t.Errorf("the agenda is not told:\n%s", got)
	}
}

// What changes from one version to another is said line by line, in its section.
func TestCompare(t *testing.T) {
	t.Parallel()
	m, r := sat(t)
	was := m.Document(r)
	later := *m
	later.Items = []minutes.Item{m.Items[1]}
	own := *r
	own.Place = "Bonn"
	changes := minutes.Compare(was, later.Document(&own), "record")
	titles := make([]string, len(changes))
	for i, c := range changes {
		titles[i] = c.Title
	}
	if got := strings.Join(titles, ", "); got != "Angaben, 1. Verschiedenes, 1. 26-002 Vorschlag b" {
		t.Fatalf("changed: %s", got)
	}
	if l := changes[0].Lines; len(l) != 1 || l[0].Was != "Ort: Berlin" || l[0].Is != "Ort: Bonn" {
		t.Errorf("the place: %+v", l)
	}
	if l := changes[2].Lines; len(l) < 3 || l[0].Is != "" || !strings.Contains(l[len(l)-1].Was+l[len(l)-2].Was+l[len(l)-3].Was, "Enthaltung") {
		t.Errorf("what is gone: %+v", l)
	}
	if again := minutes.Compare(was, m.Document(r)); len(again) != 0 {
		t.Errorf("the same minutes differ: %+v", again)
	}
}
