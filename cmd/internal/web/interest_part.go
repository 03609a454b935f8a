package web

import (
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// interests is what a proposal's page says of interests in it.
type interests struct {
	Doubt *part.Box
	Tell  *part.Box // to a member whose seat is near an owner
	Lines []part.Task
	Ways  []part.Link
}

// interestsOf is what the visitor is told of interests, and what they can do; nil where the policy knows none, or nothing can
// be said.
func (d *reading) interestsOf(p *view.Proposal, owner func(id string) string) *interests {
	if len(d.round.Policy.Interests.Kinds) == 0 || p.Exclusion != nil || !d.has(roleCommittee) || p.State == workflow.Withdrawn {
		return nil
	}
	w := d.words
	out := &interests{}
	if p.Doubt {
		out.Doubt = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("interest.doubt.title"), Lines: []string{w.T("interest.doubt.text")}}
	}
	if p.Suggested != "" {
		out.Tell = d.suggestion(owner(p.Suggested))
	}
	for i := range p.Interests {
		out.Lines = append(out.Lines, d.interestLine(&p.Interests[i]))
	}
	for _, x := range p.Suggestions {
		out.Lines = append(out.Lines, part.Task{
			Title: d.name(x.Member), Note: w.T("interest.suggestion", "Owner", owner(x.Owner)),
			Button: &part.Button{Text: w.T("interest.report.link"), Href: d.place("interesse/anzeigen?" + fieldAbout + "=" + x.Member), Small: true},
		})
	}
	if d.has(roleMember | roleOffice) {
		out.Ways = []part.Link{
			{Text: w.T("interest.declare.link"), Href: d.place("interesse")}, {Text: w.T("interest.report.link"), Href: d.place("interesse/anzeigen")},
		}
	}
	return out
}

// interestLine is one interest on record, for the office with what can be resolved on it.
func (d *reading) interestLine(x *view.Interest) part.Task {
	w := d.words
	id := "interest.line.reported"
	if x.Declared {
		id = "interest.line.declared"
	}
	t := part.Task{
		Title: d.name(x.Member),
		Note:  w.T(id, "Kind", d.interestKind(x.Kind), "Day", w.Day(x.At.Time()), "Standing", d.standing(x.Standing)),
	}
	if x.Standing == view.InterestExcludes {
		t.State = string(view.Recused)
	}
	if !d.has(roleOffice) || d.round.Own(x.Member) {
		return t
	}
	at := d.place("interesse/beschluss?" + fieldAbout + "=" + x.Member)
	switch x.Standing {
	case view.InterestOpen:
		t.Button = &part.Button{Text: w.T("resolve.link"), Href: at, Small: true}
	case view.InterestExcludes:
		t.Button = &part.Button{Text: w.T("lift.link"), Href: at + "&" + fieldLift + "=1", Small: true, Quiet: true}
	case view.InterestLifted, view.InterestDismissed:
	}
	return t
}

// recusedTasks are the proposals in which a member takes no part.
func recusedTasks(v *visit, titles map[string]string) []part.Task {
	var out []part.Task
	for _, p := range v.round.Proposals {
		if p.Masked() {
			out = append(out, part.Task{
				Title: p.Number + " " + titles[p.ID], Href: proposalAddress(v.round, p, ""), State: string(view.Recused),
			})
		}
	}
	return out
}

// doubts are the proposals that somebody was excluded from after the decision, reports those on which a resolution is due.
func doubts(all []*view.Proposal) []*view.Proposal {
	return slices.DeleteFunc(slices.Clone(all), func(p *view.Proposal) bool { return !p.Doubt })
}

func reports(all []*view.Proposal) []*view.Proposal {
	return slices.DeleteFunc(slices.Clone(all), func(p *view.Proposal) bool {
		return !slices.ContainsFunc(p.Interests, func(x view.Interest) bool { return x.Standing == view.InterestOpen })
	})
}

// told is a task of the board that leads to the first of several proposals; nil where there are none.
func (d *reading) told(name string, list []*view.Proposal) *part.Task {
	if len(list) == 0 {
		return nil
	}
	return &part.Task{
		Title: d.words.T("task."+name, "Count", len(list)), Note: d.numbers(list),
		Button: &part.Button{Text: d.words.T("task."+name+".do", "Number", list[0].Number), Href: proposalAddress(d.round, list[0], "")},
	}
}

// recusedLine ends the sentence on the votes and names who was excluded: neither present nor absent, and no abstention.
func (d *reading) recusedLine(p *view.Proposal) string {
	if len(p.Out) == 0 {
		return ""
	}
	names := make([]string, len(p.Out))
	for i, m := range p.Out {
		names[i] = d.name(d.member(m).Pseudonym)
	}
	return ". " + d.words.T("votes.recused", "Names", d.words.List(names))
}
