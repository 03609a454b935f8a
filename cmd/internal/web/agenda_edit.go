package web

import (
	"net/http"
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
	Send    part.Button
	Back    part.Button
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

// agendaShow shows the agenda of a meeting for changing.
func (s *Server) agendaShow(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	var items []agendaItem
	for i := range b.m.Agenda {
		items = append(items, b.agendaItem(&b.m.Agenda[i]))
	}
	s.agendaPage(w, r, b, http.StatusOK, items, false, nil)
}

// agendaSend changes the form, or sets the agenda that it has become.
func (s *Server) agendaSend(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	items := b.sentItems(r)
	act, of, _ := strings.Cut(r.PostFormValue(fieldAct), ".")
	if act != actSet {
		s.agendaPage(w, r, b, http.StatusOK, b.rearranged(r, items, act, of), true, nil)
		return
	}
	items = b.joined(items, agendaItem{proposal: r.PostFormValue(fieldAdd)}) // chosen or typed, and not added yet
	items = b.joined(items, agendaItem{title: strings.TrimSpace(r.PostFormValue(fieldSubject))})
	c := &workflow.SetAgenda{Meeting: b.m.ID, Titles: map[string]string{}}
	for _, i := range items {
		c.Items = append(c.Items, workflow.Item{ID: i.id, Proposal: i.proposal})
		if i.proposal == "" {
			c.Titles[i.id] = i.title
		}
	}
	receipts, err := s.carryOut(r, v, v.office(), c)
	if err != nil {
		answer := s.answer(r, v, err)
		if answer.Fault() {
			s.broken(w, r, err)
			return
		}
		s.agendaPage(w, r, b, answer.Status, items, true, err)
		return
	}
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
func (b *sitting) sentItems(r *http.Request) []agendaItem {
	var out []agendaItem
	for _, id := range r.PostForm[fieldItem] {
		i := agendaItem{id: id, proposal: r.PostFormValue(fieldTopic + id), title: strings.TrimSpace(r.PostFormValue(fieldName + id))}
		at := slices.IndexFunc(b.m.Agenda, func(x view.Item) bool { return x.ID == id })
		if at >= 0 {
			stands := b.agendaItem(&b.m.Agenda[at])
			i.fixed, i.bound = stands.fixed, stands.bound
		}
		out = append(out, i)
	}
	return out
}

// rearranged are the items after a button that changes the form: an item moves or goes, or further ones join.
func (b *sitting) rearranged(r *http.Request, items []agendaItem, act, of string) []agendaItem {
	at := slices.IndexFunc(items, func(i agendaItem) bool { return i.id == of })
	switch {
	case act == actUp && at > 0:
		items[at-1], items[at] = items[at], items[at-1]
	case act == actDown && at >= 0 && at < len(items)-1:
		items[at], items[at+1] = items[at+1], items[at]
	case act == actOut && at >= 0:
		return slices.Delete(items, at, at+1)
	case act == actAdd:
		return b.joined(items, agendaItem{proposal: r.PostFormValue(fieldAdd)})
	case act == actScored:
		for _, p := range b.addable(items) {
			if p.State == workflow.Scored {
				items = b.joined(items, agendaItem{proposal: p.ID})
			}
		}
	case act == actSubject:
		return b.joined(items, agendaItem{title: strings.TrimSpace(r.PostFormValue(fieldSubject))})
	}
	return items
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

func (s *Server) agendaPage(w http.ResponseWriter, r *http.Request, b *sitting, status int, items []agendaItem, changed bool, refused error) {
	words := b.words
	body := agendaBody{
		Ref: b.ref(), Lead: words.T("agenda.lead"), Action: b.at("tagesordnung"), Rows: b.agendaRows(items), Empty: words.T("agenda.none"),
		Hidden:  []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
		Subject: part.Field{ID: fieldSubject, Name: fieldSubject, Label: words.T("agenda.subject"), Max: b.round.Policy.Limit("item"), Optional: true},
		Say:     part.Button{Text: words.T("agenda.subject.add"), Name: fieldAct, Value: actSubject},
		Status:  part.Status{Text: words.T("agenda.as_set")},
		Send:    part.Button{Text: words.T("agenda.send", "Count", len(items)), Name: fieldAct, Value: actSet, Primary: true},
		Back:    part.Button{Text: words.T("meeting.back"), Href: b.at(""), Quiet: true},
	}
	if len(items) == 0 {
		reason := words.T("bar.reason", "Reason", words.T("agenda.send.add"))
		body.Status, body.Send = part.Status{}, part.Button{Text: words.T("agenda.send.none"), Bar: &part.Bar{ID: "bar-" + actSet, Reason: reason}}
	}
	if changed {
		body.Status = part.Status{Kind: part.Care, Text: words.T("agenda.unsaved")}
	}
	if r.URL.Query().Has("geladen") {
		body.Receipt = &part.Box{
			Kind: part.BoxGood, Icon: "tick", Focus: true, Title: words.T("agenda.convened.title", "Count", b.m.Invited),
			Lines: []string{words.T("agenda.convened.text")},
		}
	}
	if refused != nil {
		body.Errors = &part.Errors{Title: words.T("agenda.refused"), Items: []part.Link{{Text: s.answer(r, b.visit, refused).Message, Href: "#main"}}}
	}
	b.adding(&body, items)
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
