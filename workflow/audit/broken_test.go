package audit_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/roundtest"
)

// trap is a record whose reader breaks at some entry, or whose texts do.
type trap struct {
	audit.Source
	entry, text int
}

func (s *trap) Stored(ctx context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	return sprung(s.Source.Stored(ctx, origin), origin == main, s.entry)
}

func (s *trap) AllTexts(ctx context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	return sprung(s.Source.AllTexts(ctx, origin), origin == main, s.text)
}

func sprung[T any](seq iter.Seq2[T, error], here bool, at int) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		n := 0
		for v, err := range seq {
			if n++; here && n == at {
				panic("sprung")
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// A fault of the check, wherever it happens, is an error of the check and not the end of the program.
func TestFaultOfTheCheckEndsNothingElse(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*trap{
		"the first entry": {recorded(), 1, 0}, "an entry": {recorded(), 20, 0}, "a text": {recorded(), 0, 3},
	} {
		r, err := audit.Check(t.Context(), s, register, strings.TrimSuffix(main, roundtest.Main), audit.Options{Lang: "en"})
		if r != nil || err == nil || !strings.Contains(err.Error(), "sprung") {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	if _, err := audit.Check(t.Context(), &trap{recorded(), 0, 0}, register, strings.TrimSuffix(main, roundtest.Main), audit.Options{Lang: "en"}); err != nil {
		t.Errorf("the control: %v", err)
	}
}

// Where the program breaks while an entry is played, the entry is named, and nothing after it is called good.
func TestFaultAtAnEntryIsAFinding(t *testing.T) {
	t.Parallel()
	r := check(t, recorded(), audit.Options{Lang: "de", Decided: func(*workflow.Round, *workflow.Proposal) { panic(errors.New("sprung")) }})
	l := of(t, r, main)
	if r.OK || l.FirstBad == nil || result(l, audit.Rules) != audit.Failed || result(l, audit.Index) == audit.OK {
		t.Fatalf("%+v", l)
	}
	if what := l.Findings[0].What; !strings.Contains(what, "An diesem Eintrag ist das Prüfprogramm gescheitert (sprung)") {
		t.Errorf("it says %q", what)
	}
}
