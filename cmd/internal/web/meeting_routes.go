package web

// meetingRoutes are the addresses of meetings and written procedures.
func (s *Server) meetingRoutes() []route {
	const all, one = "/runden/{runde}/sitzungen", "/runden/{runde}/sitzungen/{sitzung}"
	out := []route{
		{"GET " + all, roleCommittee, s.meetingList},
		{"GET " + all + "/neu", roleOffice, s.conveneShow},
		{"POST " + all + "/neu", roleOffice, s.conveneSend},
		{"GET " + one, roleCommittee, s.meetingShow},
		{"GET " + one + "/" + eventsPath, roleCommittee, s.meetingEvents},
		{"GET " + one + "/tagesordnung", roleOffice, s.agendaShow},
		{"POST " + one + "/tagesordnung", roleOffice, s.agendaSend},
	}
	for _, do := range deeds() {
		need := roleMember
		if do.leads {
			need |= roleOffice
		}
		out = append(out, route{"POST " + one + "/" + do.path, need, s.meetingAct(do)})
	}
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
	}
	return out
}
