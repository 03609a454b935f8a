package casefile_test

import (
	"slices"
	"strings"
	"testing"
)

// A decision that was set aside is told with the scores and votes of its own time, and so that its figures can be worked out by
// hand: whose count doubly, and whose not at all.
func TestWhatADecisionRestsOn(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	r := checked(t, written(t, recorded(), contents(t, recorded())), trusted)
	var votes, as []string
	decided := 0
	for _, d := range r.Decisions {
		if d.Number != "26-001" || d.Result != "ok" {
			continue
		}
		decided++
		var line []string
		for _, v := range d.Votes {
			if v.Entry >= d.Entry {
				t.Errorf("decision %d rests on the later vote %d", d.Entry, v.Entry)
			}
			line = append(line, v.Choice)
		}
		votes = append(votes, strings.Join(line, " "))
		for _, s := range d.Sheets {
			if s.Entry >= d.Entry || s.Counts == strings.Contains(s.As, "zählt nicht") {
				t.Errorf("decision %d: %+v", d.Entry, s)
			}
			as = append(as, s.As)
		}
	}
	if decided != 2 || !slices.Equal(votes, []string{"yes yes abstain no", "yes yes yes yes"}) {
		t.Errorf("%d decisions, votes %q", decided, votes)
	}
	for _, want := range []string{"Mittelgeber", "Vernetzungsprojekt, zählt 2-fach", "Netzwerk, beratend, zählt nicht"} {
		if !slices.Contains(as, want) {
			t.Errorf("%q is not among %q", want, as)
		}
	}
}
