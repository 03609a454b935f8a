package web

import (
	"net/http"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// boardBody is the body of the page on which the office runs a round.
type boardBody struct {
	Ref     part.Ref
	Primary *part.Button
	Receipt *part.Box
	Tally   part.Tally
	Tasks   []part.Task
	Nothing part.Empty
	Heat    *part.Heat
	Lots    []string // drawn, each in a sentence
	Missing part.Table
	Nobody  string
	Dues    part.Table // deadlines
	Phases  []part.Offer
	Phase   string
	Erase   string // where texts are erased
	Asked   string // how many requests are open
}

// boardShow shows how the round stands and what hangs.
func (s *Server) boardShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if err = s.meetingTitles(r.Context(), d); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	tasks, err := s.meetingsDue(r.Context(), d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	tasks = append(append(tasks, d.overdue()...), d.hangs()...)
	body := boardBody{
		Ref: d.ref(), Tally: d.tally(""), Tasks: tasks, Dues: d.deadlines(), Phases: s.offers(d, nil), Phase: d.phase(v.round.Phase),
		Erase: d.address("loeschen"), Asked: d.openErasures(),
		Missing: d.awaited(), Nobody: v.words.T("board.nobody"), Nothing: d.nothingHangs(),
	}
	if body.Receipt, err = s.receipt(r, d, nil); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body.Primary = first(body.Tasks)
	if list := compared(v.round.Proposals); len(list) > 0 {
		heat := d.heat(list, false)
		body.Heat, body.Lots = &heat, d.drawn()
	}
	show(s, w, r, s.pages.board, http.StatusOK, s.frameOf(r, v, v.words.T("board.title")), body)
}

// first is the button of what hangs most, once more on top of the page.
func first(tasks []part.Task) *part.Button {
	for _, t := range tasks {
		if t.Button != nil && t.Button.Bar == nil {
			b := *t.Button
			b.Primary = true
			return &b
		}
	}
	return nil
}

// compared are the proposals that are scored or have been.
func compared(all []*view.Proposal) []*view.Proposal {
	var out []*view.Proposal
	for _, p := range all {
		switch p.State {
		case workflow.UnderReview, workflow.Scored, workflow.Decided, view.Recused:
			out = append(out, p)
		case workflow.Submitted, workflow.Returned, workflow.Withdrawn:
		}
	}
	return out
}

// tallied are the states proposals are counted by. What is decided is counted by its outcome.
func tallied() []string {
	return []string{
		"submitted", "returned", "under_review", "scored", "selected", "not_selected", "deferred", "decided", "withdrawn",
	}
}

// counted is the state under which a proposal is counted: published ones belong to those selected.
func counted(p *view.Proposal) string {
	if state := stateOf(p); state != "published" {
		return state
	}
	return p.Outcome
}

// tally counts proposals by state; each count leads to the list of those proposals.
func (d *reading) tally(current string) part.Tally {
	t := part.Tally{Label: d.words.T("board.tally")}
	n := map[string]int{}
	for _, p := range d.round.Proposals {
		n[counted(p)]++
	}
	for _, state := range tallied() {
		if state == "decided" && n[state] == 0 { // only where a decision was taken elsewhere, in words of its own
			continue
		}
		t.Items = append(t.Items, part.Count{
			State: state, N: n[state], Href: d.address("vorschlaege?stand=" + state), Current: state == current,
		})
	}
	return t
}

// awaited lists who still has proposals to score: names and counts, no values.
func (d *reading) awaited() part.Table {
	w := d.words
	t := part.Table{
		Caption: w.T("board.awaited"), Quiet: true, Columns: []part.Column{
			{Title: w.T("board.member")},
			{Title: w.T("board.body"), Wide: true},
			{Title: w.T("board.given"), Numeric: true},
			{Title: w.T("board.open"), Numeric: true},
		},
	}
	for i := range d.round.Members {
		m := &d.round.Members[i]
		if m.Open == 0 || m.Advisory {
			continue
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: d.name(m.Pseudonym)},
			Cells: []part.Cell{{Text: d.body(m.Body, m.Group)}, {Text: w.Int(m.Given)}, {Text: w.Int(m.Open)}},
		})
	}
	return t
}

// numbers lists the numbers of proposals; a long list is cut.
func (d *reading) numbers(list []*view.Proposal) string {
	const most = 6
	var out []string
	for i, p := range list {
		if i == most {
			return d.words.T("board.further", "Numbers", strings.Join(out, ", "), "Further", len(list)-most)
		}
		out = append(out, p.Number)
	}
	return strings.Join(out, ", ")
}

func (d *reading) nothingHangs() part.Empty {
	if len(d.round.Proposals) == 0 {
		return part.Empty{Title: d.words.T("board.empty.title"), Text: d.words.T("board.empty.text")}
	}
	return part.Empty{Title: d.words.T("board.nothing.title"), Text: d.words.T("board.nothing.text")}
}
