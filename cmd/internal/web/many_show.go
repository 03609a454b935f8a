package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// fieldProposal names a proposal in a form about several, with how it stood when the form was made.
const fieldProposal = "vorschlag"

// manyBody is the body of the preview of a step that is taken for several proposals.
type manyBody struct {
	Ref     part.Ref
	Lead    string
	Box     *part.Box
	Action  string
	Hidden  []part.Option
	Fields  []part.Field // the reason that all of them get
	Preview part.Preview
	Empty   *part.Empty
}

// manyShow shows what a step would do to every proposal it can be taken for.
func (s *Server) manyShow(w http.ResponseWriter, r *http.Request, v *visit) {
	st, ok := stepTo(r.PathValue("schritt"))
	if !ok || !st.many {
		s.missing(w, r)
		return
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.manyPage(w, r, d, st, &stepInput{}, turnedDown{status: http.StatusOK})
}

// turnedDown is why a step was not taken; without words nothing was asked yet.
type turnedDown struct {
	status    int
	code, why string
}

// manyPage shows the preview as things stand now, with what was typed and why the step was not taken.
func (s *Server) manyPage(w http.ResponseWriter, r *http.Request, d *reading, st step, in *stepInput, no turnedDown) {
	body := manyBody{Ref: d.ref(), Lead: d.say(st, "lead"), Action: d.manyAddress(st), Fields: d.textFields(st, in)}
	if no.why != "" {
		markField(body.Fields, no.code, no.why)
		body.Box = d.manyBox(no.why)
	}
	can, cannot := d.split(st)
	body.Hidden = []part.Option{{Value: fieldCommand, Text: s.config.NewID()}}
	for _, p := range can {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldProposal, Text: p.ID + "." + seeing(d, p).String()})
	}
	body.Preview = part.Preview{
		Table: d.previewTable(st, can, cannot), Cancel: part.Button{Text: d.words.T("step.cancel"), Href: d.address("steuerung"), Quiet: true},
		Confirm: part.Button{Text: d.say(st, "many", "Count", len(can)), Primary: true},
	}
	if len(can) == 0 {
		body.Empty = &part.Empty{
			Title: d.words.T("many.empty.title"), Text: d.words.T("many.empty.text"),
			Button: &part.Button{Text: d.words.T("many.back"), Href: d.address("steuerung")},
		}
	}
	show(s, w, r, s.pages.many, no.status, s.frameOf(r, d.visit, d.say(st, "title_many")), body)
}

// split are the proposals the step can be taken for, and those for which a rule bars it.
func (d *reading) split(st step) (can, cannot []*view.Proposal) {
	for _, p := range d.round.Proposals {
		m, ok := d.moveOf(p, st.kind)
		switch {
		case !ok || !st.suits(p):
		case m.Barred == nil:
			can = append(can, p)
		default:
			cannot = append(cannot, p)
		}
	}
	return can, cannot
}

// previewTable lists every item: now and then, or what stays and why.
func (d *reading) previewTable(st step, can, cannot []*view.Proposal) part.Table {
	w := d.words
	t := part.Table{
		Caption: w.T("many.caption", "Changed", len(can), "All", len(can)+len(cannot)),
		Columns: []part.Column{
			{Title: w.T("heat.proposal")}, {Title: w.T("many.now")}, {Title: w.T("many.given")}, {Title: w.T("many.then"), Wide: true},
		},
	}
	row := func(p *view.Proposal, then part.Cell) {
		given := d.progress(p)
		if p.Ballot != nil && p.Ballot.Open {
			given = w.T("heat.count", "Given", p.Ballot.Voters, "Expected", p.Ballot.Voters+len(p.Ballot.Awaited))
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Number: p.Number, Text: d.titleOf(p), Href: proposalAddress(d.round, p, "")},
			Cells: []part.Cell{{State: stateOf(p)}, {Text: given}, then},
		})
	}
	for _, p := range can {
		row(p, d.thenCell(st))
	}
	for _, p := range cannot {
		m, _ := d.moveOf(p, st.kind)
		row(p, part.Cell{Note: w.T("many.stays", "Reason", d.refusal(m.Barred))})
	}
	return t
}

// thenCell is how a proposal stands after the step.
func (d *reading) thenCell(st step) part.Cell {
	switch st.kind {
	case workflow.KindReviewOpened:
		return part.Cell{State: "under_review"}
	case workflow.KindScoringClosed:
		return part.Cell{State: "scored"}
	case workflow.KindDecisionReleased:
		return part.Cell{Text: d.say(st, "then")}
	default:
		return part.Cell{State: "scored", Note: d.say(st, "then")}
	}
}

// manySend takes the step for all proposals of the preview, or for none. A preview is out of date when one of its proposals
// has changed and the step could still be taken; what was taken before is for the engine to recognise.
func (s *Server) manySend(w http.ResponseWriter, r *http.Request, v *visit) {
	st, ok := stepTo(r.PathValue("schritt"))
	if !ok || !st.many {
		s.missing(w, r)
		return
	}
	in := s.readStep(r)
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	acts, changed := d.chosen(st, in)
	if len(changed) > 0 || len(acts) == 0 {
		why := v.words.T("many.changed", "Numbers", strings.Join(changed, ", "))
		s.manyPage(w, r, d, st, in, turnedDown{http.StatusConflict, "", why})
		return
	}
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, v.office(), in.command, acts...)
	var ref *workflow.Refusal
	switch {
	case err == nil:
		http.Redirect(w, r, done(v, v.address("steuerung"), receipts), http.StatusSeeOther)
	case errors.As(err, &ref) && !errors.Is(err, workflow.ErrCorrupt):
		no := turnedDown{reply.Of(ref, v.words.Lang(), d.name).Status, ref.Code, d.refusal(ref)}
		if fresh, err := s.visit(r); err == nil && fresh != nil {
			d.visit = fresh
		}
		s.manyPage(w, r, d, st, in, no)
	default:
		s.refuse(w, r, v, err)
	}
}

func (d *reading) manyBox(why string) *part.Box {
	return &part.Box{
		Kind: part.BoxCare, Icon: "warn", Title: d.words.T("many.refused"), Lines: []string{why, d.words.T("many.again")}, Alert: true,
		Focus: true,
	}
}

// chosen are the acts that a preview asks for, and the numbers of those proposals that have changed since.
func (d *reading) chosen(st step, in *stepInput) (acts []desk.Act, changed []string) {
	for _, value := range in.fields[fieldProposal] {
		id, at, _ := strings.Cut(value, ".")
		p := d.round.Proposal(id)
		if p == nil {
			continue
		}
		was, is := parseSeen(at), seeing(d, p)
		was.Entry = is.Entry // others may have gone on
		if m, known := d.moveOf(p, st.kind); known && m.Barred == nil && was != is && !slices.Contains(changed, p.Number) {
			changed = append(changed, p.Number)
		}
		acts = append(acts, desk.Act{Round: d.round.ID, Command: st.commandOf(d, p, in)})
	}
	return acts, changed
}
