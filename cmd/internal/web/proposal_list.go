package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// listBody is the body of the list of proposals.
type listBody struct {
	Ref    part.Ref
	Tally  part.Tally
	Filter string // the state that is shown, in words; empty for all
	All    string // where all are shown
	Table  part.Table
	Empty  part.Empty
}

// proposalList lists the proposals of a round, all or those in one state.
func (s *Server) proposalList(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	state := r.FormValue("stand")
	if !slices.Contains(tallied(), state) {
		state = ""
	}
	body := listBody{
		Ref: d.ref(), Tally: d.tally(state), All: d.address("vorschlaege"),
		Empty: part.Empty{Title: v.words.T("proposals.empty.title"), Text: v.words.T("proposals.empty.text")},
	}
	if state != "" {
		body.Filter = v.words.T("state." + state)
	}
	body.Table = d.list(state)
	show(s, w, r, s.pages.proposals, http.StatusOK, s.frameOf(r, v, v.words.T("proposals.title")), body)
}

// list is the table of proposals.
func (d *reading) list(state string) part.Table {
	w := d.words
	t := part.Table{Columns: []part.Column{
		{Title: w.T("heat.proposal")}, {Title: w.T("heat.state")}, {Title: w.T("proposals.kind")}, {Title: w.T("heat.scores")},
	}}
	for _, p := range d.round.Proposals {
		if state != "" && counted(p) != state {
			continue
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Number: p.Number, Text: d.titleOf(p), Href: proposalAddress(d.round, p, "")},
			Cells: []part.Cell{{State: stateOf(p)}, {Text: d.kind(p)}, {Text: d.progress(p)}},
		})
	}
	t.Caption = w.T("proposals.caption", "Shown", len(t.Rows), "All", len(d.round.Proposals))
	return t
}

func (d *reading) titleOf(p *view.Proposal) string {
	if t := d.titles[p.ID]; t != "" {
		return t
	}
	return d.words.T("proposals.untitled")
}

// kind names what kind of thing is proposed.
func (d *reading) kind(p *view.Proposal) string {
	for _, k := range d.round.Policy.Kinds {
		if k.ID == p.Content.ProposalKind {
			return d.label(k.Label)
		}
	}
	return "–"
}

// progress says how many score sheets are in, where the visitor may know it.
func (d *reading) progress(p *view.Proposal) string {
	switch p.State {
	case workflow.Submitted, workflow.Returned, workflow.Withdrawn:
		return "–"
	case workflow.UnderReview, workflow.Scored, workflow.Decided:
	}
	if p.Masked() {
		return "–"
	}
	if p.Given < 0 {
		return d.words.T("proposals.veiled")
	}
	return d.words.T("heat.count", "Given", p.Given, "Expected", p.Expected)
}
