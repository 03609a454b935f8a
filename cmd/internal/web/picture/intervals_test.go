package picture_test

import (
	"strings"
	"testing"

	"gremium/cmd/internal/web/picture"
)

func TestIntervals(t *testing.T) {
	t.Parallel()
	svg := picture.Intervals{
		Says: "Alpha von <0,2> bis 0,8", From: -0.5, To: 1, Marked: true, Ticks: []picture.Tick{{At: 0, Text: "0"}, {At: 1, Text: "1"}},
		Rows: []picture.Interval{
			{Name: "Alpha & mehr", At: 0.5, Low: 0.2, High: 0.8, Known: true, Bounded: true},
			{Name: "weit darunter", At: -3, Low: -9, High: 0.1, Known: true, Bounded: true},
			{Name: "ohne Intervall und mit langem Namen", At: 0.5, Known: true},
			{Name: "nichts"},
		},
	}.Draw()
	wellFormed(t, svg)
	for class, want := range map[string]int{"b0": 3, "mean": 6, "thr": 1, "axis": 2, "slot": 1} {
		if got := strings.Count(string(svg), `class="`+class+`"`); got != want {
			t.Errorf("%d elements of class %s, want %d", got, class, want)
		}
	}
	for _, want := range []string{`cx="160"`, "Alpha &amp; mehr", "ohne Intervall und…", "nichts"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the picture lacks %q: %s", want, svg)
		}
	}
	wellFormed(t, picture.Intervals{}.Draw())
}
