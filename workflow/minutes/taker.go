package minutes

import (
	"slices"

	"gremium/workflow"
)

// Taker takes the minutes while the record is replayed.
type Taker struct {
	phases, changes []Act
	items           []*Item
	opened          map[string]ballotOpening // of the ballot that runs, by proposal
}

type ballotOpening struct {
	at     string
	reason uint64
}

// NewTaker prepares to take the minutes of a round.
func NewTaker() *Taker { return &Taker{opened: map[string]ballotOpening{}} }

// Note takes one entry with the states before and after it. It keeps nothing of the record.
func (t *Taker) Note(_, after *workflow.Round, rec *workflow.Record) {
	switch k := rec.Event.Kind(); {
	case rec.Proposal != "":
		t.item(after, rec)
	case phases[k]:
		t.phases = append(t.phases, act(rec))
	case k == workflow.KindParticipantAdmitted || k == workflow.KindSeatCreated:
		t.change(after, rec)
	}
}

// phases are the steps of the round itself that the minutes name.
var phases = map[workflow.Kind]bool{
	workflow.KindReviewStarted: true, workflow.KindDeliberationStarted: true, workflow.KindRoundConcluded: true,
	workflow.KindRoundCancelled: true,
}

// change notes a change of the committee once the review has begun: before that it is being put together.
func (t *Taker) change(after *workflow.Round, rec *workflow.Record) {
	if len(t.phases) == 0 {
		return
	}
	a := act(rec)
	switch e := rec.Event.(type) {
	case *workflow.ParticipantAdmitted:
		if e.Capacity != workflow.Member {
			return
		}
		a.About, a.Seat = e.Participant, e.Seat
	case *workflow.SeatCreated:
		a.Seat = e.Seat
	}
	t.changes = append(t.changes, a)
}

// told are the entries about a proposal that the minutes name.
var told = map[workflow.Kind]bool{
	workflow.KindScoringReopened: true, workflow.KindBallotClosed: true, workflow.KindDecisionTaken: true,
	workflow.KindDecisionRecorded: true, workflow.KindDecisionReleased: true, workflow.KindSummaryPublished: true,
	workflow.KindSummaryUnpublished: true, workflow.KindReconsiderationRequested: true, workflow.KindDecisionReconsidered: true,
	workflow.KindInterestResolved: true, workflow.KindDecisionConfirmed: true,
}

func (t *Taker) item(after *workflow.Round, rec *workflow.Record) {
	k := rec.Event.Kind()
	if k == workflow.KindBallotOpened {
		o := ballotOpening{at: rec.At.String()}
		if len(*rec.Event.Commitments()) > 0 {
			o.reason = rec.Seq
		}
		t.opened[rec.Proposal] = o
	}
	if !told[k] {
		return
	}
	at := slices.IndexFunc(t.items, func(i *Item) bool { return i.Proposal == rec.Proposal })
	if at < 0 {
		at = len(t.items)
		t.items = append(t.items, &Item{Proposal: rec.Proposal})
	}
	a := act(rec)
	switch e := rec.Event.(type) {
	case *workflow.BallotClosed:
		a.Ballot = t.ballot(after, rec, e)
	case *workflow.DecisionTaken:
		a.Decision = &Decision{Outcome: string(e.Outcome), Proposed: string(e.Proposed), Findings: e.Findings}
	case *workflow.DecisionRecorded:
		a.Decision = &Decision{Outcome: e.Outcome, Elsewhere: e.Source}
	case *workflow.InterestResolved:
		a.About = e.About
		a.Resolution = &Resolution{Lift: e.Lift, Carried: e.Carried, Yes: len(e.Yes), No: len(e.No), Abstain: len(e.Abstain)}
	}
	t.items[at].Acts = append(t.items[at].Acts, a)
}

// act is what every entry tells.
func act(rec *workflow.Record) Act {
	a := Act{Type: rec.Event.Kind().Name(), Entry: rec.Seq, At: rec.At.String(), By: rec.Actor}
	for _, c := range *rec.Event.Commitments() {
		switch c.Path {
		case "reason", "rationale", "deviation":
			a.Texts = append(a.Texts, c.Path)
		}
	}
	return a
}

func (t *Taker) ballot(after *workflow.Round, rec *workflow.Record, e *workflow.BallotClosed) *Ballot {
	p, o := after.Proposal(rec.Proposal), t.opened[rec.Proposal]
	b := &Ballot{
		Began: o.at, Reason: o.reason, Yes: e.Tally.Yes, No: e.Tally.No, Abstain: e.Tally.Abstain,
		Quorum: after.Policy.Quorum.Of(after.Facts(p)),
	}
	for m, i := range after.Members {
		name := after.Participants[i].Pseudonym
		switch {
		case after.Seat(i).Advisory || after.Recused(p, i) != nil:
		case p.Ballot.Vote(m) != nil:
			b.Voters = append(b.Voters, name)
		default:
			b.Silent = append(b.Silent, name)
		}
	}
	return b
}

// Minutes are the minutes at the end of the replay, whose last state and head are given.
func (t *Taker) Minutes(r *workflow.Round, head workflow.Head) *Minutes {
	m := &Minutes{
		Form: form, Programme: r.Programme, Round: r.ID, Policy: r.Digest, Size: head.Size, Root: head.Root.String(), Hash: head.Root,
		Phases: t.phases, Changes: t.changes,
	}
	for _, i := range r.Members {
		seat := r.Seat(i)
		m.Members = append(m.Members, Member{
			Participant: r.Participants[i].Pseudonym, Seat: seat.ID, Body: seat.Body, Group: seat.Group, Chair: seat.Chair,
			Advisory: seat.Advisory,
		})
	}
	for _, item := range t.items {
		p := r.Proposal(item.Proposal)
		item.Number, item.Title = r.NumberOf(p), p.Versions[len(p.Versions)-1]
		item.Recused = nil
		for i := range p.Interests {
			if x := &p.Interests[i]; x.Excludes {
				item.Recused = append(item.Recused, Recused{
					Participant: r.Participants[x.Participant].Pseudonym, Kind: x.Kind, Declared: x.Declared, Entry: x.Since, At: x.SinceAt.String(),
				})
			}
		}
		m.Items = append(m.Items, *item)
	}
	return m
}
