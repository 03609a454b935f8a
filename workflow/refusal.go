package workflow

import (
	"maps"
	"slices"
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
	Request  int               // which of the requests given together is refused, counted from 0
	Subject  string            // what is refused, said ahead of the sentence where several things were asked for; a door sets it
	IDs      bool              // name criteria with their ids, for a reader who types them; a door sets it

	findings []policy.Finding // why a decision is not possible
}

// Error is the English sentence, with pseudonyms for names.
func (r *Refusal) Error() string { return r.Text("en", nil) }

// Text is the refusal in plain words: what the rule asks and what is missing. lang is "de" or "en"; name turns a
// pseudonym into a name, and what SeatKey makes of a seat's id into the seat's label, for a reader who may know them; nil leaves
// pseudonyms and ids.
func (r *Refusal) Text(lang string, name func(pseudonym string) string) string {
	words, ok := wordsOf(r.Code)
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
		switch {
		case k == "seat":
			v = r.seat(v, name)
		case k == "allowed" && quoted[r.Code]:
			v = choice(speak(v, lang), lang)
		case isInstant[k]:
			v = sayInstant(v, lang)
		case isSpoken[k] && !literal[r.Code]:
			v = speak(v, lang)
		}
		pairs = append(pairs, "{"+k+"}", v)
	}
	pairs = append(pairs, "{people}", r.people(name))
	out := strings.NewReplacer(pairs...).Replace(sentence)
	for _, p := range r.Problems {
		if r.IDs {
			out += " " + p.Typed(r.Policy, lang)
		} else {
			out += " " + p.Text(r.Policy, lang)
		}
	}
	out = strings.TrimSpace(out + r.failing(r.findings, lang) + r.wayOut(lang))
	if r.Subject != "" {
		return r.Subject + ": " + out
	}
	return out
}

// SeatKey is what a seat goes by where names are looked up: no pseudonym begins like it.
func SeatKey(seat string) string { return "seat/" + seat }

// seat names a seat by its label, with its id for a reader who types it; by its id where it has no label that the reader may know.
func (r *Refusal) seat(id string, name func(string) string) string {
	if name == nil {
		return id
	}
	switch label := name(SeatKey(id)); {
	case label == "" || label == SeatKey(id) || label == id:
		return id
	case r.IDs:
		return label + " (" + id + ")"
	default:
		return label
	}
}

// wayOut says what to do about the rules that do not hold.
func (r *Refusal) wayOut(lang string) string {
	if r.Code != "not_decidable" {
		return ""
	}
	return waysOutOf(r.findings, lang)
}

func waysOutOf(findings []policy.Finding, lang string) string {
	out := ""
	for i := range findings {
		f := &findings[i]
		if way, ok := waysOut[f.Rule]; ok && f.Holds == policy.HoldsNo && (f.Rule != policy.RuleLimitTie || undrawn(f)) {
			out += " " + way.In(lang)
		} else if f.Holds == policy.HoldsNo {
			out += waysOutOf(f.Findings, lang)
		}
	}
	return out
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

// choice says a list of which one has to be the case, each in its own quotation marks.
func choice(list, lang string) string {
	words := strings.Split(list, ", ")
	for i, w := range words {
		words[i] = policy.Text{DE: "„" + w + "“", EN: "\"" + w + "\""}.In(lang)
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + policy.Text{DE: " oder ", EN: " or "}.In(lang) + words[last]
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
	codes := slices.Collect(maps.Keys(refusalWords))
	return slices.AppendSeq(codes, maps.Keys(meetingWords))
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
