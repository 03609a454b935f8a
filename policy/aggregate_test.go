package policy_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
)

func TestAggregation(t *testing.T) {
	t.Parallel()
	type op struct {
		body, value string
		weight      int
	}
	plain := func(values ...string) (all []op) {
		for _, v := range values {
			all = append(all, op{"", v, 1})
		}
		return all
	}
	members := func(method string) policy.Aggregation {
		return policy.Aggregation{Method: method, Over: policy.OverMembers}
	}
	bodies := policy.Aggregation{Method: policy.Mean, Over: policy.OverBodies}
	trim2 := policy.Aggregation{Method: policy.Trimmed, Over: policy.OverMembers, Trim: 2}
	nine := plain("7.25", "7.5", "6.75", "7.25", "7", "7.5", "7.25", "7.75", "7")
	for name, c := range map[string]struct {
		a        policy.Aggregation
		opinions []op
		want     string
	}{
		"mean, an exact fraction":         {members(policy.Mean), nine, "29/4"},
		"mean of one third":               {members(policy.Mean), plain("0", "0", "1"), "1/3"},
		"mean by weight":                  {members(policy.Mean), []op{{"", "3", 2}, {"", "0", 1}}, "2"},
		"a weight below 1 is 1":           {members(policy.Mean), []op{{"", "3", 0}, {"", "0", -5}}, "3/2"},
		"mean of uneven values":           {members(policy.Mean), plain("0", "1", "4", "10"), "15/4"},
		"mean of negative values":         {members(policy.Mean), plain("-1", "-0.5"), "-3/4"},
		"median, odd":                     {members(policy.Median), plain("10", "0", "1"), "1"},
		"median, even":                    {members(policy.Median), plain("10", "0", "1", "4"), "5/2"},
		"median of one":                   {members(policy.Median), plain("4"), "4"},
		"median of two":                   {members(policy.Median), plain("4", "1"), "5/2"},
		"median by weight":                {members(policy.Median), []op{{"", "0", 1}, {"", "1", 1}, {"", "10", 3}}, "10"},
		"trimmed":                         {members(policy.Trimmed), nine, "29/4"},
		"trimmed drops the ends":          {members(policy.Trimmed), plain("0", "3", "4", "10"), "7/2"},
		"trimmed to one":                  {members(policy.Trimmed), plain("0", "9", "10"), "9"},
		"trimmed, two: mean of all":       {members(policy.Trimmed), plain("0", "9"), "9/2"},
		"trimmed, one: mean of all":       {members(policy.Trimmed), plain("9"), "9"},
		"trimmed by two":                  {trim2, plain("0", "1", "5", "9", "100"), "5"},
		"trimmed by two, four: all":       {trim2, plain("0", "1", "5", "10"), "4"},
		"trimmed splits a weight":         {members(policy.Trimmed), []op{{"", "0", 2}, {"", "3", 2}}, "3/2"},
		"over bodies, each counts once":   {bodies, []op{{"a", "3", 1}, {"b", "0", 1}, {"b", "0", 1}, {"b", "3", 1}}, "2"},
		"over bodies, weights inside one": {bodies, []op{{"a", "3", 5}, {"b", "0", 1}}, "3/2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opinions := make([]policy.Opinion, len(c.opinions))
			for i, o := range c.opinions {
				opinions[i] = policy.Opinion{Body: o.body, Value: dec(t, o.value), Weight: o.weight}
			}
			before := slices.Clone(opinions)
			if got := c.a.Of(opinions); got.RatString() != c.want {
				t.Errorf("got %s, want %s", got.RatString(), c.want)
			}
			if !slices.Equal(before, opinions) {
				t.Error("the opinions were reordered")
			}
		})
	}
	if got := members(policy.Mean).Of(nil); got != nil {
		t.Errorf("no opinion gives %v, not nothing", got)
	}
}

func opinionsOf(t *rapid.T) []policy.Opinion {
	one := rapid.Custom(func(t *rapid.T) policy.Opinion {
		d, err := policy.ParseDecimal(rapid.SampledFrom([]string{"0", "0.25", "1", "-2.5", "4", "10", "99.999"}).Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		return policy.Opinion{Body: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "body"), Value: d, Weight: rapid.IntRange(1, 3).Draw(t, "weight")}
	})
	return rapid.SliceOfN(one, 1, 9).Draw(t, "opinions")
}

func aggregationOf(t *rapid.T) policy.Aggregation {
	return policy.Aggregation{
		Method: rapid.SampledFrom([]string{policy.Mean, policy.Median, policy.Trimmed}).Draw(t, "method"),
		Over:   rapid.SampledFrom([]string{policy.OverMembers, policy.OverBodies}).Draw(t, "over"),
		Trim:   rapid.IntRange(0, 3).Draw(t, "trim"),
	}
}

func TestAggregationStaysWithinItsOpinions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		opinions := opinionsOf(t)
		byValue := func(a, b policy.Opinion) int { return a.Value.Cmp(b.Value) }
		low, high := slices.MinFunc(opinions, byValue), slices.MaxFunc(opinions, byValue)
		got := aggregationOf(t).Of(opinions)
		if got.Cmp(low.Value.Rat()) < 0 || got.Cmp(high.Value.Rat()) > 0 {
			t.Fatalf("%v is outside %v … %v", got, low.Value, high.Value)
		}
	})
}

func TestAggregationKnowsNoOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		opinions, a := opinionsOf(t), aggregationOf(t)
		shuffled := rapid.Permutation(opinions).Draw(t, "shuffled")
		if x, y := a.Of(opinions), a.Of(shuffled); x.Cmp(y) != 0 {
			t.Fatalf("%v and %v", x, y)
		}
	})
}

// A weight is as many equal opinions.
func TestAggregationTakesWeightsAsCopies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		opinions, a := opinionsOf(t), aggregationOf(t)
		var single []policy.Opinion
		for _, o := range opinions {
			n := o.Weight
			o.Weight = 1
			single = append(single, slices.Repeat([]policy.Opinion{o}, n)...)
		}
		if x, y := a.Of(opinions), a.Of(single); x.Cmp(y) != 0 {
			t.Fatalf("%v by weight, %v by copies", x, y)
		}
	})
}

func TestMeansLeaveOutWhatDoesNotCount(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	three, na := policy.Value{Decimal: dec(t, "3")}, policy.Value{NotAssessable: true}
	zero := policy.Value{}
	members := []policy.MemberFact{
		{ID: "a", Scored: true, Values: []policy.Value{three, na, na, zero}},
		{ID: "b", Scored: true, Values: []policy.Value{three, three, na, three}},
		{ID: "recused", Recused: true, Scored: true, Values: []policy.Value{zero, zero, zero, zero}},
		{ID: "advisory", Advisory: true, Scored: true, Values: []policy.Value{zero, zero, zero, zero}},
		{ID: "silent"},
		{ID: "short", Scored: true, Values: []policy.Value{three}},
	}
	got := p.Means(p.Aggregation, members)
	for i, want := range []*big.Rat{big.NewRat(3, 1), big.NewRat(3, 1), nil, big.NewRat(3, 2)} {
		if (got[i] == nil) != (want == nil) || want != nil && got[i].Cmp(want) != 0 {
			t.Errorf("criterion %d: %v, want %v", i, got[i], want)
		}
	}
}
