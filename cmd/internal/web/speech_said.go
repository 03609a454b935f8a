package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The query with which the page of a proposal confirms what was said: the number of the comment, the question, or the
// question that was answered, and that it had stood there word for word.
const (
	fieldSpokenComment  = "kommentar"
	fieldSpokenQuestion = "frage"
	fieldSpokenAnswer   = "antwort"
	fieldSame           = "unveraendert"
)

// confirmed is the field that confirms a speech.
func (k speechKind) confirmed() string {
	switch k {
	case speechQuestion:
		return fieldSpokenQuestion
	case speechAnswer:
		return fieldSpokenAnswer
	case speechComment, speechReply, speechEdit:
	}
	return fieldSpokenComment
}

// spokenAt is where what was said stands, with the number under which the page confirms it.
func (s *Server) spokenAt(r *http.Request, v *visit, sp *speech, receipt *workflow.Receipt) string {
	number := sp.number
	if fresh, err := s.visit(r); err == nil && fresh != nil && fresh.proposal != nil {
		number = lastOf(fresh.proposal, sp, receipt.Seq)
	}
	query := url.Values{sp.kind.confirmed(): {strconv.Itoa(number)}}
	if receipt.Unchanged {
		query.Set(fieldSame, "1")
	}
	return v.place("") + "?" + query.Encode() + "#" + sp.place()
}

// lastOf is the number of the comment or question that an entry made or changed.
func lastOf(p *view.Proposal, sp *speech, entry uint64) int {
	for i := range p.Comments {
		if p.Comments[i].Now().Entry == entry {
			return i + 1
		}
	}
	for i := range p.Questions {
		if p.Questions[i].Asked.Entry == entry {
			return i + 1
		}
	}
	return sp.number
}

// spoken confirms what the visitor has said just before, from the record itself; nil where the address names nothing of
// theirs.
func (d *reading) spoken(r *http.Request, p *view.Proposal, kind speechKind) *part.Box {
	n, err := strconv.Atoi(r.URL.Query().Get(kind.confirmed()))
	if err != nil || n < 1 {
		return nil
	}
	w, ok := writtenBy(d, p, kind, n)
	if !ok {
		return nil
	}
	if r.URL.Query().Get(fieldSame) != "" {
		return &part.Box{Title: d.words.T("said.same"), Lines: []string{d.words.T("said.same.text", "When", d.words.Moment(w.At.Time()))}, Focus: true}
	}
	line := d.words.T("said.at", "When", d.words.Moment(w.At.Time()))
	if d.round.Numbers {
		line = d.words.T("said.at.numbered", "Entry", int(w.Entry), "When", d.words.Moment(w.At.Time()))
	}
	return &part.Box{
		Kind: part.BoxGood, Icon: "tick", Title: d.words.T("said."+kind.confirmed(), "Number", n), Lines: []string{line}, Focus: true,
	}
}

// writtenBy is the latest version of what the visitor has written.
func writtenBy(d *reading, p *view.Proposal, kind speechKind, n int) (view.Written, bool) {
	switch kind {
	case speechQuestion:
		if n <= len(p.Questions) && d.has(roleOffice) {
			return p.Questions[n-1].Asked, true
		}
	case speechAnswer:
		if n <= len(p.Questions) && (p.Own || d.has(roleOffice)) && len(p.Questions[n-1].Answers) > 0 {
			answers := p.Questions[n-1].Answers
			return answers[len(answers)-1], true
		}
	case speechComment, speechReply, speechEdit:
		if n <= len(p.Comments) && p.Comments[n-1].Own {
			return p.Comments[n-1].Now(), true
		}
	}
	return view.Written{}, false
}
