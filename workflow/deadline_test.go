package workflow_test

import (
	"slices"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// waited is a state some time after its last entry.
func waited(r *workflow.Round, t ledger.Instant) *workflow.Round {
	n := r.Fork()
	n.Last = t
	return n
}

// discussed is a state in which discussion of a proposal has begun.
func discussed(r *workflow.Round, id string) *workflow.Round {
	n := r.Fork()
	n.Proposals = slices.Clone(r.Proposals)
	for i, p := range n.Proposals {
		if p.ID == id {
			c := *p
			c.Discussed = r.Size - 1
			n.Proposals[i] = &c
		}
	}
	return n
}

// deadlineRefusals are about deadlines, and about scores that are changed when others know of them.
func deadlineRefusals(t *testing.T) map[string]refusing {
	b := story()
	calling := b.proposal(t, "a", func(*workflow.Proposal) bool { return true })
	returned := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.State == workflow.Returned })
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	again := roundtest.Submit("b")
	again.Again, again.Base = true, 1
	month := ledger.Instant(60*24*3600) * 1e6
	set := func(stage, reason string, until ledger.Instant) workflow.Command {
		return &workflow.SetDeadline{Stage: stage, Until: until, Reason: reason}
	}
	declare := func(r *workflow.Round, person string) *workflow.Round {
		return thenBy(t, r, order(r, person, member, roundtest.Declare("a", "relative")))
	}
	free := readStory(t, "  binding: [call, return, scoring]", "  #").proposal(t, "a", func(*workflow.Proposal) bool { return true })
	review := roundtest.Move(workflow.KindReviewOpened, "a")
	sheet := roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)
	other := roundtest.Cast(b.policy, "a", 1, 1, 2, 2, 2, 2)
	return map[string]refusing{
		"deadline_passed":           {waited(calling, calling.Last+month), roundtest.Sam, submitter, roundtest.Submit("new"), "Einreichen"},
		"late_reason_missing":       {waited(open, roundtest.Later+month), roundtest.Cem, member, sheet, "01.06.2026, 18:00 Uhr. Nachfrist bis: 02.06.2026, 18:00 Uhr"},
		"late_reason_missing again": {waited(returned, returned.Last+month), roundtest.Sue, submitter, again, "Nachreichen"},
		"score_reason_missing":      {discussed(open, "a"), roundtest.Ada, member, other, "schon beraten"},
		"call_running":              {calling, roundtest.Olga, coordinator, review, "14.04.2026, 23:59 Uhr. Danach öffnet sich die Bewertung von selbst"},
		"wrong_phase of a review":   {free, roundtest.Olga, coordinator, review, "Bewertung"},
		"scoring_out_of_reach_body": {
			halfRecused(t), roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"),
			"„network“ lassen sich für diesen Vorschlag nicht genug Bewertungen erreichen. Nötig: 2; liegen vor: 1; können noch kommen: 0. " +
				"Nicht bewerten können, weil befangen oder nicht zugewiesen: dora-",
		},
		"scoring_out_of_reach": {
			declare(declare(open, roundtest.Ben), roundtest.Dora), roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"),
			"Nötig: 3; liegen vor: 1; können noch kommen: 1. Nicht bewerten können, weil befangen oder nicht zugewiesen: ben-",
		},
		"deadline_past":                {calling, roundtest.Olga, coordinator, set(policy.StageCall, "Grund", 0), "01.01.1970, 01:00 Uhr ist vorbei"},
		"reason_missing deadline":      {calling, roundtest.Olga, coordinator, set(policy.StageCall, "", roundtest.Later), "Begründung"},
		"reason_missing once more":     {open, roundtest.Olga, coordinator, set(policy.StageScoring, " ", roundtest.Later), "Begründung"},
		"option_unknown stage":         {calling, roundtest.Olga, coordinator, set("tea", "Grund", roundtest.Later), "„tea“"},
		"wrong_phase of a deadline":    {open, roundtest.Olga, coordinator, set(policy.StageCall, "Grund", roundtest.Later), "Vorbereitung"},
		"capacity_missing of deadline": {open, roundtest.Ada, member, set(policy.StageScoring, "Grund", roundtest.Later), "Koordination"},
	}
}

// halfRecused is a state in which each body has two members with a vote and all have scored a, but for Dora, who is excluded:
// the policy asks for two sheets of each body.
func halfRecused(t *testing.T) *workflow.Round {
	t.Helper()
	b := readStory(t, "per_body: 1", "per_body: 2")
	r := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	for person, body := range map[string]string{"gina": "bmas", "hugo": "vp-iq-ebb"} {
		r = then(t, r, &workflow.CreateSeat{Seat: person, Body: body, Weight: 1}, &workflow.Admit{
			Participant: pseudonym(person), Capacity: member, Seat: person, Person: person, Name: person, Reason: "Der Teil wird größer",
		})
	}
	r = thenBy(t, r, order(r, roundtest.Dora, member, roundtest.Declare("a", "relative")))
	for _, person := range []string{"gina", "hugo", roundtest.Ben, roundtest.Cem} {
		r = thenBy(t, r, order(r, person, member, roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)))
	}
	return r
}

// TestDeadlineBindsByTheInstant gives the same sheet to the last microsecond of the time of grace and to the one after it,
// without and with a reason for being late.
func TestDeadlineBindsByTheInstant(t *testing.T) {
	t.Parallel()
	b := story()
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	d := open.Deadline(policy.StageScoring, open.Proposal("a"))
	if d == nil || d.At != roundtest.Later || d.Last != d.At+24*3600*1e6 || d.Seq == 0 || !d.Binds || !d.Late {
		t.Fatalf("%+v", d)
	}
	for _, c := range []struct {
		at   ledger.Instant
		late string
		code string
	}{
		{d.At, "", ""},
		{d.Last, "", ""},
		{d.Last + 1, "", "late_reason_missing"},
		{d.Last + 1, " ", "late_reason_missing"},
		{d.Last + 1, "Der Bogen kam mit der Post", ""},
		{d.Last, "Der Bogen kam mit der Post", ""},
	} {
		sheet := roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)
		sheet.Late = c.late
		_, texts, ref := open.Decide(&workflow.Order{At: c.at, Actor: pseudonym(roundtest.Cem), As: member, ID: "id", Command: sheet})
		switch {
		case (ref == nil) != (c.code == ""), ref != nil && ref.Code != c.code:
			t.Errorf("at %s, late %q: %v, want %q", c.at, c.late, ref, c.code)
		case ref == nil && texts["late"] != c.late:
			t.Errorf("at %s the reason on record is %q", c.at, texts["late"])
		}
	}
}

// TestDeadlinesOfThePolicy counts days from the instants on which the policy's stages begin.
func TestDeadlinesOfThePolicy(t *testing.T) {
	t.Parallel()
	b := story()
	until := func(r *workflow.Round, stage, id string) string {
		d := r.Deadline(stage, r.Proposal(id))
		if d == nil {
			return "none"
		}
		return d.At.String()
	}
	calling := b.phase(t, workflow.Calling)
	returned := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.State == workflow.Returned })
	back := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.Version == 2 })
	for _, c := range []struct{ name, got, want string }{
		{"call of 2 March, 42 days, in summer time", until(calling, policy.StageCall, ""), "2026-04-13T21:59:59.999999Z"},
		{"return, 14 days, in winter time", until(returned, policy.StageReturn, "b"), "2026-03-16T22:59:59.999999Z"},
		{"not returned any more", until(back, policy.StageReturn, "b"), "none"},
		{"the call is over", until(b.phase(t, workflow.Reviewing), policy.StageCall, ""), "none"},
		{"before the round is open", until(b.states[0], policy.StageCall, ""), "none"},
		{"scoring as the office has set it, in general", until(b.phase(t, workflow.Reviewing), policy.StageScoring, ""), roundtest.Later.String()},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}

// TestReopenedScoringHasItsOwnTime reopens scoring after the deadline that the office had set: the policy's days count again.
func TestReopenedScoringHasItsOwnTime(t *testing.T) {
	t.Parallel()
	scored := story().phase(t, workflow.Deliberating)
	weeks := roundtest.Later + 30*24*3600*1e6
	reopened := then(t, waited(scored, weeks), roundtest.Move(workflow.KindScoringReopened, "a"))
	d := reopened.Deadline(policy.StageScoring, reopened.Proposal("a"))
	if want := "2026-07-29T21:59:59.999999Z"; d == nil || d.At.String() != want || d.Seq != 0 {
		t.Errorf("%+v, want %s", d, want)
	}
	extended := then(t, reopened, &workflow.SetDeadline{Stage: policy.StageScoring, Until: weeks + 1e6, Reason: "Es eilt"})
	if d := extended.Deadline(policy.StageScoring, extended.Proposal("a")); d.At != weeks+1e6 || d.Seq != reopened.Size {
		t.Errorf("set anew: %+v", d)
	}
}

// TestDaysThatDoNotBind reads a policy without the key „binding“, as editions before it were: its days are there to be seen.
func TestDaysThatDoNotBind(t *testing.T) {
	t.Parallel()
	b := readStory(t, "  binding: [call, return, scoring]", "  #")
	calling := b.proposal(t, "a", func(*workflow.Proposal) bool { return true })
	d := calling.Deadline(policy.StageCall, nil)
	if d == nil || d.Binds || d.Passed(d.Last+1) {
		t.Errorf("%+v", d)
	}
	late := waited(calling, d.Last+1)
	if _, _, ref := late.Decide(order(late, roundtest.Sam, submitter, roundtest.Submit("new"))); ref != nil {
		t.Error(ref)
	}
	set := then(t, calling, &workflow.SetDeadline{Stage: policy.StageCall, Until: d.At, Reason: "Es gilt"})
	if d := set.Deadline(policy.StageCall, nil); !d.Binds {
		t.Error("what the office sets does not bind")
	}
}

// TestCommitteeClocks holds the clocks against the zone database, hour by hour about the days on which they change.
func TestCommitteeClocks(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for year := 1997; year < 2060; year++ {
		for _, month := range []time.Month{time.January, time.March, time.July, time.October} {
			for h := range 32 * 24 {
				at := time.Date(year, month, 1, h, 59, 59, 0, time.UTC)
				_, offset := at.In(berlin).Zone()
				if got := workflow.Local(ledger.InstantOf(at)).Time().Sub(at); got != time.Duration(offset)*time.Second {
					t.Fatalf("%s: %s ahead of UTC, want %d s", at, got, offset)
				}
			}
			for d := 1; d <= 31; d++ {
				want := time.Date(year, month, d+1, 0, 0, 0, 0, berlin).Add(-time.Microsecond)
				if got := workflow.EndOfDay(year, month, d); !got.Time().Equal(want) {
					t.Fatalf("the end of %d-%d-%d is %s, want %s", year, month, d, got, want.UTC())
				}
			}
		}
	}
}
