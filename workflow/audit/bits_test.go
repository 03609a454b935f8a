package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gremium/policy"
	"gremium/store/attack"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// flipped is one bit of one entry.
type flipped struct{ entry, at, bit int }

// bits is an attack on the bits of a round.
type bits struct {
	tape  *roundtest.Tape
	flips []flipped                                                   // in order of their entries
	read  func(x flipped) audit.StoredEntry                           // the entry as it is read when a bit of it is another one
	whole func(t *testing.T, x flipped) (l *audit.Ledger, found bool) // what the whole check says of it
}

// tried tries each flip on a probe that stands before its entry, and answers how many are found with that entry as the first
// bad one. With sealed the stored leaf hash is that of the altered entry.
func (b *bits) tried(t *testing.T, sealed bool) (found int) {
	t.Helper()
	probe, err := audit.NewProbe(t.Context(), b.tape, main, roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	todo := b.flips
	for i, entry := range b.tape.Bytes(main) {
		e := audit.StoredEntry{Bytes: entry, Leaf: ledger.LeafHash(entry)}
		for ; len(todo) > 0 && todo[0].entry == i; todo = todo[1:] {
			x := todo[0]
			other := b.read(x)
			if sealed {
				other.Leaf = ledger.LeafHash(other.Bytes)
			}
			l, err := probe.Try(other)
			if err != nil {
				t.Fatalf("%+v: %v", x, err)
			}
			switch {
			case !sealed && (l.FirstBad == nil || *l.FirstBad != int64(i) || result(l, audit.Tree) != audit.Failed):
				t.Errorf("%+v: %+v", x, l)
			case len(l.Findings) > 0:
				found++
			}
		}
		if err := probe.Take(e); err != nil {
			t.Fatal(err)
		}
	}
	heads, err := b.tape.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := probe.Finish(heads[main]); err != nil { // whatever was tried has left no trace
		t.Error(err)
	}
	return found
}

// onTape reads and checks a tape.
func onTape(tape *roundtest.Tape, flips []flipped) *bits {
	entries := tape.Bytes(main)
	return &bits{
		tape: tape, flips: ordered(flips),
		read: func(x flipped) audit.StoredEntry {
			b := entries[x.entry]
			return audit.StoredEntry{Bytes: flip(b, x.at, x.bit), Leaf: ledger.LeafHash(b)}
		},
		whole: func(t *testing.T, x flipped) (*audit.Ledger, bool) {
			t.Helper()
			other := tape.Clone()
			other.Alter(main, func(r *roundtest.Reel) { r.Entries[x.entry] = flip(r.Entries[x.entry], x.at, x.bit) })
			r := check(t, other, audit.Options{Round: roundtest.Main})
			return of(t, r, main), !r.OK
		},
	}
}

// report tries everything and says how it came out. The control is the same with leaf hashes computed again and nothing from
// outside to hold them against: flips that leave an entry in its form and within the rules are missed, such as those of salts.
func (b *bits) report(t *testing.T, name string, whole int) {
	t.Helper()
	chance := rand.New(rand.NewPCG(attack.Seed(t), 2))
	o := attack.Outcome{Name: name, Tries: len(b.flips), Found: b.tried(t, false), Control: "leaf hashes anew, nothing outside"}
	for range whole {
		x := b.flips[chance.IntN(len(b.flips))]
		l, found := b.whole(t, x)
		if !found || l.FirstBad == nil || *l.FirstBad != int64(x.entry) || result(l, audit.Tree) != audit.Failed || !contains(l, x.entry, audit.Tree) {
			t.Errorf("%+v, by the whole check: %+v", x, l)
		}
	}
	few := *b
	if len(few.flips) > 4000 {
		chance.Shuffle(len(b.flips), func(i, j int) { b.flips[i], b.flips[j] = b.flips[j], b.flips[i] })
		few.flips = ordered(b.flips[:4000])
	}
	o.Blind = len(few.flips)
	o.Missed = o.Blind - few.tried(t, true)
	o.Report(t)
}

func ordered(flips []flipped) []flipped {
	slices.SortStableFunc(flips, func(a, b flipped) int { return a.entry - b.entry })
	return flips
}

// all are all bits of all entries, with so many bytes behind each, or some hundred of them.
func all(t *testing.T, entries [][]byte, behind int) (out []flipped) {
	t.Helper()
	chance := rand.New(rand.NewPCG(attack.Seed(t), 1))
	for i, entry := range entries {
		for at := range len(entry) + behind {
			for bit := range 8 {
				if attack.Full() || chance.IntN(len(entry)*2) == 0 {
					out = append(out, flipped{i, at, bit})
				}
			}
		}
	}
	return out
}

// TestEveryBit alters every bit of every entry of a small round, or some hundred of them.
func TestEveryBit(t *testing.T) {
	t.Parallel()
	onTape(recorded(), all(t, recorded().Bytes(main), 0)).report(t, "every bit of a small round", attack.Tries(10, 400))
}

// TestRandomBits alters bits of a large round, each by itself.
func TestRandomBits(t *testing.T) {
	t.Parallel()
	tape := large(t, attack.Tries(2_000, 52_000))
	entries, flips := tape.Bytes(main), []flipped{}
	chance := rand.New(rand.NewPCG(attack.Seed(t), 3))
	for range attack.Tries(2_000, 100_000) {
		i := chance.IntN(len(entries))
		flips = append(flips, flipped{i, chance.IntN(len(entries[i])), chance.IntN(8)})
	}
	onTape(tape, flips).report(t, fmt.Sprintf("random bits of %d entries", len(entries)), attack.Tries(3, 60))
}

// TestEveryBitOfACaseFile alters every bit of the entries of a small round in a case file, and of the line feeds behind them.
func TestEveryBitOfACaseFile(t *testing.T) {
	t.Parallel()
	inFile(t, recorded()).report(t, "every bit of a case file's entries", attack.Tries(10, 400))
}

// large is a round of at least n entries: some proposals on which ballots are open, and votes that are changed again and again.
func large(t *testing.T, n int) *roundtest.Tape {
	t.Helper()
	const proposals = 50
	tape, p := roundtest.NewTape(), roundtest.Policy(t)
	c := roundtest.New(panicking{}, tape, 1)
	defer c.Close()
	act := func(person string, as workflow.Capacity, cmd workflow.Command) roundtest.Unit {
		return roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: cmd}}
	}
	office := func(cmd workflow.Command) roundtest.Unit { return act(roundtest.Olga, workflow.Coordinator, cmd) }
	units := slices.Concat(roundtest.Found(), []roundtest.Unit{roundtest.Adopt(p), roundtest.Open(roundtest.Main, p)}, roundtest.Seats(roundtest.Main))
	units = append(units, office(roundtest.Move(workflow.KindCallOpened, "")))
	id := func(i int) string { return fmt.Sprintf("proposal-%d", i) }
	for i := range proposals {
		units = append(units, office(roundtest.Submit(id(i))), office(roundtest.Check(id(i), 1)))
	}
	units = append(units, office(roundtest.Move(workflow.KindReviewStarted, "")))
	for i := range proposals {
		units = append(units, office(roundtest.Move(workflow.KindReviewOpened, id(i))))
		for _, m := range roundtest.Members() {
			units = append(units, act(m, workflow.Member, roundtest.Cast(p, id(i), 1, 0, 2, 3, 2, 3)))
		}
		units = append(units, office(roundtest.Move(workflow.KindScoringClosed, id(i))))
	}
	units = append(units, office(roundtest.Move(workflow.KindDeliberationStarted, "")))
	for i := range proposals {
		units = append(units, office(roundtest.Move(workflow.KindBallotOpened, id(i))))
	}
	for i := range n {
		vote := roundtest.Vote(id(i%proposals), []policy.Choice{policy.Yes, policy.No}[i%2])
		vote.Base = uint64(i / (4 * proposals)) //nolint:gosec // A count.
		units = append(units, act(roundtest.Members()[i/proposals%4], workflow.Member, vote))
	}
	c.Play(units...)
	return tape
}
