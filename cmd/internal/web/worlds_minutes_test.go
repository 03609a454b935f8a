package web

import (
	"testing"

	"gremium/workflow/race"
)

// minutedSoOrSo decides on the first proposal in one way or another and drafts the minutes of it, by somebody who sees all.
func minutedSoOrSo(h *roundHouse, who string, other bool) {
	decidedSoOrSo(h, who, other)
	if other {
		h.minuted("Es ging schnell")
		return
	}
	h.minuted("Es wurde lange beraten")
}

// The minutes that somebody gets who takes no part in a proposal say nothing of it: not their text, their digest, their size,
// nor the words of whoever keeps them.
func TestRecusalHoldsInMinutes(t *testing.T) {
	t.Parallel()
	for _, who := range race.First(projects, office, both) {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			(&pairOfWorlds{who: who, before: recuse, secret: minutedSoOrSo, lift: readmit}).hides(t)
		})
	}
}
