package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// askShow asks what is to be erased: an entry or a person first, and then which texts, on what basis, and why.
func (s *Server) askShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k, err := askKept(r, v)
	if err == nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.askPage(w, r, v, k, http.StatusOK, nil)
}

// askKept is the form that asks for the erasure of the texts of an entry, or of a person.
func askKept(r *http.Request, v *visit) (*keptForm, error) {
	entry, whom := r.FormValue(fieldEntry), r.FormValue(fieldWhom)
	query := url.Values{fieldEntry: {entry}, fieldWhom: {whom}}
	return v.formAt("erase "+entry+" "+whom, v.address("loeschen/antrag")+"?"+query.Encode()), nil
}

func (s *Server) askPage(w http.ResponseWriter, r *http.Request, v *visit, k *keptForm, status int, refused error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := &eraseBody{Ref: d.ref(), Lead: words.T("erase.ask.lead"), Errors: s.refusedErasure(r, v, refused)}
	fields, err := s.askedFields(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	asked := r.FormValue(fieldEntry) != "" || r.FormValue(fieldWhom) != ""
	if len(fields) > 0 {
		body.Forms = []eraseForm{d.askForm(r, fields, s.config.NewID())}
		body.Forms[0].Keep = k.keep(v, "")
	} else if asked {
		body.Boxes = []part.Box{{Kind: part.BoxCare, Icon: "warn", Title: words.T("erase.refused"), Lines: []string{words.T("erase.none")}}}
	}
	body.Forms = append(body.Forms, d.findForms(r)...)
	body.Buttons = []part.Button{{Text: words.T("step.cancel"), Href: v.address("loeschen"), Quiet: true}}
	s.eraseShowPage(w, r, v, status, words.T("erase.ask.title"), body)
}

// askedFields are the texts of the entry or of the person that the address or the form names, as far as the visitor may read
// them and they are neither erased nor asked for.
func (s *Server) askedFields(r *http.Request, v *visit) ([]workflow.Field, error) {
	if who := r.FormValue(fieldWhom); who != "" {
		if !v.round.TakesPart(who) {
			return nil, nil
		}
		return s.config.Desk.LeadingFields(r.Context(), v.round, who)
	}
	if r.FormValue(fieldEntry) == "" || !v.round.Numbers {
		return nil, nil
	}
	entry, err := strconv.ParseUint(r.FormValue(fieldEntry), 10, 63)
	if err != nil {
		return nil, nil //nolint:nilerr // Whoever types no number is shown that there is no text.
	}
	texts, err := s.config.Desk.Texts(r.Context(), v.round, entry)
	if err != nil {
		return nil, err
	}
	f := workflow.Field{Entry: entry}
	for path := range texts {
		if v.round.Erasable(entry, path) {
			f.Paths = append(f.Paths, path)
		}
	}
	if len(f.Paths) == 0 {
		return nil, nil
	}
	slices.Sort(f.Paths)
	return []workflow.Field{f}, nil
}

// findForms ask for an entry, or for a person.
func (d *reading) findForms(r *http.Request) []eraseForm {
	w, at := d.words, d.address("loeschen/antrag")
	var out []eraseForm
	if d.round.Numbers {
		out = append(out, eraseForm{
			Title: w.T("erase.entry"), Method: "get", Action: at, Send: part.Button{Text: w.T("erase.find")},
			Fields: []part.Field{{ID: fieldEntry, Name: fieldEntry, Label: w.T("erase.entry"), Hint: w.T("erase.entry.hint"), Numeric: true, Value: r.FormValue(fieldEntry)}},
		})
	}
	whom := part.Field{ID: fieldWhom, Name: fieldWhom, Label: w.T("erase.whom"), Hint: w.T("erase.whom.hint"), Options: []part.Option{{}}}
	for _, pseudonym := range d.everybody() {
		whom.Options = append(whom.Options, part.Option{Value: pseudonym, Text: d.name(pseudonym), Chosen: r.FormValue(fieldWhom) == pseudonym})
	}
	return append(out, eraseForm{
		Title: w.T("erase.whom"), Method: "get", Action: at, Fields: []part.Field{whom}, Send: part.Button{Text: w.T("erase.find")},
	})
}

// everybody are the participants by name. Who may not know the numbers of entries is given the members alone: that somebody
// else has entered the round tells that they have done something in it.
func (d *reading) everybody() []string {
	var out []string
	if d.round.Numbers {
		for pseudonym := range d.names {
			if d.round.TakesPart(pseudonym) { // others are seats
				out = append(out, pseudonym)
			}
		}
	} else {
		for i := range d.round.Members {
			out = append(out, d.round.Members[i].Pseudonym)
		}
	}
	compare := d.words.Compare
	slices.SortFunc(out, func(a, b string) int { return compare(d.name(a), d.name(b)) })
	return out
}

// basisField chooses the legal basis.
func (v *visit) basisField(chosen string) part.Field {
	f := part.Field{ID: fieldBasis, Name: fieldBasis, Label: v.words.T("erase.basis")}
	for _, b := range workflow.Bases() {
		f.Options = append(f.Options, part.Option{Value: b, Text: workflow.BasisName(b, v.words.Lang()), Chosen: b == chosen})
	}
	return f
}

// askForm chooses among the texts, and asks for basis and reason.
func (d *reading) askForm(r *http.Request, fields []workflow.Field, command string) eraseForm {
	w := d.words
	form := eraseForm{
		Title: w.T("erase.choose"), Method: "post", Action: d.address("loeschen/antrag"), Send: part.Button{Text: w.T("erase.send"), Primary: true},
		Hidden: []part.Option{
			{Value: fieldCommand, Text: command}, {Value: fieldEntry, Text: r.FormValue(fieldEntry)}, {Value: fieldWhom, Text: r.FormValue(fieldWhom)},
		},
		Fields: []part.Field{d.basisField(r.PostFormValue(fieldBasis)), d.why(r, fieldReason, "erase.reason", "erase.reason.hint", true)},
	}
	choice := part.Choices{ID: fieldPath, Name: fieldPath, Legend: w.T("erase.choose"), Many: true}
	sent := r.PostForm[fieldPath]
	for i, f := range fields {
		for _, path := range f.Paths {
			name, ok := d.pathName(path)
			if !ok {
				name = w.T("data.account")
			}
			if d.round.Numbers {
				name += ", " + w.T("erase.preview.entry") + " " + strconv.FormatUint(f.Entry, 10)
			}
			value := d.placeValue(i, f.Entry, path)
			choice.Options = append(choice.Options, part.Option{Value: value, Text: name, Chosen: len(sent) == 0 || slices.Contains(sent, value)})
		}
	}
	form.Choices = []part.Choices{choice}
	return form
}

// placeValue is what a form calls a text: by the number of its entry, or, to who may not know that, by its place in the list.
func (v *visit) placeValue(at int, entry uint64, path string) string {
	if !v.round.Numbers {
		entry = uint64(at)
	}
	return strconv.FormatUint(entry, 10) + " " + path
}

// askSend asks for the erasure of the texts that were chosen.
func (s *Server) askSend(w http.ResponseWriter, r *http.Request, v *visit) {
	all, err := s.askedFields(r, v)
	var k *keptForm
	if err == nil {
		k, err = askKept(r, v)
	}
	if err == nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	c := &workflow.RequestErasure{Basis: r.PostFormValue(fieldBasis), Reason: r.PostFormValue(fieldReason), Person: r.PostFormValue(fieldWhom)}
	for i, f := range all {
		f.Paths = slices.DeleteFunc(slices.Clone(f.Paths), func(path string) bool {
			return !slices.Contains(r.PostForm[fieldPath], v.placeValue(i, f.Entry, path))
		})
		if len(f.Paths) > 0 {
			c.Fields = append(c.Fields, f)
		}
	}
	if len(c.Fields) == 0 {
		c.Person = ""
	}
	s.eraseDone(w, r, v, k, c, func(status int, err error) { s.askPage(w, r, v, k, status, err) })
}
