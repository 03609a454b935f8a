package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// meetingsBody is the body of the page of all meetings of a round.
type meetingsBody struct {
	Ref      part.Ref
	Primary  *part.Button
	Written  *part.Button
	Meetings []part.Task
	Empty    part.Empty
}

// meetingList lists the meetings and written procedures of a round, the latest first.
func (s *Server) meetingList(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := meetingsBody{Ref: d.ref(), Empty: part.Empty{Title: words.T("meetings.empty.title"), Text: words.T("meetings.empty.text")}}
	if v.has(roleOffice) {
		body.Primary = &part.Button{Text: words.T("convene.link"), Href: v.address("sitzungen/neu"), Primary: true}
		body.Written = &part.Button{Text: words.T("convene.written.link"), Href: v.address("sitzungen/neu?" + fieldSort + "=" + sortWritten)}
	}
	all := v.round.Meetings()
	for i := len(all) - 1; i >= 0; i-- {
		task, err := s.meetingTask(r.Context(), d, all[i])
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		body.Meetings = append(body.Meetings, task)
	}
	show(s, w, r, s.pages.meetings, http.StatusOK, s.frameOf(r, v, words.T("meetings.title")), body)
}

// meetingTask is one meeting in a list.
func (s *Server) meetingTask(ctx context.Context, d *reading, m *view.Meeting) (part.Task, error) {
	texts, err := s.texts(ctx, d.visit, m.Entry)
	if err != nil {
		return part.Task{}, err
	}
	t := part.Task{Title: texts["title"], Href: d.address("sitzungen/" + m.ID), Note: d.meetingWhen(m)}
	if place := texts["place"]; place != "" {
		t.Note += ", " + place
	}
	items := d.words.T("meetings.items.none")
	if len(m.Agenda) > 0 {
		items = d.words.T("meetings.items", "Count", len(m.Agenda))
	}
	t.Note += ". " + items
	status := d.stage(m)
	t.Status = &status
	return t, nil
}

// meetingTasks are the meetings and written procedures that are open or to come.
func (s *Server) meetingTasks(ctx context.Context, d *reading) ([]part.Task, error) {
	return s.meetingsThat(ctx, d, func(*view.Meeting) bool { return true })
}

// meetingsDue are those that are open, or begin within a day.
func (s *Server) meetingsDue(ctx context.Context, d *reading) ([]part.Task, error) {
	soon := d.round.Now() + ledger.Instant((24 * time.Hour).Microseconds())
	out, err := s.meetingsThat(ctx, d, func(m *view.Meeting) bool { return m.Stage == workflow.StageOpen || m.Starts <= soon })
	for i := range out {
		out[i].Button = &part.Button{Text: d.words.T("meeting.to"), Href: out[i].Href}
	}
	return out, err
}

func (s *Server) meetingsThat(ctx context.Context, d *reading, test func(*view.Meeting) bool) ([]part.Task, error) {
	var out []part.Task
	for _, m := range d.round.Meetings() {
		if m.Stage != workflow.StageConvened && m.Stage != workflow.StageOpen || !test(m) {
			continue
		}
		task, err := s.meetingTask(ctx, d, m)
		if err != nil {
			return nil, err
		}
		out = append(out, task)
	}
	return out, nil
}

// meetingWhen says when a meeting begins, or until when votes count in a written procedure.
func (d *reading) meetingWhen(m *view.Meeting) string {
	if m.Written {
		return d.words.T("meeting.until", "When", d.words.Deadline(m.Deadline.Time()))
	}
	return d.words.Deadline(m.Starts.Time())
}

// stage is how a meeting stands.
func (d *reading) stage(m *view.Meeting) part.Status {
	kind := map[workflow.Stage]part.StatusKind{
		workflow.StageOpen: part.Good, workflow.StageStopped: part.Care, workflow.StageClosed: part.Shut, workflow.StageCancelled: part.Care,
	}[m.Stage]
	name := "meeting.stage." + string(m.Stage)
	if m.Written {
		name = "meeting.stage.written." + string(m.Stage)
	}
	if !m.Written && m.Stage == workflow.StageConvened && m.Starts <= d.round.Now() {
		kind, name = part.Care, "meeting.stage.overdue"
	}
	return part.Status{Kind: kind, Text: d.words.T(name)}
}

// sitting is what the pages of one meeting are made from.
type sitting struct {
	*reading
	m       *view.Meeting
	texts   map[string]string // title and place
	why     string            // it was cancelled
	subject map[string]string // titles of items that are about no proposal, by item
}

// sit gathers it. The error is a refusal where the address names no meeting that the visitor sees.
func (s *Server) sit(ctx context.Context, v *visit, id string) (*sitting, error) {
	m := v.round.Meeting(id)
	if m == nil {
		return nil, &workflow.Refusal{Code: "meeting_unknown", Rule: "lifecycle", Detail: map[string]string{"meeting": id}}
	}
	d, err := s.read(ctx, v)
	if err != nil {
		return nil, err
	}
	b := &sitting{reading: d, m: m, subject: map[string]string{}}
	if b.texts, err = s.config.Desk.Texts(ctx, v.round, m.Entry); err != nil {
		return nil, err
	}
	if m.Cancelled > 0 {
		texts, err := s.texts(ctx, v, m.Cancelled)
		if err != nil {
			return nil, err
		}
		b.why = texts["reason"]
	}
	if len(m.Agenda) == 0 {
		return b, nil
	}
	titles, err := s.config.Desk.Texts(ctx, v.round, m.Agenda[0].Entry)
	if err != nil {
		return nil, err
	}
	for i := range m.Agenda {
		if item := &m.Agenda[i]; item.Proposal == nil {
			b.subject[item.ID] = titles["item/"+item.ID]
		}
	}
	return b, nil
}

// item is how an item of the agenda is called: a proposal by number and title.
func (b *sitting) item(i *view.Item) string {
	if i.Proposal != nil {
		return i.Proposal.Number + " " + b.titles[i.Proposal.ID]
	}
	return b.subject[i.ID]
}

// at is an address of the meeting.
func (b *sitting) at(rest string) string {
	to := b.address("sitzungen/" + b.m.ID)
	if rest != "" {
		to += "/" + rest
	}
	return to
}

// name is what the meeting is called, as in „3. Sitzung“.
func (b *sitting) called() string { return b.texts["title"] }

// ref is the line above the name of a page about the meeting.
func (b *sitting) ref() part.Ref {
	facts := []string{b.meetingWhen(b.m)}
	if place := b.texts["place"]; place != "" {
		facts = append(facts, place)
	}
	if b.m.SecondOf != "" {
		facts = append(facts, b.words.T("meeting.second"))
	}
	return part.Ref{Number: b.called(), Facts: facts}
}

// top is an item with its number on the agenda.
func (b *sitting) top(i *view.Item) string {
	return b.words.T("meeting.top", "Number", strconv.Itoa(i.Position), "Title", b.item(i))
}

// running tells whether the meeting is open, agendaOpen whether its agenda can still change.
func (b *sitting) running() bool { return b.m.Stage == workflow.StageOpen }

func (b *sitting) agendaOpen() bool { return b.running() || b.m.Stage == workflow.StageConvened }
