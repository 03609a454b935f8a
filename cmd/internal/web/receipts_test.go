package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/policy"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

var promiseLink = regexp.MustCompile(`href="(/runden/2026/quittungen/zusage/[^"]+)"`)

// promiseOn is the address of the first promise that a page offers, and its file.
func promiseOn(t *testing.T, b *browser, page string) (at string, file *httptest.ResponseRecorder) {
	t.Helper()
	m := promiseLink.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page offers no promise")
	}
	return m[1], b.get(m[1])
}

func proofAt(promise string) string { return strings.Replace(promise, "/zusage/", "/nachweis/", 1) }

// checkedReceipt is the report on a receipt, by the house's public key.
func checkedReceipt(t *testing.T, file, promise []byte) *receipt.Report {
	t.Helper()
	_, key, err := houseKey()
	if err != nil {
		t.Fatal(err)
	}
	r, err := receipt.Check(file, promise, receipt.Options{Lang: "de", Keys: []proof.Verifier{key}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A member casts scores and holds the promise from the receipt on; the proof comes when no scores are hidden any more.
func TestScoresHaveReceipts(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	holds(t, "the list", b.see(receiptsAt), "Noch keine Quittungen")
	w := b.send(b.get(scorePath), scorePath, fillIn("3")...)
	page := b.see(w.Header().Get("Location"))
	holds(t, "the receipt", page, `tabindex="-1" data-focus`, "Bewertung zu 26-001 abgegeben", "Zusage der Stelle herunterladen", "sobald in der Runde niemand mehr verdeckt bewertet")
	lacks(t, "the receipt", page, "/quittungen/nachweis/")
	at, file := promiseOn(t, b, page)
	head := file.Header()
	if file.Code != http.StatusOK || head.Get("Content-Type") != "text/plain; charset=utf-8" || head.Get("Content-Disposition") != "attachment; filename=2026-26-001-bewertung-1-zusage.txt" {
		t.Errorf("%d %v", file.Code, head)
	}
	promise := bytes.Clone(file.Body.Bytes())
	lacks(t, "the promise", string(promise), "index", "seq", "salt", "\n3")
	if r := checkedReceipt(t, promise, nil); !r.OK || r.Form != "promise" || r.Promise.Proposal != "a" {
		t.Errorf("%+v", r)
	}
	early := b.get(proofAt(at))
	sound(t, early.Body.String())
	holds(t, "a proof too early", early.Body.String(), "Den Nachweis gibt es, sobald in der Runde niemand mehr verdeckt bewertet")
	if early.Code != http.StatusConflict || early.Header().Get("Content-Disposition") != "" {
		t.Errorf("a proof too early is answered %d", early.Code)
	}
	for _, email := range []string{network, auditor, office} {
		if w := h.signedIn(email).get(at); w.Code != http.StatusNotFound {
			t.Errorf("%s gets somebody else's promise: %d", email, w.Code)
		}
	}
	for _, email := range []string{network, projects, migrants} {
		h.score(email, "a")
	}
	if again := b.get(at).Body.Bytes(); !bytes.Equal(again, promise) {
		t.Error("what others do changes the promise")
	}
	for _, id := range []string{"a", "b"} {
		for _, email := range []string{ministry, network, projects} {
			if id == "b" {
				h.score(email, id)
			}
		}
		h.move(workflow.KindScoringClosed, id)
	}
	list := b.see(receiptsAt)
	holds(t, "the list", list, "Die Nachweise liegen bereit", "Bewertung, Fassung 1", proofAt(at), "gremium log check-receipt NACHWEIS.tlog-proof --promise ZUSAGE.txt --key SCHLÜSSEL", "Bei einer geheimen Abstimmung")
	holds(t, "the own sheet", b.see(scorePath), proofAt(at), "Nachweis herunterladen")
	shown := b.get(proofAt(at))
	if got := shown.Header().Get("Content-Disposition"); shown.Code != http.StatusOK || got != "attachment; filename=2026-26-001-bewertung-1-nachweis.tlog-proof" {
		t.Errorf("%d %s", shown.Code, got)
	}
	if r := checkedReceipt(t, shown.Body.Bytes(), promise); !r.OK || r.Entry.Values["innovative"] != "2" {
		t.Errorf("%+v", r)
	}
	b.cookies["lang"] = "en"
	holds(t, "the list in English", b.see(receiptsAt), "My receipts", "Scores, version 1", "Get proof")
}

// secretRound is a round in which one proposal is voted on in secret.
func secretRound(t *testing.T, begins time.Time) *roundHouse {
	t.Helper()
	h := newRoundAt(t, begins)
	h.submit("a")
	h.submit("b")
	h.review("a")
	for _, email := range []string{ministry, network, projects, migrants} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.OpenBallot{Proposal: "a", Mode: workflow.ModeSecret})
	return h
}

// Of a secret vote promise and proof say that somebody voted; in the world in which they voted otherwise both are the same, byte for byte.
func TestSecretVotesHaveReceipts(t *testing.T) {
	t.Parallel()
	begins := time.Now().UTC()
	files := func(choice policy.Choice) string {
		h := secretRound(t, begins)
		b := h.signedIn(ministry)
		w := b.send(b.get(votePath), votePath, "stimme", string(choice))
		page := b.see(w.Header().Get("Location"))
		holds(t, "the receipt", page, "Sie haben geheim abgestimmt", "data-focus", "sobald in der Runde keine Abstimmung mehr läuft")
		at, promise := promiseOn(t, b, page)
		if got := promise.Header().Get("Content-Disposition"); got != "attachment; filename=2026-26-001-geheime-stimme-zusage.txt" {
			t.Errorf("%s", got)
		}
		if w := b.get(proofAt(at)); w.Code != http.StatusConflict {
			t.Errorf("a proof while the ballot is open: %d", w.Code)
		}
		c, origin := h.lastCasting(ministry)
		shown, err := h.server.config.Receipts.Proof(t.Context(), origin, c)
		if err != nil {
			t.Fatal(err)
		}
		if r := checkedReceipt(t, shown, promise.Body.Bytes()); !r.OK || r.Entry.Values != nil {
			t.Errorf("%+v", r)
		}
		for _, email := range []string{network, projects, migrants} {
			h.act(h.who[email], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.Yes})
		}
		h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
		after := b.get(proofAt(at))
		if r := checkedReceipt(t, after.Body.Bytes(), promise.Body.Bytes()); after.Code != http.StatusOK || !r.OK || r.Entry.Kind != "ballot.voted/1" {
			t.Errorf("%d %+v", after.Code, r)
		}
		return promise.Body.String() + string(shown)
	}
	if one, two := files(policy.Yes), files(policy.No); one != two {
		t.Errorf("the files tell the choice:\n%s\n%s", one, two)
	}
}

// lastCasting is the last entry by which somebody gave scores or a vote.
func (h *roundHouse) lastCasting(email string) (c *desk.Casting, origin string) {
	h.t.Helper()
	who := h.who[email]
	v, err := h.desk.Round(h.t.Context(), roundID, &who)
	if err != nil {
		h.t.Fatal(err)
	}
	all, err := h.desk.Castings(h.t.Context(), v, &who, "")
	if err != nil || len(all) == 0 {
		h.t.Fatalf("%v: %d castings", err, len(all))
	}
	last := &all[len(all)-1]
	if err := h.desk.Held(h.t.Context(), v, last); err != nil {
		h.t.Fatal(err)
	}
	return last, v.Origin
}

// To whoever takes no part in a proposal the place of an entry would tell how much is going on about it: they get their proofs when the round
// is over, and their promises as everybody.
func TestExcludedMembersGetProofsAtTheEnd(t *testing.T) {
	t.Parallel()
	h := secretRound(t, time.Now().UTC())
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	h.act(h.who[network], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	b := h.signedIn(network)
	page := b.see(receiptsAt)
	holds(t, "the list", page, "Bewertung, Fassung 1", "sobald die Runde beendet ist")
	at, promise := promiseOn(t, b, page)
	if w := b.get(proofAt(at)); w.Code != http.StatusConflict {
		t.Errorf("answered %d", w.Code)
	}
	other := h.signedIn(ministry)
	their, _ := promiseOn(t, other, other.see(receiptsAt))
	if w := other.get(proofAt(their)); w.Code != http.StatusOK {
		t.Errorf("who takes part everywhere is answered %d", w.Code)
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "Abgesagt"})
	if r := checkedReceipt(t, b.get(proofAt(at)).Body.Bytes(), promise.Body.Bytes()); !r.OK {
		t.Errorf("%+v", r)
	}
}

// unable is an installation that cannot sign.
type unable struct{ checker }

func (unable) Signs(context.Context) error { return record.ErrKeyMissing }

func (unable) Promise(context.Context, *desk.Casting) ([]byte, error) {
	return nil, record.ErrKeyMissing
}

// Without its key an installation says so, where a promise would stand, and goes on.
func TestReceiptsWithoutAKey(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	h.server.config.Receipts = unable{}
	w := b.send(b.get(scorePath), scorePath, fillIn("3")...)
	page := b.see(w.Header().Get("Location"))
	holds(t, "the receipt", page, "Bewertung zu 26-001 abgegeben", "weil ihr Schlüssel fehlt")
	lacks(t, "the receipt", page, "/quittungen/zusage/")
	page = b.see(receiptsAt)
	holds(t, "the list", page, "Zusagen können gerade nicht unterschrieben werden", "gerade nicht")
	lacks(t, "the list", page, "/quittungen/zusage/")
	c, _ := h.lastCasting(ministry)
	file := b.get(fmt.Sprintf("%s/quittungen/%s/26-001.scores1.%d", roundAt, promisePath, c.At))
	if file.Code < 400 || file.Header().Get("Content-Disposition") != "" {
		t.Errorf("a promise that cannot be signed is answered %d", file.Code)
	}
}

// A vote that was entered from paper is in the lists of both: the operator's and the member's; nobody else has it.
func TestPaperVotesHaveReceiptsForBoth(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1"})
	o, m := h.signedIn("betrieb@example.org"), h.signedIn(network)
	if w := o.send(o.get(sittingAt), sittingAt+"/"+paperPath, fieldAbout, h.pseudonym(network), fieldChoice, "no"); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	mine, theirs := o.see(receiptsAt), m.see(receiptsAt)
	for who, page := range map[string]string{"the operator's list": mine, "the member's list": theirs} {
		holds(t, who, page, "Vom Papierbogen eingetragen durch Betrieb, für Dr. Sanna Okafor")
	}
	_, one := promiseOn(t, o, mine)
	_, two := promiseOn(t, m, theirs)
	if !bytes.Equal(one.Body.Bytes(), two.Body.Bytes()) || !strings.Contains(one.Body.String(), "by "+h.pseudonym(network)+"\n") {
		t.Errorf("%s\n%s", one.Body, two.Body)
	}
	lacks(t, "another member's list", h.signedIn(migrants).see(receiptsAt), "/quittungen/zusage/26-001.vote")
	own := m.send(m.get(sittingAt), sittingAt+"/stimme", fieldChoice, "yes", fieldBase, "1", fieldProposal, "a")
	to, _, _ := strings.Cut(own.Header().Get("Location"), "#")
	page := m.see(to)
	holds(t, "the receipt in the meeting", page, "Ihre Stimme ist eingetragen", "data-focus")
	promiseOn(t, m, page)
	if n := strings.Count(m.see(receiptsAt), "/quittungen/zusage/26-001.vote"); n != 2 {
		t.Errorf("%d promises are listed: the vote that was replaced is a vote too", n)
	}
}

// A vote on a motion has its receipt too, and the list says what the motion was.
func TestVotesOnMotionsHaveReceipts(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.MakeMotion{Meeting: "1", Item: "1", Motion: "m1", Text: "Der Punkt wird vertagt."},
		&workflow.OpenBallot{Motion: "m1", Meeting: "1"})
	b := h.signedIn(network)
	w := b.send(b.get(sittingAt), sittingAt+"/stimme", fieldMotion, "m1", fieldChoice, "yes", fieldBase, "0")
	to, _, _ := strings.Cut(w.Header().Get("Location"), "#")
	_, promise := promiseOn(t, b, b.see(to))
	if got := promise.Header().Get("Content-Disposition"); got != "attachment; filename=2026-26-001-m1-stimme-1-zusage.txt" || !strings.Contains(promise.Body.String(), "\nmotion m1\n") {
		t.Errorf("%s %s", got, promise.Body)
	}
	holds(t, "the list", b.see(receiptsAt), "Stimme, Fassung 1, zu einem Antrag", "Der Punkt wird vertagt.")
	h.lead(&workflow.CloseBallot{Motion: "m1"})
	at, _ := promiseOn(t, b, b.see(receiptsAt))
	if r := checkedReceipt(t, b.get(proofAt(at)).Body.Bytes(), promise.Body.Bytes()); !r.OK || r.Entry.Motion != "m1" || r.Entry.Values["vote"] != "yes" {
		t.Errorf("%+v", r)
	}
}

// The signature of a promise is one that any reader of signed notes checks.
func TestPromiseIsANoteOfTheHouse(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(ministry, "a")
	b := h.signedIn(ministry)
	_, file := promiseOn(t, b, b.see(receiptsAt))
	_, key, err := houseKey()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := note.Open(file.Body.Bytes(), note.VerifierList(key)); err != nil || !strings.HasPrefix(n.Text, proof.PromiseLine+"\nexample.org/round/2026\n") {
		t.Errorf("%v", err)
	}
	if _, _, err := proof.Open(file.Body.Bytes(), "example.org/round/2026", key); !errors.Is(err, proof.ErrCheckpoint) {
		t.Errorf("a promise is opened as a checkpoint: %v", err)
	}
}
