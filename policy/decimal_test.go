package policy_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
)

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0", "7", "-1", "0.5", "-0.25", "10", "0.000000000001", "999999999999999", "1.05"} {
		if d := dec(t, s); d.String() != s {
			t.Errorf("%q reads back as %q", s, d)
		}
	}
	for _, s := range []string{
		"", "-", "-0", "00", "01", "+1", ".5", "5.", "1.0", "0.50", "1e3", "1,5", " 1", "1 ", "0x1", "1_0", "1.2.3",
		"٣", "1000000000000000", "0.0000000000000001", "-0.0", "--1", "NaN", "Inf",
	} {
		if d, err := policy.ParseDecimal(s); !errors.Is(err, policy.ErrDecimal) {
			t.Errorf("%q was read as %v, %v", s, d, err)
		}
	}
}

func TestDecimalsCompare(t *testing.T) {
	t.Parallel()
	ascending := []string{
		"-999999999999999", "-10", "-1.5", "-0.00000000000001", "0", "0.00000000000001", "0.5", "0.75", "1", "1.5",
		"9.99999999999999", "10", "999999999999999",
	}
	for i, a := range ascending {
		for j, b := range ascending {
			want := big.NewInt(int64(i)).Cmp(big.NewInt(int64(j)))
			x, y := dec(t, a), dec(t, b)
			if got := x.Cmp(y); got != want || (x == y) != (want == 0) {
				t.Errorf("%s against %s is %d", a, b, got)
			}
		}
	}
}

func TestDecimalsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.StringMatching(`-?(0|[1-9][0-9]{0,6})(\.[0-9]{0,6}[1-9])?`).Filter(func(s string) bool { return s != "-0" })
		a, b := texts.Draw(t, "a"), texts.Draw(t, "b")
		x, err := policy.ParseDecimal(a)
		y, err2 := policy.ParseDecimal(b)
		if err != nil || err2 != nil {
			t.Fatal(a, b, err, err2)
		}
		if want := x.Rat().Cmp(y.Rat()); x.Cmp(y) != want {
			t.Fatalf("%s against %s: want %d", a, b, want)
		}
	})
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "-0.25", "10", "1e9", "007", "999999999999999.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := policy.ParseDecimal(s)
		if err != nil {
			return
		}
		r, ok := new(big.Rat).SetString(s)
		if !ok || d.Rat().Cmp(r) != 0 || d.String() != s {
			t.Fatalf("%q was read as %v (%v)", s, d, d.Rat())
		}
	})
}

func TestParseFraction(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"1/2": true, "2/3": true, "0/1": true, "1/1": true, "2/4": false, "3/2": false, "1/0": false, "1": false,
		"-1/2": false, "01/2": false, "1/2/3": false, "": false, "/": false, "0/2": false,
	} {
		f, err := policy.ParseFraction(s)
		if (err == nil) != want || want && f.String() != s {
			t.Errorf("%q: %v, %v", s, f, err)
		}
	}
}
