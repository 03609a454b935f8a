package web

import (
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// overdue are the deadlines that have passed while something is still asked for, and who is asked.
func (d *reading) overdue() []part.Task {
	var out []part.Task
	if call := d.round.Deadline(policy.StageCall, nil); call != nil && call.Timing(d.round.Now()) != workflow.InTime {
		out = append(out, d.callOver(call))
	}
	if late := d.late(policy.StageScoring, func(p *view.Proposal) bool { return p.State == workflow.UnderReview && len(p.Awaited) > 0 }); len(late) > 0 {
		out = append(out, d.overdueTask(policy.StageScoring, late, d.missingBy(late)))
	}
	if late := d.late(policy.StageReturn, func(p *view.Proposal) bool { return p.State == workflow.Returned }); len(late) > 0 {
		out = append(out, d.overdueTask(policy.StageReturn, late, d.returnedBy(late)))
	}
	return out
}

// callOver says that the call has ended, or is in its time of grace.
func (d *reading) callOver(call *workflow.Deadline) part.Task {
	t := part.Task{Title: d.words.T("task.call_over", "When", d.words.Deadline(call.At.Time())), Note: d.words.T("task.call_over.open")}
	switch call.Timing(d.round.Now()) {
	case workflow.InGrace:
		t.Note = d.words.T("due.in_grace", "When", d.words.Deadline(call.Last.Time()))
	case workflow.Overdue:
		t.Note = d.words.T("due.overdue")
	default:
	}
	t.Button = &part.Button{Text: d.words.T("deadline.change"), Href: d.deadlineAddress(policy.StageCall)}
	return t
}

// late are the proposals that wait for something whose deadline has passed.
func (d *reading) late(stage string, waits func(*view.Proposal) bool) []*view.Proposal {
	var out []*view.Proposal
	for _, p := range d.round.Proposals {
		if due := d.round.Deadline(stage, p); due != nil && due.Timing(d.round.Now()) != workflow.InTime && waits(p) {
			out = append(out, p)
		}
	}
	return out
}

func (d *reading) overdueTask(stage string, late []*view.Proposal, by string) part.Task {
	return part.Task{
		Title: d.words.T("task.overdue."+stage, "Count", len(late)), Note: by, Href: d.address("vorschlaege?stand=" + counted(late[0])),
		Button: &part.Button{Text: d.words.T("deadline.change"), Href: d.deadlineAddress(stage)},
	}
}

// missingBy says whose sheets are missing, and on which proposals.
func (d *reading) missingBy(late []*view.Proposal) string {
	var out []string
	for _, pseudonym := range d.awaitedIn(late) {
		out = append(out, d.words.T("task.overdue.by", "Name", d.name(pseudonym), "Numbers", d.awaitedFrom(late, pseudonym)))
	}
	return d.firstFew(out)
}

// awaitedIn are the members whose sheets some of the proposals lack, each once.
func (d *reading) awaitedIn(list []*view.Proposal) []string {
	var out []string
	for _, p := range list {
		for _, pseudonym := range p.Awaited {
			if !slices.Contains(out, pseudonym) {
				out = append(out, pseudonym)
			}
		}
	}
	return out
}

// returnedBy says which returned proposals are overdue, and since when.
func (d *reading) returnedBy(late []*view.Proposal) string {
	var out []string
	for _, p := range late {
		due := d.round.Deadline(policy.StageReturn, p)
		out = append(out, d.words.T("task.overdue.since", "Proposal", d.called(p), "When", d.words.Day(due.At.Time())))
	}
	return d.firstFew(out)
}

// deadlines are those of the round: until when, how that stands, what comes after it, and where it comes from.
func (d *reading) deadlines() part.Table {
	w := d.words
	t := part.Table{Caption: w.T("board.deadlines"), Quiet: true, Columns: []part.Column{
		{Title: w.T("deadline.stage")},
		{Title: w.T("deadline.until"), Wide: true},
		{Title: w.T("deadline.after"), Wide: true},
		{Title: w.T("deadline.from"), Wide: true},
		{Title: w.T("deadline.set")},
	}}
	for _, stage := range policy.Stages() {
		due := d.round.Deadline(stage, nil)
		row := part.Row{Head: part.Cell{Text: policy.StageName(stage).In(w.Lang())}, Cells: []part.Cell{{Text: d.inDays(stage)}, {Text: d.afterwards(stage, due)}, d.origin(due), {Text: "–"}}}
		if stage == policy.StageCall && d.round.Phase != workflow.Draft && d.round.Phase != workflow.Calling {
			row.Cells[0].Text = w.T("deadline.call_ended")
		}
		if due != nil {
			row.Cells[0] = part.Cell{Text: w.Deadline(due.At.Time()), Note: d.left(due)}
		}
		if d.settable(stage) == nil {
			row.Cells[3] = part.Cell{Button: &part.Button{
				Text: w.T("deadline.change.one", "Stage", policy.StageName(stage).In(w.Lang())), Href: d.deadlineAddress(stage), Small: true,
			}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// inDays is what the policy says of a stage that runs for each proposal apart, or does not run.
func (d *reading) inDays(stage string) string {
	if days := d.round.Policy.Deadlines.Days(stage); days > 0 {
		return d.words.T("deadline.days."+stage, "Count", days)
	}
	return d.words.T("deadline.none")
}

// afterwards is what is taken after the deadline; due is nil where the stage does not run now.
func (d *reading) afterwards(stage string, due *workflow.Deadline) string {
	rules := &d.round.Policy.Deadlines
	binds := rules.Binds(stage)
	if due != nil {
		binds = due.Binds
	}
	out := ""
	if binds && rules.Grace > 0 {
		out = d.words.T("deadline.grace", "Count", rules.Grace) + " "
	}
	switch {
	case !binds:
		return d.words.T("due.overdue")
	case rules.TakesLate(stage):
		return out + d.words.T("deadline.late")
	}
	return out + d.words.T("deadline.closed")
}

// origin is where a deadline comes from: an entry, or the policy.
func (d *reading) origin(due *workflow.Deadline) part.Cell {
	switch {
	case due == nil || !due.Set:
		return part.Cell{Text: d.words.T("deadline.by_policy"), Href: d.address("regelwerk")}
	case due.Seq == 0: // the visitor may not know its number
		return part.Cell{Text: d.words.T("deadline.by_somebody")}
	}
	return part.Cell{Text: d.words.T("deadline.by_office", "Entry", int(due.Seq)), Href: d.address("nachvollziehen?eintrag=" + strconv.FormatUint(due.Seq, 10))}
}

// deadlineSlugs are what the stages are called in addresses.
func deadlineSlugs() map[string]string {
	return map[string]string{"einreichen": policy.StageCall, "nachreichen": policy.StageReturn, "bewerten": policy.StageScoring}
}

func (d *reading) deadlineAddress(stage string) string {
	for slug, of := range deadlineSlugs() {
		if of == stage {
			return d.address("steuerung/frist/" + slug)
		}
	}
	return d.address("steuerung")
}

// settable is why the office cannot set a deadline of the stage now, nil where it can.
func (d *reading) settable(stage string) *workflow.Refusal {
	return d.round.Try(d.office(), &workflow.SetDeadline{Stage: stage, Until: d.round.Now() + 1, Reason: "-"})
}
