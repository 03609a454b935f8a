package web

import (
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// approveShow shows the version that waits for its approval, and what it changes.
func (s *Server) approveShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.approvePage(w, r, v, s.config.NewID(), http.StatusOK, nil)
}

func (s *Server) approvePage(w http.ResponseWriter, r *http.Request, v *visit, command string, status int, refused error) {
	d, err := s.read(r.Context(), v)
	var body givingBody
	if err == nil {
		body, err = s.approveBody(r, d, command)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if refused != nil {
		body.Errors = d.minutesErrors(s.answer(r, v, refused).Message, nil)
	}
	show(s, w, r, s.pages.giving, status, s.frameOf(r, v, v.words.T("minutes.approve.title", "Version", len(v.round.Versions()))), body)
}

func (s *Server) approveBody(r *http.Request, d *reading, command string) (givingBody, error) {
	words, n := d.words, len(d.round.Versions())
	body := givingBody{stepBody: stepBody{
		Ref: d.ref(), Lead: words.T("minutes.approve.lead"), Action: d.address("niederschrift/genehmigen"),
		Hidden: []part.Option{{Value: fieldCommand, Text: command}, {Value: fieldMinutes, Text: strconv.Itoa(n)}},
		Send:   part.Button{Text: words.T("minutes.approve.send", "Version", n), Primary: true},
		Cancel: part.Button{Text: words.T("step.cancel"), Href: d.address("niederschrift"), Quiet: true},
	}}
	if _, ref := d.approving(); ref != nil {
		body.Closed, body.Send.Text = d.closed(d.refusal(ref)), ""
	}
	if n == 0 {
		return body, nil
	}
	at := minuting{version: uint64(n)}
	doc, err := s.minutesDocument(r, d, at)
	if err != nil {
		return body, err
	}
	body.Minutes = minutesPart(doc)
	if n > 1 {
		body.Changes, err = s.changesBetween(r, d, minuting{version: at.version - 1}, at, "facts", "record")
	}
	return body, err
}

// approveSend approves the version that the form has shown, by the digest that the record gives for it.
func (s *Server) approveSend(w http.ResponseWriter, r *http.Request, v *visit) {
	in := s.readStep(r)
	as, _ := v.approving()
	c, err := s.config.Desk.MinutesApproval(r.Context(), v.round, numberOf(in.one(fieldMinutes)))
	s.giving(w, r, v, as, in, c, err, func(status int, refused error) { s.approvePage(w, r, v, in.command, status, refused) })
}

// minutesTask is what waits about the minutes, for the office and whoever approves them: a draft to be approved, or, once
// nothing is left to decide, the first draft; nil where nothing does.
func (d *reading) minutesTask() *part.Task {
	w, all := d.words, d.round.Versions()
	n := len(all)
	switch {
	case n > 0 && all[n-1].Approved > 0:
		return nil
	case n > 0:
		as, ref := d.approving()
		if as == workflow.Member && ref != nil {
			return nil
		}
		b := d.minutesButton(w.T("minutes.approve", "Version", n), "genehmigen", false, ref)
		return &part.Task{
			Title: w.T("task.minutes.approve", "Version", n), Href: d.address("niederschrift"), Button: &b,
			Note: w.T("minutes.drafted.by", "Name", d.name(all[n-1].Drafter), "When", w.Moment(all[n-1].At.Time())),
		}
	case !d.has(roleOffice) || d.round.Phase != workflow.Concluded:
		return nil
	}
	b := d.minutesButton(w.T("minutes.draft.first"), "entwerfen", false, d.round.MayDraft())
	return &part.Task{Title: w.T("task.minutes.draft"), Href: d.address("niederschrift"), Button: &b}
}

// minutesTasks adds to a member's tasks the minutes that wait for their approval.
func (s *Server) minutesTasks(r *http.Request, v *visit, tasks *roundTasks) error {
	if v.round.MayApprove(workflow.Member) != nil {
		return nil
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		return err
	}
	if t := d.minutesTask(); t != nil {
		tasks.Minutes = append(tasks.Minutes, *t)
	}
	return nil
}
