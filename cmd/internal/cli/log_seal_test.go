package cli

import (
	"strings"
	"testing"
)

// A round that has ended is packed by command, once, and holds afterwards; pages and checks read it as before.
func TestSealingARound(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, longRound, false, false)
	before := w.said()
	_, shown := w.command("log", "show", "2026", "--json")
	for i, want := range []string{"Round 2026: 512 entries packed.", "There is nothing to pack"} {
		if code, said := w.command("log", "seal", "2026"); code != 0 || !strings.Contains(said, want) {
			t.Errorf("call %d ends with %d: %s", i, code, said)
		}
	}
	if code, said := w.command("log", "seal", "--json"); code != 0 || !strings.Contains(said, `"segments": 0`) {
		t.Errorf("--json ends with %d: %s", code, said)
	}
	if after := w.said(); string(after) != string(before) {
		t.Errorf("the check says\n%s\nnot\n%s", after, before)
	}
	if code, again := w.command("log", "show", "2026", "--json"); code != 0 || again != shown {
		t.Errorf("the record is shown otherwise (%d)", code)
	}
	if code, said := w.command("log", "verify"); code != 0 {
		t.Errorf("verify ends with %d: %s", code, said)
	}
	if code, said := w.command("organisation", "add", "late", "--kind", "carrier", "--name", "Spät"); code != 0 {
		t.Errorf("writing ends with %d: %s", code, said)
	}
}

// A server packs what has ended by itself; one that may only read does not.
func TestServerSealsWhatHasEnded(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, longRound, false, false)
	segments := func() (n int) {
		w.must(w.raw.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM segments`).Scan(&n))
		return n
	}
	w.must(w.house.sealEnded(t.Context()))
	if n := segments(); n != 2 {
		t.Errorf("%d segments", n)
	}
	w.restore()
	w.must(w.run(&edit{touches: []string{"entries"}, statements: []statement{{text: `DELETE FROM entries WHERE id % 256 > 20`}}}))
	w.must(w.house.Close())
	w.must(w.enter())
	w.must(w.house.sealEnded(t.Context()))
	if code, said := w.command("log", "seal"); code != 4 || segments() != 0 {
		t.Errorf("in an installation that is only read, sealing ends with %d, %d segments: %s", code, segments(), said)
	}
}
