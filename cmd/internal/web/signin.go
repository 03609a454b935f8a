package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/web/part"
)

// The fields of the sign-in form.
const (
	fieldEmail    = "email"
	fieldPassword = "password"
	fieldReturn   = "weiter"  // address to return to
	fieldKept     = "eingabe" // what a form had sent when its session was over
)

// signInBody is the body of the page for signing in.
type signInBody struct {
	Box    *part.Box
	Fields []part.Field
	Hidden []part.Option
	Send   part.Button
}

// signInShow asks for address and password. Who is signed in already goes on to where they wanted to go.
func (s *Server) signInShow(w http.ResponseWriter, r *http.Request) {
	if _, in, err := s.config.Sessions.Who(r.Context()); err != nil {
		s.broken(w, r, err)
		return
	} else if in {
		http.Redirect(w, r, returnTo(r.FormValue(fieldReturn)), http.StatusSeeOther)
		return
	}
	words, body := s.words(r), s.signInForm(r, r.FormValue(fieldReturn), "")
	switch {
	case r.FormValue("abgelaufen") != "":
		body.Box = &part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: words.T("signin.over.title"), Lines: []string{words.T("signin.over.text")}, Focus: true,
		}
	case r.FormValue("abgemeldet") != "":
		body.Box = &part.Box{Kind: part.BoxGood, Icon: "tick", Title: words.T("signin.left"), Focus: true}
	}
	show(s, w, r, s.pages.signIn, http.StatusOK, s.frame(r, words.T("signin.title")), body)
}

func (s *Server) signInForm(r *http.Request, at, kept string) signInBody {
	words := s.words(r)
	body := signInBody{
		Fields: []part.Field{
			{
				ID: fieldEmail, Name: fieldEmail, Label: words.T("signin.email"), Type: "email", Value: r.PostFormValue(fieldEmail),
				Autocomplete: "username",
			},
			{ID: fieldPassword, Name: fieldPassword, Label: words.T("signin.password"), Type: "password", Autocomplete: "current-password"},
		},
		Send: part.Button{Text: words.T("signin.send"), Primary: true},
	}
	if local(at) {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldReturn, Text: at})
	}
	if kept != "" {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldKept, Text: kept})
	}
	return body
}

// signInSend signs in. All causes for which it does not succeed have the same words.
func (s *Server) signInSend(w http.ResponseWriter, r *http.Request) {
	_, err := s.config.Sessions.Enter(w, r, r.PostFormValue(fieldEmail), r.PostFormValue(fieldPassword))
	at, kept := r.PostFormValue(fieldReturn), r.PostFormValue(fieldKept)
	if err == nil && cookie(r, overName) != "" {
		keepFor(w, s.config.Secure, overName, "", -time.Second)
	}
	var no *auth.Refusal
	switch {
	case errors.As(err, &no):
		words, body := s.words(r), s.signInForm(r, at, kept)
		body.Box = &part.Box{
			Kind: part.BoxFault, Icon: "warn", Title: words.T("signin.failed"), Lines: []string{no.Text.In(words.Lang())}, Alert: true, Focus: true,
		}
		show(s, w, r, s.pages.signIn, refused(w, no), s.frame(r, words.T("signin.title")), body)
	case err != nil:
		s.broken(w, r, err)
	case kept != "" && local(at):
		s.resumeShow(w, r, at, kept)
	default:
		http.Redirect(w, r, returnTo(at), http.StatusSeeOther)
	}
}

// refused is the status of a refusal to let somebody in; where it is one to wait, the answer says how long.
func refused(w http.ResponseWriter, no *auth.Refusal) int {
	if no.Wait <= 0 {
		return http.StatusUnprocessableEntity
	}
	w.Header().Set("Retry-After", strconv.Itoa(int((no.Wait+time.Second-1)/time.Second)))
	return http.StatusTooManyRequests
}

// returnTo is the address to go on to after signing in.
func returnTo(at string) string {
	if local(at) {
		return at
	}
	return "/"
}

// signOut ends the session.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	who, in, err := s.config.Sessions.Still(r.Context())
	if err == nil {
		err = s.config.Sessions.Leave(r.Context())
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if in {
		s.following.check(who.Person)
	}
	http.Redirect(w, r, "/anmelden?abgemeldet=1", http.StatusSeeOther)
}

// keepAndSignIn asks to sign in and carries along what a form has sent, so that nothing of it is lost.
func (s *Server) keepAndSignIn(w http.ResponseWriter, r *http.Request, over bool) {
	words := s.words(r)
	body := s.signInForm(r, r.URL.Path, r.PostForm.Encode())
	body.Box = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: words.T("signin.first.title"), Lines: []string{words.T("signin.kept")}, Focus: true}
	if over {
		body.Box.Title = words.T("signin.over.title")
	}
	show(s, w, r, s.pages.signIn, http.StatusUnauthorized, s.frame(r, words.T("signin.title")), body)
}

// resumeBody is the body of the page that sends again what a form had sent when its session was over.
type resumeBody struct {
	Action string
	Hidden []part.Option
	Send   part.Button
	Drop   part.Button
}

func (s *Server) resumeShow(w http.ResponseWriter, r *http.Request, at, kept string) {
	fields, err := url.ParseQuery(kept)
	if err != nil {
		http.Redirect(w, r, at, http.StatusSeeOther)
		return
	}
	words := s.words(r)
	body := resumeBody{
		Action: at, Send: part.Button{Text: words.T("resume.send"), Primary: true},
		Drop: part.Button{Text: words.T("resume.drop"), Href: "/", Quiet: true},
	}
	for name, values := range fields {
		for _, value := range values {
			body.Hidden = append(body.Hidden, part.Option{Value: name, Text: value})
		}
	}
	show(s, w, r, s.pages.resume, http.StatusOK, s.frame(r, words.T("resume.title")), body)
}
