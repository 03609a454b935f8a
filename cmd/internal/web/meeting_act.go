package web

import (
	"net/http"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
)

// deed reads from a form the commands that it asks for in a meeting; none where something is missing.
type deed struct {
	path  string
	leads bool // for whoever leads the meeting; otherwise a member acts for the own seat
	types bool // with words, which are kept as a motion's
	read  func(r *http.Request, b *sitting) []workflow.Command
}

// deeds are what can be done on the page of a meeting.
func deeds() []deed {
	return []deed{
		{"eroeffnen", true, false, func(_ *http.Request, b *sitting) []workflow.Command {
			return []workflow.Command{&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: b.m.ID}}
		}},
		{"anwesenheit", true, false, attended},
		{"aufrufen", true, false, func(r *http.Request, b *sitting) []workflow.Command {
			return []workflow.Command{&workflow.CallItem{Meeting: b.m.ID, Item: r.PostFormValue(fieldItem)}}
		}},
		{"antrag", true, true, func(r *http.Request, b *sitting) []workflow.Command {
			return []workflow.Command{&workflow.MakeMotion{
				Meeting: b.m.ID, Item: r.PostFormValue(fieldItem), Motion: r.PostFormValue(fieldMotion), Text: r.PostFormValue(fieldText),
			}}
		}},
		{"abstimmen", true, false, func(r *http.Request, b *sitting) []workflow.Command {
			return []workflow.Command{&workflow.OpenBallot{
				Proposal: r.PostFormValue(fieldProposal), Motion: r.PostFormValue(fieldMotion), Meeting: b.m.ID,
				Mode: modeOf(r.PostFormValue(fieldMode)), Reason: r.PostFormValue(fieldReason),
			}}
		}},
		{"auszaehlen", true, false, func(r *http.Request, _ *sitting) []workflow.Command {
			return []workflow.Command{&workflow.CloseBallot{
				Proposal: r.PostFormValue(fieldProposal), Motion: r.PostFormValue(fieldMotion), Uncounted: r.PostFormValue(fieldBlank) != "",
			}}
		}},
		{"stimme", false, false, voted},
		{"gehen", false, false, func(r *http.Request, b *sitting) []workflow.Command {
			if b.round.Me == nil {
				return nil
			}
			return []workflow.Command{&workflow.RecordAttendance{
				Meeting: b.m.ID, Participant: b.round.Me.Pseudonym, Attendance: workflow.Left, Item: r.PostFormValue(fieldItem),
			}}
		}},
		{"geheim", false, false, func(r *http.Request, _ *sitting) []workflow.Command {
			return []workflow.Command{&workflow.DemandSecrecy{Proposal: r.PostFormValue(fieldProposal), Motion: r.PostFormValue(fieldMotion)}}
		}},
	}
}

func modeOf(s string) workflow.Mode {
	if s == modeOpen {
		return workflow.ModeOpen
	}
	return workflow.Mode(s)
}

// attended are the attendances that a form names, or those of everybody who is expected, each as what is recorded, the pseudonym, and the item where it is about one.
func attended(r *http.Request, b *sitting) []workflow.Command {
	var out []workflow.Command
	if r.PostForm.Has(fieldEverybody) {
		for _, who := range b.expected() {
			out = append(out, &workflow.RecordAttendance{Meeting: b.m.ID, Participant: who, Attendance: workflow.Present})
		}
		return out
	}
	for _, value := range r.PostForm[fieldAttendance] {
		how, rest, _ := strings.Cut(value, ".")
		who, item, _ := strings.Cut(rest, ".")
		out = append(out, &workflow.RecordAttendance{Meeting: b.m.ID, Participant: who, Attendance: workflow.Attendance(how), Item: item})
	}
	return out
}

// voted is the vote that a form gives, open or secret as the form was made.
func voted(r *http.Request, _ *sitting) []workflow.Command {
	choice, proposal, motion := policy.Choice(r.PostFormValue(fieldChoice)), r.PostFormValue(fieldProposal), r.PostFormValue(fieldMotion)
	switch {
	case choice == "":
		return nil
	case r.PostFormValue(fieldSecret) != "":
		return []workflow.Command{&workflow.CastSecretVote{Proposal: proposal, Motion: motion, Choice: choice}}
	}
	return []workflow.Command{&workflow.CastVote{Proposal: proposal, Motion: motion, Choice: choice, Base: numberOf(r.PostFormValue(fieldBase))}}
}

// meetingAct answers a form on the page of a meeting: it carries out what the form asks for and leads back to the page, or
// shows the page with why it was not done, and with what was typed.
func (s *Server) meetingAct(do deed) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) {
		b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		as := workflow.Member
		if do.leads {
			as = v.leading()
		}
		motion := v.motionKept(b.m.ID, r.PostFormValue(fieldItem))
		if do.types {
			if err = s.keepSent(r, v, motion, typed(r)); err != nil {
				s.refuse(w, r, v, err)
				return
			}
		}
		commands := do.read(r, b)
		if len(commands) == 0 {
			s.meetingPage(w, r, b, http.StatusUnprocessableEntity, v.words.T("meeting.missing."+do.path))
			return
		}
		receipts, err := s.carryOut(r, v, as, commands...)
		if err == nil {
			if do.types {
				s.spent(r, motion.key, r.PostFormValue(fieldCommand))
			}
			http.Redirect(w, r, b.at("")+"?getan="+do.path+castAt(receipts)+b.placeOf(r), http.StatusSeeOther)
			return
		}
		s.meetingRefused(w, r, v, err)
	}
}

// leading is the capacity in which the visitor leads meetings, or would if they held the chair.
func (v *visit) leading() workflow.Capacity {
	if as, ok := v.round.Leads(); ok {
		return as
	}
	return workflow.Member
}

// placeOf is the anchor of what a form was about.
func (b *sitting) placeOf(r *http.Request) string {
	if id := r.PostFormValue(fieldMotion); id != "" {
		return "#antrag-" + id
	}
	if p := b.round.Proposal(r.PostFormValue(fieldProposal)); p != nil {
		return "#vorschlag-" + p.Number
	}
	return ""
}

// refusal is the answer to a form that was not accepted, and the visit as it stands now. Of a fault it writes the page itself
// and reports false.
func (s *Server) refusal(w http.ResponseWriter, r *http.Request, v *visit, err error) (reply.Answer, *visit, bool) {
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return answer, v, false
	}
	if fresh, err := s.visit(r); err == nil && fresh != nil && fresh.round != nil {
		v = fresh
	}
	return answer, v, true
}

// meetingRefused shows the meeting as it stands now, with why a form was not accepted.
func (s *Server) meetingRefused(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	answer, v, ok := s.refusal(w, r, v, err)
	if !ok {
		return
	}
	b, fault := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if fault != nil {
		s.refuse(w, r, v, fault)
		return
	}
	s.meetingPage(w, r, b, answer.Status, answer.Message)
}

// refusedBox says why a form was not accepted.
func (b *sitting) refusedBox(why string) part.Box {
	return part.Box{Kind: part.BoxFault, Icon: "warn", Title: b.words.T("meeting.refused"), Lines: []string{why}, Alert: true, Focus: true}
}
