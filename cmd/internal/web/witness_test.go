package web

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
)

// onlookers are two witnesses that follow the ledgers: one has cosigned all, the other all but the last entry.
type onlookers struct {
	engine   *workflow.Engine
	troubles map[string]proof.Trouble // of the second one, by round
	refused  []Refusal
}

func (s onlookers) Standing(ctx context.Context, round string) (Witnessing, error) {
	var size uint64
	if round == "" {
		_, head, err := s.engine.Register(ctx)
		if err != nil {
			return Witnessing{}, err
		}
		size = head.Size
	} else {
		_, head, err := s.engine.Round(ctx, round)
		if err != nil {
			return Witnessing{}, err
		}
		size = head.Size
	}
	at := time.Date(2026, 3, 2, 9, 0, int(size), 0, time.UTC)
	out := Witnessing{Quorum: 1, Latest: size, Witnesses: []proof.Standing{
		{Name: "eins.example.org", Size: size, At: at}, {Name: "zwei.example.org", Size: size - 1, At: at},
	}}
	if t, ok := s.troubles[round]; ok {
		out.Witnesses[1].Trouble = &t
	}
	return out, nil
}

func (s onlookers) Refusals(context.Context) ([]Refusal, error) { return s.refused, nil }

// overlooked is a house whose witnesses stand so.
func overlooked(t *testing.T, h *roundHouse, s onlookers) {
	t.Helper()
	config := h.server.config
	s.engine = h.engine
	config.Witnesses = s
	var err error
	if h.server, err = New(config); err != nil {
		t.Fatal(err)
	}
}

// The page shows each witness with how far it has come, and says in words what is in the way.
func TestWitnessesAreShown(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	at := roundAt + "/pruefung"
	page := h.signedIn(auditor).see(at)
	sound(t, page)
	holds(t, "the page", page, ">Zeugen anderer Stellen<", "Gegenzeichnen müssen hier 1 von 2 Zeugen", "eins.example.org", "hat alles bestätigt", "noch nicht alles: Hier sind ", "2. März 2026")
	holds(t, "the page in English", h.signedIn(auditor).see(at+"?lang=en"), "Here 1 of 2 witnesses have to cosign", "has confirmed all", "not all yet: ")
	for code, says := range map[proof.TroubleCode]string{
		proof.Unreachable: "antwortet nicht; er wird", proof.UnknownLog: "kennt diese Akte nicht", proof.OtherKey: "vertraut dem Schlüssel dieses Servers nicht",
		proof.BadAnswer: "keine", proof.Ahead: "Dort sind 7.411 Einträge bekannt, vorgelegt wurden 7.409", proof.Diverged: "Die ersten 7.411 Einträge sind andere",
		proof.OwnRecord: "ergeben nicht die Wurzel",
	} {
		if code == proof.BadAnswer {
			says = "antwortet nicht mit einer Gegenzeichnung seines Schlüssels"
		}
		overlooked(t, h, onlookers{troubles: map[string]proof.Trouble{roundID: {Code: code, Told: 7411, Asked: 7409}}})
		page := h.signedIn(auditor).see(at)
		sound(t, page)
		holds(t, string(code), page, says)
	}
	h.server.config.Witnesses = nil
	holds(t, "the page without witnesses", h.signedIn(auditor).see(at), "sind keine Zeugen eingestellt")
}

// unwitnessed checks with a rule that no witness has fulfilled.
type unwitnessed struct{ checker }

func (c unwitnessed) Verify(ctx context.Context, round, lang string) (*audit.Report, error) {
	_, key, err := proof.NewCosigner(rand.NewChaCha8([32]byte{1}), "eins.example.org")
	if err != nil {
		return nil, err
	}
	rule, err := proof.NewRule(1, key)
	out := &audit.Outside{Rule: rule, Checkpoints: func(context.Context, string) ([]proof.Signed, error) { return nil, nil }}
	if err != nil {
		return nil, err
	}
	return audit.Check(ctx, c, c.engine.RegisterOrigin(), c.engine.RoundOrigin(""), audit.Options{Round: round, Lang: lang, Outside: out})
}

// Where nothing is wrong but that witnesses have not cosigned, the page says so, and rings no alarm about the entries.
func TestMissingCosignaturesAreNoFalseRecord(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	config := h.server.config
	config.Verifier = unwitnessed{config.Verifier.(checker)}
	var err error
	if h.server, err = New(config); err != nil {
		t.Fatal(err)
	}
	a := h.signedIn(auditor)
	page := a.send(a.get(roundAt+"/pruefung"), roundAt+"/pruefung").Body.String()
	sound(t, page)
	holds(t, "the audit", page, "Es fehlen Gegenzeichnungen", "An den Einträgen ist nichts falsch", "Erst 0 von 1 Zeugen haben", "mit denen der Server zuletzt gestartet wurde: 1 von 1")
	lacks(t, "the audit", page, "der erste Befund ist der wichtigste")
}

// Who holds a seat learns from the witnesses nothing of how the record grows while scores are hidden.
func TestWitnessesTellAMemberNothing(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	const double = "doppelt@example.org"
	h.seat(double, "Ruth Lindqvist", "bmas", "", false, desk.Grant{Programme: "iq", Role: desk.Auditor})
	h.submit("a")
	h.review("a")
	at := roundAt + "/pruefung"
	before := h.signedIn(double).see(at)
	holds(t, "the page", before, "Wie weit die Zeugen in dieser Runde sind, sehen Sie, wenn nichts mehr verdeckt ist", "eins.example.org")
	free := h.signedIn(auditor).see(at)
	h.score(projects, "a")
	if h.signedIn(double).see(at) != before {
		t.Error("the page tells that somebody has scored")
	}
	if h.signedIn(auditor).see(at) == free {
		t.Error("the page does not tell an auditor without a seat how far the witnesses are")
	}
}

// What witnesses refuse stands on every page of those who coordinate, audit or run the house, and on nobody else's; sizes are told of
// the ledgers that they may know.
func TestRefusalsAreOnEveryPage(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	overlooked(t, h, onlookers{refused: []Refusal{
		{"zwei.example.org", proof.Trouble{Origin: h.engine.RoundOrigin(roundID), Code: proof.Ahead, Told: 7411, Asked: 7409}},
		{"zwei.example.org", proof.Trouble{Origin: h.engine.RoundOrigin("elsewhere"), Code: proof.Diverged, Told: 7421, Asked: 7422}},
		{"zwei.example.org", proof.Trouble{Origin: h.engine.RegisterOrigin(), Code: proof.Diverged, Told: 31, Asked: 32}},
	}})
	for email, want := range map[string]int{auditor: 2, office: 2, both: 1, ministry: 0, submitter: 0} {
		b := h.signedIn(email)
		for _, at := range []string{"/runden", "/konto"} {
			w := b.get(at)
			page := w.Body.String()
			if w.Code != http.StatusOK && w.Code != http.StatusForbidden {
				t.Fatalf("%s by %s: %d", at, email, w.Code)
			}
			sound(t, page)
			told := strings.Contains(page, "Runde 2026: zwei.example.org kennt 7.411 Einträge, vorgelegt wurden 7.409")
			register := strings.Contains(page, "Register: Die ersten 31 Einträge sind andere als die, die zwei.example.org gegengezeichnet hat")
			if named := strings.Contains(page, "Runde 2026: zwei.example.org kennt eine andere Akte und zeichnet nicht gegen"); named != (want == 1) || named && strings.Contains(page, "7.4") {
				t.Errorf("%s by %s, who holds a seat, is told %t that the round is another one, or how far it goes", at, email, named)
			}
			if told != (want == 2) || register != (want > 0) || strings.Contains(page, "Zeugen verweigern") != (want > 0) || strings.Contains(page, "7.42") {
				t.Errorf("%s by %s: %t %t", at, email, told, register)
			}
		}
	}
	holds(t, "in English", h.signedIn(office).get("/runden?lang=en").Body.String(), "Witnesses refuse to cosign", "knows 7,411 entries, 7,409 were presented", "1 more, whose state")
}
