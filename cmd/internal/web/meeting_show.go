package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
)

// meetingBody is the body of the page of one meeting.
type meetingBody struct {
	Ref     part.Ref
	Stage   part.Status
	Receipt *part.Box
	Facts   part.Facts
	Agenda  part.Agenda
	Nothing string // where the agenda is empty
	Edit    *part.Button
}

// meetingShow shows a meeting.
func (s *Server) meetingShow(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.meeting, http.StatusOK, s.frameOf(r, v, b.called()), s.meetingBody(r, b))
}

func (s *Server) meetingBody(r *http.Request, b *sitting) meetingBody {
	w := b.words
	body := meetingBody{
		Ref: b.ref(), Stage: b.stage(b.m), Facts: b.invitation(), Agenda: b.agendaOf(), Nothing: w.T("meeting.agenda.none"),
	}
	if r.URL.Query().Has("festgesetzt") {
		body.Receipt = &part.Box{Kind: part.BoxGood, Icon: "tick", Focus: true, Title: w.T("meeting.agenda.set", "Count", len(b.m.Agenda))}
	}
	if b.has(roleOffice) && b.agendaOpen() {
		body.Edit = &part.Button{Text: w.T("meeting.agenda.edit"), Href: b.at("tagesordnung"), Small: true}
	}
	return body
}

// invitation is what the invitation says.
func (b *sitting) invitation() part.Facts {
	w := b.words
	when := part.Fact{Name: w.T("meeting.starts"), Text: w.Deadline(b.m.Starts.Time())}
	if b.m.Written {
		when = part.Fact{Name: w.T("meeting.deadline"), Text: w.Deadline(b.m.Deadline.Time())}
	}
	out := part.Facts{when}
	if place := b.texts["place"]; place != "" {
		out = append(out, part.Fact{Name: w.T("convene.place"), Text: place})
	}
	out = append(out, part.Fact{Name: w.T("convene.invited"), Text: w.T("meeting.invited", "Count", b.m.Invited)})
	if b.m.Short {
		out = append(out, part.Fact{Name: w.T("convene.notice"), Text: w.T("meeting.short", "Reason", b.texts["reason"])})
	}
	if b.m.SecondOf != "" {
		out = append(out, part.Fact{Name: w.T("meeting.second"), Text: w.T("meeting.second.text")})
	}
	return out
}

// agendaOf is the agenda as everybody sees it.
func (b *sitting) agendaOf() part.Agenda {
	var out part.Agenda
	for i := range b.m.Agenda {
		x := &b.m.Agenda[i]
		out = append(out, part.Item{
			Number: x.Position, Title: b.item(x), Now: x.Called && b.running(), Past: b.m.Called != nil && x.Position < b.m.Called.Position,
		})
	}
	return out
}
