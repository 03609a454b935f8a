package web

// seatRoutes are the addresses of the seats of a round's committee.
func (s *Server) seatRoutes() []route {
	const one = "/runden/{runde}/gremium/{sitz}"
	return []route{
		{"GET /runden/{runde}/" + seatsNew, roleOffice, s.seatNewShow},
		{"POST /runden/{runde}/" + seatsNew, roleOffice, s.seatNewShow},
		{"POST /runden/{runde}/" + seatsNew + "/" + draftPath, roleOffice, s.keeps(newSeatForm)},
		{"GET " + one, roleCommittee, s.seatShow},
		{"GET " + one + "/schritt/{was}", roleOffice, s.seatStepShow},
		{"POST " + one + "/schritt/{was}", roleOffice, s.seatStepShow},
		{"POST " + one + "/schritt/{was}/" + draftPath, roleOffice, s.keeps(s.seatKept(""))},
		{"GET " + one + "/abwesenheit", roleMember | roleOffice, s.absenceShow},
		{"POST " + one + "/abwesenheit", roleMember | roleOffice, s.absenceShow},
		{"POST " + one + "/abwesenheit/" + draftPath, roleMember | roleOffice, s.keeps(s.seatKept(stepAbsence))},
	}
}
