package policy_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
)

func criterion(t testing.TB, better, weight string, values ...string) policy.Criterion {
	t.Helper()
	c := policy.Criterion{ID: "c", Better: better, Weight: dec(t, weight)}
	for _, v := range values {
		c.Values = append(c.Values, dec(t, v))
	}
	return c
}

func rats(t testing.TB, texts ...string) []*big.Rat {
	t.Helper()
	all := make([]*big.Rat, len(texts))
	for i, s := range texts {
		if s == "" {
			continue
		}
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatal(s)
		}
		all[i] = r
	}
	return all
}

// standings are criteria, each "direction weight values", the means of entrants, and "id:rank:index:judged" in order.
var standings = map[string]struct {
	criteria string
	means    map[string][]string
	want     string
}{
	"shared ranks skip the next": {
		"higher 1 0 3",
		map[string][]string{"a": {"1"}, "b": {"2"}, "c": {"3"}, "d": {"2"}},
		"c:1:3:1 b:2:2:1 d:2:2:1 a:4:1:1",
	},
	"exact: a third is less than 0.3334": {
		"higher 1 0 3",
		map[string][]string{"a": {"1/3"}, "b": {"3334/10000"}},
		"b:1:1667/5000:1 a:2:1/3:1",
	},
	"weights": {
		"higher 2 0 3; higher 0.5 0 3",
		map[string][]string{"a": {"3", "0"}, "b": {"0", "3"}},
		"a:1:12/5:2 b:2:3/5:2",
	},
	"lower is better on one scale": {
		"lower 1 1 6; lower 1 1 6",
		map[string][]string{"a": {"1", "2"}, "b": {"6", "6"}},
		"a:1:3/2:2 b:2:6:2",
	},
	"directions differ: mapped to 0…1": {
		"higher 1 0 1 4 10; lower 1 1 6",
		map[string][]string{"a": {"10", "6"}, "b": {"4", "1"}},
		"b:1:7/10:2 a:2:1/2:2",
	},
	"ranges differ: mapped to 0…1": {
		"higher 1 0 10; higher 1 0 3",
		map[string][]string{"a": {"5", "0"}, "b": {"0", "2"}},
		"b:1:1/3:2 a:2:1/4:2",
	},
	"a criterion without a mean is left out, not 0": {
		"higher 1 0 3; higher 3 0 3",
		map[string][]string{"a": {"2", ""}, "b": {"3", "1"}},
		"a:1:2:1 b:2:3/2:2",
	},
	"without any mean: unranked, last": {
		"higher 1 -3 3",
		map[string][]string{"a": {""}, "b": {"-3"}, "c": {}},
		"b:1:-3:1 a:0:–:0 c:0:–:0",
	},
	"without any mean where lower is better": {
		"lower 1 1 6",
		map[string][]string{"a": {""}, "b": {"6"}},
		"b:1:6:1 a:0:–:0",
	},
}

func TestStanding(t *testing.T) {
	t.Parallel()
	for name, c := range standings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &policy.Policy{}
			for _, one := range strings.Split(c.criteria, "; ") {
				words := strings.Fields(one)
				p.Criteria = append(p.Criteria, criterion(t, words[0], words[1], words[2:]...))
			}
			var entrants []policy.Entrant
			for _, id := range []string{"a", "b", "c", "d"} {
				if means, there := c.means[id]; there {
					entrants = append(entrants, policy.Entrant{ID: id, Means: rats(t, means...)})
				}
			}
			got := ""
			for _, pl := range p.Standing(entrants) {
				index := "–"
				if pl.Index != nil {
					index = pl.Index.RatString()
				}
				got += fmt.Sprintf(" %s:%d:%s:%d", pl.ID, pl.Rank, index, pl.Judged)
			}
			if got != " "+c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestStandingIsAnOrder(t *testing.T) {
	t.Parallel()
	a, b := criterion(t, policy.Higher, "1", "0", "1", "4", "10"), criterion(t, policy.Lower, "2.5", "1", "6")
	rapid.Check(t, func(t *rapid.T) {
		p := &policy.Policy{Criteria: []policy.Criterion{a, b}}
		n := rapid.IntRange(0, 8).Draw(t, "n")
		entrants := make([]policy.Entrant, n)
		for i := range entrants {
			mean := func(low, high int64) *big.Rat {
				if rapid.IntRange(0, 4).Draw(t, "none") == 0 {
					return nil
				}
				return big.NewRat(rapid.Int64Range(low*4, high*4).Draw(t, "quarters"), 4)
			}
			entrants[i] = policy.Entrant{ID: fmt.Sprint(i), Means: []*big.Rat{mean(0, 10), mean(1, 6)}}
		}
		places := p.Standing(entrants)
		if len(places) != n {
			t.Fatalf("%d places for %d entrants", len(places), n)
		}
		for i, pl := range places {
			better, unranked := 0, pl.Rank == 0
			for _, other := range places {
				if !unranked && other.Index != nil && other.Index.Cmp(pl.Index) > 0 {
					better++
				}
			}
			switch {
			case unranked != (pl.Index == nil), unranked != (pl.Judged == 0):
				t.Fatalf("%+v", pl)
			case !unranked && pl.Rank != better+1:
				t.Fatalf("rank %d, but %d are better", pl.Rank, better)
			case !unranked && (pl.Index.Sign() < 0 || pl.Index.Cmp(big.NewRat(1, 1)) > 0):
				t.Fatalf("index %v is outside 0…1", pl.Index)
			case i > 0 && places[i-1].Rank == 0 && !unranked:
				t.Fatal("a ranked place after an unranked one")
			}
		}
	})
}
