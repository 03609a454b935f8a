package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

func report(id, person, kind string) *workflow.ReportInterest {
	return &workflow.ReportInterest{Proposal: id, About: pseudonym(person), InterestKind: kind, Note: "Grund"}
}

func lift(id, person string, yes ...string) *workflow.ResolveInterest {
	c := roundtest.Resolve(id, person, yes...)
	c.Lift = true
	return c
}

// interestRefusals are about interests and those who are excluded by them: in the story Dora and, for a while, Eva, from b.
func interestRefusals(t *testing.T) map[string]refusing {
	b := story()
	open := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 1 })
	pending := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 2 })
	both := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 2 && p.Interests[1].Excludes })
	voting := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.Ballot != nil })
	bare := report("b", roundtest.Ben, "advice")
	bare.Note = ""
	return map[string]refusing{
		"recused":                  {open, roundtest.Eva, member, roundtest.Cast(b.policy, "b", 2, 0, 2, 2, 2, 2), "§ 20 VwVfG"},
		"recused voting":           {voting, roundtest.Dora, member, roundtest.Vote("b", policy.Yes), "befangen"},
		"recused reporting":        {both, roundtest.Dora, member, report("b", roundtest.Ada, "advice"), "befangen"},
		"assignee_recused":         {open, roundtest.Olga, coordinator, roundtest.Assign("b", roundtest.Eva), "befangen"},
		"option_unknown declared":  {open, roundtest.Ada, member, roundtest.Declare("b", "whim"), "„whim“"},
		"option_unknown reported":  {open, roundtest.Ada, member, report("b", roundtest.Ben, "whim"), "Interesse"},
		"interest_declared":        {open, roundtest.Eva, member, roundtest.Declare("b", "relative"), "schon angezeigt"},
		"interest_nobody":          {open, roundtest.Ada, member, report("b", roundtest.Sue, "advice"), "Koordination"},
		"interest_own":             {open, roundtest.Ada, member, report("b", roundtest.Ada, "advice"), "Ihnen selbst"},
		"interest_excluded":        {open, roundtest.Ada, member, report("b", roundtest.Eva, "advice"), "schon ausgeschlossen"},
		"reason_missing report":    {open, roundtest.Ada, member, bare, "Begründung"},
		"interest_reported":        {pending, roundtest.Ben, member, report("b", roundtest.Dora, "organisation"), "schon angezeigt"},
		"report_missing":           {open, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Ada), "kein Interesse"},
		"exclusion_missing":        {pending, roundtest.Olga, coordinator, lift("b", roundtest.Dora, roundtest.Ada), "nicht ausgeschlossen"},
		"resolution_voter":         {pending, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Sue), "Sitz mit Stimme"},
		"resolution_voter advises": {pending, roundtest.Olga, coordinator, lift("b", roundtest.Eva, roundtest.Eva), "Sitz mit Stimme"},
		"resolution_excluded":      {pending, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Ada, roundtest.Dora), "betroffen"},
		"resolution_twice":         {pending, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Ada, roundtest.Ada), "einmal"},
		"resolution_quorum":        {pending, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Ada, roundtest.Ben), "2 anwesend"},
	}
}

// otherInterestRefusals are given under other policies, to forged entries and to paper forms.
func otherInterestRefusals(t *testing.T) map[string]*workflow.Refusal {
	pending := story().proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 2 })
	own := readStory(t, "decided_by: committee", "decided_by: declaration").
		proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 1 })
	_, _, onlyOwn := own.Decide(order(own, roundtest.Ada, member, report("b", roundtest.Ben, "advice")))
	out := map[string]*workflow.Refusal{"interest_own_only": onlyOwn}
	none := pending.Fork()
	without := *none.Policy
	without.Interests.Kinds = nil
	none.Policy = &without
	_, _, out["interests_none"] = none.Decide(order(none, roundtest.Ada, member, roundtest.Declare("b", "advice")))
	out["inconsistent"] = pending.Permit(forged(pending, roundtest.Olga, "b", forgedResolution(t, pending)))
	officials := thenBy(t, pending, order(pending, roundtest.Olga, coordinator, roundtest.Declare("b", "relative")))
	_, _, out["recused_office"] = officials.Decide(order(officials, roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "b")))
	_, _, out["recused_round"] = officials.Decide(order(officials, roundtest.Olga, coordinator, roundtest.Move(workflow.KindRoundConcluded, "")))
	reported := thenBy(t, pending, order(pending, roundtest.Ada, member, report("b", roundtest.Olga, "advice")))
	_, _, out["interest_resolved_by_self"] = reported.Decide(order(reported, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Olga)))
	_, _, out["recused"] = pending.Decide(order(pending, roundtest.Eva, member, roundtest.Vote("b", policy.Yes))) // ahead of „no ballot is open“
	paper := order(pending, roundtest.Otto, operator, roundtest.Cast(pending.Policy, "b", 2, 0, 2, 2, 2, 2))
	paper.For = pseudonym(roundtest.Eva)
	_, _, out["recused_other"] = pending.Foresee(paper)
	return out
}

// forgedResolution says that it came about, although the votes are against it.
func forgedResolution(t *testing.T, r *workflow.Round) workflow.Event {
	t.Helper()
	c := roundtest.Resolve("b", roundtest.Dora)
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		c.No = append(c.No, pseudonym(m))
	}
	rec, _, ref := r.Decide(order(r, roundtest.Olga, coordinator, c))
	if ref != nil {
		t.Fatal(ref)
	}
	e := *rec.Event.(*workflow.InterestResolved)
	e.Carried = true
	return &e
}

// interestDetour follows on the detour: Ada has scored and voted on b, and Paul coordinates.
func interestDetour() []try {
	do := func(person string, as workflow.Capacity, c workflow.Command, code string) try {
		return try{act: roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c}, code: code}
	}
	paper := do(roundtest.Otto, operator, roundtest.Vote("b", policy.Yes), "recused_other")
	paper.act.For = roundtest.Ada
	return []try{
		do(roundtest.Ada, member, roundtest.Declare("b", "relative"), ""),
		do(roundtest.Ada, member, roundtest.Vote("b", policy.No), "recused"), paper,
		do(roundtest.Paul, coordinator, roundtest.Declare("b", "advice"), ""),
		do(roundtest.Paul, coordinator, roundtest.Move(workflow.KindBallotOpened, "b"), "recused_office"),
		do(roundtest.Paul, coordinator, roundtest.Move(workflow.KindRoundConcluded, ""), "recused_round"),
		do(roundtest.Ben, member, report("b", roundtest.Olga, "own-proposal"), ""),
		do(roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Olga), "interest_resolved_by_self"),
	}
}

// interest draws an act about an interest.
func (d dice) interest(k workflow.Kind, id string) workflow.Command {
	about := pick(d, "about", append(roundtest.Members(), roundtest.Olga)...)
	if p := d.r.Proposal(id); k == workflow.KindInterestResolved && p != nil && len(p.Interests) > 0 && !d.wild() {
		x := pick(d, "known", p.Interests...)
		about = strings.Split(d.r.Participants[x.Participant].Pseudonym, "-")[0]
	}
	kind := pick(d, "interest", "organisation", "relative")
	switch k {
	case workflow.KindInterestDeclared:
		return roundtest.Declare(id, kind)
	case workflow.KindInterestReported:
		return report(id, about, kind)
	default:
		c := &workflow.ResolveInterest{Proposal: id, About: pseudonym(about), Lift: d.below(2, "lift") == 0}
		for _, m := range roundtest.Members() {
			switch d.below(4, "vote") {
			case 0, 1:
				c.Yes = append(c.Yes, pseudonym(m))
			case 2:
				c.No = append(c.No, pseudonym(m))
			}
		}
		return c
	}
}

// excludedAt tells whether a participant was excluded when an entry was made, from what the proposal says of interests.
func excludedAt(r *workflow.Round, p *workflow.Proposal, participant int, entry uint64) bool {
	for _, x := range p.Interests {
		seat := r.Participants[participant].Seat
		concerns := x.Participant == participant || x.Seat >= 0 && x.Seat == seat
		if concerns && x.Since > 0 && x.Since < entry && (x.Excludes || x.Resolved > entry) {
			return true
		}
	}
	return false
}

// excludedActs finds scores and votes of those who were excluded by then, in the entries.
func excludedActs(records []*workflow.Record) (broken []string) {
	type who struct{ proposal, person string }
	out := map[who]bool{}
	for _, rec := range records {
		subject := who{rec.Proposal, rec.Actor}
		if rec.For != "" {
			subject.person = rec.For
		}
		switch e := rec.Event.(type) {
		case *workflow.InterestDeclared:
			out[subject] = true
		case *workflow.InterestResolved:
			if e.Carried {
				out[who{rec.Proposal, e.About}] = !e.Lift
			}
		case *workflow.ScoresCast, *workflow.VoteCast:
			if out[subject] {
				broken = append(broken, fmt.Sprintf("entry %d: somebody excluded took part", rec.Seq))
			}
		}
	}
	return broken
}
