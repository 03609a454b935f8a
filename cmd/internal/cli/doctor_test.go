package cli

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// ill is one way in which an installation is not as it should be.
type ill struct {
	spoil func(s *staged)
	now   time.Duration // by how much the clock is off
	disk  *room
	check string
	state health
	exit  int
}

func ills() map[string]ill {
	sql := func(text string) func(*staged) {
		return func(s *staged) { s.sql(func(db *sql.DB) { s.do(db, text) }) }
	}
	file := func(work func(s *staged) error) func(*staged) {
		return func(s *staged) {
			if err := work(s); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	return map[string]ill{
		"no database":      {spoil: func(s *staged) { s.remove("") }, check: "database", state: faulty, exit: 1},
		"not a database":   {spoil: file(func(s *staged) error { return os.WriteFile(s.path(), []byte("Einkaufszettel\n"), 0o600) }), check: "database", state: faulty, exit: 1},
		"older":            {spoil: sql(`DELETE FROM versions WHERE version_id = (SELECT MAX(version_id) FROM versions)`), check: "version", state: warned},
		"newer":            {spoil: sql(`INSERT INTO versions (version_id, is_applied) VALUES (99999, 1)`), check: "version", state: faulty, exit: 1},
		"damaged":          {spoil: file(scribbled), check: "form", state: disproved, exit: 4},
		"belongs nowhere":  {spoil: sql(`PRAGMA foreign_keys = OFF; INSERT INTO roles (account, programme, role) VALUES ('nobody', 'iq', 'auditor')`), check: "form", state: disproved, exit: 4},
		"others read it":   {spoil: file(func(s *staged) error { return os.Chmod(s.path(), 0o644) }), check: "rights", state: warned},
		"others sign":      {spoil: file(func(s *staged) error { return os.Chmod(s.path()+".key", 0o640) }), check: "rights", state: faulty, exit: 1},
		"open folder":      {spoil: file(func(s *staged) error { return os.Chmod(s.dir, 0o777) }), check: "rights", state: faulty, exit: 1},
		"little room":      {disk: &room{free: 100 << 20}, check: "place", state: warned},
		"no room":          {disk: &room{free: 1 << 20}, check: "place", state: faulty, exit: 1},
		"network share":    {disk: &room{free: 1 << 40, remote: true}, check: "place", state: faulty, exit: 1},
		"left behind":      {spoil: file(func(s *staged) error { return os.WriteFile(s.path()+".part", nil, 0o600) }), check: "left", state: warned},
		"slow clock":       {now: -400 * 24 * time.Hour, check: "clock", state: faulty, exit: 1},
		"no key":           {spoil: func(s *staged) { s.remove(".key") }, check: "key", state: faulty, exit: 1},
		"another key":      {spoil: file(func(s *staged) error { s.remove(".key"); return makeKey(s.path()+".key", "elsewhere.example.org") }), check: "key", state: faulty, exit: 1},
		"no lock file":     {spoil: func(s *staged) { s.remove(".sizes") }, check: "lock_file", state: disproved, exit: 4},
		"cut off":          {spoil: func(s *staged) { s.rewrite(func(all [][]byte) [][]byte { return all[:len(all)-5] }, false) }, check: "lock_file", state: disproved, exit: 4},
		"forked":           {spoil: func(s *staged) { s.rewrite(anotherSalt, true) }, check: "lock_file", state: disproved, exit: 4},
		"round gone":       {spoil: func(s *staged) { s.rewrite(func([][]byte) [][]byte { return nil }, true) }, check: "register", state: disproved, exit: 4},
		"not signed":       {spoil: sql(`DELETE FROM checkpoints WHERE size > 100`), check: "signed", state: warned},
		"no backup":        {check: "backup", state: warned},
		"old backup":       {spoil: func(s *staged) { s.backedUp(-8 * 24 * time.Hour) }, check: "backup", state: warned},
		"traces":           {spoil: sql(`INSERT INTO sweeps (since) VALUES ('2026-11-01T00:00:00.000000Z')`), check: "erased", state: warned},
		"no coordination":  {spoil: sql(`DELETE FROM roles WHERE role = 'coordinator'`), check: "accounts", state: warned},
		"token ends":       {spoil: func(s *staged) { s.must("token", "new", "--for", "thilo.brandes@example.org", "--days", "3") }, check: "tokens", state: warned},
		"witness in a row": {spoil: sql(`INSERT INTO witnesses (key, place) VALUES ('w+1', 0); INSERT INTO witness_rule (only, quorum) VALUES (1, 1); INSERT INTO witness_troubles (origin, key, code, asked, told, since) VALUES ('o', 'w+1', 'unreachable', 3, 0, '2026-11-01T00:00:00.000000Z')`), check: "witnesses", state: warned},
	}
}

// scribbled writes over a page in the middle of the file, where an index is.
func scribbled(s *staged) error {
	b, err := os.ReadFile(s.path())
	if err != nil {
		return err
	}
	for at := len(b) / 2 / 4096 * 4096; at < len(b)/2+8192; at++ {
		b[at] = 0xa5
	}
	return os.WriteFile(s.path(), b, 0o600)
}

// backedUp makes a backup and lets it be of another time.
func (s *staged) backedUp(ago time.Duration) {
	s.t.Helper()
	path := s.path() + ".backup"
	s.must("backup", path)
	s.sql(func(db *sql.DB) {
		s.do(db, `UPDATE backups SET made = ?`, time.Now().Add(ago).UTC().Format("2006-01-02T15:04:05.000000Z"))
	})
}

func (s *staged) must(args ...string) {
	s.t.Helper()
	var out bytes.Buffer
	if code := Main(append(args, "--db", s.path()), strings.NewReader(""), &out, &out); code != 0 {
		s.t.Fatalf("%v ends with %d: %s", args, code, out.String())
	}
}

// examined calls the doctor, and answers what it found, its exit code and the text.
func (s *staged) examined(lang string, c *ill) (found map[string]health, exitCode int, said string) {
	s.t.Helper()
	e := testEnv(s.t, lang)
	var out bytes.Buffer
	e.out, e.url = &out, s.path()
	d := &diagnosis{e: e, now: func() time.Time { return time.Now().Add(c.now) }, space: func(path string) (room, error) {
		if c.disk != nil {
			return *c.disk, nil
		}
		return roomAt(path)
	}}
	err := d.run(context.WithoutCancel(s.t.Context()))
	var code exit
	if err != nil && !errors.As(err, &code) {
		s.t.Fatal(err)
	}
	found = map[string]health{}
	for _, f := range d.found {
		if found[f.Check] == "" || f.State != healthy {
			found[f.Check] = f.State
		}
		if checkNames[f.Check].de == "" || f.What == "" {
			s.t.Errorf("%+v says nothing", f)
		}
	}
	return found, code.code, out.String()
}

// TestEveryCheckOfTheDoctorFails lets each check fail once, with the exit code that goes with it.
func TestEveryCheckOfTheDoctorFails(t *testing.T) {
	t.Parallel()
	whole := newStaged(t)
	failing := map[string]bool{}
	for _, c := range ills() {
		failing[c.check] = true
	}
	for check := range checkNames {
		if !failing[check] && check != "program" && check != "changes" && check != "inside" {
			t.Errorf("nothing lets %s fail", check)
		}
	}
	for name, c := range ills() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := whole.copied(t)
			if c.spoil != nil {
				c.spoil(s)
			}
			found, code, said := s.examined("de", &c)
			if found[c.check] != c.state || code != c.exit {
				t.Errorf("%s is %q with exit code %d, want %q with %d:\n%s", c.check, found[c.check], code, c.state, c.exit, said)
			}
			if !strings.Contains(said, "gremium log verify") {
				t.Error("it does not say what it has not checked")
			}
		})
	}
}

// TestDoctorOfAHealthyHouse finds nothing, beside a server that runs, and changes no file.
func TestDoctorOfAHealthyHouse(t *testing.T) {
	t.Parallel()
	s := newStaged(t)
	s.backedUp(-time.Hour)
	s.serve()
	before, err := os.ReadFile(s.path())
	if err != nil {
		t.Fatal(err)
	}
	for lang, words := range map[string]string{"de": "Die Installation ist gesund.", "en": "The installation is healthy."} {
		found, code, said := s.examined(lang, &ill{})
		for check, state := range found {
			if state != healthy {
				t.Errorf("%s is %s", check, state)
			}
		}
		if code != 0 || !strings.Contains(said, words) || len(found) < len(checkNames)-2 {
			t.Errorf("exit code %d: %s", code, said)
		}
	}
	if after, err := os.ReadFile(s.path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database was changed, %v", err)
	}
}

// TestDoctorAnswersInJSON holds the form that programs read.
func TestDoctorAnswersInJSON(t *testing.T) {
	t.Parallel()
	s := newStaged(t)
	var out, errs bytes.Buffer
	code := Main([]string{"doctor", "--json", "--db", s.path()}, strings.NewReader(""), &out, &errs)
	var said struct {
		OK         bool      `json:"ok"`
		Checks     []finding `json:"checks"`
		NotChecked string    `json:"not_checked"`
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || code != 0 || !said.OK || len(said.Checks) < 10 || said.NotChecked == "" {
		t.Errorf("%d %v %s %s", code, err, out.String(), errs.String())
	}
}

// TestLogOfChanges says when what was written does not get into the file, and when the mode is another.
func TestLogOfChanges(t *testing.T) {
	t.Parallel()
	s := newStaged(t)
	if err := os.Truncate(s.path()+"-wal", muchLogged+1); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	s.sql(func(db *sql.DB) { s.do(db, `PRAGMA journal_mode = DELETE`) })
	if found, code, said := s.examined("de", &ill{}); found["changes"] != faulty || code != 1 {
		t.Errorf("%d %s", code, said)
	}
}
