package cli

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremium/cmd/internal/web"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// personal data that have to go.
const (
	canaryName  = "Kanarienvogel Piepmatz"
	canaryEmail = "kanarienvogel@example.org"
)

// erasing is an installation with a member and a second person, beside what is open like a server that runs.
type erasing struct {
	t    *testing.T
	dir  string
	open *house
}

func newErasing(t *testing.T) *erasing {
	t.Helper()
	x := &erasing{t: t, dir: t.TempDir()}
	x.must("init --programme iq --title Programm")
	x.must("policy adopt " + x.rules() + " --programme iq")
	x.must("round open 2026 --programme iq --policy iq-good-practice --title Auswahl")
	x.must("account add " + canaryEmail + " --name NAME")
	x.must("account add second@example.org --name Zweite --role coordinator")
	x.must("organisation add org-1 --kind carrier --name Ministerium")
	x.must("committee seat add 2026 sitz-1 --body bmas --organisation org-1 --label Sitz")
	x.must("committee admit 2026 --seat sitz-1 --account " + canaryEmail)
	e := testEnv(t, "de")
	e.url = filepath.Join(x.dir, "gremium.db")
	var err error
	if x.open, err = e.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.open.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// rules is a file with the built-in policy but for the section that keeps what decisions rest on.
func (x *erasing) rules() string {
	x.t.Helper()
	src, _ := policy.BuiltIn("iq-good-practice")
	before, rest, _ := strings.Cut(string(src), "\nretention:")
	_, after, ok := strings.Cut(rest, "\n\n")
	name := filepath.Join(x.dir, "rules.yaml")
	if err := os.WriteFile(name, []byte(before+"\n"+after), 0o600); err != nil || !ok {
		x.t.Fatal(ok, err)
	}
	return name
}

// run gives a command as a process of its own would, and answers its exit code and what it says.
func (x *erasing) run(line string) (int, string) {
	x.t.Helper()
	args := []string{"--db", filepath.Join(x.dir, "gremium.db")}
	for _, word := range strings.Fields(line) {
		args = append(args, strings.ReplaceAll(word, "NAME", canaryName))
	}
	var out, errs bytes.Buffer
	code := Main(args, strings.NewReader(""), &out, &errs)
	return code, out.String() + errs.String()
}

func (x *erasing) must(line string) string {
	x.t.Helper()
	code, said := x.run(line)
	if code != 0 {
		x.t.Fatalf("%s ends with %d: %s", line, code, said)
	}
	return said
}

// approve grants a request as the second person.
func (x *erasing) approve(round string, request uint64) {
	x.t.Helper()
	a, err := x.open.db.AccountByEmail(x.t.Context(), "second@example.org")
	if err != nil {
		x.t.Fatal(err)
	}
	who := &desk.Who{Person: a.ID, Name: a.Name, Grants: []desk.Grant{{Role: desk.Coordinator}}}
	act := desk.Act{Round: round, Command: &workflow.EraseText{Request: request}}
	if _, err := x.open.desk.Execute(x.t.Context(), who, workflow.Coordinator, x.open.newID(), act); err != nil {
		x.t.Fatal(err)
	}
}

// holding are the files of the installation in which a text stands.
func (x *erasing) holding(texts ...string) (found []string) {
	x.t.Helper()
	err := filepath.WalkDir(x.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(text))) {
				found = append(found, filepath.Base(path)+": "+text)
			}
		}
		return err
	})
	if err != nil {
		x.t.Fatal(err)
	}
	return found
}

// TestPersonIsErased hands a member's data out, erases the member in every ledger on the word of two persons, and looks for
// name and address in all files; a house that was open all the time shows them no more, the record verifies.
func TestPersonIsErased(t *testing.T) {
	t.Parallel()
	x := newErasing(t)
	var file web.PersonFile
	if err := json.Unmarshal([]byte(x.must("--json export --person "+canaryEmail)), &file); err != nil {
		t.Fatal(err)
	}
	if file.Account.Name != canaryName || len(file.Rounds) != 1 || len(file.Rounds[0].Entries) != 1 || len(file.Withheld) == 0 {
		t.Errorf("handed out: %+v", file)
	}
	if said := x.must("export --person " + canaryEmail); !strings.Contains(said, canaryName) || !strings.Contains(said, "Nicht enthalten") {
		t.Errorf("in words: %s", said)
	}
	v, err := x.open.desk.Round(t.Context(), "2026", &x.open.operator)
	if err != nil {
		t.Fatal(err)
	}
	if names, err := x.open.desk.Names(t.Context(), v); err != nil || !strings.Contains(strings.Join(values(names), "|"), canaryName) {
		t.Fatalf("an open house knows no name: %v, %v", names, err)
	}
	x.must("erase person " + canaryEmail + " --basis 17-1-b --reason Austritt")
	if len(x.holding(canaryName, canaryEmail)) == 0 {
		t.Fatal("the scan does not find what is there")
	}
	for _, round := range []string{"2026", registerName} {
		lines, _, err := x.open.erasures(t.Context(), []string{round})
		if err != nil || len(lines) != 1 {
			t.Fatalf("requests of %s: %+v, %v", round, lines, err)
		}
		x.approve(ledgerOf(round), lines[0].Request)
	}
	if found := x.holding(canaryName, canaryEmail); len(found) > 0 {
		t.Errorf("after the erasure: %v", found)
	}
	if v, err = x.open.desk.Round(t.Context(), "2026", &x.open.operator); err != nil {
		t.Fatal(err)
	}
	if names, err := x.open.desk.Names(t.Context(), v); err != nil || strings.Contains(strings.Join(values(names), "|"), canaryName) {
		t.Errorf("an open house still knows the name: %v, %v", names, err)
	}
	if said := x.must("committee list 2026"); !strings.Contains(said, "Art. 17 DSGVO, Eintrag") {
		t.Errorf("the committee's list does not say that the name is gone: %s", said)
	}
	x.must("log verify")
	if code, _ := x.run("export --person " + canaryEmail); code == 0 {
		t.Error("the account is still there")
	}
	backup := filepath.Join(t.TempDir(), "safe.db")
	x.must("backup " + backup)
	if b, err := os.ReadFile(backup); err != nil || bytes.Contains(b, []byte(canaryName)) {
		t.Errorf("a new backup holds the name: %v", err)
	}
}

func values(m map[string]string) (out []string) {
	for _, v := range m {
		out = append(out, v)
	}
	return out
}
