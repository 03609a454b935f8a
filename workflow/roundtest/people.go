package roundtest

import (
	"regexp"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// The people. Ben holds a seat and coordinates; Eva's seat has no vote; Dora hands in proposals too.
const (
	Olga = "olga" // coordinates
	Paul = "paul" // coordinates
	Otto = "otto" // operates
	Ada  = "ada"  // bmas
	Ben  = "ben"  // vp-iq-ebb, in the chair
	Cem  = "cem"  // network, projects
	Dora = "dora" // network, migrant-organisations
	Eva  = "eva"  // network, specialist-units
	Sam  = "sam"  // hands in
	Sue  = "sue"  // hands in
	Max  = "max"  // has no business here
)

// Members are those who hold a seat, in order of their admission.
func Members() []string { return []string{Ada, Ben, Cem, Dora, Eva} }

// Programme is the programme of all rounds.
const Programme = "iq"

// Policy is the built-in policy with pieces of its text replaced, given as old and new in turns. It asks for no number of votes
// before a secret ballot is counted: the committee here is small, and one seat has a weight of its own.
func Policy(tb TB, replace ...string) *policy.Policy {
	tb.Helper()
	src, _ := policy.BuiltIn("iq-good-practice")
	text := regexp.MustCompile(`(?m)^  secret_at_least: .*\n`).ReplaceAllString(string(src), "")
	for i := 0; i+1 < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			tb.Fatalf("the policy does not say %q", replace[i])
		}
		text = strings.ReplaceAll(text, replace[i], replace[i+1])
	}
	p, err := policy.Parse([]byte(text))
	if err != nil {
		tb.Fatalf("policy: %v", err)
	}
	return p
}

// ImportPolicy is the policy of an imported round.
func ImportPolicy(tb TB) *policy.Policy {
	tb.Helper()
	zero, ten := policy.Decimal{}, mustDecimal(tb, "10")
	p, err := policy.ForImport("imported", []policy.ImportCriterion{
		{ID: "Idee", Min: zero, Max: ten, Step: mustDecimal(tb, "0.5")}, {ID: "Ausführung", Min: zero, Max: ten, Step: mustDecimal(tb, "0.5")},
	}, policy.Aggregation{}, []string{"jury"})
	if err != nil {
		tb.Fatalf("policy: %v", err)
	}
	return p
}

func mustDecimal(tb TB, s string) policy.Decimal {
	tb.Helper()
	d, err := policy.ParseDecimal(s)
	if err != nil {
		tb.Fatalf("%q: %v", s, err)
	}
	return d
}

// Adopt adopts a policy.
func Adopt(p *policy.Policy) Unit {
	return Unit{{Person: Otto, As: workflow.Operator, Command: &workflow.AdoptPolicy{
		Programme: Programme, Policy: p.ID, Digest: p.Digest(), Edition: p.Edition, Canonical: p.Canonical(),
	}}}
}

// Open opens a round under a policy.
func Open(id string, p *policy.Policy) Unit {
	return Unit{
		{Round: id, Person: Olga, As: workflow.Coordinator, Command: &workflow.OpenRound{
			Programme: Programme, Policy: p.Digest(), Prefix: "26", Title: "Auswahlrunde " + id, Imported: p.Imported,
		}},
		{Person: Olga, As: workflow.Coordinator, Command: &workflow.ListRound{
			Round: id, Programme: Programme, Policy: p.Digest(), Origin: RoundOrigin(id),
		}},
	}
}

// Found makes the programme and its organisations.
func Found() []Unit {
	org := func(id, name string) workflow.Command {
		return &workflow.RegisterOrganisation{Organisation: id, OrganisationKind: "project", Land: "SN", Name: name}
	}
	return []Unit{
		{{Person: Otto, As: workflow.Operator, Command: &workflow.CreateProgramme{Programme: Programme, Title: "Integration durch Qualifizierung"}}},
		{{Person: Olga, As: workflow.Coordinator, Command: org("org-a", "Vorhaben A")}},
		{{Person: Olga, As: workflow.Coordinator, Command: org("org-b", "Vorhaben B")}},
	}
}

// Seat creates the seat of a member and admits them.
func Seat(round, person string, seat workflow.CreateSeat) Unit {
	return Unit{
		{Round: round, Person: Olga, As: workflow.Coordinator, Command: &seat},
		{Round: round, Person: Olga, As: workflow.Coordinator, Command: &workflow.Admit{
			Participant: Pseudonym(RoundOrigin(round), person), Capacity: workflow.Member, Seat: seat.Seat,
			Person: person, Name: Name(person),
		}},
	}
}

// Seats are the seats of the committee under the built-in policy.
func Seats(round string) []Unit {
	return []Unit{
		Seat(round, Ada, workflow.CreateSeat{Seat: "bmas-1", Body: "bmas", Label: "BMAS"}),
		Seat(round, Ben, workflow.CreateSeat{Seat: "vp-1", Body: "vp-iq-ebb", Chair: true, Weight: 2}),
		Seat(round, Cem, workflow.CreateSeat{Seat: "net-1", Body: "network", Group: "projects", Organisation: "org-a"}),
		Seat(round, Dora, workflow.CreateSeat{Seat: "net-2", Body: "network", Group: "migrant-organisations", Organisation: "org-b"}),
		Seat(round, Eva, workflow.CreateSeat{Seat: "net-3", Body: "network", Group: "specialist-units", Advisory: true}),
	}
}
