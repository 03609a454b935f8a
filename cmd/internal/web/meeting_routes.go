package web

// meetingRoutes are the addresses of meetings and written procedures.
func (s *Server) meetingRoutes() []route {
	const all, one = "/runden/{runde}/sitzungen", "/runden/{runde}/sitzungen/{sitzung}"
	return []route{
		{"GET " + all, roleCommittee, s.meetingList},
		{"GET " + all + "/neu", roleOffice, s.conveneShow},
		{"POST " + all + "/neu", roleOffice, s.conveneSend},
		{"GET " + one, roleCommittee, s.meetingShow},
		{"GET " + one + "/tagesordnung", roleOffice, s.agendaShow},
		{"POST " + one + "/tagesordnung", roleOffice, s.agendaSend},
	}
}
