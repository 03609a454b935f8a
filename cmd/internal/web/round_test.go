package web

import (
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// The people of the round for tests; their addresses are name@example.org.
const (
	office    = "koordination@example.org"
	auditor   = "pruefung@example.org"
	submitter = "einreichung@example.org"
	ministry  = "vollmer@example.org"
	network   = "okafor@example.org"
	projects  = "wisniewski@example.org"
	migrants  = "aydemir@example.org"
	both      = "brandt@example.org" // coordinates and holds a seat
)

// roundHouse is a house with a round that is called for: three bodies with a member each and two more, an office, an
// auditor and a submitter.
type roundHouse struct {
	*house
	rules    *policy.Policy
	who      map[string]desk.Who
	operator desk.Who
}

const roundID = "2026"

// newRound is a round in its call; replace changes the text of its policy, given as old and new in turns.
func newRound(t *testing.T, replace ...string) *roundHouse {
	t.Helper()
	return newRoundAt(t, time.Now().UTC(), replace...)
}

// newRoundAt is newRound in a house that begins at an instant close to now.
func newRoundAt(t *testing.T, begins time.Time, replace ...string) *roundHouse {
	t.Helper()
	h := &roundHouse{house: newHouse(t, begins), who: map[string]desk.Who{}}
	src, ok := policy.BuiltIn("iq-good-practice")
	if !ok {
		t.Fatal("the policy is missing")
	}
	var err error
	if h.rules, err = policy.Parse([]byte(strings.NewReplacer(replace...).Replace(string(src)))); err != nil {
		t.Fatal(err)
	}
	h.operator = h.account("betrieb@example.org", "Betrieb", desk.Grant{Role: desk.Operator})
	h.who[office] = h.account(office, "Miriam Castellani", desk.Grant{Programme: "iq", Role: desk.Coordinator})
	h.who[auditor] = h.account(auditor, "Thilo Brandes", desk.Grant{Programme: "iq", Role: desk.Auditor})
	h.who[submitter] = h.account(submitter, "Leonie Ahrensfeld", desk.Grant{Programme: "iq", Role: desk.Submitter})
	h.open()
	h.seat(ministry, "Dr. Henrike Vollmer", "bmas", "", true)
	h.seat(network, "Dr. Sanna Okafor", "vp-iq-ebb", "", false)
	h.seat(projects, "Petra Wiśniewski", "network", "projects", false)
	h.seat(migrants, "Yeliz Aydemir", "network", "migrant-organisations", false)
	h.seat(both, "Dr. Ngozi Brandt", "network", "specialist-units", false, desk.Grant{Programme: "iq", Role: desk.Coordinator})
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindCallOpened})
	return h
}

func (h *roundHouse) open() {
	digest := h.rules.Digest()
	h.act(
		h.operator, workflow.Operator, "", &workflow.CreateProgramme{Programme: "iq", Title: "IQ"},
		&workflow.AdoptPolicy{Programme: "iq", Policy: h.rules.ID, Digest: digest, Edition: h.rules.Edition, Canonical: h.rules.Canonical()},
		&workflow.RegisterOrganisation{Organisation: "kolibri", OrganisationKind: "project", Land: "SN", Name: "Vorhaben Kolibri"},
		&workflow.RegisterOrganisation{Organisation: "ankerplatz", OrganisationKind: "carrier", Land: "SN", Name: "Ankerplatz e. V."},
	)
	origin := h.engine.RoundOrigin(roundID)
	_, err := h.desk.Execute(h.t.Context(), &h.operator, workflow.Operator, h.id(),
		desk.Act{Round: roundID, Command: &workflow.OpenRound{Programme: "iq", Policy: digest, Prefix: "26", Title: "Auswahlrunde 2026"}},
		desk.Act{Command: &workflow.ListRound{Round: roundID, Programme: "iq", Policy: digest, Origin: origin}})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *roundHouse) seat(email, name, body, group string, chair bool, grants ...desk.Grant) {
	h.t.Helper()
	who := h.account(email, name, grants...)
	h.who[email] = who
	h.act(h.operator, workflow.Operator, roundID,
		&workflow.CreateSeat{Seat: "sitz-" + who.Person[8:14], Body: body, Group: group, Label: name, Chair: chair},
		&workflow.Admit{
			Participant: h.engine.Pseudonym(h.engine.RoundOrigin(roundID), who.Person), Capacity: workflow.Member,
			Seat: "sitz-" + who.Person[8:14], Person: who.Person, Name: name,
		})
}

// submit hands in a proposal as the submitter; id is its id and, spoken, its title.
func (h *roundHouse) submit(id string) {
	h.t.Helper()
	h.act(h.who[submitter], workflow.Submitter, roundID, proposalCommand(id))
}

func proposalCommand(id string) *workflow.SubmitProposal {
	return &workflow.SubmitProposal{
		Proposal: id, ProposalKind: "product", Laender: []string{"SN"}, Owners: []workflow.Owner{{Organisation: "kolibri"}},
		Audiences: []string{"companies"}, Institutions: []string{"jobcentre"},
		Contacts: []workflow.Contact{{Name: "Leonie Ahrensfeld", Email: submitter}},
		Texts: map[string]string{
			"title": "Vorschlag " + id, "need": "Ein Bedarf.\n\nUnd noch einer.", "solution": "Eine Lösung.", "experience": "Seit 2024.",
			"success": "Zwei Häuser bestätigen es.", "transfer": "Für Jobcenter.", "summary": "Kurz gesagt.",
		},
	}
}

// review opens the review of proposals, and the round's review where it is not open.
func (h *roundHouse) review(ids ...string) {
	h.t.Helper()
	h.move(workflow.KindReviewStarted, "")
	for _, id := range ids {
		check := &workflow.CheckProposal{Proposal: id, Seen: 1}
		for _, p := range h.rules.Eligibility {
			check.Points = append(check.Points, workflow.Point{ID: p.ID, Holds: true})
		}
		h.act(h.who[office], workflow.Coordinator, roundID, check, &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: id})
	}
}

func (h *roundHouse) move(kind workflow.Kind, proposal string) {
	h.t.Helper()
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.Move{Transition: kind, Proposal: proposal})
}

// score casts a member's scores, full marks everywhere.
func (h *roundHouse) score(email, id string) {
	h.t.Helper()
	c := &workflow.CastScores{Proposal: id, Seen: 1, Justifications: map[string]string{}}
	d, err := policy.ParseDecimal("3")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, k := range h.rules.Criteria {
		c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{Decimal: d}})
		c.Justifications[k.ID] = "Begründung von " + h.who[email].Name
	}
	h.act(h.who[email], workflow.Member, roundID, c)
}
