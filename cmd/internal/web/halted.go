package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/store/record"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// Halt is what stands on every page while nothing can be entered.
type Halt struct {
	Text  string   // what it means for the reader
	Found []string // what is wrong with which ledger, and since which entry: for those who may know
	Do    string   // what is to be done
}

// stands tells whether a request wants to change something while nothing can be. What only reads, and the keeping of drafts, go on.
func (s *Server) stands(r *http.Request) bool {
	if r.Method != http.MethodPost || s.config.Halted == nil || s.config.Halted() == nil {
		return false
	}
	at := r.URL.Path
	return !slices.ContainsFunc([]string{draftPath, "pruefung", "zuweisung/plan"}, func(last string) bool { return strings.HasSuffix(at, "/"+last) })
}

// halted says why nothing can be entered, in plain words; nil where it can.
func (s *Server) halted(words *locale.Locale) *Halt {
	if s.config.Halted == nil {
		return nil
	}
	switch err := s.config.Halted(); {
	case err == nil:
		return nil
	case errors.As(err, new(*record.BreachError)):
		return &Halt{Text: words.T("halted.breach"), Do: words.T("halted.wait")}
	default:
		return &Halt{Text: words.T("halted.key"), Do: words.T("halted.wait")}
	}
}

// haltedFor is halted for somebody who is signed in. Whoever coordinates, audits or runs the house is told what is wrong with
// the ledgers whose size they may know; that something is wrong, and no more, with that of a round in which they hold a seat or are excluded, or may
// hold one because it cannot be read.
func (s *Server) haltedFor(ctx context.Context, v *visit) *Halt {
	h := s.halted(v.words)
	if h == nil || !slices.ContainsFunc(v.who.Grants, func(g desk.Grant) bool { return g.Role != desk.Submitter }) {
		return h
	}
	err := s.config.Halted()
	breach, breached := errors.AsType[*record.BreachError](err)
	if !breached {
		h.Do = reply.Of(err, v.words.Lang(), nil).Message
		return h
	}
	h.Do = v.words.T("halted.do")
	told := s.mayKnow(ctx, v)
	others := 0
	for i := range breach.Breaches {
		b := &breach.Breaches[i]
		switch known := told(b.Origin); {
		case known == unnamed || len(h.Found) == maxHalted:
			others++
		case known == byName:
			h.Found = append(h.Found, v.words.T("halted.named", "Ledger", ledgerName(v, b.Origin)))
		default:
			h.Found = append(h.Found, reply.Breach(b).In(v.words.Lang()))
		}
	}
	if others > 0 {
		h.Found = append(h.Found, v.words.T("halted.others", "Count", others))
	}
	return h
}

// maxHalted bounds how many ledgers a page names.
const maxHalted = 5

// knowledge is what somebody may know of a ledger that is not the same any more.
type knowledge int

const (
	unnamed knowledge = iota // but that there is one
	byName                   // which one it is: how far it goes would tell how many have scored
	bySize                   // how far it goes, too
)

// mayKnow tells what the visitor may know of a ledger. Where that cannot be read, nothing of any but the register.
func (s *Server) mayKnow(ctx context.Context, v *visit) func(origin string) knowledge {
	rounds, err := s.config.Desk.Rounds(ctx, v.who)
	gone, fault := s.config.Desk.Damaged(ctx, v.who)
	if err = errors.Join(err, fault); err != nil {
		s.config.Log.WarnContext(ctx, "the banner says less than it could", "error", err)
	}
	return func(origin string) knowledge {
		_, id, of := strings.Cut(origin, "/round/")
		at := slices.IndexFunc(rounds, func(round *view.Round) bool {
			return round.ID == id && rolesIn(v.who, round)&(roleOffice|roleAuditor) != 0
		})
		switch {
		case !of, at >= 0 && rounds[at].Numbers:
			return bySize
		case at >= 0, slices.Contains(gone, id): // who has a seat in a round that cannot be read, nobody can tell
			return byName
		}
		return unnamed
	}
}

// haltedBody is the body of the page that answers whoever wanted to enter something while nothing can be.
type haltedBody struct {
	Text   string
	Kept   string // where what was typed lies now
	Ways   []part.Link
	Action string
	Hidden []part.Option
	Said   []string // what was typed, where it is words
	Send   *part.Button
}

// haltedShow refuses what a form has sent and keeps it: as a draft where the form has one, and in the page itself.
func (s *Server) haltedShow(w http.ResponseWriter, r *http.Request, v *visit, cause error) {
	words := v.words
	body := haltedBody{Text: words.T("halted.refused"), Action: r.URL.RequestURI()}
	if s.readable(r) {
		body.Ways = append(body.Ways, part.Link{Text: words.T("halted.back"), Href: r.URL.RequestURI()})
	}
	body.Ways = append(body.Ways, s.ways(r, v)...)
	switch fields := typed(r); {
	case strings.HasPrefix(r.URL.Path, "/konto") && !strings.HasPrefix(r.URL.Path, "/konto/daten"): // passwords are not kept
		body.Kept = words.T("halted.password")
	case len(fields) == 0:
		body.Kept = words.T("halted.nothing")
	default:
		body.Kept = words.T("halted.page")
		if s.drafted(r, v) {
			body.Kept = words.T("halted.draft")
		}
		body.Said = wordsIn(fields)
		body.Send = &part.Button{Text: words.T("halted.again")}
		for name, values := range r.PostForm {
			for _, value := range values {
				body.Hidden = append(body.Hidden, part.Option{Value: name, Text: value})
			}
		}
		slices.SortStableFunc(body.Hidden, func(a, b part.Option) int { return strings.Compare(a.Value, b.Value) })
	}
	status := reply.Of(cause, words.Lang(), nil).Status
	show(s, w, r, s.pages.halted, status, s.frameOf(r, v, words.T("layout.halted")), body)
}

// wordsIn are the texts among the fields of a form, each as it was typed; what was only chosen is none.
func wordsIn(fields url.Values) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, value := range fields[name] {
			if strings.ContainsAny(strings.TrimSpace(value), " \n") {
				out = append(out, value)
			}
		}
	}
	return out
}

// readable tells whether the address that a form was sent to can be opened as well.
func (s *Server) readable(r *http.Request) bool {
	return slices.ContainsFunc(s.table(), func(t route) bool { return t.pattern == strings.Replace(r.Pattern, "POST ", "GET ", 1) })
}

// drafted keeps what a form has sent as its draft, and tells whether the form has one.
func (s *Server) drafted(r *http.Request, v *visit) bool {
	all := s.table()
	i := slices.IndexFunc(all, func(t route) bool { return t.pattern == r.Pattern+"/"+draftPath })
	if i < 0 {
		return false
	}
	form := r.Clone(r.Context())
	form.URL.Path += "/" + draftPath
	form.Header.Set("Accept", "text/html")
	form.PostForm, form.Form = cloned(r.PostForm), cloned(r.Form)
	heard := &unheard{header: http.Header{}}
	all[i].act(heard, form, v)
	return heard.status == http.StatusSeeOther
}

func cloned(from url.Values) url.Values {
	out := url.Values{}
	for name, values := range from {
		out[name] = slices.Clone(values)
	}
	return out
}

// unheard takes an answer that nobody is to read.
type unheard struct {
	header http.Header
	status int
}

// Header are the headers of the answer.
func (u *unheard) Header() http.Header { return u.header }

// Write drops what is written.
func (u *unheard) Write(b []byte) (int, error) { return len(b), nil }

// WriteHeader notes the status.
func (u *unheard) WriteHeader(status int) { u.status = status }
