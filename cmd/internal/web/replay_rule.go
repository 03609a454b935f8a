package web

import (
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// allowed says which rule allowed an entry: the sentence of the rule, the row of the table of transitions that was asked, and
// the policy that was pinned.
func (d *reading) allowed(m *moment) part.Facts {
	w, st := d.words, m.step()
	rule := w.T("allowed.by", "Rule", w.T("allowed."+st.Kind.Transition()), "Capacity", workflow.Word(string(st.As), w.Lang()))
	p := d.round.Policy
	return part.Facts{
		{Name: w.T("entry.rule"), Text: rule + " " + w.T("allowed.where", "Transition", st.Kind.Transition(), "Where", d.where(m))},
		{Name: w.T("replay.policy"), Text: w.T("replay.policy_text", "Policy", p.ID, "Edition", p.Edition), Link: d.address("regelwerk")},
	}
}

// where says in which state and phase an entry came, as far as the steps tell that the visitor sees.
func (d *reading) where(m *moment) string {
	w, st := d.words, m.step()
	phase := w.T("allowed.before")
	for _, turn := range m.turns {
		if turn.At > st.At || turn.At == st.At && changeOf(st, "phase") != nil && string(turn.Phase) == changeOf(st, "phase").New {
			break
		}
		phase = w.T("allowed.phase", "Phase", d.phase(turn.Phase))
	}
	if st.Proposal == "" || st.Motion != "" {
		return phase
	}
	state := ""
	for i := m.at - 1; i >= 0 && state == ""; i-- {
		if was := &m.steps[i]; was.Proposal == st.Proposal {
			if c := changeOf(was, "state"); c != nil {
				state = c.New
			}
		}
	}
	said := w.T("allowed.new")
	if c := changeOf(st, "state"); c != nil {
		state = c.Old
	}
	if state != "" {
		said = w.T("allowed.state", "State", d.outcomeOrState(state))
	}
	return w.T("allowed.both", "State", said, "Phase", phase)
}
