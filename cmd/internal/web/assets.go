package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// staticRoot is the address below which the files lie that pages need.
const staticRoot = "/static/"

// assets are the files that pages need. Each is served under an address that carries its checksum, so a browser may keep it
// for ever and a new version has a new address.
type assets struct {
	address map[string]string // by file name
	file    map[string]asset  // by address
}

type asset struct {
	kind string
	text []byte
}

func newAssets() (assets, error) {
	a := assets{address: map[string]string{}, file: map[string]asset{}}
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return a, fmt.Errorf("list static files: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		text, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			return a, fmt.Errorf("static file %s: %w", name, err)
		}
		sum := sha256.Sum256(text)
		ext := path.Ext(name)
		address := staticRoot + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:8]) + ext
		a.address[name] = address
		a.file[address] = asset{kind: mime.TypeByExtension(ext), text: text}
	}
	return a, nil
}

// url is the address of the file, or an error when there is none of that name.
func (a assets) url(name string) (string, error) {
	address, ok := a.address[name]
	if !ok {
		return "", fmt.Errorf("there is no static file %q", name)
	}
	return address, nil
}

// ServeHTTP answers with the file; an address with an old checksum is not found.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.file[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(f.text) // an error here means that the reader has left
}
