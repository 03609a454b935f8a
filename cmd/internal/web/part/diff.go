package part

import "strings"

// Change says how a run of words came about.
type Change string

// A run was kept, taken out, or put in.
const (
	Same    Change = "same"
	Removed Change = "del"
	Added   Change = "ins"
)

// Run is consecutive words with the same fate.
type Run struct {
	Change Change
	Text   string
}

// maxCells bounds the comparison; longer texts are shown as replaced from the first to the last difference.
const maxCells = 4_000_000

// Diff compares two texts word by word: a longest common subsequence, so that as many words as possible are kept. Blanks
// between words count as one.
func Diff(was, is string) []Run {
	a, b := strings.Fields(was), strings.Fields(is)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out runs
	out.add(Same, a[:head]...)
	out.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	out.add(Same, a[len(a)-tail:]...)
	return out
}

type runs []Run

func (r *runs) add(change Change, words ...string) {
	if len(words) == 0 {
		return
	}
	text := strings.Join(words, " ")
	if last := len(*r) - 1; last >= 0 && (*r)[last].Change == change {
		(*r)[last].Text += " " + text
		return
	}
	*r = append(*r, Run{change, text})
}

func (r *runs) middle(a, b []string) {
	if (len(a)+1)*(len(b)+1) > maxCells {
		r.add(Removed, a...)
		r.add(Added, b...)
		return
	}
	common := commonLengths(a, b)
	width := len(b) + 1
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			r.add(Same, a[i])
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			r.add(Removed, a[i])
			i++
		default:
			r.add(Added, b[j])
			j++
		}
	}
	r.add(Removed, a[i:]...)
	r.add(Added, b[j:]...)
}

// commonLengths tells for every pair of positions how many words the rests of both texts have in common.
func commonLengths(a, b []string) []int32 {
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	return common
}
