package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of the forms about interests.
const (
	fieldInterest = "art"
	fieldAbout    = "person"
)

// interestBody is the body of the pages on which an interest is declared, reported or resolved on.
type interestBody struct {
	Ref    part.Ref
	Lead   string
	Errors *part.Errors
	Notes  []part.Box
	About  string // what the facts are
	Facts  part.Facts
	Action string
	Hidden []part.Option
	Person *part.Field
	Votes  []part.Choices
	Kinds  *part.Choices
	Note   *part.Field
	Send   part.Button
	Back   part.Button
}

// interestShow asks for an interest of one's own.
func (s *Server) interestShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.interestPage(w, r, v, http.StatusOK, false, nil)
}

// reportShow asks for an interest of somebody else.
func (s *Server) reportShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.interestPage(w, r, v, http.StatusOK, true, nil)
}

// interestSend declares an interest of one's own; from then on the proposal is masked.
func (s *Server) interestSend(w http.ResponseWriter, r *http.Request, v *visit) {
	s.interestTaken(w, r, v, false, &workflow.DeclareInterest{
		Proposal: v.proposal.ID, InterestKind: r.PostFormValue(fieldInterest), Note: r.PostFormValue(fieldNote),
	})
}

// reportSend reports an interest of somebody else.
func (s *Server) reportSend(w http.ResponseWriter, r *http.Request, v *visit) {
	s.interestTaken(w, r, v, true, &workflow.ReportInterest{
		Proposal: v.proposal.ID, About: r.PostFormValue(fieldAbout), InterestKind: r.PostFormValue(fieldInterest), Note: r.PostFormValue(fieldNote),
	})
}

func (s *Server) interestTaken(w http.ResponseWriter, r *http.Request, v *visit, other bool, c workflow.Command) {
	if r.PostFormValue(fieldInterest) == "" || other && r.PostFormValue(fieldAbout) == "" {
		s.interestPage(w, r, v, http.StatusUnprocessableEntity, other, nil)
		return
	}
	receipts, err := s.carryOut(r, v, v.taking(), c)
	if err == nil {
		at := v.place("")
		if other { // a declaration is answered by the page that stands in the proposal's place
			at = done(v, at, receipts)
		}
		http.Redirect(w, r, at, http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.interestPage(w, r, v, answer.Status, other, err)
}

// taking is the capacity in which the visitor takes part in the committee: by a seat, or else for the office.
func (v *visit) taking() workflow.Capacity {
	if v.round.Me != nil {
		return workflow.Member
	}
	return v.office()
}

func (s *Server) interestPage(w http.ResponseWriter, r *http.Request, v *visit, status int, other bool, refused error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	name, place := "interest.declare", "interesse"
	if other {
		name, place = "interest.report", "interesse/anzeigen"
	}
	words := v.words
	body := interestBody{
		Ref: refOf(words, v.round.Policy, v.proposal), Lead: words.T(name + ".lead"), Action: v.place(place),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}}, Kinds: d.interestKinds(r.PostFormValue(fieldInterest), other),
		Note: &part.Field{
			ID: fieldNote, Name: fieldNote, Label: words.T(name + ".note"), Rows: 4, Value: r.PostFormValue(fieldNote),
			Max: v.round.Policy.Limit("note"), Optional: !other, Hint: words.T("interest.note.hint"),
		},
		Send: part.Button{Text: words.T(name + ".send"), Primary: true},
		Back: part.Button{Text: words.T("interest.back"), Href: v.place(""), Quiet: true},
	}
	if other {
		body.Person = d.concerned(r.FormValue(fieldAbout))
	} else if box := d.suggestion(s.organisation(r, v.proposal.Suggested)); box != nil {
		box.Links = nil
		body.Notes = append(body.Notes, *box)
	}
	body.mark(d, r, s, refused)
	show(s, w, r, s.pages.interest, status, s.frameOf(r, v, words.T(name+".title", "Proposal", d.called(v.proposal))), body)
}

// mark says what a form about an interest lacks, or why it was refused.
func (b *interestBody) mark(d *reading, r *http.Request, s *Server, refused error) {
	if r.Method != http.MethodPost {
		return
	}
	b.Errors = &part.Errors{Title: d.words.T("interest.refused")}
	add := func(text, at string) { b.Errors.Items = append(b.Errors.Items, part.Link{Text: text, Href: "#" + at}) }
	if b.Kinds != nil && r.PostFormValue(fieldInterest) == "" {
		b.Kinds.Error = d.words.T("interest.kind.missing")
		add(b.Kinds.Error, b.Kinds.ID)
	}
	if b.Person != nil && r.PostFormValue(fieldAbout) == "" {
		b.Person.Error = d.words.T("interest.person.missing")
		add(b.Person.Error, b.Person.ID)
	}
	if refused != nil {
		add(s.answer(r, d.visit, refused).Message, "main")
	}
}

// interestKinds are the policy's kinds of interest to choose from. Their notes speak to the person concerned, and so are
// left out where somebody else reports.
func (d *reading) interestKinds(chosen string, other bool) *part.Choices {
	c := &part.Choices{ID: fieldInterest, Name: fieldInterest, Legend: d.words.T("interest.kinds")}
	for _, k := range d.round.Policy.Interests.Kinds {
		text := d.label(k.Label)
		if note := d.label(k.Note); note != "" && !other {
			text = d.words.T("interest.kind", "Kind", text, "Note", note)
		}
		c.Options = append(c.Options, part.Option{Value: k.ID, Text: text, Chosen: k.ID == chosen})
	}
	return c
}

// concerned are the people whose interest can be reported.
func (d *reading) concerned(chosen string) *part.Field {
	f := &part.Field{
		ID: fieldAbout, Name: fieldAbout, Label: d.words.T("interest.person"), Options: []part.Option{{Text: d.words.T("interest.person.none")}},
	}
	for _, pseudonym := range d.round.Concerned(d.proposal) {
		f.Options = append(f.Options, part.Option{Value: pseudonym, Text: d.name(pseudonym), Chosen: pseudonym == chosen})
	}
	compare := d.words.Compare
	slices.SortStableFunc(f.Options[1:], func(a, b part.Option) int { return compare(a.Text, b.Text) })
	return f
}

// suggestion tells a member before they read on that their seat is near an owner; nil where it is not.
func (d *reading) suggestion(owner string) *part.Box {
	if d.proposal.Suggested == "" {
		return nil
	}
	return &part.Box{
		Kind: part.BoxCare, Icon: "warn", Title: d.words.T("interest.suggested.title", "Owner", owner),
		Lines: []string{d.words.T("interest.suggested.text")},
		Links: []part.Link{{Text: d.words.T("interest.declare.link"), Href: d.place("interesse")}},
	}
}

// organisation is the name of a registered organisation, or its id where it has none.
func (s *Server) organisation(r *http.Request, id string) string {
	names, err := s.config.Desk.Organisations(r.Context())
	if err != nil {
		s.logged(r, err)
	}
	if names[id] != "" {
		return names[id]
	}
	return id
}

// standing is what became of an interest, in words.
func (d *reading) standing(x view.Standing) string { return d.words.T("interest." + string(x)) }
