package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
)

// keptForm is a form whose fields are kept together while they are typed, as one query. What it needs beside them to be found
// again, its address holds.
type keptForm struct {
	key   DraftKey
	at    string // address, with its query
	draft *draft
}

// keeping is the part of a page on which such a form keeps what is typed.
type keeping struct {
	URL    string
	Draft  part.Draft
	Status part.Status
}

// formAt is a form of the visitor in the round of the address. What is kept of it is not read yet.
func (v *visit) formAt(name, at string) *keptForm {
	return &keptForm{key: DraftKey{Account: v.who.Person, Round: v.round.ID, Form: name}, at: at}
}

// recalled reads what is kept of a form, and answers its fields; none where nothing is.
func (s *Server) recalled(r *http.Request, k *keptForm) (url.Values, error) {
	var err error
	if k.draft, err = s.draftOf(r.Context(), k.key); err != nil {
		return nil, err
	}
	fields, _ := url.ParseQuery(k.draft.Parts[stepPart].Value) // an error here means that not all of it can be read, which then counts as nothing
	return fields, nil
}

// keepSent keeps what a form has sent before anything is done with it, so that no refusal, fault or reload loses it.
func (s *Server) keepSent(r *http.Request, v *visit, k *keptForm, fields url.Values) error {
	err := s.keepAll(r, wholeForm(v, k.key), map[string]draftPart{stepPart: {Value: fields.Encode()}})
	if err == nil {
		_, err = s.recalled(r, k)
	}
	return err
}

// filled are the fields of a form: as it was sent, and then kept, or else as it was kept before.
func (s *Server) filled(r *http.Request, v *visit, k *keptForm) (url.Values, error) {
	if r.Method != http.MethodPost {
		return s.recalled(r, k)
	}
	return r.PostForm, s.keepSent(r, v, k, typed(r))
}

// typed are the fields of a form that people fill in, and so not its ids and marks.
func typed(r *http.Request) url.Values {
	out := url.Values{}
	for name, values := range r.PostForm {
		switch name {
		case fieldCommand, fieldStood, fieldMark, fieldMeeting, fieldSeat, fieldSort, fieldFirst, fieldAbout, fieldAct, fieldEnds:
		default:
			out[name] = values
		}
	}
	return out
}

// spent empties the draft of a form that was sent, and notes by which command: a browser that still holds a copy then knows that it
// has arrived. What was typed is on record, so a draft that stays harms nobody; the fault is logged all the same.
func (s *Server) spent(r *http.Request, key DraftKey, command string) {
	err := s.changeDraft(r.Context(), key, func(d *draft) bool {
		d.Parts, d.Sent = map[string]draftPart{}, command
		d.Count++
		return true
	})
	if err != nil && r.Context().Err() == nil {
		s.logged(r, err)
	}
}

// keep tells a page where its form is kept, and when it was last. also tells forms at one address apart whose fields differ.
func (k *keptForm) keep(v *visit, also string) *keeping {
	at, query, _ := strings.Cut(k.at, "?")
	out := &keeping{URL: at + "/" + draftPath, Status: part.Status{ID: stepPart + "-status", Text: v.words.T("draft.idle")}}
	if query != "" {
		out.URL += "?" + query
	}
	out.Draft = part.Draft{
		URL: out.URL, Version: strconv.FormatUint(k.draft.Count, 10), Key: k.key.Form + " " + k.at + also + " " + v.who.Person, Sent: k.draft.Sent,
	}
	if kept, ok := k.draft.Parts[stepPart]; ok {
		out.Status.Kind, out.Status.Text = part.Good, v.words.T("draft.good")+" "+v.words.Clock(kept.At)
	}
	return out
}

// wholeForm is the draft of a form that is kept as one part.
func wholeForm(v *visit, key DraftKey) draftForm {
	return draftForm{
		key:   key,
		limit: func(id string) (int, bool) { return 0, id == stepPart },
		clash: func(_ string, _, there draftPart) string {
			return v.words.T("step.clash", "When", v.words.Clock(there.At))
		},
	}
}

// keeps answers what keeps a form: the script, or a button where there is none. of finds the form, nil where there is none.
func (s *Server) keeps(of func(r *http.Request, v *visit) (*keptForm, error)) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) {
		k, err := of(r, v)
		switch {
		case err != nil:
			s.refuse(w, r, v, err)
		case k == nil:
			s.missing(w, r)
		case r.PostForm.Has("criterion"):
			s.keepPart(w, r, v, wholeForm(v, k.key))
		default:
			if err := s.keepSent(r, v, k, typed(r)); err != nil {
				s.refuse(w, r, v, err)
				return
			}
			http.Redirect(w, r, k.at, http.StatusSeeOther)
		}
	}
}
