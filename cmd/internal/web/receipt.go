package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// The query that names the entries a form has made; the page after it shows them as a receipt. For whom numbers of entries
// would tell what others have done, it names the instants of the own entries.
const (
	fieldFrom  = "eintrag"
	fieldSince = "seit"
	fieldTo    = "bis"
)

// done is the address of the page after a form, with the entries it has made.
func done(v *visit, at string, receipts []workflow.Receipt) string {
	name, number := fieldFrom, func(r *workflow.Receipt) uint64 { return r.Seq }
	if !v.round.Numbers {
		name, number = fieldSince, func(r *workflow.Receipt) uint64 { return uint64(max(r.At, 0)) }
	}
	query, first := url.Values{}, number(&receipts[0])
	query.Set(name, strconv.FormatUint(first, 10))
	if last := number(&receipts[len(receipts)-1]); last != first {
		query.Set(fieldTo, strconv.FormatUint(last, 10))
	}
	if receipts[0].Unchanged {
		query.Set(fieldSame, "1")
	}
	return at + "?" + query.Encode()
}

// receipt says what a form has done, read from the record and as far as the visitor sees it; nil where the address names no
// entry.
func (s *Server) receipt(r *http.Request, d *reading, p *view.Proposal) (*part.Box, error) {
	made, asked := madeBy(r, d)
	if !asked {
		return nil, nil
	}
	id := ""
	if p != nil {
		id = p.ID
	}
	steps, err := s.config.Desk.History(r.Context(), d.round, id)
	if err != nil {
		return nil, err
	}
	var box *part.Box
	for i := range steps {
		if st := &steps[i]; made(st) && (box == nil || len(box.Lines) < maxReceipt) {
			if box == nil {
				box = receiptBox(r, d)
			}
			line := d.words.T("receipt.line", "What", d.sentence(st), "Entry", int(st.Seq), "When", d.words.Moment(st.At.Time()))
			if !d.round.Numbers {
				line = d.words.T("receipt.line.own", "What", d.sentence(st), "When", d.words.Moment(st.At.Time()))
			}
			box.Lines = append(box.Lines, line)
		}
	}
	if box == nil && r.FormValue(fieldSame) != "" { // entered by somebody whose entries the visitor does not see
		box = receiptBox(r, d)
	}
	return box, nil
}

// receiptBox begins a receipt: what was sent is entered, or stood in the record before.
func receiptBox(r *http.Request, d *reading) *part.Box {
	box := &part.Box{Kind: part.BoxGood, Icon: "tick", Title: d.words.T("receipt.title"), Focus: true}
	if r.FormValue(fieldSame) != "" {
		box.Title = d.words.T("receipt.same")
	}
	return box
}

// madeBy tells which steps the address names; asked is false where it names none.
func madeBy(r *http.Request, d *reading) (made func(*view.Step) bool, asked bool) {
	if from := numberOf(r.FormValue(fieldSince)); from > 0 && d.round.Me != nil {
		to := max(from, numberOf(r.FormValue(fieldTo)))
		return func(st *view.Step) bool {
			at := uint64(max(st.At, 0))
			return st.Actor == d.round.Me.Pseudonym && at >= from && at <= to
		}, true
	}
	from := numberOf(r.FormValue(fieldFrom)) // 0 opens the round, which no page does
	to := max(from, numberOf(r.FormValue(fieldTo)))
	return func(st *view.Step) bool { return d.round.Numbers && st.Seq >= from && st.Seq <= to }, from > 0
}

// given says what became of an own score sheet or vote: its instant and version, and the number of its entry once nothing
// is hidden any more. Before that the number would tell how many others have scored or voted.
func given(v *visit, text string, version, entry uint64, at ledger.Instant) string {
	says := v.words.T("receipt.own", "Version", int(version), "When", v.words.Moment(at.Time()))
	if v.round.Numbers {
		says = v.words.T("receipt.numbered", "Entry", int(entry), "Version", int(version), "When", v.words.Moment(at.Time()))
	}
	return says + " " + v.words.T(text)
}

// maxReceipt bounds how many entries a receipt lists.
const maxReceipt = 200
