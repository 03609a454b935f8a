package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// receiptsAt is the address of the list of one's own receipts.
const receiptsAt = "/quittungen"

// receiptsBody is the body of the page of one's own receipts.
type receiptsBody struct {
	Lead     string
	Unsigned *part.Box // where the installation lacks its key
	Rounds   []receiptsOf
	Empty    *part.Empty
	Promise  string // commands that check them
	Proof    string
}

// receiptsOf are those of one round.
type receiptsOf struct {
	Title string
	Note  string // when the proofs can be had
	Table part.Table
}

// receiptsShow lists the visitor's own receipts, and those of what they entered for others, in all rounds.
func (s *Server) receiptsShow(w http.ResponseWriter, r *http.Request, v *visit) {
	words := v.words
	body := receiptsBody{Lead: words.T("receipts.lead"), Promise: words.T("receipts.check.promise"), Proof: words.T("receipts.check.proof")}
	if s.config.Receipts.Signs(r.Context()) != nil {
		body.Unsigned = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: words.T("receipts.unsigned.title"), Lines: []string{words.T("receipts.unsigned")}}
	}
	for _, round := range byWork(v.rounds) {
		one := &visit{who: v.who, roles: v.roles, round: round, words: words}
		of, err := s.receiptsOf(r, one, body.Unsigned == nil)
		if err != nil {
			s.refuse(w, r, one, err)
			return
		}
		if len(of.Table.Rows) > 0 {
			body.Rounds = append(body.Rounds, of)
		}
	}
	if len(body.Rounds) == 0 {
		body.Empty = &part.Empty{Title: words.T("receipts.none"), Text: words.T("receipts.none.text")}
	}
	show(s, w, r, s.pages.receipts, http.StatusOK, s.frameOf(r, v, words.T("receipts.title")), body)
}

// receiptsOf lists those of one round, the latest first.
func (s *Server) receiptsOf(r *http.Request, v *visit, signs bool) (receiptsOf, error) {
	all, err := s.config.Desk.Castings(r.Context(), v.round, v.who, "")
	if err != nil || len(all) == 0 {
		return receiptsOf{}, err
	}
	wait, err := s.config.Desk.Waiting(r.Context(), v.round, v.who, "")
	if err != nil {
		return receiptsOf{}, err
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		return receiptsOf{}, err
	}
	words := v.words
	of := receiptsOf{Title: d.title, Note: words.T("receipts.ready")}
	if wait != desk.WaitingNot {
		of.Note = words.T("receipts.later", "When", words.T("receipts.wait."+string(wait)))
	}
	of.Table = part.Table{Caption: words.T("receipts.caption", "Round", d.title), Quiet: true, Columns: []part.Column{
		{Title: words.T("receipts.what")}, {Title: words.T("receipts.when"), Wide: true, Whole: true}, {Title: words.T("receipts.promise"), Whole: true}, {Title: words.T("receipts.proof"), Whole: true},
	}}
	for i := len(all) - 1; i >= 0; i-- {
		on, err := s.motionOf(r, v, all[i].Motion)
		if err != nil {
			return of, err
		}
		wait := wait
		if all[i].Clerk != "" { // who it was entered for may have to wait longer
			if wait, err = s.config.Desk.Waiting(r.Context(), v.round, v.who, all[i].By); err != nil {
				return of, err
			}
		}
		of.Table.Rows = append(of.Table.Rows, d.receiptRow(&all[i], on, wait, signs))
	}
	return of, nil
}

// motionOf is the text of a motion; empty where there is none, or none for the visitor.
func (s *Server) motionOf(r *http.Request, v *visit, id string) (string, error) {
	x := v.round.Motion(id)
	if x == nil {
		return "", nil
	}
	texts, err := s.config.Desk.Texts(r.Context(), v.round, x.Entry)
	return texts["motion"], err
}

// receiptRow is one entry with its files; on is the text of the motion that a vote was on.
func (d *reading) receiptRow(c *desk.Casting, on string, wait desk.Waiting, signs bool) part.Row {
	w := d.words
	head := part.Cell{Text: w.T("receipts.of."+kindOf(c), "Version", int(c.Version))}
	if p := d.round.Proposal(c.Proposal); p != nil {
		head.Number = p.Number
	}
	if c.Motion != "" {
		head.Text, head.Note = w.T("receipts.of.motion", "What", head.Text), on
	}
	if c.Clerk != "" {
		head.Note = strings.TrimSpace(on + " " + w.T("receipts.clerk", "Name", d.name(c.Clerk), "For", d.name(c.By)))
	}
	promise, proof := part.Cell{Text: w.T("receipts.unsigned.short")}, part.Cell{Text: w.T("receipts.notyet")}
	if signs {
		promise = part.Cell{Text: w.T("receipts.promise.get"), Href: d.receiptAt(promisePath, d.heldOf(c))}
	}
	if wait == desk.WaitingNot {
		proof = part.Cell{Text: w.T("receipts.proof.get"), Href: d.receiptAt(proofPath, d.heldOf(c))}
	}
	return part.Row{Head: head, Cells: []part.Cell{{Text: w.Moment(c.At.Time())}, promise, proof}}
}

// castAt names, in the address of the page after a vote, the instant of the entry, which is the voter's own.
func castAt(made []workflow.Receipt) string {
	if len(made) != 1 || made[0].Kind != workflow.KindVoteCast && made[0].Kind != workflow.KindBallotVoted {
		return ""
	}
	return "&" + fieldSince + "=" + strconv.FormatInt(int64(made[0].At), 10)
}

// castNote confirms, from the record, a vote that was given on the page of a meeting just before, the own or one from paper, with the
// promise over it.
func (s *Server) castNote(r *http.Request, b *sitting) ([]part.Box, error) {
	if !r.URL.Query().Has("getan") || !r.URL.Query().Has(fieldSince) {
		return nil, nil
	}
	all, err := s.config.Desk.Castings(r.Context(), b.round, b.who, "")
	if err != nil {
		return nil, err
	}
	at := r.URL.Query().Get(fieldSince)
	all = slices.DeleteFunc(all, func(c desk.Casting) bool {
		return c.Kind == workflow.KindScoresCast || strconv.FormatInt(int64(c.At), 10) != at
	})
	if len(all) == 0 {
		return nil, nil
	}
	c := &all[len(all)-1]
	box := part.Box{
		Kind: part.BoxGood, Icon: "tick", Focus: true, Title: b.words.T("receipts.cast"),
		Lines: []string{b.words.T("receipts.entered", "When", b.words.Moment(c.At.Time()))},
	}
	if c.Clerk != "" {
		box.Title = b.words.T("paper.done")
	}
	if s.config.Receipts.Signs(r.Context()) == nil {
		box.Links = []part.Link{{Text: b.words.T("receipts.promise.link"), Href: b.receiptAt(promisePath, b.heldOf(c)), Note: b.words.T("receipts.promise.note")}}
	} else {
		box.Lines = append(box.Lines, b.words.T("receipts.unsigned"))
	}
	box.Links = append(box.Links, part.Link{Text: b.words.T("receipts.title"), Href: receiptsAt})
	return []part.Box{box}, nil
}

// tooEarly refuses a proof that it is not time for.
func (s *Server) tooEarly(wait desk.Waiting) error {
	in := func(lang string) string {
		return s.speak[lang].T("receipts.early", "When", s.speak[lang].T("receipts.wait."+string(wait)))
	}
	return reply.New(reply.Conflict, "receipt_early", in("de"), in("en"))
}

// noReceipt refuses where there is no own entry.
func (s *Server) noReceipt() error {
	return reply.New(reply.NotFound, "receipt_unknown", s.speak["de"].T("receipts.unknown"), s.speak["en"].T("receipts.unknown"))
}
