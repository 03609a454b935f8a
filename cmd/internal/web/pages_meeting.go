package web

import "errors"

// meetingPages are the templates of the pages about meetings.
type meetingPages struct {
	meetings page[meetingsBody]
	convene  page[conveneBody]
	agenda   page[agendaBody]
	meeting  page[meetingBody]
}

func (p *meetingPages) bind(all *templates) error {
	return errors.Join(
		bind(all, "sitzungen", &p.meetings),
		bind(all, "einberufen", &p.convene),
		bind(all, "tagesordnung", &p.agenda),
		bind(all, "sitzung", &p.meeting),
	)
}
