package minutes_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/roundtest"
)

// taken are the minutes of the story's main round after some number of entries, all where size is 0, with what puts them
// into words.
func taken(t *testing.T, size uint64) (*minutes.Minutes, *minutes.Reader) {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t)
	c.Play(roundtest.Story(p, roundtest.ImportPolicy(t))...)
	if size == 0 {
		size = c.Round(roundtest.Main).Size
	}
	taker := minutes.NewTaker()
	state, head, err := c.Engine.Replay(t.Context(), roundtest.Main, size, taker.Note)
	if err != nil {
		t.Fatal(err)
	}
	return taker.Minutes(state, head, ""), reader(t, tape, state.Origin, p)
}

// reader puts minutes into words, with the texts of a tape and pseudonyms without their ends for names.
func reader(t *testing.T, tape *roundtest.Tape, origin string, p *policy.Policy) *minutes.Reader {
	t.Helper()
	day := func(at time.Time) string { return at.Format("2. 1. 2006") }
	return &minutes.Reader{
		Lang: "de", Policy: p, Title: "Auswahlrunde", Day: day, Moment: day,
		Name: func(pseudonym string) string {
			if id, ok := strings.CutPrefix(pseudonym, workflow.SeatKey("")); ok && id == "net-1" {
				return "Netzwerk, Sachsen" // no other seat has a label
			} else if ok {
				return pseudonym
			}
			name, _, _ := strings.Cut(pseudonym, "-")
			return name
		},
		Text: func(entry uint64, path string) string {
			list, err := tape.Texts(context.Background(), origin, entry)
			if err != nil {
				t.Error(err)
			}
			for _, x := range list {
				if x.Path == path {
					return x.Value
				}
			}
			return ""
		},
	}
}

func markdown(t *testing.T, m *minutes.Minutes, r *minutes.Reader) string {
	t.Helper()
	var b strings.Builder
	if err := m.Document(r).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The minutes say what § 93 VwVfG asks: day, chair and members, subjects, votes, decisions with their reasons.
func TestMinutesOfTheStory(t *testing.T) {
	t.Parallel()
	m, r := taken(t, 0)
	r.Place, r.Note, r.State = "Berlin", "Es gab *Tee*.", "Fassung 1"
	got := markdown(t, m, r)
	for _, want := range []string{
		"# Niederschrift: Auswahlrunde", "- **Ort:** Berlin", "- **Tag:** 2. 3. 2026", "- **Vorsitz:** ben", "- **Fassung:** Fassung 1",
		"| ada | Mittelgeber | mit Stimme | 5 von 5 |", "| eva | Netzwerk, Fachstellen | beratend, ohne Stimme | – |",
		"## 1. 26-001 Vorschlag a", "Ja 3, Nein 1, Enthaltung 1. Abgestimmt haben 4 von 4 Stimmberechtigten.",
		"Nicht mitgewirkt hat wegen Befangenheit (§ 20 VwVfG): dora", "Beschlossen wurde, dora von diesem Punkt auszuschließen.",
		"Entscheidung vom 2. 3. 2026: ausgewählt. Eingetragen von olga.", "> Begründung", "Das Regelwerk hatte vorgeschlagen:",
		"**Warum anders entschieden wurde:**\n\n> Unterlagen fehlen noch", "paul hat die erneute Beratung bewilligt", "Grund: Grund",
		"Es gab \\*Tee\\*.", "Einträgen der Akte gemacht", "Wurzel ist " + m.Root,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the minutes lack %q", want)
		}
	}
	if strings.Contains(got, "Vorschlag c") || strings.Contains(got, "[gelöscht]") || strings.Contains(got, "{") {
		t.Errorf("the minutes say too much, or not all:\n%s", got)
	}
	r.Lang = "en"
	if got := markdown(t, m, r); regexp.MustCompile(`Entscheidung|Abstimmung am|Mitglieder|\{`).MatchString(got) || !strings.Contains(got, "Decision of 2. 3. 2026: selected. Entered by olga.") {
		t.Errorf("in English:\n%s", got)
	}
	var page strings.Builder
	if err := m.Document(r).HTML(&page); err != nil || !strings.Contains(page.String(), "<h2>1. 26-001 Vorschlag a</h2>") {
		t.Errorf("%v: %s", err, page.String())
	}
}

// The digest is of what the record gives: it is the same each time, another one after another entry, and does not change
// when a text is erased, of which the document then says so.
func TestDigest(t *testing.T) {
	t.Parallel()
	one, r := taken(t, 0)
	two, _ := taken(t, 0)
	earlier, _ := taken(t, one.Size-1)
	digest := func(m *minutes.Minutes) string {
		d, err := m.Digest()
		if err != nil || !strings.HasPrefix(d, "sha256:") || len(d) != len("sha256:")+64 {
			t.Fatalf("%q, %v", d, err)
		}
		return d
	}
	if digest(one) != digest(two) || digest(one) == digest(earlier) {
		t.Errorf("digests: %s, %s, %s", digest(one), digest(two), digest(earlier))
	}
	before := digest(one)
	r.Text = func(uint64, string) string { return "" }
	if got := markdown(t, one, r); !strings.Contains(got, "## 1. 26-001 [gelöscht]") && !strings.Contains(got, `\[gelöscht\]`) || digest(one) != before {
		t.Errorf("after erasing:\n%s", got)
	}
}

// Who takes no part in an item learns nothing of it from the minutes, not even that the committee has dealt with it.
func TestWithheldItems(t *testing.T) {
	t.Parallel()
	m, r := taken(t, 0)
	hidden := minutes.Item{Proposal: "b", Number: "26-002", Title: m.Items[1].Title}
	if m.Items[1].Proposal != "b" {
		t.Fatalf("the second item is %+v", m.Items[1])
	}
	got := markdown(t, m.Withhold(hidden), r)
	without := *m
	without.Items = slices.Delete(slices.Clone(m.Items), 1, 2)
	without.Size++
	if other := markdown(t, without.Withhold(hidden), r); got != other {
		t.Errorf("what is withheld is told:\n%s\n%s", got, other)
	}
	for _, told := range []string{"dora von diesem Punkt", m.Root, "| ada | Mittelgeber | mit Stimme | 5 von 5 |"} {
		if strings.Contains(got, told) {
			t.Errorf("told: %s", told)
		}
	}
	if !strings.Contains(got, "26-002 Vorschlag b\n\nAn diesem Punkt nehmen Sie wegen Befangenheit nicht teil") || !strings.Contains(got, "## 1. 26-001") {
		t.Errorf("what is left:\n%s", got)
	}
	if m.Items[1].Withheld || m.Size == 0 {
		t.Error("the minutes themselves have changed")
	}
}

// The anonymous version names nobody.
func TestAnonymous(t *testing.T) {
	t.Parallel()
	m, r := taken(t, 0)
	r.Name = m.Anonymous(r)
	if seat := workflow.SeatKey("net-1"); r.Name(seat) != seat {
		t.Errorf("a seat is called %s, which may name a person", r.Name(seat))
	}
	got := markdown(t, m, r)
	if name := regexp.MustCompile(`\b(ada|ben|cem|dora|eva|olga|paul|otto)\b`).FindString(got); name != "" {
		t.Errorf("%s is named in\n%s", name, got)
	}
	for _, want := range []string{"| Mitglied 3 (Netzwerk) |", "Eingetragen von Koordination 1.", "Vorsitz:** Mitglied 2 (Vernetzungsprojekt)"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q in\n%s", want, got)
		}
	}
}

// An imported round has decisions that were taken elsewhere.
func TestMinutesOfAnImportedRound(t *testing.T) {
	t.Parallel()
	_, r := taken(t, 0)
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	imported := roundtest.ImportPolicy(t)
	c.Play(roundtest.Story(roundtest.Policy(t), imported)...)
	taker := minutes.NewTaker()
	state, head, err := c.Engine.Replay(t.Context(), roundtest.Elsewhere, c.Round(roundtest.Elsewhere).Size, taker.Note)
	if err != nil {
		t.Fatal(err)
	}
	r.Policy = imported
	got := markdown(t, taker.Minutes(state, head, ""), r)
	if !strings.Contains(got, "Anderswo entschieden, hier nur festgehalten: Silver (Quelle decisions.csv).") || strings.Contains(got, "{") {
		t.Errorf("%s", got)
	}
	if _, known := workflow.KindOf("decision.recorded/1"); !known {
		t.Error("no such kind")
	}
}
