package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/workflow/view"
)

// eraseBody is the body of the pages about erasing, and of those of one's own data.
type eraseBody struct {
	Ref     part.Ref
	Lead    string
	Errors  *part.Errors
	Boxes   []part.Box
	Facts   part.Facts
	Lists   []eraseList
	Forms   []eraseForm
	Buttons []part.Button
}

// eraseList is a table below a heading, or what is said in its place.
type eraseList struct {
	Title, Note string
	Table       *part.Table
}

// eraseForm is one form of such a page.
type eraseForm struct {
	Title, Note string
	Method      string
	Action      string
	Hidden      []part.Option
	Choices     []part.Choices
	Fields      []part.Field
	Send        part.Button
	Keep        *keeping // where what is typed is kept, nil where nothing is typed
}

// The fields of the forms about erasing.
const (
	fieldDo    = "tun" // which of the page's forms it is
	fieldBasis = "rechtsgrund"
	fieldPath  = "text"
	fieldWhom  = "wen"
	fieldHeld  = "wofuer"
	fieldHold  = "verbot"

	doApprove = "genehmigen"
	doRefuse  = "ablehnen"
	doHold    = "verbieten"
	doLift    = "aufheben"
	doAsk     = "beantragen"
)

// gone says of a text that it was erased, when, on what law, and by which entry.
func gone(words *locale.Locale, g *view.Gone) string {
	law, day := words.T("erase.law"), words.Day(g.At.Time())
	if g.Entry == 0 {
		return words.T("erase.gone.bare", "Day", day, "Law", law)
	}
	return words.T("erase.gone", "Day", day, "Law", law, "Entry", strconv.FormatUint(g.Entry, 10))
}

// texts are the texts of an entry that the visitor may read, for showing: in the place of those that were erased it says so.
func (s *Server) texts(ctx context.Context, v *visit, entry uint64) (map[string]string, error) {
	out, err := s.config.Desk.Texts(ctx, v.round, entry)
	if err != nil {
		return nil, err
	}
	for path, g := range v.round.ErasedAt(entry) {
		out[path] = gone(v.words, g)
	}
	return out, nil
}

// withoutErased says of names and titles that were erased that they were.
func (d *reading) withoutErased() {
	for pseudonym := range d.names {
		if g := d.round.Nameless(pseudonym); g != nil {
			d.names[pseudonym] = pseudonym + " (" + gone(d.words, g) + ")"
		}
	}
	for _, p := range d.round.Proposals {
		if g := d.round.Erased(p.Entry, "title"); g != nil && d.titles[p.ID] == "" {
			d.titles[p.ID] = gone(d.words, g)
		}
	}
}

// eraseShowPage shows a page about erasing.
func (s *Server) eraseShowPage(w http.ResponseWriter, r *http.Request, v *visit, status int, title string, body *eraseBody) {
	show(s, w, r, s.pages.erase, status, s.frameOf(r, v, title), *body)
}

// refusedErasure says above a form why it was refused.
func (s *Server) refusedErasure(r *http.Request, v *visit, err error) *part.Errors {
	if err == nil {
		return nil
	}
	return &part.Errors{Title: v.words.T("erase.refused"), Items: []part.Link{{Text: s.answer(r, v, err).Message, Href: "#main"}}}
}

// fill fills the one form of a page that is kept: with what was sent, which is kept before anything is done with it, and else
// with what was kept, as if it had been sent.
func (s *Server) fill(r *http.Request, v *visit, k *keptForm) (err error) {
	if r.Method == http.MethodPost {
		return s.keepSent(r, v, k, typed(r))
	}
	if r.PostForm, err = s.recalled(r, k); r.PostForm == nil {
		r.PostForm = url.Values{}
	}
	return err
}

// why is the field for a reason.
func (d *reading) why(r *http.Request, id, label, hint string, optional bool) part.Field {
	return part.Field{
		ID: id, Name: fieldReason, Label: d.words.T(label), Hint: d.words.T(hint), Rows: 3, Value: r.PostFormValue(fieldReason),
		Max: d.round.Policy.Limit(fieldReason), Optional: optional,
	}
}
