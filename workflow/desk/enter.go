package desk

import (
	"context"

	"gremium/workflow"
)

// entering are the admissions that have to come first: one for each round that who has not acted in before in the capacity.
// Members are admitted by the office, to a seat; whoever opens a round or admits somebody says so in commands of their own.
func (d *Desk) entering(ctx context.Context, who *Who, as workflow.Capacity, id string, acts []Act) ([]workflow.Request, error) {
	if as == workflow.Member {
		return nil, nil
	}
	var out []workflow.Request
	seen := map[string]bool{"": true} // the register asks nobody to enter
	for i := range acts {
		a := &acts[i]
		if seen[a.Round] {
			continue
		}
		seen[a.Round] = true
		if _, opens := a.Command.(*workflow.OpenRound); opens {
			continue
		}
		r, _, err := d.Engine.Round(ctx, a.Round)
		if err != nil {
			return nil, err
		}
		pseudonym := d.Engine.Pseudonym(r.Origin, who.Person)
		if admit, ok := a.Command.(*workflow.Admit); ok && admit.Participant == pseudonym {
			continue
		}
		if _, p := r.Participant(pseudonym); p != nil && p.Holds(as) {
			continue
		}
		out = append(out, d.request(who, as, id+".enter", &Act{Round: a.Round, Command: &workflow.Admit{
			Participant: pseudonym, Capacity: as, Person: who.Person, Name: who.Name,
		}}))
	}
	return out, nil
}
