package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremium/store/record"
	"gremium/workflow/audit"
	"gremium/workflow/logtest"
	"gremium/workflow/race"
)

// tamper opens the file of a closed database without any of its guards.
func tamper(t *testing.T, path string) *sqlx.DB {
	t.Helper()
	db := connect(path, Options{}, copying)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// finished is the path of a closed database with a finished round.
func finished(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gremium.db")
	db, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	h := logtest.NewHouse(t, db, "first")
	h.Story(t)
	h.Close()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAlteredIndexIsFound(t *testing.T) {
	t.Parallel()
	path := finished(t)
	for i := range tables {
		tb := &tables[i]
		t.Run(tb.name, func(t *testing.T) {
			t.Parallel()
			there := filepath.Join(t.TempDir(), "gremium.db")
			if err := copyTo(t.Context(), path, there); err != nil {
				t.Fatal(err)
			}
			raw, db := tamper(t, there), open(t, there, Options{})
			columns := tb.names()
			for _, column := range columns[:race.Fewer(2, len(columns))] {
				finds(t, db, raw, tb, column, `UPDATE `+tb.name+` SET `+column+` = `+other(t, raw, tb, column)+
					` WHERE (`+strings.Join(tb.keys(), ", ")+`) = (SELECT `+strings.Join(tb.keys(), ", ")+` FROM `+tb.name+` LIMIT 1)`)
			}
			finds(t, db, raw, tb, "missing", `DELETE FROM `+tb.name+` WHERE (`+strings.Join(tb.keys(), ", ")+`) = (SELECT `+
				strings.Join(tb.keys(), ", ")+` FROM `+tb.name+` LIMIT 1)`)
			forged := strings.Replace(" "+tb.columns+" ", " "+tb.keys()[0]+" ", " 'forged' ", 1)
			finds(t, db, raw, tb, "is in no ledger", `INSERT INTO `+tb.name+` (`+strings.Join(tb.names(), ", ")+`) SELECT `+
				strings.Join(strings.Fields(forged), ", ")+` FROM `+tb.name+` LIMIT 1`)
		})
	}
}

// said are differences in words, a line for each.
func said(differences []audit.Difference, lang string) string {
	lines := make([]string, len(differences))
	for i, d := range differences {
		lines[i] = d.In(lang)
	}
	return strings.Join(lines, "\n")
}

// other is a value that the column does not have in the first row.
func other(t *testing.T, raw *sqlx.DB, tb *table, column string) string {
	t.Helper()
	var kind string
	err := raw.Get(&kind, `SELECT type FROM pragma_table_info('`+tb.name+`') WHERE name = '`+column+`'`)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"INTEGER": "COALESCE(" + column + ", 0) + 77", "TEXT": "COALESCE(" + column + ", '') || 'x'", "BLOB": "x'00'"}[kind]
}

// finds makes a change, checks that it is found and that the finding names it, and takes it back by rebuilding.
func finds(t *testing.T, db *DB, raw *sqlx.DB, tb *table, named, change string) {
	t.Helper()
	r, err := raw.Exec(change)
	if err != nil {
		t.Fatalf("%s: %v", change, err)
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		t.Fatalf("%s: %d rows changed, %v", change, n, err)
	}
	found, err := db.Compare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := said(found, "en")
	key := strings.Contains(" "+tb.key+" ", " "+named+" ") // an altered key is one row missing and one too many
	if german := said(found, "de"); !strings.Contains(german, "Tabelle "+tb.name) || strings.Contains(german, "table ") || strings.Contains(german, "%!") {
		t.Errorf("after %s, in German: %q", change, german)
	}
	if !strings.Contains(text, "table "+tb.name) || !key && !strings.Contains(text, named) {
		t.Errorf("after %s: found %q, which does not name %s %s", change, text, tb.name, named)
	}
	if err := db.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, err := db.Compare(t.Context()); err != nil || len(found) > 0 {
		t.Fatalf("after rebuilding: %v, %v", found, err)
	}
}

// TestAlteredRecordIsFound changes what the tables of the record hold, one column at a time.
func TestAlteredRecordIsFound(t *testing.T) {
	t.Parallel()
	path := finished(t)
	for name, change := range map[string]string{
		"entry": `UPDATE entries SET bytes = CAST(REPLACE(CAST(bytes AS TEXT), '"choice":"yes"', '"choice":"no"') AS BLOB)
WHERE id = (SELECT MAX(id) FROM entries WHERE instr(CAST(bytes AS TEXT), '"choice":"yes"') > 0)`,
		"leaf":           `UPDATE entries SET leaf = randomblob(32) WHERE id = 4294967296`,
		"entry's id":     `UPDATE entries SET id = id + 1000 WHERE id = (SELECT MAX(id) FROM entries)`,
		"entry removed":  `DELETE FROM entries WHERE id = (SELECT MAX(id) FROM entries)`,
		"entry astray":   `INSERT INTO entries SELECT id | 1 << 40, leaf, bytes FROM entries WHERE id = 4294967296`,
		"size":           `UPDATE ledgers SET size = size - 1 WHERE kind = 'round'`,
		"root":           `UPDATE ledgers SET root = randomblob(32) WHERE kind = 'round'`,
		"origin":         `UPDATE ledgers SET origin = origin || 'x' WHERE kind = 'round'`,
		"kind":           `UPDATE ledgers SET kind = 'register' WHERE kind = 'round'`,
		"number":         `UPDATE ledgers SET number = number + 10 WHERE kind = 'round'`,
		"text":           `UPDATE texts SET value = value || 'x' WHERE path = 'rationale'`,
		"nonce":          `UPDATE texts SET nonce = randomblob(32) WHERE path = 'rationale'`,
		"path":           `UPDATE texts SET path = 'other' WHERE path = 'rationale'`,
		"text's entry":   `UPDATE texts SET seq = seq + 1 WHERE path = 'rationale'`,
		"text's ledger":  `UPDATE texts SET ledger = ledger + 10 WHERE path = 'rationale'`,
		"text removed":   `DELETE FROM texts WHERE path = 'rationale'`,
		"document":       `UPDATE documents SET bytes = x'7b7d'`,
		"digest":         `UPDATE documents SET digest = 'sha256:0'`,
		"document added": `INSERT INTO documents VALUES ('sha256:0', x'7b7d')`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			there := filepath.Join(t.TempDir(), "gremium.db")
			if err := copyTo(t.Context(), path, there); err != nil {
				t.Fatal(err)
			}
			behindTheTriggers(t, there, change)
			db := open(t, there, Options{})
			report, err := checked(t.Context(), db)
			if err != nil {
				t.Fatal(err)
			}
			if report.OK {
				t.Errorf("after %s the record verifies", change)
			}
		})
	}
}

// behindTheTriggers makes a change that the triggers would not let pass, and puts them back.
func behindTheTriggers(t *testing.T, path, change string) {
	t.Helper()
	raw := tamper(t, path)
	var guards []object
	if err := raw.Select(&guards, `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`); err != nil {
		t.Fatal(err)
	}
	for _, g := range guards {
		raw.MustExec(`DROP TRIGGER ` + g.Name)
	}
	raw.MustExec(`PRAGMA foreign_keys = OFF`)
	r, err := raw.Exec(change)
	if err != nil {
		t.Fatalf("%s: %v", change, err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s changed nothing (%v)", change, err)
	}
	for _, g := range guards {
		raw.MustExec(g.Text)
	}
}

func TestRecordIsAppendOnly(t *testing.T) {
	t.Parallel()
	path := finished(t)
	db := open(t, path, Options{})
	founded := record.Installation{Authority: "example.org", Created: time.Unix(0, 0)}
	if err := db.Found(t.Context(), founded); err != nil {
		t.Fatal(err)
	}
	raw := tamper(t, path)
	for _, statement := range []string{
		`UPDATE entries SET bytes = x'00'`, `UPDATE entries SET id = id + 1`, `DELETE FROM entries`,
		`UPDATE documents SET bytes = x'00'`, `DELETE FROM documents`,
		`UPDATE installation SET pseudonym_key = zeroblob(32)`, `UPDATE installation SET created = ''`, `DELETE FROM installation`,
		`INSERT OR REPLACE INTO installation SELECT one, authority, zeroblob(32), created FROM installation`,
		`INSERT OR REPLACE INTO entries SELECT id, leaf, x'00' FROM entries`,
		`REPLACE INTO entries SELECT id, zeroblob(32), bytes FROM entries ORDER BY id DESC LIMIT 1`,
		`INSERT OR REPLACE INTO entries (rowid, leaf, bytes) SELECT id, leaf, x'00' FROM entries`,
		`UPDATE OR REPLACE entries SET id = id + 1`,
		`INSERT OR REPLACE INTO documents SELECT digest, x'00' FROM documents`,
		`INSERT OR REPLACE INTO documents (rowid, digest, bytes) SELECT rowid, 'sha256:0', bytes FROM documents`,
		`UPDATE OR REPLACE documents SET digest = 'sha256:0'`,
		`INSERT INTO documents SELECT digest, x'00' FROM documents WHERE true ON CONFLICT (digest) DO UPDATE SET bytes = excluded.bytes`,
	} {
		if _, err := raw.Exec(statement); err == nil || !strings.Contains(err.Error(), "are never") {
			t.Errorf("%s: %v, want the trigger's refusal", statement, err)
		}
	}
	if err := verified(t.Context(), db); err != nil {
		t.Error(err)
	}
}
