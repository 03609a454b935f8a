package web

import (
	"net/http"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of the forms about assignments.
const (
	fieldPer     = "je-vorschlag"
	fieldPerBody = "je-teil"
	fieldAnew    = "neu"
	fieldTable   = "tabelle"
	fieldFile    = "datei"    // the same table as a file, which counts where one is chosen
	fieldMark    = "stand"    // of the plan that was shown
	fieldWho     = "wer"      // a proposal's id, a colon, and pseudonyms separated by commas; none means every member
	fieldMember  = "mitglied" // in the form for one proposal
)

// assignBody is the body of the page of who scores what.
type assignBody struct {
	Ref       part.Ref
	Lead      string
	Primary   *part.Button
	Receipt   *part.Box
	Loads     part.Table
	Proposals part.Table
	Empty     *part.Empty
	Action    string
	Table     part.Field
	File      part.Field
	Send      part.Button
}

// assignShow shows how much each member has to score, who is to score which proposal, and where somebody is missing.
func (s *Server) assignShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	open := v.round.Assigning()
	body := assignBody{
		Ref: d.ref(), Loads: d.loads(), Proposals: d.assignments(open), Action: v.address("zuweisung/plan"), Table: d.tableField(""), File: d.fileField(),
		Lead: d.assignLead(open), Send: part.Button{Text: v.words.T("assign.table.send")},
	}
	if body.Receipt, err = s.receipt(r, d, nil); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	switch {
	case len(v.round.Members) == 0:
		body.Empty = &part.Empty{
			Title: v.words.T("assign.nobody.title"), Text: v.words.T("assign.nobody.text"),
			Button: &part.Button{Text: v.words.T("nav.committee"), Href: v.address("gremium")},
		}
	case len(open) == 0:
		body.Empty = &part.Empty{Title: v.words.T("assign.empty.title"), Text: v.words.T("assign.empty.text")}
	default:
		body.Primary = &part.Button{Text: v.words.T("assign.plan"), Href: v.address("zuweisung/plan"), Primary: true}
	}
	show(s, w, r, s.pages.assign, http.StatusOK, s.frameOf(r, v, v.words.T("assign.title")), body)
}

// assignLead says how many members the policy asks for, and how many proposals nobody in particular is assigned to.
func (d *reading) assignLead(open []*view.Proposal) string {
	without := 0
	for _, p := range open {
		if len(p.Assigned) == 0 {
			without++
		}
	}
	need, body := d.round.Need()
	lead := d.words.T("assign.lead.every")
	if !d.round.Policy.Assignment.None() {
		lead = d.words.T("assign.lead.some", "Need", need, "Body", body)
	}
	return lead + " " + d.words.T("assign.lead.without", "Count", without, "All", len(open))
}

// loads is how much each member has to score.
func (d *reading) loads() part.Table {
	w := d.words
	t := part.Table{Caption: w.T("assign.loads"), Quiet: true, Narrow: 3, Columns: []part.Column{
		{Title: w.T("assign.member")},
		{Title: w.T("assign.body"), Wide: true},
		{Title: w.T("assign.assigned"), Numeric: true},
		{Title: w.T("assign.given"), Numeric: true},
		{Title: w.T("assign.open"), Numeric: true},
	}}
	for i := range d.round.Members {
		m, n := &d.round.Members[i], 0
		for _, p := range d.round.Proposals {
			if slices.Contains(p.Assigned, i) {
				n++
			}
		}
		if m.Vacant && n == 0 && m.Given == 0 {
			continue
		}
		where := part.Cell{Text: d.body(m.Body, m.Group)}
		if m.Advisory {
			where.Note = w.T("committee.advisory")
		}
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Text: d.name(m.Pseudonym)}, Cells: []part.Cell{where, {Text: w.Int(n)}, {Text: w.Int(m.Given)}, {Text: w.Int(m.Open)}},
		})
	}
	return t
}

// assignments is who is to score each proposal.
func (d *reading) assignments(open []*view.Proposal) part.Table {
	w := d.words
	t := part.Table{Caption: w.T("assign.proposals"), Quiet: true, Columns: []part.Column{
		{Title: w.T("heat.proposal")},
		{Title: w.T("heat.state")},
		{Title: w.T("assign.who"), Wide: true},
		{Title: w.T("heat.scores")},
		{Title: w.T("assign.change")},
	}}
	for _, p := range open {
		row := part.Row{Head: part.Cell{Number: p.Number, Text: d.titleOf(p), Href: proposalAddress(d.round, p, "")}}
		row.Cells = []part.Cell{
			{State: stateOf(p)},
			d.assigneeCell(p.Assigned, d.shortOf(p)),
			{Text: d.progress(p)},
			{Button: &part.Button{Text: w.T("assign.change.one", "Number", p.Number), Href: proposalAddress(d.round, p, "zuweisen"), Small: true}},
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// shortOf says what a proposal's list lacks by the policy; empty where it lacks nothing.
func (d *reading) shortOf(p *view.Proposal) string {
	if ref := d.round.Uncovered(p); ref != nil {
		return d.refusal(ref)
	}
	return ""
}

// assigneeCell names those who are to score a proposal, with a note.
func (d *reading) assigneeCell(members []int, note string) part.Cell {
	return part.Cell{Text: d.everyoneOr(members), Note: note}
}

// everyoneOr names the members of a list, in its order; an empty one is everybody.
func (d *reading) everyoneOr(members []int) string {
	if len(members) == 0 {
		return d.words.T("assign.everyone")
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = d.name(d.member(m).Pseudonym)
	}
	return d.words.List(names)
}

// assignees says a list as a change tells it: pseudonyms separated by blanks, or every member.
func (d *reading) assignees(value string) string {
	if value == view.Everyone {
		return d.words.T("assign.everyone")
	}
	return d.words.List(d.nameAll(strings.Fields(value)))
}

func (d *reading) tableField(value string) part.Field {
	return part.Field{
		ID: fieldTable, Name: fieldTable, Label: d.words.T("assign.table.field"), Hint: d.words.T("assign.table.hint"), Rows: 6, Value: value,
	}
}

func (d *reading) fileField() part.Field {
	return part.Field{
		ID: fieldFile, Name: fieldFile, Label: d.words.T("assign.file.field"), Hint: d.words.T("assign.file.hint"), Type: "file", Accept: ".csv,text/csv",
		Optional: true,
	}
}

// allotBody is the body of the form of who scores one proposal.
type allotBody struct {
	Ref     part.Ref
	Lead    string
	Action  string
	Hidden  []part.Option
	Members part.Choices
	Barred  string
	Send    part.Button
	Cancel  part.Button
}

// allotShow asks who is to score a proposal; what it sends is shown as a plan first.
func (s *Server) allotShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	p := v.proposal
	if !slices.Contains(v.round.Assigning(), p) {
		http.Redirect(w, r, v.address("zuweisung"), http.StatusSeeOther)
		return
	}
	body := allotBody{
		Ref: d.ref(), Lead: v.words.T("allot.lead"), Action: v.address("zuweisung/plan"),
		Hidden: []part.Option{{Value: fieldWho, Text: p.ID}}, Send: part.Button{Text: v.words.T("allot.send"), Primary: true},
		Cancel:  part.Button{Text: v.words.T("step.cancel"), Href: v.address("zuweisung"), Quiet: true},
		Members: part.Choices{ID: fieldMember, Name: fieldMember, Legend: v.words.T("allot.members"), Hint: v.words.T("allot.hint"), Many: true},
	}
	var barred []string
	for m := range v.round.Members {
		name := d.name(d.member(m).Pseudonym)
		if !v.round.Assignable(p, m) {
			if d.member(m).Vacant {
				continue
			}
			barred = append(barred, name)
			continue
		}
		body.Members.Options = append(body.Members.Options, part.Option{
			Value: d.member(m).Pseudonym, Text: d.allotText(p, m), Chosen: slices.Contains(p.Assigned, m),
		})
	}
	if len(barred) > 0 {
		body.Barred = v.words.T("allot.barred", "Names", v.words.List(barred))
	}
	show(s, w, r, s.pages.allot, http.StatusOK, s.frameOf(r, v, v.words.T("allot.title", "Proposal", d.called(p))), body)
}

// allotText names a member with the body, what they wish, and whether they have scored.
func (d *reading) allotText(p *view.Proposal, m int) string {
	who := d.member(m)
	facts := []string{d.name(who.Pseudonym), d.body(who.Body, who.Group)}
	if wish := d.round.WishOf(p, m); wish != workflow.NoPreference {
		facts = append(facts, workflow.Word(string(wish), d.words.Lang()))
	}
	return strings.Join(facts, " · ")
}
