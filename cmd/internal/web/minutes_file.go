package web

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"

	"gremium/workflow"
)

// fieldForm is the form in which a file is asked for: md or html.
const fieldForm = "form"

// minutesFile sends minutes as a file: Markdown, or a page of its own for printing.
func (s *Server) minutesFile(w http.ResponseWriter, r *http.Request, v *visit) {
	asked, err := s.minutesAsked(r, v)
	if err == nil && asked.nothing {
		err = noneYet()
	}
	var d *reading
	if err == nil {
		d, err = s.read(r.Context(), v)
	}
	var out bytes.Buffer
	form, kind := "md", "text/markdown; charset=utf-8"
	if err == nil {
		doc, fault := s.minutesDocument(r, d, asked)
		switch err = fault; {
		case err != nil:
		case r.FormValue(fieldForm) == "html":
			form, kind = "html", "text/html; charset=utf-8"
			err = doc.HTML(&out)
		default:
			err = doc.Markdown(&out)
		}
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": asked.fileName(v, form)}))
	_, _ = w.Write(out.Bytes()) // an error here means that the reader has left
}

// noneYet says that there are no minutes on record.
func noneYet() error { return &workflow.Refusal{Code: "minutes_missing", Rule: "lifecycle"} }

// fileName says in the visitor's words what the file is.
func (m minuting) fileName(v *visit, form string) string {
	version := v.words.T("minutes.file.record")
	if m.Version > 0 {
		version = v.words.T("minutes.file.version", "Version", strconv.FormatUint(m.Version, 10))
	}
	if m.Anonymous {
		version += v.words.T("minutes.file.anonymous")
	}
	of := v.round.ID
	if m.Meeting != "" {
		of += "-" + m.Meeting
	}
	return v.words.T("minutes.file.name", "Round", of, "Version", version) + "." + form
}
