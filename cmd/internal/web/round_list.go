package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// roundsBody is the body of the list of rounds.
type roundsBody struct {
	Table part.Table
	Empty part.Empty
}

// roundList lists the rounds that the visitor may see, the latest first.
func (s *Server) roundList(w http.ResponseWriter, r *http.Request, v *visit) {
	words := v.words
	body := roundsBody{
		Empty: part.Empty{Title: words.T("rounds.empty.title"), Text: words.T("rounds.empty.text")},
		Table: part.Table{Caption: words.T("rounds.title"), Quiet: true, Columns: []part.Column{
			{Title: words.T("rounds.round")}, {Title: words.T("rounds.phase")}, {Title: words.T("nav.proposals"), Numeric: true},
		}},
	}
	for i := len(v.rounds) - 1; i >= 0; i-- {
		round := v.rounds[i]
		title, err := s.config.Desk.Title(r.Context(), round)
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		body.Table.Rows = append(body.Table.Rows, part.Row{
			Head: part.Cell{Text: title, Href: roundAddress(round, roundStart(v, round))},
			Cells: []part.Cell{
				{Text: workflow.Word(string(round.Phase), words.Lang())}, {Text: words.Int(len(round.Proposals))},
			},
		})
	}
	show(s, w, r, s.pages.rounds, http.StatusOK, s.frameOf(r, v, words.T("rounds.title")), body)
}

// roundStart is where somebody begins in a round.
func roundStart(v *visit, round *view.Round) string {
	switch is := rolesIn(v.who, round); {
	case is&roleOffice != 0:
		return "steuerung"
	case is&roleMember != 0:
		return "vorschlaege"
	case is&roleAuditor != 0:
		return "nachvollziehen"
	}
	return "vorschlaege"
}

// roundShow leads to where somebody begins in a round.
func (s *Server) roundShow(w http.ResponseWriter, r *http.Request, v *visit) {
	http.Redirect(w, r, v.address(roundStart(v, v.round)), http.StatusSeeOther)
}
