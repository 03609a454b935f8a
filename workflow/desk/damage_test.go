package desk_test

import (
	"errors"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// A damaged round is closed, and closes no other.
func TestDamagedRoundStandsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Play(roundtest.Open("r8", w.p))
	w.Play(roundtest.Unit{{Round: "r8", Person: roundtest.Olga, As: workflow.Coordinator, Command: &workflow.CreateSeat{Seat: "s", Body: w.p.Bodies[0].ID}}})
	w.Play(roundtest.Unit{{Round: "r8", Person: roundtest.Olga, As: workflow.Coordinator, Command: &workflow.Admit{
		Participant: roundtest.Pseudonym(roundtest.RoundOrigin("r8"), roundtest.Ben), Capacity: workflow.Member, Seat: "s", Person: roundtest.Ben, Name: "Ben",
	}}})
	tape := w.desk.Log.(*roundtest.Tape)
	tape.Alter(roundtest.RoundOrigin("r8"), func(r *roundtest.Reel) { r.Entries[1] = r.Entries[1][1:] })
	other := roundtest.New(t, tape, 3) // has to read what is stored
	t.Cleanup(other.Close)
	d := &desk.Desk{Engine: other.Engine, Log: tape}
	rounds, err := d.Rounds(t.Context(), who(roundtest.Olga, desk.Coordinator))
	if err != nil || len(rounds) != 1 || rounds[0].ID != roundtest.Main {
		t.Errorf("%v, %d rounds", err, len(rounds))
	}
	for person, want := range map[*desk.Who]int{
		who(roundtest.Olga, desk.Coordinator): 1, who(roundtest.Max, desk.Auditor): 1, who(roundtest.Max, desk.Operator): 1,
		who(roundtest.Ben): 1, who(roundtest.Ada): 0, who(roundtest.Sam, desk.Submitter): 0,
	} {
		if damaged, err := d.Damaged(t.Context(), person); err != nil || len(damaged) != want || want > 0 && damaged[0] != "r8" {
			t.Errorf("%v are told of %v, %v", person.Grants, damaged, err)
		}
	}
	if _, err := d.Round(t.Context(), "r8", who(roundtest.Olga, desk.Coordinator)); !errors.Is(err, workflow.ErrCorrupt) {
		t.Errorf("the damaged round answers %v", err)
	}
}

// How somebody votes is nobody's to read before the ballot is closed, auditors included.
func TestOpenVotesAreHiddenFromAuditors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scored()
	w.vote(roundtest.Ada, policy.Yes)
	auditor := who(roundtest.Max, desk.Auditor)
	seen := func() (votes int, raw error) {
		v, err := w.desk.Round(t.Context(), roundtest.Main, auditor)
		must(t, err)
		steps, err := w.desk.History(t.Context(), v, "")
		must(t, err)
		for _, s := range steps {
			if s.Kind == workflow.KindVoteCast {
				votes++
			}
		}
		_, raw = w.desk.Entry(t.Context(), v, w.Committee.Round(roundtest.Main).Proposal("a").Vote(0).Seq)
		return votes, raw
	}
	if votes, raw := seen(); votes != 0 || refusal(raw) == nil {
		t.Errorf("while it is open: %d votes, %v", votes, raw)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
	if votes, raw := seen(); votes != 1 || raw != nil {
		t.Errorf("after it: %d votes, %v", votes, raw)
	}
}
