package web

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gremium/cmd/internal/web/browsertest"
)

// The text of a preview scrolls away with the page, so that nothing lies on the buttons below it.
func TestBrowserPreviewLeavesItsButtonsFree(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	server := httptest.NewServer(h.server)
	t.Cleanup(server.Close)
	b := h.signedIn(submitter)
	all := writeAll("ende", "vorschau")
	all[slices.Index(all, "need")+1] = strings.Repeat("Ein langer Absatz über den Bedarf in der Praxis. ", 70)
	b.send(b.get(submitPath), submitPath, all...)
	p := sit(t, h, server.URL, submitter)
	p.Size(1440, 900)
	p.Go(server.URL + submitPath)
	p.Follow(".actbar .btn.primary")
	for _, block := range []string{"start", "center", "end"} {
		if on := browsertest.Eval[string](p.Page, `(() => { const b = document.querySelector('button[value=einreichen]');
			b.scrollIntoView({block: '`+block+`', behavior: 'instant'});
			const r = b.getBoundingClientRect(), e = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
			return b.contains(e) ? '' : e ? e.outerHTML.slice(0, 80) : 'nothing'; })()`); on != "" {
			t.Errorf("scrolled to %s, the button lies under %s", block, on)
		}
	}
}
