package part

import "strconv"

// Verdict of a finding.
type Verdict string

// A finding holds, fails, or is a note that decides nothing.
const (
	Holds Verdict = "holds"
	Fails Verdict = "fails"
	Notes Verdict = "info"
)

// Finding is one point of an examination, with the rule as a sentence and the figures it rests on.
type Finding struct {
	Verdict Verdict
	Rule    string
	Figures string
	Assume  string // why the rule is an assumption; empty when it was adopted
	Under   []Finding

	Number string // set by Examine: I. 1. a)
	Folded bool   // set by Examine: shown on request
}

// Icon is the name of the icon that stands for the verdict.
func (f Finding) Icon() string {
	switch f.Verdict {
	case Holds:
		return "tick"
	case Fails:
		return "cross"
	default:
		return "dot"
	}
}

// openLines is how long an examination may be before branches that hold are folded.
const openLines = 30

// Examine numbers findings like a legal scheme of examination and folds what holds once there are more than 30 lines.
// Branches with something that fails stay open. The findings given are not changed.
func Examine(findings []Finding) []Finding {
	fold := lines(findings) > openLines
	return number(findings, 0, fold)
}

func lines(findings []Finding) int {
	n := len(findings)
	for _, f := range findings {
		n += lines(f.Under)
	}
	return n
}

func number(findings []Finding, depth int, fold bool) []Finding {
	out := make([]Finding, len(findings))
	for i, f := range findings {
		f.Number = ordinal(depth, i+1)
		f.Folded = fold && !anyFails(f)
		f.Under = number(f.Under, depth+1, fold)
		out[i] = f
	}
	return out
}

func anyFails(f Finding) bool {
	if f.Verdict == Fails {
		return true
	}
	for _, under := range f.Under {
		if anyFails(under) {
			return true
		}
	}
	return false
}

// ordinal writes the n-th number of a depth: I. then 1. then a) then aa).
func ordinal(depth, n int) string {
	switch depth {
	case 0:
		return roman(n) + "."
	case 1:
		return strconv.Itoa(n) + "."
	case 2:
		return letters(n) + ")"
	default:
		return letters(n) + letters(n) + ")"
	}
}

func roman(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	out := ""
	for i, v := range values {
		for n >= v {
			out += signs[i]
			n -= v
		}
	}
	return out
}

func letters(n int) string {
	out := ""
	for n > 0 {
		n--
		out = string(rune('a'+n%26)) + out
		n /= 26
	}
	return out
}
