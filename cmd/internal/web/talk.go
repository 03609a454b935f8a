package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// talk is the discussion on a proposal's page.
type talk struct {
	Receipt *part.Box
	Veil    *part.Box
	Remarks []part.Remark
	Form    *part.Say
}

// inquiry are the questions to whoever handed a proposal in.
type inquiry struct {
	Receipt *part.Box
	Remarks []part.Remark
	Ways    []part.Link
}

// The place of a comment or a question on the page of its proposal.
const (
	placeComment  = "kommentar-"
	placeQuestion = "frage-"
)

// talkOf is the discussion as far as the visitor may follow it; nil for whom it is not, and where there is nothing to read or
// to write. What is said to whom it is veiled is the same whether or not there is anything.
func (s *Server) talkOf(r *http.Request, d *reading, p *view.Proposal) (*talk, error) {
	if p.Exclusion != nil {
		return nil, nil
	}
	out := &talk{}
	sp, ok := speechOf(d.visit, speechComment, 0)
	open := ok && sp.barred(d.visit) == nil
	if p.Veil != "" {
		if p.State == workflow.Withdrawn {
			return nil, nil
		}
		out.Veil = d.talkVeil(p)
		return out, nil
	}
	if !open && len(p.Comments) == 0 {
		return nil, nil
	}
	var err error
	if out.Remarks, err = s.comments(r.Context(), d, p); err != nil {
		return nil, err
	}
	out.Receipt = d.spoken(r, p, speechComment)
	if open {
		in, err := s.recallSpeech(r, d.visit, sp)
		if err != nil {
			return nil, err
		}
		form := s.sayForm(d, sp, in)
		form.Back = nil
		out.Form = form
	}
	return out, nil
}

// talkVeil says why the discussion is hidden, and when it no longer is.
func (d *reading) talkVeil(p *view.Proposal) *part.Box {
	box := &part.Box{Kind: part.BoxVeil, Icon: "lock", Title: d.words.T("talk.veil.title"), Lines: []string{d.words.T("talk.veil." + string(p.Veil))}}
	if p.Veil.Lifts() && p.Mine && p.State == workflow.UnderReview {
		box.Links = []part.Link{{Text: d.words.T("veil.score"), Href: d.place("bewerten")}}
	}
	return box
}

// comments are the comments with the replies to each below it, earliest first.
func (s *Server) comments(ctx context.Context, d *reading, p *view.Proposal) ([]part.Remark, error) {
	var out []part.Remark
	at := make([]int, len(p.Comments)+1) // the comment's number → index of the one that begins its thread
	for i := range p.Comments {
		c := &p.Comments[i]
		one, err := s.comment(ctx, d, c)
		if err != nil {
			return nil, err
		}
		if c.ReplyTo == 0 {
			at[c.Number] = len(out)
			out = append(out, one)
			continue
		}
		at[c.Number] = at[c.ReplyTo]
		if first := &out[at[c.Number]]; first.Number != c.ReplyTo {
			one.To = &part.Link{Text: d.words.T("talk.to", "Number", c.ReplyTo), Href: "#" + placeComment + strconv.Itoa(c.ReplyTo)}
		}
		out[at[c.Number]].Under = append(out[at[c.Number]].Under, one)
	}
	return out, nil
}

// comment is one of them, with what the visitor can do about it.
func (s *Server) comment(ctx context.Context, d *reading, c *view.Comment) (part.Remark, error) {
	n := strconv.Itoa(c.Number)
	out := part.Remark{
		ID: placeComment + n, Number: c.Number, Who: d.name(c.Author),
		Note: joined(workflow.Word(string(c.As), d.words.Lang()), d.words.Moment(c.Versions[0].At.Time())),
	}
	for _, m := range d.proposal.Out {
		if d.member(m).Pseudonym == c.Author {
			out.Note = joined(out.Note, d.words.T("talk.aside"))
		}
	}
	if err := s.written(ctx, d, &out, "comment", c.Versions); err != nil {
		return out, err
	}
	if sp, ok := speechOf(d.visit, speechReply, c.Number); ok && sp.barred(d.visit) == nil {
		out.Ways = append(out.Ways, part.Link{Text: d.words.T("talk.reply"), Note: d.words.T("talk.of", "Number", c.Number), Href: d.place(sp.path)})
	}
	if sp, ok := speechOf(d.visit, speechEdit, c.Number); ok && sp.barred(d.visit) == nil {
		out.Ways = append(out.Ways, part.Link{Text: d.words.T("talk.edit"), Note: d.words.T("talk.edit.of", "Number", c.Number), Href: d.place(sp.path)})
	}
	return out, nil
}

// written puts what was written in words: the version in force, and the earlier ones with what each next one changed.
func (s *Server) written(ctx context.Context, d *reading, out *part.Remark, path string, versions []view.Written) error {
	texts := make([]string, len(versions))
	for i, w := range versions {
		t, err := s.texts(ctx, d.visit, w.Entry)
		if err != nil {
			return err
		}
		texts[i] = t[path]
	}
	last := len(versions) - 1
	if out.Text = paragraphs(texts[last]); len(out.Text) == 0 {
		out.Gone = d.words.T("talk.gone")
	}
	if last == 0 {
		return nil
	}
	out.Edited = d.words.T("talk.edited", "When", d.words.Moment(versions[last].At.Time()), "Count", last)
	for i := last - 1; i >= 0; i-- {
		out.Earlier = append(out.Earlier, part.Earlier{
			Title: d.words.T("talk.earlier", "Version", i+1, "When", d.words.Moment(versions[i].At.Time())),
			Text:  part.Diff(texts[i], texts[i+1]),
		})
	}
	return nil
}

// inquiryOf are the questions with their answers; nil where there are none and none can be asked.
func (s *Server) inquiryOf(r *http.Request, d *reading, p *view.Proposal) (*inquiry, error) {
	if p.Exclusion != nil && !p.Own {
		return nil, nil
	}
	out := &inquiry{}
	if sp, ok := speechOf(d.visit, speechQuestion, 0); ok && sp.barred(d.visit) == nil {
		out.Ways = []part.Link{{Text: d.words.T("talk.ask"), Href: d.place(sp.path)}}
	}
	for i := range p.Questions {
		one, err := s.question(r.Context(), d, &p.Questions[i])
		if err != nil {
			return nil, err
		}
		out.Remarks = append(out.Remarks, one)
	}
	if len(out.Remarks)+len(out.Ways) == 0 {
		return nil, nil
	}
	if out.Receipt = d.spoken(r, p, speechQuestion); out.Receipt == nil {
		out.Receipt = d.spoken(r, p, speechAnswer)
	}
	return out, nil
}

// question is a question with the answer below it.
func (s *Server) question(ctx context.Context, d *reading, q *view.Question) (part.Remark, error) {
	w := d.words
	out := part.Remark{
		ID: placeQuestion + strconv.Itoa(q.Number), Number: q.Number, Who: w.T("talk.office"), Note: w.Moment(q.Asked.At.Time()),
	}
	if q.By != "" {
		out.Who = d.name(q.By)
		out.Note = joined(w.T("role.coordinator"), out.Note)
	}
	if err := s.written(ctx, d, &out, "question", []view.Written{q.Asked}); err != nil {
		return out, err
	}
	sp, mine := speechOf(d.visit, speechAnswer, q.Number)
	mine = mine && sp.barred(d.visit) == nil
	if len(q.Answers) == 0 {
		out.Status = &part.Status{Kind: part.Care, Text: w.T("talk.unanswered")}
		if mine {
			out.Ways = []part.Link{{Text: w.T(sp.message() + ".link"), Href: d.place(sp.path)}}
		}
		return out, nil
	}
	answer := part.Remark{
		ID: placeQuestion + strconv.Itoa(q.Number) + "-antwort", Who: w.T("talk.answer.by"), Note: w.Moment(q.Answers[0].At.Time()),
	}
	if err := s.written(ctx, d, &answer, "answer", q.Answers); err != nil {
		return out, err
	}
	if mine {
		answer.Ways = []part.Link{{Text: w.T("talk.answer.edit"), Href: d.place(sp.path)}}
	}
	out.Under = []part.Remark{answer}
	return out, nil
}

// addAsked adds to the text that is judged what the submitter was asked and has answered.
func (s *Server) addAsked(r *http.Request, v *visit, paper *part.Paper) error {
	if len(v.proposal.Questions) == 0 {
		return nil
	}
	out := part.PaperPart{Title: v.words.T("talk.questions")}
	d := &reading{visit: v}
	for i := range v.proposal.Questions {
		q, err := s.question(r.Context(), d, &v.proposal.Questions[i])
		if err != nil {
			return err
		}
		out.Prose = append(out.Prose, v.words.T("talk.asked", "Number", q.Number, "Text", strings.Join(q.Text, " ")))
		if len(q.Under) == 0 {
			out.Prose = append(out.Prose, v.words.T("talk.unanswered"))
		}
		for _, a := range q.Under {
			out.Prose = append(out.Prose, a.Text...)
		}
	}
	paper.Parts = append(paper.Parts, out)
	return nil
}

// asking are the proposals with a question that is not answered yet, and still can be.
func asking(all []*view.Proposal) []*view.Proposal {
	return slices.DeleteFunc(slices.Clone(all), func(p *view.Proposal) bool {
		return len(unanswered(p)) == 0 || p.State == workflow.Decided || p.State == workflow.Withdrawn
	})
}
