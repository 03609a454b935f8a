package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
)

// scoreCast gives the visitor's score sheet, keeps it as a draft, or takes over one criterion of what the record holds.
func (s *Server) scoreCast(w http.ResponseWriter, r *http.Request, v *visit) {
	own, remark, err := s.ownSheet(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	sheet := filled{
		input: sheetFromForm(r, v.round.Policy), own: own, seen: numberOf(r.PostFormValue(fieldSeen)),
		base: numberOf(r.PostFormValue(fieldBase)), draft: &draft{Parts: map[string]draftPart{}},
		compare: r.PostFormValue("vergleich") != "", because: becauseOf(r.PostForm),
	}
	if take := r.PostFormValue("nehmen"); take != "" {
		for i := range sheet.input {
			if criterionField(i) == take {
				sheet.input[i] = own[i]
			}
		}
		s.scorePage(w, r, v, http.StatusOK, sheet)
		return
	}
	command := sheet.input.command(v.round.Policy, v.proposal, sheet.seen, sheet.base)
	command.Reason, command.Late = sheet.because.change, sheet.because.late
	command.Remark = remark // the form has no field for it, so it stays
	receipts, err := s.carryOut(r, v, workflow.Member, command)
	switch {
	case err != nil:
		s.scoreRefused(w, r, v, sheet, err)
	case receipts[0].Unchanged:
		s.scoreDone(w, r, v, "unveraendert")
	default:
		s.scoreDone(w, r, v, "abgegeben")
	}
}

// scoreDone leads on from a sheet that needs nothing more.
func (s *Server) scoreDone(w http.ResponseWriter, r *http.Request, v *visit, what string) {
	if err := s.config.Drafts.DeleteDraft(r.Context(), scoreDraft(v)); err != nil {
		s.logged(r, err) // the scores are in; the draft is only in the way
	}
	http.Redirect(w, r, afterScoring(v, what), http.StatusSeeOther)
}

// afterScoring is where a member goes on: the next proposal, or the tasks when all are done.
func afterScoring(v *visit, what string) string {
	query := "?" + url.Values{what: {v.proposal.Number}}.Encode()
	if next := nextToScore(v.round, v.proposal); next != nil {
		return proposalAddress(v.round, next, "bewerten") + query
	}
	return "/aufgaben" + query
}

// scoreRefused shows the form again with everything that was typed. Where the record has moved on, what stands there is
// shown beside it, and the form goes on from there.
func (s *Server) scoreRefused(w http.ResponseWriter, r *http.Request, v *visit, sheet filled, err error) {
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.keepScores(r, v, sheet)
		s.broken(w, r, err)
		return
	}
	if stale(err) {
		sheet.compare = sheet.base != sheetVersion(v.proposal) || sheet.compare
		sheet.seen, sheet.base = v.proposal.Version, sheetVersion(v.proposal)
	}
	sheet.refused = err
	s.keepScores(r, v, sheet)
	if d, fault := s.draftOf(r.Context(), scoreDraft(v)); fault == nil {
		sheet.draft = d
	}
	s.scorePage(w, r, v, answer.Status, sheet)
}

// keepScores keeps what was typed as the draft, so that it outlives the page.
func (s *Server) keepScores(r *http.Request, v *visit, sheet filled) {
	parts := sheet.input.parts()
	parts[becausePart] = sheet.because.part()
	if err := s.keepAll(r, scoreDraftForm(v), parts); err != nil {
		s.logged(r, err)
	}
}

// stale tells that the record has moved on since the form was shown. A command that was carried out with other content is
// one more way to notice it: somebody went back to a form that was sent.
func stale(err error) bool {
	var ref *workflow.Refusal
	return errors.As(err, &ref) && slices.Contains([]string{"stale_sheet", "stale_proposal", "stale_vote", "stale_comment", "stale_answer", "command_differs"}, ref.Code)
}

// scoreProblems puts a refusal where it belongs in the form.
func (s *Server) scoreProblems(b rubric, criteria []part.Criterion, err error) *part.Errors {
	var ref *workflow.Refusal
	if !errors.As(err, &ref) || len(ref.Problems) == 0 {
		return nil
	}
	return b.mark(criteria, ref.Problems)
}

// scoreNote says what keeps the form from being taken where no field is to blame.
func (s *Server) scoreNote(r *http.Request, v *visit, sheet filled) *part.Box {
	var ref *workflow.Refusal
	switch {
	case errors.As(sheet.refused, &ref) && (len(ref.Problems) > 0 || becauseField(ref) != ""):
		return nil
	case stale(sheet.refused):
		return &part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: v.words.T("score.stale.title"), Alert: true, Focus: true,
			Lines: []string{s.answer(r, v, sheet.refused).Message, v.words.T("score.stale.text")},
		}
	case sheet.refused != nil:
		return &part.Box{
			Kind: part.BoxFault, Icon: "warn", Title: v.words.T("score.refused.title"), Alert: true, Focus: true,
			Lines: []string{s.answer(r, v, sheet.refused).Message},
		}
	case v.proposal.State != workflow.UnderReview:
		return &part.Box{
			Title: v.words.T("score.closed.title"), Lines: []string{v.words.T("score.closed.text", "State", s.stateWord(v))},
			Links: []part.Link{{Text: v.words.T("score.others.link"), Href: v.place("")}},
		}
	case v.round.Place != nil && v.round.Place.Barred != nil && v.proposal.Exclusion == nil:
		return &part.Box{
			Title: v.words.T("score.barred.title"), Lines: []string{s.answer(r, v, v.round.Place.Barred).Message},
			Links: []part.Link{{Text: v.words.T("seats.stand.link"), Href: v.address("gremium/" + v.round.Place.Seat)}},
		}
	case !v.proposal.Mine && v.proposal.Exclusion == nil:
		return &part.Box{Title: v.words.T("score.others_assigned.title"), Lines: []string{v.words.T("score.others_assigned.text")}}
	case sheet.compare:
		return &part.Box{Kind: part.BoxCare, Icon: "warn", Title: v.words.T("score.stale.title"), Lines: []string{v.words.T("score.stale.text")}}
	}
	return nil
}

func (s *Server) stateWord(v *visit) string { return v.words.T("state." + stateOf(v.proposal)) }

// scoreReceipt confirms the sheet that was given just before, from the record itself.
func (s *Server) scoreReceipt(r *http.Request, v *visit) ([]part.Box, error) {
	number, same := r.URL.Query().Get("abgegeben"), r.URL.Query().Get("unveraendert")
	if number == "" {
		number = same
	}
	if number == "" || v.round == nil {
		return nil, nil
	}
	p := v.round.Proposal(number)
	if p == nil || p.OwnSheet == nil {
		return nil, nil
	}
	one := *v
	one.proposal = p
	if number == same {
		return []part.Box{{
			Title: v.words.T("score.same.title", "Number", p.Number), Focus: true,
			Lines: []string{given(&one, "score.same.text", p.OwnSheet.Version, p.OwnSheet.Entry, p.OwnSheet.At)},
		}}, nil
	}
	box := part.Box{
		Kind: part.BoxGood, Icon: "tick", Title: v.words.T("score.receipt.title", "Number", p.Number), Focus: true,
		Lines: []string{given(&one, "score.receipt.text", p.OwnSheet.Version, p.OwnSheet.Entry, p.OwnSheet.At)},
		Links: []part.Link{{Text: v.words.T("score.receipt.link"), Href: proposalAddress(v.round, p, "bewerten")}},
	}
	err := s.handed(r, &one, heldSheet(p), &box)
	return []part.Box{box}, err
}

// scoreKeep keeps drafts of the score sheet: one criterion for the script, the whole form without it.
func (s *Server) scoreKeep(w http.ResponseWriter, r *http.Request, v *visit) {
	form := scoreDraftForm(v)
	if r.PostFormValue("criterion") != "" {
		s.keepPart(w, r, v, form)
		return
	}
	parts := sheetFromForm(r, v.round.Policy).parts()
	parts[becausePart] = becauseOf(r.PostForm).part()
	if err := s.keepAll(r, form, parts); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, v.place("bewerten"), http.StatusSeeOther)
}

func scoreDraftForm(v *visit) draftForm {
	b := rubric{v.words, v.round.Policy}
	of := func(id string) *policy.Criterion {
		for i := range b.rules.Criteria {
			if criterionField(i) == id {
				return &b.rules.Criteria[i]
			}
		}
		return nil
	}
	return draftForm{
		key: scoreDraft(v),
		limit: func(id string) (int, bool) {
			c := of(id)
			if id == becausePart {
				return 0, true
			}
			if c == nil {
				return 0, false
			}
			return b.rules.Limit("justification/" + c.ID), true
		},
		clash: func(id string, here, there draftPart) string {
			if id == becausePart {
				return v.words.T("step.clash", "When", v.words.Clock(there.At))
			}
			return v.words.T("score.clash", "Criterion", v.words.Quote(of(id).Label.In(v.words.Lang())),
				"There", b.figure(there.Value), "Here", b.figure(here.Value))
		},
	}
}

// logged notes a fault that the visitor does not have to know of.
func (s *Server) logged(r *http.Request, err error) {
	s.config.Log.WarnContext(r.Context(), "page went on after a fault", "path", r.URL.Path, "error", err)
}
