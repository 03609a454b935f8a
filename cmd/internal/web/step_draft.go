package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
)

// stepPart is the one part of a step's form that is kept as a draft.
const stepPart = "eingabe"

// stepKey names the draft of a step.
func stepKey(v *visit, st step) DraftKey {
	key := DraftKey{Account: v.who.Person, Round: v.round.ID, Form: "step " + st.path}
	if v.proposal != nil {
		key.Proposal = v.proposal.ID
	}
	return key
}

// typed reports whether there is anything to type in a step's form, and so to keep.
func (b *stepBody) typed() bool { return len(b.Fields) > 0 && !b.Idle }

// recall fills a form with what was typed into it before.
func (s *Server) recall(r *http.Request, d *reading, st step, in *stepInput) error {
	kept, err := s.draftOf(r.Context(), stepKey(d.visit, st))
	if err != nil {
		return err
	}
	if fields, err := url.ParseQuery(kept.Parts[stepPart].Value); err == nil && len(fields) > 0 {
		in.fields, in.kept = fields, true
	}
	in.draft = kept
	return nil
}

// keeping tells the page where its draft is kept, and when it was last.
func (d *reading) keeping(in *stepInput, body *stepBody) {
	if !body.typed() || in.draft == nil {
		return
	}
	kept, there := in.draft.Parts[stepPart]
	body.Keep = body.Action + "/" + draftPath
	body.Draft = &part.Draft{
		URL: body.Keep, Version: strconv.FormatUint(in.draft.Count, 10), Key: "step " + body.Action + " " + d.who.Person,
		Sent: in.draft.Sent,
	}
	body.Status = part.Status{ID: stepPart + "-status", Text: d.words.T("draft.idle")}
	if there {
		body.Status.Kind, body.Status.Text = part.Good, d.words.T("draft.good")+" "+d.words.Clock(kept.At)
	}
}

// stepKeep keeps what is typed into a step's form: for the script, or for a button where there is none.
func (s *Server) stepKeep(w http.ResponseWriter, r *http.Request, v *visit) {
	st, ok := v.stepOf(r)
	if !ok {
		s.missing(w, r)
		return
	}
	if r.PostForm.Has("criterion") {
		s.keepPart(w, r, v, wholeForm(v, stepKey(v, st)))
		return
	}
	at := (&reading{visit: v}).stepAddress(v.proposal, st)
	r.PostForm.Del(fieldCommand)
	r.PostForm.Del(fieldStood)
	err := s.keepAll(r, wholeForm(v, stepKey(v, st)), map[string]draftPart{stepPart: {Value: r.PostForm.Encode()}})
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, at, http.StatusSeeOther)
}

// forget empties the draft of a step that was taken. A button alone has none.
func (s *Server) forget(r *http.Request, v *visit, st step, command string) {
	if !st.direct {
		s.spent(r, stepKey(v, st), command)
	}
}
