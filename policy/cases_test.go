package policy_test

import (
	"os"
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
)

// caseFacts are those of a case in testdata/policies; package cases works the cases out.
func caseFacts(t *testing.T, name string, p *policy.Policy) policy.Facts {
	t.Helper()
	src, err := os.ReadFile("../testdata/policies/" + name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cases.Read(name, src, p)
	if err != nil {
		t.Fatal(err)
	}
	return c.Facts(p)
}

func builtIn(t testing.TB, name string) *policy.Policy {
	t.Helper()
	src, ok := policy.BuiltIn(name)
	if !ok {
		t.Fatalf("no policy %q", name)
	}
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func dec(t testing.TB, s string) policy.Decimal {
	t.Helper()
	d, err := policy.ParseDecimal(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}
