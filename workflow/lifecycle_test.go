package workflow

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/looplab/fsm"
)

var update = flag.Bool("update", false, "write the drawings and golden ledgers in testdata anew")

// A row that stands twice overwrites the first one silently.
func TestNoRowStandsTwice(t *testing.T) {
	t.Parallel()
	for name, rows := range map[string][]fsm.EventDesc{"proposal": proposalTable(), "round": roundTable()} {
		seen := map[string]bool{}
		for _, row := range rows {
			for _, src := range row.Src {
				if seen[row.Name+" from "+src] {
					t.Errorf("%s: %s from %q stands twice", name, row.Name, src)
				}
				seen[row.Name+" from "+src] = true
			}
		}
	}
}

// The compiled tables say of every pair of state and transition what a machine says that is asked at that moment.
func TestCompiledTablesAgreeWithTheMachine(t *testing.T) {
	t.Parallel()
	states := []string{"", "submitted", "returned", "under_review", "scored", "decided", "withdrawn", "nonsense"}
	phases := []string{"", "draft", "calling", "reviewing", "deliberating", "concluded", "cancelled", "nonsense"}
	for id := noTransition; id < transitionCount; id++ {
		for _, s := range states {
			to, ok := lifecycle().proposal[id].after(State(s))
			agree(t, proposalTable(), transitionNames[id], s, string(to), ok)
		}
		for _, p := range phases {
			to, ok := lifecycle().round[id].after(Phase(p))
			agree(t, roundTable(), transitionNames[id], p, string(to), ok)
		}
	}
}

func agree(t *testing.T, rows []fsm.EventDesc, name, from, to string, ok bool) {
	t.Helper()
	m := fsm.NewFSM(from, rows, nil)
	if m.Can(name) != ok {
		t.Errorf("%s from %q: the table says %t, the machine %t", name, from, ok, !ok)
		return
	}
	err := m.Event(context.Background(), name)
	var self fsm.NoTransitionError
	switch {
	case ok && err != nil && !errors.As(err, &self):
		t.Errorf("%s from %q: the machine says %v", name, from, err)
	case ok && m.Current() != to:
		t.Errorf("%s from %q leads to %q, the machine says %q", name, from, to, m.Current())
	case !ok && err == nil:
		t.Errorf("%s from %q: the machine moves, the table does not", name, from)
	}
}

// Every transition has a kind that causes it, and every kind of a round a transition of a table.
func TestTransitionsAndKindsBelongTogether(t *testing.T) {
	t.Parallel()
	caused := map[string]bool{}
	for _, k := range Kinds() {
		name := k.Transition()
		if kinds[k].register {
			if name != "" {
				t.Errorf("%s of the register asks the lifecycle for %q", k.Name(), name)
			}
			continue
		}
		if caused[name] {
			t.Errorf("%q is caused by two kinds", name)
		}
		caused[name] = true
		if !slices.Contains(Transitions(), name) {
			t.Errorf("%s asks for %q, which no table has", k.Name(), name)
		}
		if lifecycle().round[kinds[k].transition] == nil {
			t.Errorf("%s may happen in no phase", k.Name())
		}
		if of := lifecycle().proposal[kinds[k].transition] != nil; of != kinds[k].proposal {
			t.Errorf("%s concerns a proposal: %t, but the proposal's table says %t", k.Name(), kinds[k].proposal, of)
		}
		if e := kinds[k].make(); e.Kind() != k {
			t.Errorf("%s makes an event of %s", k.Name(), e.Kind().Name())
		}
		if kinds[k].who == 0 {
			t.Errorf("nobody may cause %s", k.Name())
		}
	}
	for _, name := range Transitions() {
		if !caused[name] {
			t.Errorf("no kind causes %q", name)
		}
	}
}

func TestKindsAreFoundByName(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		if got, ok := KindOf(k.Name()); !ok || got != k {
			t.Errorf("%q is found as %d, %t, not as %d", k.Name(), got, ok, k)
		}
	}
	if _, ok := KindOf("scores.cast/2"); ok {
		t.Error("a kind of a version to come is known")
	}
}

// The drawings show the tables, in testdata and in the README.
func TestDrawings(t *testing.T) {
	t.Parallel()
	readme := filepath.Join("..", "README.md")
	page := read(t, readme)
	shown := "<!-- lifecycle -->\n\n```mermaid\n" + DrawProposal() + "```\n\nWhat happens without leaving a state:\n\n" + TabulateProposal() + "\nThe phases of a round:\n\n```mermaid\n" + DrawRound() +
		"```\n\nThe stages of a meeting, and of a written procedure:\n\n```mermaid\n" + DrawMeeting() + "```\n\n<!-- /lifecycle -->"
	if *update {
		before, rest, _ := strings.Cut(page, "<!-- lifecycle -->")
		_, after, _ := strings.Cut(rest, "<!-- /lifecycle -->")
		if after == "" {
			after = rest
		}
		page = before + shown + after
		write(t, readme, page)
	}
	if !strings.Contains(page, shown) {
		t.Error("the README does not show the tables: go test ./workflow -run Drawings -update")
	}
	for name, drawing := range map[string]string{"proposal": DrawProposal(), "round": DrawRound(), "meeting": DrawMeeting()} {
		file := filepath.Join("..", "testdata", "lifecycle", name+".mmd")
		if *update {
			write(t, file, drawing)
		}
		if read(t, file) != drawing {
			t.Errorf("%s does not show the table: go test ./workflow -run Drawings -update", file)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
