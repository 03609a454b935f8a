package store

import (
	"path/filepath"
	"strings"
	"testing"
)

// remodelling is a change of what a database consists of, with what the check has to say of it.
type remodelling struct{ change, en, de string }

func remodellings() map[string]remodelling {
	return map[string]remodelling{
		"control": {change: `PRAGMA user_version = 7`},
		"trigger added": {
			`CREATE TRIGGER helper AFTER INSERT ON votes BEGIN DELETE FROM votes WHERE choice = 'no'; END`,
			"not made by Gremium is the trigger helper on the table votes", "Nicht von Gremium ist: Auslöser helper zur Tabelle votes",
		},
		"trigger with a name of SQLite's own": {
			`PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_x', 'votes', 0,
'CREATE TRIGGER sqlite_x AFTER INSERT ON votes BEGIN DELETE FROM votes; END')`,
			"not made by Gremium is the trigger sqlite_x on the table votes", "Auslöser sqlite_x",
		},
		"trigger dropped": {
			`DROP TRIGGER entries_are_never_changed`,
			"missing is the trigger entries_are_never_changed on the table entries", "Es fehlt: Auslöser entries_are_never_changed zur Tabelle entries",
		},
		"trigger altered": {
			`DROP TRIGGER entries_are_never_deleted; CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries BEGIN SELECT 1; END`,
			"no longer as Gremium made it is the trigger entries_are_never_deleted", "ist: Auslöser entries_are_never_deleted",
		},
		"index added": {
			`CREATE UNIQUE INDEX once ON votes (round, ballot, member)`,
			"not made by Gremium is the index once on the table votes", "Nicht von Gremium ist: Verzeichnis once zur Tabelle votes",
		},
		"index dropped":       {`DROP INDEX sign_ins_expire`, "missing is the index sign_ins_expire", "Es fehlt: Verzeichnis sign_ins_expire"},
		"index of texts":      {`DROP INDEX texts_listed`, "missing is the index texts_listed", "Es fehlt: Verzeichnis texts_listed"},
		"index altered":       {`DROP INDEX sign_ins_expire; CREATE INDEX sign_ins_expire ON sign_ins (data)`, "made it is the index sign_ins_expire", "Verzeichnis sign_ins_expire"},
		"view added":          {`CREATE VIEW peek AS SELECT * FROM votes`, "not made by Gremium is the view peek.", "Nicht von Gremium ist: Sicht peek."},
		"view dropped":        {`DROP VIEW means`, "missing is the view means.", "Es fehlt: Sicht means."},
		"view altered":        {`DROP VIEW means; CREATE VIEW means AS SELECT 1 AS mean`, "made it is the view means.", "Nicht mehr, wie Gremium es angelegt hat, ist: Sicht means."},
		"table added":         {`CREATE TABLE spare (x)`, "not made by Gremium is the table spare.", "Nicht von Gremium ist: Tabelle spare."},
		"table dropped":       {`DROP TABLE votes`, "missing is the table votes.", "Es fehlt: Tabelle votes."},
		"column added":        {`ALTER TABLE votes ADD COLUMN note TEXT`, "made it is the table votes.", "ist: Tabelle votes."},
		"column dropped":      {`ALTER TABLE decisions DROP COLUMN source`, "made it is the table decisions.", "ist: Tabelle decisions."},
		"trigger on versions": {`CREATE TRIGGER quiet BEFORE INSERT ON versions BEGIN SELECT RAISE(IGNORE); END`, "trigger quiet on the table versions", "Auslöser quiet"},
	}
}

// TestAlteredStructureIsFound changes what the database consists of, in every way and kind, and hands it in as a backup.
func TestAlteredStructureIsFound(t *testing.T) {
	t.Parallel()
	path := finished(t)
	for name, c := range remodellings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			there, dir := filepath.Join(t.TempDir(), "backup"), t.TempDir()
			if err := copyTo(t.Context(), path, there); err != nil {
				t.Fatal(err)
			}
			raw := tamper(t, there)
			raw.MustExec(c.change)
			db := open(t, there, Options{})
			found, err := db.Compare(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if c.en == "" && len(found) > 0 || !strings.Contains(said(found, "en"), c.en) || !strings.Contains(said(found, "de"), c.de) {
				t.Errorf("found %q, %q", said(found, "en"), said(found, "de"))
			}
			report, err := checked(t.Context(), db)
			if err != nil || report.OK != (c.en == "") {
				t.Errorf("the record verifies: %t, %v", report.OK, err)
			}
			_, err = Restore(t.Context(), there, filepath.Join(dir, "gremium.db"), verified)
			if (err == nil) != (c.en == "") || err != nil && !strings.Contains(err.Error(), "does not verify") {
				t.Errorf("restored: %v", err)
			}
		})
	}
}
