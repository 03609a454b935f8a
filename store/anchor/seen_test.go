package anchor_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

func seen(size uint64, root, note string) anchor.Seen {
	s := anchor.Seen{Head: workflow.Head{Size: size, Root: ledger.LeafHash([]byte(root))}}
	if note != "" {
		s.Note = []byte(note)
	}
	return s
}

// step is a step that goes to what is given, whatever is known.
func step(next anchor.Seen) func(anchor.Seen) (anchor.Seen, error) {
	return func(anchor.Seen) (anchor.Seen, error) { return next, nil }
}

// What a witness has seen comes back as it was, its notes too; an old state is read on and takes up notes as they come.
func TestSeenIsRemembered(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "w.sizes")
	if err := os.WriteFile(path, []byte("gremium-sizes 1\n7 "+ledger.LeafHash([]byte("a")).String()+" x/old ledger\nend 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := anchor.StartSeen(path); err != nil { // leaves it as it is
		t.Fatal(err)
	}
	same := seen(9, "b", "text\n\n— sig\n")
	for _, c := range []struct {
		origin     string
		next, want anchor.Seen
	}{
		{"x/old ledger", seen(7, "a", ""), seen(7, "a", "")},
		{"x/old ledger", seen(7, "a", "note"), seen(7, "a", "note")},
		{"x/old ledger", seen(7, "a", "another"), seen(7, "a", "note")}, // the first says it as well
		{"x/new", same, same},
		{"x/none", anchor.Seen{}, anchor.Seen{}},
	} {
		if err := anchor.Advance(path, c.origin, step(c.next)); err != nil {
			t.Fatal(err)
		}
		all, err := anchor.LoadSeen(path)
		if got := all[c.origin]; err != nil || got.Head != c.want.Head || string(got.Note) != string(c.want.Note) {
			t.Errorf("%s: %+v, want %+v: %v", c.origin, got, c.want, err)
		}
	}
	stop := errors.New("no")
	if err := anchor.Advance(path, "x/new", func(known anchor.Seen) (anchor.Seen, error) { return seen(10, "c", ""), stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if all, err := anchor.LoadSeen(path); err != nil || len(all) != 2 || all["x/new"].Head != same.Head {
		t.Errorf("%+v %v", all, err)
	}
}

// A state that is missing, cut off or altered does not read; a witness's is no lock file.
func TestSeenThatDoesNotRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "w.sizes")
	if _, err := anchor.LoadSeen(path); !errors.Is(err, record.ErrSizesMissing) {
		t.Error(err)
	}
	if err := anchor.StartSeen(path); err != nil {
		t.Fatal(err)
	}
	if err := anchor.Advance(path, "x/a", step(seen(3, "a", "note"))); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := anchor.Sizes(path); !errors.Is(err, record.ErrSizesBad) {
		t.Errorf("it is read as a lock file: %v", err)
	}
	for name, text := range map[string]string{
		"cut": string(whole[:len(whole)-4]), "no note": strings.Replace(string(whole), " bm90ZQ==", "", 1), "no base64": strings.Replace(string(whole), "bm90ZQ==", "b*90", 1),
		"no size": strings.Replace(string(whole), "3 ", "0 ", 1), "one less": strings.Replace(string(whole), "end 1", "end 0", 1), "other": strings.Replace(string(whole), "witness 1", "witness 2", 1),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := anchor.LoadSeen(path); !errors.Is(err, record.ErrSizesBad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
