package web

import (
	"math/big"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy"
	"gremium/workflow/view"
)

// heat compares the means of proposals. Rows that are veiled come last, in the order of their numbers: a place in a sorted
// list would tell something about what is hidden.
func (d *reading) heat(proposals []*view.Proposal, single bool) part.Heat {
	w := d.words
	h := part.Heat{
		Caption: w.T("heat.caption"), Columns: []string{w.T("heat.proposal"), w.T("heat.state"), w.T("heat.scores")},
		Legend: d.legend(),
	}
	for i := range d.round.Policy.Criteria {
		h.Criteria = append(h.Criteria, d.label(d.round.Policy.Criteria[i].Label))
	}
	var veiled []part.HeatRow
	cells := map[heatKey]*part.HeatCell{} // many proposals have the same means
	for _, p := range proposals {
		row := part.HeatRow{Number: p.Number, Title: d.titles[p.ID], State: stateOf(p)}
		if !single {
			row.Href = proposalAddress(d.round, p, "")
		}
		if p.Veil != "" {
			row.Veil = d.veil(p)
			veiled = append(veiled, row)
			continue
		}
		row.Count = w.T("heat.count", "Given", p.Given, "Expected", p.Expected)
		means := p.Means.Get()
		row.Cells = make([]*part.HeatCell, 0, len(means))
		for c := range means {
			row.Cells = append(row.Cells, d.heatCellOnce(cells, c, &means[c]))
		}
		h.Rows = append(h.Rows, row)
	}
	h.Rows = append(h.Rows, veiled...)
	return h
}

// heatKey tells means apart that look different.
type heatKey struct {
	criterion int
	num, den  int64
	low, high policy.Decimal
}

// heatCellOnce is heatCell, made once for all that look the same.
func (d *reading) heatCellOnce(made map[heatKey]*part.HeatCell, c int, m *view.Mean) *part.HeatCell {
	if m.Value == nil || !m.Value.Num().IsInt64() || !m.Value.Denom().IsInt64() {
		return d.heatCell(c, m)
	}
	key := heatKey{c, m.Value.Num().Int64(), m.Value.Denom().Int64(), m.Low, m.High}
	cell, ok := made[key]
	if !ok {
		cell = d.heatCell(c, m)
		made[key] = cell
	}
	return cell
}

func (d *reading) heatCell(c int, m *view.Mean) *part.HeatCell {
	criterion := &d.round.Policy.Criteria[c]
	cell := &part.HeatCell{Criterion: d.label(criterion.Label), None: m.Value == nil}
	if cell.None {
		return cell
	}
	worst, best := criterion.Range()
	cell.Step = part.HeatStep(m.Value, worst.Rat(), best.Rat())
	cell.Mean, cell.Low = d.words.Ratio(m.Value, 2), m.Below
	cell.Whisker = picture.Whisker(share(criterion, m.Low.Rat()), share(criterion, m.High.Rat()))
	cell.Span = d.words.T("heat.span", "Low", d.decimal(m.Low), "High", d.decimal(m.High))
	return cell
}

// share is a value's place between the lowest and the highest value of its criterion, from 0 to 1: for pictures only.
func share(c *policy.Criterion, v *big.Rat) float64 {
	if len(c.Values) < 2 {
		return 0.5
	}
	low, high := c.Values[0].Rat(), c.Values[len(c.Values)-1].Rat()
	part := new(big.Rat).Sub(v, low)
	out, _ := part.Quo(part, high.Sub(high, low)).Float64()
	return min(max(out, 0), 1)
}

// veil says why the figures of a proposal are hidden. It depends on the proposal's state and the visitor only, never on
// what lies behind it; for who is excluded not even on the state.
func (d *reading) veil(p *view.Proposal) *part.Veil {
	if p.Masked() {
		return &part.Veil{Icon: "recused", Text: d.words.T("veil.recused")}
	}
	veil := &part.Veil{Icon: "lock", Text: d.words.T("veil." + string(p.Veil))}
	if p.Veil.Lifts() && d.round.Me != nil {
		veil.Link = &part.Link{Text: d.words.T("veil.score"), Href: proposalAddress(d.round, p, "bewerten")}
	}
	return veil
}

// legend explains the steps, where all criteria have the same scale.
func (d *reading) legend() part.Legend {
	var l part.Legend
	criteria := d.round.Policy.Criteria
	if len(criteria) == 0 {
		return l
	}
	first := &criteria[0]
	worst, best := first.Range()
	for i := range criteria {
		w, b := criteria[i].Range()
		if w != worst || b != best {
			return l
		}
	}
	for i := range int64(7) {
		at := new(big.Rat).Sub(best.Rat(), worst.Rat())
		at.Mul(at, big.NewRat(i, 6)).Add(at, worst.Rat())
		l.Steps = append(l.Steps, d.short(at))
	}
	if first.Threshold == nil {
		return l
	}
	for i := range criteria {
		if t := criteria[i].Threshold; t == nil || t.Cmp(*first.Threshold) != 0 {
			return l
		}
	}
	id := "heat.threshold"
	if first.Better == policy.Lower {
		id = "heat.threshold_lower"
	}
	l.Threshold = d.words.T(id, "Threshold", d.decimal(*first.Threshold))
	if d.round.Policy.Thresholds.Assumption {
		l.Assume = d.words.T("heat.assume", "Threshold", d.decimal(*first.Threshold), "Note", policy.AssumptionNote(d.words.Lang()))
	}
	return l
}

// short writes a figure with at most two places and no zeros at its end.
func (d *reading) short(r *big.Rat) string {
	text := r.FloatString(2)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return d.words.Decimal(text)
}
