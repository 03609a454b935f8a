package policy

import "strings"

// Regulation is one rule of a policy in words, as a committee would write it into its rules of order.
type Regulation struct {
	Rule string // what it is about: "scale", "weights", RuleThresholds, "aggregation", RuleMinimum, …
	Text Text
	Basis
}

// Regulations says every rule of the policy in words, in the order of the document. Rules that the policy does not have
// are not there.
func (p *Policy) Regulations() []Regulation {
	all := []Regulation{
		{"scale", p.scaleText(), p.Scale},
		{"weights", p.weightsText(), p.Weights},
		{RuleThresholds, p.thresholdsText(), p.Thresholds},
		{"aggregation", Text{
			"Maßgeblich ist je Kriterium: " + p.Aggregation.Name(DE) + ".",
			"What counts for each criterion: " + p.Aggregation.Name(EN) + ".",
		}, p.Aggregation.Basis},
		{RuleMinimum, p.Minimum.text(), p.Minimum.Basis},
		{"assignment", p.Assignment.text(), p.Assignment.Basis},
		{"justification", p.Justification.text(), p.Justification.Basis},
		{"blindness", p.Blindness.text(), p.Blindness.Basis},
		{"discussion", p.Discussion.text(), p.Discussion.Basis},
		{RuleQuorum, p.Quorum.text(), p.Quorum.Basis},
		{RuleMajority, p.majorityText(), p.Majority.Basis},
		{"ballots", p.Ballots.text(), p.Ballots.Basis},
		{RuleSelectedLimit, p.Selected.text(), p.Selected.Basis},
		{RuleInterests, p.Interests.text(), p.Interests.Basis},
		{"release", p.Release.text(), p.Release.Basis},
		{"deadlines", p.Deadlines.text(), p.Deadlines.Basis},
		{"retention", p.Retention.text(), p.Retention.Basis},
	}
	there := all[:0]
	for _, r := range all {
		if !r.Text.Empty() {
			there = append(there, r)
		}
	}
	return there
}

// sentences joins those that are not empty.
func sentences(parts ...Text) Text {
	var de, en []string
	for _, t := range parts {
		if !t.Empty() {
			de, en = append(de, t.DE), append(en, t.EN)
		}
	}
	return Text{strings.Join(de, " "), strings.Join(en, " ")}
}
