package part_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremium/cmd/internal/web/part"
)

func rat(s string) *big.Rat {
	r, _ := new(big.Rat).SetString(s)
	return r
}

func TestHeatStep(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mean, worst, best string
		want              int
	}{
		{"0", "0", "3", 0},
		{"3", "0", "3", 6},
		{"2", "0", "3", 4},
		{"29/11", "0", "3", 5},
		{"31/11", "0", "3", 6},
		{"14/11", "0", "3", 3},
		{"9/4", "0", "3", 5},
		{"1", "5", "1", 6},
		{"5", "5", "1", 0},
		{"2", "5", "1", 5}, // one is best
		{"9", "0", "3", 6},
		{"-1", "0", "3", 0},
		{"1", "1", "1", 6},
	} {
		if got := part.HeatStep(rat(c.mean), rat(c.worst), rat(c.best)); got != c.want {
			t.Errorf("mean %s between %s and %s is step %d, want %d", c.mean, c.worst, c.best, got, c.want)
		}
	}
}

func TestDiffSaysWordByWord(t *testing.T) {
	t.Parallel()
	got := part.Diff("in drei Landkreisen: 30 Termine.", "in vier Landkreisen: 41 Termine, 612 Teilnehmende.")
	want := []part.Run{
		{Change: part.Same, Text: "in"},
		{Change: part.Removed, Text: "drei"},
		{Change: part.Added, Text: "vier"},
		{Change: part.Same, Text: "Landkreisen:"},
		{Change: part.Removed, Text: "30 Termine."},
		{Change: part.Added, Text: "41 Termine, 612 Teilnehmende."},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDiffLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 12)
		was, is := words.Draw(t, "was"), words.Draw(t, "is")
		var before, after []string
		for _, run := range part.Diff(strings.Join(was, " "), strings.Join(is, "  ")) {
			if run.Change != part.Added {
				before = append(before, run.Text)
			}
			if run.Change != part.Removed {
				after = append(after, run.Text)
			}
		}
		if strings.Join(before, " ") != strings.Join(was, " ") || strings.Join(after, " ") != strings.Join(is, " ") {
			t.Fatalf("%v and %v became %v and %v", was, is, before, after)
		}
	})
}

func TestDiffOfLongTextsStaysBounded(t *testing.T) {
	t.Parallel()
	was, is := strings.Repeat("x y ", 2000), strings.Repeat("p q ", 2000)
	if got := part.Diff("a "+was+"b", "a "+is+"b"); len(got) != 4 {
		t.Errorf("%d runs, want 4: kept, taken out, put in, kept", len(got))
	}
}

func TestExamineNumbersAndFolds(t *testing.T) {
	t.Parallel()
	long := part.Finding{Verdict: part.Holds, Under: make([]part.Finding, 29)}
	for i := range long.Under {
		long.Under[i].Verdict = part.Holds
	}
	bad := part.Finding{Verdict: part.Holds, Under: []part.Finding{
		{Verdict: part.Fails, Under: []part.Finding{{Verdict: part.Notes, Under: []part.Finding{{}}}}},
	}}
	short := part.Examine([]part.Finding{bad})
	if short[0].Folded || short[0].Under[0].Folded {
		t.Error("a short examination is folded")
	}
	got := part.Examine([]part.Finding{long, bad})
	if !got[0].Folded || got[1].Folded || got[1].Under[0].Folded {
		t.Error("what holds is folded in a long examination, what fails is not")
	}
	numbers := []string{
		got[1].Number, got[0].Under[3].Number, got[1].Under[0].Under[0].Number, got[1].Under[0].Under[0].Under[0].Number,
	}
	if d := cmp.Diff([]string{"II.", "4.", "a)", "aa)"}, numbers); d != "" {
		t.Error(d)
	}
	if long.Number != "" {
		t.Error("Examine changed what it was given")
	}
}
