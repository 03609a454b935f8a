package audit_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// signed is what holds the story from outside: three checkpoints of each ledger, signed by the first key of the story, that of the
// register behind the change by the second, and the lock file as it was when all was told.
func signed(t testing.TB) *audit.Outside {
	t.Helper()
	first, _, _ := roundtest.Keys()
	tape, notes, held := recorded(), map[string][]proof.Signed{}, map[string]workflow.Head{}
	for _, origin := range tape.Origins() {
		all := tape.Bytes(origin)
		var tree ledger.Tree
		for i, b := range all {
			tree.Append(ledger.LeafHash(b))
			held[origin] = workflow.Head{Size: tree.Size(), Root: tree.Root()}
			_, signer := roundtest.Key("a")
			if origin == register && i == len(all)-1 {
				_, signer = roundtest.Key("b")
			}
			if i == 0 || i == len(all)/2 || i == len(all)-1 {
				notes[origin] = append(notes[origin], note(t, signer, origin, held[origin]))
			}
		}
	}
	return &audit.Outside{
		Keys: []string{first}, Held: held,
		Checkpoints: func(_ context.Context, origin string) ([]proof.Signed, error) { return notes[origin], nil },
	}
}

func note(t testing.TB, signer, origin string, h workflow.Head) proof.Signed {
	t.Helper()
	s, err := proof.ParseSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	b, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: h.Size, Root: h.Root}, s)
	if err != nil {
		t.Fatal(err)
	}
	return proof.Signed{Origin: origin, Size: h.Size, Note: b}
}

// with adds a checkpoint to those of a ledger.
func with(out *audit.Outside, n proof.Signed) {
	before := out.Checkpoints
	out.Checkpoints = func(ctx context.Context, origin string) ([]proof.Signed, error) {
		notes, err := before(ctx, origin)
		if origin == n.Origin {
			notes = append(slices.Clone(notes), n)
		}
		return notes, err
	}
}

func TestCheckpointsOfAnUntouchedRecordHold(t *testing.T) {
	t.Parallel()
	r := check(t, recorded(), audit.Options{Lang: "de", Outside: signed(t)})
	if !r.OK {
		t.Errorf("not ok: %+v", r)
	}
	for i := range r.Ledgers {
		l := &r.Ledgers[i]
		if result(l, audit.Anchored) != audit.OK {
			t.Errorf("%s: %+v", l.Round, l.Steps)
		}
	}
	if notes := of(t, r, elsewhere).Notes; len(notes) != 1 || !strings.Contains(notes[0].What, "angenommen") {
		t.Errorf("the acceptance is not told: %+v", notes)
	}
	if notes := of(t, r, register).Notes; len(notes) != 2 || !strings.Contains(notes[0].What, "verloren") || !strings.Contains(notes[1].What, "zählt nur bis hierher") {
		t.Errorf("the lost key, and how far the one before the last counts, are not told: %+v", notes)
	}
}

// cut takes the last entry from a ledger, with root and size as they were then.
func cut(r *roundtest.Reel) {
	r.Entries, r.Texts = r.Entries[:len(r.Entries)-1], nil
	r.Reseal()
}

// fork puts another entry in the place of entry 9, with the hashes of another history behind it.
func fork(r *roundtest.Reel) {
	const at = 9
	r.Entries[at] = []byte(strings.Replace(string(r.Entries[at]), `"salt":"`, `"salt":"+`, 1)[:len(r.Entries[at])])
	r.Reseal()
}

// TestOutsideFindsWhatIsSoundInItself alters the record with all its hashes computed again, and what holds it from outside.
func TestOutsideFindsWhatIsSoundInItself(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*roundtest.Tape)
		out    func(*audit.Outside)
		in     string
		says   string
	}{
		"cut off, by lock file":    {func(tape *roundtest.Tape) { tape.Alter(elsewhere, cut) }, noNotes, elsewhere, "Sperrdatei kennt 16 Einträge; da sind nur 15"},
		"cut off, by checkpoint":   {func(tape *roundtest.Tape) { tape.Alter(elsewhere, cut) }, noHeld, elsewhere, "Unterschrieben wurden 16 Einträge; da sind nur 15"},
		"cut off, by the register": {func(tape *roundtest.Tape) { tape.Alter(main, cut) }, nothing, main, "Register hält die beendete Runde"},
		"forked, by lock file":     {func(tape *roundtest.Tape) { tape.Alter(elsewhere, fork) }, noNotes, elsewhere, "abgezweigt"},
		"forked, by checkpoint":    {func(tape *roundtest.Tape) { tape.Alter(elsewhere, fork) }, noHeld, elsewhere, "nicht die, die unterschrieben wurden"},
		"forked, by the register":  {func(tape *roundtest.Tape) { tape.Alter(main, fork) }, nothing, main, "mit denen das Register"},
		"deleted, by lock file":    {func(tape *roundtest.Tape) { tape.Remove(abandoned) }, noNotes, register, "fehlt; die Sperrdatei kennt sie"},
		"replaced":                 {func(tape *roundtest.Tape) { tape.Alter(abandoned, exchange(write(7))) }, nothing, abandoned, "mit denen das Register"},
		"another root is signed": {nil, func(out *audit.Outside) {
			_, signer := roundtest.Key("a")
			with(out, note(t, signer, main, workflow.Head{Size: 7, Root: ledger.LeafHash([]byte("7"))}))
		}, main, "Die ersten 7 Einträge sind nicht die, die unterschrieben wurden"},
		"another key signed": {nil, func(out *audit.Outside) {
			_, signer := roundtest.Key("z")
			with(out, note(t, signer, main, out.Held[main]))
		}, main, "keine gültige Unterschrift eines bekannten Schlüssels"},
		"no checkpoint at all": {nil, func(out *audit.Outside) {
			with(out, proof.Signed{Origin: main, Size: 5, Note: []byte("nonsense")})
		}, main, "ist keiner dieser Akte"},
		"another ledger's": {nil, func(out *audit.Outside) {
			_, signer := roundtest.Key("a")
			n := note(t, signer, elsewhere, out.Held[elsewhere])
			n.Origin = main
			with(out, n)
		}, main, "ist keiner dieser Akte"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tape, out := recorded().Clone(), signed(t)
			if c.change != nil {
				c.change(tape)
			}
			c.out(out)
			l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), c.in)
			if result(l, audit.Anchored) != audit.Failed ||
				!slices.ContainsFunc(l.Findings, func(f audit.Finding) bool { return strings.Contains(f.What, c.says) }) {
				t.Errorf("not found: %+v", l.Findings)
			}
		})
	}
}

func noNotes(out *audit.Outside) {
	out.Checkpoints = func(context.Context, string) ([]proof.Signed, error) { return nil, nil }
}
func noHeld(out *audit.Outside)  { out.Held = nil }
func nothing(out *audit.Outside) { noNotes(out); noHeld(out) }

// TestNotCheckedIsNotOK leaves parts of the outside away.
func TestNotCheckedIsNotOK(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*audit.Outside){
		"checkpoints": noNotes, "lock file": noHeld, "keys": func(out *audit.Outside) { out.Keys = nil },
	} {
		out := signed(t)
		leave(out)
		r := check(t, recorded(), audit.Options{Outside: out})
		for i := range r.Ledgers {
			if got := result(&r.Ledgers[i], audit.Anchored); got != audit.NotChecked {
				t.Errorf("without %s: %s is %s", name, r.Ledgers[i].Round, got)
			}
		}
		if !r.OK {
			t.Errorf("without %s something is wrong: %+v", name, r.Ledgers[0].Findings)
		}
	}
}

// TestKeysAreTied checks with which keys a checkpoint may be signed for a reader who trusts one.
func TestKeysAreTied(t *testing.T) {
	t.Parallel()
	first, second, _ := roundtest.Keys()
	third, _ := roundtest.Key("z")
	for name, c := range map[string]struct {
		trusted, signer string
		book            string // who signed the register
		want            audit.Result
	}{
		"the first trusted, the first signs":            {first, "a", "", audit.OK},
		"the first trusted, the second signs":           {first, "b", "", audit.OK},
		"the second trusted, the first signed":          {second, "a", "b", audit.OK},
		"the second trusted, named in a false register": {second, "a", "a", audit.Failed},
		"the second trusted, in a register not signed":  {second, "a", "", audit.Failed},
		"a stranger trusted":                            {third, "a", "a", audit.Failed},
		"a stranger signs":                              {first, "z", "a", audit.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := signed(t)
			_, signer := roundtest.Key(c.signer)
			n := note(t, signer, main, out.Held[main])
			out.Keys = []string{c.trusted}
			out.Checkpoints = func(_ context.Context, origin string) ([]proof.Signed, error) {
				switch {
				case origin == main:
					return []proof.Signed{n}, nil
				case origin == register && c.book != "":
					_, signer := roundtest.Key(c.book)
					return []proof.Signed{note(t, signer, register, out.Held[register])}, nil
				}
				return nil, nil
			}
			if got := result(of(t, check(t, recorded(), audit.Options{Outside: out}), main), audit.Anchored); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestFalseVouchingIsFound lets the register name a key that nobody vouches for.
func TestFalseVouchingIsFound(t *testing.T) {
	t.Parallel()
	tape, out := recorded().Clone(), signed(t)
	nothing(out)
	tape.Alter(register, func(r *roundtest.Reel) {
		for i, b := range r.Entries {
			if at := strings.Index(string(b), `"signature":"`); at > 0 {
				altered := slices.Clone(b)
				at += len(`"signature":"`)
				altered[at] = map[bool]byte{true: 'A', false: 'B'}[altered[at] != 'A']
				r.Entries[i] = altered
			}
		}
		r.Reseal()
	})
	l := of(t, check(t, tape, audit.Options{Outside: out}), register)
	if result(l, audit.Anchored) != audit.Failed || l.FirstBad == nil {
		t.Errorf("not found: %+v", l)
	}
}

// Where entries were rewritten with all hashes, roots alone tell: the check says between which of them the first other one
// lies, and names it where only one is left.
func TestRewrittenEntriesAreNarrowed(t *testing.T) {
	t.Parallel()
	out := signed(t)
	n := uint64(len(recorded().Bytes(main)))
	for _, c := range []struct{ at, from, to uint64 }{{0, 0, 0}, {1, 1, n / 2}, {n / 2, 1, n / 2}, {n/2 + 1, n/2 + 1, n - 1}, {n - 1, n/2 + 1, n - 1}} {
		tape := altered(main, true, func(r *roundtest.Reel) {
			r.Entries[c.at] = entry(t, r.Entries[c.at], func(e *ledger.Entry) { e.Salt[0] ^= 1 })
		})
		l := of(t, check(t, tape, audit.Options{Outside: out}), main)
		if l.Altered == nil || *l.Altered != (audit.Span{From: c.from, To: c.to}) || result(l, audit.Anchored) != audit.Failed {
			t.Errorf("entry %d is another one: %+v", c.at, l.Altered)
		}
		if exact := c.from == c.to; exact != contains(l, int(c.from), audit.Anchored) {
			t.Errorf("entry %d is another one: %+v", c.at, l.Findings)
		}
	}
	if l := of(t, check(t, recorded(), audit.Options{Outside: out}), main); l.Altered != nil {
		t.Errorf("untouched: %+v", l.Altered)
	}
}
