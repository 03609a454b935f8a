package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"gremium/cmd/internal/locale"
)

// preference is how a reader wants pages to be: language and theme. It is kept in two cookies that say nothing else.
type preference struct {
	lang  string // de or en
	theme string // light, dark, or empty for the device's own
}

type preferenceKey struct{}

// The names of the cookies, which are the names of the query parameters that set them.
const (
	langName  = "lang"
	themeName = "theme"
	themeAuto = "auto"
)

const preferenceAge = 365 * 24 * time.Hour

// preferring reads the reader's preference: the query first, then the cookie, then what the browser asks for. A preference
// in the query is kept in the cookie.
func preferring(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		p := preference{
			lang:  locale.Match(query.Get(langName), cookie(r, langName), r.Header.Get("Accept-Language")),
			theme: cookie(r, themeName),
		}
		if query.Has(langName) {
			keep(w, secure, langName, p.lang)
		}
		if wish := query.Get(themeName); slices.Contains(themes(), wish) {
			p.theme = wish
			keep(w, secure, themeName, wish)
		}
		if p.theme == themeAuto || !slices.Contains(themes(), p.theme) {
			p.theme = ""
		}
		w.Header().Add("Vary", "Accept-Language, Cookie")
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), preferenceKey{}, p)))
	})
}

func themes() []string { return []string{themeAuto, "light", "dark"} }

// preferenceOf is what preferring found; German and the device's theme where it did not run.
func preferenceOf(r *http.Request) preference {
	if p, ok := r.Context().Value(preferenceKey{}).(preference); ok {
		return p
	}
	return preference{lang: locale.German}
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

func keep(w http.ResponseWriter, secure bool, name, value string) {
	keepFor(w, secure, name, value, preferenceAge)
}

// keepFor keeps a cookie for so long; a negative time takes it back.
func keepFor(w http.ResponseWriter, secure bool, name, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()),
		Secure: secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// with is the address of the page being read, with one parameter of the query changed. A page that answers a form has no
// address to come back to; there the link leads to the start page.
func with(r *http.Request, name, value string) string {
	at := url.URL{Path: "/"}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		at = url.URL{Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	}
	query := at.Query()
	query.Set(name, value)
	at.RawQuery = query.Encode()
	return at.String()
}
