package policy_test

import (
	"errors"
	"strings"
	"testing"

	"gremium/policy"
)

func TestForImport(t *testing.T) {
	t.Parallel()
	p, err := policy.ForImport("jury-2017", []policy.ImportCriterion{
		{ID: "Interpretation of the Music/Timing", Min: dec(t, "0.25"), Max: dec(t, "10"), Step: dec(t, "0.25")},
		{ID: "Note", Label: "Schulnote", Values: []policy.Decimal{dec(t, "6"), dec(t, "1"), dec(t, "2")}, Better: policy.Lower},
	}, policy.Aggregation{Method: policy.Trimmed}, nil)
	if err != nil {
		t.Fatal(err)
	}
	music, mark := &p.Criteria[0], &p.Criteria[1]
	if len(music.Values) != 40 || !music.Allows(dec(t, "7.25")) || music.Allows(dec(t, "7.3")) || music.Allows(dec(t, "0")) {
		t.Errorf("%v", music.Values)
	}
	worst, best := mark.Range()
	if worst != dec(t, "6") || best != dec(t, "1") || mark.Label.DE != "Schulnote" || music.Label.EN != music.ID {
		t.Errorf("%+v", mark)
	}
	if len(p.Bodies) != 1 || p.Bodies[0].ID != "panel" || p.Aggregation.Method != policy.Trimmed || len(p.Required) != 0 || len(p.Eligibility) != 0 {
		t.Errorf("%+v", p)
	}
	scores := []policy.CriterionValue{
		{Criterion: music.ID, Value: policy.Value{Decimal: dec(t, "10")}}, {Criterion: mark.ID, Value: policy.Value{NotAssessable: true}},
	}
	if problems := p.CheckScores(scores, nothing); problems != nil {
		t.Errorf("%v", problems)
	}
	if d := p.Determine(policy.Facts{}); d.Outcome != "" {
		t.Errorf("without a ballot nothing is proposed, not %q", d.Outcome)
	}
	again, err := policy.Decode(p.Canonical())
	if err != nil || again.Digest() != p.Digest() || !again.Imported {
		t.Errorf("%v", err)
	}
}

func TestForImportNamesMistakes(t *testing.T) {
	t.Parallel()
	ten := policy.ImportCriterion{ID: "a", Max: dec(t, "10"), Step: dec(t, "1")}
	for name, c := range map[string]struct {
		id       string
		criteria []policy.ImportCriterion
		bodies   []string
		want     string
	}{
		"no criteria":        {"x", nil, nil, "criteria"},
		"no step":            {"x", []policy.ImportCriterion{{ID: "a", Max: dec(t, "10")}}, nil, "criteria[0].steps"},
		"the same criterion": {"x", []policy.ImportCriterion{ten, ten}, nil, "criteria[1].id"},
		"no id":              {"", []policy.ImportCriterion{ten}, nil, "id"},
		"no criterion's id":  {"x", []policy.ImportCriterion{{Max: dec(t, "10"), Step: dec(t, "1")}}, nil, "criteria[0].id"},
		"the same body":      {"x", []policy.ImportCriterion{ten}, []string{"A B", "A B"}, "bodies[1].id"},
		"a wrong direction":  {"x", []policy.ImportCriterion{{ID: "a", Max: dec(t, "1"), Step: dec(t, "1"), Better: "up"}}, nil, "criteria[0].better"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.ForImport(c.id, c.criteria, policy.Aggregation{}, c.bodies)
			var mistakes policy.Mistakes
			if !errors.As(err, &mistakes) || !strings.HasPrefix(err.Error(), c.want+": ") && !strings.Contains(err.Error(), "\n"+c.want+": ") {
				t.Errorf("got %v, want a mistake at %s", err, c.want)
			}
		})
	}
}
