package web

import (
	"errors"
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// rawBody is the body of the page of an entry's bytes.
type rawBody struct {
	Ref   part.Ref
	Text  string
	Facts part.Facts
	Back  part.Link
}

// replayRaw shows an entry as it was committed, byte by byte.
func (s *Server) replayRaw(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	seq, err := strconv.ParseUint(r.FormValue(fieldEntry), 10, 63)
	if err != nil {
		err = errNoEntry(r.FormValue(fieldEntry))
	}
	var raw []byte
	if err == nil {
		raw, err = s.config.Desk.Entry(r.Context(), v.round, seq)
	}
	var ref *workflow.Refusal
	if errors.As(err, &ref) && ref.Code == "inconsistent" {
		err = errNoEntry(strconv.FormatUint(seq, 10))
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body := rawBody{
		Ref: d.ref(), Text: string(raw), Back: part.Link{Text: v.words.T("replay.title"), Href: d.address("nachvollziehen?" + fieldEntry + "=" + strconv.FormatUint(seq, 10))},
		Facts: part.Facts{{Name: v.words.T("entry.leaf"), Text: ledger.LeafHash(raw).String(), Code: true}},
	}
	show(s, w, r, s.pages.raw, http.StatusOK, s.frameOf(r, v, v.words.T("raw.title", "Entry", int(seq))), body)
}
