package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of the form of a resolution. A member's choice is called by fieldVote and the member's pseudonym.
const (
	fieldLift    = "aufheben"
	fieldCarried = "beschlossen"
	fieldVote    = "stimme-"
	fieldFirm    = "fest" // the preview has been seen
)

// resolveShow asks how the committee resolved on somebody's exclusion, or on lifting it.
func (s *Server) resolveShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.resolvePage(w, r, v, http.StatusOK, nil)
}

// resolveSend shows what the votes come to, and enters the resolution once that has been seen.
func (s *Server) resolveSend(w http.ResponseWriter, r *http.Request, v *visit) {
	if r.PostFormValue(fieldFirm) == "" {
		s.resolvePage(w, r, v, http.StatusOK, nil)
		return
	}
	receipts, err := s.carryOut(r, v, v.office(), resolutionOf(r, v))
	if err == nil {
		http.Redirect(w, r, done(v, v.place(""), receipts), http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.resolvePage(w, r, v, answer.Status, err)
}

// resolutionOf is the resolution that a form says.
func resolutionOf(r *http.Request, v *visit) *workflow.ResolveInterest {
	c := &workflow.ResolveInterest{
		Proposal: v.proposal.ID, About: r.FormValue(fieldAbout), Lift: r.FormValue(fieldLift) != "",
		Carried: r.PostFormValue(fieldCarried) == string(policy.Yes), Reason: r.PostFormValue(fieldReason),
	}
	for i := range v.round.Members {
		who := v.round.Members[i].Pseudonym
		switch policy.Choice(r.PostFormValue(fieldVote + who)) {
		case policy.Yes:
			c.Yes = append(c.Yes, who)
		case policy.No:
			c.No = append(c.No, who)
		case policy.Abstain:
			c.Abstain = append(c.Abstain, who)
		case policy.Sealed: // no choice of a form
		}
	}
	return c
}

// question begins the names of the messages about what is resolved on: excluding somebody, or letting them in again.
func question(c *workflow.ResolveInterest) string {
	if c.Lift {
		return "lift."
	}
	return "resolve."
}

func (s *Server) resolvePage(w http.ResponseWriter, r *http.Request, v *visit, status int, refused error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	c, words := resolutionOf(r, v), v.words
	name := question(c)
	who := d.name(c.About)
	body := interestBody{
		Ref: refOf(words, v.round.Policy, v.proposal), Lead: words.T(name+"lead", "Name", who), Action: v.place("interesse/beschluss"),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldAbout, Text: c.About}},
		Back:   part.Button{Text: words.T("interest.back"), Href: v.place(""), Quiet: true},
	}
	if c.Lift {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldLift, Text: "1"})
	}
	event, ref := v.round.Foresee(v.office(), c)
	if refused != nil || r.Method == http.MethodPost && ref != nil {
		if refused == nil {
			refused = ref
		}
		text := s.answer(r, v, refused).Message
		body.Errors = &part.Errors{Title: words.T("interest.refused"), Items: []part.Link{{Text: text, Href: "#main"}}}
	}
	if r.Method == http.MethodPost && refused == nil && ref == nil {
		d.preview(&body, c, event.(*workflow.InterestResolved))
	} else {
		d.resolutionForm(&body, c)
	}
	show(s, w, r, s.pages.interest, status, s.frameOf(r, v, words.T(name+"title", "Name", who, "Proposal", d.called(v.proposal))), body)
}

// resolutionForm asks for the votes, or, where the policy leaves it to the office, for what was resolved.
func (d *reading) resolutionForm(body *interestBody, c *workflow.ResolveInterest) {
	words := d.words
	body.Note = &part.Field{
		ID: fieldReason, Name: fieldReason, Label: words.T("step.reason"), Rows: 3, Value: c.Reason, Max: d.round.Policy.Limit(fieldReason),
		Optional: !d.officeResolves(),
	}
	body.Send = part.Button{Text: words.T("resolve.preview"), Primary: true}
	if d.officeResolves() {
		body.Votes = []part.Choices{{
			ID: fieldCarried, Name: fieldCarried, Legend: words.T("resolve.carried"), Options: []part.Option{
				{Value: string(policy.Yes), Text: words.T("choice.yes"), Chosen: c.Carried},
				{Value: string(policy.No), Text: words.T("choice.no"), Chosen: !c.Carried},
			},
		}}
		return
	}
	for _, m := range d.voters(c.About) {
		one := part.Choices{ID: fieldVote + m.Pseudonym, Name: fieldVote + m.Pseudonym, Legend: d.name(m.Pseudonym), Hint: d.body(m.Body, m.Group)}
		for _, choice := range []policy.Choice{policy.Yes, policy.No, policy.Abstain, ""} {
			text := words.T("resolve.absent")
			if choice != "" {
				text = words.T("choice." + string(choice))
			}
			one.Options = append(one.Options, part.Option{Value: string(choice), Text: text, Chosen: choice == chosenBy(c, m.Pseudonym)})
		}
		body.Votes = append(body.Votes, one)
	}
}

func (d *reading) officeResolves() bool {
	return d.round.Policy.Interests.DecidedBy == policy.DecidedByCoordinator
}

func chosenBy(c *workflow.ResolveInterest, member string) policy.Choice {
	switch {
	case slices.Contains(c.Yes, member):
		return policy.Yes
	case slices.Contains(c.No, member):
		return policy.No
	case slices.Contains(c.Abstain, member):
		return policy.Abstain
	}
	return ""
}

// voters are the members who may vote on somebody's exclusion: those with a vote who are neither concerned nor excluded.
func (d *reading) voters(about string) []*view.Member {
	seat := ""
	for i := range d.round.Members {
		if m := &d.round.Members[i]; m.Pseudonym == about {
			seat = m.Seat
		}
	}
	var out []*view.Member
	for i := range d.round.Members {
		m := &d.round.Members[i]
		if !m.Advisory && m.Pseudonym != about && (seat == "" || m.Seat != seat) && !slices.Contains(d.proposal.Out, m.Index) {
			out = append(out, m)
		}
	}
	return out
}

// preview shows what the resolution comes to, and carries it in the form.
func (d *reading) preview(body *interestBody, c *workflow.ResolveInterest, e *workflow.InterestResolved) {
	words := d.words
	body.About = words.T("resolve.preview.title")
	for _, v := range []struct {
		choice policy.Choice
		by     []string
	}{{policy.Yes, e.Yes}, {policy.No, e.No}, {policy.Abstain, e.Abstain}} {
		for _, who := range v.by {
			body.Hidden = append(body.Hidden, part.Option{Value: fieldVote + who, Text: string(v.choice)})
		}
		if len(v.by) > 0 {
			body.Facts = append(body.Facts, part.Fact{
				Name: words.T("choice." + string(v.choice)), Text: words.T("resolve.names", "Count", len(v.by), "Names", words.List(d.nameAll(v.by))),
			})
		}
	}
	id := question(c) + "outcome"
	if !e.Carried {
		id += ".not"
	}
	body.Facts = append(body.Facts, part.Fact{Name: words.T("resolve.outcome.name"), Text: words.T(id, "Name", d.name(c.About))})
	if c.Reason != "" {
		body.Facts = append(body.Facts, part.Fact{Name: words.T("step.reason"), Text: c.Reason})
		body.Hidden = append(body.Hidden, part.Option{Value: fieldReason, Text: c.Reason})
	}
	if c.Carried {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldCarried, Text: string(policy.Yes)})
	}
	body.Hidden = append(body.Hidden, part.Option{Value: fieldFirm, Text: "1"})
	body.Send = part.Button{Text: words.T("resolve.send"), Primary: true}
}
