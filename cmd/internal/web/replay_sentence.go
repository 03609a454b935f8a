package web

import (
	"math/big"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// sentence says in one sentence what an entry did.
func (d *reading) sentence(st *view.Step) string {
	who := d.name(st.Actor)
	if st.For != "" {
		who = d.words.T("did.for", "Who", who, "Name", d.name(st.For))
	}
	about := ""
	if p := d.round.Proposal(st.Proposal); p != nil {
		about = p.Number
	}
	text := d.words.T("did."+d.deed(st), "Who", who, "Proposal", about)
	if meeting := d.meetingOf(st); meeting != "" {
		text = d.words.T("did.in_meeting", "What", text, "Meeting", meeting)
	}
	if more := d.details(st); more != "" {
		text += ": " + more
	}
	return text + "."
}

// deed is the name of what happened: the type of the entry, and whether something was given for the first time.
func (d *reading) deed(st *view.Step) string {
	name, _, _ := strings.Cut(st.Kind.Name(), "/")
	name = strings.ReplaceAll(name, ".", "_")
	switch {
	case changeOf(st, "replaced") != nil:
		return name + "_instead"
	case st.Kind == workflow.KindScoresCast && hadBefore(st, "sheet"), st.Kind == workflow.KindVoteCast && hadBefore(st, "vote"),
		st.Kind == workflow.KindCommentMade && hadBefore(st, "comment"), st.Kind == workflow.KindQuestionAnswered && hadBefore(st, "answer"):
		return name + "_again"
	case st.Motion != "":
		return name + "_motion"
	case st.Kind == workflow.KindParticipantAdmitted && changeOf(st, "deputy") != nil:
		return name + "_deputy"
	case changeOf(st, "absence_end") != nil:
		return name + "_end"
	case st.Kind == workflow.KindParticipantAdmitted && changeOf(st, "seat") != nil:
		return name + "_seat"
	}
	return name
}

// details are what the sentence adds about the change.
func (d *reading) details(st *view.Step) string {
	var out []string
	for i := range st.Changes {
		c := &st.Changes[i]
		if said := d.seatDetail(st, c); said != "" {
			out = append(out, said)
			continue
		}
		switch {
		case c.Field == "score" && c.Old != "" && c.Old != c.New:
			out = append(out, d.words.T("did.score", "Criterion", d.criterion(c.Of), "Old", d.value(c.Old), "New", d.value(c.New)))
		case c.Field == "outcome" && c.New != "":
			out = append(out, d.outcomeWord(c.New))
		case c.Field == "item":
			out = append(out, d.itemsOf(c.Of, c.New))
		case c.Field == "lot":
			out = append(out, c.New)
		case c.Field == "capacity":
			out = append(out, d.words.T("did.capacity", "Name", d.name(c.Of), "Capacity", workflow.Word(c.New, d.words.Lang())))
		case c.Field == "interest":
			out = append(out, d.words.T("did.interest", "Name", d.name(c.Of), "Standing", d.words.T("interest."+c.New)))
		case c.Field == "deadline":
			out = append(out, d.words.T("did.deadline", "Stage", workflow.Word(c.Of, d.words.Lang()), "When", d.instant(c.New)))
		case c.Field == "attendance":
			out = append(out, d.words.T("did.attendance", "Name", d.name(c.Of), "Attendance", d.words.T("attendance."+c.New)))
		case c.Field == "vote" && c.New != "", c.Field == "wish":
			out = append(out, workflow.Word(c.New, d.words.Lang()))
		case c.Field == "assigned":
			out = append(out, d.assignees(c.New))
		}
	}
	return strings.Join(out, "; ")
}

func changeOf(st *view.Step, field string) *view.Change {
	for i := range st.Changes {
		if st.Changes[i].Field == field {
			return &st.Changes[i]
		}
	}
	return nil
}

func hadBefore(st *view.Step, field string) bool {
	c := changeOf(st, field)
	return c != nil && c.Old != ""
}

// criterion names a criterion within a sentence.
func (d *reading) criterion(id string) string { return d.words.Quote(d.criterionLabel(id)) }

func (d *reading) criterionLabel(id string) string {
	if c, _ := d.round.Policy.Criterion(id); c != nil {
		return d.label(c.Label)
	}
	return id
}

// value writes a score as a change tells it.
func (d *reading) value(text string) string {
	if text == "na" {
		return d.words.T("score.none")
	}
	return d.words.Decimal(text)
}

// instant writes an instant as a change tells it.
func (d *reading) instant(text string) string {
	t, err := ledger.ParseInstant(text)
	if err != nil {
		return text
	}
	return d.words.Deadline(t.Time())
}

// changes is the table of what an entry changed; unchanged scores of the same sheet stand beside those that changed.
func (d *reading) changes(st *view.Step, texts []textChange) *part.Table {
	w := d.words
	t := &part.Table{Caption: w.T("replay.changes"), Columns: []part.Column{
		{Title: w.T("replay.what")},
		{Title: w.T("replay.before"), Wide: true},
		{Title: w.T("replay.after", "Entry", int(st.Seq)), Wide: true},
	}}
	for i := range st.Changes {
		c := &st.Changes[i]
		row := part.Row{Head: part.Cell{Text: d.fieldName(c)}, Hit: c.Old != c.New}
		was, is := d.changed(c, c.Old), d.changed(c, c.New)
		switch {
		case c.Old == c.New, c.Field == "state":
			row.Cells = []part.Cell{was, is}
		default:
			row.Cells = []part.Cell{struck(c.Old, was.Text), put(c.New, is.Text)}
		}
		t.Rows = append(t.Rows, row)
	}
	for _, x := range texts {
		if x.long() || x.same() {
			continue
		}
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Text: x.Title}, Cells: []part.Cell{struck(x.Old, x.Old), put(x.New, x.New)}, Hit: true,
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// struck is what stood before, put what stands now; where there was nothing, a dash stands for it.
func struck(there, text string) part.Cell {
	if there == "" {
		return part.Cell{Text: "–"}
	}
	return part.Cell{Was: text}
}

func put(there, text string) part.Cell {
	if there == "" {
		return part.Cell{Text: "–"}
	}
	return part.Cell{Is: text}
}

func (d *reading) fieldName(c *view.Change) string {
	switch c.Field {
	case "score":
		return d.criterionLabel(c.Of)
	case "mean":
		name := d.words.T("field.mean", "Criterion", d.criterion(c.Of))
		if p := d.round.Proposal(c.Proposal); p != nil && p != d.proposal { // of an entry about the round
			name = p.Number + ": " + name
		}
		return name
	case "stage", "item", "agenda":
		return d.words.T("field."+c.Field, "Meeting", d.meetingName(c.Of))
	case "deadline":
		return d.words.T("field.deadline", "Stage", workflow.Word(c.Of, d.words.Lang()))
	case "created", "weight", "advisory", "chair", "vice":
		return d.words.T("field."+c.Field, "Seat", d.seatName(c.Of))
	case "deputy", "left", "from", "until", "absent_from", "absent_until", "absence_end", "replaced", "capacity", "seat", "interest", "attendance":
		return d.words.T("field."+c.Field, "Name", d.name(c.Of))
	}
	if c.Field == "comment" || c.Field == "answer" {
		return d.words.T("field."+c.Field, "Number", c.Of)
	}
	return d.words.T("field." + c.Field)
}

// changed is one side of a change as a cell.
func (d *reading) changed(c *view.Change, value string) part.Cell {
	if value == "" {
		return part.Cell{Text: "–"}
	}
	switch c.Field {
	case "item", "agenda":
		return part.Cell{Text: d.itemsOf(c.Of, value)}
	case "state":
		return part.Cell{State: value}
	case "score":
		return part.Cell{Text: d.value(value)}
	case "mean":
		if r, ok := new(big.Rat).SetString(value); ok {
			return part.Cell{Text: policy.Exact(r, d.words.Lang())}
		}
	case "interest":
		return part.Cell{Text: d.words.T("interest." + value)}
	case "assigned":
		return part.Cell{Text: d.assignees(value)}
	case "ballot":
		return part.Cell{Text: d.ballotTold(value)}
	case "wish":
		return part.Cell{Text: workflow.Word(value, d.words.Lang())}
	case "outcome":
		return part.Cell{Text: d.outcomeWord(value)}
	case "attendance":
		return part.Cell{Text: d.words.T("attendance." + value)}
	case "phase", "vote", "capacity", "stage":
		return part.Cell{Text: workflow.Word(value, d.words.Lang())}
	case "deadline":
		return part.Cell{Text: d.instant(value)}
	case "from", "until", "absent_from", "absent_until", "absence_end":
		return part.Cell{Text: d.spanEnd(c.Field, value)}
	case "created":
		return part.Cell{Text: d.bodyName(value)}
	case "seat":
		return part.Cell{Text: d.seatName(value)}
	case "published", "released", "deputy", "advisory", "chair", "vice":
		return part.Cell{Text: d.words.T("votes.yes")}
	}
	return part.Cell{Text: value}
}
