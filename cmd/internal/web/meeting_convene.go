package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// The fields of the form with which a meeting is convened.
const (
	fieldSort    = "art"
	fieldFirst   = "zweite" // the meeting that lacked its quorum
	fieldMeeting = "sitzung"
	fieldTitle   = "title"
	fieldVenue   = "place"
	fieldDay     = "tag"
	fieldClock   = "uhrzeit"

	sortWritten = "umlauf"
)

// conveneBody is the body of the page on which the office convenes a meeting or begins a written procedure.
type conveneBody struct {
	Ref    part.Ref
	Lead   string
	Errors *part.Errors
	Notes  []part.Box
	About  string // what the facts are
	Facts  part.Facts
	Form   string // what the form is
	Action string
	Hidden []part.Option
	Fields []part.Field
	Kept   *keeping // nil where there is nothing to type
	Send   part.Button
	Back   part.Button
}

// convening is what the form has sent.
type convening struct {
	workflow.Convene
	day, clock string
	first      *view.Meeting // the meeting that lacked its quorum, nil where it is an ordinary one
	noTime     bool          // day and time do not make an instant
	again      *view.Meeting // one that is convened for the same: the form was sent before, and then made anew
	kept       *keptForm
}

// conveneShow asks when and where the committee meets, or until when it votes in writing.
func (s *Server) conveneShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k := conveneForm(r, v)
	fields, err := s.recalled(r, k)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	c := conveningOf(r, v, fields)
	if c.kept = k; c.first != nil && c.Title == "" {
		c.Title, c.Place = v.words.T("convene.second.name", "Number", v.round.NextMeeting()), ""
	}
	if c.Title == "" {
		c.Title = v.words.T("convene."+c.name()+".name", "Number", v.round.NextMeeting())
	}
	s.convenePage(w, r, v, http.StatusOK, c, nil)
}

// conveneSend invites everybody who holds a seat. A second meeting gets with it the agenda that the first one put off.
func (s *Server) conveneSend(w http.ResponseWriter, r *http.Request, v *visit) {
	c := conveningOf(r, v, r.PostForm)
	c.kept, c.Meeting = conveneForm(r, v), r.PostFormValue(fieldMeeting)
	err := s.keepSent(r, v, c.kept, typed(r))
	if err == nil {
		c.again, err = s.convenedBefore(r, v, c)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if c.noTime || c.Title == "" || c.again != nil {
		s.convenePage(w, r, v, http.StatusUnprocessableEntity, c, nil)
		return
	}
	commands := []workflow.Command{&c.Convene}
	if items := c.putOff(); len(items) > 0 {
		commands = append(commands, &workflow.SetAgenda{Meeting: c.Meeting, Items: items})
	}
	if _, err := s.carryOut(r, v, v.office(), commands...); err != nil {
		answer := s.answer(r, v, err)
		if answer.Fault() {
			s.broken(w, r, err)
			return
		}
		s.convenePage(w, r, v, answer.Status, c, err)
		return
	}
	s.spent(r, c.kept.key, r.PostFormValue(fieldCommand))
	http.Redirect(w, r, v.address("sitzungen/"+c.Meeting+"/tagesordnung?geladen=1"), http.StatusSeeOther)
}

// conveneForm is the form: one for meetings, one for written procedures, and one for each second meeting.
func conveneForm(r *http.Request, v *visit) *keptForm {
	name, at, query := "convene", v.address("sitzungen/neu"), url.Values{}
	for _, field := range []string{fieldSort, fieldFirst} {
		if value := r.FormValue(field); value != "" && len(value) <= maxCommandID {
			name += " " + value
			query.Set(field, value)
		}
	}
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	return v.formAt(name, at)
}

// conveneKept is conveneForm for what keeps it.
func conveneKept(r *http.Request, v *visit) (*keptForm, error) { return conveneForm(r, v), nil }

func conveningOf(r *http.Request, v *visit, fields url.Values) *convening {
	c := &convening{day: fields.Get(fieldDay), clock: fields.Get(fieldClock)}
	c.Written, c.SecondOf = r.FormValue(fieldSort) == sortWritten, r.FormValue(fieldFirst)
	c.Title, c.Place, c.Reason = fields.Get(fieldTitle), fields.Get(fieldVenue), fields.Get(fieldReason)
	if c.SecondOf != "" {
		c.first = v.round.Meeting(c.SecondOf)
	}
	t, ok := v.words.Instant(c.day, c.clock)
	switch c.noTime = !ok || c.clock == "" && !c.Written; {
	case c.noTime:
	case c.Written:
		c.Deadline = ledger.InstantOf(t)
	default:
		c.Starts = ledger.InstantOf(t)
	}
	return c
}

// convenedBefore is a meeting that is convened for what the form asks for: going back in a browser makes the form anew, with another
// id for its command. Nobody convenes two meetings for one instant. Written procedures may well end at the same time, but not
// under the same title, and one begins with its agenda, so that one without is the same.
func (s *Server) convenedBefore(r *http.Request, v *visit, c *convening) (*view.Meeting, error) {
	for _, m := range v.round.Meetings() {
		if m.ID == c.Meeting || m.Stage != workflow.StageConvened || c.noTime || m.Starts != c.Starts || m.Deadline != c.Deadline {
			continue
		}
		if !m.Written || len(m.Agenda) == 0 {
			return m, nil
		}
		texts, err := s.config.Desk.Texts(r.Context(), v.round, m.Entry)
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(texts["title"]) == strings.TrimSpace(c.Title) {
			return m, nil
		}
	}
	return nil, nil
}

// name begins the names of the messages of this kind of meeting.
func (c *convening) name() string {
	if c.Written {
		return "written"
	}
	return "meeting"
}

// putOff are the items that the first meeting put off, as the items of the second.
func (c *convening) putOff() []workflow.Item {
	var out []workflow.Item
	if c.first != nil {
		for i, id := range c.first.PutOff {
			out = append(out, workflow.Item{ID: strconv.Itoa(i + 1), Proposal: id})
		}
	}
	return out
}

func (s *Server) convenePage(w http.ResponseWriter, r *http.Request, v *visit, status int, c *convening, refused error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words, name := v.words, "convene."+c.name()
	body := conveneBody{
		Ref: d.ref(), Lead: words.T(name + ".lead"), Action: v.address("sitzungen/neu"), About: words.T("convene.who"), Form: words.T("convene.form"),
		Fields: s.conveneFields(d, c, r.Method == http.MethodPost),
		Facts:  d.inviting(c), Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldMeeting, Text: v.round.NextMeeting()}},
		Send: part.Button{Text: words.T(name+".send", "Count", len(v.round.Members)), Primary: true},
		Back: part.Button{Text: words.T("convene.back"), Href: v.address("sitzungen"), Quiet: true},
	}
	if c.Written {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldSort, Text: sortWritten})
	}
	if c.first != nil {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldFirst, Text: c.SecondOf})
		body.Notes = append(body.Notes, d.secondBox(c.first))
	}
	body.Kept = c.kept.keep(v, "")
	if c.again != nil {
		body.Notes = append(body.Notes, part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: words.T("convene.again.title"), Alert: true, Focus: true,
			Lines: []string{words.T(name + ".again")}, Links: []part.Link{{Text: words.T("convene.again.link"), Href: v.address("sitzungen/" + c.again.ID)}},
		})
	}
	if refused != nil {
		body.Errors = &part.Errors{Title: words.T("convene.refused"), Items: []part.Link{{Text: s.answer(r, v, refused).Message, Href: "#" + fieldDay}}}
	}
	show(s, w, r, s.pages.convene, status, s.frameOf(r, v, words.T(name+".title")), body)
}

// inviting says who is invited, and how long ahead the policy asks for it.
func (d *reading) inviting(c *convening) part.Facts {
	names := make([]string, len(d.round.Members))
	for i := range d.round.Members {
		names[i] = d.name(d.round.Members[i].Pseudonym)
	}
	who := d.words.T("convene.invited.names.none")
	if len(names) > 0 {
		who = d.words.T("convene.invited.names", "Count", len(names), "Names", d.words.List(names))
	}
	out := part.Facts{{Name: d.words.T("convene.invited"), Text: who}}
	if days := d.round.Policy.Deadlines.Invitation; days > 0 && !c.Written {
		out = append(out, part.Fact{Name: d.words.T("convene.notice"), Text: d.words.T("convene.notice.days", "Count", days)})
	}
	return out
}

// secondBox says what makes a second meeting one, as the invitation has to.
func (d *reading) secondBox(first *view.Meeting) part.Box {
	box := part.Box{Kind: part.BoxCare, Icon: "warn", Title: d.words.T("convene.second.title"), Lines: []string{d.words.T("convene.second.text")}}
	for _, id := range first.PutOff {
		if p := d.round.Proposal(id); p != nil {
			box.Lines = append(box.Lines, d.called(p))
		}
	}
	return box
}

// conveneFields are the questions of the form; sent tells that they were answered.
func (s *Server) conveneFields(d *reading, c *convening, sent bool) []part.Field {
	w, name := d.words, "convene."+c.name()
	title := part.Field{ID: fieldTitle, Name: fieldTitle, Label: w.T("convene.title"), Value: c.Title, Max: d.round.Policy.Limit("title")}
	day := part.Field{ID: fieldDay, Name: fieldDay, Label: w.T(name + ".day"), Type: "date", Value: c.day}
	clock := part.Field{ID: fieldClock, Name: fieldClock, Label: w.T(name + ".clock"), Type: "time", Value: c.clock}
	if sent && c.Title == "" {
		title.Error = w.T("convene.title.missing")
	}
	switch {
	case sent && c.noTime:
		day.Error = w.T(name + ".time.missing")
	case c.again != nil:
		day.Error = w.T(name + ".again.field")
	}
	out := []part.Field{title, day, clock}
	if c.Written {
		return out
	}
	out = append(out, part.Field{ID: fieldVenue, Name: fieldVenue, Label: w.T("convene.place"), Value: c.Place, Max: d.round.Policy.Limit("place"), Optional: true})
	if days := d.round.Policy.Deadlines.Invitation; days > 0 {
		out = append(out, part.Field{
			ID: fieldReason, Name: fieldReason, Label: w.T("convene.reason"), Value: c.Reason, Rows: 2, Max: d.round.Policy.Limit(fieldReason), Optional: true,
			Hint: w.T("convene.reason.hint", "Day", w.Day(s.config.Now().AddDate(0, 0, days).Add(time.Hour))),
		})
	}
	return out
}
