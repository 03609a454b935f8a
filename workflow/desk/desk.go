// Package desk is what every door of the house works at: it gives commands to the engine and answers views with the
// texts that belong to them, to exactly the person who asks. Pages, command line and API differ only in how they say it.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// Role is what a person may do in a programme outside any round: it is granted by the operator or the office.
type Role string

// The roles. Members have none: they hold a seat in a round.
const (
	Coordinator Role = "coordinator"
	Auditor     Role = "auditor"
	Submitter   Role = "submitter"
	Operator    Role = "operator"
)

// Grant is a role in a programme; an empty Programme means every programme.
type Grant struct {
	Programme string
	Role      Role
}

// Who is the person at the door, as the door has made sure.
type Who struct {
	Person string // id of the account
	Name   string
	Grants []Grant
}

// Has tells whether the person holds the role in the programme.
func (w *Who) Has(r Role, programme string) bool {
	return slices.ContainsFunc(w.Grants, func(g Grant) bool {
		return g.Role == r && (g.Programme == "" || g.Programme == programme)
	})
}

// HasAnywhere tells whether the person holds the role in some programme.
func (w *Who) HasAnywhere(r Role) bool {
	return slices.ContainsFunc(w.Grants, func(g Grant) bool { return g.Role == r })
}

// Desk answers and carries out. The state it holds of its own is what it has read of the past, to read it faster.
type Desk struct {
	Engine *workflow.Engine
	Log    workflow.Log
	// Account finds the account that somebody has whom the register calls by a pseudonym; empty where there is none. It may be nil.
	Account func(ctx context.Context, pseudonym string) (string, error)
	// Operator is the account of whoever works on the database itself, which Account does not find; it may be empty.
	Operator string

	past    shelf
	present present
	casts   casts
}

// Round is a round as who may see it. The error is a *workflow.Refusal where there is none for them.
func (d *Desk) Round(ctx context.Context, id string, who *Who) (*view.Round, error) {
	r, head, err := d.Engine.Round(ctx, id)
	if err != nil {
		return nil, err
	}
	v, err := d.view(ctx, r, head, who)
	if err != nil {
		return nil, err
	}
	if !v.Admitted() && !who.Has(Submitter, r.Programme) {
		return nil, noRound(id) // the same answer as for a round that does not exist
	}
	return v, nil
}

func noRound(id string) error {
	return &workflow.Refusal{Code: "round_unknown", Rule: "record", Detail: map[string]string{"round": id}}
}

func (d *Desk) viewer(r *workflow.Round, who *Who) view.Viewer {
	return view.Viewer{
		At:        d.Engine.Now(),
		Pseudonym: d.Engine.Pseudonym(r.Origin, who.Person), Auditor: who.Has(Auditor, r.Programme),
		Coordinator: who.Has(Coordinator, r.Programme), Operator: who.Has(Operator, r.Programme),
	}
}

// Pseudonym is what a person is called in a round.
func (d *Desk) Pseudonym(v *view.Round, person string) string {
	return d.Engine.Pseudonym(v.Origin, person)
}

// Rounds are the rounds that who may see, in order of their opening.
func (d *Desk) Rounds(ctx context.Context, who *Who) ([]*view.Round, error) {
	g, _, err := d.Engine.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out []*view.Round
	for i := range g.Rounds {
		r, head, err := d.opened(ctx, g.Rounds[i].ID)
		if errors.Is(err, workflow.ErrCorrupt) {
			continue // rounds share nothing: a damaged one closes no door but its own; Damaged names it
		}
		if err != nil {
			return nil, err
		}
		v, err := d.view(ctx, r, head, who)
		if err != nil {
			return nil, err
		}
		if v.Admitted() || who.Has(Submitter, r.Programme) {
			out = append(out, v)
		}
	}
	return out, nil
}

// opened is a round that the register lists. Where its ledger is gone, the error is workflow.ErrCorrupt.
func (d *Desk) opened(ctx context.Context, id string) (*workflow.Round, workflow.Head, error) {
	r, head, err := d.Engine.Round(ctx, id)
	if ref := new(workflow.Refusal); errors.As(err, &ref) && ref.Code == "round_unknown" {
		err = fmt.Errorf("%w: the register lists the round %s, and there is no entry of it", workflow.ErrCorrupt, id)
	}
	return r, head, err
}

// Damaged are the ids of the rounds whose record cannot be read or replayed, in order of their opening: those of the
// programmes in which who coordinates, audits or runs the house, and those that who was admitted to, by the texts that lie
// beside the record. Nobody else is told that such a round exists.
func (d *Desk) Damaged(ctx context.Context, who *Who) ([]string, error) {
	g, _, err := d.Engine.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range g.Rounds {
		id, in := g.Rounds[i].ID, g.Rounds[i].Programme
		_, _, err := d.opened(ctx, id)
		if err == nil {
			continue
		}
		if !errors.Is(err, workflow.ErrCorrupt) {
			return nil, err
		}
		told := who.Has(Coordinator, in) || who.Has(Auditor, in) || who.Has(Operator, in)
		if !told {
			if told, err = d.belonged(ctx, d.Engine.RoundOrigin(id), who.Person); err != nil {
				return nil, err
			}
		}
		if told {
			out = append(out, id)
		}
	}
	return out, nil
}

// belonged tells whether a person was admitted to a round whose record cannot be read.
func (d *Desk) belonged(ctx context.Context, origin, person string) (bool, error) {
	all, err := d.Log.TextsAt(ctx, origin, "person")
	if err != nil {
		return false, fmt.Errorf("persons of a damaged round: %w", err)
	}
	for _, p := range all {
		if p == person {
			return true, nil
		}
	}
	return false, nil
}

// Register is the register, which everybody who is signed in may read: it names organisations, no persons.
func (d *Desk) Register(ctx context.Context) (*workflow.Register, error) {
	g, _, err := d.Engine.Register(ctx)
	return g, err
}

// Execute carries out commands of who, all or none. Each command's ledger is given by its round, empty for the
// register; id is the idempotency id of the first, the others derive theirs from it. Whoever acts in a round for the first
// time in a capacity that was granted outside of it enters it by an entry of their own, ahead of the first act; the engine
// sees to that. A vote, a score sheet, an assignment, a deadline, an agenda, or a change of a comment or an answer that changes
// nothing makes no entry: its receipt is Unchanged.
func (d *Desk) Execute(ctx context.Context, who *Who, as workflow.Capacity, id string, acts ...Act) ([]workflow.Receipt, error) {
	requests := make([]workflow.Request, len(acts))
	opened := map[string]string{} // programmes of the rounds that these acts open
	for i, a := range acts {
		if c, ok := a.Command.(*workflow.OpenRound); ok {
			opened[a.Round] = c.Programme
		}
		if err := d.entitled(ctx, who, as, &a, opened); err != nil {
			return nil, err
		}
		if err := errors.Join(d.linked(ctx, who, &a), d.forgotten(ctx, &a)); err != nil {
			return nil, err
		}
		requests[i] = d.request(who, as, id, &a)
		if i > 0 {
			requests[i].ID = fmt.Sprintf("%s.%d", id, i)
		}
	}
	if stand, err := d.allStanding(ctx, requests, acts); err != nil || stand != nil {
		return stand, err
	}
	return d.Engine.Execute(ctx, requests...)
}

func (d *Desk) request(who *Who, as workflow.Capacity, id string, a *Act) workflow.Request {
	q := workflow.Request{
		Origin: d.Engine.RegisterOrigin(), Actor: workflow.Actor{Person: who.Person, Name: who.Name, As: as},
		For: a.For, ID: id, Command: a.Command,
	}
	if a.Round != "" {
		q.Origin = d.Engine.RoundOrigin(a.Round)
	}
	return q
}

// Act is one command with the round it goes to and the participant it is given for.
type Act struct {
	Round   string // empty: the register
	For     string // pseudonym
	Command workflow.Command
}

// entitled checks that the capacity is one that the person was granted. Members need no grant: the round knows them.
func (d *Desk) entitled(ctx context.Context, who *Who, as workflow.Capacity, a *Act, opened map[string]string) error {
	if as == workflow.Member {
		return nil
	}
	if ofNoProgramme(a) && who.HasAnywhere(Role(as)) {
		return nil
	}
	programme, ok := opened[a.Round]
	if !ok {
		var err error
		if programme, err = d.programmeOf(ctx, a); err != nil {
			return err
		}
	}
	if who.Has(Role(as), programme) {
		return nil
	}
	return &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
		"needed": string(as), "capacity": "",
	}}
}

// ofNoProgramme tells whether an act concerns the whole installation: organisations and accounts belong to no programme.
func ofNoProgramme(a *Act) bool {
	switch a.Command.(type) {
	case *workflow.RegisterOrganisation:
		return true
	case *workflow.RequestErasure, *workflow.EraseText, *workflow.RefuseErasure, *workflow.SetHold, *workflow.LiftHold:
		return a.Round == ""
	}
	return false
}

func (d *Desk) programmeOf(ctx context.Context, a *Act) (string, error) {
	switch c := a.Command.(type) {
	case *workflow.OpenRound:
		return c.Programme, nil
	case *workflow.AdoptPolicy:
		return c.Programme, nil
	case *workflow.ListRound:
		return c.Programme, nil
	}
	if a.Round == "" {
		return "", nil
	}
	r, _, err := d.Engine.Round(ctx, a.Round)
	if err != nil {
		return "", err
	}
	return r.Programme, nil
}

// Determine is what the policy says of a proposal now, for a viewer from whom nothing of it is hidden; false otherwise.
func Determine(v *view.Round, p *view.Proposal) (policy.Determination, bool) {
	if p.Ballot == nil || p.Ballot.Open {
		return policy.Determination{}, false
	}
	return p.Ballot.Verdict.Get().Proposed, true
}

// Size is how many entries the record of a round has: for whoever watches whether it grows, not for showing.
func (d *Desk) Size(ctx context.Context, round string) (uint64, error) {
	_, head, err := d.Engine.Round(ctx, round)
	if err != nil {
		return 0, err
	}
	return head.Size, nil
}
