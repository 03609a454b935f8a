package web

import (
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// voteBody is the body of the page on which a member votes.
type voteBody struct {
	Ref    part.Ref
	Motion string
	Notes  []part.Box
	Paper  part.Paper
	Means  *part.Table
	Form   *voteForm // nil when the member cannot vote now
}

// voteForm is the ballot as it is filled in.
type voteForm struct {
	Action string
	Hidden []part.Option
	Ballot part.Ballot
	Status part.Status
	Send   part.Button
	Back   part.Button
}

// voting is a ballot with what it holds.
type voting struct {
	choice  policy.Choice
	base    uint64
	refused error
	missing bool
}

// voteShow shows the motion, the own vote, and the choice.
func (s *Server) voteShow(w http.ResponseWriter, r *http.Request, v *visit) {
	choice := voting{}
	if b := v.proposal.Ballot; b != nil && b.OwnVote != nil {
		choice = voting{choice: b.OwnVote.Choice, base: b.OwnVote.Version}
	}
	s.votePage(w, r, v, http.StatusOK, choice)
}

// voteCast gives the member's vote.
func (s *Server) voteCast(w http.ResponseWriter, r *http.Request, v *visit) {
	choice := voting{choice: policy.Choice(r.PostFormValue("stimme")), base: numberOf(r.PostFormValue(fieldBase))}
	if choice.choice == "" {
		choice.missing = true
		s.votePage(w, r, v, http.StatusUnprocessableEntity, choice)
		return
	}
	var command workflow.Command = &workflow.CastVote{Proposal: v.proposal.ID, Choice: choice.choice, Base: choice.base}
	if r.PostFormValue(fieldSecret) != "" {
		command = &workflow.CastSecretVote{Proposal: v.proposal.ID, Choice: choice.choice}
	}
	receipts, err := s.carryOut(r, v, workflow.Member, command)
	if err == nil {
		done := "?abgestimmt=1"
		if receipts[0].Unchanged {
			done = "?unveraendert=1"
		}
		http.Redirect(w, r, v.place("abstimmen")+done, http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	if stale(err) && v.proposal.Ballot != nil && v.proposal.Ballot.OwnVote != nil {
		choice.base = v.proposal.Ballot.OwnVote.Version
	}
	choice.refused = err
	s.votePage(w, r, v, answer.Status, choice)
}

func (s *Server) votePage(w http.ResponseWriter, r *http.Request, v *visit, status int, choice voting) {
	paper, texts, err := s.paperOf(r.Context(), v)
	if err == nil {
		err = s.addAsked(r, v, &paper)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if n := len(v.proposal.Comments); n > 0 {
		paper.Box = &part.Box{
			Title: v.words.T("talk.title"), Links: []part.Link{{Text: v.words.T("talk.read", "Count", n), Href: v.place("") + "#diskussion"}},
		}
	}
	body := voteBody{
		Ref: refOf(v.words, v.round.Policy, v.proposal), Paper: paper, Motion: v.words.T("vote.motion"), Means: meansTable(v),
	}
	b := v.proposal.Ballot
	switch {
	case b == nil || !b.Open:
		body.Notes = append(body.Notes, part.Box{
			Title: v.words.T("vote.closed.title"), Lines: []string{v.words.T("vote.closed.text")},
			Links: []part.Link{{Text: v.words.T("score.others.link"), Href: v.place("")}},
		})
	case !b.MayVote && !v.round.Me.Advisory:
		body.Notes = append(body.Notes, s.notVoting(r, v))
	case !b.MayVote:
		body.Notes = append(body.Notes, part.Box{Title: v.words.T("vote.advisory.title"), Lines: []string{v.words.T("vote.advisory.text")}})
	case b.Mode == workflow.ModeSecret && b.OwnVote != nil: // can be told from the others no more, and so not be changed
	default:
		body.Form = s.voteSheet(v, choice)
	}
	notes, err := s.voteReceipt(r, v, s.voteNotes(r, v, choice))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body.Notes = append(body.Notes, notes...)
	show(s, w, r, s.pages.vote, status, s.frameOf(r, v, texts["title"]), body)
}

// notVoting says why somebody whose seat has a vote does not cast it: they do not act for the seat, or it has voted.
func (s *Server) notVoting(r *http.Request, v *visit) part.Box {
	box := part.Box{Title: v.words.T("vote.barred.title"), Links: []part.Link{{Text: v.words.T("seats.stand.link"), Href: v.address("gremium/" + v.round.Me.Seat)}}}
	ref := v.round.Try(workflow.Member, &workflow.CastVote{Proposal: v.proposal.ID, Choice: policy.Abstain})
	if ref != nil {
		box.Lines = []string{s.answer(r, v, ref).Message}
	}
	return box
}

func (s *Server) voteSheet(v *visit, choice voting) *voteForm {
	f := &voteForm{
		Action: v.place("abstimmen"),
		Hidden: []part.Option{
			{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldBase, Text: strconv.FormatUint(choice.base, 10)},
		},
		Ballot: part.Ballot{Legend: v.words.T("vote.legend"), Name: "stimme"},
		Status: part.Status{Text: v.words.T("vote.secret")},
		Send:   part.Button{Text: v.words.T("vote.send"), Primary: true},
		Back:   part.Button{Text: v.words.T("score.later"), Href: "/aufgaben", Quiet: true},
	}
	for _, c := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
		f.Ballot.Choices = append(f.Ballot.Choices, part.Option{
			Value: string(c), Text: v.words.T("choice." + string(c)), Chosen: c == choice.choice,
		})
	}
	if v.proposal.Ballot.Mode == workflow.ModeSecret {
		f.Hidden = append(f.Hidden, part.Option{Value: fieldSecret, Text: "1"})
		f.Status.Text = secretNote(v.words, v.round.Policy)
	}
	if choice.missing {
		f.Ballot.Error = v.words.T("vote.missing")
	}
	if v.proposal.Ballot.OwnVote != nil {
		f.Send.Text = v.words.T("vote.change")
	}
	return f
}

// voteNotes says what became of the vote: a receipt from the record, or why it was not taken.
func (s *Server) voteNotes(r *http.Request, v *visit, choice voting) []part.Box {
	var own *workflow.Vote
	if v.proposal.Ballot != nil {
		own = v.proposal.Ballot.OwnVote
	}
	switch {
	case own != nil && own.Choice == policy.Sealed && choice.refused == nil:
		return []part.Box{{
			Kind: part.BoxGood, Icon: "tick", Focus: r.URL.Query().Has("abgestimmt"), Title: v.words.T("meeting.voted.secret"),
			Lines: []string{v.words.T("meeting.voted.secret.text")},
		}}
	case stale(choice.refused) && own != nil:
		return []part.Box{{
			Kind: part.BoxCare, Icon: "warn", Title: v.words.T("score.stale.title"), Alert: true, Focus: true,
			Lines: []string{v.words.T("vote.stale", "There", v.words.T("choice."+string(own.Choice)), "Here", choiceWord(v, choice.choice))},
		}}
	case choice.refused != nil:
		return []part.Box{{
			Kind: part.BoxFault, Icon: "warn", Title: v.words.T("vote.refused"), Alert: true, Focus: true,
			Lines: []string{s.answer(r, v, choice.refused).Message},
		}}
	case own != nil && r.URL.Query().Has("unveraendert"):
		return []part.Box{{
			Title: v.words.T("vote.same.title", "Choice", v.words.T("choice."+string(own.Choice))), Focus: true,
			Lines: []string{given(v, "vote.same.text", own.Version, own.Seq, own.At)},
		}}
	case own != nil:
		return []part.Box{{
			Kind: part.BoxGood, Icon: "tick", Focus: r.URL.Query().Has("abgestimmt"),
			Title: v.words.T("vote.receipt.title", "Choice", v.words.T("choice."+string(own.Choice))),
			Lines: []string{given(v, "vote.receipt.text", own.Version, own.Seq, own.At)},
		}}
	}
	return nil
}

// voteReceipt puts what the visitor holds over their vote into the box that says so, the last of them.
func (s *Server) voteReceipt(r *http.Request, v *visit, boxes []part.Box) ([]part.Box, error) {
	b := v.proposal.Ballot
	if len(boxes) == 0 || b == nil || b.OwnVote == nil || boxes[len(boxes)-1].Kind != part.BoxGood {
		return boxes, nil
	}
	return boxes, s.handed(r, v, v.heldVote(v.proposal.Number, b.OwnVote), &boxes[len(boxes)-1])
}

// choiceWord says a choice that came from a form.
func choiceWord(v *visit, c policy.Choice) string {
	for _, known := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
		if c == known {
			return v.words.T("choice." + string(c))
		}
	}
	return v.words.Quote(string(c))
}

// meansTable is what the scores have come to, where the visitor may know it.
func meansTable(v *visit) *part.Table {
	means := v.proposal.Means.Get()
	if means == nil {
		return nil
	}
	t := &part.Table{
		Caption: v.words.T("vote.means"), Narrow: 3,
		Columns: []part.Column{
			{Title: v.words.T("score.criterion")}, {Title: v.words.T("vote.mean"), Numeric: true}, {Title: v.words.T("vote.count"), Numeric: true},
		},
	}
	for i, m := range means {
		row := part.Row{Head: part.Cell{Text: v.round.Policy.Criteria[i].Label.In(v.words.Lang())}}
		row.Cells = []part.Cell{meanCell(v, m), {Text: v.words.Int(m.N)}}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func meanCell(v *visit, m view.Mean) part.Cell {
	if m.Value == nil {
		return part.Cell{Text: "–", Note: v.words.T("heat.none")}
	}
	cell := part.Cell{Text: v.words.Ratio(m.Value, 2)}
	if m.Below {
		cell.Note = v.words.T("heat.low")
	}
	return cell
}
