package cli

import (
	"fmt"
	"strings"

	"gremium/policy"
)

// showValues says which values each criterion takes, with the id that is typed for it.
func (e *env) showValues(p *policy.Policy) error {
	fmt.Fprintln(e.out, "\n"+e.say("Werte, wie sie „score cast --set KENNUNG=WERT“ erwartet", "Values, as \"score cast --set ID=VALUE\" expects them"))
	t := e.table(text{"Kennung", "id"}, text{"erlaubt", "allowed"})
	for i := range p.Criteria {
		c := &p.Criteria[i]
		allowed := p.Allowed(c.ID, e.lang)
		if c.NotAssessable {
			allowed += e.say(" oder na (nicht beurteilbar)", " or na (not assessable)")
		}
		t.row(c.ID, allowed)
	}
	return t.print()
}

// showLists says every list of a policy whose ids people type: each id with its label.
func (e *env) showLists(p *policy.Policy) error {
	fmt.Fprintln(e.out, "\n"+e.say("Teile des Gremiums", "Bodies of the committee"))
	t := e.table(text{"Kennung", "id"}, text{"Teil", "body"}, text{"Gruppen", "groups"})
	for i := range p.Bodies {
		b := &p.Bodies[i]
		groups := make([]string, len(b.Groups))
		for j, g := range b.Groups {
			groups[j] = g.ID + " (" + e.label(g.Label) + ")"
		}
		t.row(b.ID, e.label(b.Label), strings.Join(groups, ", "))
	}
	if err := t.print(); err != nil {
		return err
	}
	for _, l := range []struct {
		name    text
		options []policy.Option
	}{
		{text{"Arten von Vorschlägen", "Kinds of proposal"}, p.Kinds},
		{text{"Zielgruppen", "Audiences"}, p.Audiences},
		{text{"Regelinstitutionen", "Regelinstitutionen"}, p.Institutions},
		{text{"Punkte der Zulässigkeitsprüfung", "Points of the eligibility check"}, pointOptions(p)},
		{text{"Weitere Fragen", "Further questions"}, questionOptions(p)},
	} {
		if err := e.showOptions(l.name, l.options); err != nil {
			return err
		}
	}
	return nil
}

func pointOptions(p *policy.Policy) []policy.Option {
	out := make([]policy.Option, len(p.Eligibility))
	for i := range p.Eligibility {
		out[i] = policy.Option{ID: p.Eligibility[i].ID, Label: p.Eligibility[i].Label}
	}
	return out
}

func questionOptions(p *policy.Policy) []policy.Option {
	out := make([]policy.Option, len(p.Questions))
	for i := range p.Questions {
		out[i] = policy.Option{ID: p.Questions[i].ID, Label: p.Questions[i].Label}
	}
	return out
}

// showOptions prints one list; a policy that does not have it is silent about it.
func (e *env) showOptions(name text, options []policy.Option) error {
	if len(options) == 0 {
		return nil
	}
	fmt.Fprintln(e.out, "\n"+e.word(name))
	t := e.table(text{"Kennung", "id"}, text{"Bezeichnung", "label"})
	for _, o := range options {
		t.row(o.ID, e.label(o.Label))
	}
	return t.print()
}
