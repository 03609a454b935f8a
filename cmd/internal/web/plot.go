package web

import (
	"math/big"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy"
	"gremium/workflow/view"
)

// plots show every score of a proposal that counts, criterion by criterion.
func (d *reading) plots(p *view.Proposal) []part.Plot {
	if p.Veil != "" || p.Shown == 0 {
		return nil
	}
	var out []part.Plot
	for c := range d.round.Policy.Criteria {
		out = append(out, d.plot(p, c))
	}
	return out
}

func (d *reading) plot(p *view.Proposal, c int) part.Plot {
	criterion, mean := &d.round.Policy.Criteria[c], &p.Means.Get()[c]
	title := d.label(criterion.Label)
	strip := picture.Strip{Levels: d.levels(criterion), Says: d.words.T("plot.empty", "Criterion", title)}
	out := part.Plot{Title: title}
	none := 0
	for _, body := range d.round.Policy.Bodies {
		row := picture.Row{Name: d.label(body.Label)}
		var said []string
		sheets := p.Sheets.Get()
		for i := range sheets {
			if sheets[i].Aside {
				continue
			}
			m := d.member(sheets[i].Member)
			if m.Body != body.ID || m.Advisory {
				continue
			}
			v := sheets[i].Values[c]
			said = append(said, d.score(v))
			if v.NotAssessable {
				none++
				continue
			}
			row.Scores = append(row.Scores, place(criterion.Values, v.Decimal.Rat()))
		}
		strip.Bodies = append(strip.Bodies, row)
		if len(said) > 0 {
			out.Rows = append(out.Rows, part.Fact{Name: row.Name, Text: strings.Join(said, "; ")})
		}
	}
	if mean.Value != nil {
		strip.MeanText, strip.Mean = d.words.Ratio(mean.Value, 2), place(criterion.Values, mean.Value)
		strip.Says = d.words.T("plot.says", "Criterion", title, "Mean", strip.MeanText, "Count", mean.N)
	}
	if t := criterion.Threshold; t != nil {
		strip.Threshold, strip.HasLimit = place(criterion.Values, t.Rat()), true
	}
	out.Count, out.Picture = d.words.T("plot.count", "Count", mean.N), strip.Draw()
	if none > 0 {
		out.Count += ", " + d.words.T("plot.none", "None", none)
	}
	return out
}

// mostLabels is how many figures stand below a strip; a longer scale names its ends and some in between.
const mostLabels = 11

func (d *reading) levels(c *policy.Criterion) []string {
	out := make([]string, len(c.Values))
	every := (len(c.Values) + mostLabels - 1) / mostLabels
	for i, v := range c.Values {
		if i%max(every, 1) == 0 || i == len(c.Values)-1 && i%every > every/2 {
			out[i] = d.decimal(v)
		}
	}
	return out
}

// place is where a figure lies among the values of a scale, counted in values: for pictures only.
func place(values []policy.Decimal, r *big.Rat) float64 {
	for i := range values {
		here := values[i].Rat()
		if r.Cmp(here) > 0 {
			continue
		}
		if i == 0 {
			return 0
		}
		before := values[i-1].Rat()
		within := new(big.Rat).Sub(r, before)
		part, _ := within.Quo(within, here.Sub(here, before)).Float64()
		return float64(i-1) + part
	}
	return float64(len(values) - 1)
}

// opinions are what members wrote beside their scores, criterion by criterion.
type opinions struct {
	Title string
	Said  []opinion
}

type opinion struct {
	Who, Score, Text string
}
