package minutes

import (
	"strconv"
	"strings"

	"gremium/workflow"
)

// keyForm is the section that stands for all that minutes of another form would say.
const keyForm = "form"

// FormNote says that minutes of that form cannot be made again here; empty where they can.
func FormNote(form uint64, lang string) string { return formNote(form, workflow.MinutesForm, lang) }

func formNote(form, current uint64, lang string) string {
	id := "form.older"
	switch {
	case form == current:
		return ""
	case form > current:
		id = "form.newer"
	}
	return strings.NewReplacer("{form}", strconv.FormatUint(form, 10), "{current}", strconv.FormatUint(current, 10)).Replace(words[id].In(lang))
}

// Kept are the minutes as far as they are known of a version on record in the given form: all of them in the form that this
// program makes, else what they are of, without a word of what they say.
func (m *Minutes) Kept(form uint64) *Minutes {
	if form == workflow.MinutesForm {
		return m
	}
	out := &Minutes{Form: form, Programme: m.Programme, Round: m.Round, Policy: m.Policy, Size: m.Size, Root: m.Root, Hash: m.Hash}
	if m.Meeting != nil {
		out.Meeting = &Meeting{ID: m.Meeting.ID, Title: m.Meeting.Title, Written: m.Meeting.Written}
	}
	return out
}

// kept is the document of minutes of another form: which version it is, and that what they say cannot be made again here.
func (t *teller) kept(note string) *Document {
	d := &Document{Lang: t.Lang, Title: t.title()}
	for _, f := range []Fact{{t.say("fact.place"), t.Place}, {t.say("fact.state"), t.State}, {t.say("fact.correction"), t.Correction}} {
		if f.Text != "" {
			d.Facts = append(d.Facts, f)
		}
	}
	d.Sections = append(d.Sections, Section{Key: keyForm, Title: t.say("form"), Blocks: []Block{{Text: note}}})
	if t.Note != "" {
		d.Sections = append(d.Sections, t.note())
	}
	d.Sections = append(d.Sections, t.record())
	return d
}
