package web

import (
	"net/http"
	"slices"
)

// route is one address: who may open it, and what answers. roleNobody is open to everybody; every other route is asked for
// a role that the visitor holds, in the round of the address where it lies in one.
type route struct {
	pattern string
	need    role
	act     action
}

// table is every address of the site and who may open it.
func (s *Server) table() []route {
	return slices.Concat(s.ownRoutes(), s.committeeRoutes(), s.minutesRoutes(), s.speechRoutes(), s.meetingRoutes(), s.seatRoutes(), s.statsRoutes(), s.eraseRoutes())
}

// ownRoutes are the addresses of what everybody does for themselves: score, vote, hand in.
func (s *Server) ownRoutes() []route {
	return []route{
		{"GET /{$}", rolePerson, s.startShow},
		{"GET /angemeldet", rolePerson, s.stay},
		{"GET /konto", rolePerson, s.passwordShow},
		{"POST /konto", rolePerson, s.passwordChange},
		{"GET /aufgaben", roleMember, s.tasksShow},
		{"GET " + receiptsAt, rolePerson, s.receiptsShow},
		{"GET /runden/{runde}/quittungen/" + promisePath + "/{quittung}", rolePerson, s.promiseFile},
		{"GET /runden/{runde}/quittungen/" + proofPath + "/{quittung}", rolePerson, s.proofFile},
		{"GET /runden/{runde}/vorschlaege/{nummer}/abstimmen", roleMember, s.voteShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/abstimmen", roleMember, s.voteCast},
		{"GET /runden/{runde}/vorschlaege/{nummer}/bewerten", roleMember, s.scoreShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/bewerten", roleMember, s.scoreCast},
		{"POST /runden/{runde}/vorschlaege/{nummer}/bewerten/entwurf", roleMember, s.scoreKeep},
		{"GET /runden/{runde}/vorschlaege/{nummer}/interesse", roleMember | roleOffice, s.interestShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/interesse", roleMember | roleOffice, s.interestSend},
		{"GET /runden/{runde}/vorschlaege/{nummer}/interesse/anzeigen", roleMember | roleOffice, s.reportShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/interesse/anzeigen", roleMember | roleOffice, s.reportSend},
		{"GET /runden/{runde}/vorschlaege/{nummer}/interesse/beschluss", roleOffice, s.resolveShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/interesse/beschluss", roleOffice, s.resolveSend},
		{"GET /meine-vorschlaege", roleSubmitter, s.mineShow},
		{"GET /runden/{runde}/einreichen", roleSubmitter, s.submissionShow},
		{"POST /runden/{runde}/einreichen", roleSubmitter, s.submissionSend},
		{"POST /runden/{runde}/einreichen/entwurf", roleSubmitter, s.submissionKeep},
		{"GET /runden/{runde}/vorschlaege/{nummer}/einreichen", roleSubmitter, s.submissionShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/einreichen", roleSubmitter, s.submissionSend},
		{"POST /runden/{runde}/vorschlaege/{nummer}/einreichen/entwurf", roleSubmitter, s.submissionKeep},
		{"GET /runden/{runde}/vorschlaege/{nummer}/zurueckziehen", roleSubmitter, s.withdrawShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/zurueckziehen", roleSubmitter, s.withdrawSend},
	}
}

// committeeRoutes are the addresses of a round's committee, office and audit.
func (s *Server) committeeRoutes() []route {
	return []route{
		{"GET /runden", roleCommittee, s.roundList},
		{"GET /runden/{runde}", roleCommittee, s.roundShow},
		{"GET /runden/{runde}/steuerung", roleOffice, s.boardShow},
		{"GET /runden/{runde}/steuerung/schritt/{schritt}", roleOffice, s.stepShow},
		{"POST /runden/{runde}/steuerung/schritt/{schritt}", roleOffice, s.stepSend},
		{"POST /runden/{runde}/steuerung/schritt/{schritt}/entwurf", roleOffice, s.stepKeep},
		{"GET /runden/{runde}/steuerung/alle/{schritt}", roleOffice, s.manyShow},
		{"POST /runden/{runde}/steuerung/alle/{schritt}", roleOffice, s.manySend},
		{"GET /runden/{runde}/steuerung/frist/{stufe}", roleOffice, s.deadlineShow},
		{"POST /runden/{runde}/steuerung/frist/{stufe}", roleOffice, s.deadlineSend},
		{"POST /runden/{runde}/steuerung/frist/{stufe}/entwurf", roleOffice, s.deadlineKeep},
		{"GET /runden/{runde}/vorschlaege", roleCommittee, s.proposalList},
		{"GET /runden/{runde}/vorschlaege/{nummer}", roleCommittee | roleSubmitter, s.proposalShow},
		{"GET /runden/{runde}/vorschlaege/{nummer}/fassungen", roleCommittee | roleSubmitter, s.versionsShow},
		{"GET /runden/{runde}/vorschlaege/{nummer}/warum", roleCommittee | roleSubmitter, s.whyShow},
		{"GET /runden/{runde}/vorschlaege/{nummer}/schritt/{schritt}", roleOffice, s.stepShow},
		{"POST /runden/{runde}/vorschlaege/{nummer}/schritt/{schritt}", roleOffice, s.stepSend},
		{"POST /runden/{runde}/vorschlaege/{nummer}/schritt/{schritt}/entwurf", roleOffice, s.stepKeep},
		{"GET /runden/{runde}/zuweisung", roleOffice, s.assignShow},
		{"POST /runden/{runde}/zuweisung", roleOffice, s.assignSend},
		{"GET /runden/{runde}/zuweisung/plan", roleOffice, s.planShow},
		{"POST /runden/{runde}/zuweisung/plan", roleOffice, s.planLists},
		{"GET /runden/{runde}/vorschlaege/{nummer}/zuweisen", roleOffice, s.allotShow},
		{"GET /runden/{runde}/wuensche", roleMember, s.wishShow},
		{"POST /runden/{runde}/wuensche", roleMember, s.wishSend},
		{"GET /runden/{runde}/nachvollziehen", roleCommittee, s.replayShow},
		{"GET /runden/{runde}/nachvollziehen/unterschied", roleCommittee, s.betweenShow},
		{"GET /runden/{runde}/nachvollziehen/roh", roleAuditor, s.replayRaw},
		{"GET /runden/{runde}/regelwerk", roleCommittee, s.policyShow},
		{"GET /runden/{runde}/gremium", roleCommittee, s.committeeShow},
		{"GET /runden/{runde}/pruefung", roleAuditor, s.auditShow},
		{"POST /runden/{runde}/pruefung", roleAuditor, s.auditRun},
		{"GET /runden/{runde}/pruefung/akte", roleAuditor, s.auditTake},
	}
}

// minutesRoutes are the addresses of a round's minutes.
func (s *Server) minutesRoutes() []route {
	return []route{
		{"GET /runden/{runde}/niederschrift", roleCommittee, s.minutesShow},
		{"GET /runden/{runde}/niederschrift/datei", roleCommittee, s.minutesFile},
		{"GET /runden/{runde}/niederschrift/unterschied", roleCommittee, s.minutesChanges},
		{"GET /runden/{runde}/niederschrift/entwerfen", roleOffice, s.draftShow},
		{"POST /runden/{runde}/niederschrift/entwerfen", roleOffice, s.draftSend},
		{"POST /runden/{runde}/niederschrift/entwerfen/entwurf", roleOffice, s.draftKeep},
		{"GET /runden/{runde}/niederschrift/genehmigen", roleMember | roleOffice, s.approveShow},
		{"POST /runden/{runde}/niederschrift/genehmigen", roleMember | roleOffice, s.approveSend},
	}
}

// eraseRoutes are the addresses of erasing, and of one's own data.
func (s *Server) eraseRoutes() []route {
	return []route{
		{"GET /konto/daten", rolePerson, s.dataShow},
		{"POST /konto/daten", rolePerson, s.dataAsk},
		{"POST /konto/daten/entwurf", rolePerson, s.keeps(dataKept)},
		{"GET /konto/daten/datei", rolePerson, s.dataFile},
		{"GET /loeschen", roleOffice, s.accountsShow},
		{"POST /loeschen", roleOffice, s.accountsSend},
		{"POST /loeschen/entwurf", roleOffice, s.keeps(registerHoldKept)},
		{"GET /loeschen/antraege/{loeschantrag}", roleOffice, s.accountShow},
		{"POST /loeschen/antraege/{loeschantrag}", roleOffice, s.accountSend},
		{"POST /loeschen/antraege/{loeschantrag}/entwurf", roleOffice, s.keeps(accountKept)},
		{"GET /runden/{runde}/loeschen", roleOffice | roleAuditor, s.eraseShow},
		{"POST /runden/{runde}/loeschen", roleOffice, s.eraseSend},
		{"POST /runden/{runde}/loeschen/entwurf", roleOffice, s.keeps(holdKept)},
		{"GET /runden/{runde}/loeschen/antrag", roleOffice, s.askShow},
		{"POST /runden/{runde}/loeschen/antrag/entwurf", roleOffice, s.keeps(askKept)},
		{"POST /runden/{runde}/loeschen/antrag", roleOffice, s.askSend},
		{"GET /runden/{runde}/loeschen/antraege/{loeschantrag}", roleOffice | roleAuditor, s.erasureShow},
		{"POST /runden/{runde}/loeschen/antraege/{loeschantrag}", roleOffice, s.erasureSend},
		{"POST /runden/{runde}/loeschen/antraege/{loeschantrag}/entwurf", roleOffice, s.keeps(answerKept)},
	}
}

// open are the addresses that need nobody to be signed in.
func (s *Server) open() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /anmelden":  s.signInShow,
		"POST /anmelden": s.received(maxSignIn, s.signInSend),
		"POST /abmelden": s.received(maxBody, s.signOut),
	}
}

// routes is the whole table of addresses.
func (s *Server) routes(files assets) http.Handler {
	pages := http.NewServeMux()
	for _, r := range s.table() {
		pages.HandleFunc(r.pattern, s.admit(r.need, r.act))
	}
	for pattern, answer := range s.open() {
		pages.HandleFunc(pattern, answer)
	}
	if s.config.Development {
		pages.HandleFunc("GET /bausteine", s.showSpecimen)
	}
	pages.HandleFunc("/", s.missing)

	all := http.NewServeMux()
	all.Handle("GET "+staticRoot, files)
	all.Handle("/", preferring(s.config.Secure, s.config.Sessions.Load(s.unharmed(pages))))
	return all
}
