package workflow_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// dice draws acts. Most are aimed at what the lifecycles allow at the moment, the rest at anything.
type dice struct {
	t *rapid.T
	p *policy.Policy
	r *workflow.Round
}

func (d dice) below(n int, what string) int { return roundtest.Below(d.t, n, what) }
func (d dice) wild() bool                   { return d.below(8, "wild") == 0 }

func pick[T any](d dice, what string, from ...T) T { return from[d.below(len(from), what)] }

// target is a kind of a round and a proposal that it may concern.
func (d dice) target() (workflow.Kind, string) {
	ids := []string{"a", "b", "c", "none"}
	if d.wild() {
		return workflow.Kind(d.below(int(workflow.KindProgrammeCreated), "kind")), pick(d, "proposal", ids...)
	}
	type aim struct {
		kind workflow.Kind
		id   string
	}
	var aims []aim
	for _, k := range workflow.Kinds() {
		if workflow.OfRegister(k) || k == workflow.KindRoundOpened || k == workflow.KindRoundCancelled && d.below(20, "cancel") > 0 {
			continue
		}
		if !workflow.OfProposal(k) {
			if d.r.Open(k, nil) {
				aims = append(aims, slices.Repeat([]aim{{k, ""}}, often(k))...)
			}
			continue
		}
		for _, id := range ids[:3] {
			if d.r.Open(k, d.r.Proposal(id)) {
				aims = append(aims, slices.Repeat([]aim{{k, id}}, often(k))...)
			}
		}
	}
	if len(aims) == 0 {
		return workflow.KindRoundCancelled, ""
	}
	a := pick(d, "aim", aims...)
	return a.kind, a.id
}

// often is how often a kind is aimed at where it is allowed: what many people have to do, more often than what one does.
func often(k workflow.Kind) int {
	switch k {
	case workflow.KindBallotVoted, workflow.KindObjectionRaised, workflow.KindMeetingOpened, workflow.KindTextErased,
		workflow.KindQuestionAnswered, workflow.KindProposalResubmitted, workflow.KindLotDrawn:
		return 24
	case workflow.KindScoresCast, workflow.KindVoteCast, workflow.KindDecisionTaken, workflow.KindSecrecyDemanded,
		workflow.KindReviewOpened, workflow.KindDecisionConfirmed, workflow.KindDecisionReconsidered, workflow.KindMinutesApproved,
		workflow.KindHoldLifted:
		return 12
	case workflow.KindBallotOpened, workflow.KindBallotClosed, workflow.KindAttendanceRecorded,
		workflow.KindAgendaSet, workflow.KindItemCalled, workflow.KindMotionMade, workflow.KindInterestResolved:
		return 6
	case workflow.KindProposalWithdrawn, workflow.KindInterestDeclared, workflow.KindSeatCreated, workflow.KindParticipantAdmitted,
		workflow.KindMeetingConvened, workflow.KindMeetingCancelled, workflow.KindHoldSet:
		return 1
	default:
		return 2
	}
}

func (d dice) act() roundtest.Act {
	k, id := d.target()
	a := roundtest.Act{Round: roundtest.Main, As: coordinator, Command: d.command(k, id)}
	a.Person = pick(d, "office", roundtest.Olga, roundtest.Paul, roundtest.Ben)
	switch k {
	case workflow.KindAbsenceNoted:
		a.Person, a.As = pick(d, "member", roundtest.Members()...), member
	case workflow.KindScoresCast, workflow.KindVoteCast, workflow.KindWishStated, workflow.KindCommentMade,
		workflow.KindBallotVoted, workflow.KindSecrecyDemanded, workflow.KindObjectionRaised:
		a.Person, a.As = pick(d, "member", append(roundtest.Members(), roundtest.Fay)...), member
		if d.below(5, "paper") == 0 {
			a.For, a.Person, a.As = a.Person, roundtest.Otto, operator
		}
	case workflow.KindProposalSubmitted, workflow.KindProposalResubmitted, workflow.KindProposalWithdrawn, workflow.KindQuestionAnswered:
		a.Person, a.As = pick(d, "submitter", roundtest.Sam, roundtest.Sue), submitter
	case workflow.KindInterestDeclared, workflow.KindInterestReported:
		if d.below(3, "member") > 0 {
			a.Person, a.As = pick(d, "member", roundtest.Members()...), member
		}
	default:
	}
	if d.wild() {
		a.As = pick(d, "as", coordinator, member, submitter, operator)
	}
	if d.wild() {
		a.Person = pick(d, "person", append(roundtest.Members(), roundtest.Sam, roundtest.Otto, roundtest.Max)...)
	}
	return a
}

func (d dice) version(have uint64) uint64 {
	if d.wild() {
		return have + uint64(d.below(2, "version"))
	}
	return have
}

func (d dice) command(k workflow.Kind, id string) workflow.Command {
	p := d.r.Proposal(id)
	version, text := uint64(1), pick(d, "text", "Grund", "Grund", "Grund", "")
	if p != nil {
		version = p.Version
	}
	switch k {
	case workflow.KindRoundOpened, workflow.KindSeatCreated, workflow.KindParticipantAdmitted, workflow.KindDeadlineSet:
		return d.ofRound(k, text)
	case workflow.KindSeatChanged, workflow.KindSeatVacated, workflow.KindTermSet, workflow.KindAbsenceNoted:
		return d.membership(k, text)
	case workflow.KindProposalSubmitted, workflow.KindProposalResubmitted:
		c := roundtest.Submit(id)
		c.Again = k == workflow.KindProposalResubmitted
		if c.Again {
			c.Base = d.version(version)
		}
		return c
	case workflow.KindProposalChecked:
		return roundtest.Check(id, d.version(version), pick(d, "fails", "", "", "kind"))
	case workflow.KindProposalReturned:
		return &workflow.ReturnProposal{Proposal: id, Missing: []string{pick(d, "missing", "kind", "success", "nonsense")}, Note: text}
	case workflow.KindAssignmentSet:
		return d.assignment(id)
	case workflow.KindWishStated:
		return &workflow.StateWish{Proposal: id, Wish: pick(d, "wish", workflow.Wants, workflow.Avoids, workflow.NoPreference, "perhaps")}
	case workflow.KindCommentMade, workflow.KindQuestionAsked, workflow.KindQuestionAnswered:
		return d.talk(k, id, text)
	case workflow.KindScoresCast:
		base := uint64(0)
		if p != nil {
			if s := p.Sheet(d.below(5, "whose")); s != nil {
				base = s.Version
			}
		}
		return roundtest.Cast(d.p, id, d.version(version), base, d.values()...)
	case workflow.KindVoteCast, workflow.KindBallotOpened, workflow.KindBallotClosed, workflow.KindSecrecyDemanded, workflow.KindBallotVoted:
		return d.ballot(k, id, text)
	case workflow.KindMeetingConvened, workflow.KindAgendaSet, workflow.KindMeetingOpened, workflow.KindAttendanceRecorded,
		workflow.KindItemCalled, workflow.KindMotionMade, workflow.KindObjectionRaised, workflow.KindMeetingClosed,
		workflow.KindMeetingCancelled:
		return d.meeting(k, text)
	case workflow.KindDecisionTaken, workflow.KindDecisionConfirmed, workflow.KindDecisionRecorded:
		return d.decision(k, id, text)
	case workflow.KindMinutesDrafted, workflow.KindMinutesApproved:
		return d.minutes(k, text)
	case workflow.KindInterestDeclared, workflow.KindInterestReported, workflow.KindInterestResolved:
		return d.interest(k, id)
	case workflow.KindLotDrawn:
		return d.lot()
	case workflow.KindErasureRequested, workflow.KindTextErased, workflow.KindErasureRefused, workflow.KindHoldSet, workflow.KindHoldLifted:
		return d.erasure(k, id, text)
	default:
		return &workflow.Move{Transition: k, Proposal: id, Reason: text}
	}
}

// ofRound draws a command of the round itself.
func (d dice) ofRound(k workflow.Kind, text string) workflow.Command {
	switch k {
	case workflow.KindRoundOpened:
		return &workflow.OpenRound{Programme: roundtest.Programme, Policy: d.p.Digest(), Title: text}
	case workflow.KindSeatCreated:
		return &workflow.CreateSeat{Seat: pick(d, "seat", "s1", "s2", "s3"), Body: "bmas", Weight: d.below(3, "weight"), Advisory: d.wild()}
	case workflow.KindParticipantAdmitted:
		return d.admission(text)
	default:
		seconds := pick(d, "until", -5, 10, 35, 1e6, 1e6, 1e6) // the clock goes on by a second at each look
		until := d.r.Last + ledger.Instant(seconds)*1e6
		return &workflow.SetDeadline{Stage: pick(d, "stage", append(policy.Stages(), "tea")...), Until: until, Reason: text}
	}
}

func (d dice) decision(k workflow.Kind, id, text string) workflow.Command {
	switch k {
	case workflow.KindDecisionConfirmed:
		return &workflow.ConfirmDecision{Proposal: id, Reason: text}
	case workflow.KindDecisionRecorded:
		return &workflow.RecordDecision{Proposal: id, Outcome: "x", Source: "y"}
	default:
		outcome := pick(d, "outcome", "", "", policy.Selected, policy.NotSelected, policy.Deferred)
		return &workflow.TakeDecision{Proposal: id, Outcome: outcome, Rationale: text, Deviation: pick(d, "deviation", "weil", "")}
	}
}

func (d dice) assignment(id string) workflow.Command {
	var people []string
	for _, m := range append(roundtest.Members(), roundtest.Sam) {
		if d.below(6, "assigned") > 1 {
			people = append(people, m)
		}
	}
	return roundtest.Assign(id, people...)
}

func (d dice) values() []int {
	values := make([]int, len(d.p.Criteria))
	for i := range values {
		values[i] = d.below(5, "value") - 1
	}
	return values
}

// TestRandomRounds gives random acts to an engine and checks after each that all states agree.
func TestRandomRounds(t *testing.T) {
	t.Parallel()
	p := randomPolicy(t)
	rapid.Check(t, func(t *rapid.T) {
		s := newEngineSubject(t)
		defer s.c.Close()
		s.c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
		s.c.Play(roundtest.Seats(roundtest.Main)...)
		m := newMachine(s, p)
		if err := m.replay.Play(m.was, s.entries()); err != nil {
			t.Fatal(err)
		}
		for i := range 10 + roundtest.Below(t, 51, "steps") {
			d := dice{t: t, p: p, r: s.live()}
			a := d.act()
			a.ID = fmt.Sprintf("step-%d", i)
			if d.below(20, "wait") == 0 {
				s.wait(ledger.Instant(d.below(20, "days")) * 24 * 3600 * 1e6)
			}
			ref, err := m.step(a)
			if err != nil {
				t.Fatal(err)
			}
			if d.below(4, "again") == 0 {
				repeated(t, s, a, ref)
			}
		}
	})
}

// repeated gives an act once more: what was done is answered as it was, what was refused is refused again, and the same
// id with another content is refused.
func repeated(t *rapid.T, s *engineSubject, a roundtest.Act, ref *workflow.Refusal) {
	before := s.entries()
	again, err := s.give(a)
	var other *workflow.Refusal
	switch {
	case ref == nil && (err != nil || !again[0].Repeat || again[0].Kind != a.Command.Kind()):
		t.Fatalf("%s: at first done, then %+v, %v", describe(a), again, err)
	case ref != nil && (!errors.As(err, &other) || other.Code != ref.Code):
		t.Fatalf("%s: at first %v, then %v", describe(a), ref, err)
	}
	if ref == nil {
		a.Command = &workflow.ReturnProposal{Proposal: "a", Missing: []string{"kind"}, Note: "etwas ganz anderes"}
		if _, err := s.c.Do(a); !errors.As(err, &other) || other.Code != "command_differs" {
			t.Fatalf("other content: %v", err)
		}
	}
	if after := s.entries(); !slices.EqualFunc(before, after, slices.Equal) {
		t.Fatalf("%d entries after %d", len(after), len(before))
	}
}
