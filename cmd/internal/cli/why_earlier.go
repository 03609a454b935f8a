package cli

import (
	"time"

	"gremium/workflow"
)

// setAside is a decision that was set aside, with the entry that did so.
type setAside struct {
	Outcome string `json:"outcome"`
	At      string `json:"at"`
	Entry   uint64 `json:"entry"`
	Aside   uint64 `json:"set_aside"`

	when time.Time
}

func earlier(p *workflow.Proposal) []setAside {
	out := make([]setAside, len(p.Decisions))
	for i, d := range p.Decisions {
		out[i] = setAside{d.Outcome, d.At.String(), d.Seq, d.SetAside, d.At.Time()}
	}
	return out
}

// tellEarlier says the decisions that were set aside.
func (e *env) tellEarlier(all []setAside) {
	for _, old := range all {
		e.tell("\nFrüher entschieden am %s: %s (Eintrag %d); zur erneuten Beratung aufgehoben mit Eintrag %d.", "\nDecided earlier on %s: %s (entry %d); set aside for reconsideration by entry %d.",
			e.loc.Moment(old.when), workflow.Word(old.Outcome, e.lang), old.Entry, old.Aside)
	}
}
