package web

import (
	"net/http"
	"path"
	"strings"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// frameOf is the frame of a page for a visitor: who they are, where they can go, and what the page was made from. v is nil
// when nobody is signed in.
func (s *Server) frameOf(r *http.Request, v *visit, title string) Frame {
	f := s.frame(r, title)
	if v == nil {
		f.SignIn = "/anmelden"
		return f
	}
	if f.Halted != nil {
		f.Halted = s.haltedFor(r.Context(), v)
	}
	f.Doubted = s.doubted(r.Context(), v)
	f.Person = &Person{Name: v.who.Name, Roles: rolesInWords(v), Leave: "/abmelden", Account: "/konto", Idle: int(auth.IdleTimeout.Seconds())}
	f.Nav = navigation(r, v)
	if v.round == nil || r.PathValue("runde") == "" {
		return f
	}
	if v.round.Me == nil && v.has(roleCommittee) && v.round.Size > 0 { // the size would tell what is hidden
		f.Record = &Position{Entry: int(v.round.Size) - 1, When: v.round.Last.Time()}
	}
	if p := v.round.Policy; p != nil && v.has(roleCommittee) {
		f.Policy = &part.Link{
			Text: v.words.T("layout.policy.edition", "Policy", p.ID, "Edition", p.Edition), Href: v.address("regelwerk"),
		}
	}
	return f
}

// area is one entry of the navigation, and whose work begins there.
type area struct {
	need role
	text string // message
	href string
	home role
}

// areas are the areas of the site in the order people meet them.
func areas(v *visit) []area {
	all := []area{{roleMember, "nav.tasks", "/aufgaben", roleMember}}
	if v.round != nil {
		all = append(
			all,
			area{roleOffice, "nav.board", v.address("steuerung"), roleOffice},
			area{roleOffice, "nav.assign", v.address("zuweisung"), 0},
			area{roleCommittee, "nav.proposals", v.address("vorschlaege"), 0},
			area{roleCommittee, "nav.meetings", v.address("sitzungen"), 0},
			area{roleCommittee, "nav.stats", v.address("statistik"), 0},
			area{roleCommittee, "nav.minutes", v.address("niederschrift"), 0},
			area{roleCommittee, "nav.replay", v.address("nachvollziehen"), roleAuditor},
			area{roleAuditor, "nav.audit", v.address("pruefung"), 0},
			area{roleCommittee, "nav.committee", v.address("gremium"), 0},
		)
	}
	return append(all, area{roleSubmitter, "nav.mine", "/meine-vorschlaege", roleSubmitter})
}

func navigation(r *http.Request, v *visit) []part.Link {
	place := belongs(r.URL.Path)
	var out []part.Link
	for _, a := range areas(v) {
		if v.has(a.need) {
			out = append(out, part.Link{Text: v.words.T(a.text), Href: a.href, Current: under(place, a.href)})
		}
	}
	return out
}

// belongs is the area that an address counts to: what one does oneself counts to one's own area, not to the proposals.
func belongs(at string) string {
	switch path.Base(at) {
	case "bewerten", "abstimmen", "wuensche", "quittungen":
		return "/aufgaben"
	case "einreichen", "zurueckziehen":
		return "/meine-vorschlaege"
	}
	return at
}

// under tells whether an address lies in an area.
func under(at, area string) bool {
	return at == area || strings.HasPrefix(at, area+"/")
}

// rolesInWords says what the visitor is, as it stands beside the name. Who both coordinates and scores sees what a member
// sees, and is told so.
func rolesInWords(v *visit) string {
	words := v.words
	seat := ""
	if v.round != nil && v.round.Me != nil {
		seat = seatInWords(words, v.round.Policy, v.round.Me)
	}
	var all []string
	for _, n := range roleNames() {
		switch {
		case n.role == roleMember:
		case n.role == roleAuditor && v.who.Has(desk.Operator, ""), !v.has(n.role):
		case n.role == roleOffice && v.who.Has(desk.Operator, ""):
			all = append(all, words.T("role.operator"))
		default:
			all = append(all, words.T("role."+n.name))
		}
	}
	switch {
	case seat == "":
		return strings.Join(all, ", ")
	case v.has(roleOffice):
		return words.T("visit.strictest")
	}
	return strings.Join(append([]string{seat}, all...), "; ")
}

// seatInWords names a member's body and group.
func seatInWords(words *locale.Locale, rules *policy.Policy, m *view.Member) string {
	body := rules.Body(m.Body)
	if body == nil {
		return m.Body
	}
	text := body.Label.In(words.Lang())
	if group, ok := body.Group(m.Group); ok {
		text += ", " + group.Label.In(words.Lang())
	}
	return text
}

// ways are where somebody can go from a page that cannot be shown.
func (s *Server) ways(r *http.Request, v *visit) []part.Link {
	words := s.words(r)
	home := []part.Link{{Text: words.T("fault.home"), Href: "/"}}
	if v == nil || v.round == nil {
		return home
	}
	return append(home, navigation(r, v)...)
}
