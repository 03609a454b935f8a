package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The query of the page of differences.
const (
	fieldPointA = "von"
	fieldPointB = "bis"
)

// comparing is the form that asks for the difference between two entries.
type comparing struct {
	Action string
	From   part.Field
	To     part.Field
	Hidden []part.Option
	Send   part.Button
}

// betweenBody is the body of the page of differences.
type betweenBody struct {
	Ref     part.Ref
	Damaged *part.Box
	Form    comparing
	Handles []handle
	Choices []part.Field
	Note    string
	Span    string
	Given   part.Facts
	Tables  []*part.Table
	Texts   []textDiff // the long ones
	Empty   *part.Empty
	Ways    []part.Link
}

// mostDifferences is how many lines a page of differences has at most.
const mostDifferences = 60

// comparing is that form, with two steps filled in; before the first one is -1.
func (d *reading) comparing(steps []view.Step, from, to int) comparing {
	w := d.words
	field := func(id, name, label string, at int) part.Field {
		f := part.Field{ID: id, Name: name, Label: w.T(label), Numeric: true, Optional: false, Autocomplete: "off"}
		if at >= 0 && at < len(steps) {
			f.Value = strconv.FormatUint(steps[at].Seq, 10)
		}
		return f
	}
	out := comparing{
		Action: d.address("nachvollziehen/unterschied"), From: field("compare-from", fieldPointA, "compare.from", from),
		To: field("compare-to", fieldPointB, "compare.to", to), Send: part.Button{Text: w.T("compare.show"), Small: true},
	}
	if d.proposal != nil {
		out.Hidden = []part.Option{{Value: fieldWhose, Text: d.proposal.Number}}
	}
	return out
}

// betweenShow shows what was otherwise after one entry than after another.
func (s *Server) betweenShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, body, err := told(s, r, v, s.betweenBody)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	title := v.words.T("compare.title")
	if p := d.proposal; p != nil {
		title = v.words.T("compare.title_of", "Proposal", d.called(p))
	}
	show(s, w, r, s.pages.between, http.StatusOK, s.frameOf(r, v, title), body)
}

func (s *Server) betweenBody(r *http.Request, d *reading) (betweenBody, error) {
	w := d.words
	body := betweenBody{Ref: d.ref(), Damaged: d.damaged(), Choices: []part.Field{d.choice()}, Ways: []part.Link{{Text: w.T("replay.title"), Href: d.historyAddress()}}}
	m, err := s.history(r.Context(), d)
	if err != nil {
		return body, err
	}
	if len(m.steps) == 0 {
		body.Form = d.comparing(nil, -1, -1)
		body.Empty = &part.Empty{Title: w.T("replay.empty.title"), Text: w.T("replay.empty.text")}
		return body, nil
	}
	from, to, note := d.ends(m.steps, r.FormValue(fieldPointA), r.FormValue(fieldPointB))
	body.Form, body.Note = d.comparing(m.steps, from, to), note
	body.Span, body.Handles = d.between(m.steps, from, to), d.handles(&m, from, to)
	x := d.pair(&m, from, to)
	body.Tables, body.Given = x.differences(view.Between(d.listed(m.steps), from, to)), d.given(m.steps[from+1:to+1])
	if d.proposal != nil {
		texts, err := s.textsBetween(r.Context(), d, m.steps, from, to)
		if err != nil {
			return body, err
		}
		body.Texts = diffs(texts)
		if t := x.shortTexts(texts); t != nil {
			body.Tables = append(body.Tables, t)
		}
	}
	if len(body.Tables)+len(body.Given)+len(body.Texts) == 0 {
		body.Empty = &part.Empty{Title: w.T("compare.nothing.title"), Text: w.T("compare.nothing.text")}
	}
	return body, nil
}

// historyAddress is the history that is being read.
func (d *reading) historyAddress() string {
	if d.proposal == nil {
		return d.address("nachvollziehen")
	}
	return d.address("nachvollziehen?" + url.Values{fieldWhose: {d.proposal.Number}}.Encode())
}

// ends are the two steps that are asked for, the earlier one first; before the first step is -1. Without a number the first is
// the beginning, and the second the last step.
func (d *reading) ends(steps []view.Step, a, b string) (from, to int, note string) {
	end := func(text string, without int) int {
		if text = strings.TrimSpace(text); text == "" {
			return without
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < -1 {
			note = d.words.T("compare.bad", "Text", text)
			return without
		}
		if n < int64(steps[0].Seq) {
			return -1
		}
		at, _ := stepAt(steps, text)
		return at
	}
	from, to = end(a, -1), end(b, len(steps)-1)
	return min(from, to), max(from, to), note
}

// between says in a sentence what lies between two steps.
func (d *reading) between(steps []view.Step, from, to int) string {
	w, first := d.words, d.words.T("compare.beginning")
	if from >= 0 {
		first = w.T("replay.at", "Entry", int(steps[from].Seq), "When", w.Moment(steps[from].At.Time()))
	}
	last := first
	if to >= 0 {
		last = w.T("replay.at", "Entry", int(steps[to].Seq), "When", w.Moment(steps[to].At.Time()))
	}
	return w.T("compare.span", "From", first, "To", last) + ". " + w.T("compare.steps", "Count", max(to-from, 0))
}

// listed are the steps whose differences are named one by one: of a proposal all, of a round those that are not about what a
// single member gave. The places are the same.
func (d *reading) listed(steps []view.Step) []view.Step {
	if d.proposal != nil {
		return steps
	}
	out := make([]view.Step, len(steps))
	for i := range steps {
		if !steps[i].Personal() {
			out[i] = steps[i]
		}
	}
	return out
}

// given counts what members gave between two moments.
func (d *reading) given(steps []view.Step) (facts part.Facts) {
	n := map[string]int{}
	for i := range steps {
		switch st := &steps[i]; st.Kind {
		case workflow.KindScoresCast:
			if hadBefore(st, "sheet") {
				n["compare.again"]++
			} else {
				n["compare.sheets"]++
			}
		case workflow.KindVoteCast, workflow.KindBallotVoted:
			n["compare.votes"]++
		case workflow.KindCommentMade:
			n["compare.comments"]++
		default:
		}
	}
	for _, id := range []string{"compare.sheets", "compare.again", "compare.votes", "compare.comments"} {
		if n[id] > 0 {
			facts = append(facts, part.Fact{Name: d.words.T(id), Text: d.words.Int(n[id])})
		}
	}
	return facts
}

// textsBetween are the texts that are otherwise: of each entry that another one took the place of in between, and of new ones.
func (s *Server) textsBetween(ctx context.Context, d *reading, steps []view.Step, from, to int) ([]textChange, error) {
	var out []textChange
	for i := from + 1; i <= to; i++ {
		if replaced(steps, i, to) {
			continue
		}
		changes, err := s.textsSince(ctx, d, steps, i, from)
		if err != nil {
			return nil, err
		}
		for _, x := range changes {
			if !x.same() {
				x.Title = d.words.T("compare.of", "Field", x.Title, "Name", d.name(subject(&steps[i])))
				out = append(out, x)
			}
		}
	}
	return out, nil
}

// replaced tells whether a later step, up to and with last, takes the place of one.
func replaced(steps []view.Step, at, last int) bool {
	for i := at + 1; i <= last; i++ {
		if earlier(steps, i) == at {
			return true
		}
	}
	return false
}
