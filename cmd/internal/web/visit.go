package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// role is what somebody is to a round, as a bit set. The table of routes names with it who may open an address.
type role uint8

const (
	roleMember role = 1 << iota
	roleOffice
	roleAuditor
	roleSubmitter
	rolePerson // everybody who is signed in

	roleNobody    role = 0 // needs nobody to be signed in
	roleCommittee      = roleMember | roleOffice | roleAuditor
)

// visit is one request of somebody who is signed in: who it is and what the address leads to, as they may see it.
type visit struct {
	who      *desk.Who
	roles    role
	rounds   []*view.Round  // all that the person sees; only outside a round's own addresses
	round    *view.Round    // of the address; outside of rounds the one the navigation leads to, nil where there is none
	proposal *view.Proposal // of the address
	damage   *desk.Damage   // of the round, which is shown as far as its record is good; nil where it is not damaged
	words    *locale.Locale
}

// has tells whether the visitor holds one of the roles.
func (v *visit) has(any role) bool { return v.roles&any != 0 }

// office is the capacity in which the visitor acts for the office.
func (v *visit) office() workflow.Capacity {
	if v.who.Has(desk.Coordinator, v.round.Programme) {
		return workflow.Coordinator
	}
	return workflow.Operator
}

// address is an address within the visitor's round.
func (v *visit) address(rest string) string { return roundAddress(v.round, rest) }

// place is an address within the visitor's proposal.
func (v *visit) place(rest string) string { return proposalAddress(v.round, v.proposal, rest) }

func roundAddress(round *view.Round, rest string) string {
	at := "/runden/" + round.ID
	if rest != "" {
		at += "/" + rest
	}
	return at
}

func proposalAddress(round *view.Round, p *view.Proposal, rest string) string {
	at := roundAddress(round, "vorschlaege/"+p.Number)
	if rest != "" {
		at += "/" + rest
	}
	return at
}

// visit finds out who is there and what the address leads to; nil where nobody is signed in. Where the address leads nowhere
// the visit comes with the error.
func (s *Server) visit(r *http.Request) (*visit, error) {
	return s.visitOf(r, s.config.Sessions.Who)
}

// visitOf is visit by another way to find out who is there.
func (s *Server) visitOf(r *http.Request, asked func(context.Context) (desk.Who, bool, error)) (*visit, error) {
	who, in, err := asked(r.Context())
	if err != nil || !in {
		return nil, err
	}
	v := &visit{who: &who, roles: rolePerson, words: s.words(r)}
	if id := r.PathValue("runde"); id != "" {
		return v, s.enter(r.Context(), v, id, r.PathValue("nummer"))
	}
	if v.rounds, err = s.config.Desk.Rounds(r.Context(), v.who); err != nil {
		return v, err
	}
	for _, round := range v.rounds {
		v.roles |= rolesIn(v.who, round)
	}
	if len(v.rounds) == 0 { // there is none yet, or none whose record can be read
		v.roles |= granted(v.who)
	}
	v.round = latest(v.rounds)
	return v, nil
}

// enter goes into a round, and there to a proposal.
func (s *Server) enter(ctx context.Context, v *visit, round, number string) error {
	var err error
	if v.round, err = s.config.Desk.Round(ctx, round, v.who); err != nil {
		return err
	}
	v.roles |= rolesIn(v.who, v.round)
	if number == "" {
		return nil
	}
	if v.proposal = v.round.Proposal(number); v.proposal == nil {
		return &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": number}}
	}
	return nil
}

// readsDamaged tells whether an address shows a damaged round too, as far as its record is good: where it is replayed and checked.
func readsDamaged(pattern string) bool {
	_, path, _ := strings.Cut(pattern, " ")
	switch strings.TrimPrefix(path, "/runden/{runde}/") {
	case "nachvollziehen", "nachvollziehen/unterschied", "nachvollziehen/roh", "pruefung":
		return true
	}
	return false
}

// sound goes into a damaged round as far as its record is good. Where it is not for the visitor the error is why.
func (s *Server) sound(r *http.Request, v *visit, why error) error {
	round, damage, err := s.config.Desk.Sound(r.Context(), r.PathValue("runde"), v.who)
	if err != nil {
		return why
	}
	v.round, v.damage, v.proposal = round, damage, nil
	v.roles |= rolesIn(v.who, round)
	return nil
}

// rolesIn is what somebody is to a round.
func rolesIn(who *desk.Who, round *view.Round) role {
	var is role
	if round.Me != nil {
		is |= roleMember
	}
	if round.Office {
		is |= roleOffice
	}
	if round.Reader || who.Has(desk.Auditor, round.Programme) {
		is |= roleAuditor
	}
	if who.Has(desk.Submitter, round.Programme) {
		is |= roleSubmitter
	}
	return is
}

// granted is what somebody is to the rounds of their programmes, whether there are any or not.
func granted(who *desk.Who) (is role) {
	for _, g := range who.Grants {
		switch g.Role {
		case desk.Coordinator:
			is |= roleOffice
		case desk.Auditor:
			is |= roleAuditor
		case desk.Operator:
			is |= roleOffice | roleAuditor
		case desk.Submitter: // has nothing to hand in where there is no round
		}
	}
	return is
}

// byWork orders rounds as they are of use to somebody: those that go on as they were opened, then those that are over, the latest
// first.
func byWork(rounds []*view.Round) []*view.Round {
	var out, over []*view.Round
	for _, round := range rounds {
		if round.Ended() {
			over = append(over, round)
			continue
		}
		out = append(out, round)
	}
	slices.Reverse(over)
	return append(out, over...)
}

// latest is the round that work goes on in: the last one in which the committee reviews or deliberates, or else the last
// one that is not over, or else the last one.
func latest(rounds []*view.Round) *view.Round {
	for _, busy := range [][]workflow.Phase{
		{workflow.Reviewing, workflow.Deliberating}, {workflow.Calling, workflow.Draft},
	} {
		for _, round := range slices.Backward(rounds) {
			if slices.Contains(busy, round.Phase) {
				return round
			}
		}
	}
	if len(rounds) > 0 {
		return rounds[len(rounds)-1]
	}
	return nil
}
