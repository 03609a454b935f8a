package workflow

import (
	"strings"

	"gremium/policy"
)

// Refusal is an answer, not a fault: a rule does not allow the command, and nothing has changed.
type Refusal struct {
	Code     string            // stable name, such as "scoring_incomplete"
	Rule     string            // where the rule stands: "lifecycle", "policy", "record", or a section of the law
	Detail   map[string]string // figures and ids for the sentence
	People   []string          // pseudonyms of those whom the sentence names
	Problems []policy.Problem  // what is wrong with a score sheet, point by point
	Policy   *policy.Policy    // that Problems and findings are about

	findings []policy.Finding // why a decision is not possible
}

// Error is the English sentence, with pseudonyms for names.
func (r *Refusal) Error() string { return r.Text("en", nil) }

// Text is the refusal in plain words: what the rule asks and what is missing. lang is "de" or "en"; name turns a
// pseudonym into a name for a reader who may know it, nil leaves pseudonyms.
func (r *Refusal) Text(lang string, name func(pseudonym string) string) string {
	words, ok := refusalWords[r.Code]
	if !ok {
		return r.Code
	}
	if r.Code == "capacity_missing" && r.Detail["capacity"] == "" {
		words = roleMissing
	}
	sentence := words.In(lang)
	if what, ok := contradictions[r.Detail["what"]]; ok && r.Code == "inconsistent" {
		sentence = strings.Replace(sentence, "{what}", what.In(lang), 1)
	}
	pairs := make([]string, 0, 2*len(r.Detail)+2)
	for k, v := range r.Detail {
		if isSpoken[k] && !literal[r.Code] {
			v = speak(v, lang)
		}
		pairs = append(pairs, "{"+k+"}", v)
	}
	pairs = append(pairs, "{people}", r.people(name))
	out := strings.NewReplacer(pairs...).Replace(sentence)
	for _, p := range r.Problems {
		out += " " + p.Text(r.Policy, lang)
	}
	return strings.TrimSpace(out + r.failing(r.findings, lang))
}

// failing says the rules that do not hold, the innermost of each branch.
func (r *Refusal) failing(findings []policy.Finding, lang string) string {
	out := ""
	for _, f := range findings {
		if f.Holds != policy.HoldsNo {
			continue
		}
		if inner := r.failing(f.Findings, lang); inner != "" {
			out += inner
			continue
		}
		rule, figures := f.Sentence(r.Policy, lang)
		out += " " + rule + ": " + figures + "."
	}
	return out
}

// speak says a list of the domain's words, separated by commas, in the reader's language.
func speak(list, lang string) string {
	words := strings.Split(list, ", ")
	for i, w := range words {
		if t, ok := spoken[w]; ok {
			words[i] = t.In(lang)
		}
	}
	return strings.Join(words, ", ")
}

func (r *Refusal) people(name func(string) string) string {
	names := make([]string, len(r.People))
	for i, p := range r.People {
		names[i] = p
		if name != nil {
			names[i] = name(p)
		}
	}
	return strings.Join(names, ", ")
}

// RefusalCodes lists every code a Refusal can carry.
func RefusalCodes() []string {
	codes := make([]string, 0, len(refusalWords))
	for c := range refusalWords {
		codes = append(codes, c)
	}
	return codes
}

// refuse makes a refusal; detail is a key, its value, another key and so on.
func refuse(code, rule string, detail ...string) *Refusal {
	r := &Refusal{Code: code, Rule: rule}
	if len(detail) > 1 {
		r.Detail = make(map[string]string, len(detail)/2)
		for i := 0; i+1 < len(detail); i += 2 {
			r.Detail[detail[i]] = detail[i+1]
		}
	}
	return r
}

// inconsistent refuses what contradicts the record: a forged entry, or a command that nobody can mean. what is a row of
// contradictions.
func inconsistent(what string, detail ...string) *Refusal {
	return refuse("inconsistent", "record", append(detail, "what", what)...)
}
