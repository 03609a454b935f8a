package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// meetingBody is the body of the page of one meeting, which follows whoever leads it.
type meetingBody struct {
	Ref     part.Ref
	Live    *live // nil where nothing can change any more
	Stage   part.Status
	Notes   []part.Box
	Steps   []part.Offer // of the meeting as such
	Facts   part.Facts
	Item    string    // what is dealt with
	Veil    *part.Box // in its place, for whom it is closed
	Cards   []ballotCard
	Quiet   string // where there is nothing to vote on
	Ways    []part.Link
	Leave   []part.Offer // for a member who is there
	Motion  *motionForm
	Quorum  *quorum
	Agenda  part.Agenda
	Nothing string // where the agenda is empty
	Edit    *part.Button
}

// motionForm puts a motion on record.
type motionForm struct {
	Item   string // that it is on
	Action string
	Hidden []part.Option
	Text   part.Field
	Kept   *keeping // nil while it is only compared with what was shown
	Send   part.Button
}

// meetingShow shows a meeting.
func (s *Server) meetingShow(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.meetingPage(w, r, b, http.StatusOK, "")
}

// meetingPage shows the meeting, with why a form was not accepted where there was one.
func (s *Server) meetingPage(w http.ResponseWriter, r *http.Request, b *sitting, status int, refused string) {
	body, err := s.meetingBody(r, b)
	if err != nil {
		s.refuse(w, r, b.visit, err)
		return
	}
	if refused != "" {
		body.Notes = append([]part.Box{b.refusedBox(refused)}, body.Notes...)
	}
	if body.Motion != nil {
		if err = s.recallMotion(r, b, body.Motion); err != nil {
			s.refuse(w, r, b.visit, err)
			return
		}
	}
	if b.agendaOpen() {
		if body.Live, err = s.liveOf(r, b); err != nil {
			s.refuse(w, r, b.visit, err)
			return
		}
	}
	show(s, w, r, s.pages.meeting, status, s.frameOf(r, b.visit, b.heading()), body)
}

// heading is what the page is called: the item that is dealt with, or the meeting.
func (b *sitting) heading() string {
	if b.running() && b.m.Called != nil {
		return b.top(b.m.Called)
	}
	return b.called()
}

func (s *Server) meetingBody(r *http.Request, b *sitting) (meetingBody, error) {
	w := b.words
	body := meetingBody{
		Ref: b.ref(), Stage: b.stage(b.m), Notes: b.notes(r), Steps: s.meetingSteps(b), Agenda: s.agendaOf(b), Nothing: w.T("meeting.agenda.none"),
		Quorum: s.quorumOf(b), Leave: s.leaving(b),
	}
	cast, err := s.castNote(r, b)
	if err != nil {
		return body, err
	}
	body.Notes = append(cast, body.Notes...)
	if b.has(roleOffice) && b.agendaOpen() {
		body.Edit = &part.Button{Text: w.T("meeting.agenda.edit"), Href: b.at("tagesordnung"), Small: true}
	}
	if !b.running() {
		body.Facts = b.invitation()
	}
	if b.heading() == b.called() { // which is said once
		body.Ref.Number = w.T("meeting.kind")
		if b.m.Written {
			body.Ref.Number = w.T("meeting.kind.written")
		}
	}
	called := b.m.Called
	if b.running() && !b.m.Written && called != nil {
		return body, s.dealtWith(r, b, called, &body)
	}
	for i := range b.m.Agenda {
		if err := s.cards(r, b, &b.m.Agenda[i], &body, true); err != nil {
			return body, err
		}
	}
	if b.waits() {
		body.Quiet = w.T("meeting.no_item")
		if _, leads := b.round.Leads(); leads {
			body.Quiet = w.T("meeting.no_item.lead")
		}
	}
	if b.m.Stage == workflow.StageClosed || b.m.Stage == workflow.StageStopped {
		body.Ways = append(body.Ways, part.Link{Text: w.T("minutes.of_meeting"), Href: b.address("niederschrift" + ofMeeting(b.m.ID))})
	}
	return body, nil
}

// dealtWith is the item that was called: what is voted on, or why the visitor sees nothing of it.
func (s *Server) dealtWith(r *http.Request, b *sitting, i *view.Item, body *meetingBody) error {
	w := b.words
	body.Item = b.top(i)
	if i.Masked {
		body.Veil = &part.Box{Kind: part.BoxVeil, Icon: "recused", Title: w.T("recused.title"), Lines: []string{w.T("meeting.recused")}}
		return nil
	}
	if err := s.cards(r, b, i, body, false); err != nil {
		return err
	}
	for _, other := range b.together(i) {
		if err := s.cards(r, b, other, body, true); err != nil {
			return err
		}
	}
	if len(body.Cards) == 0 {
		body.Quiet = w.T("meeting.nothing_to_vote")
	}
	if i.Proposal != nil {
		body.Ways = []part.Link{{Text: w.T("meeting.to_proposal"), Href: proposalAddress(b.round, i.Proposal, "")}}
	}
	if _, leads := b.round.Leads(); leads {
		body.Motion = &motionForm{
			Item: i.ID, Action: b.at("antrag"), Send: part.Button{Text: w.T("motion.send")},
			Hidden: []part.Option{
				{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldItem, Text: i.ID}, {Value: fieldMotion, Text: b.nextMotion(i)},
			},
			Text: part.Field{ID: fieldText, Name: fieldText, Label: w.T("motion.text"), Rows: 3, Max: b.round.Policy.Limit("motion")},
		}
	}
	return nil
}

// waits tells whether the meeting has been opened and no item called: then there is nothing to vote on yet.
func (b *sitting) waits() bool { return b.running() && !b.m.Written && b.m.Called == nil }

// motionKept is the form of a motion on an item.
func (v *visit) motionKept(meeting, item string) *keptForm {
	return v.formAt("motion "+meeting+" "+item, v.address("sitzungen/"+meeting+"/antrag?"+url.Values{fieldItem: {item}}.Encode()))
}

// recallMotion fills the form with what was typed into it before.
func (s *Server) recallMotion(r *http.Request, b *sitting, form *motionForm) error {
	k := b.motionKept(b.m.ID, form.Item)
	fields, err := s.recalled(r, k)
	if err != nil {
		return err
	}
	form.Text.Value, form.Kept = fields.Get(fieldText), k.keep(b.visit, "")
	return nil
}

// nextMotion is an id for a further motion on an item: that of the meeting, of the item, and its number there, so that it tells
// of no other item.
func (b *sitting) nextMotion(i *view.Item) string {
	return b.m.ID + "-" + i.ID + "-" + strconv.Itoa(len(i.Motions)+1)
}

// cards are the things that are voted on under an item; each says which item where several items stand below each other.
func (s *Server) cards(r *http.Request, b *sitting, i *view.Item, body *meetingBody, several bool) error {
	subjects := b.votables(i)
	for n := range subjects {
		if several && (!b.running() || b.waits()) && subjects[n].ballot == nil {
			continue
		}
		c, err := s.card(r, b, &subjects[n])
		if err != nil {
			return err
		}
		if several {
			c.Heading = b.top(i)
		}
		body.Cards = append(body.Cards, c)
	}
	return nil
}

// invitation is what the invitation says.
func (b *sitting) invitation() part.Facts {
	w := b.words
	when := part.Fact{Name: w.T("meeting.starts"), Text: w.Deadline(b.m.Starts.Time())}
	if b.m.Written {
		when = part.Fact{Name: w.T("meeting.deadline"), Text: w.Deadline(b.m.Deadline.Time())}
	}
	out := part.Facts{when}
	if place := b.texts["place"]; place != "" {
		out = append(out, part.Fact{Name: w.T("convene.place"), Text: place})
	}
	out = append(out, part.Fact{Name: w.T("convene.invited"), Text: w.T("meeting.invited", "Count", b.m.Invited)})
	if b.why != "" {
		out = append(out, part.Fact{Name: w.T("meeting.cancelled.why"), Text: b.why})
	}
	if b.m.Short {
		out = append(out, part.Fact{Name: w.T("convene.notice"), Text: w.T("meeting.short", "Reason", b.texts["reason"])})
	}
	if b.m.SecondOf != "" {
		out = append(out, part.Fact{Name: w.T("meeting.second"), Text: w.T("meeting.second.text")})
	}
	return out
}

// notes say what was done just before, and what follows from how the meeting ended.
func (b *sitting) notes(r *http.Request) []part.Box {
	w := b.words
	var out []part.Box
	query := r.URL.Query()
	if query.Has("festgesetzt") {
		out = append(out, part.Box{Kind: part.BoxGood, Icon: "tick", Focus: true, Title: w.T("meeting.agenda.set", "Count", len(b.m.Agenda))})
	}
	if query.Has(fieldSame) {
		out = append(out, part.Box{Kind: part.BoxGood, Icon: "tick", Focus: true, Title: w.T("receipt.same")})
	}
	if query.Get("getan") == "gehen" {
		out = append(out, part.Box{Kind: part.BoxGood, Icon: "tick", Focus: true, Title: w.T("leave.done"), Lines: []string{w.T("leave.back")}})
	}
	if len(b.m.PutOff) > 0 {
		box := part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("meeting.put_off", "Count", len(b.m.PutOff))}
		for _, id := range b.m.PutOff {
			box.Lines = append(box.Lines, b.round.Proposal(id).Number+" "+b.titles[id])
		}
		if second := b.second(); second != nil {
			box.Links = []part.Link{{Text: w.T("meeting.second"), Href: b.address("sitzungen/" + second.ID)}}
		} else if b.has(roleOffice) && b.round.Policy.Quorum.Second {
			box.Links = []part.Link{{Text: w.T("convene.second.link"), Href: b.address("sitzungen/neu?" + fieldFirst + "=" + b.m.ID)}}
		}
		out = append(out, box)
	}
	if b.m.Objected {
		out = append(out, part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("meeting.objected"), Lines: []string{w.T("meeting.void.text")}})
	}
	return out
}

// second is the second meeting that was convened after this one, nil where there is none.
func (b *sitting) second() *view.Meeting {
	for _, m := range b.round.Meetings() {
		if m.SecondOf == b.m.ID && m.Stage != workflow.StageCancelled {
			return m
		}
	}
	return nil
}

// meetingSteps are the steps of the meeting as such, for those whose they are.
func (s *Server) meetingSteps(b *sitting) []part.Offer {
	w := b.words
	var out []part.Offer
	offer := func(as workflow.Capacity, name string, k workflow.Kind, at string, now bool) {
		ref := b.round.Try(as, &workflow.MoveMeeting{Transition: k, Meeting: b.m.ID, Reason: "-"})
		o := part.Offer{Button: part.Button{Text: w.T("meeting.step." + name), Href: b.at(at)}}
		switch {
		case ref != nil:
			o.Button = part.Button{Text: o.Button.Text, Bar: b.bar("bar-"+name, ref)}
		case now:
			o = part.Offer{
				Button: part.Button{Text: o.Button.Text, Primary: true}, Action: b.at(at), Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
			}
		}
		out = append(out, o)
	}
	suffix := ""
	if b.m.Written {
		suffix = ".written"
	}
	as, leads := b.round.Leads()
	switch {
	case b.m.Stage == workflow.StageConvened && leads:
		offer(as, "open"+suffix, workflow.KindMeetingOpened, "eroeffnen", true)
		if b.has(roleOffice) {
			offer(b.office(), "cancel", workflow.KindMeetingCancelled, "absagen", false)
		}
	case b.running():
		if b.m.Written && b.round.Me != nil {
			offer(workflow.Member, "object", workflow.KindObjectionRaised, "widerspruch", false)
		}
		out = append(out, b.blocOffers()...)
		if leads {
			offer(as, "close"+suffix, workflow.KindMeetingClosed, "schliessen", false)
		}
	}
	return out
}

// agendaOf is the agenda, with what each item came to; whoever leads the meeting can call the items.
func (s *Server) agendaOf(b *sitting) part.Agenda {
	var out part.Agenda
	as, leads := b.round.Leads()
	for i := range b.m.Agenda {
		x := &b.m.Agenda[i]
		one := part.Item{
			Number: x.Position, Title: b.item(x), Note: b.itemNote(x), Now: x.Called && b.running(),
			Past: b.m.Called != nil && x.Position < b.m.Called.Position,
		}
		if leads && b.running() && !b.m.Written && !x.Called && b.round.Try(as, &workflow.CallItem{Meeting: b.m.ID, Item: x.ID}) == nil {
			one.Call = &part.Offer{
				Button: part.Button{Text: b.words.T("meeting.call", "Number", x.Position), Small: true}, Action: b.at("aufrufen"),
				Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldItem, Text: x.ID}},
			}
		}
		out = append(out, one)
	}
	return out
}

// itemNote says how an item stands: the tally of its latest ballot in this meeting, or that one is open.
func (b *sitting) itemNote(i *view.Item) string {
	if i.Masked {
		return b.words.T("state.recused")
	}
	note := ""
	for _, x := range b.votables(i) {
		switch {
		case x.ballot == nil:
		case x.ballot.Open:
			return b.words.T("meeting.item.open")
		case x.ballot.Blank:
			note = b.words.T("meeting.item.blank")
		case x.ballot.Void:
			note = b.words.T("meeting.item.void")
		default:
			note = b.tallied(x.ballot)
		}
	}
	return note
}
