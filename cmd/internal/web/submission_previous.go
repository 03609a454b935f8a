package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// fieldPrevious names the deferred proposal that a new one takes up, as round/id; it is also the name of the field in an
// address that leads to the form.
const fieldPrevious = "previous"

// previousOf reads the field; nil where it names nothing.
func previousOf(in url.Values) *workflow.Link {
	round, proposal, ok := strings.Cut(in.Get(fieldPrevious), "/")
	if !ok || round == "" || proposal == "" {
		return nil
	}
	return &workflow.Link{Round: round, Proposal: proposal}
}

func previousValue(round *view.Round, p *view.Proposal) string { return round.ID + "/" + p.ID }

// allRounds are all that the visitor sees: a page of one round has not looked for the others.
func (s *Server) allRounds(r *http.Request, v *visit) ([]*view.Round, error) {
	if v.rounds != nil {
		return v.rounds, nil
	}
	return s.config.Desk.Rounds(r.Context(), v.who)
}

// deferral is a deferred proposal with its round.
type deferral struct {
	round    *view.Round
	proposal *view.Proposal
}

// deferred are the visitor's own proposals of other rounds of the programme that were deferred, as far as they know of it.
func (s *Server) deferred(r *http.Request, v *visit) ([]deferral, error) {
	rounds, err := s.allRounds(r, v)
	if err != nil {
		return nil, err
	}
	var out []deferral
	for _, round := range rounds {
		if round.ID == v.round.ID || round.Programme != v.round.Programme {
			continue
		}
		for _, p := range round.Proposals {
			if anewable(p) {
				out = append(out, deferral{round, p})
			}
		}
	}
	return out, nil
}

// anewable tells whether a visitor can hand a proposal in anew.
func anewable(p *view.Proposal) bool {
	return p.Own && p.State == workflow.Decided && p.Outcome == string(policy.Deferred)
}

// previousOptions are what a new proposal can take up, nothing first; nil where there is nothing to take up.
func (s *Server) previousOptions(r *http.Request, v *visit, in url.Values) ([]part.Option, error) {
	if v.proposal != nil {
		return nil, nil
	}
	known, err := s.deferred(r, v)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	out := []part.Option{{Text: v.words.T("submit.previous.none"), Chosen: in.Get(fieldPrevious) == ""}}
	for _, d := range known {
		text, err := s.previousWords(r, v, d.round, d.proposal)
		if err != nil {
			return nil, err
		}
		value := previousValue(d.round, d.proposal)
		out = append(out, part.Option{Value: value, Text: text, Chosen: in.Get(fieldPrevious) == value})
	}
	return out, nil
}

// previousWords names a deferred proposal with its round.
func (s *Server) previousWords(r *http.Request, v *visit, round *view.Round, p *view.Proposal) (string, error) {
	titles, err := s.config.Desk.Titles(r.Context(), round)
	if err != nil {
		return "", err
	}
	title, err := s.config.Desk.Title(r.Context(), round)
	return v.words.T("submit.previous.of", "Number", p.Number, "Title", v.words.Quote(titles[p.ID]), "Round", title), err
}

// beginning is the form of a new proposal with its draft. Where nothing was begun and the address names a deferred proposal, that
// becomes the draft: so it outlives the page whole, and what was begun is never written over.
func (s *Server) beginning(r *http.Request, v *visit, form written) (written, error) {
	if len(form.draft.Parts) == 0 && r.URL.Query().Has(fieldPrevious) {
		in, err := s.taken(r, v)
		if err != nil || len(in) == 0 {
			return form, err
		}
		if err = s.keepAll(r, submissionDraftForm(v), submissionParts(in)); err == nil {
			form.draft, err = s.draftOf(r.Context(), submissionDraft(v))
		}
		if err != nil {
			return form, err
		}
	}
	form.in = overSubmission(form.in, form.draft)
	return form, nil
}

// taken fills a new form with the deferred proposal that the address names, as far as the new rules know what it says; it
// stays empty where the address names none.
func (s *Server) taken(r *http.Request, v *visit) (url.Values, error) {
	all, err := s.deferred(r, v)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(d deferral) bool { return previousValue(d.round, d.proposal) == r.URL.Query().Get(fieldPrevious) })
	if at < 0 {
		return url.Values{}, nil
	}
	round, p := all[at].round, all[at].proposal
	texts, err := s.config.Desk.Texts(r.Context(), round, p.Entry)
	if err != nil {
		return nil, err
	}
	in := submissionOf(v.round.Policy, p.Content, texts)
	known := func(field string, options []policy.Option) {
		in[field] = slices.DeleteFunc(in[field], func(id string) bool { _, ok := policy.Choose(options, id); return !ok })
	}
	known(fieldKind, v.round.Policy.Kinds)
	known(fieldAudience, v.round.Policy.Audiences)
	known(fieldInstitution, v.round.Policy.Institutions)
	in.Set(fieldPrevious, previousValue(round, p))
	return in, nil
}

// anew leads from a deferred proposal to the forms of the rounds that take it.
func (s *Server) anew(r *http.Request, v *visit) ([]part.Link, error) {
	if !anewable(v.proposal) {
		return nil, nil
	}
	rounds, err := s.allRounds(r, v)
	if err != nil {
		return nil, err
	}
	var out []part.Link
	for _, round := range rounds {
		other := &visit{who: v.who, round: round}
		if round.ID == v.round.ID || round.Programme != v.round.Programme || !v.who.Has(desk.Submitter, round.Programme) || shut(other) != nil {
			continue
		}
		title, err := s.config.Desk.Title(r.Context(), round)
		if err != nil {
			return nil, err
		}
		out = append(out, part.Link{
			Text: v.words.T("submit.previous.again", "Round", title),
			Href: roundAddress(round, "einreichen?"+url.Values{fieldPrevious: {previousValue(v.round, v.proposal)}}.Encode()),
		})
	}
	return out, nil
}

// takenUp says which deferred proposal one takes up, with its page for who may see that; nil where it takes up none.
func (s *Server) takenUp(r *http.Request, d *reading, p *view.Proposal) (*part.Link, error) {
	l := p.Content.Previous
	if l == nil {
		return nil, nil
	}
	rounds, err := s.allRounds(r, d.visit)
	if err != nil {
		return nil, err
	}
	for _, round := range rounds {
		old := round.Proposal(l.Proposal)
		if round.ID != l.Round || old == nil || !old.Own && !d.has(roleCommittee) {
			continue
		}
		text, err := s.previousWords(r, d.visit, round, old)
		return &part.Link{Text: text, Href: proposalAddress(round, old, "")}, err
	}
	return &part.Link{Text: d.words.T("submit.previous.round", "Round", l.Round)}, nil
}
