package workflow

import (
	"strings"
)

// Permit says whether the rules allow a record as the next one of the round. decide calls it before it emits, and the
// verifier before it applies: what a rule forbids can be neither entered nor smuggled in. nil means allowed.
func (r *Round) Permit(rec *Record) *Refusal {
	var f found
	r.find(rec, &f)
	return r.permit(rec, &f)
}

// Play applies a record if Permit allows it, and changes nothing where it does not. It is what every reader of a ledger
// does with each entry, looking up once what Permit and Apply both need.
func (r *Round) Play(rec *Record) *Refusal {
	var f found
	r.find(rec, &f)
	ref := r.permit(rec, &f)
	if ref == nil {
		r.apply(rec, &f)
	}
	return ref
}

// found is what a record speaks of, as it stands before the record. Indexes are -1 for what the round does not have.
type found struct {
	kind     *kind
	as       who // the capacity acted in, one bit or none
	actor    int // index of the participant who acted
	subject  int // index of the participant the act counts for: the one it was entered for, or the actor
	at       int // index of the proposal
	proposal *Proposal

	meetingAt, motionAt int // indexes of the meeting and the motion
	inMeeting           string
	meeting             *Meeting
	motion              *Motion
	ballot              *Ballot // the latest one, of the motion or else of the proposal
}

func (r *Round) find(rec *Record, f *found) {
	f.kind, f.as = &kinds[rec.Event.Kind()], rec.Event.Acting().bit()
	f.actor, f.at = r.participant(rec.Actor), -1
	if f.subject = f.actor; rec.For != "" {
		f.subject = r.participant(rec.For)
	}
	if rec.Proposal != "" {
		if i, ok := r.byProposal[rec.Proposal]; ok {
			f.at, f.proposal = i, r.Proposals[i]
		}
	}
	r.findMeeting(rec.Event, f)
}

func (r *Round) permit(rec *Record, f *found) *Refusal {
	if ref := r.permitPlace(rec, f.kind); ref != nil {
		return ref
	}
	if ref := r.permitActor(rec, f); ref != nil {
		return ref
	}
	if ref := r.permitParty(rec, f); ref != nil {
		return ref
	}
	if ref := r.permitTransition(rec, f); ref != nil {
		return ref
	}
	return r.permitEvent(rec, f)
}

// permitPlace checks that the record stands where it says.
func (r *Round) permitPlace(rec *Record, k *kind) *Refusal {
	switch {
	case rec.Origin != r.Origin:
		return inconsistent("ledger", "have", rec.Origin, "want", r.Origin)
	case rec.Seq != r.Size:
		return inconsistent("number", "have", num(rec.Seq), "want", num(r.Size))
	case rec.At < r.Last:
		return inconsistent("earlier")
	case k.register:
		return inconsistent("of_register")
	case !k.proposal && rec.Proposal != "":
		return inconsistent("no_proposal")
	}
	return nil
}

// permitActor checks that the actor takes part and may do this kind of thing in the capacity acted in.
func (r *Round) permitActor(rec *Record, f *found) *Refusal {
	if f.actor < 0 {
		return r.permitStranger(rec, f.kind)
	}
	if entersOneself(rec) {
		return nil // a further capacity of one's own, granted outside the round
	}
	actor := &r.Participants[f.actor]
	if actor.caps&f.as == 0 {
		return refuse("capacity_missing", "lifecycle", "needed", string(rec.Event.Acting()), "capacity", capacities(actor))
	}
	if f.kind.who&f.as == 0 {
		return refuse("capacity_missing", "lifecycle", "needed", neededFor(f.kind.who), "capacity", string(rec.Event.Acting()))
	}
	if ref := r.permitFor(rec, f); ref != nil {
		return ref
	}
	if ref := r.permitActing(rec, f); ref != nil {
		return ref
	}
	return r.permitLead(rec, f)
}

// permitStranger allows what somebody may do who is not admitted yet: open the round, and enter it in a capacity that
// is granted outside of it. The opener enters next after the opening.
func (r *Round) permitStranger(rec *Record, k *kind) *Refusal {
	switch e := rec.Event.(type) {
	case *RoundOpened:
		switch {
		case r.Size > 0 || rec.For != "":
		case k.who&e.As.bit() == 0:
			return refuse("capacity_missing", "lifecycle", "needed", neededFor(k.who), "capacity", string(e.As))
		default:
			return nil
		}
	case *ParticipantAdmitted:
		if entersOneself(rec) && (r.Size > 1 || rec.Actor == r.Opener) {
			return nil
		}
	}
	return refuse("not_admitted", "lifecycle")
}

// entersOneself tells whether somebody enters the round in the capacity acted in. Every capacity but a member's is
// granted outside the round; whoever lets others in is of the office.
func entersOneself(rec *Record) bool {
	e, ok := rec.Event.(*ParticipantAdmitted)
	return ok && e.Participant == rec.Actor && e.As == e.Capacity && e.Capacity != Member && rec.For == ""
}

// permitFor checks acting on somebody's behalf: a paper form that the operator enters, or the office for a submitter.
func (r *Round) permitFor(rec *Record, f *found) *Refusal {
	acting, needs := rec.Event.Acting(), Capacity("")
	switch rec.Event.Kind() {
	case KindScoresCast, KindVoteCast, KindWishStated, KindBallotVoted, KindSecrecyDemanded, KindObjectionRaised:
		needs = Member
	case KindProposalSubmitted, KindProposalResubmitted, KindProposalWithdrawn, KindQuestionAnswered:
		needs = Submitter
	case KindInterestDeclared, KindInterestReported, KindCommentMade: // an operator's own, or a member's on paper
		if rec.For != "" && acting == Operator {
			needs = Member
		}
	default: // nobody can be stood in for
	}
	if rec.For == "" {
		if acting == Operator && needs == Member {
			return refuse("member_missing", "lifecycle")
		}
		return nil
	}
	switch {
	case needs == "" || acting == Member || acting == Submitter || rec.For == rec.Actor && acting != Operator:
		return inconsistent("on_behalf")
	case f.subject < 0:
		return refuse("not_admitted", "lifecycle")
	}
	if other := &r.Participants[f.subject]; !other.Holds(needs) {
		return refuse("capacity_missing", "lifecycle", "needed", string(needs), "capacity", capacities(other))
	}
	return nil
}

// permitTransition asks the lifecycle tables.
func (r *Round) permitTransition(rec *Record, f *found) *Refusal {
	k := f.kind
	phases := r.ways.round[k.transition]
	if _, ok := phases.after(r.Phase); !ok {
		if k.transition == transitionOpen {
			return refuse("already_open", "lifecycle")
		}
		return refuse("wrong_phase", "lifecycle", "phase", string(r.Phase), "allowed", named(phases))
	}
	if ref := r.permitStage(rec, f); ref != nil || !k.proposal {
		return ref
	}
	if rec.Proposal == "" { // a ballot on a motion about another subject
		if r.Phase == Concluded {
			return refuse("reconsideration_only", "lifecycle")
		}
		return nil
	}
	state := State("")
	switch {
	case f.proposal != nil:
		state = f.proposal.State
	case k.transition != transitionSubmit:
		return refuse("proposal_unknown", "lifecycle", "proposal", rec.Proposal)
	}
	if r.Phase == Concluded && !afterConclusion[k.transition] && !f.proposal.reconsidered() {
		return refuse("reconsideration_only", "lifecycle")
	}
	states := r.ways.proposal[k.transition]
	if _, ok := states.after(state); !ok {
		return refuse("wrong_state", "lifecycle", "state", string(state), "allowed", named(states))
	}
	return nil
}

// afterConclusion are what may happen to every proposal of a concluded round; all else to one that is reconsidered.
var afterConclusion = [transitionCount]bool{
	transitionRelease: true, transitionPublish: true, transitionUnpublish: true, transitionRequestReconsideration: true,
	transitionReconsider: true, transitionDeclareInterest: true, transitionReportInterest: true, transitionResolveInterest: true,
}

// reconsidered tells whether the proposal's last decision was set aside.
func (p *Proposal) reconsidered() bool { return p != nil && len(p.Decisions) > 0 && p.Decision == nil }

// named are the names of where a transition leads from, in the order of the lifecycle.
func named[S ~string](w ways[S]) string {
	names := make([]string, len(w))
	for i := range w {
		names[i] = string(w[i].from)
	}
	return strings.Join(names, ", ")
}

func capacities(p *Participant) string {
	var names []string
	for _, c := range p.Capacities() {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// neededFor names the capacities of a set, the operator only where nobody else may.
func neededFor(w who) string {
	var names []string
	for _, c := range []Capacity{Member, Coordinator, Submitter} {
		if w&c.bit() != 0 {
			names = append(names, string(c))
		}
	}
	if len(names) == 0 {
		return string(Operator)
	}
	return strings.Join(names, ", ")
}

// Open tells whether both lifecycle tables have a row for the kind where the round and the proposal stand. Guards may
// still bar it.
func (r *Round) Open(k Kind, p *Proposal) bool {
	t := kinds[k].transition
	if _, ok := r.ways.round[t].after(r.Phase); !ok {
		return false
	}
	if !kinds[k].proposal {
		return true
	}
	state := State("")
	if p != nil {
		state = p.State
	}
	_, ok := r.ways.proposal[t].after(state)
	return ok
}
