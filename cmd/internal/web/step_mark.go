package web

import (
	"slices"

	"gremium/cmd/internal/web/part"
)

// marks say which field a refusal is about.
func marks(code string) string {
	return map[string]string{
		"rationale_missing": fieldBecause, "deviation_missing": fieldApart, "nothing_missing": fieldMissing,
		"option_unknown": fieldOutcome, "limit_reached": fieldOutcome,
	}[code]
}

// mark says what is wrong beside the fields concerned and answers links to them; none where no field is concerned.
func (b *stepBody) mark(d *reading, code, why string) []part.Link {
	if code == "points_incomplete" {
		return b.markPoints(d)
	}
	if code == "nothing_missing" && b.Missing != nil {
		b.Missing.Error = d.words.T("return.missing.error")
		return []part.Link{{Text: b.Missing.Error, Href: "#" + b.Missing.ID}}
	}
	if b.Outcome != nil && marks(code) == fieldOutcome {
		b.Outcome.Error = why
		return []part.Link{{Text: why, Href: "#" + fieldOutcome + "-error"}}
	}
	if code == "reason_missing" && b.Missing != nil {
		why = d.words.T("return.note.error")
	}
	return markField(b.Fields, code, why)
}

// markField says what is wrong beside the field for words that is concerned, and answers a link to it.
func markField(fields []part.Field, code, why string) []part.Link {
	only := slices.Contains([]string{"reason_missing", "ballot_reason_missing", "text_too_long", "text_invalid"}, code) && len(fields) == 1
	for i := range fields {
		if f := &fields[i]; f.Name == marks(code) || only {
			f.Error = why
			return []part.Link{{Text: why, Href: "#" + f.ID}}
		}
	}
	return nil
}

// markPoints marks the points that were not answered.
func (b *stepBody) markPoints(d *reading) []part.Link {
	var out []part.Link
	for i := range b.Points {
		p := &b.Points[i]
		answered := false
		for _, o := range p.Options {
			answered = answered || o.Chosen
		}
		if !answered {
			p.Error = d.words.T("check.unanswered")
			out = append(out, part.Link{Text: d.words.T("check.unanswered_point", "Point", p.Label), Href: "#" + p.ID})
		}
	}
	return out
}
