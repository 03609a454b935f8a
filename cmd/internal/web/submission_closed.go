package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// shut is why the round takes no proposals now, neither new ones nor, where the address leads to one, that one anew; nil where
// it does.
func shut(v *visit) *workflow.Refusal {
	if ref := untimely(v, v.proposal != nil); ref != nil && (ref.Code == "wrong_phase" || ref.Code == "deadline_passed") {
		return ref
	}
	return nil
}

// belated tells that a proposal is taken now with a reason for being late only.
func belated(v *visit) bool {
	ref := untimely(v, v.proposal != nil)
	return ref != nil && ref.Code == "late_reason_missing"
}

// untimely asks the rules about a proposal that says nothing yet: what they say of its time comes first.
func untimely(v *visit, again bool) *workflow.Refusal {
	c := &workflow.SubmitProposal{Proposal: "neu"}
	if again {
		c = &workflow.SubmitProposal{Proposal: v.proposal.ID, Again: true, Base: v.proposal.Version}
	}
	return v.round.Try(workflow.Submitter, c)
}

// submissionClosed stands in for the form: it leads to rounds whose call is open, and lets the draft be read.
func (s *Server) submissionClosed(r *http.Request, v *visit, form written) (submissionBody, error) {
	body := submissionBody{Closed: &part.Box{
		Kind: part.BoxCare, Icon: "warn", Title: v.words.T("submit.closed"), Lines: []string{v.words.T("submit.closed.text")},
	}}
	if ref := shut(v); ref != nil && ref.Code == "deadline_passed" {
		body.Closed.Title, body.Closed.Lines = v.words.T("submit.over"), []string{s.answer(r, v, ref).Message, v.words.T("submit.over.text")}
	}
	rounds, err := s.config.Desk.Rounds(r.Context(), v.who)
	if err != nil {
		return body, err
	}
	for _, round := range rounds {
		other := &visit{who: v.who, round: round}
		if v.who.Has(desk.Submitter, round.Programme) && shut(other) == nil {
			title, err := s.config.Desk.Title(r.Context(), round)
			if err != nil {
				return body, err
			}
			body.Closed.Links = append(body.Closed.Links, part.Link{
				Text: v.words.T("submit.closed.other", "Round", title), Href: roundAddress(round, "einreichen"),
			})
		}
	}
	body.Closed.Links = append(body.Closed.Links, part.Link{Text: v.words.T("nav.mine"), Href: "/meine-vorschlaege"})
	if len(form.draft.Parts) == 0 {
		return body, nil
	}
	rows, err := s.submissionRows(r, v, nil, form.in)
	for _, row := range rows {
		body.Kept = append(body.Kept, part.Fact{Name: row.Head.Text, Text: row.Cells[1].Text})
	}
	return body, err
}
