package browsertest

import (
	"fmt"
	"os"
	"strings"

	"github.com/chromedp/chromedp"
)

// Violation is a rule of accessibility that a page breaks.
type Violation struct {
	ID     string `json:"id"`     // the rule, as axe-core names it
	Impact string `json:"impact"` // minor, moderate, serious, critical
	Help   string `json:"help"`
	Nodes  []struct {
		HTML           string `json:"html"`
		FailureSummary string `json:"failureSummary"`
	} `json:"nodes"`
}

// String gives the rule and every element that breaks it.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, node := range v.Nodes {
		fmt.Fprintf(&b, "\n    %s\n      %s", node.HTML, strings.ReplaceAll(node.FailureSummary, "\n", "\n      "))
	}
	return b.String()
}

// Axe fails the test for each rule of WCAG 2.0, 2.1 and 2.2, levels A and AA, that the page breaks
// as it is now, in the window's width and colours. Without axe-core the test is skipped, or fails
// if skipping is forbidden.
func (p *Page) Axe() {
	p.t.Helper()
	for _, violation := range p.Violations() {
		p.t.Errorf("%s: %v", p.URL(), violation)
	}
}

// Violations gives what Axe fails for.
func (p *Page) Violations() []Violation {
	p.t.Helper()
	script, err := os.ReadFile(tool(p.t, "GREMIUM_AXE", "axe-core", "axe.min.js"))
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("load axe-core", chromedp.Evaluate[chromedp.Void](string(script)))
	return Eval[[]Violation](p, `axe.run(document, {
		resultTypes: ['violations'],
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
	}).then(result => result.violations)`)
}
