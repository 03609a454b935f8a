package web

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// Receipts makes what people hold against the record: over an entry of their own the signed promise, and later the proof.
type Receipts interface {
	// Signs is nil where promises can be signed, and says otherwise why not.
	Signs(ctx context.Context) error
	Promise(ctx context.Context, c *desk.Casting) ([]byte, error)
	// Proof does not ask whether it is time for it.
	Proof(ctx context.Context, origin string, c *desk.Casting) ([]byte, error)
}

// The parts of the addresses of receipts before the name of the entry.
const (
	promisePath = "zusage"
	proofPath   = "nachweis"
)

// held names an entry of the visitor's own by what they know of it, so that its name tells them nothing.
type held struct {
	by      string // pseudonym of whose entry it is
	on      string // number of the proposal, or id of the motion
	kind    string // as kindOf has it
	version uint64
	at      ledger.Instant
}

// name is how addresses call it.
func (x *held) name() string {
	version := x.version
	if x.kind == castSecret { // which has none
		version = 0
	}
	return fmt.Sprintf("%s.%s%d.%d", x.on, x.kind, version, x.at)
}

// heldOf names a casting.
func (v *visit) heldOf(c *desk.Casting) *held {
	x := &held{by: c.By, on: c.Motion, kind: kindOf(c), version: c.Version, at: c.At}
	if p := v.round.Proposal(c.Proposal); p != nil && c.Motion == "" {
		x.on = p.Number
	}
	return x
}

// heldVote names a vote on a proposal, by its number, or on a motion, by its id.
func (v *visit) heldVote(on string, own *workflow.Vote) *held {
	x := &held{by: v.round.Participant(own.By), on: on, kind: castVote, version: own.Version, at: own.At}
	if own.Choice == policy.Sealed {
		x.kind = castSecret
	}
	return x
}

// receiptAt is the address of a receipt over an entry of the visitor's own.
func (v *visit) receiptAt(what string, x *held) string {
	return v.address("quittungen/" + what + "/" + url.PathEscape(x.name()))
}

// handed puts into a box what the visitor can hold against the record, where the entry is their own: the promise, the proof where it is
// time for it, and else when that will be.
func (s *Server) handed(r *http.Request, v *visit, x *held, box *part.Box) error {
	if v.round.Me == nil || x.by != v.round.Me.Pseudonym {
		return nil
	}
	wait, err := s.config.Desk.Waiting(r.Context(), v.round, v.who, x.by)
	if err != nil {
		return err
	}
	if s.config.Receipts.Signs(r.Context()) == nil {
		box.Links = append(box.Links, part.Link{Text: v.words.T("receipts.promise.link"), Href: v.receiptAt(promisePath, x), Note: v.words.T("receipts.promise.note")})
	} else {
		box.Lines = append(box.Lines, v.words.T("receipts.unsigned"))
	}
	if wait == desk.WaitingNot {
		box.Links = append(box.Links, part.Link{Text: v.words.T("receipts.proof.link"), Href: v.receiptAt(proofPath, x), Note: v.words.T("receipts.proof.note")})
	} else {
		box.Lines = append(box.Lines, v.words.T("receipts.later", "When", v.words.T("receipts.wait."+string(wait))))
	}
	box.Links = append(box.Links, part.Link{Text: v.words.T("receipts.title"), Href: receiptsAt})
	return nil
}

// heldSheet names the own sheet for a proposal.
func heldSheet(p *view.Proposal) *held {
	own := p.OwnSheet
	return &held{by: own.By, on: p.Number, kind: castScores, version: own.Version, at: own.At}
}

// ownReceipt is what the visitor holds over the own scores that are in force; nil where there are none of their own.
func (s *Server) ownReceipt(r *http.Request, v *visit) (*part.Box, error) {
	own := v.proposal.OwnSheet
	if own == nil || v.round.Me == nil || own.By != v.round.Me.Pseudonym {
		return nil, nil
	}
	box := &part.Box{
		Title: v.words.T("receipts.of.scores", "Version", int(own.Version)), Lines: []string{v.words.T("receipts.entered", "When", v.words.Moment(own.At.Time()))},
	}
	return box, s.handed(r, v, heldSheet(v.proposal), box)
}

// promiseFile hands out the promise over an own entry.
func (s *Server) promiseFile(w http.ResponseWriter, r *http.Request, v *visit) {
	s.receiptFile(w, r, v, func(c *desk.Casting) ([]byte, string, error) {
		file, err := s.config.Receipts.Promise(r.Context(), c)
		return file, v.words.T("receipts.promise.file") + ".txt", err
	})
}

// proofFile hands out the proof of an own entry, or says when it can be had.
func (s *Server) proofFile(w http.ResponseWriter, r *http.Request, v *visit) {
	s.receiptFile(w, r, v, func(c *desk.Casting) ([]byte, string, error) {
		wait, err := s.config.Desk.Waiting(r.Context(), v.round, v.who, c.By)
		if err != nil {
			return nil, "", err
		}
		if wait != desk.WaitingNot {
			return nil, "", s.tooEarly(wait)
		}
		file, err := s.config.Receipts.Proof(r.Context(), v.round.Origin, c)
		return file, v.words.T("receipts.proof.file") + ".tlog-proof", err
	})
}

// receiptFile finds the own entry of an address and sends a file about it.
func (s *Server) receiptFile(w http.ResponseWriter, r *http.Request, v *visit, make func(c *desk.Casting) (file []byte, ending string, err error)) {
	c, err := s.castingAt(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	file, ending, err := make(c)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(file)))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": v.receiptName(c) + "-" + ending}))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(file) // an error here means that the reader has left
}

// castingAt is the own entry of an address; the error is a refusal where there is none.
func (s *Server) castingAt(r *http.Request, v *visit) (*desk.Casting, error) {
	all, err := s.config.Desk.Castings(r.Context(), v.round, v.who, "")
	if err != nil {
		return nil, err
	}
	for i := range all {
		if v.heldOf(&all[i]).name() == r.PathValue("quittung") {
			return &all[i], s.config.Desk.Held(r.Context(), v.round, &all[i])
		}
	}
	return nil, s.noReceipt()
}

// receiptName is what a file about an entry is called, up to what kind it is: „2026-26-001-bewertung-2“.
func (v *visit) receiptName(c *desk.Casting) string {
	name := v.round.ID
	if p := v.round.Proposal(c.Proposal); p != nil {
		name += "-" + p.Number
	}
	if c.Motion != "" {
		name += "-" + c.Motion
	}
	name += "-" + v.words.T("receipts.file."+kindOf(c))
	if c.Version > 0 {
		name += "-" + strconv.FormatUint(c.Version, 10)
	}
	return name
}

// The kinds of casting, as messages and addresses call them.
const (
	castScores = "scores"
	castVote   = "vote"
	castSecret = "secret"
)

// kindOf tells scores, votes and votes in secret apart.
func kindOf(c *desk.Casting) string {
	switch c.Kind {
	case workflow.KindScoresCast:
		return castScores
	case workflow.KindBallotVoted:
		return castSecret
	default:
		return castVote
	}
}
