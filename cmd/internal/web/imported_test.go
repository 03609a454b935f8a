package web

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// importedID is what "Jury 2019. Teil_B" of a source becomes.
const importedID = "jury-2019.-teil_b"

// importedRound is a house with a second round, read from elsewhere: two criteria with many values, one jury, one proposal
// with a decision in words of its own.
func importedRound(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t)
	number := func(s string) policy.Decimal {
		d, err := policy.ParseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	rules, err := policy.ForImport("jury", []policy.ImportCriterion{
		{ID: "Idee", Min: number("0"), Max: number("10"), Step: number("0.5")},
		{ID: "Ausführung", Min: number("1"), Max: number("6"), Step: number("1"), Better: policy.Lower},
	}, policy.Aggregation{}, []string{"jury"})
	if err != nil {
		t.Fatal(err)
	}
	const id = importedID
	act := func(commands ...workflow.Command) { h.act(h.operator, workflow.Operator, id, commands...) }
	h.act(h.operator, workflow.Operator, "", &workflow.AdoptPolicy{
		Programme: "iq", Policy: rules.ID, Digest: rules.Digest(), Edition: rules.Edition, Canonical: rules.Canonical(),
	})
	_, err = h.desk.Execute(t.Context(), &h.operator, workflow.Operator, h.id(),
		desk.Act{Round: id, Command: &workflow.OpenRound{Programme: "iq", Policy: rules.Digest(), Prefix: id, Title: "Jury 2019", Imported: true}},
		desk.Act{Command: &workflow.ListRound{Round: id, Programme: "iq", Policy: rules.Digest(), Origin: h.engine.RoundOrigin(id)}})
	if err != nil {
		t.Fatal(err)
	}
	act(
		&workflow.Move{Transition: workflow.KindCallOpened},
		&workflow.SubmitProposal{Proposal: "x", Texts: map[string]string{"title": "Alter Vorschlag"}, Ref: "17"},
		&workflow.Move{Transition: workflow.KindReviewStarted}, &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: "x"},
		&workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "x"}, &workflow.Move{Transition: workflow.KindDeliberationStarted},
		&workflow.RecordDecision{Proposal: "x", Outcome: "Silber", Source: "proposals.csv", Digest: "sha256:00"},
	)
	return h
}

func TestImportedRound(t *testing.T) {
	t.Parallel()
	h := importedRound(t)
	b := h.signedIn(office)
	const at = "/runden/" + importedID
	holds(t, "the board", b.see(at+"/steuerung"), "Alter Vorschlag", "entschieden", "keine zählbare Bewertung")
	holds(t, "the list", b.see(at+"/vorschlaege?stand=decided"), "1 von 1 Vorschlägen")
	page := b.see(at + "/vorschlaege/" + importedID + "-001/warum")
	holds(t, "why", page, "Was zu „Alter Vorschlag“ festgehalten ist", "Anderswo festgehalten, hier nicht hergeleitet: Silber (Quelle: proposals.csv).", "sha256:00")
	lacks(t, "why", page, "Das Regelwerk hatte")
	b.see(at + "/vorschlaege/" + importedID + "-001")
	b.see(at + "/regelwerk")
	b.see(at + "/gremium")
	reader := h.signedIn(auditor)
	holds(t, "the replay", reader.see(at+"/nachvollziehen"), "eine anderswo getroffene Entscheidung über "+importedID+"-001 festgehalten: Silber.")
	holds(t, "the check", reader.send(reader.get(at+"/pruefung"), at+"/pruefung").Body.String(), "hier nur festgehalten", "Die Akte stimmt: ",
		"<h2>Runde</h2>", "gremium log verify "+importedID)
}
