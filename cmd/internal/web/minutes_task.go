package web

import (
	"context"
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// minutesTasks are what waits about the minutes of the round and of its meetings, for the office and whoever approves them: a
// draft to be approved, or a first draft of what is over.
func (d *reading) minutesTasks() []part.Task {
	var out []part.Task
	for _, m := range d.round.Meetings() {
		over := m.Stage == workflow.StageClosed || m.Stage == workflow.StageStopped
		if t := d.minutesTask(m.ID, d.meetings[m.ID], over); t != nil {
			out = append(out, *t)
		}
	}
	if t := d.minutesTask("", "", d.round.Phase == workflow.Concluded); t != nil {
		out = append(out, *t)
	}
	return out
}

// minutesTask is what waits about the minutes of a meeting, or of the round; nil where nothing does.
func (d *reading) minutesTask(meeting, title string, over bool) *part.Task {
	w, all := d.words, d.round.Versions(meeting)
	n := len(all)
	at := d.address("niederschrift" + ofMeeting(meeting))
	switch {
	case n > 0 && all[n-1].Approved > 0:
		return nil
	case n > 0:
		as, ref := d.approving(meeting)
		if as == workflow.Member && ref != nil {
			return nil
		}
		b := d.minutesButton(meeting, w.T("minutes.approve", "Version", n), "genehmigen", false, ref)
		return &part.Task{
			Title: d.aboutMinutes("task.minutes.approve", title, n), Href: at, Button: &b,
			Note: w.T("minutes.drafted.by", "Name", d.name(all[n-1].Drafter), "When", w.Moment(all[n-1].At.Time())),
		}
	case !d.has(roleOffice) || !over:
		return nil
	}
	b := d.minutesButton(meeting, w.T("minutes.draft.first"), "entwerfen", false, d.round.MayDraft(meeting))
	return &part.Task{Title: d.aboutMinutes("task.minutes.draft", title, 0), Href: at, Button: &b}
}

// aboutMinutes is a message about the minutes of a meeting by its title, or of the round.
func (d *reading) aboutMinutes(id, title string, version int) string {
	if title != "" {
		return d.words.T(id+".meeting", "Meeting", d.words.Quote(title), "Version", version)
	}
	return d.words.T(id, "Version", version)
}

// toApprove adds to a member's tasks the minutes that wait for their approval.
func (s *Server) toApprove(r *http.Request, v *visit, tasks *roundTasks) error {
	if v.round.Me == nil || !v.round.Me.Chair && !v.round.Me.Vice {
		return nil
	}
	d, err := s.read(r.Context(), v)
	if err == nil {
		err = s.meetingTitles(r.Context(), d)
	}
	if err == nil {
		tasks.Minutes = d.minutesTasks()
	}
	return err
}

// meetingTitles reads what the meetings are called.
func (s *Server) meetingTitles(ctx context.Context, d *reading) error {
	d.meetings = map[string]string{}
	for _, m := range d.round.Meetings() {
		texts, err := s.texts(ctx, d.visit, m.Entry)
		if err != nil {
			return err
		}
		d.meetings[m.ID] = texts["title"]
	}
	return nil
}

// meetingTable lists the meetings with how their minutes stand; nil where there are none.
func (s *Server) meetingTable(r *http.Request, d *reading) (*part.Table, error) {
	list := d.round.Meetings()
	if len(list) == 0 {
		return nil, nil
	}
	if err := s.meetingTitles(r.Context(), d); err != nil {
		return nil, err
	}
	w := d.words
	t := &part.Table{Caption: w.T("minutes.meetings"), Quiet: true, Columns: []part.Column{
		{Title: w.T("minutes.meeting")}, {Title: w.T("minutes.when")}, {Title: w.T("minutes.title")},
	}}
	for _, m := range list {
		at := m.Starts
		if m.Written {
			at = m.Deadline
		}
		name := d.meetings[m.ID]
		if name == "" {
			name = m.ID
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: name, Href: d.address("niederschrift" + ofMeeting(m.ID))},
			Cells: []part.Cell{{Text: w.Moment(at.Time())}, {Text: d.minutesStand(m)}},
		})
	}
	return t, nil
}

// minutesStand says how the minutes of a meeting stand.
func (d *reading) minutesStand(m *view.Meeting) string {
	all := d.round.Versions(m.ID)
	n := len(all)
	switch {
	case n > 0 && all[n-1].Approved > 0:
		return d.words.T("minutes.stand.approved", "Version", n)
	case n > 0:
		return d.words.T("minutes.stand.draft", "Version", n)
	case m.Stage == workflow.StageClosed || m.Stage == workflow.StageStopped:
		return d.words.T("minutes.stand.none")
	case m.Stage == workflow.StageCancelled:
		return d.words.T("minutes.stand.cancelled")
	}
	return d.words.T("minutes.stand.later")
}
