package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// fieldText is what is said, in every form in which something is.
const fieldText = "text"

// speechBody is the body of the page on which somebody says something.
type speechBody struct {
	Ref    part.Ref
	Lead   string
	Errors *part.Errors
	Closed *part.Box
	Clash  *speechClash
	About  []part.Remark // what it is about
	Form   *part.Say
	Back   part.Button
}

// speechClash sets what the record holds by now beside what was typed.
type speechClash struct {
	Box  part.Box
	Diff []part.Run // from the record to what was typed
}

// said is what a form has sent, or what is in it to begin with.
type said struct {
	command string
	text    string
	base    uint64 // version that it replaces
	outrun  bool   // the draft began from another version
	draft   *draft
	problem string // beside the field
}

// recallSpeech is what the form holds when it is opened: what was typed before, or else what is to be changed.
func (s *Server) recallSpeech(r *http.Request, v *visit, sp *speech) (*said, error) {
	kept, err := s.draftOf(r.Context(), sp.key(v))
	if err != nil {
		return nil, err
	}
	in := &said{command: s.config.NewID(), base: sp.version(), draft: kept}
	if in.text, err = s.onRecord(r, v, sp); err != nil {
		return nil, err
	}
	if fields, err := url.ParseQuery(kept.Parts[stepPart].Value); err == nil && fields.Has(fieldText) {
		in.text = fields.Get(fieldText)
		in.outrun = kept.Base != in.base
	}
	return in, nil
}

// onRecord is the text that the record holds, empty for something new.
func (s *Server) onRecord(r *http.Request, v *visit, sp *speech) (string, error) {
	if len(sp.was) == 0 {
		return "", nil
	}
	texts, err := s.config.Desk.Texts(r.Context(), v.round, sp.was[len(sp.was)-1].Entry)
	return texts[sp.text], err
}

// sayForm is the form.
func (s *Server) sayForm(d *reading, sp *speech, in *said) *part.Say {
	base, at, name := strconv.FormatUint(in.base, 10), d.place(sp.path), sp.message()
	f := &part.Say{
		Label: d.words.T(name + ".label"), Action: at, Keep: at + "/" + draftPath,
		Hidden: []part.Option{{Value: fieldCommand, Text: in.command}, {Value: fieldBase, Text: base}},
		Draft: part.Draft{
			URL: at + "/" + draftPath + "?base=" + base, Version: strconv.FormatUint(in.draft.Count, 10), Key: "say " + at + " " + d.who.Person,
			Sent: in.draft.Sent,
		},
		Field: part.Field{
			ID: fieldText, Name: fieldText, Label: d.words.T(name + ".label"), Hint: d.words.T(name + ".hint"), Value: in.text, Rows: 5,
			Max: d.round.Policy.Limit(sp.text), Error: in.problem,
		},
		Status: part.Status{ID: stepPart + "-status", Text: d.words.T("draft.idle")},
		Send:   part.Button{Text: d.words.T(name + ".send")},
		Back:   &part.Button{Text: d.words.T("say.back"), Href: d.place("") + "#" + sp.place(), Quiet: true},
	}
	if kept, ok := in.draft.Parts[stepPart]; ok {
		f.Status.Kind, f.Status.Text = part.Good, d.words.T("draft.good")+" "+d.words.Clock(kept.At)
	}
	return f
}

// speechShow asks what is to be said.
func (s *Server) speechShow(w http.ResponseWriter, r *http.Request, v *visit, sp *speech) {
	in, err := s.recallSpeech(r, v, sp)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.speechPage(w, r, v, sp, in, http.StatusOK, nil)
}

func (s *Server) speechPage(w http.ResponseWriter, r *http.Request, v *visit, sp *speech, in *said, status int, refused *workflow.Refusal) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	name := sp.message()
	body := speechBody{Ref: refOf(d.words, d.round.Policy, d.proposal), Lead: d.words.T(name + ".lead")}
	if body.About, err = s.speechAbout(r, d, sp); err == nil {
		err = s.explainSpeech(r, d, sp, in, &body, refused)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	form := s.sayForm(d, sp, in)
	form.Send.Primary, body.Back = true, *form.Back
	if body.Closed == nil {
		body.Form = form
	} else if refused != nil || in.draft.Count > 0 { // nothing that was typed is lost
		form.Send.Bar = &part.Bar{ID: "say-bar", Reason: body.Closed.Lines[0]}
		body.Form = form
	}
	title := d.words.T(name+".title", "Proposal", d.called(d.proposal), "Number", sp.number)
	show(s, w, r, s.pages.speech, status, s.frameOf(r, v, title), body)
}

// explainSpeech says what stands in the way: beside the field, as a comparison, or for the whole form.
func (s *Server) explainSpeech(r *http.Request, d *reading, sp *speech, in *said, body *speechBody, refused *workflow.Refusal) error {
	if bar := sp.barred(d.visit); bar != nil {
		body.Closed = &part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: d.words.T("say.closed"), Lines: []string{d.refusal(bar)}, Focus: refused != nil,
		}
		return nil
	}
	switch {
	case refused == nil && in.outrun:
		return s.compareSpeech(r, d, sp, in, body, d.words.T("say.clash.since"))
	case refused == nil:
	case stale(refused) && len(sp.was) > 0:
		in.base, in.command = sp.version(), s.config.NewID()
		return s.compareSpeech(r, d, sp, in, body, d.refusal(refused))
	default:
		if stale(refused) {
			in.command = s.config.NewID()
		}
		in.problem = d.refusal(refused)
		body.Errors = &part.Errors{Title: d.words.T("say.refused"), Items: []part.Link{{Text: in.problem, Href: "#" + fieldText}}}
	}
	return nil
}

// compareSpeech sets both texts beside each other; the form goes on from the version that the record holds.
func (s *Server) compareSpeech(r *http.Request, d *reading, sp *speech, in *said, body *speechBody, why string) error {
	there, err := s.onRecord(r, d.visit, sp)
	if err != nil || there == in.text {
		return err
	}
	body.Clash = &speechClash{
		Box: part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: d.words.T("say.clash.title"), Lines: []string{why, d.words.T("say.clash.text")}, Alert: true, Focus: true,
		},
		Diff: part.Diff(there, in.text),
	}
	return nil
}

// speechAbout is the comment or question that it is about, as it stands.
func (s *Server) speechAbout(r *http.Request, d *reading, sp *speech) ([]part.Remark, error) {
	if sp.number == 0 || d.proposal.Veil != "" && sp.kind != speechAnswer {
		return nil, nil
	}
	var one part.Remark
	var err error
	if sp.kind == speechAnswer {
		one, err = s.question(r.Context(), d, &d.proposal.Questions[sp.number-1])
	} else {
		one, err = s.comment(r.Context(), d, &d.proposal.Comments[sp.number-1])
	}
	one.Ways, one.To, one.Status = nil, nil, nil
	for i := range one.Under {
		one.Under[i].Ways = nil
	}
	return []part.Remark{one}, err
}

// speechSend says it. What is refused comes back with what was typed.
func (s *Server) speechSend(w http.ResponseWriter, r *http.Request, v *visit, sp *speech) {
	in := &said{command: r.PostFormValue(fieldCommand), text: r.PostFormValue(fieldText), base: numberOf(r.PostFormValue(fieldBase))}
	if in.command == "" || len(in.command) > maxCommand {
		in.command = s.config.NewID()
	}
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, sp.as, in.command, desk.Act{Round: v.round.ID, Command: sp.command(v.proposal, in.text, in.base)})
	if err == nil {
		s.spent(r, sp.key(v), in.command)
		http.Redirect(w, r, s.spokenAt(r, v, sp, &receipts[0]), http.StatusSeeOther)
		return
	}
	var refused *workflow.Refusal
	ok := errors.As(err, &refused) && !errors.Is(err, workflow.ErrCorrupt)
	if fault := s.keepAll(r, wholeForm(v, sp.key(v)), map[string]draftPart{stepPart: {Value: url.Values{fieldText: {in.text}}.Encode()}}); fault != nil {
		s.logged(r, fault)
	}
	if !ok {
		s.refuse(w, r, v, err)
		return
	}
	if fresh, fault := s.visit(r); fault == nil && fresh != nil { // somebody else may have acted while this form was sent
		v = fresh
	}
	if now, there := speechOf(v, sp.kind, sp.number); there {
		sp = now
	}
	if in.draft, err = s.draftOf(r.Context(), sp.key(v)); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.speechPage(w, r, v, sp, in, s.answer(r, v, refused).Status, refused)
}

// speechKeep keeps what is typed: for the script, or for a button where there is none.
func (s *Server) speechKeep(w http.ResponseWriter, r *http.Request, v *visit, sp *speech) {
	form := wholeForm(v, sp.key(v))
	if r.PostForm.Has("criterion") {
		s.keepPart(w, r, v, form)
		return
	}
	part := draftPart{Value: url.Values{fieldText: {r.PostFormValue(fieldText)}}.Encode()}
	if err := s.keepAll(r, form, map[string]draftPart{stepPart: part}); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, v.place(sp.path), http.StatusSeeOther)
}
