package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// whatIfBody is the body of the page that compares the results of a round with those under other rules.
type whatIfBody struct {
	Ref      part.Ref
	Hidden   []string // what the comparison leaves out, and why
	Errors   *part.Errors
	Result   *whatIfResult
	Action   string
	Fields   []part.Field
	Criteria []whatIfCriterion
	Compare  part.Button
	Clear    part.Button
	Source   part.Field
	Mistakes []string // of a pasted policy, by line
	Paste    part.Button
}

// whatIfCriterion are the fields of one criterion.
type whatIfCriterion struct {
	Title  string
	Fields []part.Field
}

// whatIfResult is what would change.
type whatIfResult struct {
	Verdict  string
	Supposed []string
	Changes  part.Table
	Address  string // of this comparison
	Command  string // that makes the same
}

// whatIfShow shows which results would change. It computes and writes nothing.
func (s *Server) whatIfShow(w http.ResponseWriter, r *http.Request, v *visit) {
	if err := r.ParseForm(); err != nil {
		s.refuse(w, r, v, badForm())
		return
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.whatIfPage(w, r, d, d.ask(r), "", nil)
}

// whatIfPaste reads a pasted policy and leads to the address that holds it; one with mistakes comes back with them.
func (s *Server) whatIfPaste(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	a, text := d.ask(r), r.PostForm.Get(fieldSource)
	packed, wrong := d.readPasted(text)
	if len(wrong) > 0 {
		s.whatIfPage(w, r, d, a, text, wrong)
		return
	}
	http.Redirect(w, r, v.address("statistik/was-waere-wenn")+"?"+url.Values{fieldPolicy: {packed}}.Encode(), http.StatusSeeOther)
}

// readPasted reads a policy as a committee's secretary writes it, and says what is wrong with it, line by line.
func (d *reading) readPasted(text string) (packed string, wrong []string) {
	if strings.TrimSpace(text) == "" {
		return "", []string{d.words.T("whatif.source.empty")}
	}
	long := []string{d.words.T("whatif.source.long", "Round", d.round.ID)}
	if len(text) > maxSource {
		return "", long
	}
	p, err := policy.Parse([]byte(text))
	var mistakes policy.Mistakes
	if errors.As(err, &mistakes) {
		for i := range mistakes[:min(len(mistakes), maxMistakes)] {
			m := &mistakes[i]
			wrong = append(wrong, d.words.T("whatif.source.mistake", "Line", m.Line, "Column", m.Column, "Text", m.Text.In(d.words.Lang())))
		}
		return "", wrong
	}
	if err != nil {
		return "", []string{d.words.T("whatif.wrong.packed")}
	}
	if packed = packPolicy(p); packed == "" {
		return "", long
	}
	return packed, nil
}

// whatIfPage answers with the page: what was asked, what it gives, and what a pasted policy lacks.
func (s *Server) whatIfPage(w http.ResponseWriter, r *http.Request, d *reading, a *asked, text string, mistakes []string) {
	t, status := d.words.T, http.StatusOK
	body := whatIfBody{
		Ref: d.ref(), Hidden: d.leftOut(), Action: d.address("statistik/was-waere-wenn"), Fields: d.whatIfFields(a), Criteria: d.whatIfCriteria(a),
		Compare: part.Button{Text: t("whatif.compare"), Primary: true}, Mistakes: mistakes,
		Clear:  part.Button{Text: t("whatif.clear"), Href: d.address("statistik/was-waere-wenn"), Quiet: true},
		Paste:  part.Button{Text: t("whatif.paste")},
		Source: part.Field{ID: fieldSource, Name: fieldSource, Label: t("whatif.source"), Hint: t("whatif.source.hint"), Rows: 10, Value: text},
	}
	all := body.Fields
	for _, c := range body.Criteria {
		all = append(all[:len(all):len(all)], c.Fields...)
	}
	switch body.Errors = d.askErrors(a, all); {
	case len(mistakes) > 0:
		status, body.Source.Error = http.StatusUnprocessableEntity, t("whatif.source.error", "Count", len(mistakes))
		body.Errors = &part.Errors{Title: body.Source.Error, Items: []part.Link{{Text: t("whatif.source"), Href: "#" + fieldSource}}}
	case body.Errors != nil:
		status = http.StatusUnprocessableEntity
	case a.any():
		if !s.reckoning.reckon(r.Context(), func() { body.Result = d.whatIf(a) }) {
			return
		}
	}
	show(s, w, r, s.pages.whatIf, status, s.frameOf(r, d.visit, t("whatif.title")), body)
}

// whatIf compares, on what the visitor may see.
func (d *reading) whatIf(a *asked) *whatIfResult {
	w, cases := d.words, d.round.Determinable()
	changes := d.round.Policy.WhatIf(cases, a.other, &a.suppose)
	out := &whatIfResult{Supposed: d.supposed(a), Address: d.address("statistik/was-waere-wenn") + "?" + a.typed.Encode(), Command: d.whatIfCommand(a)}
	if len(cases) == 0 {
		out.Verdict = w.T("whatif.nothing")
		return out
	}
	slices.SortStableFunc(changes, func(x, y policy.Change) int { return outcomesTurned(&y) - outcomesTurned(&x) })
	outcomes := 0
	for i := range changes {
		outcomes += outcomesTurned(&changes[i])
	}
	out.Verdict = w.T("whatif.same", "All", len(cases))
	if outcomes > 0 {
		out.Verdict = w.T("whatif.changes", "Count", outcomes, "All", len(cases))
	}
	if ranks := len(changes) - outcomes; ranks > 0 {
		out.Verdict += " " + w.T("whatif.ranks", "Count", ranks)
	}
	out.Changes = d.changesTable(changes, a)
	return out
}

// outcomesTurned is 1 where the outcome is another one, and 0 where only the rank is.
func outcomesTurned(c *policy.Change) int {
	if c.Before.Outcome == c.After.Outcome {
		return 0
	}
	return 1
}

func (d *reading) changesTable(changes []policy.Change, a *asked) part.Table {
	w := d.words
	t := part.Table{Caption: w.T("whatif.table"), Quiet: true, Columns: []part.Column{
		{Title: w.T("heat.proposal")},
		{Title: w.T("whatif.outcome"), Wide: true},
		{Title: w.T("stats.rank"), Numeric: true},
		{Title: w.T("stats.total"), Numeric: true},
		{Title: w.T("stats.why"), Wide: true},
	}}
	for i := range changes {
		c := &changes[i]
		p := d.round.Proposal(c.Before.ID)
		t.Rows = append(t.Rows, part.Row{Head: d.proposalCell(p), Hit: outcomesTurned(c) > 0, Cells: []part.Cell{
			d.outcomeCell(p, c),
			turnCell(rankRange(c.Before.Rank, c.Before.Rank), rankRange(c.After.Rank, c.After.Rank)),
			turnCell(d.index(&c.Before), d.index(&c.After)),
			{Text: d.because(c, a)},
		}})
	}
	return t
}

// turnCell shows what was and what would be; once where both are the same.
func turnCell(was, is string) part.Cell {
	if was == is {
		return part.Cell{Text: was}
	}
	return part.Cell{Was: was, Is: is}
}

func (d *reading) index(r *policy.Result) string {
	if r.Index == nil {
		return "–"
	}
	return d.words.Ratio(r.Index, 2)
}

// outcomeCell is what the rules propose on both sides, and what was decided where that is something else.
func (d *reading) outcomeCell(p *view.Proposal, c *policy.Change) part.Cell {
	cell := turnCell(d.proposes(c.Before.Outcome), d.proposes(c.After.Outcome))
	if p.Outcome != "" && p.Outcome != string(c.Before.Outcome) {
		cell.Note = d.words.T("whatif.decided", "Outcome", d.outcomeWord(p.Outcome))
	}
	return cell
}

func (d *reading) proposes(o policy.Outcome) string {
	if o == "" {
		return d.words.T("whatif.undecidable")
	}
	return d.outcomeWord(string(o))
}

// because says which rules turned the outcome; where none did, that the total moved the rank.
func (d *reading) because(c *policy.Change, a *asked) string {
	if outcomesTurned(c) == 0 {
		return d.words.T("whatif.moved")
	}
	var out []string
	for _, turn := range c.Turns() {
		if turn.After == nil {
			rule, _ := turn.Before.Sentence(d.round.Policy, d.words.Lang())
			out = append(out, d.words.T("whatif.gone", "Rule", rule))
			continue
		}
		rule, figures := turn.After.Sentence(a.other, d.words.Lang())
		if figures != "" {
			rule += " – " + figures
		}
		out = append(out, rule+".")
	}
	return strings.Join(out, " ")
}

// whatIfCommand is the call that makes the same comparison at the command line.
func (d *reading) whatIfCommand(a *asked) string {
	call := []string{"gremium replay", d.round.ID}
	flag := func(name, value string) {
		if value != "" {
			call = append(call, "--"+name, shellWord(value))
		}
	}
	if other := a.typed.Get(fieldPolicy); a.pasted {
		flag("policy", d.words.T("whatif.file"))
	} else {
		flag("policy", other)
	}
	flag("aggregate", a.suppose.Method)
	flag("without-member", a.suppose.WithoutMember)
	flag("without-body", a.suppose.WithoutBody)
	for i := range a.other.Criteria {
		id := a.other.Criteria[i].ID
		if x, ok := a.suppose.Weights[id]; ok {
			flag("weight", id+"="+x.String())
		}
		if x, ok := a.suppose.Thresholds[id]; ok && x == nil {
			flag("threshold", id+"=none")
		} else if ok {
			flag("threshold", id+"="+x.String())
		}
	}
	return strings.Join(call, " ")
}

// shellWord quotes what a shell would take apart.
func shellWord(text string) string {
	if strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./") == "" {
		return text
	}
	return strconv.Quote(text)
}
