package web

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"gremium/cmd/internal/web/part"
)

// The fields of the offer: the proposal whose texts alone are asked for, and the pseudonym of whom the file is for.
const (
	fieldTexts  = "vorschlag"
	fieldHolder = "fuer"
)

// unhurried is how long a reader may take over a file.
const unhurried = 15 * time.Minute

// takeAway is the offer to take the record along as a file.
type takeAway struct {
	Action  string
	Of      part.Field
	For     part.Field // none while the round goes on
	Button  part.Button
	Command string
	Voting  string // why the file ends earlier than the record
	Running string // why there is none for anybody else yet
}

// takeAway offers the record as a file to whoever reads all of it, and says to others why not.
func (d *reading) takeAway() takeAway {
	w := d.words
	t := takeAway{
		Action: d.address("pruefung/akte"), Command: "gremium log verify " + d.caseFileName() + " --key " + w.T("take.key"),
		Button: part.Button{Text: w.T("take.button")},
		Of:     part.Field{ID: fieldTexts, Name: fieldTexts, Label: w.T("take.of"), Hint: w.T("take.of.hint"), Options: []part.Option{{Text: w.T("take.all"), Chosen: true}}},
	}
	for _, p := range d.round.Proposals {
		if !p.Masked() {
			t.Of.Options = append(t.Of.Options, part.Option{Value: p.ID, Text: w.T("take.one", "Proposal", p.Number+" "+w.Quote(d.titles[p.ID]))})
		}
	}
	if !d.round.Reader {
		t.Button.Bar = &part.Bar{ID: "take-bar", Reason: w.T("take.seat")}
		return t
	}
	if _, voting := d.round.Handable(); voting {
		t.Voting = w.T("take.voting")
	}
	t.For = part.Field{ID: fieldHolder, Name: fieldHolder, Label: w.T("take.for"), Hint: w.T("take.for.hint"), Options: []part.Option{{Text: w.T("take.for.whole"), Chosen: true}}}
	if !d.round.Ended() {
		t.For.Options, t.For.Hint = nil, ""
		t.Running = w.T("take.for.running")
		return t
	}
	for _, pseudonym := range d.everybody() {
		t.For.Options = append(t.For.Options, part.Option{Value: pseudonym, Text: w.T("take.for.person", "Name", d.name(pseudonym))})
	}
	return t
}

// caseFileName is what the file is called.
func (d *reading) caseFileName() string { return d.words.T("take.file", "Round", d.round.ID) + ".zip" }

// excerptName is what the file for a participant is called.
func (d *reading) excerptName() string {
	return d.words.T("take.file.excerpt", "Round", d.round.ID) + ".zip"
}

// auditTake sends the record of the round as a file, or what a participant may see of it.
func (s *Server) auditTake(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	name, holder := d.caseFileName(), r.FormValue(fieldHolder)
	if holder != "" {
		name = d.excerptName()
	}
	file, size, err := s.config.Verifier.CaseFile(r.Context(), v.who, v.round.ID, r.FormValue(fieldTexts), holder)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_ = http.NewResponseController(w).SetWriteDeadline(s.config.Now().Add(unhurried)) // a writer without deadlines has nobody to wait for
	_, _ = io.Copy(w, file)                                                           // an error here means that the reader has left
}
