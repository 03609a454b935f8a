package policy_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
)

func TestBuiltInPolicies(t *testing.T) {
	t.Parallel()
	if names := policy.BuiltInNames(); !slices.Equal(names, []string{"grant-panel", "iq-good-practice", "jury", "vwvfg-committee"}) {
		t.Fatal(names)
	}
	for _, name := range []string{"", "nosuch", "../policy", "iq-good-practice.yaml"} {
		if _, ok := policy.BuiltIn(name); ok {
			t.Errorf("there is a policy %q", name)
		}
	}
	p := builtIn(t, "iq-good-practice")
	if p.ID != "iq-good-practice" || p.Imported {
		t.Errorf("%s", p.ID)
	}
}

// Every text of a policy that comes with the program is there in both languages.
func TestBuiltInPoliciesSpeakBothLanguages(t *testing.T) {
	t.Parallel()
	for _, name := range policy.BuiltInNames() {
		p := builtIn(t, name)
		n := eachText(t, reflect.ValueOf(*p), name)
		for _, r := range p.Regulations() {
			n += eachText(t, reflect.ValueOf(r.Text), r.Rule)
		}
		if n < 40 {
			t.Errorf("%s: only %d texts were looked at", name, n)
		}
	}
}

func eachText(t *testing.T, v reflect.Value, path string) (n int) {
	t.Helper()
	if text, ok := v.Interface().(policy.Text); ok {
		if (text.DE == "") != (text.EN == "") || strings.Contains(text.DE+text.EN, "%!") || strings.Contains(text.DE+text.EN, "!") {
			t.Errorf("%s: %+v", path, text)
		}
		return 1
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				n += eachText(t, v.Field(i), path+"."+f.Name)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += eachText(t, v.Index(i), path)
		}
	default:
	}
	return n
}

func TestIQGoodPractice(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	var ids []string
	for i, c := range p.Criteria {
		ids = append(ids, c.ID)
		worst, best := c.Range()
		if len(c.Levels) != 4 || worst != dec(t, "0") || best != dec(t, "3") || !c.NotAssessable || c.Weight != dec(t, "1") ||
			c.Threshold == nil || *c.Threshold != dec(t, "2") || len(c.Aspects) == 0 {
			t.Errorf("%+v", c)
		}
		for _, l := range c.Levels {
			if l.Anchor.Empty() || c.Level(l.Value).Label != l.Label {
				t.Errorf("%s %s: %+v", c.ID, l.Value, l)
			}
		}
		if got, at := p.Criterion(c.ID); at != i || got.ID != c.ID {
			t.Errorf("%s is found at %d", c.ID, at)
		}
	}
	for _, b := range p.Bodies {
		ids = append(ids, b.ID)
		for _, g := range b.Groups {
			ids = append(ids, g.ID)
		}
	}
	for _, k := range p.Kinds {
		ids = append(ids, k.ID)
	}
	want := "transferable innovative sustainable efficient bmas vp-iq-ebb network projects migrant-organisations specialist-units " +
		"product instrument concept measure event_format strategic_approach"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if k, _ := policy.Choose(p.Kinds, "strategic_approach"); !strings.HasPrefix(k.Note.DE, "von den Seiten") {
		t.Errorf("%+v", k)
	}
	if len(p.Eligibility) != 6 || len(p.Required) != 6 || p.Limit("need") != 4000 || p.Limit("summary") != 1500 {
		t.Errorf("%d points, %d texts", len(p.Eligibility), len(p.Required))
	}
	if p.Body("network").ID != "network" || p.Body("nosuch") != nil {
		t.Error("bodies are not found by id")
	}
}

// None of these rules is published: each is an assumption until the committee adopts it.
func TestIQGoodPracticeMarksItsAssumptions(t *testing.T) {
	t.Parallel()
	rules := builtIn(t, "iq-good-practice").Regulations()
	if len(rules) != 14 {
		t.Errorf("%d rules", len(rules))
	}
	for _, r := range rules {
		if !r.Assumption {
			t.Errorf("%s is not marked", r.Rule)
		}
	}
}

func TestRegulationsAreSentences(t *testing.T) {
	t.Parallel()
	got := map[string]policy.Text{}
	for _, r := range builtIn(t, "iq-good-practice").Regulations() {
		got[r.Rule] = r.Text
	}
	for rule, want := range map[string]policy.Text{
		"scale": {
			DE: "Werte in jedem Kriterium: 0, 1, 2, 3 oder nicht beurteilbar.",
			EN: "Values in every criterion: 0, 1, 2, 3 or not assessable.",
		},
		policy.RuleThresholds: {DE: "Schwelle in jedem Kriterium: mindestens 2.", EN: "Threshold in every criterion: at least 2."},
		policy.RuleQuorum: {
			DE: "Das Gremium ist beschlussfähig, wenn mehr als die Hälfte der Stimmberechtigten anwesend sind. " +
				"Mindestens 3 Stimmberechtigte müssen anwesend sein. Alle Mitglieder müssen geladen sein. " +
				"Eine zweite Sitzung über denselben Gegenstand braucht das nicht, wenn die Ladung darauf hinweist.",
			EN: "The committee has a quorum when more than half of those entitled to vote are present. " +
				"At least 3 entitled to vote must be present. All members must have been invited. " +
				"A second meeting on the same subject does not need this, where the invitation says so.",
		},
		policy.RuleMajority: {
			DE: "Ein Vorschlag ist angenommen, wenn mehr als die Hälfte der Stimmen Ja lauten. Enthaltungen zählen nicht. " +
				"Stimmengleichheit gilt als Ablehnung.",
			EN: "A proposal is carried when more than half of the votes are yes. Abstentions do not count. A tie counts as a rejection.",
		},
	} {
		if got[rule] != want {
			t.Errorf("got  %+v\nwant %+v", got[rule], want)
		}
	}
}

// What decisions rest on is kept for five years, which no programme has published either.
func TestIQGoodPracticeKeepsWhatDecisionsRestOn(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	if p.Retention.Months != 60 || !p.Retention.Assumption || !strings.Contains(p.Retention.Source.DE, "Art. 17 Abs. 3") || p.Retention.Source.EN == "" {
		t.Errorf("%+v", p.Retention)
	}
}
