package minutes

import (
	"gremium/workflow"
)

// Taker takes the minutes while the record is replayed.
type Taker struct {
	phases, changes []Act
	items           []*Item
	opened          map[string]ballotOpening // of the ballot that runs, by proposal or motion
	sittings        map[string]*sitting      // by meeting
}

type ballotOpening struct {
	at     string
	reason uint64
}

// NewTaker prepares to take the minutes of a round.
func NewTaker() *Taker {
	return &Taker{opened: map[string]ballotOpening{}, sittings: map[string]*sitting{}}
}

// Note takes one entry with the states before and after it. It keeps nothing of the record.
func (t *Taker) Note(_, after *workflow.Round, rec *workflow.Record) {
	switch k := rec.Event.Kind(); {
	case t.meeting(after, rec):
	case rec.Proposal != "" || workflow.MotionOf(rec.Event) != "":
		t.item(after, rec)
	case k == workflow.KindLotDrawn:
		t.lot(after, rec, rec.Event.(*workflow.LotDrawn))
	case phases[k]:
		t.phases = append(t.phases, act(rec))
	default:
		t.change(after, rec)
	}
}

// phases are the steps of the round itself that the minutes name.
var phases = map[workflow.Kind]bool{
	workflow.KindReviewStarted: true, workflow.KindDeliberationStarted: true, workflow.KindRoundConcluded: true,
	workflow.KindRoundCancelled: true,
}

// shown are the entries about a proposal that the minutes name.
var shown = map[workflow.Kind]bool{
	workflow.KindScoringReopened: true, workflow.KindBallotClosed: true, workflow.KindDecisionTaken: true,
	workflow.KindDecisionRecorded: true, workflow.KindDecisionReleased: true, workflow.KindSummaryPublished: true,
	workflow.KindSummaryUnpublished: true, workflow.KindReconsiderationRequested: true, workflow.KindDecisionReconsidered: true,
	workflow.KindInterestResolved: true, workflow.KindDecisionConfirmed: true,
}

func (t *Taker) item(after *workflow.Round, rec *workflow.Record) {
	k, motion := rec.Event.Kind(), after.Motion(workflow.MotionOf(rec.Event))
	if k == workflow.KindBallotOpened {
		o := ballotOpening{at: rec.At.String()}
		if len(*rec.Event.Commitments()) > 0 {
			o.reason = rec.Seq
		}
		t.opened[votedOn(rec, motion)] = o
	}
	if !shown[k] {
		return
	}
	a := act(rec)
	a.Meeting = meetingOf(after, rec, motion)
	switch e := rec.Event.(type) {
	case *workflow.BallotClosed:
		a.Ballot = t.ballot(after, rec, e, motion)
	case *workflow.DecisionTaken:
		a.Decision = &Decision{Outcome: string(e.Outcome), Proposed: string(e.Proposed), Findings: e.Findings}
	case *workflow.DecisionRecorded:
		a.Decision = &Decision{Outcome: e.Outcome, Elsewhere: e.Source}
	case *workflow.InterestResolved:
		a.About = e.About
		a.Resolution = &Resolution{Lift: e.Lift, Carried: e.Carried, Yes: len(e.Yes), No: len(e.No), Abstain: len(e.Abstain)}
	}
	if motion != nil {
		t.onMotion(motion, a)
		return
	}
	item := t.about(rec.Proposal)
	item.Acts = append(item.Acts, a)
}

// lot notes a lot with each proposal that took part in it.
func (t *Taker) lot(after *workflow.Round, rec *workflow.Record, e *workflow.LotDrawn) {
	numbers := make([]string, len(e.Order))
	for i, id := range e.Order {
		numbers[i] = after.NumberOf(after.Proposal(id))
	}
	for i, id := range e.Order {
		a := act(rec)
		a.Lot = &Lot{Order: numbers, Place: i + 1}
		if m := after.Sitting(); m != nil && m.ItemOf(id) != nil {
			a.Meeting = m.ID
		}
		item := t.about(id)
		item.Acts = append(item.Acts, a)
	}
}

// votedOn names what a ballot is about.
func votedOn(rec *workflow.Record, motion *workflow.Motion) string {
	if motion != nil {
		return "motion " + motion.ID
	}
	return "proposal " + rec.Proposal
}

// meetingOf is the meeting in which something happened to a proposal or a motion: that of the ballot that it rests on, or else
// the one that is open and has the proposal on its agenda; empty where there is none.
func meetingOf(r *workflow.Round, rec *workflow.Record, motion *workflow.Motion) string {
	if motion != nil {
		return motion.Meeting
	}
	p := r.Proposal(rec.Proposal)
	switch rec.Event.Kind() {
	case workflow.KindBallotClosed, workflow.KindDecisionTaken:
		if p.Ballot != nil {
			return p.Ballot.Meeting
		}
	case workflow.KindDecisionReleased, workflow.KindSummaryPublished, workflow.KindSummaryUnpublished:
	default:
		if m := r.Sitting(); m != nil && m.ItemOf(rec.Proposal) != nil {
			return m.ID
		}
	}
	return ""
}

// act is what every entry tells.
func act(rec *workflow.Record) Act {
	a := Act{Type: rec.Event.Kind().Name(), Entry: rec.Seq, At: rec.At.String(), By: rec.Actor, For: rec.For}
	for _, c := range *rec.Event.Commitments() {
		switch c.Path {
		case "reason", "rationale", "deviation", "motion":
			a.Texts = append(a.Texts, c.Path)
		}
	}
	return a
}

// Minutes are the minutes at the end of the replay, whose last state and head are given: of a meeting, or of the round where
// none is named.
func (t *Taker) Minutes(r *workflow.Round, head workflow.Head, meeting string) *Minutes {
	m := &Minutes{
		Form: workflow.MinutesForm, Programme: r.Programme, Round: r.ID, Policy: r.Digest, Size: head.Size, Root: head.Root.String(), Hash: head.Root,
	}
	m.Members = members(r)
	if of := r.Meeting(meeting); of != nil {
		one := t.told(r, of)
		m.Meeting, m.Items, m.Changes = &one, t.agenda(r, of), one.within(t.changes)
		return m
	}
	m.Phases, m.Changes = t.phases, t.changes
	for _, x := range r.Meetings {
		m.Meetings = append(m.Meetings, t.told(r, x))
	}
	for _, item := range t.items {
		out := Item{ID: item.ID, Path: "item/" + item.ID}
		if p := r.Proposal(item.Proposal); p != nil {
			out = whole(r, p)
		} else {
			out.Title = r.Meeting(item.in).AgendaSeq
		}
		out.Acts = item.Acts
		m.Items = append(m.Items, out)
	}
	return m
}

// whole is the item of a proposal, with those who take no part in it and without acts.
func whole(r *workflow.Round, p *workflow.Proposal) Item {
	item := Item{Proposal: p.ID, Number: r.NumberOf(p), Title: p.Versions[len(p.Versions)-1], Path: "title"}
	for i := range p.Interests {
		if x := &p.Interests[i]; x.Excludes {
			item.Recused = append(item.Recused, Recused{
				Participant: r.Participants[x.Participant].Pseudonym, Kind: x.Kind, Declared: x.Declared, Entry: x.Since, At: x.SinceAt.String(),
			})
		}
	}
	return item
}
