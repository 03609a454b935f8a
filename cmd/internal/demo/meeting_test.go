package demo_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"gremium/cmd/internal/demo"
	"gremium/policy"
	"gremium/workflow"
)

// of are the commands of one type among what was played, with their steps.
func of[C workflow.Command](steps []played) (at []played, commands []C) {
	for i := range steps {
		for _, a := range steps[i].acts {
			if c, ok := a.Command.(C); ok {
				at, commands = append(at, steps[i]), append(commands, c)
			}
		}
	}
	return at, commands
}

// within are the steps in a round.
func within(round string, steps []played) []played {
	return slices.DeleteFunc(steps, func(x played) bool { return x.acts[0].Round != round })
}

// TestSame asks that the same instant gives the same round.
func TestSame(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 9, 11, 12, 13, 0, time.UTC)
	if !reflect.DeepEqual(play(t, now), play(t, now)) {
		t.Error("two rounds played at the same instant differ")
	}
}

// TestDue asks that a meeting waits that whoever tries the demonstration can open at once, at any time of any day: convened in
// time, with proposals that nobody has voted on, and nobody there yet.
func TestDue(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{
		time.Date(2026, 11, 23, 15, 29, 59, 0, time.UTC), time.Date(2027, 6, 5, 23, 30, 0, 0, time.UTC), time.Date(2026, 3, 1, 0, 0, 0, 1, time.UTC),
	} {
		steps := play(t, now)
		at, all := of[*workflow.Convene](steps)
		due, convened := all[len(all)-1], at[len(at)-1].at
		starts := due.Starts.Time()
		if ahead := starts.Sub(now); ahead <= 0 || ahead > 30*time.Minute {
			t.Errorf("%v: the meeting begins at %v", now, starts)
		}
		if notice := starts.Sub(convened); notice < 14*24*time.Hour || notice > 20*24*time.Hour {
			t.Errorf("%v: the invitation was sent %v before", now, notice)
		}
		_, agendas := of[*workflow.SetAgenda](steps)
		var scored []string
		for _, item := range agendas[len(agendas)-1].Items {
			if item.Proposal != "" {
				scored = append(scored, item.Proposal)
			}
		}
		if len(scored) < 3 {
			t.Errorf("%v: %d proposals on the agenda", now, len(scored))
		}
		_, ballots := of[*workflow.OpenBallot](steps)
		for _, b := range ballots {
			if b.Meeting == due.Meeting || slices.Contains(scored, b.Proposal) {
				t.Errorf("%v: a ballot was held on %+v", now, b)
			}
		}
		_, there := of[*workflow.RecordAttendance](steps)
		if slices.ContainsFunc(there, func(c *workflow.RecordAttendance) bool { return c.Meeting == due.Meeting }) {
			t.Errorf("%v: somebody is there already", now)
		}
	}
}

// TestHeld asks that the meeting that was held shows what a meeting can be: a deputy, a member who leaves for an item, a
// motion, ballots by name, and minutes that two persons answer for.
func TestHeld(t *testing.T) {
	t.Parallel()
	steps := within(demo.Round, play(t, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)))
	_, there := of[*workflow.RecordAttendance](steps)
	present := map[string]bool{}
	left := map[string]string{}
	for _, c := range there {
		switch {
		case c.Item == "":
			present[c.Participant] = c.Attendance == workflow.Present
		case c.Attendance == workflow.Left:
			left[c.Participant] = c.Item
		}
	}
	if len(present) != 12 || present["p-feddersen"] || !present["p-soerensen"] {
		t.Errorf("present are %v", present)
	}
	if len(left) != 1 || left["p-quispe"] != "beispiel-betriebsfruehstueck" {
		t.Errorf("who leaves for an item: %v", left)
	}
	votes, cast := of[*workflow.CastVote](steps)
	motions, deputy := 0, 0
	for i, c := range cast {
		if c.Motion != "" {
			motions++
		}
		if votes[i].who == "soerensen" {
			deputy++
		}
		if c.Choice != policy.Yes && c.Choice != policy.No && c.Choice != policy.Abstain {
			t.Errorf("%s votes %q", votes[i].who, c.Choice)
		}
	}
	if motions != 12 || deputy < 5 {
		t.Errorf("%d votes on a motion, %d by the deputy", motions, deputy)
	}
	drafted, _ := of[*workflow.DraftMinutes](steps)
	approved, _ := of[*workflow.ApproveMinutes](steps)
	if len(drafted) != 1 || len(approved) != 1 || drafted[0].who != "castellani" || approved[0].who != "vollmer" {
		t.Errorf("drafted %v, approved %v", drafted, approved)
	}
}

// TestUndecided asks that a plan whose meeting decides on what has no ballot is refused.
func TestUndecided(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	m := &s.Plan.Meetings[0]
	m.Items = append(m.Items, demo.Item{Proposal: "beispiel-fallberatung"})
	if err := s.Play(t.Context(), watching(s, nil, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))); err == nil {
		t.Error("a meeting that decides without a ballot is played")
	}
}
