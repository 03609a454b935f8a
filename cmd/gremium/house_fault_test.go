package main_test

import (
	"strings"
	"testing"
)

// TestHousePlantedFaults shows each check a fault it must report and a neighbour it must let pass.
func TestHousePlantedFaults(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("\n", 401)
	body := "package x\n\nfunc f() {" + strings.Repeat("\n", 60) + "}\n"
	fits := "package x\n\nfunc f() {" + strings.Repeat("\n", 59) + "}\n"
	cases := []struct {
		name, path, text string
		look             check
		want             string // "" for a file that keeps the law
	}{
		{"pages reach the store", "cmd/internal/web/a.go", importing("gremium/store"), imports, "cmd/internal/web → store"},
		{"pages take its records", "cmd/internal/web/a.go", importing("gremium/store/record"), imports, ""},
		{"pages in a folder below", "cmd/internal/web/view/a.go", importing("gremium/store"), imports, "web → store"},
		{"a page's test may", "cmd/internal/web/a_test.go", importing("gremium/store"), imports, ""},
		{"the ledger knows the committee", "workflow/ledger/a.go", importing("gremium/workflow"), imports, "ledger → workflow"},
		{"rules know the committee", "policy/a.go", importing("gremium/workflow"), imports, "policy → workflow"},
		{"rules know the ledger", "policy/a.go", importing("gremium/workflow/ledger"), imports, ""},
		{"rules compute with statistics", "policy/a.go", importing("gremium/policy/stats"), imports, "policy → policy/stats"},
		{"the committee computes with statistics", "workflow/a.go", importing("gremium/policy/stats"), imports, "workflow → policy/stats"},
		{"the record computes with statistics", "store/a.go", importing("gremium/policy/stats"), imports, "store → policy/stats"},
		{"an audit computes with statistics", "workflow/audit/a.go", importing("gremium/policy/stats"), imports, "audit → policy/stats"},
		{"a page shows statistics", "cmd/internal/web/a.go", importing("gremium/policy/stats"), imports, ""},
		{"main passes the command line", "cmd/gremium/main.go", importing("gremium/workflow"), imports, "cmd/gremium → workflow"},
		{"the two doors open into each other", "cmd/internal/api/a.go", importing("gremium/cmd/internal/web"), imports, "api → cmd/internal/web"},
		{"a room the law does not name", "cmd/internal/attic/a.go", importing("gremium/workflow"), imports, "no room for"},
		{"a second state machine", "workflow/round.go", importing("github.com/looplab/fsm"), imports, "belongs to"},
		{"the state machine", "workflow/lifecycle.go", importing("github.com/looplab/fsm"), imports, ""},
		{"SQL in a page", "cmd/internal/web/a.go", importing("github.com/jmoiron/sqlx"), imports, "belongs to"},
		{"ids in the committee", "workflow/a.go", importing("github.com/google/uuid"), imports, "belongs to"},
		{"ids in the composition root", "cmd/internal/cli/wire_ids.go", importing("github.com/google/uuid"), imports, ""},
		{"randomness in a command", "cmd/internal/cli/score.go", importing("crypto/rand"), imports, "belongs to"},
		{"chance", "store/a.go", importing("math/rand/v2"), imports, "belongs to"},
		{"a browser in a page", "cmd/internal/web/a.go", importing("gremium/cmd/internal/web/browsertest"), imports, "belongs to"},
		{"a long file", "cmd/internal/web/a.css", long, lengths, "401 lines"},
		{"a file that fits", "cmd/internal/web/a.css", long[1:], lengths, ""},
		{"a long main", "cmd/gremium/main.go", "package main\n" + long[:30], lengths, "31 lines"},
		{"a long function", "policy/a.go", body, functions, "61 lines"},
		{"a function that fits", "policy/a.go", fits, functions, ""},
		{"a clock", "store/a.go", clock(`"time"`, "time"), injected, "line 5: time.Now"},
		{"a clock under another name", "store/a.go", clock(`c "time"`, "c"), injected, "time.Now"},
		{"the clock of the composition root", "cmd/internal/cli/wire.go", clock(`"time"`, "time"), injected, ""},
		{"a float that decides", "policy/mean.go", "package policy\n\nvar mean float64\n", floats, "line 3: float64"},
		{"a float in a statistic", "policy/stats/mean.go", "package stats\n\nvar mean float64\n", floats, ""},
		{"unfinished work", "store/a.sql", "-- TO" + "DO: index\n", words, "line 1"},
		{"a word that only looks like it", "store/a.sql", "-- mastodon\n", words, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(c.look(parse(t, c.path, c.text)), "; ")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func TestTopLevelPlantedFaults(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"cmd": true, ".golangci.yml": true, "gremium.db-wal": true, "bin": true,
		"util": false, "internal": false, "main.go": false, "docs": false,
	} {
		if got := topLevel(name); got != want {
			t.Errorf("topLevel(%q) = %v, want %v", name, got, want)
		}
	}
}

// importing makes a file that imports one package.
func importing(name string) string { return "package x\n\nimport _ \"" + name + "\"\n" }

// clock makes a file that reads the clock.
func clock(imported, local string) string {
	return "package x\n\nimport " + imported + "\n\nfunc f() any { return " + local + ".Now() }\n"
}
