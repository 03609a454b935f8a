package witness

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// tower has alarms in a folder, and what they told.
type tower struct {
	Alarms
	texts, files []string
	whys         []error
}

func newTower(t *testing.T) *tower {
	w := &tower{}
	w.Alarms = Alarms{
		Dir: filepath.Join(t.TempDir(), "w[.alarms"), Words: func(s *Suspicion) string { return string(s.Known.Note) + "|" + string(s.Asked.Note) },
		Tell: func(text, file string, why error) {
			w.texts, w.files, w.whys = append(w.texts, text), append(w.files, file), append(w.whys, why)
		},
		Fault: func(err error) { t.Errorf("fault: %v", err) },
	}
	return w
}

// suspicion is one of a ledger, the nth of its kind.
func suspicion(origin string, n int, forked bool) Suspicion {
	at := func(root string) Known {
		return Known{Checkpoint: proof.Checkpoint{Origin: origin, Size: uint64(n), Root: ledger.LeafHash([]byte(root))}, Note: []byte(root)}
	}
	return Suspicion{Known: at("known"), Asked: at(fmt.Sprintf("%s asked %d %v", origin, n, forked)), Forked: forked}
}

// Each suspicion is told once and kept in a file with both notes; a restart finds the file and writes none beside it.
func TestAlarmIsKept(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	for range 3 {
		w.Suspect(suspicion("a", 7, true))
	}
	if len(w.texts) != 1 || !strings.Contains(filepath.Base(w.files[0]), "fork-") {
		t.Fatalf("told %v, kept in %v", w.texts, w.files)
	}
	again := newTower(t)
	again.Dir = w.Dir
	again.Suspect(suspicion("a", 7, true))
	b, err := os.ReadFile(w.files[0])
	if err != nil || string(b) != "known|a asked 7 true" || len(again.files) != 1 || again.files[0] != w.files[0] {
		t.Errorf("%q %v %v", b, err, again.files)
	}
	if info, err := os.Stat(w.files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

// Whoever raises suspicions without proof uses up no room of another ledger's, and none of what proves a fork; restarts give no more room
// in the folder.
func TestAlarmsAreBounded(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	for n := range 3 * mostGaps {
		w.Suspect(suspicion("a", n+1, false))
	}
	if len(w.texts) != mostGaps {
		t.Errorf("told %d of one ledger", len(w.texts))
	}
	for n := range 2 * mostGaps {
		w.Suspect(suspicion("a", n+1, true))
	}
	w.Suspect(suspicion("b", 1, false))
	if len(w.texts) != 3*mostGaps+1 {
		t.Errorf("told %d in all", len(w.texts))
	}
	again := newTower(t)
	again.Dir = w.Dir
	again.Suspect(suspicion("a", 9999, false))
	again.Suspect(suspicion("a", 9999, true))
	if len(again.files) != 2 || again.files[0] != "" || again.files[1] == "" || !errors.Is(again.whys[0], ErrEnough) {
		t.Errorf("after a restart: %v, %v", again.files, again.whys)
	}
	there, err := os.ReadDir(w.Dir)
	if err != nil || len(there) != 3*mostGaps+2 {
		t.Errorf("%d files, %v", len(there), err)
	}
}

// Where the folder cannot be written to it is told all the same, and why it is not kept; when it comes again it is kept once it can be.
func TestAlarmWithoutAFolder(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	faults := 0
	w.Fault = func(error) { faults++ }
	if err := os.WriteFile(w.Dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w.Suspect(suspicion("a", 7, true))
	}
	if len(w.texts) != 1 || w.files[0] != "" || w.whys[0] == nil || faults != 1 {
		t.Errorf("%v %v, %d faults", w.texts, w.files, faults)
	}
	if err := os.Remove(w.Dir); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w.Suspect(suspicion("a", 7, true))
	}
	if len(w.texts) != 2 || w.files[1] == "" || w.whys[1] != nil || faults != 1 {
		t.Errorf("once it can be written: %v %v, %d faults", w.texts, w.files, faults)
	}
}

// Many at once are told one after the other, each once.
func TestAlarmsAtOnce(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for n := range 10 {
				w.Suspect(suspicion("a", n+1, n%2 == 0))
			}
		})
	}
	wait.Wait()
	if len(w.texts) != 10 {
		t.Errorf("told %d times", len(w.texts))
	}
}

func TestNested(t *testing.T) {
	t.Parallel()
	for names, want := range map[string]string{
		"a.example.org b.example.org": "", "a.example.org a.example.org": "", "a.example.org a.example.organ": "",
		"a.example.org a.example.org/round": "a.example.org a.example.org/round", "x/y x": "x x/y", "x y x/y/z": "x x/y/z",
	} {
		var logs []proof.Verifier
		for i, name := range strings.Fields(names) {
			_, v := logKey(t, byte(i+1), name)
			logs = append(logs, v)
		}
		above, under := Nested(logs)
		if got := strings.TrimSpace(above + " " + under); got != want {
			t.Errorf("%s: %q", names, got)
		}
	}
}
