package web

import (
	"context"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// seenThen is what a participant could see after an entry, beside what the record held.
type seenThen struct {
	Title   string
	Lead    string
	Outside string // said where they did not belong to the round then
	Table   *part.Table
}

// sights are two views of one earlier state: of who reads the whole record, and of a participant.
type sights struct {
	*reading
	record, theirs *view.Round
	table          *part.Table
}

// seenThen asks the view that pages are made from what a participant saw then.
func (s *Server) seenThen(ctx context.Context, d *reading, m *moment) (*seenThen, error) {
	w, st, name := d.words, m.step(), d.name(m.sight)
	out := &seenThen{Title: w.T("seen.title", "Name", name), Lead: w.T("seen.lead")}
	x := sights{reading: d, table: &part.Table{
		Caption: w.T("seen.caption", "Entry", int(st.Seq), "Name", name),
		Columns: []part.Column{{Title: w.T("replay.what")}, {Title: w.T("seen.in_record"), Wide: true}, {Title: w.T("seen.by", "Name", name), Wide: true}},
	}}
	var err error
	if x.record, err = s.config.Desk.Then(ctx, d.round, st.Seq+1, ""); err != nil {
		return nil, err
	}
	if x.theirs, err = s.config.Desk.Then(ctx, d.round, st.Seq+1, m.sight); err != nil {
		return nil, err
	}
	if !x.theirs.Admitted() {
		out.Outside = w.T("seen.outside")
		return out, nil
	}
	steps, err := s.config.Desk.History(ctx, x.theirs, "")
	if err != nil {
		return nil, err
	}
	x.entry(st, steps)
	if d.proposal == nil {
		x.whole()
	} else {
		x.one(d.proposal)
	}
	out.Table = x.table
	return out, nil
}

// row compares what the record held with what they saw of it; a reason stands where they saw nothing.
func (x *sights) row(name, record, theirs, veil string) {
	cell := part.Cell{Text: theirs}
	if veil != "" {
		cell = part.Cell{Veil: veil}
	}
	x.table.Rows = append(x.table.Rows, part.Row{
		Head: part.Cell{Text: name}, Cells: []part.Cell{{Text: record}, cell}, Hit: record != theirs || veil != "",
	})
}

// entry compares the entry itself, and its texts.
func (x *sights) entry(st *view.Step, steps []view.Step) {
	w := x.words
	veil := ""
	if !slices.ContainsFunc(steps, func(s view.Step) bool { return s.Entry() == st.Entry() }) {
		veil = w.T("seen.hidden")
	}
	x.row(w.T("seen.this"), w.T("seen.there"), w.T("seen.visible"), veil)
	x.table.Rows[0].Hit = veil != ""
	x.row(w.T("seen.entries"), w.Int(int(st.Seq)+1), w.Int(len(steps)), "")
	if held := x.paths(x.round, st); held != "" {
		theirs := x.paths(x.theirs, st)
		veil = ""
		if theirs == "" {
			veil = w.T("seen.hidden")
		}
		x.row(w.T("seen.texts"), held, theirs, veil)
	}
}

// paths names the texts of an entry that a viewer may read.
func (x *sights) paths(v *view.Round, st *view.Step) string {
	var names []string
	for _, path := range x.inPolicyOrder(v.Paths(st)) {
		if name, ok := x.pathName(path); ok {
			names = append(names, name)
		}
	}
	return x.words.List(names)
}

// whole compares what all proposals together show.
func (x *sights) whole() {
	w := x.words
	x.row(w.T("seen.listed"), w.Int(len(x.record.Proposals)), w.Int(len(x.theirs.Proposals)), "")
	var out, veiled []string
	sheets, theirs := 0, 0
	for _, p := range x.record.Proposals {
		sheets += p.Shown
	}
	for _, p := range x.theirs.Proposals {
		switch theirs += p.Shown; {
		case p.Masked():
			out = append(out, p.Number)
		case p.Veil != "":
			veiled = append(veiled, p.Number)
		}
	}
	x.row(w.T("heat.scores"), w.Int(sheets), w.Int(theirs), "")
	x.row(w.T("seen.recused"), "–", x.listed(out), "")
	x.row(w.T("seen.veiled"), "–", x.listed(veiled), "")
}

// listed names a few of many.
func (x *sights) listed(numbers []string) string {
	const most = 12
	if len(numbers) == 0 {
		return "–"
	}
	if more := len(numbers) - most; more > 0 {
		numbers = append(slices.Clone(numbers[:most]), "+ "+strconv.Itoa(more))
	}
	return x.words.List(numbers)
}

// one compares a proposal.
func (x *sights) one(now *view.Proposal) {
	w := x.words
	held, seen := x.record.Proposal(now.ID), x.theirs.Proposal(now.ID)
	if held == nil {
		x.row(w.T("field.state"), w.T("replay.not_there"), w.T("replay.not_there"), "")
		return
	}
	veil := ""
	switch {
	case seen == nil:
		veil, seen = w.T("seen.veil.unknown"), &view.Proposal{}
	case seen.Masked():
		veil = w.T("seen.veil.exclusion")
	}
	x.row(w.T("field.state"), x.stateThen(held), x.stateThen(seen), veil)
	if veil == "" && seen.Veil != "" {
		veil = w.T("seen.veil." + string(seen.Veil))
	}
	x.row(w.T("seen.sheets"), x.givers(held), x.givers(seen), veil)
	if seen.Shown > 0 && veil != "" { // the own ones are never hidden
		last := &x.table.Rows[len(x.table.Rows)-1]
		last.Cells[1] = part.Cell{Text: x.givers(seen), Note: veil}
	}
	holds, sees := held.Means.Get(), seen.Means.Get()
	for c := range holds {
		name, theirs := w.T("seen.mean", "Criterion", x.criterion(x.round.Policy.Criteria[c].ID)), ""
		if sees != nil {
			theirs = x.meanThen(sees[c])
		}
		x.row(name, x.meanThen(holds[c]), theirs, veil)
	}
	x.ballot(now, held, seen, veil)
	x.row(w.T("seen.comments"), w.Int(len(held.Comments)), w.Int(len(seen.Comments)), veil)
}

// ballot compares the ballot, and tells nothing of one that still runs.
func (x *sights) ballot(now, held, seen *view.Proposal, veil string) {
	name := x.words.T("field.ballot")
	switch {
	case now.Ballot != nil && now.Ballot.Open:
		x.row(name, "–", "–", x.words.T("seen.ballot_hidden"))
	case held.Ballot != nil:
		x.row(name, x.ballotSeen(held.Ballot), x.ballotSeen(seen.Ballot), veil)
	}
}

func (x *sights) ballotSeen(b *view.Ballot) string {
	switch {
	case b == nil:
		return "–"
	case b.Open:
		return x.words.T("ballot.open")
	case b.Blank:
		return x.words.T("ballot.blank")
	}
	return x.tallyLine(b.Tally)
}

func (x *sights) stateThen(p *view.Proposal) string {
	if p.Outcome != "" {
		return x.outcomeOrState(p.Outcome)
	}
	return x.outcomeOrState(string(p.State))
}

// givers names whose sheets are seen.
func (x *sights) givers(p *view.Proposal) string {
	var names []string
	sheets := p.Sheets.Get()
	for i := range sheets {
		names = append(names, x.by(sheets[i].By, sheets[i].Deputy))
	}
	if len(names) == 0 {
		return x.words.T("seen.none")
	}
	return x.words.List(names)
}

func (x *sights) meanThen(m view.Mean) string {
	if m.Value == nil {
		return "–"
	}
	return policy.Exact(m.Value, x.words.Lang())
}
