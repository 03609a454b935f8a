package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// fill fills the form with what was kept; what cannot be read counts as nothing.
func (form *timing) fill(kept draftPart) {
	fields, err := url.ParseQuery(kept.Value)
	if err != nil || len(fields) == 0 {
		return
	}
	form.day, form.clock, form.reason = fields.Get(fieldUntil), fields.Get(fieldUntilAt), fields.Get(fieldReason)
}

// parts are the one part of the form's draft.
func (form *timing) parts() map[string]draftPart {
	fields := url.Values{fieldUntil: {form.day}, fieldUntilAt: {form.clock}, fieldReason: {form.reason}}
	return map[string]draftPart{stepPart: {Value: fields.Encode()}}
}

// deadlineForm shows the form.
func (s *Server) deadlineForm(w http.ResponseWriter, r *http.Request, d *reading, form *timing) {
	body := s.deadlinePage(d, form)
	day := part.Field{ID: fieldUntil, Name: fieldUntil, Label: d.words.T("deadline.day"), Type: "date", Value: form.day}
	clock := part.Field{
		ID: fieldUntilAt, Name: fieldUntilAt, Label: d.words.T("deadline.clock"), Hint: d.words.T("deadline.clock.hint"), Type: "time",
		Value: form.clock, Optional: true,
	}
	why := part.Field{
		ID: fieldReason, Name: fieldReason, Label: d.words.T("step.reason"), Hint: d.words.T("deadline.reason.hint"), Rows: 4, Value: form.reason,
		Max: d.round.Policy.Limit(fieldReason), Optional: !d.planned(form.stage),
	}
	d.markTiming(&body, form, &day, &why)
	body.Fields = []part.Field{day, clock, why}
	body.Keep = body.Action + "/" + draftPath
	body.Draft = &part.Draft{
		URL: body.Keep, Version: strconv.FormatUint(form.draft.Count, 10), Key: "deadline " + body.Action + " " + d.who.Person,
		Sent: form.draft.Sent,
	}
	body.Status = part.Status{ID: stepPart + "-status", Text: d.words.T("draft.idle")}
	if kept, ok := form.draft.Parts[stepPart]; ok {
		body.Status.Kind, body.Status.Text = part.Good, d.words.T("draft.good")+" "+d.words.Clock(kept.At)
	}
	body.Hidden = []part.Option{{Value: fieldWas, Text: form.was}}
	body.Send = part.Button{Text: d.words.T("deadline.preview"), Primary: true}
	body.Back = part.Button{Text: d.words.T("step.cancel"), Href: d.address("steuerung"), Quiet: true}
	if ref := d.settable(form.stage); ref != nil {
		body.Send.Bar = d.bar("deadline-bar", ref)
	}
	show(s, w, r, s.pages.deadline, form.status, s.frameOf(r, d.visit, d.deadlineTitle(form.stage)), body)
}

// markTiming says beside the fields what is wrong with them.
func (d *reading) markTiming(body *deadlineBody, form *timing, day, why *part.Field) {
	mark := func(f *part.Field, text string) {
		f.Error = text
		body.Errors = &part.Errors{Title: d.words.T("step.refused"), Items: []part.Link{{Text: text, Href: "#" + f.ID}}}
	}
	switch ref := form.refused; {
	case form.wrong != "":
		mark(day, form.wrong)
	case ref == nil:
	case ref.Code == "deadline_past":
		mark(day, d.refusal(ref))
	case slices.Contains([]string{"reason_missing", "text_too_long", "text_invalid"}, ref.Code):
		mark(why, d.refusal(ref))
	default:
		body.Errors = &part.Errors{Title: d.words.T("step.refused"), Items: []part.Link{{Text: d.refusal(ref), Href: "#main"}}}
	}
}

// planned tells whether a deadline of the stage changes one that people have planned with, which owes a reason: the policy has one, or the office set one.
func (d *reading) planned(stage string) bool {
	return d.round.Deadline(stage, nil) != nil || d.round.Policy.Deadlines.Days(stage) > 0
}

// deadlinePage is what form and preview have in common.
func (s *Server) deadlinePage(d *reading, form *timing) deadlineBody {
	return deadlineBody{
		Ref: d.ref(), Lead: d.words.T("deadline.lead." + form.stage), Action: d.deadlineAddress(form.stage),
		Facts: part.Facts{{Name: d.words.T("deadline.now"), Text: d.current(form.stage)}},
	}
}

// current is the deadline in force, in words.
func (d *reading) current(stage string) string {
	if due := d.round.Deadline(stage, nil); due != nil {
		return d.words.Deadline(due.At.Time()) + " (" + d.left(due) + ")"
	}
	return d.inDays(stage)
}

func (d *reading) deadlineTitle(stage string) string {
	return d.words.T("deadline.title", "Stage", policy.StageName(stage).In(d.words.Lang()))
}

// deadlinePreview shows what a deadline changes and whom it concerns, before it is set.
func (s *Server) deadlinePreview(w http.ResponseWriter, r *http.Request, d *reading, form *timing) {
	words := d.words
	body := s.deadlinePage(d, form)
	if form.status == http.StatusConflict {
		body.Box = &part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: words.T("clash.title"), Alert: true, Focus: true,
			Lines: []string{words.T("deadline.since", "Now", d.current(form.stage)), words.T("many.again")},
		}
	}
	body.Preview = true
	body.Facts = append(body.Facts, part.Fact{Name: words.T("deadline.then"), Text: words.Deadline(form.until.Time())})
	rules := &d.round.Policy.Deadlines
	if rules.Grace > 0 {
		last := form.until + ledger.Instant(rules.Grace)*3600*1e6
		body.Facts = append(body.Facts, part.Fact{Name: words.T("deadline.last"), Text: words.Deadline(last.Time())})
	}
	after := words.T("deadline.closed")
	if rules.TakesLate(form.stage) {
		after = words.T("deadline.late")
	}
	body.Facts = append(body.Facts, part.Fact{Name: words.T("deadline.after"), Text: after})
	if form.reason != "" {
		body.Facts = append(body.Facts, part.Fact{Name: words.T("step.reason"), Text: form.reason})
	}
	if t := d.deadlineConcerns(form); len(t.Rows) > 0 {
		body.About = t
	} else {
		body.Nobody = words.T("deadline.nobody."+form.stage, "Count", len(d.round.Proposals))
	}
	body.Hidden = []part.Option{
		{Value: fieldCommand, Text: s.config.NewID()},
		{Value: fieldWas, Text: inForce(d, form.stage)},
		{Value: fieldUntil, Text: form.day},
		{Value: fieldUntilAt, Text: form.clock},
		{Value: fieldReason, Text: form.reason},
	}
	body.Send = part.Button{Text: words.T("deadline.send"), Name: fieldEnd, Value: endSet, Primary: true}
	body.Back = part.Button{Text: words.T("deadline.edit"), Name: fieldEnd, Value: endEdit}
	show(s, w, r, s.pages.deadline, form.status, s.frameOf(r, d.visit, d.deadlineTitle(form.stage)), body)
}

// awaitedFrom are the numbers of the proposals that lack a member's sheet.
func (d *reading) awaitedFrom(list []*view.Proposal, pseudonym string) string {
	var of []*view.Proposal
	for _, p := range list {
		if slices.Contains(p.Awaited, pseudonym) {
			of = append(of, p)
		}
	}
	return d.numbers(of)
}
