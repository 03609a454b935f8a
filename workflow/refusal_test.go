package workflow_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// refusing is a command that is refused with the code that it stands under.
type refusing struct {
	at   *workflow.Round
	by   string
	as   workflow.Capacity
	give workflow.Command
	says string // part of the German sentence
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{"command_differs": true, "minutes_form": true, "round_unlisted": true, "previous_unknown": true, "previous_not_deferred": true} // asked of the engine and at the desk
	check := func(code string, ref *workflow.Refusal, says string) {
		t.Helper()
		if ref == nil || ref.Code != code {
			t.Errorf("%s: got %v", code, ref)
			return
		}
		seen[code] = true
		readable(t, ref)
		if got := ref.Text("de", nil); !strings.Contains(got, says) {
			t.Errorf("%s: %q does not say %q", code, got, says)
		}
	}
	for _, table := range refusalTables(t) {
		for code, c := range table {
			code, _, _ = strings.Cut(code, " ")
			_, _, ref := c.at.Decide(order(c.at, c.by, c.as, c.give))
			if c.by == roundtest.Otto || c.by == roundtest.Paul { // are admitted when they act for the first time
				ref = c.at.Try(c.at.Last, pseudonym(c.by), c.as, c.give)
			}
			check(code, ref, c.says)
		}
	}
	for code, ref := range forgedRefusals(t) {
		check(code, ref, "")
	}
	for code, ref := range otherInterestRefusals(t) {
		check(code, ref, "")
	}
	g := story().head
	for code, c := range registerRefusals() {
		code, _, _ = strings.Cut(code, " ")
		_, _, ref := g.Decide(&workflow.Order{At: g.Last, Actor: "p", As: workflow.Operator, ID: "id", Command: c}, noRoot)
		check(code, ref, "")
	}
	for _, code := range workflow.RefusalCodes() {
		if _, meeting := workflow.MeetingWords()[code]; !seen[code] && !meeting { // TestSittings

			t.Errorf("%s is never given", code)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_]*\}`)

// readable holds a refusal against the rules for what people read.
func readable(t *testing.T, ref *workflow.Refusal) {
	t.Helper()
	for _, wrong := range unreadable(ref) {
		t.Error(wrong)
	}
}

// unreadable says what is wrong with the words of a refusal, in both languages.
func unreadable(ref *workflow.Refusal) (wrong []string) {
	say := func(format string, args ...any) { wrong = append(wrong, ref.Code+": "+fmt.Sprintf(format, args...)) }
	for _, lang := range []string{"de", "en"} {
		text := ref.Text(lang, func(p string) string { return "Frau " + p })
		switch {
		case text == "" || text == ref.Code:
			say("no words in %s", lang)
		case placeholder.MatchString(text):
			say("a place is left unfilled: %s", text)
		case strings.ContainsAny(text, "!") || strings.Contains(strings.ToLower(text), "leider"):
			say("%s", text)
		case !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "“."):
			say("does not end: %s", text)
		}
		for _, p := range ref.People {
			if !strings.Contains(text, "Frau "+p) {
				say("does not name %s: %s", p, text)
			}
		}
	}
	return wrong
}

// Both languages speak of the same details.
func TestRefusalWordsAgree(t *testing.T) {
	t.Parallel()
	for code, words := range workflow.RefusalWords() {
		de, en := placeholder.FindAllString(words.DE, -1), placeholder.FindAllString(words.EN, -1)
		count := map[string]int{}
		for _, p := range de {
			count[p]++
		}
		for _, p := range en {
			count[p]--
		}
		for p, n := range count {
			if n != 0 {
				t.Errorf("%s: %s stands in one language only", code, p)
			}
		}
		if (words.DE == "" || words.EN == "") && code != "scores_refused" {
			t.Errorf("%s is without words", code)
		}
	}
	for what, words := range workflow.Contradictions() {
		if words.DE == "" || words.EN == "" || strings.Contains(words.DE, "{have}") != strings.Contains(words.EN, "{have}") {
			t.Errorf("%s is not said in both languages", what)
		}
	}
	for word, text := range workflow.SpokenWords() {
		if text.DE == "" || text.EN == "" {
			t.Errorf("%q is not said in both languages", word)
		}
	}
}

// The sentence of a refusal names figures and people.
func TestRefusalNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := readStory(t, "per_proposal: 3", "per_proposal: 4")
	r := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(1) != nil && p.Sheet(2) == nil })
	_, _, ref := r.Decide(order(r, roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindScoringClosed, "a")))
	names := map[string]string{pseudonym(roundtest.Cem): "Cem Beispiel", pseudonym(roundtest.Dora): "Dora Beispiel"}
	if ref == nil {
		t.Fatal("allowed")
	}
	got := ref.Text("de", func(p string) string { return names[p] })
	if want := "2 von 4 Bewertungen fehlen: Cem Beispiel, Dora Beispiel."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	got = ref.Text("en", func(p string) string { return names[p] })
	if want := "2 of 4 scores are missing: Cem Beispiel, Dora Beispiel."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func registerRefusals() map[string]workflow.Command {
	org := func(id string) *workflow.RegisterOrganisation {
		return &workflow.RegisterOrganisation{Organisation: id, OrganisationKind: "project", Name: "N"}
	}
	changed, parent, land := org("nobody"), org("new"), org("new")
	changed.Change, parent.Parent, land.Land = true, "nobody", "XX"
	p := story().policy
	_, second, _ := roundtest.Keys()
	return map[string]workflow.Command{
		"id_invalid programme":         &workflow.CreateProgramme{Programme: "Ä", Title: "T"},
		"id_taken programme":           &workflow.CreateProgramme{Programme: roundtest.Programme, Title: "T"},
		"text_missing programme":       &workflow.CreateProgramme{Programme: "p2"},
		"id_taken organisation":        org("org-a"),
		"organisation_unknown":         changed,
		"organisation_unknown parent":  parent,
		"land_unknown":                 land,
		"name_missing":                 &workflow.RegisterOrganisation{Organisation: "new", OrganisationKind: "project"},
		"policy_exists":                &workflow.AdoptPolicy{Programme: roundtest.Programme, Policy: p.ID, Digest: p.Digest()},
		"programme_unknown":            &workflow.AdoptPolicy{Programme: "nobody", Policy: p.ID, Digest: "sha256:1"},
		"programme_unknown of a round": &workflow.ListRound{Round: "r9", Programme: "nobody"},
		"policy_unknown":               &workflow.ListRound{Round: "r9", Programme: roundtest.Programme, Policy: "sha256:1"},
		"id_taken by the register":     &workflow.ListRound{Round: "register", Programme: roundtest.Programme, Policy: p.Digest()},
		"id_taken round":               &workflow.ListRound{Round: roundtest.Main, Programme: roundtest.Programme, Policy: p.Digest()},
		"inconsistent for a round":     roundtest.Vote("a", policy.Yes),
		"id_invalid of a listed round": &workflow.ListRound{Round: "../r"},
		"inconsistent closing":         &workflow.CloseRound{Round: roundtest.Main, Origin: "elsewhere", Head: workflow.Head{Size: 1 << 30}},
		"inconsistent closing again":   &workflow.CloseRound{Round: roundtest.Main, Origin: roundtest.RoundOrigin(roundtest.Main), Head: workflow.Head{Size: 1}},
		"round_unknown of a closing":   &workflow.CloseRound{Round: "r9"},
		"inconsistent key":             &workflow.RotateKey{Old: "another", New: "new", Signature: "s"},
		"inconsistent key, the same":   &workflow.RotateKey{Old: second, New: second, Signature: "s"},
		"inconsistent key, unnoted":    &workflow.RotateKey{Old: second, New: "new", Reason: "Grund", Unnoted: true},
		"reason_missing of a key":      &workflow.RotateKey{Old: second, New: "new"},
		"reason_missing of a ledger":   &workflow.AcceptLedger{Origin: roundtest.RoundOrigin("")},
		"inconsistent ledger":          &workflow.AcceptLedger{Reason: "Grund"},
	}
}

// refusalTables are the tables of all that is refused in states of the story.
func refusalTables(t *testing.T) []map[string]refusing {
	t.Helper()
	return []map[string]refusing{
		peopleRefusals(t), entryRefusals(t), scoringRefusals(t), decisionRefusals(t), interestRefusals(t), discussionRefusals(t),
		deadlineRefusals(t), minutesRefusals(t), seatRefusals(t), erasureRefusals(t),
	}
}
