package locale

import (
	"math/big"
	"strconv"
	"strings"
)

// Int writes a whole number with thousands separated: 4.120, in English 4,120.
func (l *Locale) Int(n int) string {
	if n >= 0 && n < 1000 {
		return strconv.Itoa(n)
	}
	return l.Decimal(strconv.Itoa(n))
}

// Decimal writes an exact decimal, given in canonical text such as -1234.5, in the language's figures. It never rounds.
func (l *Locale) Decimal(canonical string) string {
	digits, negative := strings.CutPrefix(canonical, "-")
	whole, fraction, broken := strings.Cut(digits, ".")
	out := group(whole, l.word(".", ","))
	if broken {
		out += l.word(",", ".") + fraction
	}
	if negative {
		return "−" + out
	}
	return out
}

// Ratio writes an exact fraction with so many decimal places, rounded half away from zero: 27/11 is 2,45.
func (l *Locale) Ratio(r *big.Rat, places int) string { return l.Decimal(r.FloatString(places)) }

func group(digits, mark string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteRune(d)
	}
	return b.String()
}
