package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"gremium/workflow"
)

func testEnv(t *testing.T, lang string) *env {
	t.Helper()
	var out bytes.Buffer
	e, err := newEnv([]string{"--lang", lang}, func(string) string { return "" }, strings.NewReader(""), &out, &out)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestEveryKindHasACommand holds that whatever the engine can enter is reachable from here.
func TestEveryKindHasACommand(t *testing.T) {
	t.Parallel()
	e := testEnv(t, "de")
	root := newRoot(e)
	for _, k := range workflow.Kinds() {
		a, ok := acted[k]
		if !ok {
			t.Errorf("%s: no command makes it", k.Name())
			continue
		}
		cmd, rest, err := root.Find(strings.Fields(a.by))
		if err != nil || len(rest) > 0 || cmd.RunE == nil {
			t.Errorf("%s: there is no command %q", k.Name(), a.by)
		}
		if a.done.de == "" || a.done.en == "" || (a.next.de == "") != (a.next.en == "") {
			t.Errorf("%s: its words are not complete in both languages", k.Name())
		}
	}
	if len(acted) != len(workflow.Kinds()) {
		t.Errorf("%d kinds are told, %d exist", len(acted), len(workflow.Kinds()))
	}
}

// TestHelpInBothLanguages holds that every command and flag is explained in both languages.
func TestHelpInBothLanguages(t *testing.T) {
	t.Parallel()
	german, english := explained(t, "de"), explained(t, "en")
	if len(german) < 40 {
		t.Fatalf("only %d texts found", len(german))
	}
	for name, words := range german {
		switch other := english[name]; {
		case words == "" || other == "":
			t.Errorf("%s: %q, %q", name, words, other)
		case words == other && !same[words]:
			t.Errorf("%s: %q in both languages", name, words)
		}
	}
}

// same are the texts that read alike in both languages.
var same = map[string]bool{"Name": true, "Regelinstitution": true}

// explained gives the short text of each command and the usage of each of its flags.
func explained(t *testing.T, lang string) map[string]string {
	t.Helper()
	e := testEnv(t, lang)
	out := map[string]string{}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Hidden {
			return
		}
		out[cmd.CommandPath()] = cmd.Short
		for _, line := range strings.Split(cmd.LocalFlags().FlagUsages(), "\n") {
			name, words, ok := strings.Cut(strings.TrimSpace(line), "   ")
			if ok {
				out[cmd.CommandPath()+" "+strings.Fields(name)[0]] = strings.TrimSpace(words)
			}
		}
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot(e))
	return out
}

func TestArity(t *testing.T) {
	t.Parallel()
	for use, want := range map[string][2]int{
		"list": {0, 0}, "show ROUND": {1, 1}, "list ROUND [PROPOSAL]": {1, 2}, "review ROUND PROPOSAL...": {2, -1},
		"adopt FILE|NAME --programme ID": {1, 1}, "cast ROUND PROPOSAL --for MEMBER --set CRITERION=VALUE …": {2, 2},
		"admit ROUND --seat SEAT (--account EMAIL | --person ID --name NAME)": {1, 1},
	} {
		if least, most := arity(use); least != want[0] || most != want[1] {
			t.Errorf("%q: %d to %d, want %d to %d", use, least, most, want[0], want[1])
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		env  map[string]string
		want string
	}{
		{nil, nil, "de"},
		{nil, map[string]string{"LANG": "en_GB.UTF-8"}, "en"},
		{nil, map[string]string{"LANG": "fr_FR.UTF-8"}, "de"},
		{nil, map[string]string{"LANG": "en_GB.UTF-8", "GREMIUM_LANG": "de"}, "de"},
		{[]string{"round", "list", "--lang", "en"}, map[string]string{"GREMIUM_LANG": "de"}, "en"},
		{[]string{"--lang=en"}, nil, "en"},
	} {
		if got := languageOf(c.args, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v %v: %s, want %s", c.args, c.env, got, c.want)
		}
	}
}

func TestNumerals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		i, depth int
		want     string
	}{{0, 0, "I."}, {3, 0, "IV."}, {8, 0, "IX."}, {13, 0, "XIV."}, {0, 1, "1."}, {0, 2, "a)"}, {25, 2, "z)"}, {26, 2, "aa)"}} {
		if got := numeral(c.i, c.depth); got != c.want {
			t.Errorf("%d at depth %d: %s, want %s", c.i, c.depth, got, c.want)
		}
	}
}
