package web

import (
	"net/http"
	"strconv"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// parseSeen reads what a form carries; what is no such thing gives the zero value, which no state of a round equals.
func parseSeen(text string) seen {
	f := strings.Split(text, ".")
	if len(f) != 5 {
		return seen{}
	}
	at := seen{State: f[0]}
	numbers := []*uint64{&at.Entry, &at.Version, nil, &at.Ballot}
	for i, to := range numbers {
		n, err := strconv.ParseInt(f[i+1], 10, 63)
		if err != nil {
			return seen{}
		}
		if to == nil {
			at.Sheets = int(n)
		} else {
			*to = uint64(max(n, 0))
		}
	}
	return at
}

// overtaken says why a step would rest on something else than what its form has shown, as a message; empty where it would
// not. A decision rests on the ballot, and a return on a proposal that nobody scores. Every other step that is out of date is
// refused by the rules themselves.
func (st step) overtaken(d *reading, p *view.Proposal, at seen) string {
	switch {
	case st.kind == workflow.KindDecisionTaken && p.State == workflow.Scored && seeing(d, p).Ballot != at.Ballot:
		return "clash.ballot_since"
	case st.kind == workflow.KindProposalReturned && p.State == workflow.UnderReview && at.State != string(p.State):
		return "clash.review_since"
	}
	return ""
}

// clash shows how things stood when the form was made beside how they stand now, and what happened in between.
type clash struct {
	Box   part.Box
	Table part.Table
	Since []part.Entry
}

func (s *Server) clashOf(r *http.Request, d *reading, p *view.Proposal, was seen, why, again string) (*clash, error) {
	w, is := d.words, seeing(d, p)
	c := &clash{
		Box: part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: w.T("clash.title"), Lines: []string{why, w.T("clash." + again)}, Alert: true, Focus: true,
		},
		Table: part.Table{Caption: w.T("clash.table"), Columns: []part.Column{
			{Title: w.T("clash.what")}, {Title: w.T("clash.was")}, {Title: w.T("clash.is")},
		}},
	}
	line := func(id, before, after string) {
		row := part.Row{Head: part.Cell{Text: w.T(id)}, Cells: []part.Cell{{Text: before}, {Text: after}}}
		if before != after {
			row.Cells, row.Hit = []part.Cell{{Was: before}, {Is: after}}, true
		}
		c.Table.Rows = append(c.Table.Rows, row)
	}
	if p == nil {
		line("clash.phase", d.phase(workflow.Phase(was.State)), d.phase(d.round.Phase))
	} else {
		line("clash.state", d.stateWord(was.State), d.stateWord(is.State))
		line("clash.version", strconv.FormatUint(was.Version, 10), strconv.FormatUint(is.Version, 10))
		if is.Sheets >= 0 && was.Sheets >= 0 {
			line("clash.sheets", w.Int(was.Sheets), w.Int(is.Sheets))
		}
		line("clash.ballot", d.ballotWord(was.Ballot, is.Ballot), d.ballotWord(is.Ballot, is.Ballot))
	}
	var err error
	c.Since, err = s.since(r, d, p, was.Entry)
	return c, err
}

func (d *reading) stateWord(code string) string {
	for _, known := range append(tallied(), "published") {
		if known == code {
			return d.words.T("state." + code)
		}
	}
	return "–"
}

// ballotWord says which ballot a form rests on: none, the latest or an earlier one.
func (d *reading) ballotWord(mark, latest uint64) string {
	switch mark {
	case 0:
		return "–"
	case latest:
		return d.words.T("clash.ballot.latest")
	}
	return d.words.T("clash.ballot.earlier")
}

// since lists what happened after a form was made; nothing where the form could not say when that was.
func (s *Server) since(r *http.Request, d *reading, p *view.Proposal, entry uint64) ([]part.Entry, error) {
	if entry == 0 {
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
	var out []part.Entry
	for i := range steps {
		if st := &steps[i]; st.Entry() >= entry {
			out = append(out, part.Entry{Seq: int(st.Seq), Text: d.sentence(st), Note: d.words.Moment(st.At.Time())})
		}
	}
	const most = 10
	return out[max(0, len(out)-most):], nil
}

// badForm says that what was sent is no form.
func badForm() error {
	return reply.New(reply.Usage, "form_broken",
		"Was gesendet wurde, ist kein vollständiges Formular. Laden Sie die Seite neu und senden Sie es noch einmal.",
		"What was sent is not a whole form. Reload the page and send it again.")
}
