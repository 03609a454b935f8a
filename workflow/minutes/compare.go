package minutes

import "slices"

// Change is what differs between two documents in one section: lines that were, and what stands in their place. One of the
// two is empty where a line came or went.
type Change struct {
	Title string
	Lines []Pair
}

// Pair is a line before and after.
type Pair struct{ Was, Is string }

// Compare says what differs between two documents of one language, section by section, but for sections of the given keys. Of
// minutes of another form only that is said.
func Compare(was, is *Document, without ...string) []Change {
	old, now := was.sections(), is.sections()
	other := func(s Section) bool { return s.Key == keyForm }
	if slices.ContainsFunc(old, other) || slices.ContainsFunc(now, other) {
		same := func(s Section) bool { return s.Key != keyForm }
		old, now = slices.DeleteFunc(old, same), slices.DeleteFunc(now, same)
	}
	var out []Change
	add := func(a, b *Section) {
		c := Change{Title: b.Title, Lines: pairs(a.lines(), b.lines())}
		if c.Title == "" {
			c.Title = a.Title
		}
		if len(c.Lines) > 0 {
			out = append(out, c)
		}
	}
	at := func(all []Section, key string) *Section {
		if i := slices.IndexFunc(all, func(s Section) bool { return s.Key == key }); i >= 0 {
			return &all[i]
		}
		return &Section{}
	}
	for i := range now {
		if !slices.Contains(without, now[i].Key) {
			add(at(old, now[i].Key), &now[i])
		}
	}
	for i := range old {
		if !slices.Contains(without, old[i].Key) && at(now, old[i].Key).Key == "" {
			add(&old[i], &Section{})
		}
	}
	return out
}

// sections are all of the document, with what stands above them as the first, of key "facts".
func (d *Document) sections() []Section {
	t := teller{Reader: &Reader{Lang: d.Lang}}
	first := Section{Key: "facts", Title: t.say("facts")}
	for _, f := range d.Facts {
		first.add(f.Name + ": " + f.Text)
	}
	return append([]Section{first}, d.Sections...)
}

// lines are all that is said in the section, one thing each.
func (s *Section) lines() []string {
	var out []string
	if s.Title != "" {
		out = append(out, s.Title)
	}
	for _, b := range s.Blocks {
		line := b.Text
		if b.Label != "" {
			line = b.Label + ": " + b.Text
		}
		out = append(append(out, line), b.Points...)
	}
	if s.Table != nil {
		for _, r := range s.Table.Rows {
			line := ""
			for i, cell := range r {
				if i > 0 {
					line += "; "
				}
				line += cell
			}
			out = append(out, line)
		}
	}
	return out
}

// pairs are the lines that are not in both: a longest common subsequence is left out, and what stands between two of its
// lines is put side by side.
func pairs(was, is []string) []Pair {
	width := len(is) + 1
	common := make([]int, (len(was)+1)*width)
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			if was[i] == is[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var out []Pair
	var gone, come []string
	flush := func() {
		for k := range max(len(gone), len(come)) {
			var p Pair
			if k < len(gone) {
				p.Was = gone[k]
			}
			if k < len(come) {
				p.Is = come[k]
			}
			out = append(out, p)
		}
		gone, come = nil, nil
	}
	i, j := 0, 0
	for i < len(was) || j < len(is) {
		switch {
		case i < len(was) && j < len(is) && was[i] == is[j]:
			flush()
			i, j = i+1, j+1
		case j == len(is) || i < len(was) && common[(i+1)*width+j] >= common[i*width+j+1]:
			gone, i = append(gone, was[i]), i+1
		default:
			come, j = append(come, is[j]), j+1
		}
	}
	flush()
	return out
}
