package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// recusedBody is the body of the page that stands in place of everything about a proposal for who takes no part in it.
type recusedBody struct {
	Ref part.Ref
	Why part.Box
}

// recusedShow says that and why the visitor takes no part in the proposal. It is the only answer to any address of it.
func (s *Server) recusedShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	status := http.StatusForbidden
	if r.Method == http.MethodGet && r.URL.Path == v.place("") {
		status = http.StatusOK
	}
	p := v.proposal
	body := recusedBody{
		Ref: part.Ref{Number: p.Number, State: stateOf(p)},
		Why: part.Box{
			Kind: part.BoxVeil, Icon: "recused", Title: v.words.T("recused.title"),
			Lines: []string{d.whyRecused(p.Exclusion), v.words.T("recused.text")},
			Links: []part.Link{{Text: v.words.T("recused.list"), Href: d.address("vorschlaege")}},
		},
	}
	if v.has(roleOffice) {
		body.Why.Lines = append(body.Why.Lines, v.words.T("recused.office"))
	}
	show(s, w, r, s.pages.recused, status, s.frameOf(r, v, d.titleOf(p)), body)
}

// whyRecused says by what somebody is excluded, and since when.
func (d *reading) whyRecused(x *view.Exclusion) string {
	id := "recused.resolved"
	switch {
	case x.Declared && x.Own:
		id = "recused.declared"
	case x.Declared:
		id = "recused.seat"
	case d.round.Policy.Interests.DecidedBy == policy.DecidedByCoordinator:
		id = "recused.office_resolved"
	}
	return d.words.T(id, "Day", d.words.Day(x.At.Time()), "Kind", d.interestKind(x.Kind))
}

// interestKind is what the policy calls a kind of interest.
func (d *reading) interestKind(id string) string {
	if o, ok := policy.Choose(d.round.Policy.Interests.Kinds, id); ok {
		return d.label(o.Label)
	}
	return id
}
