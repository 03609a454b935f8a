package workflow

import (
	"strings"
)

// Permit says whether the rules allow a record as the next one of the round. decide calls it before it emits, and the
// verifier before it applies: what a rule forbids can be neither entered nor smuggled in. nil means allowed.
func (r *Round) Permit(rec *Record) *Refusal {
	if ref := r.permitPlace(rec); ref != nil {
		return ref
	}
	k := &kinds[rec.Event.Kind()]
	if ref := r.permitActor(rec, k); ref != nil {
		return ref
	}
	p, ref := r.permitTransition(rec, k)
	if ref != nil {
		return ref
	}
	return r.permitEvent(rec, p)
}

// permitPlace checks that the record stands where it says.
func (r *Round) permitPlace(rec *Record) *Refusal {
	switch {
	case rec.Origin != r.Origin:
		return inconsistent("ledger", "have", rec.Origin, "want", r.Origin)
	case rec.Seq != r.Size:
		return inconsistent("number", "have", num(rec.Seq), "want", num(r.Size))
	case rec.At < r.Last:
		return inconsistent("earlier")
	case kinds[rec.Event.Kind()].register:
		return inconsistent("of_register")
	case !kinds[rec.Event.Kind()].proposal && rec.Proposal != "":
		return inconsistent("no_proposal")
	}
	return nil
}

// permitActor checks that the actor takes part and may do this kind of thing in the capacity acted in.
func (r *Round) permitActor(rec *Record, k *kind) *Refusal {
	acting := rec.Event.Acting()
	_, actor := r.Participant(rec.Actor)
	if actor == nil {
		return r.permitStranger(rec, k)
	}
	if entersOneself(rec) {
		return nil // a further capacity of one's own, granted outside the round
	}
	if !actor.Holds(acting) {
		return refuse("capacity_missing", "lifecycle", "needed", string(acting), "capacity", capacities(actor))
	}
	if k.who&acting.bit() == 0 {
		return refuse("capacity_missing", "lifecycle", "needed", neededFor(k.who), "capacity", string(acting))
	}
	return r.permitFor(rec, acting)
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
func (r *Round) permitFor(rec *Record, acting Capacity) *Refusal {
	needs := Capacity("")
	switch rec.Event.Kind() {
	case KindScoresCast, KindVoteCast:
		needs = Member
	case KindProposalSubmitted, KindProposalResubmitted, KindProposalWithdrawn:
		needs = Submitter
	default: // nobody can be stood in for
	}
	if rec.For == "" {
		if acting == Operator && needs == Member {
			return refuse("member_missing", "lifecycle")
		}
		return nil
	}
	_, other := r.Participant(rec.For)
	switch {
	case needs == "" || acting == Member || acting == Submitter || rec.For == rec.Actor && acting != Operator:
		return inconsistent("on_behalf")
	case other == nil:
		return refuse("not_admitted", "lifecycle")
	case !other.Holds(needs):
		return refuse("capacity_missing", "lifecycle", "needed", string(needs), "capacity", capacities(other))
	}
	return nil
}

// permitTransition asks both lifecycle tables and answers the proposal concerned.
func (r *Round) permitTransition(rec *Record, k *kind) (*Proposal, *Refusal) {
	phases := lifecycle().round[k.transition]
	if _, ok := phases.after(r.Phase); !ok {
		if k.transition == transitionOpen {
			return nil, refuse("already_open", "lifecycle")
		}
		return nil, refuse("wrong_phase", "lifecycle", "phase", string(r.Phase), "allowed", named(phases))
	}
	if !k.proposal {
		return nil, nil
	}
	p := r.Proposal(rec.Proposal)
	if p == nil && k.transition != transitionSubmit {
		return nil, refuse("proposal_unknown", "lifecycle", "proposal", rec.Proposal)
	}
	state := State("")
	if p != nil {
		state = p.State
	}
	if r.Phase == Concluded && k.transition < transitionPublish && !p.reconsidered() {
		return nil, refuse("reconsideration_only", "lifecycle")
	}
	states := lifecycle().proposal[k.transition]
	if _, ok := states.after(state); !ok {
		return nil, refuse("wrong_state", "lifecycle", "state", string(state), "allowed", named(states))
	}
	return p, nil
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
	if _, ok := lifecycle().round[t].after(r.Phase); !ok {
		return false
	}
	if !kinds[k].proposal {
		return true
	}
	state := State("")
	if p != nil {
		state = p.State
	}
	_, ok := lifecycle().proposal[t].after(state)
	return ok
}
