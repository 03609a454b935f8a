package policy_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
)

var (
	plainMean    = policy.Aggregation{Method: policy.Mean, Over: policy.OverMembers}
	plainMedian  = policy.Aggregation{Method: policy.Median, Over: policy.OverMembers}
	plainTrimmed = policy.Aggregation{Method: policy.Trimmed, Over: policy.OverMembers}
	trimTwo      = policy.Aggregation{Method: policy.Trimmed, Over: policy.OverMembers, Trim: 2}
	overBodies   = policy.Aggregation{Method: policy.Mean, Over: policy.OverBodies}
)

// aggregated are opinions, each "body:valuexweight", and what they come to.
var aggregated = map[string]struct {
	a              policy.Aggregation
	opinions, want string
}{
	"mean, an exact fraction":             {plainMean, "7.25 7.5 6.75 7.25 7 7.5 7.25 7.75 7", "29/4"},
	"mean of one third":                   {plainMean, "0 0 1", "1/3"},
	"mean by weight":                      {plainMean, "3x2 0", "2"},
	"a weight below 1 is 1":               {plainMean, "3x0 0x-5", "3/2"},
	"mean of uneven values":               {plainMean, "0 1 4 10", "15/4"},
	"mean of negative values":             {plainMean, "-1 -0.5", "-3/4"},
	"median, odd":                         {plainMedian, "10 0 1", "1"},
	"median, even":                        {plainMedian, "10 0 1 4", "5/2"},
	"median of one":                       {plainMedian, "4", "4"},
	"median of two":                       {plainMedian, "4 1", "5/2"},
	"median by weight":                    {plainMedian, "0 1 10x3", "10"},
	"trimmed":                             {plainTrimmed, "7.25 7.5 6.75 7.25 7 7.5 7.25 7.75 7", "29/4"},
	"trimmed drops the ends":              {plainTrimmed, "0 3 4 10", "7/2"},
	"trimmed to one":                      {plainTrimmed, "0 9 10", "9"},
	"trimmed, two: mean of all":           {plainTrimmed, "0 9", "9/2"},
	"trimmed, one: mean of all":           {plainTrimmed, "9", "9"},
	"trimmed by two":                      {trimTwo, "0 1 5 9 100", "5"},
	"trimmed by two, four: all":           {trimTwo, "0 1 5 10", "4"},
	"trimmed splits a weight":             {plainTrimmed, "0x2 3x2", "3/2"},
	"over overBodies, each counts once":   {overBodies, "a:3 b:0 b:0 b:3", "2"},
	"over overBodies, weights inside one": {overBodies, "a:3x5 b:0", "3/2"},
}

func TestAggregation(t *testing.T) {
	t.Parallel()
	for name, c := range aggregated {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opinions := readOpinions(t, c.opinions)
			before := slices.Clone(opinions)
			if got := c.a.Of(opinions); got.RatString() != c.want {
				t.Errorf("got %s, want %s", got.RatString(), c.want)
			}
			if !slices.Equal(before, opinions) {
				t.Error("the opinions were reordered")
			}
		})
	}
	if got := plainMean.Of(nil); got != nil {
		t.Errorf("no opinion gives %v, not nothing", got)
	}
}

func readOpinions(t *testing.T, s string) (all []policy.Opinion) {
	t.Helper()
	for _, one := range strings.Fields(s) {
		o := policy.Opinion{Weight: 1}
		if body, rest, found := strings.Cut(one, ":"); found {
			o.Body, one = body, rest
		}
		value, weight, weighted := strings.Cut(one, "x")
		if o.Value = dec(t, value); weighted {
			o.Weight = int(dec(t, weight).Rat().Num().Int64())
		}
		all = append(all, o)
	}
	return all
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
