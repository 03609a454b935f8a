package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/assign"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// planBody is the body of the preview of an assignment.
type planBody struct {
	Ref     part.Ref
	Lead    string
	Box     *part.Box
	Action  string
	Hidden  []part.Option
	Preview part.Preview
	Empty   *part.Empty
	Loads   part.Table
	Other   *planForm // how else the plan could be made; nil for lists made by hand
	Table   *part.Field
	File    part.Field
	Lists   string // where the table goes
}

// planForm asks for another plan.
type planForm struct {
	Action string
	Fields []part.Field
	Anew   part.Choices
	Send   part.Button
}

// planShow computes a plan and shows it.
func (s *Server) planShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.planComputed(w, r, d, planBy(r), turnedDown{status: http.StatusOK})
}

// planComputed shows the plan that is computed now, and why an earlier one was not taken over. Its form carries what it was
// asked for, so that it can be computed again.
func (s *Server) planComputed(w http.ResponseWriter, r *http.Request, d *reading, by view.PlanBy, no turnedDown) {
	body := s.planOf(d, d.round.PlanAll(by))
	body.Lead, body.Other = d.words.T("plan.lead"), d.planForm(by)
	body.Hidden = append(body.Hidden, part.Option{Value: fieldPer, Text: strconv.Itoa(by.PerProposal)}, part.Option{Value: fieldPerBody, Text: strconv.Itoa(by.PerBody)})
	if by.Anew {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldAnew, Text: "1"})
	}
	if no.why != "" {
		body.Box = d.manyBox(no.why)
	}
	show(s, w, r, s.pages.plan, no.status, s.frameOf(r, d.visit, d.words.T("plan.title")), body)
}

// planBy reads how a plan is to be made; what is no sensible number is left to the policy.
func planBy(r *http.Request) view.PlanBy {
	number := func(name string) int {
		n, err := strconv.Atoi(r.FormValue(name))
		if err != nil || n < 0 || n > 1000 {
			return 0
		}
		return n
	}
	return view.PlanBy{PerProposal: number(fieldPer), PerBody: number(fieldPerBody), Anew: r.FormValue(fieldAnew) != ""}
}

func (d *reading) planForm(by view.PlanBy) *planForm {
	w := d.words
	need, body := d.round.Need()
	number := func(name, label string, n int) part.Field {
		return part.Field{ID: name, Name: name, Label: w.T(label), Type: "number", Value: strconv.Itoa(n), Numeric: true}
	}
	return &planForm{
		Action: d.address("zuweisung/plan"), Send: part.Button{Text: w.T("plan.again")},
		Fields: []part.Field{
			number(fieldPer, "plan.per", max(need, by.PerProposal)), number(fieldPerBody, "plan.body", max(body, by.PerBody)),
		},
		Anew: part.Choices{ID: fieldAnew, Name: fieldAnew, Legend: w.T("plan.kept"), Many: true, Options: []part.Option{
			{Value: "1", Text: w.T("plan.anew"), Chosen: by.Anew},
		}},
	}
}

// planLists shows the plan of lists that were made by hand: from a table, or for one proposal.
func (s *Server) planLists(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	file, err := attached(r, fieldFile)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if text := cmp.Or(file, r.PostForm.Get(fieldTable)); text != "" || r.PostForm.Get(fieldWho) == "" {
		s.planTable(w, r, d, text)
		return
	}
	members := strings.Join(r.PostForm[fieldMember], ",")
	s.planPage(w, r, d, d.round.PlanLists(d.listsOf([]string{r.PostForm.Get(fieldWho) + ":" + members})), turnedDown{status: http.StatusOK})
}

// planTable reads a table; where it cannot be read it says so, line by line, and keeps what was typed.
func (s *Server) planTable(w http.ResponseWriter, r *http.Request, d *reading, text string) {
	lists, mistakes := desk.ReadLists([]byte(text), d.round, d.findMember)
	if len(mistakes) == 0 {
		s.planPage(w, r, d, d.round.PlanLists(lists), turnedDown{status: http.StatusOK})
		return
	}
	field := d.tableField(text)
	field.Error = d.words.T("assign.table.error")
	box := &part.Box{Kind: part.BoxFault, Icon: "cross", Title: d.words.T("assign.table.refused"), Alert: true, Focus: true}
	for i := range mistakes {
		if i == maxMistakes {
			box.Lines = append(box.Lines, d.words.T("assign.table.more", "Count", len(mistakes)-i))
			break
		}
		box.Lines = append(box.Lines, mistakes[i].In(d.words.Lang()))
	}
	body := planBody{Ref: d.ref(), Lead: d.words.T("plan.lead.lists"), Box: box, Table: &field, File: d.fileField(), Lists: d.address("zuweisung/plan")}
	show(s, w, r, s.pages.plan, http.StatusUnprocessableEntity, s.frameOf(r, d.visit, d.words.T("plan.title")), body)
}

// maxMistakes bounds how many lines of a table are found fault with at once.
const maxMistakes = 20

// findMember finds a member by name, pseudonym or seat.
func (d *reading) findMember(who string) (int, *policy.Text) {
	found := -1
	for i := range d.round.Members {
		m := &d.round.Members[i]
		if who == m.Pseudonym || who == m.Seat || strings.EqualFold(who, d.name(m.Pseudonym)) {
			if found >= 0 {
				return -1, &policy.Text{
					DE: "„" + who + "“ heißen mehrere Mitglieder. Nennen Sie den Sitz.", EN: "Several members are called \"" + who + "\". Name the seat.",
				}
			}
			found = i
		}
	}
	if found >= 0 && d.round.Members[found].Vacant {
		return -1, &policy.Text{
			DE: who + " hat den Sitz verlassen, und niemand hat ihn. Zuweisen lässt sich erst, wer ihn erhält.",
			EN: who + " has left the seat, and nobody holds it. Who gets it can be assigned then.",
		}
	}
	if found < 0 {
		return -1, &policy.Text{
			DE: "Ein Mitglied „" + who + "“ gibt es in dieser Runde nicht. Nennen Sie den Namen oder den Sitz, wie sie auf der Seite „Gremium“ stehen.",
			EN: "This round has no member \"" + who + "\". Give the name or the seat as the page \"Committee\" shows them.",
		}
	}
	return found, nil
}

// listsOf reads the lists that a form carries.
func (d *reading) listsOf(values []string) []view.List {
	var out []view.List
	for _, value := range values {
		id, who, _ := strings.Cut(value, ":")
		at := slices.IndexFunc(d.round.Assigning(), func(p *view.Proposal) bool { return p.ID == id })
		if at < 0 {
			continue
		}
		l := view.List{Proposal: d.round.Assigning()[at]}
		for _, pseudonym := range strings.FieldsFunc(who, func(c rune) bool { return c == ',' }) {
			if m := slices.IndexFunc(d.round.Members, func(m view.Member) bool { return m.Pseudonym == pseudonym }); m >= 0 {
				l.Members = append(l.Members, m)
			}
		}
		out = append(out, l)
	}
	return out
}

// planPage shows the plan of lists, and why it was not taken over.
func (s *Server) planPage(w http.ResponseWriter, r *http.Request, d *reading, plan *view.Plan, no turnedDown) {
	body := s.planOf(d, plan)
	body.Lead = d.words.T("plan.lead.lists")
	if no.why != "" {
		body.Box = d.manyBox(no.why)
	}
	show(s, w, r, s.pages.plan, no.status, s.frameOf(r, d.visit, d.words.T("plan.title")), body)
}

// planOf is a plan as the page shows it, with the form that takes it over.
func (s *Server) planOf(d *reading, plan *view.Plan) planBody {
	w := d.words
	body := planBody{Ref: d.ref(), Action: d.address("zuweisung"), Loads: d.planLoads(plan)}
	body.Hidden = []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldMark, Text: plan.Mark}}
	changed, barred := 0, false
	t := part.Table{Columns: []part.Column{{Title: w.T("heat.proposal")}, {Title: w.T("many.now"), Wide: true}, {Title: w.T("many.then"), Wide: true}}}
	for i := range plan.Rows {
		row := &plan.Rows[i]
		if row.Changes() {
			changed++
			barred = barred || row.Barred != nil
			body.Hidden = append(body.Hidden, part.Option{Value: fieldWho, Text: row.Proposal.ID + ":" + strings.Join(d.round.Assignment(row).Members, ",")})
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Number: row.Proposal.Number, Text: d.titleOf(row.Proposal), Href: proposalAddress(d.round, row.Proposal, "")},
			Cells: []part.Cell{d.assigneeCell(row.Was, ""), d.planCell(row)}, Hit: row.Changes(),
		})
	}
	t.Caption = w.T("many.caption", "Changed", changed, "All", len(plan.Rows))
	body.Preview = part.Preview{
		Table: t, Cancel: part.Button{Text: w.T("step.cancel"), Href: d.address("zuweisung"), Quiet: true},
		Confirm: part.Button{Text: w.T("plan.confirm", "Count", changed), Primary: true},
	}
	if barred {
		body.Preview.Confirm.Bar = &part.Bar{ID: "plan-bar", Reason: w.T("plan.barred")}
	}
	if changed == 0 {
		body.Empty = &part.Empty{
			Title: w.T("plan.empty.title"), Text: w.T("plan.empty.text"), Button: &part.Button{Text: w.T("plan.back"), Href: d.address("zuweisung")},
		}
	}
	return body
}

// planCell is who scores a proposal by the plan, and what the plan could not do for it.
func (d *reading) planCell(row *view.PlanRow) part.Cell {
	w := d.words
	cell := d.assigneeCell(row.Then, "")
	var notes []string
	if !row.Changes() {
		cell.Text = w.T("plan.stays")
	}
	if row.Barred != nil {
		notes = append(notes, w.T("bar.reason", "Reason", d.refusal(row.Barred)))
	}
	for _, g := range row.Gaps {
		if g.Body == "" {
			notes = append(notes, w.T("plan.gap", "Have", g.Have, "Needed", g.Needed))
			continue
		}
		notes = append(notes, w.T("plan.gap.body", "Body", d.body(g.Body, ""), "Have", g.Have, "Needed", g.Needed))
	}
	for _, u := range row.Unmet {
		wish, other := workflow.Avoids, ""
		if u.Wants {
			wish = workflow.Wants
		}
		if u.Other >= 0 {
			other = d.name(d.member(u.Other).Pseudonym)
		}
		notes = append(notes, w.T("plan.unmet", "Name", d.name(d.member(u.Member).Pseudonym), "Wish", workflow.Word(string(wish), w.Lang()),
			"Why", assign.Reason(u.Why, u.Wants, other, w.Lang())))
	}
	cell.Note = strings.Join(notes, " ")
	return cell
}

// planLoads is how much each member has to score now and by the plan.
func (d *reading) planLoads(plan *view.Plan) part.Table {
	w := d.words
	t := part.Table{Caption: w.T("assign.loads"), Quiet: true, Narrow: 2, Columns: []part.Column{
		{Title: w.T("assign.member")}, {Title: w.T("many.now"), Numeric: true}, {Title: w.T("many.then"), Numeric: true},
	}}
	for m := range d.round.Members {
		if d.member(m).Vacant && plan.Now[m] == 0 && plan.Then[m] == 0 {
			continue
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: d.name(d.member(m).Pseudonym)},
			Cells: []part.Cell{{Text: w.Int(plan.Now[m])}, {Text: w.Int(plan.Then[m])}}, Hit: plan.Now[m] != plan.Then[m],
		})
	}
	return t
}

// assignSend takes a plan over, all of it or none. A plan is out of date when anything that it rests on has changed and it
// would still change something; what was taken over before is for the engine to recognise.
func (s *Server) assignSend(w http.ResponseWriter, r *http.Request, v *visit) {
	in := s.readStep(r)
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	plan := v.round.PlanLists(d.listsOf(in.fields[fieldWho]))
	acts, changes := make([]desk.Act, len(plan.Rows)), false
	for i := range plan.Rows {
		acts[i] = desk.Act{Round: v.round.ID, Command: v.round.Assignment(&plan.Rows[i])}
		changes = changes || plan.Rows[i].Changes()
	}
	if len(acts) == 0 || changes && in.one(fieldMark) != plan.Mark {
		no := turnedDown{http.StatusConflict, "", v.words.T("plan.expired")}
		if in.one(fieldPer) != "" {
			s.planComputed(w, r, d, planBy(r), no)
			return
		}
		s.planPage(w, r, d, plan, no)
		return
	}
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, v.office(), in.command, acts...)
	var ref *workflow.Refusal
	switch {
	case err == nil:
		http.Redirect(w, r, done(v, v.address("zuweisung"), receipts), http.StatusSeeOther)
	case errors.As(err, &ref) && !errors.Is(err, workflow.ErrCorrupt):
		s.planPage(w, r, d, plan, turnedDown{reply.Of(ref, v.words.Lang(), d.name).Status, ref.Code, d.refusal(ref)})
	default:
		s.refuse(w, r, v, err)
	}
}
