package store

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"gremium/store/attack"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
	"gremium/workflow/race"
)

// segmentRow is a row of the table of segments, with its entries and leaf hashes apart.
type segmentRow struct {
	id      int64
	leaves  [][]byte
	entries [][]byte
}

// sealedStory is the path of a closed database with a finished round of two segments and some rows, and the round's number.
func sealedStory(t *testing.T) (path string, number int64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "gremium.db")
	db, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	h := logtest.NewHouse(t, db, "first")
	h.Story(t)
	var holds []workflow.Command
	for at := h.Size(t); at < 2*segmentSize+20; at += 2 {
		holds = append(holds, &workflow.SetHold{Reason: "Klage"}, &workflow.LiftHold{Hold: at, Reason: "Vergleich"})
	}
	h.Must(t, logtest.Office, logtest.Round, holds...)
	h.Close()
	ended, err := db.Ended(t.Context())
	if err != nil || len(ended) != 1 {
		t.Fatalf("ended are %v, %v", ended, err)
	}
	if made, err := db.Seal(t.Context(), ended[0], 0, free); err != nil || made != 2 {
		t.Fatalf("%d segments, %v", made, err)
	}
	if number, _, err = db.find(t.Context(), ended[0]); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path, number
}

// resealed alters the segments of a database, behind its triggers, and puts these back.
func resealed(t *testing.T, path string, alter func([]segmentRow) []segmentRow) {
	t.Helper()
	raw := tamper(t, path)
	var rows []struct {
		ID            int64
		Leaves, Bytes []byte
	}
	if err := raw.Select(&rows, `SELECT id, leaves, bytes FROM segments ORDER BY id`); err != nil {
		t.Fatal(err)
	}
	var segments []segmentRow
	for _, r := range rows {
		segments = append(segments, segmentRow{r.ID, slices.Collect(slices.Chunk(r.Leaves, 32)), bytes.Split(r.Bytes, lineFeed)})
	}
	var guards []object
	if err := raw.Select(&guards, `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`); err != nil {
		t.Fatal(err)
	}
	for _, g := range guards {
		raw.MustExec(`DROP TRIGGER ` + g.Name)
	}
	raw.MustExec(`PRAGMA ignore_check_constraints = ON; DELETE FROM segments`)
	for _, s := range alter(segments) {
		raw.MustExec(insertSegment, s.id, bytes.Join(s.leaves, nil), append([]byte{}, bytes.Join(s.entries, lineFeed)...))
	}
	for _, g := range guards {
		raw.MustExec(g.Text)
	}
}

// rehashed makes the leaf hash of an entry anew.
func (s *segmentRow) rehashed(i int) {
	leaf := ledger.LeafHash(s.entries[i])
	s.leaves[i] = leaf[:]
}

// segmentDamage is what somebody does to segments, and the entry that must be named first, -1 where a table is.
type segmentDamage struct {
	bad   int64
	alter func(s []segmentRow) []segmentRow
}

// within alters the second segment.
func within(bad int64, alter func(s *segmentRow)) segmentDamage {
	return segmentDamage{bad, func(s []segmentRow) []segmentRow {
		alter(&s[1])
		return s
	}}
}

func segmentDamages() map[string]segmentDamage {
	return map[string]segmentDamage{
		"a byte":             within(300, func(s *segmentRow) { s.entries[44][9] ^= 1 }),
		"a byte, hashed":     within(300, func(s *segmentRow) { s.entries[44][9] ^= 1; s.rehashed(44) }),
		"a line feed":        within(300, func(s *segmentRow) { s.entries[44][9] = '\n' }),
		"a nul":              within(300, func(s *segmentRow) { s.entries[44][9] = 0 }),
		"joined":             within(299, func(s *segmentRow) { s.entries[43] = append(s.entries[43], s.entries[44]...); s.drop(44, false) }),
		"one left out":       within(300, func(s *segmentRow) { s.drop(44, false) }),
		"one and its hash":   within(300, func(s *segmentRow) { s.drop(44, true) }),
		"one twice":          within(301, func(s *segmentRow) { s.add(45, s.entries[44]) }),
		"one more":           within(512, func(s *segmentRow) { s.add(256, nil) }),
		"nothing":            within(256, func(s *segmentRow) { s.entries, s.leaves = nil, nil }),
		"no bytes":           within(256, func(s *segmentRow) { s.entries = nil }),
		"a leaf":             within(300, func(s *segmentRow) { s.leaves[44][3] ^= 1 }),
		"a leaf too few":     within(511, func(s *segmentRow) { s.leaves = s.leaves[:255] }),
		"part of a leaf":     within(511, func(s *segmentRow) { s.leaves[255] = s.leaves[255][:31] }),
		"a leaf too many":    within(-1, func(s *segmentRow) { s.leaves = append(s.leaves, s.leaves[0]) }),
		"exchanged entries":  within(300, func(s *segmentRow) { s.entries[44], s.entries[99] = s.entries[99], s.entries[44] }),
		"exchanged, hashed":  within(300, func(s *segmentRow) { s.swap(44, 99) }),
		"off its place":      within(-1, func(s *segmentRow) { s.id++ }),
		"far behind":         within(-1, func(s *segmentRow) { s.id += 100 * segmentSize }),
		"in another ledger":  within(-1, func(s *segmentRow) { s.id += 1 << 40 }),
		"with a negative id": within(-1, func(s *segmentRow) { s.id = -s.id }),
		"deleted":            {256, func(s []segmentRow) []segmentRow { return s[:1] }},
		"the first deleted":  {0, func(s []segmentRow) []segmentRow { return s[1:] }},
		"both deleted":       {0, func([]segmentRow) []segmentRow { return nil }},
		"exchanged":          {0, func(s []segmentRow) []segmentRow { s[0].id, s[1].id = s[1].id, s[0].id; return s }},
		"overlapping": {-1, func(s []segmentRow) []segmentRow {
			return append(s, segmentRow{s[0].id + 20, s[0].leaves, s[0].entries})
		}},
		"one moved down": {511, func(s []segmentRow) []segmentRow {
			last := s[0].entries[255]
			s[0].drop(255, true)
			s[1].add(0, last)
			return s
		}},
		"one moved up": {256, func(s []segmentRow) []segmentRow {
			first := s[1].entries[0]
			s[1].drop(0, true)
			s[0].add(256, first)
			return s
		}},
	}
}

// drop takes an entry out, with its leaf hash or without.
func (s *segmentRow) drop(i int, leaf bool) {
	s.entries = slices.Delete(s.entries, i, i+1)
	if leaf {
		s.leaves = slices.Delete(s.leaves, i, i+1)
	}
}

// add puts an entry in, with its leaf hash.
func (s *segmentRow) add(i int, entry []byte) {
	s.entries, s.leaves = slices.Insert(s.entries, i, entry), slices.Insert(s.leaves, i, nil)
	s.rehashed(i)
}

func (s *segmentRow) swap(i, j int) {
	s.entries[i], s.entries[j] = s.entries[j], s.entries[i]
	s.rehashed(i)
	s.rehashed(j)
}

// TestAlteredSegmentIsFound alters segments in every way, and asks for the first bad entry.
func TestAlteredSegmentIsFound(t *testing.T) {
	t.Parallel()
	path, _ := sealedStory(t)
	cases := race.Some(segmentDamages())
	cases["control"] = within(-1, func(*segmentRow) {})
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := altered(t, path, func(there string) { resealed(t, there, c.alter) })
			if l.OK() != (name == "control") {
				t.Errorf("the record verifies: %t", l.OK())
			}
			if c.bad >= 0 && name != "a byte, hashed" && (l.FirstBad == nil || *l.FirstBad != c.bad) {
				t.Errorf("entry %d is not named first: %+v", c.bad, l.Findings)
			}
		})
	}
}

// altered checks a copy of a database that somebody has altered, and answers what is said of the register or the round.
func altered(t *testing.T, path string, alter func(path string)) *audit.Ledger {
	t.Helper()
	there := filepath.Join(t.TempDir(), "gremium.db")
	if err := copyTo(t.Context(), path, there); err != nil {
		t.Fatal(err)
	}
	alter(there)
	report, err := checked(t.Context(), open(t, there, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for i := range report.Ledgers {
		if l := &report.Ledgers[i]; l.FirstBad != nil {
			return l
		}
	}
	for i := range report.Ledgers {
		if l := &report.Ledgers[i]; !l.OK() {
			return l
		}
	}
	return &report.Ledgers[0]
}

// Entries that stand beside the segment in their place are found, though nobody reads them.
func TestRowsBesideASegmentAreFound(t *testing.T) {
	t.Parallel()
	path, number := sealedStory(t)
	for name, seqs := range map[string][]int64{"the first": {0}, "one": {300}, "the last": {511}, "some": {3, 4, 5, 258}} {
		for _, same := range []bool{true, false} {
			l := altered(t, path, func(there string) {
				raw := tamper(t, there)
				raw.MustExec(`DROP TRIGGER entries_are_never_replaced`)
				for _, seq := range seqs {
					at := number<<ledgerBits | seq
					entry, leaf := []byte("{}"), make([]byte, 32)
					if same {
						resealed(t, there, func(s []segmentRow) []segmentRow {
							of := &s[seq/segmentSize]
							entry, leaf = of.entries[seq%segmentSize], of.leaves[seq%segmentSize]
							return s
						})
					}
					raw.MustExec(`INSERT INTO entries VALUES (?, ?, ?)`, at, leaf, entry)
				}
			})
			if l.OK() {
				t.Errorf("%s, the same %t: not found", name, same)
			}
		}
	}
}

// Bytes that change anywhere in segments are found, whatever they are.
func TestRandomBytesOfSegments(t *testing.T) {
	t.Parallel()
	path, _ := sealedStory(t)
	chance := rand.New(rand.NewPCG(1, 2))
	for range race.Fewer(2, attack.Tries(12, 400)) {
		l := altered(t, path, func(there string) {
			resealed(t, there, func(s []segmentRow) []segmentRow {
				of := &s[chance.IntN(2)]
				blob := bytes.Join(of.entries, lineFeed)
				if chance.IntN(4) == 0 {
					blob = bytes.Join(of.leaves, nil)
				}
				hashes := len(blob) == segmentSize*32
				blob[chance.IntN(len(blob))] ^= 1 << chance.IntN(8)
				if hashes {
					of.leaves = [][]byte{blob}
				} else {
					of.entries = [][]byte{blob}
				}
				return s
			})
		})
		if l.OK() || l.FirstBad == nil {
			t.Errorf("not found: %+v", l.Findings)
		}
	}
}
