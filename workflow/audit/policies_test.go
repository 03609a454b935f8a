package audit_test

import (
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/roundtest"
)

// panel is a committee of six who play a whole round of six proposals under one policy.
type panel struct {
	*roundtest.Committee
	t     *testing.T
	rules *policy.Policy
}

var (
	seated   = []string{roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora, roundtest.Eva, "fay"}
	entrants = []string{"a", "b", "c", "d", "e", "f"}
)

func (c *panel) office(commands ...workflow.Command) {
	c.t.Helper()
	for _, command := range commands {
		c.Play(roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Olga, As: workflow.Coordinator, Command: command}})
	}
}

func (c *panel) member(person string, command workflow.Command) {
	c.t.Helper()
	c.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: workflow.Member, Command: command}})
}

// each moves all proposals on.
func (c *panel) each(k workflow.Kind) {
	c.t.Helper()
	for _, id := range entrants {
		c.office(&workflow.Move{Transition: k, Proposal: id})
	}
}

// open opens the round with six members over the policy's bodies; Ada is in the chair.
func (c *panel) open() {
	c.Play(append(roundtest.Found(), roundtest.Adopt(c.rules), roundtest.Open(roundtest.Main, c.rules))...)
	for i, person := range seated {
		body := c.rules.Bodies[i%len(c.rules.Bodies)]
		seat := workflow.CreateSeat{Seat: "seat-" + person, Body: body.ID, Chair: i == 0}
		if len(body.Groups) > 0 {
			seat.Group = body.Groups[0].ID
		}
		c.Play(roundtest.Seat(roundtest.Main, person, seat))
	}
	c.office(roundtest.Move(workflow.KindCallOpened, ""))
	for _, id := range entrants {
		submit := roundtest.Submit(id)
		submit.ProposalKind, submit.Audiences, submit.Institutions = c.rules.Kinds[0].ID, nil, nil
		c.Play(roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Sam, As: workflow.Submitter, Command: submit}})
		if len(c.rules.Eligibility) == 0 {
			continue
		}
		check := &workflow.CheckProposal{Proposal: id, Seen: 1}
		for _, point := range c.rules.Eligibility {
			check.Points = append(check.Points, workflow.Point{ID: point.ID, Holds: true})
		}
		c.office(check)
	}
	c.office(roundtest.Move(workflow.KindReviewStarted, ""))
}

// score has each proposal scored a step worse than the one before it; those on both sides of the limit are alike. Eva takes
// no part in a.
func (c *panel) score() {
	if n := c.rules.Assignment.PerProposal; n > 0 {
		for _, id := range entrants {
			c.office(roundtest.Assign(id, seated[:n+1]...))
		}
	}
	c.each(workflow.KindReviewOpened)
	c.member(roundtest.Eva, roundtest.Declare("a", c.rules.Interests.Kinds[0].ID))
	for i, id := range entrants {
		values := make([]int, len(c.rules.Criteria))
		for k := range values {
			values[k] = grade(&c.rules.Criteria[k], i, c.rules.Selected.AtMost)
		}
		p := c.Round(roundtest.Main).Proposal(id)
		for _, person := range seated {
			r := c.Round(roundtest.Main)
			at, _ := r.Participant(roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), person))
			if !r.Assigned(p, at) || r.Recused(p, at) != nil {
				continue
			}
			c.member(person, roundtest.Cast(c.rules, id, 1, 0, values...))
		}
	}
	c.each(workflow.KindScoringClosed)
	for _, id := range entrants {
		c.member(roundtest.Ada, &workflow.MakeComment{Proposal: id, Text: "Besprochen."})
	}
	c.office(roundtest.Move(workflow.KindDeliberationStarted, ""))
}

func grade(c *policy.Criterion, i, limit int) int {
	if limit > 0 && i >= limit {
		i--
	}
	i = min(i, len(c.Values)-1)
	if c.Better == policy.Lower {
		return i
	}
	return len(c.Values) - 1 - i
}

// vote has everybody say yes, but to d, on which there is a tie that Ada breaks with yes.
func (c *panel) vote() {
	if c.rules.Majority.None() {
		return
	}
	meeting := c.convene()
	for _, id := range entrants {
		if meeting != "" {
			c.office(&workflow.CallItem{Meeting: meeting, Item: id})
		}
		c.office(&workflow.OpenBallot{Proposal: id, Meeting: meeting})
		for i, person := range seated {
			choice := policy.Yes
			if id == "d" && i%2 == 1 {
				choice = policy.No
			}
			if id != "a" || person != roundtest.Eva {
				c.member(person, roundtest.Vote(id, choice))
			}
		}
		c.office(&workflow.CloseBallot{Proposal: id})
	}
}

// convene holds a meeting with all members where the policy asks for one, and gives its id.
func (c *panel) convene() string {
	if c.rules.Ballots.Requires != policy.RequiresMeeting {
		return ""
	}
	c.office(roundtest.Convene("s1"), roundtest.Agenda("s1", "", entrants...), roundtest.InMeeting(workflow.KindMeetingOpened, "s1"))
	for _, person := range seated {
		c.office(roundtest.Attend("s1", person, workflow.Present, ""))
	}
	return "s1"
}

// decide takes every decision as the policy proposes it; of those tied at the limit the first one gets the place.
func (c *panel) decide() {
	for _, id := range entrants {
		r := c.Round(roundtest.Main)
		d := &workflow.TakeDecision{Proposal: id, Rationale: "Begründung"}
		det := r.Policy.Determine(r.Facts(r.Proposal(id)))
		if tied(det.Findings) && selected(r) < c.rules.Selected.AtMost {
			d.Outcome, d.Deviation = policy.Selected, "Das Gremium hat beschlossen."
		}
		c.office(d)
	}
	if c.rules.Release.When == policy.ReleasedTogether {
		c.each(workflow.KindDecisionReleased)
	}
	c.office(roundtest.Move(workflow.KindRoundConcluded, ""))
}

func tied(findings []policy.Finding) bool {
	return slices.ContainsFunc(findings, func(f policy.Finding) bool {
		return f.Rule == policy.RuleLimitTie || tied(f.Findings)
	})
}

func selected(r *workflow.Round) (n int) {
	for _, p := range r.Proposals {
		if p.Outcome == string(policy.Selected) {
			n++
		}
	}
	return n
}

// A whole round runs under every policy that comes with the program, from the call to the last release, and the auditor's
// replay gives the same.
func TestWholeRoundsUnderTheBuiltInPolicies(t *testing.T) {
	t.Parallel()
	outcomes := map[string]string{
		"iq-good-practice": "selected selected not_selected not_selected not_selected not_selected",
		"vwvfg-committee":  "selected selected selected selected selected selected",
		"grant-panel":      "selected selected selected selected selected not_selected",
		"jury":             "selected selected selected not_selected not_selected not_selected",
	}
	if len(outcomes) != len(policy.BuiltInNames()) {
		t.Errorf("there are %v", policy.BuiltInNames())
	}
	for name, want := range outcomes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			src, _ := policy.BuiltIn(name)
			rules, err := policy.Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			tape := roundtest.NewTape()
			c := &panel{roundtest.New(t, tape, 3), t, rules}
			defer c.Close()
			c.open()
			c.score()
			c.vote()
			c.decide()
			var got []string
			for _, p := range c.Round(roundtest.Main).Proposals {
				got = append(got, p.Outcome)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
			}
			report := check(t, tape, audit.Options{Lang: "en"})
			if l := of(t, report, main); !report.OK || result(l, audit.Decisions) != audit.OK || result(l, audit.Rules) != audit.OK {
				t.Errorf("%+v", l.Findings)
			}
		})
	}
}
