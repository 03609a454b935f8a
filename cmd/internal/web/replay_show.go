package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// replayBody is the body of the page that goes through the record entry by entry.
type replayBody struct {
	Ref      part.Ref
	Action   string
	Choice   part.Field // which proposal
	Show     part.Button
	Empty    *part.Empty
	Timeline part.Timeline
	Verdict  string
	Note     string // said when the entry asked for is not among those shown
	Changes  *part.Table
	Texts    []textDiff
	Same     string // which texts the entry repeats unchanged
	Stand    part.Facts
	Entry    string
	Facts    part.Facts
	Raw      *part.Link
	Around   []part.Entry
	Whole    string // which entries stand around it
}

// The query of the page.
const (
	fieldEntry = "eintrag"
	fieldWhose = "vorschlag"
)

// replayShow shows what one entry did, and where it stands in the record.
func (s *Server) replayShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if number := r.FormValue(fieldWhose); number != "" {
		if v.proposal = v.round.Proposal(number); v.proposal == nil {
			s.refuse(w, r, v, &workflow.Refusal{
				Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": number},
			})
			return
		}
	}
	body, err := s.replayBody(r, d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	title := v.words.T("replay.title")
	if p := v.proposal; p != nil {
		title = v.words.T("replay.title_of", "Proposal", d.called(p))
	}
	show(s, w, r, s.pages.replay, http.StatusOK, s.frameOf(r, v, title), body)
}

func (s *Server) replayBody(r *http.Request, d *reading) (replayBody, error) {
	w, ctx := d.words, r.Context()
	body := replayBody{
		Ref: d.ref(), Action: d.address("nachvollziehen"), Choice: d.choice(),
		Show: part.Button{Text: w.T("replay.show")}, Whole: w.T("replay.whole"),
	}
	if err := s.readLabels(ctx, d); err != nil {
		return body, err
	}
	id := ""
	if d.proposal != nil {
		id, body.Whole = d.proposal.ID, d.called(d.proposal)
	}
	steps, err := s.config.Desk.History(ctx, d.round, id)
	if err != nil {
		return body, err
	}
	if len(steps) == 0 {
		body.Empty = &part.Empty{Title: w.T("replay.empty.title"), Text: w.T("replay.empty.text")}
		return body, nil
	}
	body.Ref.Facts = append(body.Ref.Facts, d.span(steps))
	at, exact := stepAt(steps, r.FormValue(fieldEntry))
	st := &steps[at]
	if !exact {
		body.Note = w.T("replay.nearest", "Entry", int(st.Seq))
	}
	body.Timeline = d.timeline(steps, at)
	body.Verdict, body.Around = d.sentence(st), d.around(steps, at)
	body.Entry = w.T("entry.n", "Entry", int(st.Seq))
	texts, err := s.textChanges(ctx, d, steps, at)
	if err != nil {
		return body, err
	}
	body.Changes, body.Texts, body.Same = d.changes(st, texts), diffs(texts), d.unchanged(texts)
	return body, s.standing(ctx, d, st, &body)
}

// span says how many entries there are, and of which days.
func (d *reading) span(steps []view.Step) string {
	from, to := d.words.Day(steps[0].At.Time()), d.words.Day(steps[len(steps)-1].At.Time())
	if from == to {
		return d.words.T("replay.day", "Count", len(steps), "Day", from)
	}
	return d.words.T("replay.span", "Count", len(steps), "From", from, "To", to)
}

// choice is the field that chooses whose history is shown.
func (d *reading) choice() part.Field {
	f := part.Field{ID: "of", Name: fieldWhose, Label: d.words.T("heat.proposal"), Options: []part.Option{
		{Text: d.words.T("replay.whole")},
	}}
	for _, p := range d.round.Proposals {
		f.Options = append(f.Options, part.Option{
			Value: p.Number, Text: p.Number + " " + d.titleOf(p), Chosen: p == d.proposal,
		})
	}
	return f
}

// stepAt is the index of the step with that number, or of the last one before it, and whether it is the one asked for. Without
// a number it is the last step.
func stepAt(steps []view.Step, number string) (at int, exact bool) {
	last := len(steps) - 1
	if number == "" {
		return last, true
	}
	n, err := strconv.ParseUint(number, 10, 63)
	if err != nil {
		return last, false
	}
	at = 0
	for i := range steps {
		if steps[i].Seq <= n {
			at = i
		}
	}
	return at, steps[at].Seq == n
}

// standing adds the details of the entry and, for readers of the whole record, how things stood after it.
func (s *Server) standing(ctx context.Context, d *reading, st *view.Step, body *replayBody) error {
	body.Facts = d.entryFacts(st)
	if !d.round.Reader {
		return nil
	}
	raw, err := s.config.Desk.Entry(ctx, d.round, st.Seq)
	if err != nil {
		return err
	}
	body.Facts = append(body.Facts, part.Fact{Name: d.words.T("entry.leaf"), Text: ledger.LeafHash(raw).String(), Code: true})
	body.Raw = &part.Link{Text: d.words.T("entry.raw"), Href: d.address(fmt.Sprintf("nachvollziehen/roh?eintrag=%d", st.Seq))}
	state, err := s.config.Desk.At(ctx, d.round, st.Seq+1)
	if err != nil {
		return err
	}
	if d.proposal != nil {
		body.Stand = d.standThen(state, d.proposal.ID)
		return nil
	}
	body.Stand = d.countsThen(state)
	return nil
}

// entryFacts are the particulars of an entry.
func (d *reading) entryFacts(st *view.Step) part.Facts {
	w := d.words
	who := d.name(st.Actor)
	if who != st.Actor {
		who = w.T("entry.person", "Name", who, "Pseudonym", st.Actor)
	}
	facts := part.Facts{
		{Name: w.T("entry.kind"), Text: st.Kind.Name(), Code: true},
		{Name: w.T("entry.time"), Text: w.Moment(st.At.Time()) + " (" + st.At.String() + ")"},
		{Name: w.T("entry.actor"), Text: who},
	}
	if st.For != "" {
		facts = append(facts, part.Fact{Name: w.T("entry.for"), Text: w.T("entry.person", "Name", d.name(st.For), "Pseudonym", st.For)})
	}
	return append(facts, part.Fact{Name: w.T("entry.rule"), Text: w.T("entry.rule_text",
		"Transition", st.Kind.Transition(), "Capacity", workflow.Word(string(st.As), w.Lang()))})
}

// around are the entries before and after the one shown.
func (d *reading) around(steps []view.Step, at int) []part.Entry {
	const near = 4
	var out []part.Entry
	for i := max(0, at-near); i < min(len(steps), at+near+1); i++ {
		st := &steps[i]
		out = append(out, part.Entry{
			Seq: int(st.Seq), Text: d.sentence(st), Href: d.replayAddress(st.Seq), Note: d.words.Stamp(st.At.Time()), Current: i == at,
		})
	}
	return out
}

// replayAddress is the page of an entry within the history that is being read.
func (d *reading) replayAddress(seq uint64) string {
	query := url.Values{fieldEntry: {strconv.FormatUint(seq, 10)}}
	if d.proposal != nil {
		query.Set(fieldWhose, d.proposal.Number)
	}
	return d.address("nachvollziehen?" + query.Encode())
}

// rawBody is the body of the page of an entry's bytes.
type rawBody struct {
	Ref   part.Ref
	Text  string
	Facts part.Facts
	Back  part.Link
}

// replayRaw shows an entry as it was committed, byte by byte.
func (s *Server) replayRaw(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	seq, err := strconv.ParseUint(r.FormValue(fieldEntry), 10, 63)
	if err != nil {
		err = errNoEntry(r.FormValue(fieldEntry))
	}
	var raw []byte
	if err == nil {
		raw, err = s.config.Desk.Entry(r.Context(), v.round, seq)
	}
	var ref *workflow.Refusal
	if errors.As(err, &ref) && ref.Code == "inconsistent" {
		err = errNoEntry(strconv.FormatUint(seq, 10))
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body := rawBody{
		Ref: d.ref(), Text: string(raw), Back: part.Link{Text: v.words.T("replay.title"), Href: d.replayAddress(seq)},
		Facts: part.Facts{{Name: v.words.T("entry.leaf"), Text: ledger.LeafHash(raw).String(), Code: true}},
	}
	show(s, w, r, s.pages.raw, http.StatusOK, s.frameOf(r, v, v.words.T("raw.title", "Entry", int(seq))), body)
}
