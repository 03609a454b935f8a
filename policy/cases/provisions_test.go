package cases_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
)

// provision is one row of the table of provisions: what stands in the law, the key, its values, and what checks it.
type provision struct {
	name, key, standard, here string
	checks                    []string
}

const provisionsFolder = "../../testdata/policies/vwvfg-committee/"

func provisions(t *testing.T) []provision {
	t.Helper()
	src, err := os.ReadFile(provisionsFolder + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []provision
	for line := range strings.Lines(string(src)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| §") {
			continue
		}
		if len(cells) != 6 {
			t.Fatalf("%d cells: %s", len(cells), line)
		}
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), "`–")
		}
		out = append(out, provision{cells[0], cells[2], cells[3], cells[4], regexp.MustCompile("[A-Za-z0-9.-]+").FindAllString(cells[5], -1)})
	}
	return out
}

// The table of provisions says what the policies say, and what checks each rule is there.
func TestProvisionsAreKeptAndChecked(t *testing.T) {
	t.Parallel()
	tests := testNames(t)
	rows := provisions(t)
	for _, section := range []string{"§ 20", "§ 21", "§ 90", "§ 91", "§ 93"} {
		if !slices.ContainsFunc(rows, func(p provision) bool { return strings.HasPrefix(p.name, section) }) {
			t.Errorf("nothing is said of %s", section)
		}
	}
	for _, row := range rows {
		for name, want := range map[string]string{"iq-good-practice": row.standard, "vwvfg-committee": row.here} {
			if got := said(t, name, row.key); !slices.Contains(got, want) {
				t.Errorf("%s: %s of %s is %v, not %q", row.name, row.key, name, got, want)
			}
		}
		if len(row.checks) == 0 {
			t.Errorf("%s is checked by nothing", row.name)
		}
		for _, check := range row.checks {
			_, err := os.Stat(provisionsFolder + check)
			if strings.HasSuffix(check, ".yaml") && err != nil || !strings.HasSuffix(check, ".yaml") && !tests[check] {
				t.Errorf("%s: there is no %s", row.name, check)
			}
		}
	}
}

// said are the values of a key of a built-in policy: the value itself, or the words or ids of a list; for no key, and for a
// key that is not there, nothing.
func said(t *testing.T, name, key string) []string {
	t.Helper()
	src, _ := policy.BuiltIn(name)
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	var all any
	dec := json.NewDecoder(strings.NewReader(string(p.Canonical())))
	dec.UseNumber()
	if err := dec.Decode(&all); err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(key, ".") {
		m, ok := all.(map[string]any)
		if !ok || m[part] == nil {
			return []string{""}
		}
		all = m[part]
	}
	list, ok := all.([]any)
	if !ok {
		list = []any{all}
	}
	var out []string
	for _, one := range list {
		if m, ok := one.(map[string]any); ok {
			one = m["id"]
		}
		raw, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.Trim(string(raw), `"`))
	}
	return out
}

// testNames are the names of all tests of the product.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	out, name := map[string]bool{}, regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]*)\(`)
	for _, pattern := range []string{"policy/*", "policy/*/*", "workflow/*", "workflow/*/*", "store/*", "cmd/internal/*/*"} {
		files, err := filepath.Glob("../../" + pattern + "_test.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range name.FindAllStringSubmatch(string(src), -1) {
				out[found[1]] = true
			}
		}
	}
	return out
}
