package web

import "net/http"

// routes is the whole table of addresses.
func (s *Server) routes(files assets) http.Handler {
	pages := http.NewServeMux()
	if s.config.Development {
		pages.HandleFunc("GET /bausteine", s.showSpecimen)
	}
	pages.HandleFunc("/", s.missing)

	all := http.NewServeMux()
	all.Handle("GET "+staticRoot, files)
	all.Handle("/", preferring(s.config.Secure, pages))
	return all
}
