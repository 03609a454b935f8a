package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of the form of an agenda. Items come in their order, each with what it is about.
const (
	fieldItem    = "punkt"  // id of an item, once for each
	fieldTopic   = "zu-"    // and the item's id: the proposal it is about, empty for another subject
	fieldName    = "titel-" // and the item's id: the title of another subject
	fieldAdd     = "neu"
	fieldSubject = "gegenstand"
	fieldAct     = "tat"
)

// What the buttons of the form of an agenda do: the first three carry an item's id behind a dot.
const (
	actUp      = "hoch"
	actDown    = "runter"
	actOut     = "weg"
	actAdd     = "dazu"
	actScored  = "bewertete"
	actSubject = "gegenstand"
	actSet     = "festsetzen"
	actDrop    = "verwerfen"
)

// agendaBody is the body of the page on which the office sets the agenda of a meeting.
type agendaBody struct {
	Ref     part.Ref
	Lead    string
	Receipt *part.Box
	Errors  *part.Errors
	Action  string
	Hidden  []part.Option
	Rows    []agendaRow
	Empty   string
	Add     *part.Field
	Adds    []part.Button
	Subject part.Field
	Say     part.Button
	Status  part.Status
	Kept    *keeping
	Send    part.Button
	Back    part.Button
	Drop    *part.Button // takes back what is not set yet
}

// agendaRow is one item of the form.
type agendaRow struct {
	Number  int
	Hidden  []part.Option
	Title   string
	Name    *part.Field // the title of another subject
	Note    string
	Buttons []part.Button
}

// agendaItem is an item of an agenda that is being written.
type agendaItem struct {
	id, proposal, title string
	fixed               bool // has been dealt with
	bound               bool // stands up to an item in which the visitor takes no part
}

// writing is an agenda while it is written: what the form holds, and where it is kept.
type writing struct {
	items   []agendaItem
	add     string // the proposal that is chosen and not added yet
	subject string // and the other subject that is typed
	kept    *keptForm
	refused error
}

// agendaForm is the form of the agenda of a meeting.
func agendaForm(r *http.Request, v *visit) (*keptForm, error) {
	id := r.PathValue("sitzung")
	return v.formAt("agenda "+id, v.address("sitzungen/"+id+"/tagesordnung")), nil
}

// agendaShow shows the agenda of a meeting for changing: as it is in force, or as it was written on and not set.
func (s *Server) agendaShow(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	form := &writing{}
	form.kept, _ = agendaForm(r, v)
	fields, err := s.recalled(r, form.kept)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if form.read(b, fields); len(fields) == 0 {
		form.items = b.inForce()
	}
	s.agendaPage(w, r, b, http.StatusOK, form)
}

// inForce are the items of the agenda as it was set.
func (b *sitting) inForce() []agendaItem {
	var out []agendaItem
	for i := range b.m.Agenda {
		out = append(out, b.agendaItem(&b.m.Agenda[i]))
	}
	return out
}

// read takes over what the form has sent, or what was kept of it.
func (form *writing) read(b *sitting, fields url.Values) {
	form.items = b.sentItems(fields)
	form.add, form.subject = fields.Get(fieldAdd), strings.TrimSpace(fields.Get(fieldSubject))
}

// fields are what the form sends.
func (form *writing) fields() url.Values {
	out := url.Values{fieldAdd: {form.add}, fieldSubject: {form.subject}}
	for _, i := range form.items {
		out.Add(fieldItem, i.id)
		out.Set(fieldTopic+i.id, i.proposal)
		out.Set(fieldName+i.id, i.title)
	}
	return out
}

// changed tells whether the form says something else than the agenda in force.
func (form *writing) changed(b *sitting) bool {
	same := func(x, y agendaItem) bool {
		return x.id == y.id && x.proposal == y.proposal && (x.proposal != "" || x.title == y.title)
	}
	return form.subject != "" || form.add != "" || !slices.EqualFunc(form.items, b.inForce(), same)
}

// agendaSend changes the form, or sets the agenda that it has become. Either way what was typed is kept first.
func (s *Server) agendaSend(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	form := &writing{}
	form.kept, _ = agendaForm(r, v)
	form.read(b, r.PostForm)
	act, of, _ := strings.Cut(r.PostFormValue(fieldAct), ".")
	switch act {
	case actDrop:
		s.spent(r, form.kept.key, r.PostFormValue(fieldCommand))
		http.Redirect(w, r, form.kept.at, http.StatusSeeOther)
		return
	case actSet: // with what was chosen or typed, and not added yet
		form.items = b.joined(b.joined(form.items, agendaItem{proposal: form.add}), agendaItem{title: form.subject})
		form.add, form.subject = "", ""
	default:
		form.rearrange(b, act, of)
	}
	if err := s.keepSent(r, v, form.kept, form.fields()); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if act != actSet {
		s.agendaPage(w, r, b, http.StatusOK, form)
		return
	}
	s.agendaSet(w, r, b, form)
}

// agendaSet sets the agenda.
func (s *Server) agendaSet(w http.ResponseWriter, r *http.Request, b *sitting, form *writing) {
	c := &workflow.SetAgenda{Meeting: b.m.ID, Titles: map[string]string{}}
	for _, i := range form.items {
		c.Items = append(c.Items, workflow.Item{ID: i.id, Proposal: i.proposal})
		if i.proposal == "" {
			c.Titles[i.id] = i.title
		}
	}
	receipts, err := s.carryOut(r, b.visit, b.office(), c)
	if err != nil {
		answer := s.answer(r, b.visit, err)
		if answer.Fault() {
			s.broken(w, r, err)
			return
		}
		form.refused = err
		s.agendaPage(w, r, b, answer.Status, form)
		return
	}
	s.spent(r, form.kept.key, r.PostFormValue(fieldCommand))
	done := "?festgesetzt=1"
	if receipts[0].Unchanged {
		done = "?" + fieldSame + "=1"
	}
	http.Redirect(w, r, b.at("")+done, http.StatusSeeOther)
}

// agendaItem is an item of the agenda in force.
func (b *sitting) agendaItem(i *view.Item) agendaItem {
	out := agendaItem{
		id: i.ID, title: b.subject[i.ID], fixed: b.m.Called != nil && i.Position <= b.m.Called.Position, bound: i.Position <= b.m.Bound,
	}
	if i.Proposal != nil {
		out.proposal = i.Proposal.ID
	}
	return out
}

// sentItems are the items as the form has sent them.
func (b *sitting) sentItems(fields url.Values) []agendaItem {
	var out []agendaItem
	for _, id := range fields[fieldItem] {
		i := agendaItem{id: id, proposal: fields.Get(fieldTopic + id), title: strings.TrimSpace(fields.Get(fieldName + id))}
		at := slices.IndexFunc(b.m.Agenda, func(x view.Item) bool { return x.ID == id })
		if at >= 0 {
			stands := b.agendaItem(&b.m.Agenda[at])
			i.fixed, i.bound = stands.fixed, stands.bound
		}
		out = append(out, i)
	}
	return out
}

// rearrange does what a button asks that changes the form: an item moves or goes, or further ones join.
func (form *writing) rearrange(b *sitting, act, of string) {
	items := form.items
	at := slices.IndexFunc(items, func(i agendaItem) bool { return i.id == of })
	switch {
	case act == actUp && at > 0:
		items[at-1], items[at] = items[at], items[at-1]
	case act == actDown && at >= 0 && at < len(items)-1:
		items[at], items[at+1] = items[at+1], items[at]
	case act == actOut && at >= 0:
		form.items = slices.Delete(items, at, at+1)
	case act == actAdd:
		form.items, form.add = b.joined(items, agendaItem{proposal: form.add}), ""
	case act == actScored:
		for _, p := range b.addable(items) {
			if p.State == workflow.Scored {
				form.items = b.joined(form.items, agendaItem{proposal: p.ID})
			}
		}
	case act == actSubject:
		form.items, form.subject = b.joined(items, agendaItem{title: form.subject}), ""
	}
}

// joined are the items with a further one, unless it says nothing.
func (b *sitting) joined(items []agendaItem, one agendaItem) []agendaItem {
	if one.proposal == "" && one.title == "" || one.proposal != "" && b.round.Proposal(one.proposal) == nil {
		return items
	}
	for n := 1; one.id == ""; n++ {
		id := strconv.Itoa(n)
		taken := slices.ContainsFunc(items, func(i agendaItem) bool { return i.id == id })
		if !taken && !slices.ContainsFunc(b.m.Agenda, func(i view.Item) bool { return i.ID == id }) {
			one.id = id
		}
	}
	return append(items, one)
}

// addable are the proposals that the agenda does not have, and that are neither out of the round nor closed to the visitor.
func (b *sitting) addable(items []agendaItem) []*view.Proposal {
	var out []*view.Proposal
	for _, p := range b.round.Proposals {
		on := slices.ContainsFunc(items, func(i agendaItem) bool { return i.proposal == p.ID })
		if !on && p.State != workflow.Withdrawn && !p.Masked() {
			out = append(out, p)
		}
	}
	return out
}

func (s *Server) agendaPage(w http.ResponseWriter, r *http.Request, b *sitting, status int, form *writing) {
	words, items := b.words, form.items
	body := agendaBody{
		Ref: b.ref(), Lead: words.T("agenda.lead"), Action: b.at("tagesordnung"), Rows: b.agendaRows(items), Empty: words.T("agenda.none"),
		Hidden:  []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
		Subject: part.Field{ID: fieldSubject, Name: fieldSubject, Label: words.T("agenda.subject"), Max: b.round.Policy.Limit("item"), Optional: true, Value: form.subject},
		Say:     part.Button{Text: words.T("agenda.subject.add"), Name: fieldAct, Value: actSubject},
		Status:  part.Status{Text: words.T("agenda.as_set")},
		Send:    part.Button{Text: words.T("agenda.send", "Count", len(items)), Name: fieldAct, Value: actSet, Primary: true},
		Back:    part.Button{Text: words.T("meeting.back"), Href: b.at(""), Quiet: true},
	}
	if len(items) == 0 {
		reason := words.T("bar.reason", "Reason", words.T("agenda.send.add"))
		body.Status, body.Send = part.Status{}, part.Button{Text: words.T("agenda.send.none"), Bar: &part.Bar{ID: "bar-" + actSet, Reason: reason}}
	}
	if form.changed(b) {
		body.Status = part.Status{Kind: part.Care, Text: words.T("agenda.unsaved")}
		body.Drop = &part.Button{Text: words.T("agenda.drop"), Name: fieldAct, Value: actDrop, Quiet: true}
	}
	order := ""
	for _, i := range items { // what this device has kept of another order does not fit
		order += " " + i.id
	}
	body.Kept = form.kept.keep(b.visit, order)
	if r.URL.Query().Has("geladen") {
		body.Receipt = &part.Box{
			Kind: part.BoxGood, Icon: "tick", Focus: true, Title: words.T("agenda.convened.title", "Count", b.m.Invited),
			Lines: []string{words.T("agenda.convened.text")},
		}
	}
	if form.refused != nil {
		body.Errors = &part.Errors{Title: words.T("agenda.refused"), Items: []part.Link{{Text: s.answer(r, b.visit, form.refused).Message, Href: "#main"}}}
	}
	b.adding(&body, items)
	if body.Add != nil {
		body.Add.Options = chosen(body.Add.Options, form.add)
	}
	show(s, w, r, s.pages.agenda, status, s.frameOf(r, b.visit, words.T("agenda.title")), body)
}

// adding are the ways in which further proposals come onto the agenda.
func (b *sitting) adding(body *agendaBody, items []agendaItem) {
	open, scored := b.addable(items), 0
	if len(open) == 0 {
		return
	}
	body.Add = &part.Field{
		ID: fieldAdd, Name: fieldAdd, Label: b.words.T("agenda.add"), Options: []part.Option{{Text: b.words.T("agenda.add.none")}},
	}
	for _, p := range open {
		body.Add.Options = append(body.Add.Options, part.Option{Value: p.ID, Text: p.Number + " " + b.titles[p.ID]})
		if p.State == workflow.Scored {
			scored++
		}
	}
	body.Adds = append(body.Adds, part.Button{Text: b.words.T("agenda.add.do"), Name: fieldAct, Value: actAdd})
	if scored > 0 {
		body.Adds = append(body.Adds, part.Button{Text: b.words.T("agenda.add.scored", "Count", scored), Name: fieldAct, Value: actScored})
	}
}

// agendaRows are the items as the form shows them. What was dealt with stays where it is, and so does what the visitor may not
// arrange: it says the same whether or not it was dealt with.
func (b *sitting) agendaRows(items []agendaItem) []agendaRow {
	w := b.words
	var out []agendaRow
	for n, i := range items {
		row := agendaRow{Number: n + 1, Hidden: []part.Option{{Value: fieldItem, Text: i.id}, {Value: fieldTopic + i.id, Text: i.proposal}}}
		switch p := b.round.Proposal(i.proposal); {
		case i.proposal != "" && p != nil:
			row.Title = p.Number + " " + b.titles[p.ID]
		case i.fixed || i.bound:
			row.Title = i.title
			row.Hidden = append(row.Hidden, part.Option{Value: fieldName + i.id, Text: i.title})
		default:
			row.Title = i.title
			row.Name = &part.Field{ID: fieldName + i.id, Name: fieldName + i.id, Label: w.T("agenda.name"), Value: i.title, Max: b.round.Policy.Limit("item")}
		}
		if i.fixed || i.bound {
			row.Note = w.T("agenda.fixed")
			if i.bound {
				row.Note = w.T("agenda.bound")
			}
			out = append(out, row)
			continue
		}
		if n > 0 && !items[n-1].fixed && !items[n-1].bound {
			row.Buttons = append(row.Buttons, part.Button{Text: w.T("agenda.up"), Name: fieldAct, Value: actUp + "." + i.id, Small: true, Quiet: true})
		}
		if n < len(items)-1 {
			row.Buttons = append(row.Buttons, part.Button{Text: w.T("agenda.down"), Name: fieldAct, Value: actDown + "." + i.id, Small: true, Quiet: true})
		}
		row.Buttons = append(row.Buttons, part.Button{Text: w.T("agenda.out"), Name: fieldAct, Value: actOut + "." + i.id, Small: true, Quiet: true})
		out = append(out, row)
	}
	return out
}
