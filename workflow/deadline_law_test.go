package workflow_test

import (
	"fmt"
	"slices"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// waiting lets some days pass before an act.
func waiting(days int, c try) try {
	c.wait = ledger.Instant(days) * 24 * 3600 * 1e6
	return c
}

// changing is Ada, who changes her sheet after she has spoken of the proposal, and Ben, who is late.
func changing(p *policy.Policy, id string, do func(string, workflow.Capacity, workflow.Command, string) try) []try {
	bare, reasoned := roundtest.Cast(p, id, 1, 1, 2, 2, 2, 2), roundtest.Cast(p, id, 1, 1, 2, 2, 2, 2)
	reasoned.Reason = "nach der Aussprache"
	return []try{
		do(roundtest.Ada, member, say(id, "x"), ""), do(roundtest.Ada, member, bare, "score_reason_missing"),
		do(roundtest.Ada, member, reasoned, ""),
		waiting(30, do(roundtest.Ben, member, roundtest.Cast(p, id, 1, 0, 3, 3, 2, 2), "late_reason_missing")),
	}
}

// timekeeper reckons deadlines from the entries alone, by the zone database.
type timekeeper struct {
	rules    *policy.Deadlines
	berlin   *time.Location
	set      map[string]ledger.Instant // by stage
	called   ledger.Instant
	started  bool                      // the review began by an act of the office
	returned map[string]ledger.Instant // by proposal
	opened   map[string]ledger.Instant
}

// lateActs finds what was taken too late, and reviews that were opened too early, in the entries.
func lateActs(p *policy.Policy, records []*workflow.Record) (broken []string) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return []string{err.Error()}
	}
	k := &timekeeper{berlin: berlin, set: map[string]ledger.Instant{}, returned: map[string]ledger.Instant{}, opened: map[string]ledger.Instant{}}
	if p != nil {
		k.rules = &p.Deadlines
	}
	for _, rec := range records {
		if what := k.look(rec); what != "" {
			broken = append(broken, fmt.Sprintf("entry %d: %s", rec.Seq, what))
		}
	}
	return broken
}

func (k *timekeeper) look(rec *workflow.Record) string {
	began := map[string]ledger.Instant{"call": k.called, "return": k.returned[rec.Proposal], "scoring": k.opened[rec.Proposal]}
	over := func(stage string) bool { return k.over(stage, began[stage], rec.At) }
	missed := func(stage string) string {
		late := over(stage)
		excused := slices.ContainsFunc(*rec.Event.Commitments(), func(c workflow.Commitment) bool { return c.Path == "late" })
		if !late || excused && slices.Contains(k.rules.Late, stage) {
			return ""
		}
		return "came late for " + stage
	}
	switch e := rec.Event.(type) {
	case *workflow.DeadlineSet:
		k.set[e.Stage] = e.Until
	case *workflow.ScoresCast:
		return missed("scoring")
	}
	switch rec.Event.Kind() {
	case workflow.KindCallOpened:
		k.called = rec.At
	case workflow.KindReviewStarted:
		k.started = true
	case workflow.KindProposalSubmitted:
		return missed("call")
	case workflow.KindProposalResubmitted:
		return missed("return")
	case workflow.KindProposalReturned:
		k.returned[rec.Proposal] = rec.At
	case workflow.KindReviewOpened:
		k.opened[rec.Proposal] = rec.At
		if !k.started && !over("call") {
			return "the review began before the call was over"
		}
		k.started = true
	case workflow.KindScoringReopened:
		k.opened[rec.Proposal] = rec.At
	default:
	}
	return ""
}

// over tells whether an instant lies behind the deadline of a stage and its time of grace.
func (k *timekeeper) over(stage string, began, at ledger.Instant) bool {
	grace := time.Duration(k.rules.Grace) * time.Hour
	if set := k.set[stage]; set > began {
		return at.Time().After(set.Time().Add(grace))
	}
	days := map[string]int{"call": k.rules.Call, "return": k.rules.Return, "scoring": k.rules.Scoring}[stage]
	if days == 0 || !slices.Contains(k.rules.Binding, stage) {
		return false
	}
	b := began.Time().In(k.berlin)
	end := time.Date(b.Year(), b.Month(), b.Day()+days+1, 0, 0, 0, 0, k.berlin)
	return !at.Time().Before(end.Add(grace))
}

// keptSheets finds versions of score sheets that are in the entries and not in the state, or the other way.
func keptSheets(r *workflow.Round, records []*workflow.Record) (broken []string) {
	type of struct {
		proposal string
		member   int
	}
	given := map[of][][]policy.CriterionValue{}
	for _, rec := range records {
		e, ok := rec.Event.(*workflow.ScoresCast)
		if !ok {
			continue
		}
		who := rec.Actor
		if rec.For != "" {
			who = rec.For
		}
		_, p := r.Participant(who)
		at := of{rec.Proposal, p.Member}
		given[at] = append(given[at], e.Scores)
	}
	for at, versions := range given {
		s := r.Proposal(at.proposal).Sheet(at.member)
		if s == nil || len(s.Was) != len(versions)-1 {
			broken = append(broken, fmt.Sprintf("%s: %d versions of a sheet were given, and not all are kept", at.proposal, len(versions)))
			continue
		}
		for v, was := range append(slices.Clone(s.Was), *s) {
			for c := range versions[v] {
				if was.Values[c] != versions[v][c].Value || was.Version != uint64(v+1) {
					broken = append(broken, fmt.Sprintf("%s: version %d of a sheet is another", at.proposal, v+1))
				}
			}
		}
	}
	return broken
}

// careless keeps no earlier sheets.
func careless(r *workflow.Round, rec *workflow.Record) {
	r.Apply(rec)
	if p := r.Proposal(rec.Proposal); p != nil && rec.Event.Kind() == workflow.KindScoresCast {
		for i := range p.Sheets {
			p.Sheets[i].Was = nil
		}
	}
}
