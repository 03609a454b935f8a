package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// unproven are the tables, and columns of others, of which a check says nothing because nothing that is proven rests on them.
func unproven() map[string]string {
	return map[string]string{
		"accounts":             "who may sign in is no part of the record",
		"roles":                "what an account may do from now on; who acted in what capacity is in each entry",
		"sign_ins":             "sessions",
		"sign_in_attempts":     "a brake on guessing passwords",
		"tokens":               "who may read",
		"drafts":               "what nobody has handed in",
		"sweeps":               "whether files still have to be swept after an erasure",
		"backups":              "where copies lie",
		"public_keys":          "a memory for who has lost the key file; an auditor brings the keys",
		"witnesses":            "whom the server asks: who checks names the witnesses, or is told by whom",
		"witness_rule":         "how many of them the server waits for: who checks says how many",
		"witness_troubles":     "what they answered last, which they can be asked",
		"cosignatures":         "theirs: one that is not by them is found where they are named, one that is gone counts for nothing",
		"versions":             "which migrations have run; what they make is compared",
		"installation.created": "shown, and nothing follows from it",
		"choices.choice":       "secret until it is counted, and tied to nobody: who has the database can exchange it, which the report says",
		"choices.key":          "chance, so that rows have no order",
	}
}

// TestAttackLeavesOutNoTable holds that all tables but those named hold something to be attacked, that those named are there,
// and that whatever is written into them, or deleted, alters nothing that a check says.
func TestAttackLeavesOutNoTable(t *testing.T) {
	t.Parallel()
	w := newSealedWorld(t)
	before := w.said()
	for _, s := range w.rowsets() {
		if len(s.rows) == 0 {
			t.Errorf("table %s is empty, so that it is never attacked", s.name)
		}
	}
	for name := range unproven() {
		table, column, single := strings.Cut(name, ".")
		columns, err := columnOf[string](w, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, table)
		w.must(err)
		if len(columns) == 0 || single && !slices.Contains(columns, column) {
			t.Errorf("%s is named and not there", name)
		}
		// Of versions the program needs to be right; a check tells what witnesses have said, and by which rule.
		if single || slices.Contains([]string{"versions", "witnesses", "witness_rule", "witness_troubles", "cosignatures"}, table) {
			continue
		}
		values, err := columnOf[string](w, `SELECT CASE type WHEN 'INTEGER' THEN '1' WHEN 'BLOB' THEN 'zeroblob(32)' ELSE '''x''' END
FROM pragma_table_info(?) ORDER BY cid`, table)
		w.must(err)
		for _, text := range []string{
			"INSERT INTO " + table + " VALUES (" + strings.Join(values, ", ") + ")",
			"DELETE FROM " + table + " WHERE " + columns[0] + " <> 'operator'", // without whom nobody checks
		} {
			w.must(w.run(&edit{statements: []statement{{text: text}}}))
			if after := w.said(); !bytes.Equal(after, before) {
				t.Errorf("after %s the check says\n%s\nnot\n%s", text, after, before)
			}
		}
		w.restore()
	}
}

// said is the report of a check.
func (w *world) said() []byte {
	w.t.Helper()
	b, err := json.Marshal(w.verify())
	w.must(err)
	return b
}

// What the server has noted about witnesses is not proven; where it cannot be read, the check goes through all the same, and
// says so.
func TestAttackOnWhatIsNotedOfWitnesses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, text := range []string{
		`INSERT INTO witnesses VALUES ('x', 0)`, `INSERT INTO witness_rule VALUES (1, 7, '')`, `INSERT INTO witness_rule VALUES (1, -7, '')`, `INSERT INTO witness_rule VALUES (1, 0, 'x')`,
		`INSERT INTO witness_troubles VALUES ('example.org/register', 'x', 'y', -1, -1, 'z')`,
	} {
		w.must(w.run(&edit{statements: []statement{{text: text}}}))
		code, said := w.command("log", "verify")
		if code != 4 || !strings.Contains(said, "What is noted here about witnesses cannot be read") {
			t.Errorf("after %s the command ends with %d:\n%s", text, code, said)
		}
		w.restore()
	}
}
