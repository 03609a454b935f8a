package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// asked is what a proposal was returned for last; nil where it never was.
func (s *Server) asked(r *http.Request, v *visit) (*view.Version, error) {
	if v.proposal == nil || v.proposal.State != workflow.Returned && v.proposal.Version < 2 {
		return nil, nil
	}
	versions, err := s.config.Desk.Versions(r.Context(), v.round, v.proposal.ID)
	for i := range slices.Backward(versions) {
		if versions[i].Returned != nil {
			return &versions[i], err
		}
	}
	return nil, err
}

// askedFor says why a proposal was returned: as a list of what is missing, with what the office has written and until when
// it can be handed in again.
func (s *Server) askedFor(r *http.Request, v *visit) (*part.Box, error) {
	if v.proposal == nil || v.proposal.State != workflow.Returned {
		return nil, nil
	}
	last, err := s.asked(r, v)
	if last == nil {
		return nil, err
	}
	box := &part.Box{Kind: part.BoxCare, Icon: "returned", Title: v.words.T("submit.returned")}
	for _, label := range pointLabels(v, last.Returned.Missing) {
		box.Points = append(box.Points, part.Point{Text: label})
	}
	texts, err := s.config.Desk.Texts(r.Context(), v.round, last.Returned.Entry)
	if err != nil {
		return nil, err
	}
	if note := texts["note"]; note != "" {
		box.Lines = append(box.Lines, v.words.T("submit.returned.note", "Note", v.words.Quote(note)))
	}
	if until := v.round.Deadline(policy.StageReturn, v.proposal); until != nil {
		box.Lines = append(box.Lines, v.words.T("submit.returned.until", "When", v.words.Deadline(until.At.Time())))
	}
	return box, nil
}

// askedBack tells those who handed a returned proposal in what is missing, with the ways on; after that, them and the office
// what has become of each point. It is nil for all others.
func (s *Server) askedBack(r *http.Request, v *visit) (*part.Box, error) {
	switch p := v.proposal; {
	case p.State == workflow.Submitted && p.Version > 1 && (p.Own || v.has(roleOffice)):
		return s.askedDone(r, v)
	case !p.Own:
		return nil, nil
	}
	box, err := s.askedFor(r, v)
	if box == nil {
		return nil, err
	}
	box.Buttons = append(box.Buttons, *reworking(v))
	if withdraw := withdrawing(v); withdraw != nil {
		box.Buttons = append(box.Buttons, *withdraw)
	}
	return box, err
}

// askedDone ticks the points off that were missing: those of the version after the return as the check has found them, and
// as handed in until it has.
func (s *Server) askedDone(r *http.Request, v *visit) (*part.Box, error) {
	last, err := s.asked(r, v)
	if last == nil || last.Number+1 != v.proposal.Version {
		return nil, err
	}
	check := v.proposal.Check
	checked := check != nil && check.Version == v.proposal.Version
	box := &part.Box{Icon: "returned", Title: v.words.T("asked.done", "Version", int(v.proposal.Version))}
	for _, pt := range v.round.Policy.Eligibility {
		if !slices.Contains(last.Returned.Missing, pt.ID) {
			continue
		}
		one := part.Point{Text: pt.Label.In(v.words.Lang()), Open: !checked}
		if checked {
			one.Holds = slices.Contains(check.Points, workflow.Point{ID: pt.ID, Holds: true})
		}
		box.Points = append(box.Points, one)
	}
	box.Lines = []string{v.words.T("asked.waits")}
	if checked {
		box.Lines[0] = v.words.T("asked.checked")
	}
	box.Links = []part.Link{{Text: v.words.T("versions.link", "Count", int(v.proposal.Version)), Href: v.place("fassungen")}}
	return box, nil
}

// pointLabels are what the policy calls points of the eligibility check.
func pointLabels(v *visit, ids []string) []string {
	var out []string
	for _, pt := range v.round.Policy.Eligibility {
		if slices.Contains(ids, pt.ID) {
			out = append(out, pt.Label.In(v.words.Lang()))
		}
	}
	return out
}
