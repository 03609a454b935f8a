package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// pairOfWorlds are two rounds that differ in a secret, and somebody who must not learn it until it is lifted.
type pairOfWorlds struct {
	who     string // e-mail address
	reads   bool   // and sends no forms, because some would change something
	replace []string
	before  func(h *roundHouse, who string)
	secret  func(h *roundHouse, who string, other bool)
	lift    func(h *roundHouse, who string) // after it the two differ, as a control; nil where nothing lifts it
}

// build makes one of the two worlds. Both have the same time of day, and what is kept secret takes the same time in both.
func (p *pairOfWorlds) build(t *testing.T, at time.Time, other bool) *roundHouse {
	t.Helper()
	h := newRoundAt(t, at, p.replace...)
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	p.before(h, p.who)
	h.away.Store(int64(time.Minute))
	p.secret(h, p.who, other)
	h.away.Store(int64(2 * time.Minute))
	return h
}

// lifted makes it once more, and lifts the secret.
func (p *pairOfWorlds) lifted(t *testing.T, at time.Time, other bool) *roundHouse {
	t.Helper()
	h := p.build(t, at, other)
	p.lift(h, p.who)
	return h
}

// answers are what somebody gets: of each address, the status, the headers and every byte.
type answers map[string]string

// drawn is what every request draws anew: it says nothing about the round.
var drawn = regexp.MustCompile(`(name="` + fieldCommand + `"\s+value=")[^"]*`)

// ask opens an address. A stream of events is listened to for what it says at once.
func (b *browser) ask(method, at string) string {
	var w *httptest.ResponseRecorder
	if strings.HasSuffix(at, "/ereignisse") {
		w = b.listen(at)
	} else {
		w = b.do(method, at, "")
	}
	head := w.Header().Clone()
	for _, name := range []string{"Set-Cookie", "Date"} {
		head.Del(name)
	}
	return fmt.Sprintf("%d\n%v\n%s", w.Code, head, drawn.ReplaceAllString(w.Body.String(), "$1"))
}

// listen opens a stream of events and leaves it soon.
func (b *browser) listen(at string) *httptest.ResponseRecorder {
	ctx, leave := context.WithTimeout(b.h.t.Context(), 50*time.Millisecond)
	defer leave()
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.server.ServeHTTP(w, r)
	return w
}

// meant are what the parts of an address can stand for; each of them is asked for, one after the other.
func meant() map[string][]string {
	var all []string
	for _, st := range steps() {
		all = append(all, st.path)
	}
	var stages []string
	for slug := range deadlineSlugs() {
		stages = append(stages, slug)
	}
	slices.Sort(stages)
	return map[string][]string{
		"stufe": stages,
		"runde": {roundID}, "nummer": {"26-001", "26-002"}, "schritt": all, "stelle": {"1", "2"}, "sitzung": {"1"}, "fassung": {"1", "2"},
		"antrag": {"m1"}, "quittung": {"1"}, "loeschantrag": {"1", "2"}, "sitz": {projectsSeat}, "was": {stepFill, stepDeputy, stepChange, stepVacate, stepTerm}, "$": {""},
	}
}

var placed = regexp.MustCompile(`\{([a-z$]+)\}`)

// addresses are all that a pattern stands for.
func addresses(t *testing.T, pattern string) []string {
	t.Helper()
	m := placed.FindStringSubmatch(pattern)
	if m == nil {
		return []string{pattern}
	}
	values, ok := meant()[m[1]]
	if !ok {
		t.Fatalf("say what {%s} stands for in %s", m[1], pattern)
	}
	var out []string
	for _, v := range values {
		out = append(out, addresses(t, strings.Replace(pattern, m[0], v, 1))...)
	}
	return out
}

// mostPages is where a walk ends: what lies further is reached by the same handlers.
const mostPages = 600

// walk asks for every address of the table of addresses, in both languages, and for whatever the pages lead to; and then,
// where sends is set, sends an empty form to every address that takes one.
func (h *roundHouse) walk(t *testing.T, email string, sends bool) answers {
	t.Helper()
	b, got := h.signedIn(email), answers{}
	var next, forms []string
	for _, r := range h.server.table() {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		switch {
		case pattern == "/konto": // one's own password
		case method == http.MethodGet:
			next = append(next, addresses(t, pattern)...)
		case sends:
			forms = append(forms, addresses(t, pattern)...)
		}
	}
	for len(next) > 0 && len(got) < mostPages {
		at := next[0]
		if next = next[1:]; got[at] == "" {
			got[at] = b.ask(http.MethodGet, at)
			next = append(next, links(t, got[at])...)
		}
	}
	b.cookies["lang"] = "en"
	for _, r := range h.server.table() {
		if method, pattern, _ := strings.Cut(r.pattern, " "); method == http.MethodGet && pattern != "/konto" {
			at := addresses(t, pattern)[0]
			got[at+" in English"] = b.ask(http.MethodGet, at)
		}
	}
	for _, at := range forms {
		got["a form to "+at] = b.ask(http.MethodPost, at)
	}
	if sends {
		b.actsOn(got, roundAt+"/vorschlaege/26-002/interesse")
	}
	return got
}

// actsOn lets somebody do something about another proposal: the receipt and the page after it tell nothing either.
func (b *browser) actsOn(got answers, at string) {
	page := b.get(at)
	if !strings.Contains(page.Body.String(), `action="`+at+`"`) {
		return
	}
	w := b.send(page, at, fieldInterest, "relative")
	to := w.Header().Get("Location")
	got["an act of one's own"] = fmt.Sprintf("%d %s %s", w.Code, to, drawn.ReplaceAllString(w.Body.String(), "$1"))
	if to != "" {
		got["after an act of one's own"] = b.ask(http.MethodGet, to)
	}
}

// links are the addresses of the site that a page leads to.
func links(t *testing.T, answer string) (out []string) {
	t.Helper()
	_, page, _ := strings.Cut(answer, "<!doctype html>")
	for _, n := range elements(t, page) {
		at, _, _ := strings.Cut(attr(n, "href"), "#")
		if n.Data == "a" && strings.HasPrefix(at, "/") && !strings.HasPrefix(at, "/konto") && !strings.Contains(at, "lang=") &&
			!strings.Contains(at, "theme=") && !slices.Contains(out, at) && !strings.HasPrefix(at, staticRoot) {
			out = append(out, at)
		}
	}
	return out
}

// apart says where two walks part: the addresses, and of the first ones the lines.
func (a answers) apart(b answers) (out []string) {
	for at, x := range a {
		if y, ok := b[at]; !ok {
			out = append(out, at+" is led to in one world alone")
		} else if x != y {
			out = append(out, at+": "+parting(x, y))
		}
	}
	for at := range b {
		if _, ok := a[at]; !ok {
			out = append(out, at+" is led to in the other world alone")
		}
	}
	slices.Sort(out)
	return out
}

// parting is the first line in which two answers differ.
func parting(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) {
			return x[i] + " | nothing"
		}
		if x[i] != y[i] {
			return x[i] + " | " + y[i]
		}
	}
	return "more lines"
}

// hides compares everything that somebody gets by any address in both worlds, and, as a control, after the secret is lifted.
func (p *pairOfWorlds) hides(t *testing.T) {
	t.Helper()
	at := time.Now().UTC()
	one, two := p.build(t, at, false).walk(t, p.who, !p.reads), p.build(t, at, true).walk(t, p.who, !p.reads)
	if len(one) < 80 {
		t.Errorf("only %d addresses were asked for", len(one))
	}
	t.Logf("%d answers compared", len(one))
	apart := one.apart(two)
	for i, a := range apart {
		if i < 5 {
			t.Errorf("%s learns at %s", p.who, a)
		}
	}
	if len(apart) > 5 {
		t.Errorf("and at %d others", len(apart)-5)
	}
	if p.lift == nil {
		return
	}
	if one, two := p.lifted(t, at, false), p.lifted(t, at, true); same(one.signedIn(p.who), two.signedIn(p.who)) {
		t.Error("nothing was hidden: the worlds do not differ afterwards either")
	}
}

// same compares a few addresses that tell of everything.
func same(a, b *browser) bool {
	for _, at := range []string{firstAt, firstAt + "/warum", roundAt + "/nachvollziehen"} {
		if a.ask(http.MethodGet, at) != b.ask(http.MethodGet, at) {
			return false
		}
	}
	return true
}
