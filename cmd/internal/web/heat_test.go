package web

import (
	"math/big"
	"testing"

	"gremium/policy"
)

func decimals(t *testing.T, texts ...string) []policy.Decimal {
	t.Helper()
	out := make([]policy.Decimal, len(texts))
	for i, text := range texts {
		d, err := policy.ParseDecimal(text)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = d
	}
	return out
}

func TestPlaceOnAScale(t *testing.T) {
	t.Parallel()
	values := decimals(t, "0", "1", "3", "10")
	for _, c := range []struct {
		at   *big.Rat
		want float64
	}{
		{big.NewRat(-1, 1), 0},
		{big.NewRat(0, 1), 0},
		{big.NewRat(1, 2), 0.5},
		{big.NewRat(1, 1), 1},
		{big.NewRat(2, 1), 1.5},
		{big.NewRat(13, 2), 2.5},
		{big.NewRat(10, 1), 3},
		{big.NewRat(11, 1), 3},
	} {
		if got := place(values, c.at); got != c.want {
			t.Errorf("place of %v is %v, want %v", c.at, got, c.want)
		}
	}
}

func TestShareOfAScale(t *testing.T) {
	t.Parallel()
	c := &policy.Criterion{Values: decimals(t, "1", "2", "6")}
	for _, x := range []struct {
		at   *big.Rat
		want float64
	}{{big.NewRat(1, 1), 0}, {big.NewRat(7, 2), 0.5}, {big.NewRat(6, 1), 1}, {big.NewRat(9, 1), 1}} {
		if got := share(c, x.at); got != x.want {
			t.Errorf("share of %v is %v, want %v", x.at, got, x.want)
		}
	}
	if got := share(&policy.Criterion{Values: decimals(t, "4")}, big.NewRat(4, 1)); got != 0.5 {
		t.Errorf("the only value lies at %v", got)
	}
}

func TestSeenIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, at := range []seen{{}, {Entry: 412, Version: 2, State: "under_review", Sheets: -1, Ballot: 300}, {State: "calling", Entry: 1}} {
		if got := parseSeen(at.String()); got != at {
			t.Errorf("%q is read as %+v", at.String(), got)
		}
	}
	for _, text := range []string{"", "a", "a.b.c.d.e", "scored.1.1.1", "scored.1.1.1.x", "x.1.1.1.1.1"} {
		if got := parseSeen(text); got != (seen{}) {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}
