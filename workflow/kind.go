package workflow

// Kind numbers an event type. The number never leaves the process: entries carry the type's name.
type Kind uint8

// The kinds of event. The first block belongs to rounds, the second to the register.
const (
	KindRoundOpened Kind = iota
	KindSeatCreated
	KindParticipantAdmitted
	KindSeatChanged
	KindSeatVacated
	KindTermSet
	KindAbsenceNoted
	KindCallOpened
	KindReviewStarted
	KindDeliberationStarted
	KindRoundConcluded
	KindRoundCancelled
	KindDeadlineSet
	KindProposalSubmitted
	KindProposalChecked
	KindProposalReturned
	KindProposalResubmitted
	KindProposalWithdrawn
	KindReviewOpened
	KindAssignmentSet
	KindWishStated
	KindCommentMade
	KindQuestionAsked
	KindQuestionAnswered
	KindScoresCast
	KindScoringClosed
	KindScoringReopened
	KindBallotOpened
	KindVoteCast
	KindBallotClosed
	KindDecisionTaken
	KindDecisionRecorded
	KindDecisionReleased
	KindSummaryPublished
	KindSummaryUnpublished
	KindReconsiderationRequested
	KindDecisionReconsidered
	KindDecisionConfirmed
	KindInterestDeclared
	KindInterestReported
	KindInterestResolved
	KindMinutesDrafted
	KindMinutesApproved
	KindMeetingConvened
	KindAgendaSet
	KindMeetingOpened
	KindAttendanceRecorded
	KindItemCalled
	KindMotionMade
	KindObjectionRaised
	KindMeetingClosed
	KindMeetingCancelled
	KindSecrecyDemanded
	KindBallotVoted
	KindErasureRequested // these five belong to the register too
	KindTextErased
	KindErasureRefused
	KindHoldSet
	KindHoldLifted
	KindLotDrawn

	KindProgrammeCreated
	KindOrganisationRegistered
	KindOrganisationChanged
	KindPolicyAdopted
	KindRoundListed
	KindRoundClosed
	KindRoundNoted
	KindKeyRotatedFirst
	KindKeyRotated
	KindLedgerAccepted
	kindCount
)

// transition numbers the names of the lifecycle tables.
type transition uint8

const (
	noTransition transition = iota
	transitionOpen
	transitionCreateSeat
	transitionAdmit
	transitionChangeSeat
	transitionVacateSeat
	transitionSetTerm
	transitionNoteAbsence
	transitionOpenCall
	transitionStartReview
	transitionDeliberate
	transitionConclude
	transitionCancel
	transitionSetDeadline
	transitionSubmit
	transitionCheck
	transitionReturn
	transitionResubmit
	transitionWithdraw
	transitionOpenReview
	transitionAssign
	transitionWish
	transitionComment
	transitionAsk
	transitionAnswer
	transitionCastScores
	transitionCloseScoring
	transitionReopenScoring
	transitionOpenBallot
	transitionCastVote
	transitionCloseBallot
	transitionDecide
	transitionRecordDecision
	transitionRelease
	transitionPublish
	transitionUnpublish
	transitionRequestReconsideration
	transitionReconsider
	transitionConfirm
	transitionDeclareInterest
	transitionReportInterest
	transitionResolveInterest
	transitionDraftMinutes
	transitionApproveMinutes
	transitionConvene
	transitionSetAgenda
	transitionOpenMeeting
	transitionRecordAttendance
	transitionCallItem
	transitionMakeMotion
	transitionObject
	transitionCloseMeeting
	transitionCancelMeeting
	transitionDemandSecrecy
	transitionVoteSecretly
	transitionRequestErasure
	transitionErase
	transitionRefuseErasure
	transitionSetHold
	transitionLiftHold
	transitionDrawLot
	transitionCount
)

var transitionNames = [transitionCount]string{
	"", "open", "create_seat", "admit", "change_seat", "vacate_seat", "set_term", "note_absence", "open_call", "start_review", "deliberate", "conclude", "cancel", "set_deadline",
	"submit", "check", "return", "resubmit", "withdraw", "open_review", "assign", "wish", "comment", "ask", "answer", "cast_scores", "close_scoring", "reopen_scoring",
	"open_ballot", "cast_vote", "close_ballot", "decide", "record_decision", "release", "publish", "unpublish",
	"request_reconsideration", "reconsider", "confirm",
	"declare_interest", "report_interest", "resolve_interest",
	"draft_minutes", "approve_minutes",
	"convene", "set_agenda", "open_meeting", "record_attendance", "call_item", "make_motion", "object", "close_meeting",
	"cancel_meeting", "demand_secrecy", "vote_secretly",
	"request_erasure", "erase", "refuse_erasure", "set_hold", "lift_hold", "draw_lot",
}

// who names the capacities that may do something, as a bit set.
type who uint8

const (
	byMember who = 1 << iota
	byCoordinator
	bySubmitter
	byOperator
)

const byOffice = byCoordinator | byOperator

// byLead may lead a meeting: the office, and among the members whoever holds the chair.
const byLead = byOffice | byMember

// byAll may ask for something of one's own: everybody who takes part.
const byAll = byMember | bySubmitter | byOffice

// kind is one row of the catalogue of event types.
type kind struct {
	name       string // type name in entries
	transition transition
	proposal   bool // concerns one proposal
	register   bool // belongs to the register
	who        who  // capacities that may cause it
	make       func() Event
}

// kinds is the catalogue: what each event type is called, which row of the lifecycle tables it asks, and who may cause
// it. Whether a capacity suffices in the case at hand (own proposal? own seat?) is for the guards in permit.
var kinds = [kindCount]kind{
	KindRoundOpened:              {"round.opened/1", transitionOpen, false, false, byOffice, func() Event { return &RoundOpened{} }},
	KindSeatCreated:              {"seat.created/1", transitionCreateSeat, false, false, byOffice, func() Event { return &SeatCreated{} }},
	KindParticipantAdmitted:      {"participant.admitted/1", transitionAdmit, false, false, byOffice, func() Event { return &ParticipantAdmitted{} }},
	KindSeatChanged:              {"seat.changed/1", transitionChangeSeat, false, false, byOffice, func() Event { return &SeatChanged{} }},
	KindSeatVacated:              {"seat.vacated/1", transitionVacateSeat, false, false, byOffice, func() Event { return &SeatVacated{} }},
	KindTermSet:                  {"term.set/1", transitionSetTerm, false, false, byOffice, func() Event { return &TermSet{} }},
	KindAbsenceNoted:             {"absence.noted/1", transitionNoteAbsence, false, false, byMember | byOffice, func() Event { return &AbsenceNoted{} }},
	KindCallOpened:               {"round.call_opened/1", transitionOpenCall, false, false, byOffice, moved(KindCallOpened)},
	KindReviewStarted:            {"round.review_started/1", transitionStartReview, false, false, byOffice, moved(KindReviewStarted)},
	KindDeliberationStarted:      {"round.deliberation_started/1", transitionDeliberate, false, false, byOffice, moved(KindDeliberationStarted)},
	KindRoundConcluded:           {"round.concluded/1", transitionConclude, false, false, byOffice, moved(KindRoundConcluded)},
	KindRoundCancelled:           {"round.cancelled/1", transitionCancel, false, false, byOffice, moved(KindRoundCancelled)},
	KindDeadlineSet:              {"deadline.set/1", transitionSetDeadline, false, false, byOffice, func() Event { return &DeadlineSet{} }},
	KindProposalSubmitted:        {"proposal.submitted/1", transitionSubmit, true, false, bySubmitter | byOffice, func() Event { return &ProposalSubmitted{} }},
	KindProposalChecked:          {"proposal.checked/1", transitionCheck, true, false, byOffice, func() Event { return &ProposalChecked{} }},
	KindProposalReturned:         {"proposal.returned/1", transitionReturn, true, false, byOffice, func() Event { return &ProposalReturned{} }},
	KindProposalResubmitted:      {"proposal.resubmitted/1", transitionResubmit, true, false, bySubmitter | byOffice, func() Event { return &ProposalSubmitted{again: true} }},
	KindProposalWithdrawn:        {"proposal.withdrawn/1", transitionWithdraw, true, false, bySubmitter | byOffice, moved(KindProposalWithdrawn)},
	KindReviewOpened:             {"review.opened/1", transitionOpenReview, true, false, byOffice, moved(KindReviewOpened)},
	KindAssignmentSet:            {"assignment.set/1", transitionAssign, true, false, byOffice, func() Event { return &AssignmentSet{} }},
	KindWishStated:               {"wish.stated/1", transitionWish, true, false, byMember | byOperator, func() Event { return &WishStated{} }},
	KindCommentMade:              {"comment.made/1", transitionComment, true, false, byMember | byOffice, func() Event { return &CommentMade{} }},
	KindQuestionAsked:            {"question.asked/1", transitionAsk, true, false, byOffice, func() Event { return &QuestionAsked{} }},
	KindQuestionAnswered:         {"question.answered/1", transitionAnswer, true, false, bySubmitter | byOffice, func() Event { return &QuestionAnswered{} }},
	KindScoresCast:               {"scores.cast/1", transitionCastScores, true, false, byMember | byOperator, func() Event { return &ScoresCast{} }},
	KindScoringClosed:            {"scoring.closed/1", transitionCloseScoring, true, false, byOffice, moved(KindScoringClosed)},
	KindScoringReopened:          {"scoring.reopened/1", transitionReopenScoring, true, false, byOffice, moved(KindScoringReopened)},
	KindBallotOpened:             {"ballot.opened/1", transitionOpenBallot, true, false, byLead, func() Event { return &BallotOpened{} }},
	KindVoteCast:                 {"vote.cast/1", transitionCastVote, true, false, byMember | byOperator, func() Event { return &VoteCast{} }},
	KindBallotClosed:             {"ballot.closed/1", transitionCloseBallot, true, false, byLead, func() Event { return &BallotClosed{} }},
	KindDecisionTaken:            {"decision.taken/1", transitionDecide, true, false, byOffice, func() Event { return &DecisionTaken{} }},
	KindDecisionRecorded:         {"decision.recorded/1", transitionRecordDecision, true, false, byOperator, func() Event { return &DecisionRecorded{} }},
	KindDecisionReleased:         {"decision.released/1", transitionRelease, true, false, byOffice, moved(KindDecisionReleased)},
	KindSummaryPublished:         {"summary.published/1", transitionPublish, true, false, byOffice, moved(KindSummaryPublished)},
	KindSummaryUnpublished:       {"summary.unpublished/1", transitionUnpublish, true, false, byOffice, moved(KindSummaryUnpublished)},
	KindReconsiderationRequested: {"reconsideration.requested/1", transitionRequestReconsideration, true, false, byOffice, moved(KindReconsiderationRequested)},
	KindDecisionReconsidered:     {"decision.reconsidered/1", transitionReconsider, true, false, byOffice, moved(KindDecisionReconsidered)},
	KindDecisionConfirmed:        {"decision.confirmed/1", transitionConfirm, true, false, byOffice, func() Event { return &DecisionConfirmed{} }},
	KindMeetingConvened:          {"meeting.convened/1", transitionConvene, false, false, byOffice, func() Event { return &MeetingConvened{} }},
	KindAgendaSet:                {"meeting.agenda_set/1", transitionSetAgenda, false, false, byOffice, func() Event { return &AgendaSet{} }},
	KindMeetingOpened:            {"meeting.opened/1", transitionOpenMeeting, false, false, byLead, inMeeting(KindMeetingOpened)},
	KindAttendanceRecorded:       {"attendance.recorded/1", transitionRecordAttendance, false, false, byLead, func() Event { return &AttendanceRecorded{} }},
	KindItemCalled:               {"item.called/1", transitionCallItem, false, false, byLead, func() Event { return &ItemCalled{} }},
	KindMotionMade:               {"motion.made/1", transitionMakeMotion, false, false, byLead, func() Event { return &MotionMade{} }},
	KindObjectionRaised:          {"objection.raised/1", transitionObject, false, false, byMember | byOperator, inMeeting(KindObjectionRaised)},
	KindMeetingClosed:            {"meeting.closed/1", transitionCloseMeeting, false, false, byLead, inMeeting(KindMeetingClosed)},
	KindMeetingCancelled:         {"meeting.cancelled/1", transitionCancelMeeting, false, false, byOffice, inMeeting(KindMeetingCancelled)},
	KindSecrecyDemanded:          {"ballot.secrecy_demanded/1", transitionDemandSecrecy, true, false, byMember | byOperator, func() Event { return &SecrecyDemanded{} }},
	KindBallotVoted:              {"ballot.voted/1", transitionVoteSecretly, true, false, byMember | byOperator, func() Event { return &BallotVoted{} }},
	KindLotDrawn:                 {"lot.drawn/1", transitionDrawLot, false, false, byLead, func() Event { return &LotDrawn{} }},

	KindErasureRequested: {"erasure.requested/1", transitionRequestErasure, false, false, byAll, func() Event { return &ErasureRequested{} }},
	KindTextErased:       {"text.erased/1", transitionErase, false, false, byOffice, func() Event { return &TextErased{} }},
	KindErasureRefused:   {"erasure.refused/1", transitionRefuseErasure, false, false, byOffice, func() Event { return &ErasureRefused{} }},
	KindHoldSet:          {"hold.set/1", transitionSetHold, false, false, byOffice, func() Event { return &HoldSet{} }},
	KindHoldLifted:       {"hold.lifted/1", transitionLiftHold, false, false, byOffice, func() Event { return &HoldLifted{} }},

	KindInterestDeclared: {"interest.declared/1", transitionDeclareInterest, true, false, byMember | byOffice, func() Event { return &InterestDeclared{} }},
	KindInterestReported: {"interest.reported/1", transitionReportInterest, true, false, byMember | byOffice, func() Event { return &InterestReported{} }},
	KindInterestResolved: {"interest.resolved/1", transitionResolveInterest, true, false, byOffice, func() Event { return &InterestResolved{} }},
	KindMinutesDrafted:   {"minutes.drafted/1", transitionDraftMinutes, false, false, byOffice, func() Event { return &MinutesDrafted{} }},
	KindMinutesApproved:  {"minutes.approved/1", transitionApproveMinutes, false, false, byMember | byOffice, func() Event { return &MinutesApproved{} }},

	KindProgrammeCreated:       {"programme.created/1", noTransition, false, true, byOperator, func() Event { return &ProgrammeCreated{} }},
	KindOrganisationRegistered: {"organisation.registered/1", noTransition, false, true, byOffice, func() Event { return &OrganisationRegistered{} }},
	KindOrganisationChanged:    {"organisation.changed/1", noTransition, false, true, byOffice, func() Event { return &OrganisationRegistered{changed: true} }},
	KindPolicyAdopted:          {"policy.adopted/1", noTransition, false, true, byOffice, func() Event { return &PolicyAdopted{} }},
	KindRoundListed:            {"round.listed/1", noTransition, false, true, byOffice, func() Event { return &RoundListed{} }},
	KindRoundClosed:            {"round.closed/1", noTransition, false, true, byOperator, func() Event { return &RoundClosed{} }},
	KindRoundNoted:             {"round.noted/1", noTransition, false, true, byOperator, func() Event { return &RoundNoted{} }},
	KindKeyRotatedFirst:        {"key.rotated/1", noTransition, false, true, byOperator, func() Event { return &KeyRotated{first: true} }},
	KindKeyRotated:             {"key.rotated/2", noTransition, false, true, byOperator, func() Event { return &KeyRotated{} }},
	KindLedgerAccepted:         {"ledger.accepted/1", noTransition, false, true, byOperator, func() Event { return &LedgerAccepted{} }},
}

func moved(k Kind) func() Event { return func() Event { return &Moved{kind: k} } }

func inMeeting(k Kind) func() Event { return func() Event { return &MeetingMoved{kind: k} } }

// onMotion are the kinds that concern a proposal, or a motion in a meeting: they name a proposal unless they name a
// motion that is about none.
var onMotion = [kindCount]bool{
	KindBallotOpened: true, KindVoteCast: true, KindBallotClosed: true, KindSecrecyDemanded: true, KindBallotVoted: true,
}

// everywhere are the kinds that belong to rounds and to the register alike.
var everywhere = [kindCount]bool{
	KindErasureRequested: true, KindTextErased: true, KindErasureRefused: true, KindHoldSet: true, KindHoldLifted: true,
}

// goesWith tells whether an entry of the event can concern this proposal, or none.
func goesWith(e Event, proposal string) bool {
	return kinds[e.Kind()].proposal == (proposal != "") || MotionOf(e) != ""
}

// Name is the type's name as entries carry it, such as "scores.cast/1".
func (k Kind) Name() string { return kinds[k].name }

// Transition is the name of the lifecycle row that the kind asks, empty for kinds of the register.
func (k Kind) Transition() string { return transitionNames[kinds[k].transition] }

// Kinds lists all kinds in catalogue order.
func Kinds() []Kind {
	all := make([]Kind, kindCount)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// KindOf finds a kind by its type name.
func KindOf(name string) (Kind, bool) {
	k, ok := kindsByName[name]
	return k, ok
}

var kindsByName = func() map[string]Kind {
	m := make(map[string]Kind, kindCount)
	for _, k := range Kinds() {
		m[kinds[k].name] = k
	}
	return m
}()
