package web

import (
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// quorum is whether the committee can decide on what is dealt with, and who is there.
type quorum struct {
	Title  string
	About  string // to which moment it belongs
	Gauge  *part.Gauge
	Seats  []part.Group
	Fails  *part.Box // what is missing, and the way out
	Why    []part.Finding
	Notes  []string
	Record *attendance // for whoever leads the meeting
}

// attendance are the forms in which attendance is recorded.
type attendance struct {
	Action string
	Hidden []part.Option
	Come   *part.Choices // who is not there yet
	Send   part.Button

	Everybody *part.Button // all who are expected and not there yet, at once
	Rows      []attendanceRow
}

// attendanceRow is one member, with what can be recorded of them.
type attendanceRow struct {
	Name, Note string
	State      string
	Buttons    []part.Button
}

// The values of the buttons of attendance: what is recorded, the pseudonym, and the item where it is about one.
const (
	fieldAttendance = "anwesenheit"
	fieldEverybody  = "alle"
)

// quorumOf says it in a sentence and in a picture, and by name.
func (s *Server) quorumOf(b *sitting) *quorum {
	if b.m.Written || b.m.Stage == workflow.StageConvened || b.m.Stage == workflow.StageCancelled {
		return nil
	}
	out := &quorum{Title: b.words.T("rule.quorum"), About: b.words.T("meeting.quorum.note"), Seats: b.seats()}
	switch {
	case !b.running():
		out.Title, out.About = b.words.T("attendance.title"), b.words.T("meeting.quorum.note.closed")
	case b.m.Called == nil:
		out.About = b.words.T("meeting.quorum.note.open")
	}
	if b.m.Quorum != nil && b.running() {
		b.gauge(out)
	}
	if called := b.m.Called; called != nil && b.running() {
		for _, a := range b.m.Attending {
			if a.Away && !a.Recused {
				out.Notes = append(out.Notes, b.words.T("meeting.left_item", "Name", b.name(b.member(a.Member).Pseudonym)))
			}
		}
	}
	if _, leads := b.round.Leads(); leads && b.running() {
		out.Record = s.attendanceOf(b)
	}
	return out
}

// figures of a quorum.
type figures struct{ present, deputed, entitled, needed, recused int }

func (b *sitting) figures(q *policy.Finding) figures {
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // a figure of ours
		return n
	}
	f := figures{present: number(q.Figure("present")), entitled: number(q.Figure("entitled"))}
	for i := range q.Findings {
		switch x := &q.Findings[i]; {
		case x.Holds == policy.HoldsInfo:
		case x.Rule == policy.RuleNotice: // after a late invitation everybody has to be there
			f.needed = f.entitled
		default:
			f.needed = max(f.needed, number(x.Figure("needed")))
		}
	}
	for _, a := range b.m.Attending {
		switch m := b.member(a.Member); {
		case m.Advisory || m.Vacant:
		case a.Recused:
			f.recused++
		case seatState(&a) == "deputy":
			f.deputed++
		}
	}
	return f
}

func (b *sitting) gauge(out *quorum) {
	w, q := b.words, b.m.Quorum
	f := b.figures(q)
	says := w.T("meeting.quorum.no", "Present", f.present, "Entitled", f.entitled, "Needed", f.needed)
	status := part.Status{Kind: part.Fault, Text: says}
	if q.Holds != policy.HoldsNo {
		status.Kind = part.Good
		status.Text = w.T("meeting.quorum.yes", "Present", f.present, "Entitled", f.entitled, "Needed", f.needed)
		if f.needed == 0 {
			status.Text = w.T("meeting.quorum.second", "Present", f.present, "Entitled", f.entitled)
		}
	} else {
		out.Fails = b.failing()
		out.Why = b.findings(q.Findings, false)
	}
	aside := f.recused
	if b.round.Policy.Interests.QuorumBase == policy.BaseIncluded {
		aside = 0
	}
	out.Gauge = &part.Gauge{Status: status, Picture: picture.Gauge{
		Says: status.Text, Present: f.present - f.deputed, Deputed: f.deputed, Absent: f.entitled - f.present, Recused: aside, Need: f.needed,
		NeedWord: w.T("gauge.need"), PresentWord: w.T("gauge.present"), RecusedWord: w.T("gauge.recused"), DeputyMark: w.T("gauge.deputy"),
	}.Draw()}
}

// failing says who is missing and what can be done about it.
func (b *sitting) failing() *part.Box {
	w := b.words
	box := &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("meeting.quorum.fails")}
	if b.m.Called == nil {
		box.Title = w.T("meeting.quorum.fails.yet")
	}
	var names []string
	for _, a := range b.m.Attending {
		m := b.member(a.Member)
		if !m.Advisory && !m.Vacant && !a.Recused && (a.Attendance != workflow.Present || a.Away) {
			names = append(names, b.name(m.Pseudonym))
		}
	}
	if len(names) > 0 {
		box.Lines = append(box.Lines, w.T("meeting.quorum.missing", "Names", w.List(names)))
	}
	if b.round.Policy.Quorum.Second {
		box.Lines = append(box.Lines, w.T("meeting.quorum.put_off"))
	} else {
		box.Lines = append(box.Lines, w.T("meeting.quorum.wait"))
	}
	return box
}

// seats are the members by body and group, each with how they attend.
func (b *sitting) seats() []part.Group {
	var out []part.Group
	at := map[string]int{}
	for _, a := range b.m.Attending {
		m := b.member(a.Member)
		if m.Vacant && a.Attendance == "" {
			continue
		}
		title := b.body(m.Body, m.Group)
		if _, ok := at[title]; !ok {
			at[title] = len(out)
			out = append(out, part.Group{Title: title})
		}
		group := &out[at[title]]
		group.Seats = append(group.Seats, part.Seat{State: seatState(&a), Name: b.name(m.Pseudonym), Note: b.seatNote(m, &a)})
	}
	return out
}

// seatState is the icon and the word of how a member attends.
func seatState(a *view.Attending) string {
	switch {
	case a.Recused:
		return "barred"
	case a.Attendance == workflow.Present && !a.Away && a.Deputy:
		return "deputy"
	case a.Attendance == workflow.Present && !a.Away:
		return "present"
	}
	return "absent"
}

func (b *sitting) seatNote(m *view.Member, a *view.Attending) string {
	w := b.words
	var notes []string
	if b.round.Me != nil && b.round.Me.Index == m.Index {
		notes = append(notes, w.T("meeting.you"))
	}
	switch {
	case m.Chair:
		notes = append(notes, w.T("meeting.chair"))
	case m.Vice:
		notes = append(notes, w.T("meeting.vice"))
	}
	if a.Deputy && a.By != "" {
		notes = append(notes, w.T("meeting.deputed", "Name", b.name(a.By)))
	}
	if m.Advisory {
		notes = append(notes, w.T("meeting.advisory"))
	}
	switch {
	case a.Recused:
		notes = append(notes, w.T("state.recused"))
	case a.Away:
		notes = append(notes, w.T("meeting.away.item"))
	case a.Attendance == workflow.Left:
		notes = append(notes, w.T("meeting.left"))
	}
	return joined(notes...)
}

// attendanceOf are the forms of attendance: all who have come at once, then each by name.
func (s *Server) attendanceOf(b *sitting) *attendance {
	w := b.words
	out := &attendance{
		Action: b.at("anwesenheit"), Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
		Send: part.Button{Text: w.T("attendance.come.send")},
	}
	come := &part.Choices{ID: "gekommen", Name: fieldAttendance, Legend: w.T("attendance.come"), Many: true}
	for i := range b.m.Attending {
		a := &b.m.Attending[i]
		m := b.member(a.Member)
		if a.Attendance != workflow.Present {
			come.Options = append(come.Options, b.comers(m)...)
		}
		if a.Attendance != "" {
			out.Rows = append(out.Rows, attendanceRow{
				Name: b.name(m.Pseudonym), Note: b.seatNote(m, a), State: seatState(a), Buttons: b.attendanceButtons(a),
			})
		}
	}
	if len(come.Options) > 0 {
		out.Come = come
	}
	if n := len(b.expected()); n > 1 {
		out.Everybody = &part.Button{Text: w.T("attendance.everybody", "Count", n), Name: fieldEverybody, Value: "1"}
	}
	return out
}

// expected are the pseudonyms of the members who have not come yet and are not known to be kept away: who left again is not
// among them, and neither is whose deputy has come.
func (b *sitting) expected() []string {
	var out []string
	for i := range b.m.Attending {
		a := &b.m.Attending[i]
		m := b.member(a.Member)
		if a.Attendance == "" && !b.keptAway(m) {
			out = append(out, m.Pseudonym)
		}
	}
	return out
}

// keptAway tells whether a member does not act for the own seat at present: absent, or not in office.
func (b *sitting) keptAway(m *view.Member) bool {
	for _, seat := range b.round.Seats() {
		for i := range seat.People {
			if p := &seat.People[i]; p.Pseudonym == m.Pseudonym && !p.Deputy {
				return !p.Acts
			}
		}
	}
	return true
}

// comers are those who can come for a seat: who holds it, and the deputies.
func (b *sitting) comers(m *view.Member) []part.Option {
	var out []part.Option
	for _, seat := range b.round.Seats() {
		if seat.ID != m.Seat {
			continue
		}
		for _, p := range seat.People {
			text := b.name(p.Pseudonym)
			switch {
			case p.Left:
				continue
			case p.Deputy:
				text = b.words.T("attendance.deputy", "Name", text, "Holder", b.name(m.Pseudonym))
			}
			out = append(out, part.Option{Value: string(workflow.Present) + "." + p.Pseudonym, Text: text})
		}
	}
	return out
}

// attendanceButtons are what can be recorded of a member who has come.
func (b *sitting) attendanceButtons(a *view.Attending) []part.Button {
	button := func(name string, how workflow.Attendance, item string) part.Button {
		value := string(how) + "." + a.By
		if item != "" {
			value += "." + item
		}
		return part.Button{Text: b.words.T("attendance." + name), Name: fieldAttendance, Value: value, Small: true, Quiet: true}
	}
	if a.Attendance != workflow.Present {
		return nil // among those who can come
	}
	var out []part.Button
	if called := b.m.Called; called != nil && !called.Masked {
		if a.Away {
			out = append(out, button("back", workflow.Present, called.ID))
		} else {
			out = append(out, button("leave_item", workflow.Left, called.ID))
		}
	}
	return append(out, button("leave", workflow.Left, ""))
}

// leaving lets a member who is in the room say that they leave it, for the item that is dealt with or altogether.
func (s *Server) leaving(b *sitting) []part.Offer {
	me := b.round.Me
	if me == nil || !b.running() || b.m.Written {
		return nil
	}
	there := slices.ContainsFunc(b.m.Attending, func(a view.Attending) bool {
		return a.By == me.Pseudonym && a.Attendance == workflow.Present && !a.Away
	})
	if !there {
		return nil
	}
	offer := func(name, item string) part.Offer {
		return part.Offer{
			Button: part.Button{Text: b.words.T("leave." + name), Small: true}, Action: b.at("gehen"),
			Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldItem, Text: item}},
		}
	}
	var out []part.Offer
	if called := b.m.Called; called != nil {
		out = append(out, offer("item", called.ID))
	}
	return append(out, offer("meeting", ""))
}
