package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// replayBody is the body of the page that goes through the record entry by entry.
type replayBody struct {
	Ref      part.Ref
	Damaged  *part.Box // from which entry on the record cannot be read
	Checked  *part.Box // what the last check of the record has found
	Action   string
	Choices  []part.Field // which proposal, and whose sight
	Here     []part.Option
	Show     part.Button
	Empty    *part.Empty
	Timeline part.Timeline
	Verdict  string
	Note     string // said when the entry asked for is not among those shown
	Changes  *part.Table
	Texts    []textDiff
	Same     string // which texts the entry repeats unchanged
	Stand    part.Facts
	Seen     *seenThen
	Entry    string
	Facts    part.Facts
	Links    []part.Link
	Compare  comparing
	Pairs    []part.Link // differences from here
	Around   []part.Entry
	Whole    string // which entries stand around it
}

// The query of the page.
const (
	fieldEntry = "eintrag"
	fieldWhose = "vorschlag"
	fieldWhen  = "zeit"
	fieldAs    = "sicht"
)

// moment is where in the record a reader is: the steps that they see there, which of them is shown, and whose sight is asked
// for beside their own.
type moment struct {
	steps []view.Step
	turns []view.Turn
	at    int
	note  string
	sight string // pseudonym
}

func (m *moment) step() *view.Step { return &m.steps[m.at] }

// replayShow shows what one entry did, how things stood after it, and where it stands in the record.
func (s *Server) replayShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, body, err := told(s, r, v, s.replayBody)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	title := v.words.T("replay.title")
	if p := d.proposal; p != nil {
		title = v.words.T("replay.title_of", "Proposal", d.called(p))
	}
	show(s, w, r, s.pages.replay, http.StatusOK, s.frameOf(r, v, title), body)
}

// told makes the body of a page about the past. A round that turns out to be damaged while it is played is told as far as its
// record is good.
func told[T any](s *Server, r *http.Request, v *visit, make func(*http.Request, *reading) (T, error)) (*reading, T, error) {
	d, err := s.past(r, v)
	var body T
	if err == nil {
		body, err = make(r, d)
	}
	if errors.Is(err, workflow.ErrCorrupt) && v.damage == nil && s.sound(r, v, err) == nil {
		return told(s, r, v, make)
	}
	return d, body, err
}

// past reads a round whose history is asked for, or that of one of its proposals.
func (s *Server) past(r *http.Request, v *visit) (*reading, error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		return nil, err
	}
	return d, d.about(r)
}

// about finds the proposal whose history is asked for.
func (d *reading) about(r *http.Request) error {
	number := r.FormValue(fieldWhose)
	if number == "" {
		return nil
	}
	if d.visit.proposal = d.round.Proposal(number); d.proposal == nil {
		return &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": number}}
	}
	return nil
}

// history are the steps that the visitor sees, of the proposal that was asked for or of the whole round.
func (s *Server) history(ctx context.Context, d *reading) (m moment, err error) {
	id := ""
	if d.proposal != nil {
		id = d.proposal.ID
	}
	if m.steps, err = s.config.Desk.History(ctx, d.round, id); err != nil {
		return m, err
	}
	if err = errors.Join(s.readLabels(ctx, d), s.readItems(ctx, d, m.steps)); err != nil {
		return m, err
	}
	m.turns, err = s.config.Desk.Turns(ctx, d.round)
	return m, err
}

func (s *Server) replayBody(r *http.Request, d *reading) (replayBody, error) {
	w, ctx := d.words, r.Context()
	body := replayBody{
		Ref: d.ref(), Action: d.address("nachvollziehen"), Show: part.Button{Text: w.T("replay.show")}, Whole: w.T("replay.whole"),
	}
	if d.proposal != nil {
		body.Whole = d.called(d.proposal)
	}
	m, err := s.history(ctx, d)
	if err != nil {
		return body, err
	}
	if m.sight, err = d.sight(r.FormValue(fieldAs)); err != nil {
		return body, err
	}
	body.Choices = d.choices(m.sight)
	body.Damaged, body.Checked = d.damaged(), s.checked(d, &body.Ref)
	if len(m.steps) == 0 {
		body.Empty = &part.Empty{Title: w.T("replay.empty.title"), Text: w.T("replay.empty.text")}
		return body, nil
	}
	m.at, m.note = d.askedFor(m.steps, r.FormValue(fieldEntry), r.FormValue(fieldWhen))
	st := m.step()
	body.Here = []part.Option{{Value: fieldEntry, Text: strconv.FormatUint(st.Seq, 10)}}
	body.Ref.Facts = append(body.Ref.Facts, d.span(m.steps)+d.withheld(m.steps))
	body.Note, body.Timeline, body.Compare, body.Pairs = m.note, d.timeline(&m), d.comparing(m.steps, m.at-1, m.at), d.pairs(&m)
	body.Verdict, body.Around = d.sentence(st), d.around(&m)
	body.Entry = w.T("entry.n", "Entry", int(st.Seq))
	texts, err := s.textChanges(ctx, d, m.steps, m.at)
	if err != nil {
		return body, err
	}
	body.Changes, body.Texts, body.Same = d.changes(st, texts), diffs(texts), d.unchanged(texts)
	return body, s.standing(ctx, d, &m, &body)
}

// span says how many entries there are, and of which days.
func (d *reading) span(steps []view.Step) string {
	from, to := d.words.Day(steps[0].At.Time()), d.words.Day(steps[len(steps)-1].At.Time())
	if from == to {
		return d.words.T("replay.day", "Count", len(steps), "Day", from)
	}
	return d.words.T("replay.span", "Count", len(steps), "From", from, "To", to)
}

// withheld says that entries of a ballot that runs are not shown yet, to who reads the whole record and knows how long it is anyway;
// empty where there are none.
func (d *reading) withheld(steps []view.Step) string {
	if !d.round.Reader {
		return ""
	}
	n := int(d.round.Replayed()) - len(steps)
	if d.proposal != nil {
		n = len(d.proposal.Entries)
		for i := range steps {
			if steps[i].Proposal == d.proposal.ID {
				n--
			}
		}
	}
	if n <= 0 {
		return ""
	}
	return d.words.T("replay.withheld", "Count", n)
}

// standing adds how things stood after the entry and its particulars; for readers of the whole record also its leaf, its bytes
// and what somebody else saw.
func (s *Server) standing(ctx context.Context, d *reading, m *moment, body *replayBody) error {
	st := m.step()
	body.Facts = d.entryFacts(m)
	body.Links = []part.Link{{Text: d.words.T("replay.link"), Href: d.lasting(m)}}
	if !d.round.Reader {
		body.Stand = d.standTold(m)
		return nil
	}
	raw, err := s.config.Desk.Entry(ctx, d.round, st.Seq)
	if err != nil {
		return err
	}
	body.Facts = append(body.Facts, part.Fact{Name: d.words.T("entry.leaf"), Text: ledger.LeafHash(raw).String(), Code: true})
	body.Links = append(body.Links, part.Link{Text: d.words.T("entry.raw"), Href: d.address(fmt.Sprintf("nachvollziehen/roh?eintrag=%d", st.Seq))})
	state, err := s.config.Desk.At(ctx, d.round, st.Seq+1)
	if err != nil {
		return err
	}
	if d.proposal != nil {
		body.Stand = d.standThen(state, d.proposal.ID)
	} else {
		body.Stand = d.countsThen(state)
	}
	if m.sight != "" {
		body.Seen, err = s.seenThen(ctx, d, m)
	}
	return err
}

// entryFacts are the particulars of an entry.
func (d *reading) entryFacts(m *moment) part.Facts {
	w, st := d.words, m.step()
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
	return append(facts, d.allowed(m)...)
}

// around are the entries before and after the one shown.
func (d *reading) around(m *moment) []part.Entry {
	const near = 4
	var out []part.Entry
	for i := max(0, m.at-near); i < min(len(m.steps), m.at+near+1); i++ {
		st := &m.steps[i]
		out = append(out, part.Entry{
			Seq: int(st.Seq), Text: d.sentence(st), Href: d.replayAddress(m, i), Note: d.words.Stamp(st.At.Time()), Current: i == m.at,
		})
	}
	return out
}
