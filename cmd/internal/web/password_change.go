package web

import (
	"errors"
	"net/http"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/web/part"
)

// passwordBody is the body of the page of one's own account.
type passwordBody struct {
	Errors *part.Errors
	Done   *part.Box
	Facts  part.Facts
	Fields []part.Field
	Send   part.Button
}

// passwordShow shows one's own account.
func (s *Server) passwordShow(w http.ResponseWriter, r *http.Request, v *visit) {
	body := s.passwordForm(v)
	if r.FormValue("geaendert") != "" {
		body.Done = &part.Box{
			Kind: part.BoxGood, Icon: "tick", Title: v.words.T("password.done.title"), Lines: []string{v.words.T("password.done.text")}, Focus: true,
		}
	}
	show(s, w, r, s.pages.password, http.StatusOK, s.frameOf(r, v, v.words.T("password.title")), body)
}

func (s *Server) passwordForm(v *visit) passwordBody {
	field := func(id, complete string) part.Field {
		return part.Field{ID: id, Name: id, Label: v.words.T("password." + id), Type: "password", Autocomplete: complete}
	}
	body := passwordBody{
		Facts: part.Facts{
			{Name: v.words.T("password.name"), Text: v.who.Name}, {Name: v.words.T("password.roles"), Text: rolesInWords(v)},
		},
		Fields: []part.Field{field("was", "current-password"), field("becomes", "new-password"), field("again", "new-password")},
		Send:   part.Button{Text: v.words.T("password.send"), Primary: true},
	}
	body.Fields[1].Hint = v.words.T("password.hint")
	return body
}

// passwordChange replaces the password of who is signed in.
func (s *Server) passwordChange(w http.ResponseWriter, r *http.Request, v *visit) {
	becomes := r.PostFormValue("becomes")
	field, why, status := 2, v.words.T("password.differs"), http.StatusUnprocessableEntity
	if becomes == r.PostFormValue("again") {
		err := s.config.Sessions.ChangePassword(r.Context(), r.PostFormValue("was"), becomes)
		var no *auth.Refusal
		switch {
		case err == nil:
			http.Redirect(w, r, "/konto?geaendert=1", http.StatusSeeOther)
			return
		case !errors.As(err, &no):
			s.refuse(w, r, v, err)
			return
		}
		field, why = 1, no.Text.In(v.words.Lang())
		switch no.Code {
		case auth.ErrDenied.Code:
			field, why = 0, v.words.T("password.wrong")
		case "too_many":
			field, status = 0, refused(w, no)
		}
	}
	body := s.passwordForm(v)
	body.Fields[field].Error = why
	body.Errors = &part.Errors{
		Title: v.words.T("password.failed"), Items: []part.Link{{Text: why, Href: "#" + body.Fields[field].ID}},
	}
	show(s, w, r, s.pages.password, status, s.frameOf(r, v, v.words.T("password.title")), body)
}
