package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
)

// submissionSection is one section of a proposal's form: what is kept together as one part of the draft.
type submissionSection struct {
	id     string // also the message that names it, after "submit."
	fields []string
}

// submissionSections are the sections in order. The last one also holds the policy's further questions.
func submissionSections() []submissionSection {
	return []submissionSection{
		{"what", []string{"title", fieldKind, fieldLand}},
		{"whose", []string{fieldOwner}},
		{"idea", []string{"need", "solution"}},
		{"proof", []string{"experience", "success"}},
		{"use", []string{fieldAudience, fieldInstitution, "transfer"}},
		{"contact", []string{fieldContactName, fieldContactRole, fieldContactMail, fieldContactYes}},
		{"more", []string{"summary"}},
	}
}

// owns are the fields of the section: its own and, for the last one, those of the given values that are in no other.
func (s submissionSection) owns(values ...url.Values) []string {
	if s.id != "more" {
		return s.fields
	}
	out := slices.Clone(s.fields)
	taken := append([]string{fieldCommand, fieldBase, fieldEnd, fieldMore}, out...)
	for _, other := range submissionSections() {
		taken = append(taken, other.fields...)
	}
	for _, v := range values {
		for name := range v {
			if !slices.Contains(taken, name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// filled tells whether anything is entered in the section.
func (s submissionSection) filled(in url.Values) bool {
	for _, name := range s.owns(in) {
		if slices.ContainsFunc(in[name], func(x string) bool { return strings.TrimSpace(x) != "" }) {
			return true
		}
	}
	return false
}

// owed tells whether the policy asks for anything in the section. Only such sections are counted.
func (s submissionSection) owed(rules *policy.Policy) bool {
	if s.id == "more" && slices.ContainsFunc(rules.Questions, func(q policy.Question) bool { return q.Required }) {
		return true
	}
	always := append([]string{"title", fieldKind, fieldOwner}, rules.Required...)
	return slices.ContainsFunc(s.fields, func(field string) bool { return slices.Contains(always, field) })
}

// formSection is a section as a page shows it.
type formSection struct {
	ID     string
	Title  string
	Note   string
	Free   bool // nothing of it is owed
	Items  []formItem
	Status part.Status
}

// formItem is one question: one of the two is set.
type formItem struct {
	Field   *part.Field
	Choices *part.Choices
	Button  *part.Button
}

// intake makes the questions of a proposal's form.
type intake struct {
	words         *locale.Locale
	rules         *policy.Policy
	organisations []part.Option // of the register, in alphabetical order
	in            url.Values
	more          string            // a list of rows that gets one more
	wrong         map[string]string // by field: what is wrong with it
	late          bool              // a reason for being late is owed
	previous      []part.Option     // deferred proposals that it can take up
}

func (f *intake) sections() []formSection {
	out := make([]formSection, 0, len(submissionSections()))
	for _, s := range submissionSections() {
		section := formSection{
			ID: s.id, Free: !s.owed(f.rules), Title: f.words.T("submit." + s.id), Note: f.words.T("submit." + s.id + ".note"),
			Status: part.Status{ID: s.id + "-status", Text: f.words.T("draft.idle")},
		}
		for _, name := range s.fields {
			section.Items = append(section.Items, f.items(name)...)
		}
		if s.id == "more" {
			for _, q := range f.rules.Questions {
				item := f.text(q.ID, q.Label.In(f.words.Lang()), q.Guide.In(f.words.Lang()), 5)
				item.Field.Optional = !q.Required
				section.Items = append(section.Items, item)
			}
			if len(f.previous) > 0 {
				section.Items = append(section.Items, formItem{Choices: &part.Choices{
					ID: fieldPrevious, Name: fieldPrevious, Legend: f.words.T("submit.previous"), Options: f.previous,
				}})
			}
			if f.late {
				section.Items = append(section.Items, f.text(fieldLate, f.words.T("late.field"), f.words.T("late.hint"), 3))
			}
		}
		out = append(out, section)
	}
	return out
}

// items are the questions of one field.
func (f *intake) items(name string) []formItem {
	lang := f.words.Lang()
	switch name {
	case fieldKind:
		return []formItem{f.choices(name, f.words.T("submit.kind"), options(f.rules.Kinds, lang), false)}
	case fieldLand:
		return []formItem{f.choices(name, f.words.T("submit.land"), f.laender(), true)}
	case fieldAudience:
		return []formItem{f.choices(name, f.words.T("text.audience"), options(f.rules.Audiences, lang), true)}
	case fieldInstitution:
		return []formItem{f.choices(name, f.words.T("text.institution"), options(f.rules.Institutions, lang), true)}
	case fieldOwner:
		return f.owners()
	case fieldContactName:
		return f.contacts()
	case fieldContactRole, fieldContactMail, fieldContactYes:
		return nil // stand in the rows
	case "title":
		item := f.text(name, f.words.T("text.title"), f.words.T("submit.title.hint"), 0)
		return []formItem{item}
	}
	return []formItem{f.text(name, f.words.T("text."+name), f.words.T("submit."+name+".hint"), 7)}
}

func (f *intake) text(name, label, hint string, rows int) formItem {
	return formItem{Field: &part.Field{
		ID: name, Name: name, Label: label, Hint: hint, Value: f.in.Get(name), Rows: rows, Max: f.rules.Limit(name), Error: f.wrong[name],
	}}
}

func (f *intake) choices(name, legend string, all []part.Option, many bool) formItem {
	c := &part.Choices{ID: name, Name: name, Legend: legend, Many: many, Error: f.wrong[name]}
	for _, o := range all {
		o.Chosen = slices.Contains(f.in[name], o.Value)
		c.Options = append(c.Options, o)
	}
	return formItem{Choices: c}
}

func options(all []policy.Option, lang string) []part.Option {
	out := make([]part.Option, len(all))
	for i, o := range all {
		out[i] = part.Option{Value: o.ID, Text: o.Label.In(lang)}
	}
	return out
}

// laender are all Länder in alphabetical order, nationwide first.
func (f *intake) laender() []part.Option {
	var out []part.Option
	for _, code := range workflow.Laender() {
		out = append(out, part.Option{Value: code, Text: f.words.T("land." + code)})
	}
	compare := f.words.Compare
	slices.SortFunc(out, func(a, b part.Option) int {
		if nationwide := "DE"; (a.Value == nationwide) != (b.Value == nationwide) {
			if a.Value == nationwide {
				return -1
			}
			return 1
		}
		return compare(a.Text, b.Text)
	})
	return out
}

// rows is how many rows a list shows: those that hold something, at least some, and one more on request.
func (f *intake) rows(field string, least int) int {
	n := 0
	for i, value := range f.in[field] {
		if value != "" {
			n = i + 1
		}
	}
	n = max(n, least)
	if f.more == field {
		n = max(n, len(f.in[field])) + 1
	}
	return n
}

func (f *intake) owners() []formItem {
	var out []formItem
	for i := range f.rows(fieldOwner, 2) {
		chosen := ""
		if i < len(f.in[fieldOwner]) {
			chosen = f.in[fieldOwner][i]
		}
		field := &part.Field{
			ID: rowID(fieldOwner, i), Name: fieldOwner, Label: f.words.T("submit.owner", "Row", i+1), Optional: i > 0,
			Options: []part.Option{{Text: f.words.T("submit.owner.none")}},
		}
		if i == 0 {
			field.Error = f.wrong[fieldOwner]
		}
		for _, o := range f.organisations {
			o.Chosen = o.Value == chosen
			field.Options = append(field.Options, o)
		}
		out = append(out, formItem{Field: field})
	}
	return append(out, f.another(fieldOwner, "submit.owner.more"))
}

func (f *intake) contacts() []formItem {
	var out []formItem
	for i := range f.rows(fieldContactName, 1) {
		for _, c := range []struct{ field, message, complete string }{
			{fieldContactName, "submit.contact.name", "name"},
			{fieldContactRole, "submit.contact.role", "organization-title"},
			{fieldContactMail, "submit.contact.email", "email"},
		} {
			field := &part.Field{
				ID: rowID(c.field, i), Name: c.field, Label: f.words.T(c.message, "Row", i+1), Optional: true, Max: 200,
				Autocomplete: c.complete,
			}
			if c.field == fieldContactMail {
				field.Type = "email"
			}
			if i < len(f.in[c.field]) {
				field.Value = f.in[c.field][i]
			}
			if i == 0 {
				field.Error = f.wrong[c.field]
			}
			out = append(out, formItem{Field: field})
		}
		yes := strconv.Itoa(i)
		out = append(out, formItem{Choices: &part.Choices{
			ID: rowID(fieldContactYes, i), Name: fieldContactYes, Legend: f.words.T("submit.contact.agreed", "Row", i+1), Many: true,
			Options: []part.Option{{Value: yes, Text: f.words.T("submit.contact.yes"), Chosen: slices.Contains(f.in[fieldContactYes], yes)}},
		}})
	}
	return append(out, f.another(fieldContactName, "submit.contact.more"))
}

func (f *intake) another(field, message string) formItem {
	return formItem{Button: &part.Button{Text: f.words.T(message), Name: fieldMore, Value: field, Small: true}}
}

// rowID names the i-th row of a list of fields.
func rowID(field string, i int) string { return field + "-" + strconv.Itoa(i+1) }

// anchor is where a flaw of a field is mended.
func anchor(field string) string {
	switch field {
	case fieldOwner, fieldContactName, fieldContactRole, fieldContactMail:
		return "#" + rowID(field, 0)
	}
	return "#" + field
}
