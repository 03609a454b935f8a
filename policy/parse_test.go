package policy_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"gremium/policy"
)

// small is a policy with one criterion and one body, and nothing that need not be there.
const small = `id: small
edition: 1
title: {de: Klein, en: Small}
criteria:
  - id: useful
    label: {de: nützlich}
    values: [0, 1, 4, 10]
    better: higher
    weight: 1
bodies:
  - {id: panel, label: {en: Panel}}
aggregation: {method: mean, over: members}
quorum: {}
majority: {more_than: 1/2, abstentions: not_counted, tie: rejects}
minimum_scores: {}
justification: {owed: never}
blindness: {until: never}
`

func TestParseSmall(t *testing.T) {
	t.Parallel()
	p, err := policy.Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	c := p.Criteria[0]
	worst, best := c.Range()
	if !c.Allows(dec(t, "4")) || c.Allows(dec(t, "2")) || worst != dec(t, "0") || best != dec(t, "10") || c.NotAssessable {
		t.Errorf("%+v", c)
	}
	if got := c.Label.In(policy.EN); got != "nützlich" {
		t.Errorf("the missing English label falls back to %q", got)
	}
	if p.Limit("need") != 4000 {
		t.Errorf("limit %d", p.Limit("need"))
	}
}

// replaced gives the small policy with one text for another, which must be there.
func replaced(t testing.TB, old, with string) string {
	t.Helper()
	if !strings.Contains(small, old) {
		t.Fatalf("%q is not in the small policy", old)
	}
	return strings.Replace(small, old, with, 1)
}

type edit struct{ old, with, want string }

const values = "    values: [0, 1, 4, 10]\n"

// wrong are edits of the small policy, and the mistake each of them is.
var wrong = map[string]edit{
	"unknown key":                    {"edition: 1", "edition: 1\nboddies: []", "3:1 boddies: There is no key \"boddies\" here. Perhaps \"bodies\" is meant."},
	"unknown key, nothing like it":   {"edition: 1", "edition: 1\nxyzzy: 1", "3:1 xyzzy: There is no key \"xyzzy\" here. Allowed are: id, edition, title,"},
	"generated policies only":        {"edition: 1", "edition: 1\nimported: true", "3:1 imported: There is no key \"imported\" here."},
	"wrong type":                     {"edition: 1", "edition: one", "2:10 edition: Here is a text, needed is a whole number"},
	"a number as text":               {"id: small", "id: 17", "1:5 id: Here is a number, needed is a text. Put the text in quotation marks."},
	"a date as text":                 {"de: Klein", "de: 2026-01-01", "3:13 title.de: Here is something else, needed is a text. Put"},
	"a list for a mapping":           {"quorum: {}", "quorum: []", "13:9 quorum: Here is a list, needed is a mapping"},
	"a mapping for a list":           {"values: [0, 1, 4, 10]", "values: {a: 1}", "7:13 criteria[0].values: Here is a mapping, needed is a list."},
	"nothing":                        {"id: small", "id:", "1:4 id: Here is nothing, needed is a text."},
	"missing":                        {"edition: 1\n", "", "1:1 edition: \"edition\" is missing. Enter it here."},
	"missing inside":                 {"    weight: 1\n", "", "5:5 criteria[0].weight: \"weight\" is missing."},
	"twice":                          {"edition: 1", "edition: 1\nedition: 2", "3:1 edition: The key \"edition\" is here twice. Keep one of the two."},
	"reference":                      {"quorum: {}", "quorum: &q {}\nselected: *q", "14:11 selected: References (*q) are not allowed. Write the value out."},
	"no criteria":                    {small[strings.Index(small, "criteria:"):strings.Index(small, "bodies:")], "criteria: []\n", "4:11 criteria: The list is empty. Enter at least one item."},
	"no id":                          {"id: useful", "id: Useful Things", "5:9 criteria[0].id: \"Useful Things\" is no id. Allowed are small letters"},
	"edition 0":                      {"edition: 1", "edition: 0", "2:10 edition: \"0\" does not do here. Allowed is a whole number from 1"},
	"octal":                          {"edition: 1", "edition: 010", "2:10 edition: \"010\" does not do here."},
	"empty text":                     {"label: {de: nützlich}", "label: {}", "6:12 criteria[0].label: The text is empty. Write it under"},
	"invisible characters":           {"de: Klein", `de: "a\u202eb"`, "3:13 title.de: The character U+202E is not allowed here."},
	"weight 0":                       {"weight: 1", "weight: 0", "9:13 criteria[0].weight: The weight 0 does not count. Allowed is a number above 0."},
	"weight below 0":                 {"weight: 1", "weight: -1", "9:13 criteria[0].weight: The weight -1 does not count."},
	"not canonical":                  {"weight: 1", "weight: 1.50", "9:13 criteria[0].weight: \"1.50\" does not do here. Allowed is a number such as 2, 0.5"},
	"a comma":                        {"weight: 1", "weight: \"1,5\"", "Write a point instead of the comma."},
	"infinity":                       {"weight: 1", "weight: .inf", "9:13 criteria[0].weight: \".inf\" does not do here."},
	"direction":                      {"better: higher", "better: upwards", "8:13 criteria[0].better: \"upwards\" does not exist here. Allowed are: higher, lower."},
	"threshold off the scale":        {"weight: 1", "weight: 1\n    threshold: 11", "10:16 criteria[0].threshold: The threshold 11 is off the scale. Allowed is a number from 0 to 10."},
	"threshold below the scale":      {"weight: 1", "weight: 1\n    threshold: -0.5", "10:16 criteria[0].threshold: The threshold -0.5 is off the scale."},
	"a value twice":                  {"[0, 1, 4, 10]", "[0, 4, 1, 4]", "7:13 criteria[0].values: The value 4 is in the list twice."},
	"one value":                      {"[0, 1, 4, 10]", "[4]", "7:13 criteria[0].values: A criterion needs at least two values"},
	"no values":                      {values, "", "5:5 criteria[0].values: A criterion needs exactly one of \"levels\""},
	"values and steps":               {values, values + "    steps: {min: 0, max: 1, step: 1}\n", "7:13 criteria[0].values: A criterion needs exactly one of"},
	"steps that do not meet the end": {values, "    steps: {min: 0, max: 10, step: 3}\n", "7:12 criteria[0].steps: From 0 to 10 in steps of 3 does not work out."},
	"steps of 0":                     {values, "    steps: {min: 0, max: 10, step: 0}\n", "criteria[0].steps: From 0 to 10 in steps of 0 does not work out."},
	"too many steps":                 {values, "    steps: {min: 0, max: 100000, step: 0.1}\n", "criteria[0].steps: From 0 to 100000 in steps of 0.1 does not work out."},
	"the same id":                    {"quorum: {}", "quorum: {}\nkinds: [{id: a, label: {de: a}}, {id: a, label: {de: b}}]", "14:39 kinds[1].id: The id \"a\" belongs to kinds[0] already."},
	"share":                          {"more_than: 1/2", "more_than: 2/4", "14:23 majority.more_than: \"2/4\" does not do here. Allowed is a share in lowest terms"},
	"two majorities":                 {"more_than: 1/2", "more_than: 1/2, at_least: 2/3", "majority.at_least: \"more_than\" and \"at_least\" exclude each other."},
	"more than all votes":            {"more_than: 1/2", "more_than: 1/1", "majority.more_than: There are no more than all votes."},
	"no votes at all":                {"more_than: 1/2", "at_least: 0/1", "majority.at_least: There is no majority without a yes."},
	"the chair beside two thirds":    {"more_than: 1/2, abstentions: not_counted, tie: rejects", "at_least: 2/3, abstentions: not_counted, tie: chair", "majority.tie: The chair decides only where a simple majority does"},
	"majority in bodies, no ballot":  {"more_than: 1/2, ", "each_body: true, ", "majority.more_than: Without \"more_than\" or \"at_least\" there is no ballot"},
	"consent of an unknown body":     {"more_than: 1/2", "more_than: 1/2, consent: [bmas]", "majority.consent[0]: \"bmas\" does not exist here. Allowed are: panel."},
	"more than all present":          {"quorum: {}", "quorum: {more_than: 1/1}", "13:21 quorum.more_than: More than all cannot be present."},
	"trim without trimming":          {"method: mean", "method: mean, trim: 1", "aggregation.trim: \"trim\" belongs to the method \"trimmed\"."},
	"a text that does not exist":     {"quorum: {}", "quorum: {}\nrequired: [need, love]", "14:18 required[1]: \"love\" does not exist here. Allowed are: need, solution,"},
	"a text twice":                   {"quorum: {}", "quorum: {}\nrequired: [need, need]", "14:18 required[1]: \"need\" is in the list already."},
	"a limit of nothing":             {"quorum: {}", "quorum: {}\nlimits: {love: 3}", "14:10 limits.love: There is no key \"love\" here."},
	"a second document":              {"quorum: {}", "quorum: {}\n---\nid: x", "A second document begins here."},
	"no YAML":                        {"quorum: {}", "quorum: {", "This is not valid YAML ("},
	"a key that is a list":           {"quorum: {}", "quorum: {[a]: b}", "needed is a word as key."},
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	for name, c := range wrong {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Parse([]byte(replaced(t, c.old, c.with)))
			var mistakes policy.Mistakes
			if p != nil || !errors.As(err, &mistakes) {
				t.Fatalf("got %v, %v", p, err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
			for _, m := range mistakes {
				if m.Text.DE == "" || m.Text.EN == "" || m.Line < 1 || m.Column < 1 || strings.Contains(m.In("de")+m.In("en"), "%!") {
					t.Errorf("incomplete: %+v", m)
				}
			}
		})
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	t.Parallel()
	src := `id: IQ
edition: 1
title: {de: Alles falsch}
criteria:
  - id: a
    label: {de: A}
    levels: [{value: 0, label: {de: null}}, {value: 1, label: {de: eins}}]
    better: higher
    wieght: 1
  - id: a
    label: {de: B, fr: C}
    values: [0, 2]
    better: lower
    weight: -1
    threshold: 7
bodies: nobody
aggregation: {method: mode, over: members}
quorum: {minimum: many}
majority: {abstentions: not_counted, tie: rejects}
minimum_scores: {per_body: -1}
justification: {owed: ends}
`
	want := []string{
		"1:1 blindness", "1:5 id", "5:5 criteria[0].weight", "7:37 criteria[0].levels[0].label.de", "9:5 criteria[0].wieght",
		"10:9 criteria[1].id", "11:20 criteria[1].label.fr", "14:13 criteria[1].weight", "15:16 criteria[1].threshold",
		"16:9 bodies", "17:23 aggregation.method", "18:19 quorum.minimum", "20:28 minimum_scores.per_body",
	}
	_, err := policy.Parse([]byte(src))
	var mistakes policy.Mistakes
	if !errors.As(err, &mistakes) {
		t.Fatal(err)
	}
	for i, line := range strings.Split(mistakes.In(policy.DE), "\n") {
		if i >= len(want) || !strings.HasPrefix(line, want[i]+": ") {
			t.Errorf("mistake %d: %s", i, line)
		}
	}
	if len(mistakes) != len(want) {
		t.Errorf("%d mistakes, want %d", len(mistakes), len(want))
	}
}

func TestDecodeTakesCanonicalBytesOnly(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	canonical := p.Canonical()
	again, err := policy.Decode(canonical)
	if err != nil || again.Digest() != p.Digest() || again.Rubric() != p.Rubric() {
		t.Fatalf("%v", err)
	}
	for name, src := range map[string][]byte{
		"a space more":     append([]byte(" "), canonical...),
		"something after":  append(bytes.Clone(canonical), "{}"...),
		"cut off":          canonical[:len(canonical)-1],
		"nothing":          {},
		"a list":           []byte("[]"),
		"deep":             []byte(strings.Repeat("[", 100000)),
		"a key twice":      bytes.Replace(canonical, []byte(`"edition":3`), []byte(`"edition":3,"edition":3`), 1),
		"a zero written":   bytes.Replace(canonical, []byte(`"edition":3`), []byte(`"edition":3,"imported":false`), 1),
		"a wrong weight":   bytes.Replace(canonical, []byte(`"weight":"1"`), []byte(`"weight":"0"`), 1),
		"a bare number":    bytes.Replace(canonical, []byte(`"weight":"1"`), []byte(`"weight":1`), 1),
		"an escape":        bytes.Replace(canonical, []byte(`"iq-good`), []byte(`"i\u0071-good`), 1),
		"text with spaces": bytes.Replace(canonical, []byte(`"Jobcenter"`), []byte(`" Jobcenter"`), 1),
	} {
		if bytes.Equal(src, canonical) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if p, err := policy.Decode(src); err == nil {
			t.Errorf("%s: read as %s", name, p.ID)
		}
	}
}

func TestDigests(t *testing.T) {
	t.Parallel()
	parse := func(src string) *policy.Policy {
		p, err := policy.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := parse(small)
	spelt := parse("# same\n" + strings.Replace(small, "values: [0, 1, 4, 10]", "values: [\"0\", 1, 4, \"10\"]", 1))
	other := parse(replaced(t, "owed: never", "owed: ends"))
	scale := parse(replaced(t, "4, 10", "4, 9"))
	if spelt.Digest() != p.Digest() || !strings.HasPrefix(p.Digest(), "sha256:") || len(p.Digest()) != 71 {
		t.Errorf("another spelling, another digest: %s %s", p.Digest(), spelt.Digest())
	}
	if other.Digest() == p.Digest() || other.Rubric() != p.Rubric() {
		t.Error("another rule must change the digest and leave the rubric")
	}
	if scale.Rubric() == p.Rubric() || scale.Digest() == p.Digest() {
		t.Error("another scale must change rubric and digest")
	}
}

// A document in which everything is wrong is refused in good time, with as many mistakes as anybody reads.
func TestTooManyMistakes(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"criteria: [" + strings.Repeat("{},", 200_000) + "{}]",
		strings.Repeat("a", 100) + ": " + strings.Repeat("[", 9_000),
		"kinds: [" + strings.Repeat("{id: a, label: {de: a}},", 40_000) + "]",
		strings.Repeat("x", 1<<20+1),
	} {
		_, err := policy.Parse([]byte(src))
		var mistakes policy.Mistakes
		if !errors.As(err, &mistakes) || len(mistakes) == 0 || len(mistakes) > 500 {
			t.Errorf("%d mistakes", len(mistakes))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("id: x\n---\n*a"))
	f.Add([]byte("{a: &a [*a], <<: *a, ? [b] : !!binary x}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if p, err := policy.Decode(src); err == nil && !bytes.Equal(p.Canonical(), src) {
			t.Fatal("Decode took bytes that are not canonical")
		}
		p, err := policy.Parse(src)
		if err != nil {
			var mistakes policy.Mistakes
			if !errors.As(err, &mistakes) || len(mistakes) == 0 || mistakes.In(policy.DE) == "" {
				t.Fatalf("no mistakes: %v", err)
			}
			return
		}
		again, err := policy.Decode(p.Canonical())
		if err != nil || again.Digest() != p.Digest() {
			t.Fatalf("accepted, but not read again: %v", err)
		}
	})
}
