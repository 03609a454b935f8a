package audit_test

import (
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

const later = "r5"

// again plays the story, and hands d, which was deferred there, in anew in a later round, with a link that may be changed.
func again(t *testing.T, size func(p *workflow.Proposal) uint64, change func(*workflow.Link)) *roundtest.Tape {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	p := roundtest.Policy(t)
	c.Play(roundtest.Story(p, roundtest.ImportPolicy(t))...)
	_, head, err := c.Engine.Replay(t.Context(), roundtest.Main, size(c.Round(roundtest.Main).Proposal("d")), nil)
	if err != nil {
		t.Fatal(err)
	}
	link := workflow.Link{Round: roundtest.Main, Proposal: "d", Size: head.Size, Root: head.Root}
	change(&link)
	anew := roundtest.Submit("d2")
	anew.Previous = &link
	c.Play(roundtest.Open(later, p), roundtest.Unit{
		{Round: later, Person: roundtest.Olga, As: workflow.Coordinator, Command: roundtest.Move(workflow.KindCallOpened, "")},
		{Round: later, Person: roundtest.Sue, As: workflow.Submitter, Command: anew},
	})
	return tape
}

// A proposal that is handed in anew refers to its round as that stood: the auditor holds the root against the record, and
// the deferral against its replay.
func TestLinksAreHeldAgainstTheirRound(t *testing.T) {
	t.Parallel()
	decided := func(p *workflow.Proposal) uint64 { return p.Decision.Seq + 1 }
	for name, c := range map[string]struct {
		size   func(p *workflow.Proposal) uint64
		change func(*workflow.Link)
		says   string // empty: nothing is wrong
	}{
		"as decided":      {decided, func(*workflow.Link) {}, ""},
		"as released":     {func(p *workflow.Proposal) uint64 { return p.Released + 1 }, func(*workflow.Link) {}, ""},
		"before deciding": {func(p *workflow.Proposal) uint64 { return p.Decision.Seq }, func(*workflow.Link) {}, "war er nach"},
		"another root":    {decided, func(l *workflow.Link) { l.Root[0] ^= 1 }, "mit einer Wurzel"},
		"another size":    {decided, func(l *workflow.Link) { l.Size-- }, "mit einer Wurzel"},
		"beyond the end":  {decided, func(l *workflow.Link) { l.Size = 9999 }, "so viele hat sie nicht"},
		"no size":         {decided, func(l *workflow.Link) { l.Size = 0 }, "so viele hat sie nicht"},
		"another one":     {decided, func(l *workflow.Link) { l.Proposal = "b" }, "nicht vertagt"},
		"no such":         {decided, func(l *workflow.Link) { l.Proposal = "nosuch" }, "nicht vertagt"},
		"no such round":   {decided, func(l *workflow.Link) { l.Round = "r9" }, "deren Akte fehlt"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tape := again(t, c.size, c.change)
			report := check(t, tape, audit.Options{Lang: "de"})
			l := of(t, report, roundtest.RoundOrigin(later))
			if c.says == "" {
				if !report.OK || len(l.Findings) != 0 {
					t.Errorf("%+v", l.Findings)
				}
				return
			}
			if report.OK || result(l, audit.Tree) != audit.Failed || len(l.Findings) != 1 || !strings.Contains(l.Findings[0].What, c.says) {
				t.Errorf("%+v", l.Findings)
			}
			if one := check(t, tape, audit.Options{Lang: "en", Round: later}); one.OK {
				t.Error("the later round alone is found in order")
			}
		})
	}
}

// A round that was altered behind its back no longer has the root that a later one refers to.
func TestAnAlteredRoundContradictsALink(t *testing.T) {
	t.Parallel()
	tape := again(t, func(p *workflow.Proposal) uint64 { return p.Decision.Seq + 1 }, func(*workflow.Link) {})
	tape.Alter(main, func(r *roundtest.Reel) {
		r.Entries[20] = entry(t, r.Entries[20], func(e *ledger.Entry) { e.Salt[0] ^= 1 })
		r.Reseal()
	})
	l := of(t, check(t, tape, audit.Options{Lang: "en"}), roundtest.RoundOrigin(later))
	if result(l, audit.Tree) != audit.Failed || !strings.Contains(l.Findings[0].What, "with a root that it did not have") {
		t.Errorf("%+v", l.Findings)
	}
}
