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

// changed is the record of an installation that changed its key while a round was open; the round goes on behind it, and another one is
// opened. noted is how far the register and the round went at the change.
func changed(t *testing.T, unnoted bool) (tape *roundtest.Tape, noted map[string]workflow.Head) {
	t.Helper()
	tape = roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	p := roundtest.Policy(t)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	noted = map[string]workflow.Head{main: at(tape, main, 0)}
	_, _, change := roundtest.Keys()
	change.Unnoted = unnoted
	c.Play(roundtest.Unit{{Person: roundtest.Otto, As: workflow.Operator, Command: change}})
	noted[register] = at(tape, register, len(tape.Bytes(register))-1)
	c.Play(roundtest.Seats(roundtest.Main)...)
	c.Play(roundtest.Open(roundtest.Abandoned, p))
	return tape, noted
}

// at is a ledger at a size, or as it is where that is 0.
func at(tape *roundtest.Tape, origin string, size int) workflow.Head {
	var tree ledger.Tree
	for i, b := range tape.Bytes(origin) {
		if size == 0 || i < size {
			tree.Append(ledger.LeafHash(b))
		}
	}
	return workflow.Head{Size: tree.Size(), Root: tree.Root()}
}

// Whoever holds an earlier key signs nothing any more that came behind the change of the key.
func TestStolenKeyCountsUpToTheChange(t *testing.T) {
	t.Parallel()
	first, second, _ := roundtest.Keys()
	tape, noted := changed(t, false)
	before, _ := changed(t, true)
	for name, c := range map[string]struct {
		tape   *roundtest.Tape
		origin string
		size   int // 0: as it is
		by     string
		want   audit.Result
	}{
		"up to what was noted":                  {tape, main, int(noted[main].Size), "a", audit.OK},
		"one entry more":                        {tape, main, int(noted[main].Size) + 1, "a", audit.Failed},
		"one entry more, by the present key":    {tape, main, int(noted[main].Size) + 1, "b", audit.OK},
		"the whole round":                       {tape, main, 0, "a", audit.Failed},
		"a round that was opened later":         {tape, abandoned, 1, "a", audit.Failed},
		"the register ahead of the change":      {tape, register, int(noted[register].Size), "a", audit.OK},
		"the register with the change":          {tape, register, int(noted[register].Size) + 1, "a", audit.Failed},
		"control: nothing was noted":            {before, main, 0, "a", audit.OK},
		"control: nothing was noted, register":  {before, register, 0, "a", audit.OK},
		"control: nothing was noted, new round": {before, abandoned, 0, "a", audit.OK},
	} {
		for _, trusted := range [][]string{{first}, {second}, {first, second}} {
			out := &audit.Outside{Keys: trusted, Checkpoints: func(_ context.Context, origin string) ([]proof.Signed, error) {
				_, present := roundtest.Key("b")
				notes := []proof.Signed{note(t, present, origin, at(c.tape, origin, 0))}
				if origin == c.origin {
					_, signer := roundtest.Key(c.by)
					notes = append(notes, note(t, signer, origin, at(c.tape, origin, c.size)))
				}
				return notes, nil
			}}
			r := check(t, c.tape, audit.Options{Lang: "de", Outside: out})
			l := of(t, r, c.origin)
			notes := of(t, r, register).Notes
			if told := map[bool]string{true: "wurde dabei noch nicht festgehalten", false: "zählt nur bis hierher"}[c.tape == before]; len(notes) == 0 || !strings.Contains(notes[0].What, told) {
				t.Errorf("%s: the register does not say %q: %+v", name, told, notes)
			}
			said := slices.ContainsFunc(l.Findings, func(f audit.Finding) bool { return strings.Contains(f.What, "nach dem Schlüsselwechsel") })
			if r.OK != (c.want == audit.OK) || (result(l, audit.Anchored) == audit.Failed) != (c.want == audit.Failed) || said == r.OK {
				t.Errorf("%s, trusting %d: %+v %+v", name, len(trusted), l.Steps, l.Findings)
			}
		}
	}
}

// What the register noted of a round at a change of the key has to be the round's.
func TestNotedRoundIsTheRound(t *testing.T) {
	t.Parallel()
	tape, noted := changed(t, false)
	for name, c := range map[string]struct {
		change func(*roundtest.Reel)
		says   string
	}{
		"another first entry": {func(r *roundtest.Reel) {
			r.Entries[0] = entry(t, r.Entries[0], func(e *ledger.Entry) { e.Salt[0] ^= 1 })
		}, "beim Schlüsselwechsel die Runde festhält"},
		"cut off": {func(r *roundtest.Reel) { r.Entries = r.Entries[:noted[main].Size-1] }, "beim Schlüsselwechsel die Runde mit"},
	} {
		altered := tape.Clone()
		altered.Alter(main, func(r *roundtest.Reel) { c.change(r); r.Reseal() })
		out := &audit.Outside{Checkpoints: func(context.Context, string) ([]proof.Signed, error) { return nil, nil }}
		l := of(t, check(t, altered, audit.Options{Lang: "de", Outside: out}), main)
		if !slices.ContainsFunc(l.Findings, func(f audit.Finding) bool { return strings.Contains(f.What, c.says) }) {
			t.Errorf("%s: %+v", name, l.Findings)
		}
	}
}

// Where the earlier key alone signs a register that does not bring the present one into force, whoever trusts both is told so.
func TestStolenKeyOnARegisterWithoutTheChange(t *testing.T) {
	t.Parallel()
	first, second, _ := roundtest.Keys()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(roundtest.Found()...)
	unnoted, _ := changed(t, true)
	for name, x := range map[string]struct {
		tape *roundtest.Tape
		by   string
		keys []string
		want bool // it is told
	}{
		"no change":                   {tape, "a", []string{first, second}, true},
		"no change, the earlier":      {tape, "a", []string{first}, false},
		"one that limits nothing":     {unnoted, "a", []string{first, second}, true},
		"control: by the present key": {unnoted, "b", []string{first, second}, false},
	} {
		_, signer := roundtest.Key(x.by)
		out := &audit.Outside{Keys: x.keys, Held: map[string]workflow.Head{register: at(x.tape, register, 0)}, Checkpoints: func(_ context.Context, origin string) ([]proof.Signed, error) {
			return []proof.Signed{note(t, signer, origin, at(x.tape, origin, 0))}, nil
		}}
		r := check(t, x.tape, audit.Options{Lang: "de", Outside: out})
		for i := range r.Ledgers {
			for _, s := range r.Ledgers[i].Steps {
				told := s.Result == audit.NotChecked && strings.Contains(s.Why, "nicht mit dem Schlüssel "+proof.NameOf(second))
				if s.Step == audit.Anchored && told != x.want || s.Result == audit.Failed {
					t.Errorf("%s: %s %+v %+v", name, r.Ledgers[i].Round, s, r.Ledgers[i].Findings)
				}
			}
		}
	}
}
