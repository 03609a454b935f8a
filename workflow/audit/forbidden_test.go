package audit_test

import (
	"bytes"
	"fmt"
	"maps"
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

// smuggler puts entries into the round that are not its next ones.
type smuggler struct {
	t        *testing.T
	probe    *audit.Probe
	state    *workflow.Round
	examples map[string][][]byte // entries of each kind
	dec      workflow.Decoder
	chance   *rand.Rand

	forbidden map[string]int // tries by kind
	cells     map[string]bool
	rules     attack.Outcome
}

// examplesOf are entries of each kind of the whole story, as they would be in the main round: by the same people, who have a
// seat there or an office.
func examplesOf(t *testing.T) map[string][][]byte {
	t.Helper()
	mark := func(origin string) []byte {
		p := roundtest.Pseudonym(origin, "")
		return []byte(p)
	}
	out := map[string][][]byte{}
	for _, origin := range recorded().Origins() {
		for _, b := range recorded().Bytes(origin) {
			e := bytes.ReplaceAll(b, append(mark(origin), '"'), append(mark(main), '"'))
			kind := typeOf(t, e)
			out[kind] = append(out[kind], e)
		}
	}
	return out
}

func typeOf(t *testing.T, b []byte) string {
	t.Helper()
	var e ledger.Entry
	if err := ledger.ParseEntry(b, &e); err != nil {
		t.Fatal(err)
	}
	return e.Type
}

// smuggled are entries of a kind with the right number and time for the place: each example about each proposal that there
// is, where it is about one.
func (s *smuggler) smuggled(kind string) (out [][]byte) {
	ids := []string{""}
	for _, p := range s.state.Proposals {
		ids = append(ids, p.ID)
	}
	for _, b := range s.examples[kind] {
		for _, id := range ids {
			out = append(out, entry(s.t, b, func(e *ledger.Entry) {
				if e.Origin, e.Seq, e.At = main, s.state.Size, s.state.Last; e.Proposal != "" && id != "" {
					e.Proposal = id
				}
			}))
		}
	}
	slices.SortFunc(out, bytes.Compare)
	return slices.CompactFunc(out, bytes.Equal)
}

// try puts an entry in the next place, with all hashes as they must be. Where the rules forbid it, the check has to name it;
// where they allow it, nothing but what holds the record from outside could tell.
func (s *smuggler) try(kind string, b []byte) {
	rec, err := s.dec.Decode(b)
	if err != nil {
		s.t.Fatal(err)
	}
	l, err := s.probe.Try(audit.StoredEntry{Bytes: b, Leaf: ledger.LeafHash(b)})
	if err != nil {
		s.t.Fatal(err)
	}
	n := int(s.state.Size) //nolint:gosec // A number of an entry.
	named := contains(l, n, audit.Rules) || contains(l, n, audit.Decisions)
	if s.state.Permit(rec) == nil {
		if s.rules.Blind++; !named {
			s.rules.Missed++
		}
		return
	}
	s.rules.Tries++
	s.forbidden[kind]++
	at := s.where(rec)
	if !named {
		s.t.Errorf("%s at %d, %s, is not named: %+v", kind, n, at, l.Findings)
		return
	}
	s.rules.Found++
	if !s.cells[at] && (attack.Full() || s.chance.IntN(40) == 0) {
		smuggle(s.t, n, b, kind)
	}
	s.cells[at] = true
}

// where says at which stage of things an entry is put in.
func (s *smuggler) where(rec *workflow.Record) string {
	at := fmt.Sprintf("%s in %s", rec.Event.Kind().Name(), s.state.Phase)
	if p := s.state.Proposal(rec.Proposal); p != nil {
		at += ", " + string(p.State)
	}
	for _, m := range s.state.Meetings {
		at += ", " + string(m.Stage)
	}
	return at
}

// TestForbiddenEntries puts, at every place of the round, entries of each kind whose time has not come or is past, about each
// proposal, with the right number, time and hashes: the rules name each, whatever stands the round, the proposal and the
// meetings are in. Entries that the rules allow there are the control: they are missed where nothing is held against them.
func TestForbiddenEntries(t *testing.T) {
	t.Parallel()
	probe, err := audit.NewProbe(t.Context(), recorded(), main, roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	p := roundtest.Policy(t)
	s := &smuggler{
		t: t, probe: probe, examples: examplesOf(t), chance: rand.New(rand.NewPCG(attack.Seed(t), 4)),
		state:     workflow.NewRound(main, roundtest.Main, func(string) *policy.Policy { return p }),
		forbidden: map[string]int{}, cells: map[string]bool{},
		rules: attack.Outcome{Name: "forbidden entries with right hashes", Control: "entries that are allowed"},
	}
	kinds := slices.Sorted(maps.Keys(s.examples))
	var dec workflow.Decoder
	for _, b := range recorded().Bytes(main) {
		for _, kind := range kinds {
			for _, smuggled := range s.smuggled(kind) {
				if attack.Full() || s.chance.IntN(200) == 0 || s.forbidden[kind] < 2 {
					s.try(kind, smuggled)
				}
			}
		}
		if err := probe.Take(audit.StoredEntry{Bytes: b, Leaf: ledger.LeafHash(b)}); err != nil {
			t.Fatal(err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		s.state.Apply(rec)
	}
	for _, k := range workflow.Kinds() {
		if s.forbidden[k.Name()] < 2 {
			t.Errorf("%s was forbidden in %d places only", k.Name(), s.forbidden[k.Name()])
		}
	}
	s.rules.Name += fmt.Sprintf(" (%d types × states)", len(s.cells))
	s.rules.Report(t)
}

// smuggle puts an entry behind the first n and lets the whole check look.
func smuggle(t *testing.T, n int, b []byte, kind string) {
	t.Helper()
	r := check(t, altered(main, true, func(r *roundtest.Reel) { r.Entries = append(r.Entries[:n:n], b) }), audit.Options{Round: roundtest.Main})
	l := of(t, r, main)
	if r.OK || !contains(l, n, audit.Rules) && !contains(l, n, audit.Decisions) {
		t.Fatalf("%s at %d: %+v", kind, n, l)
	}
	if result(l, audit.Index) != audit.NotChecked || result(l, audit.Rules) == audit.OK || result(l, audit.Decisions) == audit.OK {
		t.Fatalf("%s at %d: something behind it is called ok: %+v", kind, n, l.Steps)
	}
}
