package cli

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow/view"
)

// place is a proposal's place as `standing --json` tells it. Rank is null for the unranked.
type place struct {
	Proposal string             `json:"proposal"`
	Ref      string             `json:"ref"`
	Rank     *int               `json:"rank"`
	Criteria map[string]average `json:"criteria"`

	proposal *view.Proposal
	index    *big.Rat
}

// average is one criterion's result: the exact fraction, and its value rounded for reading; null without a score.
type average struct {
	N     int         `json:"n"`
	Mean  *string     `json:"mean"`
	Value jsonDecimal `json:"value"`

	exact *big.Rat
}

// jsonDecimal is a fraction as a JSON number, rounded to nine places; null for none.
type jsonDecimal struct{ *big.Rat }

// MarshalJSON writes the number.
func (d jsonDecimal) MarshalJSON() ([]byte, error) {
	if d.Rat == nil {
		return []byte("null"), nil
	}
	digits := []byte(d.FloatString(9))
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	if digits[len(digits)-1] == '.' {
		digits = digits[:len(digits)-1]
	}
	return digits, nil
}

func newStanding(e *env) *cobra.Command {
	var method string
	cmd := e.command(spec{
		use: "standing ROUND", short: text{"zeigt die Reihung nach den Bewertungen", "shows the standing by scores"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			by := d.Policy.Aggregation
			if method != "" {
				if !slices.Contains([]string{policy.Mean, policy.Median, policy.Trimmed}, method) {
					return usagef("„%s“ ist nicht möglich. Möglich sind mean, median und trimmed.", "\"%s\" is not possible. Possible are mean, median and trimmed.", method)
				}
				by.Method = method
			}
			places, err := d.places(by)
			if err != nil {
				return err
			}
			if e.json {
				return e.object(places)
			}
			return h.showStanding(d, places, by)
		}),
	})
	cmd.Flags().StringVar(&method, "aggregate", "", e.say("mean, median oder trimmed (sonst, was das Regelwerk bestimmt)", "mean, median or trimmed (else what the policy says)"))
	return cmd
}

// places ranks the proposals that the committee judges, best first.
func (d *docket) places(by policy.Aggregation) ([]place, error) {
	s, err := d.state()
	if err != nil {
		return nil, err
	}
	entrants, found := []policy.Entrant{}, map[string]place{}
	for _, p := range d.Proposals {
		x := s.Proposal(p.ID)
		means, opinions := s.Means(x, by), s.Opinions(x)
		entrants = append(entrants, policy.Entrant{ID: p.ID, Means: means})
		l := place{Proposal: p.ID, Ref: p.Ref, Criteria: map[string]average{}, proposal: p}
		for c, m := range means {
			a := average{N: len(opinions[c]), Value: jsonDecimal{m}, exact: m}
			if m != nil {
				exact := m.RatString()
				a.Mean = &exact
			}
			l.Criteria[d.Policy.Criteria[c].ID] = a
		}
		found[p.ID] = l
	}
	out := make([]place, 0, len(entrants))
	for _, pl := range d.Policy.Standing(entrants) {
		l := found[pl.ID]
		if pl.Rank > 0 {
			l.Rank = &pl.Rank
		}
		l.index = pl.Index
		out = append(out, l)
	}
	return out, nil
}

func (h *house) showStanding(d *docket, places []place, by policy.Aggregation) error {
	e := h.e
	head := []text{{"Rang", "rank"}, {"Nummer", "number"}}
	for i := range d.Policy.Criteria {
		l := d.Policy.Criteria[i].Label
		head = append(head, text{l.DE, l.EN})
	}
	t := e.table(append(head, text{"gesamt", "total"}, text{"Stand", "state"}, text{"Titel", "title"})...)
	for _, p := range places {
		row := []string{"–", p.proposal.Number}
		if p.Rank != nil {
			row[0] = strconv.Itoa(*p.Rank)
		}
		for i := range d.Policy.Criteria {
			row = append(row, h.average(p.Criteria[d.Policy.Criteria[i].ID].exact))
		}
		t.row(append(row, h.average(p.index), h.standing(p.proposal), d.titles[p.Proposal])...)
	}
	if err := t.print(); err != nil {
		return err
	}
	if isTerminal(e.out) {
		fmt.Fprintln(e.out, "\n"+by.Name(e.lang)+".")
	}
	return nil
}

func (h *house) average(m *big.Rat) string {
	if m == nil {
		return "–"
	}
	return h.e.loc.Ratio(m, 2)
}
