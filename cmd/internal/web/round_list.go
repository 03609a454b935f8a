package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// roundsBody is the body of the list of rounds.
type roundsBody struct {
	Damaged *part.Box
	Table   part.Table
	Empty   part.Empty
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
	var err error
	if body.Damaged, err = s.damaged(r, v); err != nil {
		s.refuse(w, r, v, err)
		return
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

// damaged names the rounds whose record cannot be read, with what is to be done; nil where there are none that the visitor
// may know of.
func (s *Server) damaged(r *http.Request, v *visit) (*part.Box, error) {
	ids, err := s.config.Desk.Damaged(r.Context(), v.who)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	box := &part.Box{Kind: part.BoxFault, Icon: "warn", Title: v.words.T("rounds.damaged", "Count", len(ids))}
	line, text := "rounds.damaged.line", "rounds.damaged.text"
	if !slices.ContainsFunc(v.who.Grants, func(g desk.Grant) bool { return g.Role != desk.Submitter }) { // who only takes part
		line, text = "rounds.damaged.own.line", "rounds.damaged.own.text"
	}
	for _, id := range ids {
		if _, _, err := s.config.Desk.Sound(r.Context(), id, v.who); err == nil {
			at := func(rest string) string { return roundAddress(&view.Round{ID: id}, rest) }
			box.Links = append(box.Links,
				part.Link{Text: v.words.T("rounds.damaged.check", "Round", v.words.Quote(id)), Href: at("pruefung")},
				part.Link{Text: v.words.T("rounds.damaged.read", "Round", v.words.Quote(id)), Href: at("nachvollziehen")})
		}
		box.Lines = append(box.Lines, v.words.T(line, "Round", v.words.Quote(id), "Command", "gremium log verify "+id))
	}
	box.Lines = append(box.Lines, v.words.T(text))
	return box, nil
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
