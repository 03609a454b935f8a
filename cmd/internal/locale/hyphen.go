package locale

import (
	"slices"
	"strings"
	"unicode"
)

// longWord is from how many letters on a word is given places to break at; shorter ones fit the narrowest column.
const longWord = 17

// softHyphen shows only where a line breaks at it.
const softHyphen = "\u00ad"

// starts are the beginnings of the last parts of long German compounds, at which they break before they do within a part.
var starts = []string{
	"organisation", "berechtig", "beratung", "bewertung", "beschluss", "beispiel", "abstimmung", "anerkennung", "arbeit",
	"ordnung", "einrichtung", "entwicklung", "erfahrung", "integration", "information", "qualifi", "unterstütz", "verfahren",
}

// ends are the ends of first parts, with the s that joins them to the next one.
var ends = []string{"ungs", "ions", "heits", "keits", "schafts", "täts"}

// onsets are the consonants that a syllable can begin with, where others stand before them; longest first.
var onsets = []string{
	"schl", "schm", "schn", "schr", "schw", "spr", "str", "bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pl", "pr", "sp", "st", "tr", "zw",
}

// units are letters that stay together, longest first.
var units = []string{"sch", "ch", "ck", "ph", "th", "qu"}

// SoftHyphens gives the long words of a text places to break at, by the rule of German syllables: the last consonant before a
// vowel goes with it. Browsers have no list of words for this everywhere, and without a hyphen a broken word reads as two.
func SoftHyphens(text string) string {
	var b, word strings.Builder
	flush := func() {
		b.WriteString(syllables(word.String()))
		word.Reset()
	}
	for _, r := range text {
		if unicode.IsLetter(r) {
			word.WriteRune(r)
			continue
		}
		if r == '*' && word.Len() > 0 { // Migrant*innen is one word
			word.WriteRune(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// syllables is a word with a soft hyphen between its syllables where it is long, and as it is where not.
func syllables(word string) string {
	letters := []rune(word)
	if len(letters) < longWord {
		return word
	}
	var b strings.Builder
	at := breaks(letters)
	for i, r := range letters {
		if at[i] {
			b.WriteString(softHyphen)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// breaks tells before which letters a word can break: at the beginnings of its parts, and within each by syllables. At least
// three letters stay on either side.
func breaks(letters []rune) []bool {
	at := make([]bool, len(letters))
	low := []rune(strings.ToLower(string(letters)))
	from := 0
	for i := range low {
		if i > 2 && parts(string(low[:i]), string(low[i:])) {
			at[i] = true
			within(low[from:i], at[from:i])
			from = i
		}
	}
	within(low[from:], at[from:])
	for i := range at {
		near := func(r rune) bool { return r == '*' }
		if i < 3 || i > len(at)-3 || slices.ContainsFunc(low[max(i-2, 0):min(i+2, len(low))], near) {
			at[i] = false
		}
	}
	return at
}

// parts tells whether a word breaks into these two because one part of it ends there, or another one begins.
func parts(before, after string) bool {
	return slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(after, s) }) ||
		slices.ContainsFunc(ends, func(s string) bool { return strings.HasSuffix(before, s) })
}

// within marks the breaks inside of one part of a word.
func within(part []rune, at []bool) {
	seen := false // a vowel
	for i := 0; i < len(part); {
		if vowel(part[i]) {
			seen = true
			i++
			continue
		}
		last, end := i, i
		for end < len(part) && !vowel(part[end]) {
			last = end
			end += unit(part[end:])
		}
		last = onset(part[i:end], last-i) + i
		if seen && end < len(part) && last > 1 && len(part)-last > 1 {
			at[last] = true
		}
		i = end
	}
}

// onset is where the next syllable begins in a run of consonants: at the last of them, or earlier where those can begin one and
// another one stands before them.
func onset(run []rune, last int) int {
	for _, s := range onsets {
		if at := len(run) - len(s); at > 0 && at < last && strings.HasSuffix(string(run), s) {
			return at
		}
	}
	return last
}

// unit is how many letters at the beginning stay together.
func unit(part []rune) int {
	for _, u := range units {
		if strings.HasPrefix(string(part), u) {
			return len(u)
		}
	}
	return 1
}

func vowel(r rune) bool { return strings.ContainsRune("aeiouyäöü", r) }

// joiner holds together what is read as one.
var joiner = strings.NewReplacer("§ ", "§\u00a0", "Art. ", "Art.\u00a0", "Nr. ", "Nr.\u00a0", " Uhr", "\u00a0Uhr")

// Joined keeps the sign of a section with its number, and the hour with its word, in one line.
func Joined(text string) string { return joiner.Replace(text) }
