package cli

import "gremium/workflow"

// act is how the command line speaks of one kind of entry: the command that makes it, what it did, and what can follow,
// with a place for the round or the round and proposal.
type act struct {
	by   string
	done text
	next text
}

// acted names for every kind of entry the command that makes it. A test holds it against workflow.Kinds.
var acted = map[workflow.Kind]act{
	workflow.KindProgrammeCreated: {
		"init",
		text{"Programm angelegt", "Programme created"},
		text{"gremium policy adopt iq-good-practice --programme …", "gremium policy adopt iq-good-practice --programme …"},
	},
	workflow.KindOrganisationRegistered: {"organisation add", text{"Organisation eingetragen", "Organisation registered"}, text{}},
	workflow.KindOrganisationChanged:    {"organisation change", text{"Organisation geändert", "Organisation changed"}, text{}},
	workflow.KindPolicyAdopted: {
		"policy adopt",
		text{"Regelwerk aufgenommen", "Policy adopted"},
		text{"gremium round open KENNUNG --programme … --policy … --title …", "gremium round open ID --programme … --policy … --title …"},
	},
	workflow.KindRoundListed: {
		"round open",
		text{"Runde ins Register eingetragen", "Round entered in the register"},
		text{"gremium committee seat add RUNDE SITZ --body …, dann gremium round advance RUNDE call", "gremium committee seat add ROUND SEAT --body …, then gremium round advance ROUND call"},
	},
	workflow.KindRoundClosed:     {"round advance", text{"Stand der beendeten Runde im Register festgehalten", "How far the ended round goes entered in the register"}, text{}},
	workflow.KindRoundNoted:      {"log key rotate", text{"Stand der Runde beim Schlüsselwechsel festgehalten", "How far the round goes at the change of the key entered in the register"}, text{}},
	workflow.KindKeyRotatedFirst: {"log key rotate", text{"Schlüssel gewechselt", "Key changed"}, text{}},
	workflow.KindKeyRotated:      {"log key rotate", text{"Schlüssel gewechselt", "Key changed"}, text{}},
	workflow.KindLedgerAccepted:  {"log accept", text{"Akte angenommen, wie sie ist", "Record accepted as it is"}, text{}},
	workflow.KindRoundOpened:     {"round open", text{"Runde eröffnet", "Round opened"}, text{}},
	workflow.KindSeatCreated: {
		"committee seat add",
		text{"Sitz angelegt", "Seat created"},
		text{"gremium committee admit %s --seat … --account …", "gremium committee admit %s --seat … --account …"},
	},
	workflow.KindParticipantAdmitted: {
		"committee admit",
		text{"Aufgenommen", "Admitted"},
		text{"gremium committee list %s", "gremium committee list %s"},
	},
	workflow.KindSeatChanged: {"committee seat change", text{"Sitz geändert", "Seat changed"}, text{}},
	workflow.KindSeatVacated: {
		"committee seat vacate",
		text{"Aus dem Sitz ausgeschieden", "Has left the seat"},
		text{"gremium committee admit %s --seat … --account … --reason …", "gremium committee admit %s --seat … --account … --reason …"},
	},
	workflow.KindTermSet:      {"committee term", text{"Amtszeit festgelegt", "Term set"}, text{}},
	workflow.KindAbsenceNoted: {"committee absence", text{"Abwesenheit eingetragen", "Absence noted"}, text{}},
	workflow.KindCallOpened: {
		"round advance",
		text{"Die Einreichung hat begonnen", "The call is open"},
		text{"gremium proposal submit %s --file vorschlag.yaml", "gremium proposal submit %s --file proposal.yaml"},
	},
	workflow.KindReviewStarted: {
		"round advance",
		text{"Die Bewertung hat begonnen", "Reviewing has begun"},
		text{"gremium proposal check %s VORSCHLAG --all, dann gremium proposal review", "gremium proposal check %s PROPOSAL --all, then gremium proposal review"},
	},
	workflow.KindDeliberationStarted: {
		"round advance",
		text{"Die Beratung hat begonnen", "Deliberation has begun"},
		text{"gremium ballot open %s VORSCHLAG", "gremium ballot open %s PROPOSAL"},
	},
	workflow.KindRoundConcluded: {
		"round advance",
		text{"Die Runde ist abgeschlossen", "The round is concluded"},
		text{"gremium log verify %s", "gremium log verify %s"},
	},
	workflow.KindRoundCancelled: {"round advance", text{"Die Runde ist abgebrochen", "The round is cancelled"}, text{}},

	workflow.KindLotDrawn: {
		"round lot",
		text{"Los gezogen", "lot drawn"},
		text{"gremium standing %s, dann gremium decide", "gremium standing %s, then gremium decide"},
	},
	workflow.KindDeadlineSet: {
		"round deadline",
		text{"Frist gesetzt", "Deadline set"},
		text{"gremium round show %s", "gremium round show %s"},
	},

	workflow.KindProposalSubmitted: {
		"proposal submit",
		text{"eingereicht", "submitted"},
		text{"gremium proposal check %s --all", "gremium proposal check %s --all"},
	},
	workflow.KindProposalChecked: {
		"proposal check",
		text{"Zulässigkeit geprüft", "eligibility checked"},
		text{"gremium proposal review %s, oder return mit dem, was fehlt", "gremium proposal review %s, or return with what is missing"},
	},
	workflow.KindProposalReturned: {
		"proposal return",
		text{"zurückgegeben", "returned"},
		text{"gremium proposal resubmit %s --file …", "gremium proposal resubmit %s --file …"},
	},
	workflow.KindProposalResubmitted: {
		"proposal resubmit",
		text{"erneut eingereicht", "resubmitted"},
		text{"gremium proposal check %s --all", "gremium proposal check %s --all"},
	},
	workflow.KindProposalWithdrawn: {"proposal withdraw", text{"zurückgezogen", "withdrawn"}, text{}},
	workflow.KindReviewOpened: {
		"proposal review",
		text{"in Bewertung", "under review"},
		text{"gremium score cast %s --for … --set …=…", "gremium score cast %s --for … --set …=…"},
	},
	workflow.KindAssignmentSet: {
		"assign",
		text{"Zuweisung festgelegt", "assignment set"},
		text{"gremium assign %s", "gremium assign %s"},
	},
	workflow.KindWishStated: {"assign wish", text{"Wunsch eingetragen", "wish entered"}, text{}},
	workflow.KindCommentMade: {
		"discuss comment",
		text{"Kommentar eingetragen", "comment entered"},
		text{"gremium discuss list %s", "gremium discuss list %s"},
	},
	workflow.KindQuestionAsked: {
		"discuss ask",
		text{"Frage gestellt", "question asked"},
		text{"gremium discuss answer %s NUMMER --text …", "gremium discuss answer %s NUMBER --text …"},
	},
	workflow.KindQuestionAnswered: {
		"discuss answer",
		text{"Antwort eingetragen", "answer entered"},
		text{"gremium discuss list %s", "gremium discuss list %s"},
	},
	workflow.KindScoresCast: {
		"score cast",
		text{"Bewertung eingetragen", "scores entered"},
		text{"gremium score list %s", "gremium score list %s"},
	},
	workflow.KindScoringClosed: {
		"proposal close",
		text{"Bewertung geschlossen", "scoring closed"},
		text{"gremium ballot open %s (in der Beratung)", "gremium ballot open %s (while deliberating)"},
	},
	workflow.KindScoringReopened: {
		"proposal reopen",
		text{"Bewertung wieder geöffnet", "scoring reopened"},
		text{"gremium score cast %s --for … --set …=…", "gremium score cast %s --for … --set …=…"},
	},
	workflow.KindBallotOpened: {
		"ballot open",
		text{"Abstimmung eröffnet", "ballot opened"},
		text{"gremium vote cast %s yes|no|abstain --for …", "gremium vote cast %s yes|no|abstain --for …"},
	},
	workflow.KindVoteCast: {
		"vote cast",
		text{"Stimme eingetragen", "vote entered"},
		text{"gremium ballot close %s", "gremium ballot close %s"},
	},
	workflow.KindBallotClosed: {
		"ballot close",
		text{"Abstimmung geschlossen", "ballot closed"},
		text{"gremium why %s, dann gremium decide", "gremium why %s, then gremium decide"},
	},
	workflow.KindDecisionTaken: {
		"decide",
		text{"entschieden", "decided"},
		text{"gremium why %s", "gremium why %s"},
	},
	workflow.KindDecisionRecorded: {"import", text{"Entscheidung aus der Quelle festgehalten", "decision of the source recorded"}, text{}},
	workflow.KindDecisionReleased: {
		"proposal release",
		text{"Entscheidung freigegeben", "decision released"},
		text{"gremium proposal publish %s, wenn er ausgewählt ist", "gremium proposal publish %s, where it is selected"},
	},
	workflow.KindMinutesDrafted: {
		"minutes",
		text{"Niederschrift entworfen", "minutes drafted"},
		text{"eine zweite Person oder der Vorsitz genehmigt sie, auf den Seiten", "a second person or the chair approves them, on the pages"},
	},
	workflow.KindMinutesApproved:  {"minutes", text{"Niederschrift genehmigt", "minutes approved"}, text{}},
	workflow.KindSummaryPublished: {"proposal publish", text{"Kurzdarstellung veröffentlicht", "summary published"}, text{}},
	workflow.KindSummaryUnpublished: {
		"proposal unpublish",
		text{"Veröffentlichung zurückgenommen", "publication withdrawn"},
		text{},
	},
	workflow.KindReconsiderationRequested: {
		"decide",
		text{"erneute Beratung beantragt", "reconsideration requested"},
		text{"eine zweite Person bewilligt sie, auf den Seiten", "a second person grants it, on the pages"},
	},
	workflow.KindDecisionReconsidered: {
		"decide",
		text{"zur erneuten Beratung geöffnet", "opened for reconsideration"},
		text{"gremium ballot open %s", "gremium ballot open %s"},
	},
	workflow.KindDecisionConfirmed: {
		"decide",
		text{"Entscheidung bestätigt", "decision confirmed"},
		text{"gremium why %s", "gremium why %s"},
	},
	workflow.KindInterestDeclared: {"interest declare", text{"Interesse angezeigt, ausgeschlossen", "interest declared, excluded"}, text{}},
	workflow.KindInterestReported: {
		"interest report",
		text{"Interesse angezeigt", "interest reported"},
		text{"gremium interest resolve %s --about … --yes … --no …", "gremium interest resolve %s --about … --yes … --no …"},
	},
	workflow.KindInterestResolved: {
		"interest resolve",
		text{"Beschluss über den Ausschluss eingetragen", "resolution on exclusion entered"},
		text{"gremium interest list %s", "gremium interest list %s"},
	},
	workflow.KindMeetingConvened: {
		"meeting convene",
		text{"alle Mitglieder geladen", "all members invited"},
		text{"gremium meeting agenda %s SITZUNG VORSCHLAG …", "gremium meeting agenda %s MEETING PROPOSAL …"},
	},
	workflow.KindAgendaSet: {
		"meeting agenda",
		text{"Tagesordnung festgesetzt", "agenda set"},
		text{"gremium meeting open %s SITZUNG", "gremium meeting open %s MEETING"},
	},
	workflow.KindMeetingOpened: {
		"meeting open",
		text{"eröffnet", "opened"},
		text{"gremium meeting attend %s SITZUNG MITGLIED …", "gremium meeting attend %s MEETING MEMBER …"},
	},
	workflow.KindAttendanceRecorded: {
		"meeting attend",
		text{"Anwesenheit festgehalten", "attendance recorded"},
		text{"gremium meeting call %s SITZUNG PUNKT", "gremium meeting call %s MEETING ITEM"},
	},
	workflow.KindItemCalled: {
		"meeting call",
		text{"Punkt aufgerufen", "item called"},
		text{"gremium ballot open %s VORSCHLAG", "gremium ballot open %s PROPOSAL"},
	},
	workflow.KindMotionMade: {
		"meeting motion",
		text{"Antrag festgehalten", "motion recorded"},
		text{"gremium ballot open %s ANTRAG", "gremium ballot open %s MOTION"},
	},
	workflow.KindObjectionRaised:  {"meeting object", text{"Widerspruch eingetragen, das schriftliche Verfahren ist gestoppt", "objection entered, the written procedure is stopped"}, text{}},
	workflow.KindMeetingClosed:    {"meeting close", text{"geschlossen", "closed"}, text{}},
	workflow.KindMeetingCancelled: {"meeting cancel", text{"abgesagt", "cancelled"}, text{}},
	workflow.KindSecrecyDemanded: {
		"ballot secret",
		text{"die Abstimmung ist geheim", "the ballot is secret"},
		text{"gremium vote cast %s yes|no|abstain --for …", "gremium vote cast %s yes|no|abstain --for …"},
	},
	workflow.KindErasureRequested: {
		"erase request",
		text{"Löschung beantragt", "erasure asked for"},
		text{"eine zweite Person prüft (gremium erase show) und genehmigt sie, angemeldet auf den Seiten", "a second person checks it (gremium erase show) and approves it, signed in on the pages"},
	},
	workflow.KindTextErased: {
		"erase approve",
		text{"Gelöscht", "Erased"},
		text{"gremium log verify %s", "gremium log verify %s"},
	},
	workflow.KindErasureRefused: {"erase refuse", text{"Löschung abgelehnt", "Erasure refused"}, text{}},
	workflow.KindHoldSet:        {"erase hold", text{"Löschverbot gesetzt", "Legal hold set"}, text{}},
	workflow.KindHoldLifted:     {"erase lift", text{"Löschverbot aufgehoben", "Legal hold lifted"}, text{}},
	workflow.KindBallotVoted: {
		"vote cast",
		text{"Stimme geheim eingetragen", "vote entered in secret"},
		text{"gremium ballot close %s", "gremium ballot close %s"},
	},
}
