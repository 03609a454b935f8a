package cli

import (
	"bytes"
	"strings"
	"testing"

	"gremium/workflow/audit"
)

// hostile is a text as somebody may have put it into a database to steer the terminal that shows it.
const hostile = "A\x1b[2J\x07\r\u009b1m\u202eB\u2066C\u2069\u2028D\x7f\xffE"

const tamed = "A\ufffd[2J\ufffd\ufffd\ufffd1m\ufffdB\ufffdC\ufffd\ufffdD\ufffd\ufffdE"

// streams is an environment with what it writes for people and as faults.
func streams(t *testing.T) (e *env, out, errs *bytes.Buffer) {
	t.Helper()
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	e, err := newEnv([]string{"--lang", "en"}, func(string) string { return "" }, strings.NewReader(""), out, errs)
	if err != nil {
		t.Fatal(err)
	}
	return e, out, errs
}

func TestTextsDoNotSteerTheTerminal(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(e *env) error{
		"line": func(e *env) error { e.tell("Konto %s.", "Account %s.", hostile); return nil },
		"table": func(e *env) error {
			table := e.table(text{"Name", "name"})
			table.row(hostile)
			return table.print()
		},
		"sheet": func(e *env) error { return e.fields(field{text{"Name", "name"}, hostile}) },
		"fault": func(e *env) error { e.report(nil, usagef("%s", "%s", hostile)); return nil },
		"report": func(e *env) error {
			e.showReport(&audit.Report{Ledgers: []audit.Ledger{{Round: "r", Findings: []audit.Finding{{Seq: -1, What: hostile}}}}})
			return nil
		},
	} {
		e, out, errs := streams(t)
		if err := write(e); err != nil {
			t.Fatal(err)
		}
		got := out.String() + errs.String()
		flat := strings.Replace(tamed, "\ufffd\ufffd\ufffd1m", "\ufffd \ufffd1m", 1) // one line: the carriage return is a blank
		if !strings.Contains(got, tamed) && !strings.Contains(got, flat) || strings.ContainsAny(got, "\x1b\u202e\u2028") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTextsStayInTheirLine(t *testing.T) {
	t.Parallel()
	e, out, _ := streams(t)
	e.names["p"] = "Anna\nThe record holds"
	e.tell("%s, %s", "%s, %s", e.name("p"), "x\r\nThe record holds")
	e.showReport(&audit.Report{Ledgers: []audit.Ledger{{Findings: []audit.Finding{{Seq: -1, What: "x\nThe record holds"}}}}})
	if strings.Contains(out.String(), "\nThe record holds") {
		t.Errorf("a text looks like a line of the report: %q", out.String())
	}
}

func TestJSONAndLinesOfOnesOwnPass(t *testing.T) {
	t.Parallel()
	e, out, _ := streams(t)
	if err := e.fields(field{text{"Lösung", "Solution"}, "eins\r\nzwei\tdrei"}); err != nil {
		t.Fatal(err)
	}
	if want := "Solution: eins\n          zwei\tdrei\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	out.Reset()
	e.json = true
	if err := e.object(map[string]string{"name": "\u202eA\u009bB"}); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"name\": \"\u202eA\u009bB\"\n}\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
