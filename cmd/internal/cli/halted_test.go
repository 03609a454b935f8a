package cli

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gremium/workflow/ledger"
)

// staged is the folder of a demonstration, with the passwords by name.
type staged struct {
	t   *testing.T
	dir string
}

func newStaged(t *testing.T) *staged {
	t.Helper()
	s := &staged{t, t.TempDir()}
	var out bytes.Buffer
	if code := Main([]string{"demo", "--dir", s.dir, "--no-serve"}, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatalf("demo ends with %d: %s", code, out.String())
	}
	return s
}

// copied is a folder of its own with the same demonstration.
func (s *staged) copied(t *testing.T) *staged {
	t.Helper()
	next := &staged{t, t.TempDir()}
	if err := os.CopyFS(next.dir, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", ".key", ".sizes"} {
		if err := os.Chmod(next.path()+suffix, 0o600); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return next
}

func (s *staged) path() string { return filepath.Join(s.dir, demoDatabase) }

// sql goes around Gremium.
func (s *staged) sql(work func(db *sql.DB)) {
	s.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+s.path()+"?mode=rw")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			s.t.Error(err)
		}
	}()
	work(db)
}

func (s *staged) do(db *sql.DB, text string, args ...any) {
	s.t.Helper()
	if _, err := db.ExecContext(s.t.Context(), text, args...); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
}

// rewrite puts other entries in the place of a round's; hashed computes leaf hashes, size and root again.
func (s *staged) rewrite(change func([][]byte) [][]byte, hashed bool) {
	s.t.Helper()
	s.sql(func(db *sql.DB) {
		number, entries := s.entries(db)
		s.do(db, `DROP TRIGGER IF EXISTS entries_are_never_deleted`)
		s.do(db, `DELETE FROM entries WHERE id >> 32 = ?`, number)
		var tree ledger.Tree
		for i, b := range change(entries) {
			leaf := ledger.LeafHash(b)
			tree.Append(leaf)
			s.do(db, `INSERT INTO entries (id, leaf, bytes) VALUES (?, ?, ?)`, number<<32|int64(i), leaf[:], b)
		}
		if root := tree.Root(); hashed {
			s.do(db, `UPDATE ledgers SET size = ?, root = ? WHERE number = ?`, tree.Size(), root[:], number)
		}
	})
}

// entries are those of the round 2026.
func (s *staged) entries(db *sql.DB) (number int64, all [][]byte) {
	s.t.Helper()
	if err := db.QueryRowContext(s.t.Context(), `SELECT number FROM ledgers WHERE origin LIKE '%/round/2026'`).Scan(&number); err != nil {
		s.t.Fatal(err)
	}
	rows, err := db.QueryContext(s.t.Context(), `SELECT bytes FROM entries WHERE id >> 32 = ? ORDER BY id`, number)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			s.t.Fatal(err)
		}
		all = append(all, b)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
	return number, all
}

// serve runs the server on a port of its own until the test is over, and answers its address.
func (s *staged) serve() string {
	s.t.Helper()
	e := testEnv(s.t, "de")
	e.url = s.path()
	h, err := e.open(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	l, err := listen(s.t.Context(), "127.0.0.1:0", "--addr")
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(s.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- h.serve(ctx, l, &serving{}) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			s.t.Error(err)
		}
		_ = h.Close() // it says what is wrong with the record, which the test has made so
	})
	at := "http://" + l.Addr().String()
	if status, page := (&client{s.t, at, http.DefaultClient}).send("/anmelden"); status != http.StatusOK { // it is up
		s.t.Fatalf("%d %s", status, page)
	}
	return at
}

// client is a browser without scripts in which somebody has signed in.
type client struct {
	t    *testing.T
	base string
	http *http.Client
}

func (s *staged) client(base, email string) *client {
	s.t.Helper()
	list, err := os.ReadFile(filepath.Join(s.dir, "sign-in.txt"))
	if err != nil {
		s.t.Fatal(err)
	}
	password := regexp.MustCompile(regexp.QuoteMeta(email) + `\s+(\S+)`).FindStringSubmatch(string(list))
	jar, err := cookiejar.New(nil)
	if err != nil || password == nil {
		s.t.Fatal(err, email)
	}
	c := &client{s.t, base, &http.Client{Jar: jar}}
	if status, page := c.send("/anmelden", "email", email, "password", password[1]); status != http.StatusOK {
		s.t.Fatalf("%s cannot sign in: %d %s", email, status, page)
	}
	return c
}

// send posts fields, given as name and value in turn, and follows where that leads; without fields it gets.
func (c *client) send(at string, fields ...string) (int, string) {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	method := http.MethodGet
	if len(fields) > 0 {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+at, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	if len(fields) > 0 {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer w.Body.Close()
	page, err := io.ReadAll(w.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return w.StatusCode, string(page)
}

// banner is what a page says of the installation, empty where nothing is wrong with it.
func banner(page string) string {
	_, rest, _ := strings.Cut(page, `<aside class="box care halted"`)
	said, _, _ := strings.Cut(rest, "</aside>")
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(said, " ")
}

// TestAServerThatOnlyReads starts servers on records that somebody has meddled with: the pages are read and say what happened,
// since which entry and what to do, each reader as much as they may know; whatever is sent is refused and kept.
func TestAServerThatOnlyReads(t *testing.T) {
	t.Parallel()
	whole := newStaged(t)
	for name, c := range map[string]struct {
		spoil func(s *staged)
		said  string // to the office
		code  string
	}{
		"truncated": {func(s *staged) { s.rewrite(func(all [][]byte) [][]byte { return all[:len(all)-5] }, true) }, "am Ende abgeschnitten.*ab Eintrag [0-9]+", "record_breached"},
		"cut off":   {func(s *staged) { s.rewrite(func(all [][]byte) [][]byte { return all[:len(all)-5] }, false) }, "am Ende abgeschnitten.*ab Eintrag [0-9]+", "record_breached"},
		"forked":    {func(s *staged) { s.rewrite(anotherSalt, true) }, "abgezweigt.*vor Eintrag [0-9]+", "record_breached"},
		"replaced":  {replacedRound, "abgezweigt.*vor Eintrag 0", "record_breached"},
		"gone":      {func(s *staged) { s.rewrite(func([][]byte) [][]byte { return nil }, true) }, "Runde 2026: Die Akte ist nicht mehr die", "record_breached"},
		"no key":    {func(s *staged) { s.remove(".key") }, "gremium log key new --lost GRUND", "key_missing"},
		"lock file": {func(s *staged) { s.remove(".sizes") }, "gremium log accept --reason GRUND", "lock_file_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := whole.copied(t)
			c.spoil(s)
			s.refusesTheCommandLine(c.code)
			base := s.serve()
			office, member, reader := s.client(base, "miriam.castellani@example.org"), s.client(base, "sanna.okafor@example.org"), s.client(base, "thilo.brandes@example.org")
			detailed := regexp.MustCompile("(?s)" + c.said)
			for _, who := range []*client{office, reader} {
				if status, page := who.send("/runden"); status != http.StatusOK || !detailed.MatchString(banner(page)) {
					t.Errorf("the office reads %d %s", status, banner(page))
				}
			}
			_, page := member.send("/")
			if said := banner(page); !strings.Contains(said, "Sie können alles lesen, aber nichts eintragen") || regexp.MustCompile(`[0-9]|gremium log`).MatchString(said) {
				t.Errorf("a member reads %s", said)
			}
			if name == "gone" {
				return
			}
			office.losesNothing()
		})
	}
}

// losesNothing sends a form and looks for what was typed: in the answer, and as a draft in the form.
func (c *client) losesNothing() {
	c.t.Helper()
	const at, typed = "/runden/2026/vorschlaege/26-001/schritt/erneut-beraten-beantragen", "Was ich mir dabei gedacht habe"
	_, before := c.send("/runden/2026/vorschlaege/26-001")
	status, page := c.send(at, "befehl", "c-1", "gesehen", "selected.0.1.12.0", "reason", typed)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "Nichts wurde eingetragen") || !strings.Contains(page, typed) || banner(page) == "" {
		c.t.Errorf("a form is answered %d %s", status, page)
	}
	if status, page := c.send(at); status != http.StatusOK || !strings.Contains(page, typed) {
		c.t.Errorf("the form has lost what was typed: %d", status)
	}
	if _, after := c.send("/runden/2026/vorschlaege/26-001"); after != before {
		c.t.Error("something was entered")
	}
}

// refusesTheCommandLine calls a command that writes.
func (s *staged) refusesTheCommandLine(code string) {
	s.t.Helper()
	var out, errs bytes.Buffer
	exit := Main([]string{"committee", "seat", "add", "2026", "more", "--body", "bmas", "--db", s.path(), "--json"}, strings.NewReader(""), &out, &errs)
	var said struct {
		Error struct{ Code, Message string }
	}
	if err := json.Unmarshal(errs.Bytes(), &said); err != nil || said.Error.Code != code {
		s.t.Errorf("the command line answers %d %s", exit, errs.String())
	}
	if want := map[string]int{"key_missing": 3}[code]; exit != want && exit != 4 {
		s.t.Errorf("exit code %d", exit)
	}
}

func (s *staged) remove(suffix string) {
	s.t.Helper()
	if err := os.Remove(s.path() + suffix); err != nil {
		s.t.Fatal(err)
	}
}

// anotherSalt writes another entry in the place of the hundredth.
func anotherSalt(all [][]byte) [][]byte {
	b := bytes.Clone(all[100])
	at := bytes.Index(b, []byte(`"salt":"`)) + len(`"salt":"`)
	if b[at] == 'A' {
		b[at] = 'B'
	} else {
		b[at] = 'A'
	}
	all[100] = b
	return all
}

// replacedRound puts the same round as somebody else would have played it in the place of the one that was known: every entry
// has another salt, and there are fewer.
func replacedRound(s *staged) {
	s.rewrite(func(all [][]byte) [][]byte {
		out := make([][]byte, 0, len(all))
		for i := range all {
			shifted := make([][]byte, 101)
			shifted[100] = all[i]
			out = append(out, anotherSalt(shifted)[100])
		}
		return out
	}, true)
}

// TestControlThatWrites sends the same form to a server whose record is whole.
func TestControlThatWrites(t *testing.T) {
	t.Parallel()
	s := newStaged(t)
	office := s.client(s.serve(), "miriam.castellani@example.org")
	if _, page := office.send("/runden"); banner(page) != "" {
		t.Errorf("a whole record is called %s", banner(page))
	}
	status, page := office.send("/runden/2026/vorschlaege/26-001/schritt/erneut-beraten-beantragen", "befehl", "c-1", "gesehen", "selected.0.1.12.0", "reason", "Ein Grund")
	if status != http.StatusOK || !strings.Contains(page, "Eingetragen") {
		t.Errorf("a form is answered %d %s", status, page)
	}
}
