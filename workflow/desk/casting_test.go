package desk_test

import (
	"bytes"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// castings are what somebody holds, or who reads for whom.
func (w *world) castings(t *testing.T, who *desk.Who, of string) []desk.Casting {
	t.Helper()
	v, err := w.desk.Round(t.Context(), roundtest.Main, who)
	must(t, err)
	out, err := w.desk.Castings(t.Context(), v, who, of)
	must(t, err)
	for i := range out {
		must(t, w.desk.Held(t.Context(), v, &out[i]))
	}
	return out
}

func (w *world) waiting(t *testing.T, who *desk.Who) desk.Waiting {
	t.Helper()
	v, err := w.desk.Round(t.Context(), roundtest.Main, who)
	must(t, err)
	out, err := w.desk.Waiting(t.Context(), v, who, "")
	must(t, err)
	return out
}

// Everybody holds their own entries and those that they entered for others; who reads the whole record finds those of one person, but no
// vote while its ballot is open.
func TestCastings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scored()
	ada := roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), roundtest.Ada)
	w.vote(roundtest.Ada, policy.Yes)
	w.vote(roundtest.Ben, policy.No)
	w.Play(roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Otto, As: workflow.Operator, For: roundtest.Dora, Command: roundtest.Vote("a", policy.Yes)}})
	own := w.castings(t, who(roundtest.Ada), "")
	if len(own) != 2 || own[0].Kind != workflow.KindScoresCast || own[1].Kind != workflow.KindVoteCast || own[0].By != ada || own[0].Clerk != "" || own[1].Version != 1 {
		t.Fatalf("%+v", own)
	}
	if !bytes.Contains(own[1].Entry, []byte(`"choice":"yes"`)) || own[1].Seq <= own[0].Seq {
		t.Errorf("%s", own[1].Entry)
	}
	clerk, dora := w.castings(t, who(roundtest.Otto, desk.Operator), ""), w.castings(t, who(roundtest.Dora), "")
	if len(clerk) != 1 || len(dora) != 2 || clerk[0].Seq != dora[1].Seq || clerk[0].Clerk == "" || clerk[0].By != dora[1].By {
		t.Errorf("entered for somebody: %+v and %+v", clerk, dora)
	}
	auditor := who("auditor", desk.Auditor)
	if got := w.castings(t, auditor, ada); len(got) != 1 {
		t.Errorf("who reads the record finds %d entries while the ballot is open", len(got))
	}
	if got := w.castings(t, who(roundtest.Ben), ada); len(got) != 0 {
		t.Errorf("another member gets %+v", got)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
	if got := w.castings(t, auditor, ada); len(got) != 2 {
		t.Errorf("who reads the record finds %d entries", len(got))
	}
	if got := w.castings(t, auditor, ""); len(got) != 0 {
		t.Errorf("the auditor's own are %+v", got)
	}
}

// The proofs wait for the rule by which checkpoints are public, and for the end of the round for whoever takes no part in something.
func TestWaitingForProofs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	is := func(when, person string, want desk.Waiting) {
		t.Helper()
		if got := w.waiting(t, who(person)); got != want {
			t.Errorf("%s, %s waits for %q, want %q", when, person, got, want)
		}
	}
	is("while scores are hidden", roundtest.Ada, desk.WaitingScoring)
	w.scored()
	is("while one proposal is under review still", roundtest.Ada, desk.WaitingScoring)
	w.office(&workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: "b", Reason: "r"})
	is("while a ballot is open", roundtest.Ada, desk.WaitingBallot)
	w.by(roundtest.Eva, workflow.Member, roundtest.Declare("a", "relative"))
	is("while a ballot is open", roundtest.Eva, desk.WaitingEnd)
	w.vote(roundtest.Ada, policy.Yes)
	w.office(&workflow.CloseBallot{Proposal: "a"})
	is("afterwards", roundtest.Ada, desk.WaitingNot)
	is("afterwards", roundtest.Eva, desk.WaitingEnd)
	w.office(&workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "r"})
	is("at the end", roundtest.Eva, desk.WaitingNot)
}

// Whoever gets the proof of somebody else's entry, as a clerk or a reader of the record, waits as long as that person.
func TestWaitingForProofsOfOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scored()
	w.office(&workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: "b", Reason: "r"})
	w.by(roundtest.Eva, workflow.Member, roundtest.Declare("a", "relative"))
	w.vote(roundtest.Ada, policy.Yes)
	w.office(&workflow.CloseBallot{Proposal: "a"}, &workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"})
	operator := who(roundtest.Otto, desk.Operator)
	v, err := w.desk.Round(t.Context(), roundtest.Main, operator)
	must(t, err)
	for person, want := range map[string]desk.Waiting{
		roundtest.Ada: desk.WaitingNot, roundtest.Eva: desk.WaitingEnd, roundtest.Dora: desk.WaitingEnd, roundtest.Otto: desk.WaitingNot,
	} {
		got, err := w.desk.Waiting(t.Context(), v, operator, w.of(person))
		must(t, err)
		if got != want {
			t.Errorf("the proof of %s waits for %q, want %q", person, got, want)
		}
	}
	w.office(&workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "r"})
	v, err = w.desk.Round(t.Context(), roundtest.Main, operator)
	must(t, err)
	if got, err := w.desk.Waiting(t.Context(), v, operator, w.of(roundtest.Eva)); got != desk.WaitingNot || err != nil {
		t.Errorf("at the end it waits for %q, %v", got, err)
	}
}

// Who has left the seat keeps the own entries, sees none of what came later, and waits for the end of the round.
func TestCastingsOfWhoHasLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scored()
	before := w.castings(t, who(roundtest.Dora), "")
	w.office(&workflow.CloseBallot{Proposal: "a"}, &workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: "b", Reason: "r"},
		&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"}, roundtest.Holder(roundtest.Main, roundtest.Hal, "net-2"))
	if after := w.castings(t, who(roundtest.Dora), ""); len(before) != 1 || len(after) != 1 || !bytes.Equal(before[0].Entry, after[0].Entry) {
		t.Errorf("%+v and then %+v", before, after)
	}
	if got := w.castings(t, who(roundtest.Hal), ""); len(got) != 0 {
		t.Errorf("who came after holds what the one before gave: %+v", got)
	}
	if got := w.waiting(t, who(roundtest.Dora)); got != desk.WaitingEnd {
		t.Errorf("who has left waits for %q", got)
	}
	if got := w.waiting(t, who(roundtest.Ada)); got != desk.WaitingNot {
		t.Errorf("who is there waits for %q", got)
	}
}
