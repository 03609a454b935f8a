package audit_test

import (
	"slices"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/roundtest"
)

// erasure is the entry of the abandoned round that erases a text, with where that text stood.
func erasure(t *testing.T) (seq int, place workflow.Place) {
	t.Helper()
	var dec workflow.Decoder
	for i, b := range recorded().Bytes(abandoned) {
		rec, err := dec.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := rec.Event.(*workflow.TextErased); ok {
			return i, workflow.Place{Seq: e.Fields[0].Entry, Path: e.Fields[0].Paths[0]}
		}
	}
	t.Fatal("the story erases nothing")
	return 0, workflow.Place{}
}

// TestErasedTexts checks a ledger with an erased text: it is whole, and counted. A text that is gone without an entry, one
// that is back, and one that came back under another wording are found, each at the entry that it belongs to.
func TestErasedTexts(t *testing.T) {
	t.Parallel()
	seq, place := erasure(t)
	opt := audit.Options{Round: roundtest.Abandoned}
	l := of(t, check(t, recorded(), opt), abandoned)
	if result(l, audit.Texts) != audit.OK || l.Erased != 1 || len(l.Findings) > 0 {
		t.Fatalf("an erased text: %d counted, %+v", l.Erased, l.Findings)
	}
	back := audit.EntryText{Seq: place.Seq, Text: workflow.Text{Path: place.Path, Value: "Urlaub"}}
	for name, c := range map[string]struct {
		alter func(*roundtest.Reel)
		at    int
		says  string
	}{
		"another one is gone": {func(r *roundtest.Reel) {
			r.Texts = slices.DeleteFunc(slices.Clone(r.Texts), func(x audit.EntryText) bool { return x.Seq == 3 && x.Path == "name" })
		}, 3, "kein Eintrag sagt, dass er gelöscht wurde"},
		"it is back": {func(r *roundtest.Reel) {
			at := slices.IndexFunc(r.Texts, func(x audit.EntryText) bool { return x.Seq > place.Seq })
			r.Texts = slices.Insert(slices.Clone(r.Texts), at, back)
		}, seq, "der Text ist noch da"},
	} {
		l := of(t, check(t, altered(abandoned, false, c.alter), opt), abandoned)
		if result(l, audit.Texts) != audit.Failed {
			t.Errorf("%s: not found", name)
			continue
		}
		if !slices.ContainsFunc(l.Findings, func(f audit.Finding) bool {
			return f.Seq == int64(c.at) && f.Step == audit.Texts && strings.Contains(f.What, c.says)
		}) {
			t.Errorf("%s: %+v", name, l.Findings)
		}
	}
}

// An entry that is damaged is the first bad one, also where a text ahead of it was erased by it or behind it: what is gone
// rightly is not called missing.
func TestErasedTextsAheadOfADamagedEntry(t *testing.T) {
	t.Parallel()
	seq, place := erasure(t)
	for _, at := range []int{int(place.Seq) + 1, seq - 1, seq} {
		l := of(t, check(t, altered(abandoned, false, func(r *roundtest.Reel) { r.Entries[at] = flip(r.Entries[at], 0, 1) }), audit.Options{Round: roundtest.Abandoned}), abandoned)
		if l.FirstBad == nil || *l.FirstBad != int64(at) || result(l, audit.Texts) != audit.NotChecked {
			t.Errorf("entry %d is damaged: %+v", at, l)
		}
	}
}

// Where entries are missing at the end, the first of them is the first bad one, and not an entry whose text one of them erased.
func TestErasedTextsAheadOfACut(t *testing.T) {
	t.Parallel()
	seq, _ := erasure(t)
	opt := audit.Options{Round: roundtest.Abandoned, Outside: signed(t)}
	tape := altered(abandoned, true, func(r *roundtest.Reel) {
		r.Entries = r.Entries[:seq]
		r.Texts = slices.DeleteFunc(slices.Clone(r.Texts), func(x audit.EntryText) bool { return x.Seq >= uint64(seq) }) //nolint:gosec // A number of an entry.
	})
	l := of(t, check(t, tape, opt), abandoned)
	if l.FirstBad == nil || *l.FirstBad != int64(seq) || result(l, audit.Texts) != audit.NotChecked || result(l, audit.Anchored) != audit.Failed {
		t.Errorf("cut off from entry %d: %+v", seq, l)
	}
}
