package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// dataShow shows all that is held about who is signed in.
func (s *Server) dataShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k, _ := dataKept(r, v)
	if err := s.fill(r, v, k); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.dataPage(w, r, v, k, http.StatusOK, nil)
}

// The fields that name an entry of one's own: by its round, and its place among those of the person there.
const (
	fieldRound = "runde"
	fieldOwn   = "stelle"
)

// dataKept is the form that asks for the erasure of one's own person, or of texts of one entry.
func dataKept(r *http.Request, v *visit) (*keptForm, error) {
	k := &keptForm{key: DraftKey{Account: v.who.Person, Form: "data"}, at: "/konto/daten"}
	if round := r.FormValue(fieldRound); round != "" {
		query := url.Values{fieldRound: {round}, fieldOwn: {r.FormValue(fieldOwn)}}
		k.key.Form += " " + query.Encode()
		k.at += "?" + query.Encode()
	}
	return k, nil
}

// personFile gathers it.
func (s *Server) personFile(r *http.Request, v *visit) (*PersonFile, *record.Holdings, error) {
	held, err := s.config.Keeper.Holdings(r.Context(), v.who.Person)
	if err != nil {
		return nil, nil, err
	}
	rounds, err := s.config.Desk.OfPerson(r.Context(), v.who, held.Account.Email)
	if err != nil {
		return nil, nil, err
	}
	return PersonFileOf(&held, rounds, ledger.InstantOf(s.config.Now()).String(), v.words), &held, nil
}

func (s *Server) dataPage(w http.ResponseWriter, r *http.Request, v *visit, k *keptForm, status int, refused error) {
	file, held, err := s.personFile(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := &eraseBody{
		Lead: words.T("data.lead"), Errors: s.refusedErasure(r, v, refused), Facts: part.Facts{
			{Name: words.T("password.name"), Text: file.Account.Name},
			{Name: words.T("data.email"), Text: file.Account.Email},
			{Name: words.T("data.created"), Text: words.Day(held.Account.Created)},
			{Name: words.T("password.roles"), Text: rolesInWords(v)},
			{Name: words.T("data.sessions"), Text: words.Int(len(file.Account.Sessions))},
			{Name: words.T("data.drafts"), Text: words.Int(len(file.Account.Drafts))},
		},
		Buttons: []part.Button{{Text: words.T("data.file"), Href: "/konto/daten/datei"}},
	}
	if r.FormValue("beantragt") != "" {
		body.Boxes = []part.Box{{Kind: part.BoxGood, Icon: "tick", Title: words.T("data.erase.done"), Lines: []string{words.T("data.erase.done.text")}, Focus: true}}
	}
	if t := tokenTable(words, held.Tokens); t != nil {
		body.Lists = append(body.Lists, eraseList{Title: words.T("data.tokens"), Note: words.T("data.tokens.note"), Table: t})
	}
	for i := range file.Rounds {
		body.Lists = append(body.Lists, v.personRound(&file.Rounds[i]))
	}
	if len(file.Rounds) == 0 {
		body.Lists = append(body.Lists, eraseList{Title: words.T("data.texts"), Note: words.T("data.none")})
	}
	body.Lists = append(body.Lists, v.withheld(file))
	if t := v.ownRequests(s); t != nil {
		body.Lists = append(body.Lists, eraseList{Title: words.T("data.requests"), Table: t})
	}
	form := s.personForm(r, v)
	if entry := chosenEntry(r, file); entry != nil {
		form = s.textForm(r, v, entry)
	}
	form.Keep = k.keep(v, "")
	body.Forms = []eraseForm{form}
	s.eraseShowPage(w, r, v, status, words.T("data.title"), body)
}

// tokenTable are the visitor's access tokens, nil where there are none.
func tokenTable(w *locale.Locale, all []record.Token) *part.Table {
	if len(all) == 0 {
		return nil
	}
	t := &part.Table{Caption: w.T("data.tokens"), Quiet: true, Columns: []part.Column{{Title: w.T("data.tokens.label"), Wide: true}, {Title: w.T("data.created")}, {Title: w.T("data.tokens.expires")}}}
	for i := range all {
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Text: cmp.Or(all[i].Label, all[i].ID)}, Cells: []part.Cell{{Text: w.Moment(all[i].Created)}, {Text: w.Moment(all[i].Expires)}},
		})
	}
	return t
}

// personRound is what a round holds about the visitor.
func (v *visit) personRound(p *desk.PersonRound) eraseList {
	w := v.words
	names := make([]string, len(p.Capacities))
	for i, c := range p.Capacities {
		names[i] = workflow.Word(c, w.Lang())
	}
	t := &part.Table{Caption: w.T("data.round", "Title", p.Title), Quiet: true, Columns: []part.Column{
		{Title: w.T("data.what")}, {Title: w.T("data.when"), Wide: true, Whole: true}, {Title: w.T("data.texts"), Wide: true, Lines: true}, {Title: w.T("data.text.erase"), Wide: true, Whole: true},
	}}
	name := v.namer(p.Round)
	for i := range p.Entries {
		e := &p.Entries[i]
		head := part.Cell{Text: v.deedOf(e)}
		if e.About {
			head.Note = w.T("data.about")
		}
		at := e.At
		if instant, err := ledger.ParseInstant(e.At); err == nil {
			at = w.Moment(instant.Time())
		}
		row := part.Row{Head: head, Cells: []part.Cell{{Text: at}, {Text: v.given(e, name)}}}
		if len(e.Texts) > 0 && !e.About {
			query := url.Values{fieldRound: {p.Round}, fieldOwn: {strconv.Itoa(i + 1)}}
			row.Cells = append(row.Cells, part.Cell{Text: w.T("data.text.link"), Href: "/konto/daten?" + query.Encode() + "#eingabe"})
		} else {
			row.Cells = append(row.Cells, part.Cell{Text: "–"})
		}
		t.Rows = append(t.Rows, row)
	}
	note := w.T("data.called", "Pseudonym", p.Pseudonym, "Capacities", w.List(names))
	return eraseList{Title: w.T("data.round", "Title", p.Title), Note: note, Table: t}
}

// deedOf says what an entry did, by the name of who is signed in.
func (v *visit) deedOf(e *desk.PersonEntry) string {
	name, _, _ := strings.Cut(e.Type, "/")
	who := v.who.Name
	if e.Type == workflow.KindParticipantAdmitted.Name() && e.Texts["person"] == v.who.Person {
		return v.words.T("did.came_in", "Who", who)
	}
	if e.About {
		who = "…"
	}
	return v.words.T("did."+strings.ReplaceAll(name, ".", "_"), "Who", who, "Proposal", e.Proposal)
}

// namer says what the values and texts of a round are called that an entry has by these names.
func (v *visit) namer(round string) func(string) string {
	i := slices.IndexFunc(v.rounds, func(r *view.Round) bool { return r.ID == round })
	if i < 0 {
		return func(name string) string { return workflow.Word(name, v.words.Lang()) }
	}
	d := &reading{visit: &visit{who: v.who, roles: v.roles, round: v.rounds[i], words: v.words}}
	return func(name string) string {
		if c, _ := d.round.Policy.Criterion(name); c != nil {
			return d.label(c.Label)
		}
		if said, ok := d.pathName(name); ok {
			return said
		}
		return v.words.T("data.account")
	}
}

// given are the values and texts of an entry, in one line each.
func (v *visit) given(e *desk.PersonEntry, name func(string) string) string {
	var out []string
	for _, all := range []map[string]string{e.Values, e.Texts} {
		for _, path := range slices.Sorted(maps.Keys(all)) {
			out = append(out, name(path)+": "+all[path])
		}
	}
	if len(e.Erased) > 0 {
		out = append(out, v.words.T("data.erased", "Paths", v.words.List(namedAll(e.Erased, name))))
	}
	if len(e.Withheld) > 0 {
		out = append(out, v.words.T("data.held", "Paths", v.words.List(namedAll(e.Withheld, name))))
	}
	return strings.Join(out, "\n")
}

// namedAll are the names of all.
func namedAll(all []string, name func(string) string) []string {
	out := make([]string, len(all))
	for i := range all {
		out[i] = name(all[i])
	}
	return out
}

func (v *visit) withheld(file *PersonFile) eraseList {
	w := v.words
	t := &part.Table{Caption: w.T("data.withheld"), Quiet: true, Columns: []part.Column{{Title: w.T("data.what")}, {Title: w.T("erase.reason"), Wide: true}}}
	for _, x := range file.Withheld {
		t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: x.What}, Cells: []part.Cell{{Text: x.Why}}})
	}
	return eraseList{Title: w.T("data.withheld"), Table: t}
}

// ownRequests are the visitor's requests in the rounds, with their answers.
func (v *visit) ownRequests(s *Server) *part.Table {
	w := v.words
	t := &part.Table{Caption: w.T("data.requests"), Quiet: true, Columns: []part.Column{{Title: w.T("data.what")}, {Title: w.T("erase.basis"), Wide: true}, {Title: w.T("erase.state")}}}
	for _, round := range v.rounds {
		me := s.config.Desk.Pseudonym(round, v.who.Person)
		d := &reading{visit: &visit{who: v.who, roles: v.roles, round: round, words: w}}
		for _, x := range round.Erasures() {
			if x.By == me || x.Person == me {
				t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: w.T("data.round", "Title", round.ID)}, Cells: []part.Cell{
					{Text: workflow.BasisName(x.Basis, w.Lang())}, {Text: d.erasureState(&x)},
				}})
			}
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// personForm asks for the erasure of one's own person.
func (s *Server) personForm(r *http.Request, v *visit) eraseForm {
	w := v.words
	return eraseForm{
		Title: w.T("data.erase"), Note: w.T("data.erase.text"), Method: "post", Action: "/konto/daten",
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
		Fields: []part.Field{
			v.basisField(r.PostFormValue(fieldBasis)),
			{ID: fieldReason, Name: fieldReason, Label: w.T("erase.reason"), Hint: w.T("erase.reason.hint"), Rows: 3, Optional: true, Value: r.PostFormValue(fieldReason), Max: 4000},
		},
		Send: part.Button{Text: w.T("data.erase.send")},
	}
}

// chosenEntry is the entry of the person's own that the address or the form names; nil where it names none with texts.
func chosenEntry(r *http.Request, file *PersonFile) *ownEntry {
	n := numberOf(r.FormValue(fieldOwn))
	for i := range file.Rounds {
		p := &file.Rounds[i]
		if p.Round != r.FormValue(fieldRound) || n == 0 || n > uint64(len(p.Entries)) {
			continue
		}
		if e := &p.Entries[n-1]; !e.About && len(e.Texts) > 0 {
			return &ownEntry{p.Round, e}
		}
	}
	return nil
}

// ownEntry is an entry of a person's own.
type ownEntry struct {
	round string
	entry *desk.PersonEntry
}

// textForm asks for the erasure of texts of one entry of one's own.
func (s *Server) textForm(r *http.Request, v *visit, c *ownEntry) eraseForm {
	w := v.words
	form := s.personForm(r, v)
	form.Title, form.Note, form.Send.Text = w.T("data.text"), w.T("data.text.note", "What", v.deedOf(c.entry)), w.T("data.text.send")
	form.Hidden = append(form.Hidden, part.Option{Value: fieldRound, Text: c.round}, part.Option{Value: fieldOwn, Text: r.FormValue(fieldOwn)})
	choice := part.Choices{ID: fieldPath, Name: fieldPath, Legend: w.T("erase.choose"), Many: true}
	sent := r.PostForm[fieldPath]
	name := v.namer(c.round)
	for _, path := range slices.Sorted(maps.Keys(c.entry.Texts)) {
		choice.Options = append(choice.Options, part.Option{
			Value: path, Text: name(path) + ": " + w.Quote(c.entry.Texts[path]), Chosen: len(sent) == 0 || slices.Contains(sent, path),
		})
	}
	form.Choices = []part.Choices{choice}
	return form
}

// asking are the requests that the form makes: for the texts that were chosen, or for the whole person.
func (s *Server) asking(r *http.Request, v *visit) ([]desk.Act, error) {
	basis, reason := r.PostFormValue(fieldBasis), r.PostFormValue(fieldReason)
	file, held, err := s.personFile(r, v)
	if err != nil {
		return nil, err
	}
	if r.PostFormValue(fieldRound) == "" {
		return s.config.Desk.Forgetting(r.Context(), v.who, v.who.Person, held.Account.Email, basis, reason)
	}
	c := chosenEntry(r, file)
	if c == nil {
		return nil, nil
	}
	field := workflow.Field{Entry: c.entry.Seq}
	for _, path := range slices.Sorted(maps.Keys(c.entry.Texts)) {
		if slices.Contains(r.PostForm[fieldPath], path) {
			field.Paths = append(field.Paths, path)
		}
	}
	if len(field.Paths) == 0 {
		return nil, nil
	}
	return []desk.Act{{Round: c.round, Command: &workflow.RequestErasure{Basis: basis, Reason: reason, Fields: []workflow.Field{field}}}}, nil
}

// dataFile hands the data out as a file.
func (s *Server) dataFile(w http.ResponseWriter, r *http.Request, v *visit) {
	file, _, err := s.personFile(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="meine-daten.json"`)
	w.Header().Set("Cache-Control", "no-store")
	if err := file.JSON(w); err != nil {
		s.logged(r, err)
	}
}

// dataAsk asks for the erasure of texts of who is signed in, or of the person, in every round and in the register.
func (s *Server) dataAsk(w http.ResponseWriter, r *http.Request, v *visit) {
	k, err := dataKept(r, v)
	if err == nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	acts, err := s.asking(r, v)
	if err == nil && len(acts) == 0 {
		err = &workflow.Refusal{Code: "erasure_nothing", Rule: "Art. 17 DSGVO"}
	}
	id := s.readStep(r).command
	if err == nil {
		_, err = s.config.Desk.Ask(r.Context(), v.who, id, acts)
	}
	if err == nil {
		s.spent(r, k.key, id)
		http.Redirect(w, r, "/konto/daten?beantragt="+strconv.Itoa(len(acts)), http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.dataPage(w, r, v, k, answer.Status, err)
}
