package web

// seatRoutes are the addresses of the seats of a round's committee.
func (s *Server) seatRoutes() []route {
	const one = "/runden/{runde}/gremium/{sitz}"
	return []route{
		{"GET /runden/{runde}/" + seatsNew, roleOffice, s.seatNewShow},
		{"POST /runden/{runde}/" + seatsNew, roleOffice, s.seatNewShow},
		{"GET " + one, roleCommittee, s.seatShow},
		{"GET " + one + "/schritt/{was}", roleOffice, s.seatStepShow},
		{"POST " + one + "/schritt/{was}", roleOffice, s.seatStepShow},
		{"GET " + one + "/abwesenheit", roleMember | roleOffice, s.absenceShow},
		{"POST " + one + "/abwesenheit", roleMember | roleOffice, s.absenceShow},
	}
}
