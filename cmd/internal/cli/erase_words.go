package cli

import (
	"context"
	"strconv"

	"gremium/workflow/view"
)

// gone says of a text that it was erased, when, on what law, and by which entry.
func (e *env) gone(g *view.Gone) string {
	law, day := e.loc.T("erase.law"), e.loc.Day(g.At.Time())
	if g.Entry == 0 {
		return e.loc.T("erase.gone.bare", "Day", day, "Law", law)
	}
	return e.loc.T("erase.gone", "Day", day, "Law", law, "Entry", strconv.FormatUint(g.Entry, 10))
}

// told are the texts of an entry that the operator may read, for showing: in the place of those that were erased it says so.
func (h *house) told(ctx context.Context, v *view.Round, entry uint64) (map[string]string, error) {
	out, err := h.desk.Texts(ctx, v, entry)
	if err != nil {
		return nil, err
	}
	for path, g := range v.ErasedAt(entry) {
		out[path] = h.e.gone(g)
	}
	return out, nil
}

// withoutErased says of names and titles that were erased that they were.
func (d *docket) withoutErased() {
	e := d.h.e
	for pseudonym := range e.names {
		if g := d.Nameless(pseudonym); g != nil {
			e.names[pseudonym] = pseudonym + " (" + e.gone(g) + ")"
		}
	}
	for _, p := range d.Proposals {
		if g := d.Erased(p.Entry, "title"); g != nil && d.titles[p.ID] == "" {
			d.titles[p.ID] = e.gone(g)
		}
	}
}
