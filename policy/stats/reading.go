package stats

// Reading is what an estimate allows to be said. It goes by the worse end of the interval, never by the figure alone.
type Reading string

// The readings, from nothing to much.
const (
	Undefined Reading = "undefined" // the scores do not define the figure
	Unsure    Reading = "unsure"    // there is a figure, but too few proposals for an interval
	Chance    Reading = "chance"    // chance alone could give as much
	Weak      Reading = "weak"      // more than chance, and not enough to build on
	Tentative Reading = "tentative" // good for conclusions that may turn out wrong
	Reliable  Reading = "reliable"
)

// readingScale says from where on an estimate reads as more than chance, as tentative and as reliable.
type readingScale struct{ chance, tentative, reliable float64 }

// The scales.
//
// Sources: K. Krippendorff, Content Analysis (2004), chapter 11, for alpha (0.667 and 0.800); T. Koo and M. Li, A Guideline
// of Selecting and Reporting Intraclass Correlation Coefficients (2016), for ICC (0.5 and 0.75, by the interval); R. Schmidt,
// Managing Delphi Surveys (1997), for Kendall's W (0.5 and 0.7). By chance alone alpha and ICC are 0 on average and W is one
// part in as many as there are members.
var (
	alphaScale = readingScale{0, 0.667, 0.8}
	iccScale   = readingScale{0, 0.5, 0.75}
)

func kendallScale(judges int) readingScale {
	return readingScale{1 / float64(max(judges, 1)), 0.5, 0.7}
}

func (s readingScale) read(e *Estimate) Reading {
	switch {
	case !e.Defined:
		return Undefined
	case !e.Bounded:
		return Unsure
	case e.Span.Low <= s.chance:
		return Chance
	case e.Span.Low < s.tentative:
		return Weak
	case e.Span.Low < s.reliable:
		return Tentative
	}
	return Reliable
}
