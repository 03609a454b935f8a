package store

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gremium/store/attack"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/logtest"
	"gremium/workflow/race"
)

// spellings are the bytes that a canary can stand as in a file: as it is, in capitals and small letters, in UTF-16, in base 64
// at each of its three alignments, and in hexadecimal digits.
func spellings(canary string) [][]byte {
	var wide []byte
	for _, c := range []byte(canary) {
		wide = append(wide, c, 0)
	}
	out := [][]byte{[]byte(canary), bytes.ToUpper([]byte(canary)), bytes.ToLower([]byte(canary)), wide, []byte(hex.EncodeToString([]byte(canary)))}
	for shift := range 3 {
		coded := base64.StdEncoding.EncodeToString(append(make([]byte, shift), canary...))
		out = append(out, []byte(coded[4:len(coded)-4])) // what does not depend on the neighbours
	}
	return out
}

// traces are the files below a folder in which a canary stands in some spelling.
func traces(t *testing.T, dir string, canaries ...string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, canary := range canaries {
			for i, s := range spellings(canary) {
				if bytes.Contains(b, s) {
					found = append(found, fmt.Sprintf("%s: %s, spelling %d", filepath.Base(path), canary, i))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// canaried is a house whose installation has a folder of its own, with n comments that hold a canary each, and a draft with the
// same words. It answers the entries of the comments.
func canaried(t *testing.T, n int) (h *logtest.House, db *DB, dir string, entries []uint64) {
	t.Helper()
	dir = t.TempDir()
	db, err := Open(t.Context(), filepath.Join(dir, "gremium.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h = logtest.NewHouse(t, db, "canaries")
	h.Story(t)
	t.Cleanup(h.Close)
	if err := db.CreateAccount(t.Context(), record.Account{ID: "ada", Email: "ada@example.org", Name: "Ada"}); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		entries = append(entries, h.Size(t))
		h.Must(t, logtest.Office, logtest.Round, &workflow.SetHold{Subject: "", Reason: fmt.Sprintf("Beschwerde %s, deshalb %[1]s.", canary(i))},
			&workflow.LiftHold{Hold: entries[i], Reason: "erledigt"})
		d := record.Draft{
			Account: "ada", Round: logtest.Round, Proposal: fmt.Sprint(i), Form: "comment", Updated: time.Unix(int64(i), 0).UTC(),
			Body: fmt.Sprintf(`{"text":["vorab: Beschwerde %s, deshalb %[1]s. Nachsatz"]}`, canary(i)),
		}
		if _, err := db.SaveDraft(t.Context(), d, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	return h, db, dir, entries
}

func canary(i int) string { return fmt.Sprintf("Kanarienvogel%04dPiepmatz", i) }

// erased asks for the erasure of the texts of an entry and grants it as another person.
func erased(t *testing.T, h *logtest.House, entry uint64) {
	t.Helper()
	h.Must(t, logtest.Office, logtest.Round, &workflow.RequestErasure{Basis: "17-1-a", Fields: []workflow.Field{{Entry: entry}}})
	h.Must(t, logtest.Desk, logtest.Round, &workflow.EraseText{Request: h.Size(t) - 1})
}

// TestTwoHundredErasures erases two hundred texts one by one. After each, its canary is in no file of the installation and in
// no new backup; those that are still to be erased are found, which shows that the scan finds what there is.
func TestTwoHundredErasures(t *testing.T) {
	t.Parallel()
	n := 200
	if race.Watches || testing.Short() {
		n = 20
	}
	h, db, dir, entries := canaried(t, n)
	o := attack.Outcome{Name: "erasures, looked for in all files", Control: "still to be erased, and found"}
	for i := 0; i < n; i += max(n/20, 1) {
		if o.Blind++; len(traces(t, dir, canary(i))) > 0 {
			o.Missed++
		}
	}
	if len(traces(t, dir, canary(0))) == 0 || len(traces(t, dir, canary(n-1))) == 0 {
		t.Fatal("the scan does not find what is there")
	}
	for i, entry := range entries {
		erased(t, h, entry)
		o.Tries++
		if found := traces(t, dir, canary(i)); len(found) > 0 {
			t.Fatalf("after erasure %d: %v", i, found)
		}
		if i+1 < n && i%50 == 0 && len(traces(t, dir, canary(i+1))) == 0 {
			t.Fatalf("after erasure %d the scan finds nothing at all", i)
		}
		if owed, err := db.SweepOwed(t.Context()); err != nil || owed {
			t.Fatalf("after erasure %d a sweep is owed: %t, %v", i, owed, err)
		}
	}
	copied := t.TempDir()
	if err := db.Backup(t.Context(), filepath.Join(copied, "safe.db")); err != nil {
		t.Fatal(err)
	}
	for i := range entries {
		if found := append(traces(t, dir, canary(i)), traces(t, copied, canary(i))...); len(found) > 0 {
			t.Errorf("in the end: %v", found)
		} else {
			o.Found++
		}
	}
	o.Report(t)
	rebuilt(t, db)
}

// TestReaderKeepsTrace is the control: while somebody reads an older state, the log of changes cannot be emptied. The text is
// gone from the record, its canary is still found, and the sweep is owed until it succeeds.
func TestReaderKeepsTrace(t *testing.T) {
	t.Parallel()
	h, db, dir, entries := canaried(t, 1)
	s, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	erased(t, h, entries[0])
	if texts, err := db.Texts(t.Context(), h.RoundOrigin(logtest.Round), entries[0]); err != nil || len(texts) > 0 {
		t.Fatalf("the text is still on record: %v, %v", texts, err)
	}
	if found := traces(t, dir, canary(0)); len(found) == 0 {
		t.Error("without the sweep nothing is found: the scan proves nothing")
	}
	if owed, err := db.SweepOwed(t.Context()); err != nil || !owed {
		t.Errorf("no sweep is owed: %v", err)
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := db.Sweep(short); err == nil {
		t.Error("the sweep does not wait for the reader")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found := traces(t, dir, canary(0)); len(found) > 0 {
		t.Errorf("after the sweep: %v", found)
	}
	if owed, err := db.SweepOwed(t.Context()); err != nil || owed {
		t.Errorf("the sweep is still owed: %v", err)
	}
}
