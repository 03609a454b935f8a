package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// spoiltLog is a log one of whose rounds has a bad entry.
type spoiltLog struct {
	workflow.Log
	at uint64
}

func (l spoiltLog) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for b, err := range l.Log.Entries(ctx, origin, from) {
			if from == l.at && strings.HasSuffix(origin, "/round/"+roundID) {
				b = b[1:]
			}
			if !yield(b, err) {
				return
			}
			from++
		}
	}
}

// spoil lets the house read its round with a bad entry, as a server does that is started on such a record.
func (h *roundHouse) spoil(at uint64) {
	h.t.Helper()
	log := spoiltLog{h.desk.Log, at}
	engine := workflow.NewEngine(workflow.Config{
		Authority: "example.org", Now: h.now, Random: rand.NewChaCha8([32]byte{2}), Log: log, Decode: policy.Decode,
		Pseudonym: func(origin, person string) string {
			sum := sha256.Sum256([]byte(origin + "\x00" + person))
			return "p-" + hex.EncodeToString(sum[:6])
		},
	})
	h.t.Cleanup(engine.Close)
	config := h.server.config
	config.Desk = &desk.Desk{Engine: engine, Log: log, Account: h.accountOf}
	var err error
	if h.server, err = New(config); err != nil {
		h.t.Fatal(err)
	}
}

// A damaged round is replayed up to the last good entry for who reads the record, with what is wrong behind it; everybody else
// is told that it is damaged, and nothing of it.
func TestADamagedRoundIsReplayedAsFarAsItIsGood(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	bad := stepsOf(t, h)[workflow.KindScoresCast][2].Seq
	h.spoil(bad)
	b, last := h.signedIn(auditor), strconv.FormatUint(bad-1, 10)
	said := []string{"Die Akte ist ab Eintrag " + strconv.FormatUint(bad, 10) + " beschädigt", "lässt sich nicht lesen", "bis Eintrag " + last + ", dem letzten guten"}
	page := b.see(replayAt)
	sound(t, page)
	holds(t, "the history", page, append(said, `value="`+last+`"`, "hat 26-001 bewertet", "Eintrag "+last)...)
	lacks(t, "the history", page, "ausgewählt")
	if at := linkTo(t, page, "Akte prüfen"); at != roundAt+"/pruefung" {
		t.Errorf("the check is at %s", at)
	}
	holds(t, "an early moment", b.see(replayAt+"?vorschlag=26-001&eintrag=8&sicht="+h.pseudonym(ministry)), said...)
	holds(t, "the difference", b.see(replayAt+"/unterschied"), append(said, "nach Eintrag "+last)...)
	holds(t, "the check", b.see(roundAt+"/pruefung"), "Akte jetzt prüfen")
	holds(t, "the start", b.see("/"), "Runde „2026“ bis zum letzten guten Eintrag nachvollziehen")
	if w := b.get(roundAt + "/vorschlaege"); w.Code != http.StatusInternalServerError {
		t.Errorf("a page that works with the round is answered %d", w.Code)
	}
	holds(t, "in English", b.see(replayAt+"?lang=en"), "The record is damaged from entry", "the last good one")
	for _, email := range []string{office, ministry, migrants} {
		if w := h.signedIn(email).get(replayAt); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "bewertet") {
			t.Errorf("%s is answered %d", email, w.Code)
		}
	}
}

// An auditor whose only round is damaged finds it in the list of rounds, with the way to its check; who hands in proposals does not.
func TestTheListNamesADamagedRoundThatIsTheOnlyOne(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	h.spoil(stepsOf(t, h)[workflow.KindScoresCast][2].Seq)
	for _, email := range []string{auditor, office} {
		page := h.signedIn(email).see("/runden")
		holds(t, email, page, "Eine Runde ist beschädigt", "gremium log verify 2026")
		lacks(t, email, page, "Noch keine Runde eröffnet")
	}
	b := h.signedIn(auditor)
	if at := linkTo(t, b.see("/runden"), "Akte der Runde „2026“ prüfen"); at != roundAt+"/pruefung" {
		t.Errorf("the check is at %s", at)
	}
	holds(t, "in English", b.see("/runden?lang=en"), "Check the record of round", "One round is damaged")
	for _, email := range []string{submitter, migrants} {
		if w := h.signedIn(email).get("/runden"); w.Code != http.StatusForbidden {
			t.Errorf("%s is answered %d", email, w.Code)
		}
	}
}
