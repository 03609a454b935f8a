package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
	"gremium/workflow/race"
	"gremium/workflow/roundtest"
)

// dump reads an index table as text, in order of its key.
func dump(t rapid.TB, db *DB, tb *table) []string {
	t.Helper()
	rows, err := db.read.Queryx("SELECT " + strings.Join(tb.names(), ", ") + " FROM " + tb.name + " ORDER BY " + strings.Join(tb.keys(), ", "))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		row, err := rows.SliceScan()
		if err != nil {
			t.Fatal(err)
		}
		parts := make([]string, len(row))
		for i, v := range row {
			parts[i] = value(v)
		}
		out = append(out, strings.Join(parts, " | "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// rebuilt checks that making the tables again changes nothing.
func rebuilt(t rapid.TB, db *DB) {
	t.Helper()
	ctx := context.Background()
	differences, err := db.Compare(ctx)
	if err != nil || len(differences) > 0 {
		t.Fatalf("written as it went, the tables differ from the ledgers: %v\n%s", err, said(differences, "en"))
	}
	before := make([][]string, len(tables))
	for i := range tables {
		before[i] = dump(t, db, &tables[i])
	}
	if err := db.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	for i := range tables {
		if after := dump(t, db, &tables[i]); !slices.Equal(before[i], after) {
			t.Errorf("table %s: %d rows written as it went\n%s\n%d rows rebuilt\n%s", tables[i].name,
				len(before[i]), strings.Join(before[i], "\n"), len(after), strings.Join(after, "\n"))
		}
	}
}

func TestStoryFillsEveryTable(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	logtest.NewHouse(t, db, "first").Story(t)
	for i := range tables {
		if len(dump(t, db, &tables[i])) == 0 {
			t.Errorf("table %s is empty", tables[i].name)
		}
	}
	rebuilt(t, db)
	for view, want := range map[string]int{
		"readable_entries": 1, "readable_participants": 5, "readable_proposals": 3, "readable_scores": 40, "readable_votes": 15,
		"readable_decisions": 3, "means": 8, "tallies": 3, "readable_assignments": 5, "readable_comments": 3, "readable_questions": 1,
	} {
		var n int
		if err := db.read.Get(&n, "SELECT COUNT(*) FROM "+view); err != nil || n < want {
			t.Errorf("view %s has %d rows, want at least %d (%v)", view, n, want, err)
		}
	}
	var title string
	if err := db.read.Get(&title, `SELECT title FROM readable_proposals WHERE id = 'bench'`); err != nil || title != "Titel bench" {
		t.Errorf("title = %q, %v", title, err)
	}
}

// TestIncrementalIsRebuilt plays random rounds, with commands in season and out of it, alone and several at once.
func TestIncrementalIsRebuilt(t *testing.T) {
	t.Parallel()
	round, seen, dir := 0, map[workflow.Kind]int{}, t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		round++
		db, err := Open(context.Background(), filepath.Join(dir, fmt.Sprint(round)), Options{Create: true})
		if err != nil {
			r.Fatal(err)
		}
		defer func() {
			if err := db.Close(); err != nil {
				r.Error(err)
			}
		}()
		h := logtest.NewHouse(t, db, fmt.Sprint("house ", round))
		h.Begin(t, 3)
		defer h.Close()
		g := generator{r: r, h: h}
		g.begin(t)
		for range 30 + g.n("steps", 40) {
			requests := make([]workflow.Request, max(1, g.n("at once", 6)-3))
			for i := range requests {
				requests[i] = g.request()
			}
			receipts, err := h.Execute(context.Background(), requests...)
			if err != nil && !logtest.Refused(err) {
				r.Fatal(err)
			}
			for _, receipt := range receipts {
				seen[receipt.Kind]++
			}
		}
		rebuilt(r, db)
	})
	storied(t, seen)
	for _, k := range workflow.Kinds() {
		drawn := !slices.Contains([]workflow.Kind{
			workflow.KindRoundOpened, workflow.KindCallOpened, workflow.KindRoundConcluded, workflow.KindRoundCancelled,
			workflow.KindDecisionRecorded, workflow.KindProgrammeCreated, workflow.KindPolicyAdopted, workflow.KindRoundListed,
			workflow.KindRoundClosed, workflow.KindRoundNoted, workflow.KindKeyRotatedFirst,
		}, k)
		t.Logf("%6d %s", seen[k], k.Name())
		if drawn && seen[k] == 0 && !race.Watches { // few rounds are drawn then
			t.Errorf("%s was neither drawn with success nor told", k.Name())
		}
	}
}

// generator draws requests.
type generator struct {
	r *rapid.T
	h *logtest.House
}

// begin brings both proposals to where the random part starts: handed in, scored, decided.
func (g *generator) begin(t *testing.T) {
	stage := one(g, "stage", 0, 1, 2, 3, 4)
	if stage == 0 {
		return
	}
	g.h.Must(t, logtest.Office, logtest.Round, g.h.Proposal("lamp"), g.h.Proposal("bench"),
		&workflow.Move{Transition: workflow.KindReviewStarted})
	if stage == 1 {
		return
	}
	g.h.Review(t, "lamp", 3, 3)
	g.h.Review(t, "bench", 3, 2)
	g.h.Must(t, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindDeliberationStarted})
	if stage == 2 {
		g.sit(t)
		return
	}
	g.h.Decide(t, "lamp", 3, policy.Yes)
	if stage == 3 {
		return
	}
	g.h.Must(t, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindReconsiderationRequested, Proposal: "lamp", Reason: "Grund"},
		&workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "bench"})
	for n := 1; n <= 3; n++ {
		g.h.Must(t, logtest.Member(n), logtest.Round, &workflow.CastVote{Proposal: "bench", Choice: policy.Yes})
	}
}

func (g *generator) n(what string, upTo int) int { return roundtest.Below(g.r, upTo+1, what) }

// one draws one of several.
func one[T any](g *generator, what string, of ...T) T { return of[g.n(what, len(of)-1)] }

// base draws the version that a member's sheet and vote stand at, most often the right one of either.
func (g *generator) base(proposal string, member logtest.By) uint64 {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	_, who := state.Participant(g.h.Pseudonym(state.Origin, member.Person))
	p := state.Proposal(proposal)
	if p == nil || who == nil {
		return 0
	}
	sheet, vote := p.Sheet(who.Member), p.Vote(who.Member)
	switch {
	case g.n("stale", 5) == 0:
		return 7
	case p.State == workflow.UnderReview && sheet != nil:
		return sheet.Version
	case p.State == workflow.Scored && vote != nil:
		return vote.Version
	}
	return 0
}

// version is the version of a proposal, now and then another one.
func (g *generator) version(proposal string) uint64 {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	p := state.Proposal(proposal)
	if p == nil || g.n("other", 5) == 0 {
		return 2
	}
	return p.Version
}

func (g *generator) request() workflow.Request {
	p := one(g, "proposal", "lamp", "bench")
	member := logtest.Member(1 + g.n("member", 3))
	base := g.base(p, member)
	if g.n("aimed", 2) > 0 {
		return g.aimed(p, member, base)
	}
	switch g.n("what", 27) {
	case 0:
		c := g.h.Proposal(p)
		c.Base = uint64(g.n("version", 1))
		c.Again = c.Base > 0
		for range g.n("owners", 2) {
			c.Owners = append(c.Owners, workflow.Owner{Organisation: fmt.Sprint("verein-", len(c.Owners)), Carrier: "träger"})
		}
		return g.h.Request(logtest.Office, logtest.Round, c)
	case 1:
		c := g.h.Check(p)
		c.Seen = g.version(p)
		c.Points[0].Holds = g.n("holds", 3) > 0
		return g.h.Request(logtest.Office, logtest.Round, c)
	case 2, 3:
		c := g.h.Scores(p, g.n("level", 3), base)
		c.Seen = g.version(p)
		if g.n("assessable", 2) == 0 {
			c.Scores[0].Value = policy.Value{NotAssessable: true}
		}
		return g.h.Request(member, logtest.Round, c)
	case 4, 5:
		choice := one(g, "choice", policy.Yes, policy.No, policy.Abstain)
		return g.h.Request(member, logtest.Round, &workflow.CastVote{Proposal: p, Choice: choice, Base: base})
	case 6, 7:
		return g.outside()
	case 19:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.SetDeadline{
			Stage: one(g, "stage", policy.Stages()...), Reason: "Ferien",
			Until: ledger.InstantOf(time.Date(2026, 6, 1+g.n("day", 20), 0, 0, 0, 0, time.UTC)),
		})
	case 14:
		return g.h.Request(logtest.Office, logtest.Round, g.h.Assign(p, g.n("assigned", 4)))
	case 15:
		wish := one(g, "wish", workflow.Wants, workflow.Avoids, workflow.NoPreference)
		return g.h.Request(member, logtest.Round, &workflow.StateWish{Proposal: p, Wish: wish})
	case 16, 24, 25:
		return g.interest(p)
	case 17, 18:
		return g.talk(p)
	case 20, 21, 22, 23:
		return g.meeting(member)
	case 26, 27:
		return g.erasure(p)
	default:
		return g.move(p)
	}
}

// outside draws what concerns no proposal.
func (g *generator) outside() workflow.Request {
	id := fmt.Sprint("o-", g.n("organisation", 1))
	switch g.n("outside", 5) {
	case 5:
		return g.minutes()
	case 2:
		return g.h.Request(logtest.Desk, "", &workflow.RegisterOrganisation{
			Organisation: id, OrganisationKind: "project", Parent: "verein", Name: "Projekt", Change: g.n("change", 1) == 1, Land: "BE",
		})
	case 3, 4:
		return g.membership()
	case 1:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.CreateSeat{
			Seat: id, Body: g.h.Policy.Bodies[0].ID, Organisation: "verein", Label: "Sitz", Advisory: true,
		})
	}
	person := logtest.Member(4 + g.n("person", 2)).Person
	return g.h.Request(logtest.Office, logtest.Round, &workflow.Admit{
		Participant: g.h.Pseudonym(g.h.RoundOrigin(logtest.Round), person), Capacity: workflow.Member, Seat: id, Person: person, Name: person, Reason: "Grund",
	})
}
