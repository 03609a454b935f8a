package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// because is what a sheet owes beside its scores: why it changes once discussion has begun, and why it comes late.
type because struct{ change, late string }

const (
	fieldLate   = "late"
	becausePart = "gruende" // the part of a sheet's draft that holds both
)

func becauseOf(fields url.Values) because {
	return because{change: fields.Get(fieldReason), late: fields.Get(fieldLate)}
}

// becauseKept is what the draft holds of it; what cannot be read counts as nothing.
func becauseKept(d *draft) because {
	fields, err := url.ParseQuery(d.Parts[becausePart].Value)
	if err != nil {
		return because{}
	}
	return becauseOf(fields)
}

// part is how the draft holds it.
func (b because) part() draftPart {
	fields := url.Values{}
	for name, text := range map[string]string{fieldReason: b.change, fieldLate: b.late} {
		if text != "" {
			fields.Set(name, text)
		}
	}
	return draftPart{Value: fields.Encode()}
}

// becauseForm is the part of the sheet that asks for it.
type becauseForm struct {
	Fields []part.Field
	Status part.Status
}

// lateness is how the rules stand to a sheet of the visitor's now: they ask for a reason for being late, or take none.
func lateness(v *visit) *workflow.Refusal {
	ref := v.round.Try(workflow.Member, &workflow.CastScores{Proposal: v.proposal.ID})
	if ref != nil && (ref.Code == "late_reason_missing" || ref.Code == "deadline_passed") {
		return ref
	}
	return nil
}

// owing adds to the form what the sheet owes beside its scores, and bars it where it comes too late.
func (f *scoreForm) owing(s *Server, r *http.Request, v *visit, sheet filled) {
	late := lateness(v)
	ask := func(name, label, hint, value string) {
		if f.Because == nil {
			f.Because = &becauseForm{Status: part.Status{ID: becausePart + "-status", Text: v.words.T("draft.idle")}}
			if kept, ok := sheet.draft.Parts[becausePart]; ok && kept.Value != "" {
				f.Because.Status.Kind, f.Because.Status.Text = part.Good, v.words.T("draft.good")+" "+v.words.Clock(kept.At)
			}
		}
		f.Because.Fields = append(f.Because.Fields, part.Field{
			ID: name, Name: name, Label: label, Hint: hint, Value: value, Rows: 3, Max: v.round.Policy.Limit(name), Error: becauseError(s, r, v, sheet, name),
		})
		if strings.TrimSpace(value) == "" {
			f.ActBar.Missing = append(f.ActBar.Missing, part.Link{Text: label, Href: "#" + name})
		}
	}
	if v.proposal.OwesReason {
		ask(fieldReason, v.words.T("score.change"), v.changeHint(), sheet.because.change)
	}
	switch {
	case late == nil:
	case late.Code == "late_reason_missing":
		ask(fieldLate, v.words.T("late.field"), v.words.T("late.hint"), sheet.because.late)
	default:
		send := &f.ActBar.Buttons[len(f.ActBar.Buttons)-1]
		send.Bar = &part.Bar{ID: "score-bar", Reason: s.answer(r, v, late).Message}
	}
}

// changeHint says why a change of the sheet owes a reason: somebody else has given it for the same seat, or the proposal is
// under discussion.
func (v *visit) changeHint() string {
	if v.proposal.OwnSheet.By != v.round.Me.Pseudonym {
		return v.words.T("score.instead.hint")
	}
	return v.words.T("score.change.hint")
}

// becauseError is what is wrong with one of the fields, empty where the refusal is about something else.
func becauseError(s *Server, r *http.Request, v *visit, sheet filled, name string) string {
	var ref *workflow.Refusal
	if !errors.As(sheet.refused, &ref) || becauseField(ref) != name {
		return ""
	}
	return s.answer(r, v, sheet.refused).Message
}

// becauseField is the field that a refusal is about, empty for others.
func becauseField(ref *workflow.Refusal) string {
	switch ref.Code {
	case "late_reason_missing":
		return fieldLate
	case "score_reason_missing", "sheet_of_other":
		return fieldReason
	case "text_too_long", "text_invalid":
		if of := ref.Detail["field"]; of == fieldLate || of == fieldReason {
			return of
		}
	}
	return ""
}

// owedProblems is the summary on top of a form that owes a reason; problems of the scores come with one of their own.
func (s *Server) owedProblems(r *http.Request, v *visit, refused error, of *part.Errors) *part.Errors {
	var ref *workflow.Refusal
	if of != nil || !errors.As(refused, &ref) || becauseField(ref) == "" {
		return of
	}
	return &part.Errors{
		Title: v.words.T("score.refused", "Count", 1),
		Items: []part.Link{{Text: s.answer(r, v, refused).Message, Href: "#" + becauseField(ref)}},
	}
}
