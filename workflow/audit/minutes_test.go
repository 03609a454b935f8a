package audit_test

import (
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// redrafted is the record with the first version of the minutes changed, and its approval where the digest is.
func redrafted(t *testing.T, form, digest string, change func(*workflow.MinutesDrafted)) (tape *roundtest.Tape, at int) {
	t.Helper()
	at = find(t, recorded().Bytes(main), "minutes.drafted/1", "", 0)
	return altered(main, true, func(r *roundtest.Reel) {
		r.Entries[at] = data(t, r.Entries[at], `"form":1`, form)
		for i := at; i <= at+1; i++ {
			r.Entries[i] = data(t, r.Entries[i], `"digest":"sha256:`, `"digest":"sha256:`+digest)
		}
		if change != nil {
			r.Entries[at] = reform(t, r.Entries[at], change)
		}
	}), at
}

// reform writes a drafted version anew with something changed.
func reform(t *testing.T, b []byte, change func(*workflow.MinutesDrafted)) []byte {
	t.Helper()
	rec, err := (&workflow.Decoder{}).Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := rec.Event.(*workflow.MinutesDrafted)
	if !ok {
		t.Fatalf("%T", rec.Event)
	}
	old := e.Root.String()
	change(e)
	return data(t, b, old, e.Root.String())
}

// That minutes are of a form that this program does not make is noted, and is no fault: the record holds, and the step is not
// called ok.
func TestMinutesOfAnotherFormAreNoted(t *testing.T) {
	t.Parallel()
	tape, at := redrafted(t, `"form":2`, "0", nil)
	r := check(t, tape, audit.Options{Lang: "de"})
	l := of(t, r, main)
	if !r.OK || len(l.Findings) != 0 || result(l, audit.Minutes) != audit.NotChecked || result(l, audit.Rules) != audit.OK {
		t.Fatalf("%+v", l)
	}
	if len(l.Notes) != 1 || l.Notes[0].Seq != int64(at) || !strings.Contains(l.Notes[0].What, "Form 2, neuer als dieses Programm") {
		t.Errorf("noted: %+v", l.Notes)
	}
}

// What does not depend on the form is compared in any: the root of the entries that the minutes are made of.
func TestRootOfMinutesOfAnotherForm(t *testing.T) {
	t.Parallel()
	tape, at := redrafted(t, `"form":2`, "", func(e *workflow.MinutesDrafted) { e.Root = ledger.Hash{1} })
	l := of(t, check(t, tape, audit.Options{Lang: "de"}), main)
	if result(l, audit.Minutes) != audit.Failed || !contains(l, at, audit.Minutes) {
		t.Errorf("%+v", l)
	}
}

// An entry that names no form is of the first, which is the one made here: its digest is compared, and another one is a fault.
func TestDigestOfMinutesOfThisForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form, digest string
		want         audit.Result
	}{
		"named": {`"form":1`, "0", audit.Failed}, "unaltered": {`"form":1`, "", audit.OK},
	} {
		tape, _ := redrafted(t, c.form, c.digest, nil)
		l := of(t, check(t, tape, audit.Options{Lang: "en"}), main)
		if result(l, audit.Minutes) != c.want || len(l.Notes) != 0 {
			t.Errorf("%s: %+v", name, l)
		}
	}
	for digest, want := range map[string]audit.Result{"": audit.OK, "0": audit.Failed} {
		l := of(t, check(t, unnumbered(t, digest), audit.Options{Lang: "en"}), main)
		if result(l, audit.Minutes) != want || len(l.Notes) != 0 {
			t.Errorf("no form, digest changed by %q: %+v", digest, l)
		}
	}
}

// unnumbered is the record with a first version of the minutes that names no form.
func unnumbered(t *testing.T, digest string) *roundtest.Tape {
	t.Helper()
	tape, _ := redrafted(t, `"form":1`, digest, nil)
	at := find(t, tape.Bytes(main), "minutes.drafted/1", "", 0)
	tape.Alter(main, func(r *roundtest.Reel) {
		r.Entries[at] = data(t, r.Entries[at], `"form":1,`, "")
		r.Reseal()
	})
	return tape
}
