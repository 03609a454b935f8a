package audit_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// bench is three witnesses and what they have cosigned.
type bench struct {
	t     *testing.T
	keys  []*proof.Cosigner
	names []string // public keys
	lines map[string][]proof.Cosignature
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, lines: map[string][]proof.Cosignature{}}
	for i, name := range []string{"eins.example.org", "zwei.example.org", "drei.example.org"} {
		text, public, err := proof.NewCosigner(rand.NewChaCha8([32]byte{byte(i + 1)}), name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := proof.ParseCosigner(text)
		if err != nil {
			t.Fatal(err)
		}
		b.keys, b.names = append(b.keys, c), append(b.names, public)
	}
	return b
}

// cosign lets a witness cosign the first size entries of a ledger.
func (b *bench) cosign(tape *roundtest.Tape, who int, origin string, size int) {
	b.t.Helper()
	var tree ledger.Tree
	for _, e := range tape.Bytes(origin)[:size] {
		tree.Append(ledger.LeafHash(e))
	}
	c := proof.Checkpoint{Origin: origin, Size: tree.Size(), Root: tree.Root()}
	line, err := b.keys[who].Cosign(c, time.Unix(1700000000+int64(size), 0))
	if err != nil {
		b.t.Fatal(err)
	}
	b.lines[origin] = append(b.lines[origin], proof.Cosignature{Origin: origin, Size: c.Size, Key: b.names[who], Line: line})
}

// outside is the record's with two of the three to cosign.
func (b *bench) outside() *audit.Outside {
	b.t.Helper()
	out := signed(b.t)
	rule, err := proof.NewRule(2, b.names...)
	if err != nil {
		b.t.Fatal(err)
	}
	out.Rule = rule
	out.Cosignatures = func(_ context.Context, origin string) ([]proof.Cosignature, error) { return b.lines[origin], nil }
	return out
}

func size(tape *roundtest.Tape, origin string) int { return len(tape.Bytes(origin)) }

func why(l *audit.Ledger) string {
	for _, s := range l.Steps {
		if s.Step == audit.Witnesses {
			return s.Why
		}
	}
	return ""
}

// Where two of three have cosigned all, the step holds and says so; who has not is named with how far they are.
func TestWitnessesHold(t *testing.T) {
	t.Parallel()
	b, tape := newBench(t), recorded()
	for _, origin := range tape.Origins() {
		b.cosign(tape, 0, origin, 1)
		b.cosign(tape, 2, origin, 2)
		b.cosign(tape, 0, origin, size(tape, origin))
		b.cosign(tape, 1, origin, size(tape, origin))
	}
	r := check(t, tape, audit.Options{Lang: "de", Outside: b.outside()})
	if !r.OK {
		t.Errorf("%+v", r)
	}
	for i := range r.Ledgers {
		l := &r.Ledgers[i]
		if result(l, audit.Witnesses) != audit.OK || !strings.HasPrefix(why(l), "2 von 3 Zeugen haben Größe ") {
			t.Errorf("%s: %+v", l.Round, l.Steps)
		}
		if w := l.Witnesses; len(w) != 3 || w[0].Size != l.Entries || w[2].Size != 2 || w[2].At.Unix() != 1700000002 || w[1].Name != "zwei.example.org" {
			t.Errorf("%s: %+v", l.Round, w)
		}
	}
}

// An open ledger needs enough witnesses at its beginning, the register up to the last end of a round, and a round that is over at its
// end; what they have not seen of an open one is told.
func TestWitnessesSoFar(t *testing.T) {
	t.Parallel()
	b, tape := newBench(t), recorded()
	b.cosign(tape, 0, register, size(tape, register))
	r := check(t, tape, audit.Options{Lang: "de", Outside: b.outside()})
	if l := of(t, r, register); result(l, audit.Witnesses) != audit.Failed || !strings.Contains(findings(l), "Erst 1 von 3 Zeugen haben das Register bis zum letzten Abschluss") {
		t.Errorf("%+v %s", l.Steps, findings(l))
	}
	if l := of(t, r, main); result(l, audit.Witnesses) != audit.Failed || !strings.Contains(findings(l), "Erst 0 von 3 Zeugen haben den Abschluss") {
		t.Errorf("a round that is over: %+v %+v", l.Steps, l.Findings)
	}
	if l := of(t, r, elsewhere); result(l, audit.Witnesses) != audit.Failed || !strings.Contains(findings(l), "Erst 0 von 3 Zeugen haben überhaupt gegengezeichnet") {
		t.Errorf("an open round that nobody has cosigned: %+v %+v", l.Steps, l.Findings)
	}
	for _, who := range []int{0, 1} {
		b.cosign(tape, who, elsewhere, 4)
	}
	l := of(t, check(t, tape, audit.Options{Lang: "en", Outside: b.outside()}), elsewhere)
	if result(l, audit.Witnesses) != audit.OK || !strings.Contains(why(l), "2 of 3 witnesses have cosigned size 4") {
		t.Errorf("%+v %s", l.Steps, findings(l))
	}
	told := false
	for _, n := range l.Notes {
		told = told || n.Seq == 4 && n.Step == audit.Witnesses
	}
	if !told {
		t.Errorf("what lies behind is not told: %+v", l.Notes)
	}
}

// Where nobody names witnesses nothing is checked, and those whose cosignatures are kept are named: so leaves a database who takes the
// names out.
func TestNobodyNamesWitnesses(t *testing.T) {
	t.Parallel()
	b, tape := newBench(t), recorded()
	b.cosign(tape, 0, register, 3)
	b.cosign(tape, 1, register, 4)
	out := b.outside()
	out.Rule = proof.Rule{}
	r := check(t, tape, audit.Options{Lang: "de", Outside: out})
	if l := of(t, r, register); !r.OK || result(l, audit.Witnesses) != audit.NotChecked || !strings.Contains(why(l), "Gegenzeichnungen von eins.example.org, zwei.example.org.") {
		t.Errorf("%+v", l.Steps)
	}
}

// The report says whose rule it was held against.
func TestWhoseRuleItWas(t *testing.T) {
	t.Parallel()
	for named, says := range map[bool]string{true: "die Sie genannt haben: 2 von 3", false: "mit denen der Server zuletzt gestartet wurde: 2 von 3"} {
		b, tape := newBench(t), recorded()
		out := b.outside()
		out.Named = named
		told := 0
		for _, n := range of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), register).Notes {
			if strings.Contains(n.What, says) {
				told++
			}
		}
		if told != 1 {
			t.Errorf("named %v: told %d times", named, told)
		}
	}
}

func findings(l *audit.Ledger) string {
	var b bytes.Buffer
	for _, f := range l.Findings {
		b.WriteString(f.What + "\n")
	}
	return b.String()
}

// A round that is over needs enough witnesses at its closing: one that stopped ahead of it does not count.
func TestClosingNeedsWitnesses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sizes [3]int // back from the end
		want  audit.Result
	}{
		"two at the end":       {[3]int{0, 0, 3}, audit.OK},
		"one at the end":       {[3]int{0, 5, 3}, audit.Failed},
		"two ahead of the end": {[3]int{1, 1, 1}, audit.Failed},
	} {
		b, tape := newBench(t), recorded()
		for who, back := range c.sizes {
			b.cosign(tape, who, main, size(tape, main)-back)
		}
		l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: b.outside()}), main)
		if result(l, audit.Witnesses) != c.want || (c.want == audit.Failed) != strings.Contains(findings(l), "den Abschluss der Runde (Größe ") {
			t.Errorf("%s: %+v %+v", name, l.Steps, l.Findings)
		}
	}
}

// Witnesses find what was altered with everything else that holds the record altered with it.
func TestWitnessesFindAnotherHistory(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*roundtest.Tape)
		lines  func(b *bench)
		says   string
	}{
		"forked":  {func(tape *roundtest.Tape) { tape.Alter(elsewhere, fork) }, nil, "gilt nicht für die ersten "},
		"cut off": {func(tape *roundtest.Tape) { tape.Alter(elsewhere, cut) }, nil, "hat 16 Einträge gegengezeichnet; da sind nur 15"},
		"forged": {nil, func(b *bench) {
			b.lines[elsewhere][0].Line = bytes.Replace(b.lines[elsewhere][0].Line, []byte("eins"), []byte("EINS"), 1)
		}, "eins.example.org gilt nicht für die ersten "},
		"another's": {nil, func(b *bench) { b.lines[elsewhere][0].Line = b.lines[elsewhere][1].Line }, "eins.example.org gilt nicht"},
		"nothing":   {nil, nil, ""},
	} {
		b, tape := newBench(t), recorded().Clone()
		for who := range 2 {
			b.cosign(tape, who, elsewhere, size(tape, elsewhere))
		}
		if c.change != nil {
			c.change(tape)
		}
		if c.lines != nil {
			c.lines(b)
		}
		out := b.outside()
		out.Held, out.Checkpoints = nil, func(context.Context, string) ([]proof.Signed, error) { return nil, nil }
		l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), elsewhere)
		if (c.says != "") != (result(l, audit.Witnesses) == audit.Failed) || !strings.Contains(findings(l), c.says) {
			t.Errorf("%s: %+v %+v", name, l.Steps, l.Findings)
		}
	}
}

// A witness that has seen another ledger is told of; where too few are left, the ledger fails.
func TestWitnessesRefuse(t *testing.T) {
	t.Parallel()
	for refusing, want := range map[int]audit.Result{0: audit.OK, 1: audit.OK, 2: audit.Failed} {
		b, tape := newBench(t), recorded()
		for who := range 3 {
			b.cosign(tape, who, main, size(tape, main))
		}
		out := b.outside()
		for i := range refusing {
			code := []proof.TroubleCode{proof.Ahead, proof.Diverged}[i]
			out.Troubles = append(out.Troubles, proof.Trouble{Origin: main, Key: b.names[i], Code: code, Asked: 5, Told: 9})
		}
		out.Troubles = append(out.Troubles,
			proof.Trouble{Origin: main, Key: b.names[2], Code: proof.Unreachable}, proof.Trouble{Origin: main, Key: "somebody", Code: proof.Ahead})
		l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), main)
		said := findings(l)
		for _, n := range l.Notes {
			said += n.What
		}
		if result(l, audit.Witnesses) != want || strings.Contains(said, "Dort sind 9 Einträge bekannt, vorgelegt wurden 5") != (refusing > 0) {
			t.Errorf("%d refuse: %+v %s", refusing, l.Steps, said)
		}
	}
}

// A witness that has seen another record is no mere lack of cosignatures, even where enough others are left to do without it.
func TestARefusalIsNoLack(t *testing.T) {
	t.Parallel()
	for code, want := range map[proof.TroubleCode]bool{proof.Diverged: false, proof.Ahead: false, proof.Unreachable: true} {
		b, tape := newBench(t), recorded()
		out := b.outside()
		out.Troubles = append(out.Troubles, proof.Trouble{Origin: main, Key: b.names[0], Code: code, Asked: 5, Told: 9})
		if r := check(t, tape, audit.Options{Lang: "de", Outside: out}); r.OnlyLacks() != want || r.OK {
			t.Errorf("%v: only cosignatures are missing: %t, %+v", code, r.OnlyLacks(), r.Ledgers)
		}
	}
}

// An acceptance on record does not silence a witness that knows the ledger otherwise: it is named, and the step fails.
func TestAcceptanceDoesNotSilenceWitnesses(t *testing.T) {
	t.Parallel()
	for _, n := range []uint64{9, 15, 900} { // the story accepts this ledger anew, known with 9 entries
		b, tape := newBench(t), recorded()
		for who := range 2 {
			b.cosign(tape, who, elsewhere, size(tape, elsewhere))
		}
		c := proof.Checkpoint{Origin: elsewhere, Size: n, Root: ledger.LeafHash([]byte("lost"))}
		line, err := b.keys[0].Cosign(c, time.Unix(1, 0))
		if err != nil {
			t.Fatal(err)
		}
		b.lines[elsewhere] = append(b.lines[elsewhere], proof.Cosignature{Origin: elsewhere, Size: c.Size, Key: b.names[0], Line: line})
		l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: b.outside()}), elsewhere)
		said := findings(l)
		if result(l, audit.Witnesses) != audit.Failed || !strings.Contains(said, "eins.example.org") || strings.Contains(said, "es widerlegt den Zeugen nicht") != (n == 9) {
			t.Errorf("size %d: %+v", n, l.Findings)
		}
	}
}

// Witnesses have a while for what was just entered: until then the step is not checked, and says until when; after that it fails. An
// instant far ahead of the clock gives no time.
func TestWitnessesHaveTime(t *testing.T) {
	t.Parallel()
	tape := recorded()
	var dec workflow.Decoder
	all := tape.Bytes(main)
	rec, err := dec.Decode(all[len(all)-1])
	if err != nil {
		t.Fatal(err)
	}
	end := rec.At.Time()
	for past, want := range map[time.Duration]audit.Result{
		0: audit.NotChecked, time.Minute: audit.NotChecked, audit.Grace - time.Second: audit.NotChecked, -time.Minute: audit.NotChecked,
		audit.Grace: audit.Failed, 240 * time.Hour: audit.Failed, -audit.Grace - time.Second: audit.Failed,
	} {
		b := newBench(t)
		b.cosign(tape, 0, main, size(tape, main))
		b.cosign(tape, 1, main, size(tape, main)-1)
		out := b.outside()
		out.Now = end.Add(past)
		l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), main)
		until := end.Add(audit.Grace).Format("2.1.2006, 15:04 Uhr (UTC)")
		says := "Noch nicht: Erst 1 von 3 Zeugen haben Größe"
		if want == audit.Failed {
			says = "Erst 1 von 3 Zeugen haben den Abschluss der Runde"
		}
		if said := why(l) + findings(l); result(l, audit.Witnesses) != want || !strings.Contains(said, says) || !strings.Contains(said, until) {
			t.Errorf("%v after the end: %+v %s", past, result(l, audit.Witnesses), said)
		}
	}
}

// That entries keep coming gives no time for the beginning of a ledger.
func TestTheBeginningHasNoMoreTime(t *testing.T) {
	t.Parallel()
	b, tape := newBench(t), recorded()
	var dec workflow.Decoder
	all := tape.Bytes(main)
	rec, err := dec.Decode(all[len(all)-1])
	if err != nil {
		t.Fatal(err)
	}
	out := b.outside()
	out.Now = rec.At.Time().Add(audit.Grace - time.Second)
	l := of(t, check(t, tape, audit.Options{Lang: "de", Outside: out}), main)
	if result(l, audit.Witnesses) != audit.Failed || !strings.Contains(findings(l), "überhaupt gegengezeichnet") {
		t.Errorf("%+v", l.Steps)
	}
}
