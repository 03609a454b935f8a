package roundtest

import (
	"context"

	"gremium/workflow"
)

// erasures are what happens in a round that is over and in which an absence was noted: a hold is set and lifted, a member's
// request is refused, and one for the reason of the absence is granted by a second person.
func erasures(round string) []Unit {
	return []Unit{
		office(round, &workflow.SetHold{Reason: "Klage angekündigt"}),
		office(round, &workflow.LiftHold{Reason: "Keine Klage"}),
		{{Round: round, Person: Ada, As: workflow.Member, Command: &workflow.RequestErasure{
			Basis: "17-1-b", Person: Pseudonym(RoundOrigin(round), Ada), Fields: []workflow.Field{{Paths: []string{"name", "person"}}}, Reason: "Ich bin ausgezogen",
		}}},
		office(round, &workflow.RefuseErasure{Reason: "Sie gehören noch zum Gremium"}),
		office(round, &workflow.RequestErasure{Basis: "17-1-a", Fields: []workflow.Field{{Of: Pseudonym(RoundOrigin(round), Ada)}}, Reason: "Der Urlaub ist vorbei"}),
		{{Round: round, Person: Paul, As: workflow.Coordinator, Command: &workflow.EraseText{}}},
	}
}

// placed is the command of an act about erasures, with the entry it speaks of where it names none: the latest hold, the latest
// request, and of a request the admission of its person, the first comment on a proposal, or the latest absence of somebody.
func (c *Committee) placed(a Act) workflow.Command {
	r, _, err := c.Engine.Round(context.Background(), a.Round)
	if err != nil {
		return a.Command
	}
	request, hold := uint64(0), uint64(0)
	if n := len(r.Erasures); n > 0 {
		request = r.Erasures[n-1].Seq
	}
	if n := len(r.Holds); n > 0 {
		hold = r.Holds[n-1].Seq
	}
	switch cmd := a.Command.(type) {
	case *workflow.LiftHold:
		if cmd.Hold == 0 {
			return &workflow.LiftHold{Hold: hold, Reason: cmd.Reason}
		}
	case *workflow.RefuseErasure:
		if cmd.Request == 0 {
			return &workflow.RefuseErasure{Request: request, Reason: cmd.Reason}
		}
	case *workflow.EraseText:
		if cmd.Request == 0 {
			return &workflow.EraseText{Request: request, Account: cmd.Account}
		}
	case *workflow.RequestErasure:
		return placedFields(r, cmd)
	}
	return a.Command
}

// placedFields is a request with the entries of its fields.
func placedFields(r *workflow.Round, cmd *workflow.RequestErasure) workflow.Command {
	whole := *cmd
	whole.Fields = make([]workflow.Field, len(cmd.Fields))
	for i, f := range cmd.Fields {
		_, of := r.Participant(f.Of)
		_, person := r.Participant(cmd.Person)
		switch p := r.Proposal(f.Proposal); {
		case f.Entry != 0:
		case p != nil && len(p.Comments) > 0:
			f.Entry = p.Comments[0].Versions[0].Seq
		case of != nil && len(of.Absences) > 0:
			f.Entry = of.Absences[len(of.Absences)-1].Seq
		case person != nil:
			f.Entry = person.Seq
		}
		whole.Fields[i] = f
	}
	return &whole
}
