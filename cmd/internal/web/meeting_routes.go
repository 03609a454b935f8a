package web

import "net/http"

// meetingRoutes are the addresses of meetings and written procedures.
func (s *Server) meetingRoutes() []route {
	const all, one = "/runden/{runde}/sitzungen", "/runden/{runde}/sitzungen/{sitzung}"
	out := []route{
		{"GET " + all, roleCommittee, s.meetingList},
		{"GET " + all + "/neu", roleOffice, s.conveneShow},
		{"POST " + all + "/neu", roleOffice, s.conveneSend},
		{"POST " + all + "/neu/" + draftPath, roleOffice, s.keeps(conveneKept)},
		{"GET " + one, roleCommittee, s.meetingShow},
		{"GET " + one + "/" + eventsPath, roleCommittee, s.meetingEvents},
		{"GET " + one + "/tagesordnung", roleOffice, s.agendaShow},
		{"POST " + one + "/tagesordnung", roleOffice, s.agendaSend},
		{"POST " + one + "/tagesordnung/" + draftPath, roleOffice, s.keeps(agendaForm)},
	}
	out = append(out, route{"POST " + one + "/antrag/" + draftPath, roleMember | roleOffice, s.keeps(func(r *http.Request, v *visit) (*keptForm, error) {
		return v.motionKept(r.PathValue("sitzung"), r.FormValue(fieldItem)), nil
	})})
	for _, do := range deeds() {
		need := roleMember
		if do.leads {
			need |= roleOffice
		}
		out = append(out, route{"POST " + one + "/" + do.path, need, s.meetingAct(do)})
	}
	out = append(out, route{"POST " + one + "/" + paperPath, roleOffice, s.paperSend})
	for _, k := range blocs() {
		need := roleMember
		if k.leads {
			need |= roleOffice
		}
		out = append(out, route{"GET " + one + "/" + k.path, need, s.blocShow(k)}, route{"POST " + one + "/" + k.path, need, s.blocSend(k)})
	}
	for _, e := range endings() {
		out = append(out, route{"GET " + one + "/" + e.path, roleMember | roleOffice, s.endShow(e)},
			route{"POST " + one + "/" + e.path, roleMember | roleOffice, s.endSend(e)})
		if e.asks() {
			out = append(out, route{"POST " + one + "/" + e.path + "/" + draftPath, roleMember | roleOffice, s.keeps(e.kept)})
		}
	}
	return out
}
