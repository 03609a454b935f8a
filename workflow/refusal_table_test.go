package workflow_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// cell is one field of the tables: a kind of event, where the round, a proposal and a meeting stand, and who acts.
type cell struct {
	kind  workflow.Kind
	phase workflow.Phase
	state workflow.State // empty: there is no such proposal
	stage workflow.Stage // empty: there is no such meeting
	by    string
	holds workflow.Capacity // what the person is in the round, empty for somebody who is not in it
	as    workflow.Capacity
}

func (c cell) String() string {
	return fmt.Sprintf("%s with round %s, proposal %q, meeting %q, by %s as %s", c.kind.Name(), c.phase, c.state, c.stage, c.by, c.as)
}

// expected is the refusal that the tables ask for and the words that its sentence has to say; an empty code leaves the
// cell to the rules of the policy.
func (c cell) expected() (code string, says []string) {
	phases, states, stages := workflow.Sources(c.kind)
	who := workflow.Who(c.kind)
	ofProposal := workflow.OfProposal(c.kind)
	switch {
	case c.holds == "":
		return "not_admitted", nil
	case c.holds != c.as:
		return "capacity_missing", []string{string(c.as), string(c.holds)}
	case !slices.Contains(who, c.as):
		return "capacity_missing", []string{string(who[0]), string(c.as)}
	case !slices.Contains(phases, c.phase) && c.kind == workflow.KindRoundOpened:
		return "already_open", nil
	case !slices.Contains(phases, c.phase):
		return "wrong_phase", []string{string(c.phase), string(phases[0])}
	case !ofProposal && stages != nil && c.kind != workflow.KindMeetingConvened && c.stage == "":
		return "meeting_unknown", nil
	case !ofProposal && stages != nil && c.kind != workflow.KindMeetingConvened && !slices.Contains(stages, c.stage):
		return "wrong_stage", []string{string(c.stage), string(stages[0])}
	case !ofProposal:
		return "", nil
	case c.state == "" && !slices.Contains(states, ""):
		return "proposal_unknown", nil
	case c.phase == workflow.Concluded && !afterwards(c.kind):
		return "reconsideration_only", nil
	case !slices.Contains(states, c.state):
		return "wrong_state", []string{string(c.state), string(states[0])}
	}
	return "", nil
}

// afterwards tells whether a kind is open to every proposal of a round that is concluded.
func afterwards(k workflow.Kind) bool {
	return slices.Contains([]workflow.Kind{
		workflow.KindDecisionReleased, workflow.KindSummaryPublished, workflow.KindSummaryUnpublished,
		workflow.KindReconsiderationRequested, workflow.KindDecisionReconsidered,
		workflow.KindInterestDeclared, workflow.KindInterestReported, workflow.KindInterestResolved,
	}, k)
}

// actors are those who act: one of each capacity, in theirs and in another one, and somebody who takes no part. Ben has the
// chair, so that only the tables stand in a member's way.
func actors(c cell) (out []cell) {
	for _, a := range []struct {
		by        string
		holds, as workflow.Capacity
	}{
		{roundtest.Ben, member, member},
		{roundtest.Olga, coordinator, coordinator},
		{roundtest.Sam, submitter, submitter},
		{roundtest.Otto, operator, operator},
		{roundtest.Ada, member, coordinator},
		{roundtest.Olga, coordinator, member},
		{roundtest.Sam, submitter, operator},
		{roundtest.Max, "", member},
		{roundtest.Max, "", coordinator},
	} {
		c.by, c.holds, c.as = a.by, a.holds, a.as
		out = append(out, c)
	}
	return out
}

// cells are all fields of the tables.
func cells() (out []cell) {
	states := []workflow.State{
		"", workflow.Submitted, workflow.Returned, workflow.UnderReview, workflow.Scored, workflow.Decided, workflow.Withdrawn,
	}
	meetings := []workflow.Stage{
		"", workflow.StageConvened, workflow.StageOpen, workflow.StageStopped, workflow.StageClosed, workflow.StageCancelled,
	}
	for _, k := range workflow.Kinds() {
		if workflow.OfRegister(k) {
			continue
		}
		for _, phase := range []workflow.Phase{
			workflow.Draft, workflow.Calling, workflow.Reviewing, workflow.Deliberating, workflow.Concluded, workflow.Cancelled,
		} {
			_, _, ask := workflow.Sources(k)
			switch {
			case workflow.OfProposal(k):
				for _, s := range states {
					out = append(out, actors(cell{kind: k, phase: phase, state: s})...)
				}
			case ask != nil:
				for _, s := range meetings {
					out = append(out, actors(cell{kind: k, phase: phase, stage: s})...)
				}
			default:
				out = append(out, actors(cell{kind: k, phase: phase})...)
			}
		}
	}
	return out
}

// round is a round that stands where the cell says, with somebody of each capacity in it.
func (c cell) round(from *workflow.Round) *workflow.Round {
	r := from.Fork()
	r.Phase = c.phase
	r.Proposals = slices.Clone(r.Proposals)
	for i, p := range r.Proposals {
		if p.ID == "a" {
			moved := *p
			moved.State, moved.Interests, moved.Decisions = c.state, nil, nil
			r.Proposals[i] = &moved
		}
	}
	r.Meetings = []*workflow.Meeting{{ID: "m", Stage: c.stage, At: -1}}
	return r
}

// record is an entry of the kind that says no more than where it belongs.
func (c cell) record(r *workflow.Round) *workflow.Record {
	e := workflow.Make(c.kind)
	v := reflect.ValueOf(e).Elem()
	v.FieldByName("As").SetString(string(c.as))
	if f := v.FieldByName("Meeting"); f.IsValid() && c.stage != "" {
		f.SetString("m")
	}
	rec := forged(r, c.by, "", e)
	if who := workflow.Who(c.kind); c.as == operator && slices.Contains(who, member) && !slices.Contains(who, coordinator) {
		rec.For = pseudonym(roundtest.Ada)
	}
	if workflow.OfProposal(c.kind) {
		if rec.Proposal = "a"; c.state == "" {
			rec.Proposal = "none"
		}
	}
	return rec
}

// TestEveryCellOfTheTables asks for every kind of event wherever a round, a proposal and a meeting can stand, by everybody
// who can act: what the tables do not allow is refused with their code and in words that name what stands in the way, in
// both languages; and what the tables allow is refused, if at all, by another rule, in words as well.
func TestEveryCellOfTheTables(t *testing.T) {
	t.Parallel()
	from := story().when(t, func(r *workflow.Round) bool { return r.Phase == workflow.Deliberating })
	met := map[string]int{}
	for _, c := range cells() {
		r := c.round(from)
		ref := r.Permit(c.record(r))
		code, says := c.expected()
		if ref != nil {
			met[ref.Code]++
			for _, wrong := range unreadable(ref) {
				t.Errorf("%s: %s", c, wrong)
			}
		}
		switch {
		case code == "" && ref != nil && ofTables(ref.Code):
			t.Errorf("%s: the tables allow it, and it is refused: %v", c, ref)
		case code != "" && (ref == nil || ref.Code != code):
			t.Errorf("%s: got %v, want %s", c, ref, code)
		case code != "":
			spoken(t, c, ref, says)
		}
	}
	for _, code := range []string{
		"not_admitted", "capacity_missing", "already_open", "wrong_phase", "meeting_unknown", "wrong_stage", "proposal_unknown",
		"reconsideration_only", "wrong_state",
	} {
		t.Logf("%6d %s", met[code], code)
		if met[code] == 0 {
			t.Errorf("no cell is refused with %s", code)
		}
	}
}

// ofTables tells whether a code is given by the tables alone.
func ofTables(code string) bool {
	return slices.Contains([]string{"not_admitted", "already_open", "wrong_phase", "wrong_stage", "reconsideration_only", "wrong_state"}, code)
}

// spoken asks that a refusal names the words of the domain, in both languages.
func spoken(t *testing.T, c cell, ref *workflow.Refusal, says []string) {
	t.Helper()
	for _, word := range says {
		words, ok := workflow.SpokenWords()[word]
		if !ok {
			t.Errorf("%s: %q has no words", c, word)
		}
		for lang, want := range map[string]string{"de": words.DE, "en": words.EN} {
			if got := ref.Text(lang, nil); !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", c, got, want)
			}
		}
	}
}
