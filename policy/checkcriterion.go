package policy

import (
	"math/big"
	"slices"
)

// maxValues is how many values a criterion may have.
const maxValues = 10_001

// settle fills in the values of a criterion from its levels or steps.
func (d *document) settle(c *Criterion, path string) {
	given := 0
	for _, there := range []bool{len(c.Levels) > 0, c.Steps != nil, len(c.Values) > 0} {
		if there {
			given++
		}
	}
	if given != 1 {
		for _, key := range []string{"levels", "steps", "values"} {
			if d.spoilt(path + "." + key) {
				return
			}
		}
		d.add(path+".values", Text{
			"Ein Kriterium braucht genau eines von „levels“ (benannte Stufen), „steps“ (gleiche Schritte) und „values“ (Werte).",
			"A criterion needs exactly one of \"levels\" (named levels), \"steps\" (even steps) and \"values\" (a list).",
		})
		return
	}
	key := "values"
	switch {
	case len(c.Levels) > 0:
		key = "levels"
		for _, l := range c.Levels {
			c.Values = append(c.Values, l.Value)
		}
	case c.Steps != nil:
		key = "steps"
		if !d.spoilt(path + ".steps") {
			c.Values = d.enumerate(c.Steps, path+".steps")
		}
	}
	slices.SortFunc(c.Values, Decimal.Cmp)
	d.distinct(c.Values, path+"."+key)
}

func (d *document) distinct(values []Decimal, path string) {
	if len(values) > maxValues {
		d.fresh(path, say("Das sind %d Werte, erlaubt sind höchstens %d.", "These are %d values, allowed are at most %d.",
			len(values), maxValues))
	}
	if len(values) < 2 {
		d.fresh(path, Text{
			"Ein Kriterium braucht mindestens zwei Werte, sonst gibt es nichts zu bewerten.",
			"A criterion needs at least two values, or else there is nothing to judge.",
		})
	}
	for i := 1; i < len(values); i++ {
		if values[i] == values[i-1] {
			d.fresh(path, say("Der Wert %s steht zweimal in der Liste. Entfernen Sie einen der beiden.",
				"The value %s is in the list twice. Remove one of the two.", values[i]))
			return
		}
	}
}

// enumerate gives min, min+step, … max.
func (d *document) enumerate(s *Steps, path string) []Decimal {
	values, ok := s.values()
	if !ok {
		d.add(path, say(
			"Von %s bis %s in Schritten von %s geht nicht auf. Nötig sind min < max, step > 0, ganze Schritte und höchstens %d Werte.",
			"From %s to %s in steps of %s does not work out. Needed are min < max, step > 0, whole steps and at most %d values.",
			s.Min, s.Max, s.Step, maxValues))
	}
	return values
}

// values are all values of the sequence, ascending; false where it does not work out.
func (s *Steps) values() ([]Decimal, bool) {
	scale := max(s.Min.scale, s.Max.scale, s.Step.scale)
	low, high, step := s.Min.scaled(scale), s.Max.scaled(scale), s.Step.scaled(scale)
	if step.Sign() <= 0 || low.Cmp(high) >= 0 {
		return nil, false
	}
	n, rest := new(big.Int).QuoRem(new(big.Int).Sub(high, low), step, new(big.Int))
	if rest.Sign() != 0 || !n.IsInt64() || n.Int64() >= maxValues {
		return nil, false
	}
	values := make([]Decimal, 0, n.Int64()+1)
	for at := low; at.Cmp(high) <= 0; at = new(big.Int).Add(at, step) {
		v, ok := decimalOf(at, scale)
		if !ok {
			return nil, false
		}
		values = append(values, v)
	}
	return values, true
}

// scaled is the number times 10^scale, for a scale not below its own.
func (d Decimal) scaled(scale uint8) *big.Int {
	return new(big.Int).Mul(big.NewInt(d.units), big.NewInt(power(scale-d.scale)))
}

func (d *document) criterion(c *Criterion, path string) {
	ids(d, path+".aspects", c.Aspects, false, func(a Aspect) string { return a.ID })
	if c.Weight.Cmp(Decimal{}) <= 0 {
		d.fresh(path+".weight", say("Das Gewicht %s zählt nicht. Erlaubt ist eine Zahl über 0.",
			"The weight %s does not count. Allowed is a number above 0.", c.Weight))
	}
	for _, key := range []string{"levels", "steps", "values"} {
		if d.spoilt(path + "." + key) {
			return
		}
	}
	if c.Threshold == nil || len(c.Values) == 0 {
		return
	}
	low, high := c.Values[0], c.Values[len(c.Values)-1]
	if c.Threshold.Cmp(low) < 0 || c.Threshold.Cmp(high) > 0 {
		d.fresh(path+".threshold", say("Die Schwelle %s liegt außerhalb der Skala. Erlaubt ist eine Zahl von %s bis %s.",
			"The threshold %s is off the scale. Allowed is a number from %s to %s.", c.Threshold, low, high))
	}
}

// label names a criterion in sentences.
func (p *Policy) label(criterion, lang string) string {
	if c, _ := p.Criterion(criterion); c != nil {
		return c.Label.In(lang)
	}
	return criterion
}

// bodyLabel names a body in sentences.
func (p *Policy) bodyLabel(body, lang string) string {
	if b := p.Body(body); b != nil {
		return b.Label.In(lang)
	}
	return body
}
