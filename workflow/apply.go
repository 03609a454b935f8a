package workflow

import (
	"maps"
	"slices"

	"gremium/policy"
)

// Apply changes the state by one record that Permit allows. It only assigns; nothing else changes a Round.
func (r *Round) Apply(rec *Record) {
	var f found
	r.find(rec, &f)
	r.apply(rec, &f)
}

func (r *Round) apply(rec *Record, f *found) {
	if to, ok := r.ways.round[f.kind.transition].after(r.Phase); ok && to != r.Phase {
		r.Phase, r.Since = to, rec.At
		if to == Reviewing {
			r.Drawn = drawn(rec)
		}
	}
	if f.proposal != nil || f.kind.transition == transitionSubmit {
		r.applyToProposal(rec, f)
	} else {
		r.applyToRound(rec)
		r.Entries = r.traced(r.Entries, rec)
	}
	if onMotion[rec.Event.Kind()] {
		r.applyToBallot(rec, f)
	}
	r.applyToMeeting(rec, f)
	r.Size, r.Last = rec.Seq+1, rec.At
	if r.Policy != nil && r.Policy.Ranked() {
		r.competing = &competing{}
	}
}

func (r *Round) applyToRound(rec *Record) {
	switch e := rec.Event.(type) {
	case *RoundOpened:
		r.Opener, r.Opened, r.Programme, r.Prefix, r.Imported = rec.Actor, rec.At, e.Programme, e.Prefix, e.Imported
		r.Digest, r.Policy = e.Policy, r.rules(e.Policy)
		r.Rubric = r.Policy.Rubric()
	case *SeatCreated:
		r.editPeople()
		r.bySeat[e.Seat] = len(r.Seats)
		r.Seats = append(r.Seats, Seat{
			ID: e.Seat, Body: e.Body, Group: e.Group, Organisation: e.Organisation, Carrier: e.Carrier, Parent: e.Parent,
			Weight: int(e.Weight), Advisory: e.Advisory, Chair: e.Chair, Vice: e.Vice, Holder: -1, Member: -1, Seq: rec.Seq,
		})
	case *ParticipantAdmitted:
		r.admit(rec, e)
	case *DeadlineSet:
		r.Deadlines = maps.Clone(r.Deadlines)
		if r.Deadlines == nil {
			r.Deadlines = map[string]Set{}
		}
		r.Deadlines[e.Stage] = Set{At: e.Until, Seq: rec.Seq}
	case *LotDrawn:
		r.Lots = append(slices.Clip(r.Lots), Lot{Order: e.Order, Seed: e.Seed, By: r.participant(rec.Actor), Seq: rec.Seq})
	case *MinutesDrafted, *MinutesApproved:
		r.minutes(rec, r.participant(rec.Actor))
	default:
		if !r.erasing(rec) {
			r.applyToSeats(rec)
		}
	}
}

func (r *Round) admit(rec *Record, e *ParticipantAdmitted) {
	r.editPeople()
	i, p := r.Participant(e.Participant)
	if p == nil {
		i = len(r.Participants)
		r.Participants = append(r.Participants, Participant{Pseudonym: e.Participant, Seat: -1, Member: -1, Seq: rec.Seq})
		r.byPseudonym[e.Participant] = i
		p = &r.Participants[i]
	}
	p.caps |= e.Capacity.bit()
	if e.Capacity == Member {
		r.seat(rec, e, i)
	}
}

func (r *Round) applyToProposal(rec *Record, f *found) {
	var p *Proposal
	if f.kind.transition == transitionSubmit {
		p = &Proposal{ID: rec.Proposal, Number: len(r.Proposals) + 1, Submitter: f.subject}
		r.addProposal(p)
	} else {
		p = r.edit(f.at)
	}
	if to, _ := r.ways.proposal[f.kind.transition].after(p.State); to != p.State {
		p.State, p.Since = to, rec.At
	}
	if !r.forgets {
		p.note(rec.Seq)
	}
	switch e := rec.Event.(type) {
	case *ProposalSubmitted:
		p.Content, p.Version, p.Missing = e, e.Version, nil
		p.Versions = append(p.Versions, rec.Seq)
	case *ProposalChecked:
		c := &Check{Version: e.Version, Points: e.Points, Seq: rec.Seq}
		c.Passed = len(c.missing()) == 0
		p.Check = c
	case *ProposalReturned:
		p.Missing = e.Missing
	case *AssignmentSet:
		r.assign(p, rec, e)
	case *WishStated:
		r.wish(p, rec, e, f.subject)
	case *CommentMade:
		p.say(rec, e, f.subject, r.among(p))
	case *QuestionAsked:
		p.ask(rec, f.actor)
	case *QuestionAnswered:
		p.answer(rec, e)
	case *ScoresCast:
		r.score(p, rec, e, f.subject)
	case *DecisionTaken, *DecisionRecorded:
		r.decide(p, rec, f.actor)
	case *DecisionConfirmed:
		d := *p.Decision
		d.Confirmed, d.Renewed = rec.Seq, e.Findings
		p.Decision = &d
	case *InterestDeclared, *InterestReported, *InterestResolved:
		r.interest(p, rec, f)
	case *Moved:
		r.move(p, rec, e.kind, f.actor)
	}
}

func (r *Round) score(p *Proposal, rec *Record, e *ScoresCast, by int) {
	member := r.Participants[by].Member
	if !p.ownsSheets {
		p.Sheets, p.ownsSheets = slices.Clone(p.Sheets), true
	}
	at, found := p.sheetAt(member)
	var was []Sheet
	var others []int
	if found {
		old := p.Sheets[at]
		if others = old.Others; old.By != by && !slices.Contains(others, old.By) {
			others = append(slices.Clip(others), old.By)
		}
		was, old.Was = slices.Clip(old.Was), nil
		if !r.forgets {
			was = append(was, old)
		}
	} else {
		p.Sheets = slices.Insert(p.Sheets, at, Sheet{})
	}
	values := make([]policy.Value, len(e.Scores))
	for i := range e.Scores {
		values[i] = e.Scores[i].Value
	}
	p.Sheets[at] = Sheet{
		Member: member, Version: e.Version, Seen: e.Seen, Seq: rec.Seq, At: rec.At, Values: values, Late: e.has("late"), Was: was,
		By: by, Deputy: e.Deputy, Others: others,
	}
}

func (r *Round) decide(p *Proposal, rec *Record, by int) {
	d := &Decision{By: by, At: rec.At, Seq: rec.Seq}
	switch e := rec.Event.(type) {
	case *DecisionTaken:
		d.Outcome, d.Proposed, d.Findings, d.Meeting = string(e.Outcome), string(e.Proposed), e.Findings, e.Meeting
		if p.Ballot != nil {
			d.BallotSeq = p.Ballot.Closed
		}
	case *DecisionRecorded:
		d.Outcome, d.Recorded, d.Source, d.Digest = e.Outcome, true, e.Source, e.Digest
	}
	p.Decision, p.Outcome = d, d.Outcome
	if r.Policy.Release.When == policy.ReleasedAtOnce {
		p.Released = rec.Seq
	}
}

func (r *Round) move(p *Proposal, rec *Record, k Kind, by int) {
	switch k {
	case KindDecisionReleased:
		p.Released = rec.Seq
	case KindSummaryPublished:
		d := *p.Decision
		d.Told = true
		p.Published, p.Decision = true, &d
	case KindSummaryUnpublished:
		p.Published = false
	case KindReconsiderationRequested:
		p.Request = &Reconsideration{By: by, Seq: rec.Seq}
	case KindScoringReopened: // the ballot was held on other scores
		p.setBallotAside()
	case KindDecisionReconsidered:
		old := *p.Decision
		old.SetAside, old.AsideAt, old.Told = rec.Seq, rec.At, old.Told || r.Known(p)
		p.Decisions = append(slices.Clip(p.Decisions), &old)
		p.Decision, p.Outcome, p.Request, p.Released = nil, "", nil, 0
		p.setBallotAside()
	default: // the others only move the proposal on
	}
}

func (p *Proposal) setBallotAside() {
	if p.Ballot != nil {
		p.Ballots, p.Ballot = append(slices.Clip(p.Ballots), p.Ballot), nil
	}
}
