package policy

import "fmt"

// ImportCriterion is a criterion of a round read from elsewhere. Its id may be any text. The values come from Values
// where there are any, otherwise they go from Min to Max in steps of Step.
type ImportCriterion struct {
	ID, Label      string
	Min, Max, Step Decimal
	Values         []Decimal
	Better         string // Higher or Lower; empty is Higher
}

// panel is the one body of an imported round that names none.
const panel = "panel"

// ForImport makes the policy of a round read from elsewhere: its criteria with equal weights, no thresholds, no
// eligibility points, no justification owed, nothing hidden, no minimum of scores, no quorum, a simple majority where a
// ballot is held. A title is all that a proposal needs. Where no bodies are named there is one, "panel". An aggregation
// without a method is the mean over members. The error is of type Mistakes.
func ForImport(id string, criteria []ImportCriterion, aggregation Aggregation, bodies []string) (*Policy, error) {
	p := &Policy{
		ID: id, Edition: 1, Imported: true,
		Title:       Text{DE: "Regelwerk einer eingelesenen Runde", EN: "Policy of an imported round"},
		Aggregation: aggregation,
		Majority:    Majority{MoreThan: Fraction{1, 2}, Abstentions: AbstentionsNotCounted, Tie: TieRejects},
		Justification: Justification{
			Owed: OwedNever,
		},
		Blindness: Blindness{Until: BlindNever},
		Limits:    map[string]int{"default": defaultLimit},
	}
	if p.Aggregation.Method == "" {
		p.Aggregation.Method = Mean
	}
	if p.Aggregation.Over == "" {
		p.Aggregation.Over = OverMembers
	}
	for _, c := range criteria {
		p.Criteria = append(p.Criteria, c.criterion())
	}
	if len(bodies) == 0 {
		p.Bodies = []Body{{ID: panel, Label: Text{DE: "Gremium", EN: "Panel"}}}
	}
	for _, b := range bodies {
		p.Bodies = append(p.Bodies, Body{ID: b, Label: Text{DE: b, EN: b}})
	}
	return p.reread()
}

func (ic *ImportCriterion) criterion() Criterion {
	c := Criterion{
		ID: ic.ID, Label: Text{DE: ic.Label, EN: ic.Label}, Better: ic.Better,
		NotAssessable: true, Weight: Decimal{units: 1},
	}
	if ic.Label == "" {
		c.Label = Text{DE: ic.ID, EN: ic.ID}
	}
	if c.Better == "" {
		c.Better = Higher
	}
	if c.Values = ic.Values; len(ic.Values) == 0 {
		c.Steps = &Steps{Min: ic.Min, Max: ic.Max, Step: ic.Step}
	}
	return c
}

// reread puts a policy that was made here through the checks of one that was written by hand.
func (p *Policy) reread() (*Policy, error) {
	if err := p.seal(); err != nil {
		return nil, err
	}
	root, err := jsonNode(p.canonical)
	if err != nil {
		return nil, fmt.Errorf("policy: the generated document is not JSON: %w", err)
	}
	doc := &document{places: map[string]place{}, pinned: true}
	again := doc.read(root)
	for i := range doc.mistakes {
		doc.mistakes[i].Line, doc.mistakes[i].Column = 0, 0
	}
	if len(doc.mistakes) > 0 {
		return nil, doc.sorted()
	}
	return again, again.seal()
}
