package policy

// Turn is a finding that came out otherwise in a comparison: it holds on one side and fails on the other, or fails on one
// side and is not asked on the other.
type Turn struct {
	Before, After *Finding // nil where the rule was not asked
}

// Turns say why a result changed: the findings that turned, each as far down as it can be told. There are none where only
// the rank changed.
func (c *Change) Turns() []Turn { return turns(c.Before.Findings, c.After.Findings) }

func turns(before, after []Finding) []Turn {
	var out []Turn
	used := make([]bool, len(after))
	for i := range before {
		b, a := &before[i], (*Finding)(nil)
		for j := range after {
			if !used[j] && b.about() == after[j].about() {
				used[j], a = true, &after[j]
				break
			}
		}
		out = append(out, turned(b, a)...)
	}
	for j := range after {
		if !used[j] {
			out = append(out, turned(nil, &after[j])...)
		}
	}
	return out
}

// turned compares two findings of the same rule, either of which may be missing.
func turned(before, after *Finding) []Turn {
	if below := turns(under(before), under(after)); len(below) > 0 {
		return below
	}
	if fails(before) == fails(after) {
		return nil
	}
	return []Turn{{before, after}}
}

func under(f *Finding) []Finding {
	if f == nil {
		return nil
	}
	return f.Findings
}

func fails(f *Finding) bool { return f != nil && f.Holds == HoldsNo }

// about is what a finding is about: its rule and, where it has one, the criterion or body.
func (f *Finding) about() string {
	return f.Rule + " " + f.Figure("criterion") + " " + f.Figure("body")
}
