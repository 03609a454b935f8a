package picture_test

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"strings"
	"testing"

	"gremium/cmd/internal/web/picture"
)

// wellFormed reads the picture as XML and refuses what the pages' content policy forbids.
func wellFormed(t *testing.T, svg template.HTML) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") {
				t.Errorf("<%s %s=%q> is not allowed", start.Name.Local, a.Name.Local, a.Value)
			}
		}
	}
}

func TestStripShowsEveryScore(t *testing.T) {
	t.Parallel()
	svg := picture.Strip{
		Says: "transferfähig: Mittelwert <2,70>", Levels: []string{"0", "1", "2", "3"},
		Bodies: []picture.Row{
			{Name: "Mittelgeber", Scores: []float64{2, 3}},
			{Name: "Vernetzung", Scores: []float64{2, 3, 3}},
			{Name: "Netzwerk & mehr", Scores: []float64{2, 3, 3, 3, 3}},
		},
		Mean: 2.7, MeanText: "2,70", Threshold: 2, HasLimit: true,
	}.Draw()
	wellFormed(t, svg)
	for class, want := range map[string]int{"b0": 2, "b1": 3, "b2": 5, "slot": 4, "mean": 1, "thr": 1} {
		if got := strings.Count(string(svg), `class="`+class+`"`); got != want {
			t.Errorf("%d elements of class %s, want %d", got, class, want)
		}
	}
	if !strings.Contains(string(svg), "Netzwerk &amp; mehr") {
		t.Error("names are not escaped")
	}
	if strings.Index(string(svg), `class="mean"`) > strings.Index(string(svg), `class="b0"`) {
		t.Error("the mean covers scores")
	}
}

func TestStripKeepsManyMarksInTheirSlot(t *testing.T) {
	t.Parallel()
	svg := string(picture.Strip{
		Levels: []string{"0", "1"}, Bodies: []picture.Row{{Name: "N", Scores: make([]float64, 40)}},
	}.Draw())
	wellFormed(t, template.HTML(svg))
	if strings.Contains(svg, `cx="-`) || strings.Contains(svg, `cx="111`) {
		t.Errorf("a mark left its slot: %s", svg)
	}
}

func TestEmptyPicturesStand(t *testing.T) {
	t.Parallel()
	wellFormed(t, picture.Strip{}.Draw())
	wellFormed(t, picture.Gauge{}.Draw())
	wellFormed(t, picture.Timeline{Width: 360}.Draw())
}

func TestGaugeCountsSeats(t *testing.T) {
	t.Parallel()
	svg := picture.Gauge{Says: "x", Present: 9, Deputed: 1, Absent: 2, Recused: 1, Need: 7, DeputyMark: "V"}.Draw()
	wellFormed(t, svg)
	for class, want := range map[string]int{"on": 10, "off": 2, "rec": 2, "in-t": 1, "line": 1} {
		if got := strings.Count(string(svg), `class="`+class+`"`); got != want {
			t.Errorf("%d elements of class %s, want %d", got, class, want)
		}
	}
}

func TestTimelineTellsPastFromComing(t *testing.T) {
	t.Parallel()
	svg := picture.Timeline{
		Says: "x", Bars: []int{1, 0, 4, 2}, Now: 2, NowText: "Eintrag 5", Width: 1240, Class: "wide",
		Phases: []picture.Span{{Name: "Einreichung", From: 0, To: 1}, {Name: "Bewertung", From: 2, To: 3}},
	}.Draw()
	wellFormed(t, svg)
	if past := strings.Count(string(svg), `class="bar past"`); past != 2 {
		t.Errorf("%d past bars, want 2", past)
	}
	if coming := strings.Count(string(svg), `class="bar"`); coming != 1 {
		t.Errorf("%d coming bars, want 1", coming)
	}
}

func TestIcons(t *testing.T) {
	t.Parallel()
	set := picture.NewIcons()
	for _, name := range set.Names() {
		svg, err := set.Draw(name)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, svg)
		if !strings.Contains(string(svg), `aria-hidden="true"`) {
			t.Errorf("icon %s speaks", name)
		}
	}
	if _, err := set.Draw("unicorn"); err == nil {
		t.Error("an unknown icon is drawn")
	}
	wellFormed(t, picture.Brand())
	wellFormed(t, picture.Whisker(1.0/3, 1))
}
