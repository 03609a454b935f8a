package web

import (
	"net/http"
	"strconv"
	"time"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// erasureAsked finds the request of the address; nil where there is none for the visitor.
func erasureAsked(r *http.Request, v *visit) *view.Erasure {
	all, n := v.round.Erasures(), numberOf(r.PathValue("loeschantrag"))
	if n == 0 || n > uint64(len(all)) {
		return nil
	}
	return &all[n-1]
}

// erasureShow shows word by word what a request would erase, and asks for the answer of a second person.
func (s *Server) erasureShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k, err := answerKept(r, v)
	if err == nil && k != nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.erasurePage(w, r, v, k, http.StatusOK, nil)
}

// answerKept is the form that refuses the request of the address; nil where there is none.
func answerKept(r *http.Request, v *visit) (*keptForm, error) {
	if erasureAsked(r, v) == nil {
		return nil, nil
	}
	n := r.PathValue("loeschantrag")
	return v.formAt("erasure "+n, v.address("loeschen/antraege/"+n)), nil
}

func (s *Server) erasurePage(w http.ResponseWriter, r *http.Request, v *visit, k *keptForm, status int, refused error) {
	x := erasureAsked(r, v)
	if x == nil {
		s.missing(w, r)
		return
	}
	d, err := s.read(r.Context(), v)
	var texts map[string]string
	var all []desk.Gone
	if err == nil {
		all, err = s.config.Desk.Previewed(r.Context(), v.round, &x.Erasure)
	}
	if err == nil {
		texts, err = s.texts(r.Context(), v, x.Seq)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := &eraseBody{Ref: d.ref(), Lead: words.T("erase.lead"), Errors: s.refusedErasure(r, v, refused)}
	body.Facts = part.Facts{
		{Name: words.T("erase.by"), Text: d.name(x.By) + ", " + words.Moment(x.At.Time())},
		{Name: words.T("erase.basis"), Text: workflow.BasisName(x.Basis, words.Lang())},
		{Name: words.T("erase.state"), Text: d.erasureState(x)},
	}
	if x.Person != "" {
		body.Facts = append(body.Facts, part.Fact{Name: words.T("erase.person"), Text: d.name(x.Person)})
	}
	if texts["reason"] != "" {
		body.Facts = append(body.Facts, part.Fact{Name: words.T("erase.reason"), Text: texts["reason"]})
	}
	title, back := "erase.preview", "step.cancel"
	if x.Answer != 0 {
		back = "erase.back"
	}
	if x.Done {
		title = "erase.preview.done"
	}
	body.Lists = []eraseList{{Title: words.T(title), Table: d.goneTable(all)}}
	if x.Done && v.has(roleOffice) {
		box, err := s.leftOver(r, v, x.Answered.Time())
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		body.Boxes = append(body.Boxes, *box)
	}
	if x.Answer == 0 && v.has(roleOffice) {
		body.Forms = d.answerForms(r, x, s.config.NewID)
		body.Forms[len(body.Forms)-1].Keep = k.keep(v, "")
	}
	body.Buttons = []part.Button{{Text: words.T(back), Href: v.address("loeschen"), Quiet: true}}
	s.eraseShowPage(w, r, v, status, d.erasureName(x), body)
}

// leftOver says where texts may still be that were erased at an instant: in the files of the database, and in backups that are
// older.
func (s *Server) leftOver(r *http.Request, v *visit, erased time.Time) (*part.Box, error) {
	w := v.words
	owed, err := s.config.Keeper.SweepOwed(r.Context())
	if err != nil {
		return nil, err
	}
	backups, err := s.config.Keeper.KnownBackups(r.Context())
	if err != nil {
		return nil, err
	}
	box := &part.Box{Kind: part.BoxGood, Icon: "tick", Title: w.T("erase.files"), Lines: []string{w.T("erase.files.clean")}}
	if owed {
		box.Kind, box.Icon, box.Lines = part.BoxCare, "warn", []string{w.T("erase.files.owed")}
	}
	var older []string
	for _, b := range backups {
		if b.Made.Before(erased) {
			older = append(older, w.T("erase.backup", "Path", b.Path, "When", w.Moment(b.Made)))
		}
	}
	if len(older) == 0 {
		box.Lines = append(box.Lines, w.T("erase.backups.none"))
		return box, nil
	}
	box.Kind, box.Icon = part.BoxCare, "warn"
	box.Lines = append(append(box.Lines, w.T("erase.backups")), older...)
	return box, nil
}

// goneTable are the texts that a request names, with their words as far as the visitor may read them.
func (d *reading) goneTable(all []desk.Gone) *part.Table {
	w := d.words
	t := &part.Table{Caption: w.T("erase.preview"), Quiet: true, Columns: []part.Column{
		{Title: w.T("erase.preview.path")}, {Title: w.T("erase.person")}, {Title: w.T("erase.preview.words"), Wide: true},
	}}
	for _, g := range all {
		name, ok := d.pathName(g.Path)
		if !ok {
			name = w.T("data.account")
		}
		head := part.Cell{Text: name}
		if d.round.Numbers {
			head.Note = w.T("erase.preview.entry") + " " + strconv.FormatUint(g.Field.Entry, 10)
		}
		value := g.Value
		switch was := d.round.Erased(g.Field.Entry, g.Path); {
		case was != nil:
			value = gone(w, was)
		case value == "":
			value = w.T("erase.hidden")
		}
		t.Rows = append(t.Rows, part.Row{Head: head, Cells: []part.Cell{{Text: d.name(g.Field.Of)}, {Text: value}}})
	}
	return t
}

// answerForms ask a second person to approve a request, or to refuse it with a reason.
func (d *reading) answerForms(r *http.Request, x *view.Erasure, newID func() string) []eraseForm {
	w, at := d.words, r.URL.Path
	hidden := func(do string) []part.Option {
		return []part.Option{{Value: fieldCommand, Text: newID()}, {Value: fieldDo, Text: do}}
	}
	approve := eraseForm{
		Title: w.T("erase.answer"), Note: w.T("erase.approve.text"), Method: "post", Action: at, Hidden: hidden(doApprove),
		Send: part.Button{Text: w.T("erase.approve"), Primary: true},
	}
	if x.Barred != nil {
		approve.Send.Bar = d.bar("bar-approve", x.Barred)
	}
	refuse := eraseForm{
		Title: w.T("erase.refuse"), Method: "post", Action: at, Hidden: hidden(doRefuse),
		Fields: []part.Field{d.why(r, fieldReason, "erase.refuse.reason", "erase.refuse.hint", false)},
		Send:   part.Button{Text: w.T("erase.refuse")},
	}
	if x.Barred != nil && x.Barred.Code == "erasure_second_person" {
		refuse.Send.Bar = d.bar("bar-refuse", x.Barred)
	}
	return []eraseForm{approve, refuse}
}

// erasureSend approves a request or refuses it.
func (s *Server) erasureSend(w http.ResponseWriter, r *http.Request, v *visit) {
	x := erasureAsked(r, v)
	if x == nil {
		s.missing(w, r)
		return
	}
	k, err := answerKept(r, v)
	if err == nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	var c workflow.Command = &workflow.RefuseErasure{Request: x.Seq, Reason: r.PostFormValue(fieldReason)}
	if r.PostFormValue(fieldDo) == doApprove {
		c = &workflow.EraseText{Request: x.Seq}
	}
	s.eraseDone(w, r, v, k, c, func(status int, err error) { s.erasurePage(w, r, v, k, status, err) })
}
