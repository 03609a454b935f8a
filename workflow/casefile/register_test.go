package casefile_test

import (
	"bytes"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/roundtest"
)

// Of a register of which only the listing and the ends of the round are in the file, the round is still held against these, and
// nothing that leans on the rest is called ok.
func TestPartOfTheRegister(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	origin := roundtest.RoundOrigin(roundtest.Drawn)
	shows := func(rec *workflow.Record) bool {
		k := rec.Event.Kind()
		return k == workflow.KindRoundListed || k == workflow.KindRoundClosed
	}
	c := contentsOf(t, recorded(), roundtest.Drawn)
	c.Register.Shows = shows
	r := checked(t, written(t, recorded(), c), trusted)
	book, l := &r.Record.Ledgers[0], &r.Record.Ledgers[1]
	if !r.OK || result(l.Steps, audit.Tree).Result != audit.OK || result(book.Steps, audit.Tree).Result != audit.OK {
		t.Errorf("%+v %+v", book.Findings, l.Findings)
	}
	for _, s := range []audit.Step{audit.Complete, audit.Rules, audit.Decisions} {
		if result(book.Steps, s).Result != audit.NotChecked || result(l.Steps, s).Result != audit.OK {
			t.Errorf("%s: %+v and %+v", s, result(book.Steps, s), result(l.Steps, s))
		}
	}
	tape := recorded().Clone()
	tape.Alter(origin, func(reel *roundtest.Reel) {
		last := len(reel.Entries) - 1
		reel.Entries[last] = bytes.Replace(reel.Entries[last], []byte(`"cmd":"a`), []byte(`"cmd":"b`), 1)
		reel.Reseal()
	})
	forged := contentsOf(t, tape, roundtest.Drawn) // signed anew
	forged.Register.Shows = shows
	forged.Register.Shows = shows
	if r = checked(t, written(t, tape, forged), trusted); r.OK || len(r.Record.Ledgers[1].Findings) == 0 {
		t.Error("another end of the round than the register's is called ok")
	}
}
