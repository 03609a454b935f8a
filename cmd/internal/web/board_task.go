package web

import (
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// hangs are the things that wait for the office, those first that hold up most.
func (d *reading) hangs() []part.Task {
	var tasks []part.Task
	add := func(t *part.Task) {
		if t != nil {
			tasks = append(tasks, *t)
		}
	}
	add(d.told("doubts", doubts(d.round.Proposals)))
	add(d.told("reports", reports(d.round.Proposals)))
	add(d.told("asked", asking(d.round.Proposals)))
	add(d.single(workflow.KindDecisionReconsidered, "reconsider", nil))
	add(d.single(workflow.KindProposalChecked, "check", func(p *view.Proposal) bool {
		return p.Check == nil || p.Check.Version != p.Version
	}))
	add(d.single(workflow.KindProposalReturned, "return", func(p *view.Proposal) bool {
		return p.Check != nil && p.Check.Version == p.Version && !p.Check.Passed
	}))
	add(d.several(workflow.KindReviewOpened, "review", func(p *view.Proposal) bool {
		return p.Check != nil && p.Check.Version == p.Version && p.Check.Passed || len(d.round.Policy.Eligibility) == 0
	}))
	add(d.several(workflow.KindScoringClosed, "close", nil))
	add(d.several(workflow.KindBallotOpened, "ballot", func(p *view.Proposal) bool {
		return p.Ballot == nil && !d.round.Policy.Majority.None() && !d.onAgenda(p)
	}))
	add(d.several(workflow.KindBallotOpened, "again", func(p *view.Proposal) bool {
		return p.Ballot != nil && !p.Ballot.Open && p.Ballot.Verdict.Get().Again
	}))
	add(d.several(workflow.KindBallotClosed, "vote", nil))
	add(d.single(workflow.KindDecisionTaken, "decide", func(p *view.Proposal) bool {
		return p.Ballot != nil && !p.Ballot.Open || d.round.Policy.Majority.None()
	}))
	add(d.lotTask())
	add(d.several(workflow.KindDecisionReleased, "release", nil))
	return append(tasks, d.minutesTasks()...)
}

// onAgenda tells whether a proposal is an item of a meeting or written procedure that is open or to come: it is voted on there.
func (d *reading) onAgenda(p *view.Proposal) bool {
	return slices.ContainsFunc(d.round.Meetings(), func(m *view.Meeting) bool {
		return (m.Stage == workflow.StageConvened || m.Stage == workflow.StageOpen) &&
			slices.ContainsFunc(m.Agenda, func(i view.Item) bool { return i.Proposal != nil && i.Proposal.ID == p.ID })
	})
}

// waiting are the proposals for which the rules know the step and that pass the test.
func (d *reading) waiting(kind workflow.Kind, test func(*view.Proposal) bool) []*view.Proposal {
	var out []*view.Proposal
	for _, p := range d.round.Proposals {
		if _, ok := d.moveOf(p, kind); ok && (test == nil || test(p)) {
			out = append(out, p)
		}
	}
	return out
}

// single is a task that is done proposal by proposal; its button leads to the first.
func (d *reading) single(kind workflow.Kind, name string, test func(*view.Proposal) bool) *part.Task {
	list := d.waiting(kind, test)
	if len(list) == 0 {
		return nil
	}
	st, _ := stepFor(kind, list[0])
	t := &part.Task{
		Title: d.words.T("task."+name, "Count", len(list)), Note: d.numbers(list), Href: d.address("vorschlaege?stand=" + counted(list[0])),
	}
	for _, p := range list {
		m, _ := d.moveOf(p, kind)
		if m.Barred == nil {
			t.Button = &part.Button{Text: d.words.T("task.do", "Number", p.Number, "Step", d.say(st, "button")), Href: d.stepAddress(p, st)}
			return t
		}
	}
	m, _ := d.moveOf(list[0], kind)
	t.Button = &part.Button{Text: d.say(st, "button"), Bar: d.bar("task-"+st.path, m.Barred)}
	return t
}

// several is a task that can be done to many proposals at once, after a preview.
func (d *reading) several(kind workflow.Kind, name string, test func(*view.Proposal) bool) *part.Task {
	list := d.waiting(kind, test)
	if len(list) == 0 {
		return nil
	}
	st, _ := stepFor(kind, list[0])
	free := 0
	var barred []string
	for _, p := range list {
		if m, _ := d.moveOf(p, kind); m.Barred == nil {
			free++
		} else {
			barred = append(barred, p.Number+": "+d.refusal(m.Barred))
		}
	}
	t := &part.Task{
		Title: d.words.T("task."+name, "Count", len(list)), Note: d.numbers(list), Href: d.address("vorschlaege?stand=" + counted(list[0])),
	}
	switch kind {
	case workflow.KindBallotClosed:
		t.Note = d.outstanding(list)
	case workflow.KindScoringClosed:
		t.Note = d.words.T("task.complete", "Numbers", t.Note, "Whole", whole(list), "All", len(list))
	default:
	}
	link := &part.Link{Text: d.words.T("task.some", "Count", free, "Step", d.say(st, "button")), Href: d.manyAddress(st)}
	switch {
	case len(barred) == 0:
		t.Button = &part.Button{Text: link.Text, Href: link.Href}
	default:
		bar := &part.Bar{ID: "task-" + st.path, Reason: d.words.T("bar.reason", "Reason", d.firstFew(barred))}
		if free > 0 {
			bar.Way = &part.Link{Text: d.words.T("task.only", "Count", free, "Step", d.say(st, "button")), Href: link.Href}
		}
		t.Button = &part.Button{Text: d.words.T("task.all", "Count", len(list), "Step", d.say(st, "button")), Bar: bar}
	}
	return t
}

// whole counts the proposals that everybody has scored.
func whole(list []*view.Proposal) int {
	n := 0
	for _, p := range list {
		if len(p.Awaited) == 0 {
			n++
		}
	}
	return n
}

// firstFew keeps a list of reasons readable.
func (d *reading) firstFew(reasons []string) string {
	const most = 3
	if len(reasons) <= most {
		return strings.Join(reasons, " ")
	}
	return d.words.T("task.more", "Reasons", strings.Join(reasons[:most], " "), "Further", len(reasons)-most)
}

// outstanding says for each ballot whose votes are missing.
func (d *reading) outstanding(list []*view.Proposal) string {
	var out []string
	for _, p := range list {
		voters, missing := p.Ballot.Voters, p.Ballot.Awaited
		line := d.words.T("task.votes", "Number", p.Number, "Given", voters, "Expected", voters+len(missing))
		if len(missing) > 0 {
			line = d.words.T("task.votes_missing", "Votes", line, "Names", d.words.List(d.nameAll(missing)))
		}
		out = append(out, line)
	}
	return d.firstFew(out)
}

// manyAddress is where a step is taken for several proposals.
func (d *reading) manyAddress(st step) string { return d.address("steuerung/alle/" + st.path) }
