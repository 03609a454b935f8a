package workflow

import (
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
)

// permitEvent asks the rule of the event's type.
func (r *Round) permitEvent(rec *Record, f *found) *Refusal {
	p := f.proposal
	switch e := rec.Event.(type) {
	case *RoundOpened:
		return r.permitOpening(e)
	case *SeatCreated:
		return r.permitSeat(e)
	case *ParticipantAdmitted:
		return r.permitAdmission(e)
	case *DeadlineSet:
		return r.permitDeadline(rec, e)
	case *SeatChanged:
		return r.permitSeatChange(e, f)
	case *SeatVacated:
		return r.permitVacating(e)
	case *TermSet:
		return r.permitTerm(e)
	case *AbsenceNoted:
		return r.permitAbsence(rec, e, f)
	case *ProposalSubmitted:
		return r.permitSubmission(rec, e, f)
	case *ProposalChecked:
		return r.permitCheck(e, p)
	case *ProposalReturned:
		return r.permitReturn(e)
	case *AssignmentSet:
		return r.permitAssignment(e, p)
	case *WishStated:
		return permitWish(e)
	case *CommentMade:
		return r.permitComment(e, f)
	case *QuestionAsked:
		return owed(&e.common, "question")
	case *QuestionAnswered:
		return r.permitAnswer(rec, e, f)
	case *ScoresCast:
		return r.permitScores(rec, e, f)
	case *DecisionTaken:
		return r.permitDecision(e, f)
	case *DecisionConfirmed:
		return r.permitConfirmation(e, f)
	case *DecisionRecorded:
		return r.permitRecorded(p)
	case *InterestDeclared:
		return r.permitDeclaration(e, f)
	case *InterestReported:
		return r.permitReport(e, f)
	case *InterestResolved:
		return r.permitResolution(rec, e, f)
	case *MinutesDrafted:
		return r.permitMinutes(rec, e, f)
	case *MinutesApproved:
		return r.permitApproval(rec, e, f)
	case *LotDrawn:
		return r.permitLot(rec, e, f)
	case *Moved:
		return r.permitMove(rec, e, f)
	}
	return r.permitBallotEvent(rec, f)
}

// permitBallotEvent asks the rule of an event about ballots.
func (r *Round) permitBallotEvent(rec *Record, f *found) *Refusal {
	switch e := rec.Event.(type) {
	case *BallotOpened:
		return r.permitBallotOpening(rec, e, f)
	case *VoteCast:
		return r.permitVote(rec, e, f)
	case *BallotVoted:
		return r.permitSecretVote(rec, f)
	case *SecrecyDemanded:
		return r.permitSecrecy(rec, f)
	case *BallotClosed:
		return r.permitBallotClosing(rec, e, f)
	}
	return r.permitMeetingEvent(rec, f)
}

// permitMeetingEvent asks the rule of an event about meetings.
func (r *Round) permitMeetingEvent(rec *Record, f *found) *Refusal {
	switch e := rec.Event.(type) {
	case *MeetingConvened:
		return r.permitConvening(rec, e)
	case *AgendaSet:
		return r.permitAgenda(e, f)
	case *MeetingMoved:
		return r.permitMeetingMove(rec, e, f)
	case *AttendanceRecorded:
		return r.permitAttendance(rec, e, f)
	case *ItemCalled:
		return r.permitCall(e, f)
	case *MotionMade:
		return r.permitMotionMaking(e, f)
	}
	if ref, known := r.permitErasingHere(rec, f); known {
		return ref
	}
	return inconsistent("no_type")
}

func (r *Round) permitOpening(e *RoundOpened) *Refusal {
	if r.rules(e.Policy) == nil {
		return refuse("policy_unknown", "register", "policy", e.Policy)
	}
	if !e.has("title") {
		return refuse("text_missing", "record", "field", "title")
	}
	return nil
}

func (r *Round) permitSeat(e *SeatCreated) *Refusal {
	if !validID(e.Seat) {
		return refuse("id_invalid", "record", "id", e.Seat)
	}
	if i, _ := r.SeatOf(e.Seat); i >= 0 {
		return refuse("id_taken", "record", "id", e.Seat)
	}
	if e.Weight < 1 || e.Weight > 1000 {
		return refuse("weight_invalid", "policy")
	}
	body := r.Policy.Body(e.Body)
	if body == nil {
		return refuse("body_unknown", "policy", "body", e.Body, "allowed", strings.Join(bodyIDs(r.Policy), ", "))
	}
	if _, ok := body.Group(e.Group); !ok && (e.Group != "" || len(body.Groups) > 0) {
		return refuse("group_unknown", "policy", "group", e.Group, "body", e.Body, "allowed", strings.Join(optionIDs(body.Groups), ", "))
	}
	return nil
}

func (r *Round) permitAdmission(e *ParticipantAdmitted) *Refusal {
	if e.Participant == "" || !e.has("person") || !e.has("name") {
		return refuse("name_missing", "record")
	}
	if e.Capacity.bit() == 0 {
		return refuse("option_unknown", "record", "field", "capacity", "value", string(e.Capacity), "allowed", neededFor(byMember|byCoordinator|bySubmitter))
	}
	_, p := r.Participant(e.Participant)
	if p != nil && p.Holds(e.Capacity) && p.Left == 0 {
		return refuse("capacity_held", "record", "capacity", string(e.Capacity))
	}
	if (e.Capacity == Member) != (e.Seat != "") {
		return inconsistent("seat_of_member")
	}
	if e.Capacity != Member {
		return onlyMembers(e)
	}
	return r.permitSeating(e, p)
}

// permitOwn checks that a submitter, or somebody on a submitter's behalf, acts on a proposal of that submitter.
func (r *Round) permitOwn(rec *Record, f *found) *Refusal {
	if (f.as == bySubmitter || rec.For != "") && f.subject != f.proposal.Submitter {
		return refuse("not_owner", "lifecycle")
	}
	return nil
}

func (r *Round) permitCheck(e *ProposalChecked, p *Proposal) *Refusal {
	if e.Version != p.Version {
		return refuse("stale_proposal", "record", "current", num(p.Version), "seen", num(e.Version))
	}
	want := r.Policy.Eligibility
	if len(e.Points) != len(want) {
		return refuse("points_incomplete", "policy", "allowed", strings.Join(pointIDs(r.Policy), ", "))
	}
	for i := range want {
		if e.Points[i].ID != want[i].ID {
			return refuse("points_incomplete", "policy", "allowed", strings.Join(pointIDs(r.Policy), ", "))
		}
	}
	return nil
}

func (r *Round) permitReturn(e *ProposalReturned) *Refusal {
	ids := pointIDs(r.Policy)
	ok := len(e.Missing) > 0 || len(ids) == 0
	for i, m := range e.Missing {
		ok = ok && slices.Contains(ids, m) && !slices.Contains(e.Missing[:i], m)
	}
	if !ok {
		return refuse("nothing_missing", "policy", "allowed", strings.Join(ids, ", "))
	}
	if !e.has("note") {
		return refuse("reason_missing", "policy")
	}
	return nil
}

func (r *Round) permitScores(rec *Record, e *ScoresCast, f *found) *Refusal {
	p := f.proposal
	if !r.Assigned(p, f.subject) {
		ref := refuse("not_assigned", "policy")
		ref.People = []string{r.Participants[f.subject].Pseudonym}
		return ref
	}
	if ref := r.permitInTime(rec.At, policy.StageScoring, p, e.has("late")); ref != nil {
		return ref
	}
	if e.Rubric != r.Rubric {
		return refuse("rubric_differs", "policy")
	}
	if e.Seen != p.Version {
		return refuse("stale_proposal", "record", "current", num(p.Version), "seen", num(e.Seen))
	}
	if ref := nextVersion("stale_sheet", sheetVersion(p, r.Participants[f.subject].Member), e.Version); ref != nil {
		return ref
	}
	if ref := r.permitReplacing(e, f); ref != nil {
		return ref
	}
	if e.Version > 1 && p.Discussed > 0 && !e.has("reason") {
		return refuse("score_reason_missing", "policy")
	}
	problems := r.Policy.CheckScores(e.Scores, func(c string) bool { return e.has("justification/" + c) })
	if len(problems) > 0 {
		return &Refusal{Code: "scores_refused", Rule: "policy", Problems: problems, Policy: r.Policy}
	}
	for i := range e.Scores { // the state keeps values by their place
		if e.Scores[i].Criterion != r.Policy.Criteria[i].ID {
			return inconsistent("order")
		}
	}
	return nil
}

// choices are what a member can vote.
var choices = []string{string(policy.Yes), string(policy.No), string(policy.Abstain)}

// nextVersion refuses a version that does not follow on the one in force.
func nextVersion(code string, have, want uint64) *Refusal {
	if want == have+1 {
		return nil
	}
	base := uint64(0)
	if want > 0 {
		base = want - 1
	}
	return refuse(code, "record", "current", num(have), "base", num(base))
}

func sheetVersion(p *Proposal, member int) uint64 {
	if s := p.Sheet(member); s != nil {
		return s.Version
	}
	return 0
}

func num(n uint64) string { return strconv.FormatUint(n, 10) }

// validID tells whether an id chosen by people is allowed.
func validID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i, c := range []byte(id) {
		letter := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		if !letter && (i == 0 || c != '-' && c != '_' && c != '.') {
			return false
		}
	}
	return true
}
