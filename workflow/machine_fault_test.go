package workflow_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/race"
	"gremium/workflow/roundtest"
)

// walks are the ways through a round that meet everything that can happen and be refused.
var walks = []func(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules) (*machine, error){
	walkStory, walkDetour, walkSeats, walkLot,
}

// walkStory takes a subject through the story, with what is refused on the way.
func walkStory(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules) (*machine, error) {
	t.Helper()
	p := roundtest.Policy(t)
	m := newMachine(of(p), p)
	m.replay = replay
	for _, step := range storyline(t, p, roundtest.ImportPolicy(t), refusedOnTheWay(t)) {
		if err := step(m); err != nil {
			return m, err
		}
	}
	return m, nil
}

// walkDetour takes a subject along the detour.
func walkDetour(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules) (*machine, error) {
	t.Helper()
	return walkWay(t, of, replay, detour, "minimum_scores:", "assignment:\n  per_proposal: 2\nminimum_scores:")
}

// walkSeats takes a subject through what happens to seats.
func walkSeats(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules) (*machine, error) {
	t.Helper()
	return walkWay(t, of, replay, seatWay)
}

// walkWay seats the committee and goes a way under a policy that asks for one sheet and selects one proposal at most.
func walkWay(t *testing.T, of func(...*policy.Policy) subject, replay workflow.Rules, along func(*policy.Policy) []try, change ...string) (*machine, error) {
	t.Helper()
	p := roundtest.Policy(t, append(change, "per_proposal: 3", "per_proposal: 1",
		"thresholds:\n  assumption: true", "selected:\n  at_most: 1\nthresholds:\n  assumption: true")...)
	return walkUnder(of, replay, p, along(p))
}

// walkUnder seats the committee and goes a way under a policy.
func walkUnder(of func(...*policy.Policy) subject, replay workflow.Rules, p *policy.Policy, along []try) (*machine, error) {
	m := newMachine(of(p), p)
	m.replay = replay
	var way []try
	for _, u := range append([]roundtest.Unit{roundtest.Open(roundtest.Main, p)[:1]}, roundtest.Seats(roundtest.Main)...) {
		for _, a := range u {
			way = append(way, try{act: a})
		}
	}
	for _, c := range append(way, along...) {
		if err := m.expect(c); err != nil {
			return m, err
		}
	}
	return m, nil
}

// TestMachine walks the engine through everything that can happen and be refused, checks after each step that all
// states agree, and counts that nothing was left out.
func TestMachine(t *testing.T) {
	t.Parallel()
	engine := func(policies ...*policy.Policy) subject {
		s := newEngineSubject(t)
		t.Cleanup(s.c.Close)
		s.c.Play(roundtest.Found()...)
		for _, p := range policies {
			s.c.Play(roundtest.Adopt(p))
		}
		return s
	}
	codes, kinds, transitions := map[string]int{}, map[workflow.Kind]int{}, map[string]int{}
	for _, walk := range walks {
		m, err := walk(t, engine, workflow.TrueRules())
		if err != nil {
			t.Fatal(err)
		}
		for code, n := range m.codes {
			codes[code] += n
		}
		for k, n := range m.kinds {
			kinds[k] += n
			transitions[k.Transition()] += n
		}
	}
	beside := map[workflow.Kind]bool{
		workflow.KindDecisionRecorded: true, // only in imported rounds: TestStory
	}
	for _, k := range workflow.Kinds() {
		if !workflow.OfRegister(k) && !beside[k] && kinds[k] == 0 {
			t.Errorf("no %s", k.Name())
		}
		if beside[k] {
			transitions[k.Transition()]++
		}
	}
	for _, name := range workflow.Transitions() {
		if transitions[name] == 0 {
			t.Errorf("nothing goes the way %s", name)
		}
	}
	elsewhere := map[string]bool{ // asked of the engine, of the register and of forged entries: TestRefusals and others
		"command_differs": true, "minutes_form": true, "decision_differs": true, "rubric_differs": true, "policy_unknown": true, "round_unknown": true,
		"organisation_unknown": true, "policy_exists": true, "programme_unknown": true, "round_unlisted": true,
		"body_too_small": true, "committee_too_small": true, "quorum_out_of_reach": true, // ask for other policies
		"interest_own_only": true, "interests_none": true, "discussion_missing": true, "not_confirmable": true, "previous_unknown": true, "previous_not_deferred": true,
		"erasure_retained":     true,                                    // asks for years to pass: TestRefusals
		"scoring_out_of_reach": true, "scoring_out_of_reach_body": true, // of a state beside the way: deadlineRefusals
	}
	for _, code := range workflow.RefusalCodes() {
		if _, meeting := workflow.MeetingWords()[code]; codes[code] == 0 && !elsewhere[code] && !meeting { // TestSittings

			t.Errorf("%s is never given", code)
		}
	}
}

// fault is what is planted: in the writer, and in what its entries are read by.
type fault struct {
	live, other func(*workflow.Rules)
	everywhere  bool // other is what the machine itself replays by
	says        string
}

// removed is a guard that nobody has.
func removed(code, says string) fault {
	return everywhere(func(u *workflow.Rules) { u.Permit = without(code) }, says)
}

func everywhere(plant func(*workflow.Rules), says string) fault {
	return fault{live: plant, other: plant, everywhere: true, says: says}
}

// faults are all that is planted, by name.
func faults() map[string]fault {
	return map[string]fault{
		"a guard removed from the writer": {
			live: func(u *workflow.Rules) { u.Permit = without("scoring_incomplete_body") }, says: "replay: entry",
		},
		"a guard removed everywhere":              removed("second_person", "one person asked and granted"),
		"another guard removed everywhere":        removed("scoring_incomplete_body", "too few sheets"),
		"a third guard removed everywhere":        removed("ballot_reason_missing", "a further ballot without a reason"),
		"the excluded take part":                  removed("recused", "somebody excluded took part"),
		"what is late is taken":                   removed("late_reason_missing", "came late for scoring"),
		"a closed call takes proposals":           removed("deadline_passed", "came late for call"),
		"a review begins before the call is over": removed("call_running", "before the call was over"),
		"who asks also erases":                    removed("erasure_second_person", "erased by who asked"),
		"what is held is erased":                  removed("erasure_held", "in spite of a hold"),
		"a lot before its time":                   removed("lot_not_due", "before its votes were counted"),
		"earlier sheets are forgotten":            everywhere(func(u *workflow.Rules) { u.Apply = careless }, "not all are kept"),
		"an event skipped in replay": {
			other: func(u *workflow.Rules) { u.Decode = skipping("vote.cast/1") }, says: "replayed and rebuilt differ",
		},
		"an unknown event passed over": {other: func(u *workflow.Rules) { u.Decode = indulgent }, says: "unknown type"},
		"apply forgets a version":      {live: func(u *workflow.Rules) { u.Apply = forgetful }, says: "differ"},
		"apply changes what is older":  {live: func(u *workflow.Rules) { u.Apply = meddling }, says: "an old state has changed"},
		"a fork that shares":           {live: func(u *workflow.Rules) { u.Fork = func(r *workflow.Round) *workflow.Round { return r } }, says: "an old state has changed"},
		"a refusal that leaves a trace": {
			live: func(u *workflow.Rules) { u.Permit = untidy }, says: "an old state has changed",
		},
	}
}

// TestPlantedFaults plants a fault in one part of a clerk and asks that the same walk finds it.
func TestPlantedFaults(t *testing.T) {
	t.Parallel()
	for name, c := range race.Some(faults()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first error
			live, other, replay := workflow.TrueRules(), workflow.TrueRules(), workflow.TrueRules()
			if c.live != nil {
				c.live(&live)
			}
			if c.other != nil {
				c.other(&other)
			}
			if c.everywhere {
				replay = other
			}
			for _, walk := range walks {
				_, first = walk(t, func(policies ...*policy.Policy) subject { return newClerkSubject(live, other, policies...) }, replay)
				if first != nil {
					break
				}
			}
			if first == nil || !strings.Contains(first.Error(), c.says) {
				t.Errorf("found: %v", first)
			}
		})
	}
}

// TestTheWalkFindsNothing is the control: a clerk without a fault gets through.
func TestTheWalkFindsNothing(t *testing.T) {
	t.Parallel()
	for _, walk := range walks {
		_, err := walk(t, func(policies ...*policy.Policy) subject {
			return newClerkSubject(workflow.TrueRules(), workflow.TrueRules(), policies...)
		}, workflow.TrueRules())
		if err != nil {
			t.Error(err)
		}
	}
}

func without(code string) func(*workflow.Round, *workflow.Record) *workflow.Refusal {
	return func(r *workflow.Round, rec *workflow.Record) *workflow.Refusal {
		if ref := r.Permit(rec); ref == nil || ref.Code != code {
			return ref
		}
		return nil
	}
}

func skipping(kind string) func([]byte) (*workflow.Record, error) {
	return func(b []byte) (*workflow.Record, error) {
		rec, err := workflow.TrueRules().Decode(b)
		if err == nil && rec.Event.Kind().Name() == kind {
			return nil, nil
		}
		return rec, err
	}
}

func indulgent(b []byte) (*workflow.Record, error) {
	rec, err := workflow.TrueRules().Decode(b)
	if err != nil && strings.Contains(err.Error(), "is not known") {
		return nil, nil
	}
	return rec, err
}

func forgetful(r *workflow.Round, rec *workflow.Record) {
	r.Apply(rec)
	if p := r.Proposal(rec.Proposal); p != nil && rec.Event.Kind() == workflow.KindScoresCast {
		for i := range p.Sheets {
			p.Sheets[i].Version = min(p.Sheets[i].Version, 1)
		}
	}
}

func meddling(r *workflow.Round, rec *workflow.Record) {
	if p := r.Proposal(rec.Proposal); p != nil && rec.Event.Kind() == workflow.KindSummaryPublished {
		p.Published = true // on a proposal that an older state shares
	}
	r.Apply(rec)
}

// untidy notes the refused entry on the state.
func untidy(r *workflow.Round, rec *workflow.Record) *workflow.Refusal {
	ref := r.Permit(rec)
	if p := r.Proposal(rec.Proposal); ref != nil && p != nil {
		p.Version++
	}
	return ref
}
