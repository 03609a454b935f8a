package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// action answers a request of somebody whose role was checked.
type action func(w http.ResponseWriter, r *http.Request, v *visit)

// admit lets a request through to its action when the visitor holds one of the roles the route names. Nobody signed in is
// asked to sign in, with what they wanted kept.
func (s *Server) admit(need role, act action) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asked := s.config.Sessions.Who
		if strings.HasSuffix(r.URL.Path, "/"+eventsPath) {
			asked = s.config.Sessions.Still
		}
		v, err := s.visitOf(r, asked)
		if v != nil && errors.Is(err, workflow.ErrCorrupt) && readsDamaged(r.Pattern) {
			err = s.sound(r, v, err)
		}
		if err == nil {
			err = receive(w, r, maxBody)
		}
		switch {
		case err != nil:
			s.refuse(w, r, v, err)
		case v == nil:
			s.askToSignIn(w, r)
		case !v.has(need):
			s.refuse(w, r, v, s.notYours(need))
		case v.proposal != nil && v.proposal.Masked():
			s.recusedShow(w, r, v)
		case s.stands(r):
			s.haltedShow(w, r, v, s.config.Halted())
		default:
			act(w, r, v)
		}
	}
}

// notYours says that an address is for others.
func (s *Server) notYours(need role) error {
	say := func(lang string) string {
		words, names := s.speak[lang], []string(nil)
		for _, n := range roleNames() {
			if need&n.role != 0 {
				names = append(names, words.T("role."+n.name))
			}
		}
		return words.T("visit.forbidden", "Roles", strings.Join(names, ", "))
	}
	return reply.New(reply.Forbidden, "role_missing", say("de"), say("en"))
}

// roleName is how a role is called in the catalogues.
type roleName struct {
	role role
	name string
}

func roleNames() []roleName {
	return []roleName{
		{roleMember, "member"}, {roleOffice, "coordinator"}, {roleAuditor, "auditor"}, {roleSubmitter, "submitter"},
	}
}

// askToSignIn keeps what somebody wanted and asks who they are: an address to return to, or what a form has sent.
func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request) {
	over := s.config.Sessions.Lapsed(r) || cookie(r, overName) != ""
	switch {
	case r.Method == http.MethodGet || r.Method == http.MethodHead || r.URL.Path == "/konto": // passwords are not kept
		query := url.Values{}
		if at := r.URL.RequestURI(); at != "/" {
			query.Set(fieldReturn, at)
		}
		if over {
			query.Set("abgelaufen", "1")
		}
		http.Redirect(w, r, strings.TrimSuffix("/anmelden?"+query.Encode(), "?"), http.StatusSeeOther)
	case byScript(r):
		words := s.words(r)
		if over { // the page itself still has to be told, and the session's own cookie is gone after this answer
			keepFor(w, s.config.Secure, overName, "1", overAge)
		}
		answerJSON(w, http.StatusUnauthorized, map[string]any{"reason": words.T("visit.over.draft")})
	default:
		s.keepAndSignIn(w, r, over)
	}
}

// overName is the cookie that says that a session has ended, where the script was the first to notice.
const overName = "abgelaufen"

const overAge = 12 * time.Hour

// draftPath is the last part of every address that keeps drafts.
const draftPath = "entwurf"

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // an error here means that the reader has left
}

// local tells whether an address leads back into this site.
func local(at string) bool {
	u, err := url.Parse(at)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(at, "/") && !strings.HasPrefix(at, "//") &&
		!strings.Contains(at, `\`)
}

// stay answers the script that keeps somebody signed in who asked for it: the request itself is what counts.
func (s *Server) stay(w http.ResponseWriter, _ *http.Request, _ *visit) {
	w.WriteHeader(http.StatusNoContent)
}

// refuse answers an error on a page of its own: a refusal in its words, a fault without its text.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	if v != nil && r.Method == http.MethodPost && reply.Halts(err) && !byScript(r) {
		s.haltedShow(w, r, v, err)
		return
	}
	if byScript(r) {
		answerJSON(w, answer.Status, map[string]any{"reason": answer.Message})
		return
	}
	words := s.words(r)
	title := words.T("visit.refused.title")
	switch answer.Class {
	case reply.TooLarge:
		title = words.T("visit.large.title")
	case reply.NotFound:
		title = words.T("fault.missing.title")
	case reply.Forbidden:
		title = words.T("visit.forbidden.title")
	default:
	}
	show(s, w, r, s.pages.fault, answer.Status, s.frameOf(r, v, title), faultBody{Text: answer.Message, Ways: s.ways(r, v)})
}

// answer says an error to the visitor, with the names of people where they may know them.
func (s *Server) answer(r *http.Request, v *visit, err error) reply.Answer {
	var name func(string) string
	if v != nil && v.round != nil {
		if names, fault := s.config.Desk.Names(r.Context(), v.round); fault == nil {
			name = func(pseudonym string) string {
				if n, ok := names[pseudonym]; ok {
					return n
				}
				return pseudonym
			}
		}
	}
	return reply.Of(err, preferenceOf(r).lang, name)
}

// carryOut carries out commands of the visitor under the id that the form carries, so that a form sent twice has one effect.
func (s *Server) carryOut(r *http.Request, v *visit, as workflow.Capacity, commands ...workflow.Command) ([]workflow.Receipt, error) {
	id := r.PostFormValue(fieldCommand)
	if id == "" || len(id) > maxCommandID {
		return nil, reply.New(reply.Usage, "form_incomplete", s.speak["de"].T("visit.form"), s.speak["en"].T("visit.form"))
	}
	acts := make([]desk.Act, len(commands))
	for i, c := range commands {
		acts[i] = desk.Act{Round: v.round.ID, Command: c}
	}
	return s.config.Desk.Execute(r.Context(), v.who, as, id, acts...)
}

// maxCommandID bounds the id of a command that a form carries.
const maxCommandID = 64
