package store

import (
	"context"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/logtest"
	"gremium/workflow/roundtest"
)

// storied counts the kinds of the story's round, which TestStoryFillsEveryTable rebuilds: what is rare in random rounds is
// certain there.
func storied(t *testing.T, seen map[workflow.Kind]int) {
	t.Helper()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "told")
	h.Story(t)
	h.Must(t, logtest.Office, logtest.Round, h.Convene("writing", true), h.Agenda("writing"),
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "writing"})
	h.Must(t, logtest.Member(1), logtest.Round, &workflow.MoveMeeting{Transition: workflow.KindObjectionRaised, Meeting: "writing"})
	h.Must(t, logtest.Desk, "", &workflow.RegisterOrganisation{
		Organisation: "verein", OrganisationKind: "carrier", Name: "Verein", Change: true, Land: "BE",
	})
	for _, k := range []workflow.Kind{workflow.KindOrganisationChanged, workflow.KindKeyRotated, workflow.KindLedgerAccepted} {
		seen[k]++
	}
	rebuilt(t, db)
	tell(t, db, seen)
	byLot := fresh(t)
	tied(t, byLot)
	rebuilt(t, byLot)
	tell(t, byLot, seen)
}

// tied plays a round with a lot between two proposals, each of which was voted for.
func tied(t *testing.T, db *DB) {
	t.Helper()
	h := logtest.NewHouse(t, db, "tied")
	h.Policy = roundtest.ByLot(h.Policy)
	h.Begin(t, 3)
	h.Must(t, logtest.Office, logtest.Round, h.Proposal("lamp"), h.Proposal("bench"), &workflow.Move{Transition: workflow.KindReviewStarted})
	h.Review(t, "lamp", 3, 3)
	h.Review(t, "bench", 3, 3)
	h.Must(t, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindDeliberationStarted})
	for _, id := range []string{"lamp", "bench"} {
		h.Must(t, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: id})
		for n := 1; n <= 3; n++ {
			h.Must(t, logtest.Member(n), logtest.Round, &workflow.CastVote{Proposal: id, Choice: policy.Yes})
		}
		h.Must(t, logtest.Office, logtest.Round, &workflow.CloseBallot{Proposal: id})
	}
	h.Must(t, logtest.Office, logtest.Round, &workflow.DrawLot{Among: []string{"bench", "lamp"}},
		&workflow.TakeDecision{Proposal: "lamp", Rationale: "Begründung"}, &workflow.TakeDecision{Proposal: "bench", Rationale: "Begründung"})
}

// tell counts the kinds of a house's round.
func tell(t *testing.T, db *DB, seen map[workflow.Kind]int) {
	t.Helper()
	var dec workflow.Decoder
	for b, err := range db.Entries(context.Background(), "example.org/round/"+logtest.Round, 0) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		seen[rec.Event.Kind()]++
	}
}
