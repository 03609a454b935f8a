package roundtest

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// The people of changing seats.
const (
	Fay = "fay" // deputises
	Gus = "gus" // deputises later
	Hal = "hal" // comes in the place of somebody
)

// Long ago and far ahead, as the clock of any committee for tests goes: 1970 and 2112.
const (
	Past   ledger.Instant = 1
	Future ledger.Instant = 1 << 52
)

// Deputy lets a person deputise in a seat. The name is on record, and a reason.
func Deputy(round, person, seat string) *workflow.Admit {
	c := Holder(round, person, seat)
	c.Deputy = true
	return c
}

// Holder lets a person take a seat, with a reason.
func Holder(round, person, seat string) *workflow.Admit {
	return &workflow.Admit{
		Participant: Pseudonym(RoundOrigin(round), person), Capacity: workflow.Member, Seat: seat, Person: person, Name: Name(person),
		Reason: "Grund",
	}
}

// membership is what can happen to the seats of a round.
func membership(round string) []Unit {
	who := func(person string) string { return Pseudonym(RoundOrigin(round), person) }
	units := []Unit{}
	for _, c := range []workflow.Command{
		&workflow.CreateSeat{Seat: "bmas-1", Body: "bmas", Vice: true}, Holder(round, Ada, "bmas-1"), Deputy(round, Fay, "bmas-1"),
		&workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Chair: true, Reason: "Grund"},
		&workflow.SetTerm{Participant: who(Ada), Until: Future, Reason: "Grund"},
		&workflow.NoteAbsence{Participant: who(Ada), From: Future - 1, Reason: "Urlaub"},
		&workflow.VacateSeat{Participant: who(Fay), Reason: "Grund"},
	} {
		units = append(units, office(round, c))
	}
	return units
}
