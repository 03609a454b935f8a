package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
)

// startBody is the body of the page for somebody who has nowhere to go yet.
type startBody struct {
	Damaged *part.Box
	Empty   *part.Empty // unless a round is damaged: then there may be something to do
}

// startShow leads everybody to where their work is.
func (s *Server) startShow(w http.ResponseWriter, r *http.Request, v *visit) {
	for _, a := range areas(v) {
		if v.has(a.home) && (a.home != roleMember || !v.has(roleOffice)) {
			http.Redirect(w, r, a.href, http.StatusSeeOther)
			return
		}
	}
	damaged, err := s.damaged(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body := startBody{Damaged: damaged}
	if damaged == nil {
		body.Empty = &part.Empty{Title: v.words.T("start.empty.title"), Text: v.words.T("start.empty.text")}
	}
	show(s, w, r, s.pages.start, http.StatusOK, s.frameOf(r, v, v.words.T("start.title")), body)
}
