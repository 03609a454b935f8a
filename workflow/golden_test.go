package workflow_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// goldenDir holds the ledgers of the story as this program once wrote them. They stay readable for ever: when the
// format grows, another folder is added beside this one.
const goldenDir = "../testdata/ledgers/story"

// goldenHead is how far a golden ledger goes.
type goldenHead struct {
	Size uint64 `json:"size"`
	Root string `json:"root"`
}

func TestGoldenLedgers(t *testing.T) {
	t.Parallel()
	if workflow.Update() {
		writeGolden(t)
	}
	policies := goldenPolicies(t)
	heads := map[string]goldenHead{}
	if err := json.Unmarshal(readFile(t, "heads.json"), &heads); err != nil {
		t.Fatal(err)
	}
	if len(heads) != 5 {
		t.Fatalf("%d ledgers", len(heads))
	}
	register := workflow.NewRegister(roundtest.RoundOrigin(""))
	var main *workflow.Round
	for origin, head := range heads {
		id := origin[strings.LastIndex(origin, "/")+1:]
		round := workflow.NewRound(origin, id, func(d string) *policy.Policy { return policies[d] })
		root := playGolden(t, id, round, register)
		if root.Size != head.Size || root.Root.String() != head.Root {
			t.Errorf("%s: size %d and root %s, want %+v", origin, root.Size, root.Root, head)
		}
		if id == roundtest.Main {
			main = round
		}
	}
	if len(register.Rounds) != 4 || len(register.Organisations) != 2 || len(register.Policies) != 3 {
		t.Errorf("the register has %d rounds, %d organisations, %d policies", len(register.Rounds), len(register.Organisations), len(register.Policies))
	}
	a := main.Proposal("a")
	if main.Phase != workflow.Concluded || a.Outcome != "selected" || main.Proposal("d").Outcome != "deferred" {
		t.Errorf("the round ends %s, a %q", main.Phase, a.Outcome)
	}
	if got := main.Means(a, main.Policy.Aggregation)[1].RatString(); got != "12/5" {
		t.Errorf("the mean of innovative is %s", got)
	}
}

// playGolden plays a golden ledger through the rules.
func playGolden(t *testing.T, id string, round *workflow.Round, register *workflow.Register) workflow.Head {
	t.Helper()
	var dec workflow.Decoder
	var tree ledger.Tree
	for i, b := range bytes.Split(bytes.TrimSuffix(readFile(t, id+".jsonl"), []byte("\n")), []byte("\n")) {
		rec, err := dec.Decode(b)
		if err != nil {
			t.Fatalf("%s, entry %d: %v", id, i, err)
		}
		var ref *workflow.Refusal
		if id == "register" {
			if ref = register.Permit(rec); ref == nil {
				register.Apply(rec)
			}
		} else if ref = round.Permit(rec); ref == nil {
			round.Apply(rec)
		}
		if ref != nil {
			t.Fatalf("%s, entry %d: %v", id, i, ref)
		}
		tree.Append(ledger.LeafHash(b))
	}
	return workflow.Head{Size: tree.Size(), Root: tree.Root()}
}

func goldenPolicies(t *testing.T) map[string]*policy.Policy {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(goldenDir, "policy-*.json"))
	if err != nil || len(files) != 3 {
		t.Fatalf("%d policies, %v", len(files), err)
	}
	out := map[string]*policy.Policy{}
	for _, file := range files {
		p, err := policy.Decode(readFile(t, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		out[p.Digest()] = p
	}
	return out
}

func writeGolden(t *testing.T) {
	t.Helper()
	p, imported := roundtest.Policy(t), roundtest.ImportPolicy(t)
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(roundtest.Story(p, imported)...)
	heads := map[string]goldenHead{}
	for _, origin := range tape.Origins() {
		id := origin[strings.LastIndex(origin, "/")+1:]
		writeFile(t, id+".jsonl", append(bytes.Join(tape.Bytes(origin), []byte("\n")), '\n'))
		all, err := tape.Heads(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		heads[origin] = goldenHead{all[origin].Size, all[origin].Root.String()}
	}
	b, err := json.MarshalIndent(heads, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, "heads.json", append(b, '\n'))
	writeFile(t, "policy-built-in.json", p.Canonical())
	writeFile(t, "policy-imported.json", imported.Canonical())
	writeFile(t, "policy-by-lot.json", roundtest.ByLot(p).Canonical())
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(goldenDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(goldenDir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(goldenDir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}
