package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The query that names the entries a form has made; the page after it shows them as a receipt.
const (
	fieldFrom = "eintrag"
	fieldTo   = "bis"
)

// done is the address of the page after a form, with the entries it has made.
func done(at string, receipts []workflow.Receipt) string {
	query := url.Values{}
	query.Set(fieldFrom, strconv.FormatUint(receipts[0].Seq, 10))
	if last := receipts[len(receipts)-1].Seq; last != receipts[0].Seq {
		query.Set(fieldTo, strconv.FormatUint(last, 10))
	}
	return at + "?" + query.Encode()
}

// receipt says what a form has done, read from the record and as far as the visitor sees it; nil where the address names no
// entry.
func (s *Server) receipt(r *http.Request, d *reading, p *view.Proposal) (*part.Box, error) {
	from := numberOf(r.FormValue(fieldFrom))
	to := max(from, numberOf(r.FormValue(fieldTo)))
	if from == 0 { // the first entry opens the round, which no page does
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
		if st := &steps[i]; st.Seq >= from && st.Seq <= to && st.Seq-from < maxReceipt {
			if box == nil {
				box = &part.Box{Kind: part.BoxGood, Icon: "tick", Title: d.words.T("receipt.title"), Focus: true}
			}
			box.Lines = append(box.Lines, d.words.T("receipt.line",
				"What", d.sentence(st), "Entry", int(st.Seq), "When", d.words.Moment(st.At.Time())))
		}
	}
	return box, nil
}

// maxReceipt bounds how many entries a receipt lists.
const maxReceipt = 200
