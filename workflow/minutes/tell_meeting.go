package minutes

import (
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// title is what the document is called.
func (t *teller) title() string {
	if x := t.m.Meeting; x != nil {
		return t.say("title.meeting", "meeting", t.text(x.Title, "title"), "round", t.Title)
	}
	return t.say("title", "round", t.Title)
}

// meetingFacts are the particulars of a meeting: its kind, place and day, when it began and ended, and what was special about
// the invitation.
func (t *teller) meetingFacts() []Fact {
	x := t.m.Meeting
	var out []Fact
	add := func(name, text string) {
		if text != "" {
			out = append(out, Fact{t.say(name), text})
		}
	}
	when := func(at string) string {
		if at == "" {
			return ""
		}
		return t.Moment(instant(at))
	}
	kind := "kind.meeting"
	if x.Written {
		kind = "kind.written"
	}
	add("fact.kind", t.say(kind))
	place := t.Place
	if place == "" {
		place = t.Text(x.Title, "place")
	}
	add("fact.place", place)
	if x.Written {
		add("fact.deadline", when(x.Deadline))
	} else if day := x.Opened; day != "" {
		add("fact.day", t.Day(instant(day)))
	} else {
		add("fact.day", t.Day(instant(x.Starts)))
	}
	add("fact.opened", when(x.Opened))
	add("fact.closed", when(x.Closed))
	if x.Second > 0 {
		add("fact.second", t.say("second", "first", t.text(x.Second, "title")))
	}
	if x.Short {
		add("fact.short", t.text(x.Title, "reason"))
	}
	return out
}

// chairs are those who hold the chair; in a meeting those of them who were there, or else those who stand in for them.
func (t *teller) chairs() string {
	var chairs, vices []string
	for i := range t.m.Members {
		m := &t.m.Members[i]
		switch {
		case m.Left || !t.attended(m.Participant):
		case m.Chair:
			chairs = append(chairs, t.Name(m.Participant))
		case m.Vice:
			vices = append(vices, t.say("chair.vice", "name", t.Name(m.Participant)))
		}
	}
	if len(chairs) == 0 {
		chairs = vices
	}
	return strings.Join(chairs, ", ")
}

// attended tells whether somebody was in the meeting; where there is none, or it is held in writing, everybody was.
func (t *teller) attended(participant string) bool {
	if t.m.Meeting == nil || t.m.Meeting.Written {
		return true
	}
	for _, a := range t.m.Meeting.Attendance {
		if a.Participant == participant {
			return a.Present
		}
	}
	return false
}

// attendance are the members invited, and who of them was there when.
func (t *teller) attendance() Section {
	s := Section{Key: "members", Title: t.say("attendance"), Table: &Table{Columns: []string{
		t.say("member"), t.say("member.body"), t.say("member.vote"), t.say("attendance.how"),
	}}}
	here, all := map[string]bool{}, map[string]bool{} // seats with a vote
	for _, a := range t.m.Meeting.Attendance {
		m := t.member(a.Participant)
		if !m.Advisory {
			all[m.Seat] = true
			if a.Present {
				here[m.Seat] = true
			}
		}
		s.Table.Rows = append(s.Table.Rows, []string{t.Name(a.Participant), t.body(m), t.vote(m), t.how(&a)})
	}
	s.add(t.say("attendance.count", "here", strconv.Itoa(len(here)), "all", strconv.Itoa(len(all))))
	return s
}

// how says how somebody attended.
func (t *teller) how(a *Attendance) string {
	if !a.Present {
		return t.say("absent")
	}
	text := t.say("present")
	if a.Came != "" {
		text += t.say("present.came", "when", t.Moment(instant(a.Came)))
	}
	if a.Left != "" {
		text += t.say("present.left", "when", t.Moment(instant(a.Left)))
	}
	return text
}

func (t *teller) member(participant string) *Member {
	for i := range t.m.Members {
		if m := &t.m.Members[i]; m.Participant == participant {
			return m
		}
	}
	return &Member{Participant: participant}
}

// vote says whether a member votes, and as what.
func (t *teller) vote(m *Member) string {
	id := "vote.has"
	switch {
	case m.Advisory:
		id = "vote.advisory"
	case m.Chair:
		id = "vote.chair"
	case m.Vice:
		id = "vote.vice"
	}
	text := t.say(id)
	if m.Deputy {
		text += ", " + t.say("vote.deputy")
	}
	if m.Left {
		text += ", " + t.say("vote.left")
	}
	return text
}

// meetings is a line for each meeting of the round.
func (t *teller) meetings() Section {
	s := Section{Key: "meetings", Title: t.say("meetings")}
	for i := range t.m.Meetings {
		s.add(t.held(&t.m.Meetings[i]))
	}
	return s
}

func (t *teller) held(x *Meeting) string {
	title, id := t.text(x.Title, "title"), "held.convened"
	switch x.Stage {
	case workflow.StageClosed, workflow.StageOpen:
		id = "held"
	case workflow.StageStopped:
		id = "held.stopped"
	case workflow.StageCancelled:
		id = "held.cancelled"
	case workflow.StageConvened:
	}
	at := x.Opened
	if at == "" {
		at = x.Starts
	}
	if at == "" {
		at = x.Deadline
	}
	if x.Written {
		id += ".written"
	}
	here := 0
	for _, a := range x.Attendance {
		if a.Present {
			here++
		}
	}
	line := t.say(id, "title", title, "day", t.Day(instant(at)), "here", strconv.Itoa(here), "all", strconv.Itoa(len(x.Attendance)))
	for i := range x.Acts {
		if a := &x.Acts[i]; a.Type != workflow.KindMeetingOpened.Name() && len(a.Texts) > 0 {
			line += " " + t.reason(a.Entry)
		}
	}
	return line
}

// procedure says how a written procedure went: whether somebody objected, and why.
func (t *teller) procedure() (Section, bool) {
	s := Section{Key: "course", Title: t.say("course.meeting")}
	for i := range t.m.Meeting.Acts {
		if a := &t.m.Meeting.Acts[i]; a.Type == workflow.KindObjectionRaised.Name() {
			s.add(t.act(a))
		}
	}
	return s, len(s.Blocks) > 0
}

// presence says at an item who had left for it, and that it was put off.
func (t *teller) presence(item *Item, s *Section) {
	if len(item.Away) > 0 {
		s.add(t.say("away", "names", strings.Join(t.names(item.Away), ", ")))
	}
	if item.PutOff != nil {
		s.add(t.say("put_off", "why", sentence(item.PutOff.Sentence(t.Policy, t.Lang))))
	}
}

// named says who voted what in a ballot by name.
func (t *teller) named(b *Ballot) []string {
	var out []string
	for _, c := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
		var names []string
		for _, v := range b.Named {
			if v.Choice == c {
				names = append(names, t.Name(v.Participant))
			}
		}
		if len(names) > 0 {
			out = append(out, t.say("named."+string(c), "names", strings.Join(names, ", ")))
		}
	}
	return out
}
