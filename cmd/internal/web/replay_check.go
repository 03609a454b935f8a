package web

import (
	"errors"
	"sync"
	"time"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/audit"
)

// checks are the latest results of checking records, by round, since the server was started.
type checks struct {
	mu     sync.Mutex
	latest map[string]check
}

// check is one result and when it came.
type check struct {
	report *audit.Report
	at     time.Time
}

func newChecks() *checks { return &checks{latest: map[string]check{}} }

func (c *checks) keep(round string, report *audit.Report, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest[round] = check{report, at}
}

func (c *checks) of(round string) (check, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	x, ok := c.latest[round]
	return x, ok
}

// checked tells readers of the whole record what the last check has found: in the line above the page's name where that is
// nothing, and in a box that leads to the first bad entry where it is something.
func (s *Server) checked(d *reading, ref *part.Ref) *part.Box {
	if !d.round.Reader {
		return nil
	}
	w := d.words
	x, ok := s.checks.of(d.round.ID)
	switch {
	case !ok:
		ref.Facts = append(ref.Facts, w.T("checked.never"))
		return nil
	case x.report.OK:
		ref.Facts = append(ref.Facts, w.T("checked.good", "When", w.Moment(x.at)))
		return nil
	}
	box := &part.Box{Kind: part.BoxFault, Icon: "warn", Title: w.T("checked.failed"), Lines: []string{w.T("checked.when", "When", w.Moment(x.at))}}
	more := 0
	for i := range x.report.Ledgers {
		l := &x.report.Ledgers[i]
		if n := len(l.Findings) + l.More; n > 0 {
			box.Lines = append(box.Lines, l.Findings[0].What)
			more += n - 1
		}
		if l.Round == d.round.ID && l.FirstBad != nil {
			n := int(*l.FirstBad)
			box.Links = append(box.Links, part.Link{Text: w.T("checked.first", "Entry", n), Href: d.entryPage(n)})
		}
	}
	if more > 0 {
		box.Lines = append(box.Lines, w.T("checked.more", "Count", more))
	}
	box.Links = append(box.Links, part.Link{Text: w.T("checked.all"), Href: d.address("pruefung")})
	return box
}

// damaged says from which entry on the record cannot be read, and that what stands before it is shown; nil where all of it can.
func (d *reading) damaged() *part.Box {
	if d.damage == nil {
		return nil
	}
	w, first := d.words, int(d.damage.Entry)
	return &part.Box{
		Kind: part.BoxFault, Icon: "warn", Title: w.T("damaged.title", "Entry", first),
		Lines: []string{d.damageText(), w.T("damaged.shown", "Last", first-1)},
		Links: []part.Link{{Text: w.T("damaged.check"), Href: d.address("pruefung")}},
	}
}

// damageText is what is wrong with the first entry that is bad.
func (d *reading) damageText() string {
	var ref *workflow.Refusal
	switch {
	case d.damage.Cause == nil:
		return d.words.T("damaged.missing")
	case errors.As(d.damage.Cause, &ref):
		return d.words.T("damaged.forbidden", "Reason", ref.Text(d.words.Lang(), d.name))
	}
	return d.words.T("damaged.unreadable", "Reason", d.damage.Cause.Error())
}
