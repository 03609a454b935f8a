package web

import "errors"

// committeePages are the templates of the pages for office, members and auditors.
type committeePages struct {
	board     page[boardBody]
	many      page[manyBody]
	proposals page[listBody]
	proposal  page[proposalBody]
	versions  page[versionsBody]
	step      page[stepBody]
	why       page[whyBody]
	replay    page[replayBody]
	raw       page[rawBody]
	between   page[betweenBody]
	policy    page[policyBody]
	committee page[committeeBody]
	seat      page[seatBody]
	seatForm  page[seatFormBody]
	seatNew   page[newSeatBody]
	rounds    page[roundsBody]
	audit     page[auditBody]
	assign    page[assignBody]
	plan      page[planBody]
	allot     page[allotBody]
	wishes    page[wishesBody]
	stats     page[statsBody]
	whatIf    page[whatIfBody]
	minutes   page[minutesBody]
	giving    page[givingBody]
	changes   page[changesBody]

	meetingPages
	deadline page[deadlineBody]
}

func (p *committeePages) bind(all *templates) error {
	return errors.Join(
		bind(all, "steuerung", &p.board),
		bind(all, "alle", &p.many),
		bind(all, "vorschlaege", &p.proposals),
		bind(all, "vorschlag", &p.proposal),
		bind(all, "fassungen", &p.versions),
		bind(all, "schritt", &p.step),
		bind(all, "warum", &p.why),
		bind(all, "nachvollziehen", &p.replay),
		bind(all, "roh", &p.raw),
		bind(all, "vergleichen", &p.between),
		bind(all, "regelwerk", &p.policy),
		bind(all, "gremium", &p.committee),
		bind(all, "sitz", &p.seat),
		bind(all, "sitz-schritt", &p.seatForm),
		bind(all, "sitz-anlegen", &p.seatNew),
		bind(all, "runden", &p.rounds),
		bind(all, "pruefung", &p.audit),
		bind(all, "zuweisung", &p.assign),
		bind(all, "plan", &p.plan),
		bind(all, "zuweisen", &p.allot),
		bind(all, "wuensche", &p.wishes),
		bind(all, "statistik", &p.stats),
		bind(all, "vergleich", &p.whatIf),
		bind(all, "niederschrift", &p.minutes),
		bind(all, "niederschrift-geben", &p.giving),
		bind(all, "unterschied", &p.changes),
		p.meetingPages.bind(all),
		bind(all, "frist", &p.deadline),
	)
}
