package roundtest

import "gremium/workflow"

// erasures are what happens in a round that is over, whose first member was admitted with the entry 3 and whose absence was
// noted with the entry 7: a hold is set and lifted, a request is refused, and another one is granted by a second person.
func erasures(round string) []Unit {
	ada := Pseudonym(RoundOrigin(round), Ada)
	return []Unit{
		office(round, &workflow.SetHold{Reason: "Klage angekündigt"}),
		office(round, &workflow.LiftHold{Hold: 10, Reason: "Keine Klage"}),
		{{Round: round, Person: Ada, As: workflow.Member, Command: &workflow.RequestErasure{
			Basis: "17-1-b", Person: ada, Fields: []workflow.Field{{Entry: 3, Paths: []string{"name", "person"}}}, Reason: "Ich bin ausgezogen",
		}}},
		office(round, &workflow.RefuseErasure{Request: 12, Reason: "Sie gehören noch zum Gremium"}),
		office(round, &workflow.RequestErasure{Basis: "17-1-a", Fields: []workflow.Field{{Entry: 7}}, Reason: "Der Urlaub ist vorbei"}),
		{{Round: round, Person: Paul, As: workflow.Coordinator, Command: &workflow.EraseText{Request: 14}}},
	}
}
