package cli

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"gremium/store/attack"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
	"gremium/workflow/proof"
)

// command runs a command of the program on the world's database, until it ends by itself or has announced its address.
func (w *world) command(args ...string) (code int, said string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	out := &announced{then: cancel}
	args = append(args, "--db", w.path, "--lang", "en")
	e, err := newEnv(args, func(string) string { return "" }, strings.NewReader(""), out, out)
	w.must(err)
	root := newRoot(e)
	root.SetArgs(args)
	if cmd, err := root.ExecuteContextC(ctx); err != nil {
		code = e.report(cmd, err)
	}
	return code, out.String()
}

// announced keeps what is said, and calls then once an address is.
type announced struct {
	mu   sync.Mutex
	said bytes.Buffer
	then func()
}

// Write keeps b.
func (a *announced) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if bytes.Contains(b, []byte("http://")) {
		a.then()
	}
	return a.said.Write(b)
}

// String is what was said.
func (a *announced) String() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.said.String()
}

// assault is an attack that the start of the server has to find, beside the check.
type assault struct {
	*edit
	says string // at start
	at   int64  // the entry that the check has to name first, -1 where it cannot
	held map[string]workflow.Head
}

// falls tries an assault on the start of `gremium serve`, on a command that writes, and on `gremium log verify`. Where it is
// not found, nothing but the answer tells.
func (w *world) falls(name string, a *assault) (found bool) {
	w.t.Helper()
	sizes, err := os.ReadFile(w.path + ".sizes")
	w.must(err)
	defer func() {
		w.must(os.WriteFile(w.path+".sizes", sizes, 0o600))
		w.restore()
	}()
	w.must(w.run(a.edit))
	if a.rebuild {
		_ = w.house.db.Rebuild(w.t.Context()) // which refuses entries that the rules forbid
	}
	if a.held != nil {
		w.lock(a.held)
	}
	code, said := w.command("serve", "--addr", "127.0.0.1:0")
	started := strings.Contains(said, "http://") && strings.Contains(said, "nothing is written any more") && strings.Contains(said, a.says)
	wrote, _ := w.command("organisation", "add", "late", "--kind", "carrier", "--name", "Spät")
	verified, report := w.command("log", "verify")
	found = started && wrote == 4 && verified == 4 && strings.Contains(report, "FAILED         signed checkpoints, lock file")
	if l := of(w.verify(), a.origin); found && a.at >= 0 && (l.FirstBad == nil || *l.FirstBad != a.at) {
		w.t.Errorf("%s: entry %d is not named first: %+v", name, a.at, l.Findings)
	}
	if !found && a.held == nil {
		w.t.Errorf("%s: serve %d, writing %d, verify %d; at start:\n%s", name, code, wrote, verified, said)
	}
	return found
}

// lock writes a lock file.
func (w *world) lock(sizes map[string]workflow.Head) {
	w.t.Helper()
	text := "gremium-sizes 1\n"
	for _, origin := range slices.Sorted(maps.Keys(sizes)) {
		text += fmt.Sprintf("%d %s %s\n", sizes[origin].Size, sizes[origin].Root, origin)
	}
	w.must(os.WriteFile(w.path+".sizes", []byte(text+fmt.Sprintf("end %d\n", len(sizes))), 0o600))
}

// replaced puts a ledger in the place of the round's, with all that follows from it. With quiet, the checkpoints that would
// tell are gone as well.
func (a *arsenal) replaced(now *stored, quiet bool) *edit {
	was, before := a.ledgers[roundOrigin], a.ledgers[registerOrigin]
	e := &edit{touches: []string{"entries", "segments", "ledgers"}, origin: roundOrigin, steps: []audit.Step{audit.Anchored}, rebuild: true, statements: now.insert(0)}
	register := before.copy()
	a.w.must(register.follow(was, now))
	if at := register.parts(before); at >= 0 {
		e.statements = append(e.statements, register.insert(at)...)
	}
	if quiet {
		e.statements = append(e.statements, statement{text: `DELETE FROM checkpoints`})
	}
	return e
}

// cut is the round without what stands behind the lock file and so many entries more.
func (a *arsenal) cut(n int) *stored {
	l := a.ledgers[roundOrigin].copy()
	l.items = l.items[:int(a.w.held[roundOrigin].Size)-n] //nolint:gosec // A size in a database.
	return l
}

// TestAttackByTruncation cuts 1 to 50 entries off the end of what the lock file knows, with everything that is left fitting
// together, and starts the server: it says so and only reads. The control has the lock file too, and no checkpoint is left.
func TestAttackByTruncation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := newArsenal(w)
	o := attack.Outcome{Name: "truncation by 1 to 50, at start and in verify", Control: "lock file rewritten and checkpoints deleted as well"}
	for n := 1; n <= 50; n++ {
		if !attack.Full() && n%16 != 1 {
			continue
		}
		now := a.cut(n)
		name := fmt.Sprintf("%d cut off", n)
		quiet := n%2 == 0
		says := map[bool]string{true: "taken back to an earlier state", false: "cut off at the end"}[quiet] // as far as can be told then
		if o.Tries++; w.falls(name, &assault{a.replaced(now, quiet), says, int64(len(now.items)), nil}) {
			o.Found++
		}
	}
	now := a.cut(1)
	e := a.replaced(now, true)
	if o.Blind++; !w.falls("lock file too", &assault{e, "", -1, a.heads(now)}) {
		o.Missed++
	}
	o.Report(t)
}

// heads are what a lock file would say of a round that was replaced.
func (a *arsenal) heads(now *stored) map[string]workflow.Head {
	register := a.ledgers[registerOrigin].copy()
	a.w.must(register.follow(a.ledgers[roundOrigin], now))
	out := map[string]workflow.Head{}
	for _, l := range []*stored{register, now} {
		roots, err := rootsOf(l.leaves())
		a.w.must(err)
		out[l.origin] = workflow.Head{Size: uint64(len(l.items)), Root: roots[len(l.items)]}
	}
	return out
}

// TestAttackByForks puts other entries, another round and none in the place of the round, signs with other keys and with the
// true one, and starts the server.
func TestAttackByForks(t *testing.T) {
	t.Parallel()
	byForks(newSealedWorld(t), "forks, another round, no round, false signatures, with segments", attack.Tries(2, 10))
	if attack.Full() {
		byForks(newWorld(t), "forks, another round, no round, false signatures", 40)
	}
}

// byForks makes so many forks at chosen entries and by chance, beside the others.
func byForks(w *world, name string, tries int) {
	t := w.t
	t.Helper()
	a := newArsenal(w)
	o := attack.Outcome{Name: name, Control: "lock file rewritten and checkpoints deleted as well"}
	forked := func(at int) *stored {
		l := a.ledgers[roundOrigin].copy()
		l.items[at].bytes = changed(l.items[at].bytes, func(e *ledger.Entry) { e.Salt[0] ^= 1 })
		return l
	}
	cases := map[string]*assault{
		"no round":        {a.vanished(), "the ledger is missing", -1, nil},
		"another round":   {a.replaced(a.another(), false), "", -1, nil},
		"signed by a key": {a.signed(a.replaced(forked(40), true), forked(40), "z"), "forked", -1, nil},
		"signed by ours":  {a.signed(a.replaced(forked(40), true), forked(40), "b"), "forked", -1, nil},
	}
	size := int(w.held[roundOrigin].Size) //nolint:gosec // A size in a database.
	chance := rand.New(rand.NewPCG(attack.Seed(t), 5))
	for i := range tries {
		at := []int{0, size - 1, chance.IntN(size)}[min(i, 2)]
		cases[fmt.Sprintf("forked at %d", at)] = &assault{a.replaced(forked(at), i%2 == 0), "forked", -1, nil}
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if o.Tries++; w.falls(name, cases[name]) {
			o.Found++
		}
	}
	now := forked(40)
	if o.Blind++; !w.falls("lock file too", &assault{a.replaced(now, true), "", -1, a.heads(now)}) {
		o.Missed++
	}
	o.Report(t)
}

// vanished takes the round away, with all that is in tables of its own.
func (a *arsenal) vanished() *edit {
	n := a.ledgers[roundOrigin].number
	return &edit{
		touches: []string{"entries"}, origin: registerOrigin, rebuild: true, steps: []audit.Step{audit.Tree},
		statements: []statement{
			{`DELETE FROM entries WHERE id >= ? AND id < ?`, []any{n << 32, (n + 1) << 32}},
			{`DELETE FROM segments WHERE id >= ? AND id < ?`, []any{n << 32, (n + 1) << 32}},
			{`DELETE FROM texts WHERE ledger = ?`, []any{n}},
			{`DELETE FROM choices WHERE ledger = ?`, []any{n}},
			{`DELETE FROM ledgers WHERE number = ?`, []any{n}},
			{`DELETE FROM checkpoints WHERE origin = ?`, []any{roundOrigin}},
		},
	}
}

// another is another round with the same id, played elsewhere by the same rules.
func (a *arsenal) another() *stored {
	a.w.t.Helper()
	log := logtest.NewMemory()
	h := logtest.NewHouseOf(a.w.t, log, "elsewhere", a.w.house.engine.Pseudonym)
	h.Story(a.w.t)
	out := &stored{origin: roundOrigin, number: a.ledgers[roundOrigin].number}
	for b, err := range log.Entries(a.w.t.Context(), roundOrigin, 0) {
		a.w.must(err)
		texts, err := log.Texts(a.w.t.Context(), roundOrigin, uint64(len(out.items)))
		a.w.must(err)
		out.items = append(out.items, item{bytes.Clone(b), texts})
	}
	return out
}

// signed adds a checkpoint to an edit, over the round as it is then, signed by a key of the seed.
func (a *arsenal) signed(e *edit, now *stored, seed string) *edit {
	a.w.t.Helper()
	text, _, err := proof.NewKey(&repeated{seed[0]}, attacked)
	a.w.must(err)
	s, err := proof.ParseSigner(text)
	a.w.must(err)
	roots, err := rootsOf(now.leaves())
	a.w.must(err)
	size := len(now.items)
	b, err := proof.Sign(proof.Checkpoint{Origin: roundOrigin, Size: uint64(size), Root: roots[size]}, s)
	a.w.must(err)
	e.statements = append(e.statements, statement{`INSERT INTO checkpoints VALUES (?, ?, ?)`, []any{roundOrigin, size, b}})
	return e
}
