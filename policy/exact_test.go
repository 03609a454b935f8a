package policy_test

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"gremium/policy"
)

// TestMeansAreExact compares means of small and of very large scores and weights with fractions added up one by one: the way
// taken for sums that fit into a word gives what the other one gives, on both sides of the bound.
func TestMeansAreExact(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(9, 10))
	for n := range 4000 {
		sum, weights := new(big.Rat), new(big.Rat)
		opinions := make([]policy.Opinion, 1+chance.IntN(6))
		for i := range opinions {
			digits := chance.Int64N(int64(1) << (1 + chance.IntN(49)))
			text := strconv.FormatInt(digits, 10)
			if at := chance.IntN(len(text) + 3); at < len(text) && at > 0 && digits%10 != 0 {
				text = text[:at] + "." + text[at:]
			}
			if chance.IntN(3) == 0 && digits != 0 {
				text = "-" + text
			}
			d, err := policy.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			opinions[i] = policy.Opinion{Value: d, Weight: 1 + chance.IntN(1<<(1+n%20))}
			weight := big.NewRat(min(int64(opinions[i].Weight), 1_000_000), 1)
			sum.Add(sum, new(big.Rat).Mul(d.Rat(), weight))
			weights.Add(weights, weight)
		}
		want := sum.Quo(sum, weights)
		if got := (policy.Aggregation{Method: policy.Mean}).Of(opinions); got.Cmp(want) != 0 {
			t.Fatalf("mean of %v is %s, want %s", opinions, got, want)
		}
	}
}

// TestReaches holds the short answer against the long one, on everything between no member and all.
func TestReaches(t *testing.T) {
	t.Parallel()
	src, _ := policy.BuiltIn("iq-good-practice")
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(11, 12))
	reached := 0
	for range 500 {
		members := make([]policy.MemberFact, chance.IntN(6))
		for i := range members {
			m := policy.MemberFact{ID: strconv.Itoa(i), Weight: 1, Scored: chance.IntN(5) > 0, Recused: chance.IntN(5) == 0}
			for range p.Criteria {
				d, err := policy.ParseDecimal(strconv.Itoa(1 + chance.IntN(3)))
				if err != nil {
					t.Fatal(err)
				}
				m.Values = append(m.Values, policy.Value{Decimal: d, NotAssessable: chance.IntN(9) == 0})
			}
			members[i] = m
		}
		want := p.ThresholdsOf(members).Holds == policy.HoldsYes
		if want {
			reached++
		}
		if got := p.Reaches(members); got != want {
			t.Fatalf("%v, and the finding says %v: %+v", got, want, members)
		}
	}
	if reached < 25 || reached > 475 {
		t.Errorf("%d of 500 reach the thresholds: that tells little", reached)
	}
}
