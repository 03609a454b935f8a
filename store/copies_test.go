package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gremium/workflow/audit"
)

// TestAlteredCopyIsFound alters bytes of the file where the index of short texts holds a title a second time. The texts
// themselves stay as they are, and lists show what was altered.
func TestAlteredCopyIsFound(t *testing.T) {
	t.Parallel()
	path := finished(t)
	const title = "Titel bench"
	for name, c := range map[string]struct {
		at   int // which byte, counted from the title in the file
		want []audit.Way
	}{
		"title":                 {0, []audit.Way{audit.CopyDiffers}},
		"number of the entry":   {-1, []audit.Way{audit.CopyStray, audit.CopyMissing}},
		"what it is a title of": {-2, []audit.Way{audit.CopyMissing, audit.CopyMissing, audit.CopyMissing}}, // its neighbours are not found any more either
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			there := filepath.Join(t.TempDir(), "gremium.db")
			if err := copyTo(t.Context(), path, there); err != nil {
				t.Fatal(err)
			}
			overwrite(t, there, title, c.at)
			db := open(t, there, Options{})
			shown, err := db.TextsAt(t.Context(), "example.org/round/2026", "title")
			if err != nil {
				t.Fatal(err)
			}
			report, err := checked(t.Context(), db)
			if err != nil || report.OK {
				t.Fatalf("lists show %v, and the record verifies: %v", shown, err)
			}
			if f := report.Ledgers[1].Findings; len(f) != len(c.want) || f[0].Step != audit.Index || !strings.Contains(f[0].What, "texts_listed") {
				t.Errorf("findings: %+v", f)
			}
			found, err := db.Compare(t.Context())
			ways := []audit.Way{}
			for _, d := range found {
				ways = append(ways, d.Way)
			}
			if err != nil || !slices.Equal(ways, c.want) {
				t.Errorf("found %q, %v", said(found, "en"), err)
			}
			if err := db.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := verified(t.Context(), db); err != nil {
				t.Errorf("after rebuilding: %v", err)
			}
		})
	}
}

// overwrite changes one byte of a closed database, by its place from a value in the first page of the index of short texts.
func overwrite(t *testing.T, path, value string, at int) {
	t.Helper()
	raw := connect(path, Options{}, copying)
	var page, size int
	if err := raw.Get(&page, `SELECT rootpage FROM sqlite_master WHERE name = 'texts_listed'`); err != nil {
		t.Fatal(err)
	}
	if err := raw.Get(&size, `PRAGMA page_size`); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(file[(page-1)*size:page*size], []byte(value))
	if i < 0 {
		t.Fatalf("the index has no %q in its first page", value)
	}
	file[(page-1)*size+i+at] ^= 16
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
}
