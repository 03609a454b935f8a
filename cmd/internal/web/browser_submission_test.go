package web

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gremium/cmd/internal/web/browsertest"
	"gremium/workflow"
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

// The pages that stand where a form is expected: the choice between an old draft and the recorded version, the round that
// takes no proposals, a damaged round, and what a submitter reads when a decision is released.
func TestBrowserPagesInPlaceOfAForm(t *testing.T) {
	t.Parallel()
	outrun, _ := outrunDraft(t)
	closed := newRound(t)
	b := closed.signedIn(submitter)
	b.send(b.get(submitPath), submitPath, writeAll("ende", "vorschau")...)
	closed.submit("a")
	closed.move(workflow.KindReviewStarted, "")
	talk := talked(t)
	decided := decidedRound(t)
	decided.move(workflow.KindDecisionReleased, "a")
	decided.move(workflow.KindSummaryPublished, "a")
	for name, page := range map[string]struct {
		h       *roundHouse
		who, at string
	}{
		"wahl":        {outrun, submitter, reworkPath},
		"verspaetet":  {lateAndDiscussed(t), ministry, scorePath},
		"geschlossen": {closed, submitter, submitPath},
		"begruendung": {decided, submitter, firstAt + "/warum"},
		"laufzettel":  {decided, office, firstAt},
		"fassungen":   {talk, office, firstAt + "/fassungen"},
		"vergleich":   {talk, office, talkPath + "/aendern/1"},
		"antworten":   {talk, submitter, askPath + "/2"},
		"nachgefragt": {talk, submitter, firstAt},
		"verdeckt":    {talk, ministry, firstAt},
		"vertagt":     {deferredRound(t, true), submitter, firstAt},
		"anknuepfen":  {deferredRound(t, true), submitter, laterPath + "?previous=2026%2Fa"},
		"bestaetigen": {doubtedRound(t), office, stepAtPath("entscheidung-bestaetigen")},
		"gleichstand": {tiedRound(t), office, stepAtPath("entscheiden")},
		"beschaedigt": {damagedHouse(t, false), office, "/runden"},
	} {
		server := httptest.NewServer(page.h.server)
		t.Cleanup(server.Close)
		p := sit(t, page.h, server.URL, page.who)
		p.Go(server.URL + page.at)
		for _, width := range []int{320, 360, 1440} {
			p.Size(width, 900)
			if over := p.Overflow(); over > 0 {
				t.Errorf("%s at %d px is %d px too wide", name, width, over)
			}
		}
		p.Axe()
		p.Dark(true)
		p.Axe()
		p.Dark(false)
		for _, width := range []int{360, 1440} {
			p.Screenshot(name, width, false)
			p.Screenshot(name, width, true)
		}
	}
}
