package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/desk"
)

func newCommittee(e *env) *cobra.Command {
	return e.group("committee", text{"Beratungsgremium: Sitze und Mitglieder", "committee: seats and members"},
		e.group("seat", text{"Sitze", "seats"}, newSeatAdd(e), newSeatChange(e), newSeatVacate(e)), newAdmit(e),
		newTerm(e), newAbsence(e), newCommitteeList(e))
}

func newSeatAdd(e *env) *cobra.Command {
	given := workflow.CreateSeat{}
	w := &writing{}
	cmd := e.command(spec{
		use: "add ROUND SEAT --body BODY", need: []string{"body"},
		short: text{"legt einen Sitz an", "creates a seat"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			c := given
			c.Seat = args[1]
			if c.Organisation != "" {
				o, err := h.organisation(ctx, c.Organisation)
				if err != nil {
					return err
				}
				c.Carrier, c.Parent = o.Carrier, o.Parent
			}
			if err := h.checkGroup(ctx, args[0], &c); err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &c})
		}),
	})
	w.flags(e, cmd)
	f := cmd.Flags()
	f.StringVar(&given.Body, "body", "", e.say("Teil des Gremiums, wie ihn das Regelwerk nennt", "body of the committee, as the policy names it"))
	f.StringVar(&given.Group, "group", "", e.say("Gruppe in diesem Teil", "group within the body"))
	f.StringVar(&given.Organisation, "organisation", "", e.say("Organisation, der der Sitz gehört", "organisation that the seat belongs to"))
	f.StringVar(&given.Label, "label", "", e.say("Bezeichnung", "label"))
	f.IntVar(&given.Weight, "weight", 1, e.say("Gewicht der Stimme", "weight of the vote"))
	f.BoolVar(&given.Advisory, "advisory", false, e.say("berät ohne Stimme", "advises without a vote"))
	f.BoolVar(&given.Chair, "chair", false, e.say("führt den Vorsitz", "chairs the committee"))
	f.BoolVar(&given.Vice, "vice", false, e.say("vertritt den Vorsitz", "chairs where the chair does not"))
	return cmd
}

// checkGroup says which groups there are where one has to be named and none is.
func (h *house) checkGroup(ctx context.Context, round string, c *workflow.CreateSeat) error {
	d, err := h.round(ctx, round)
	if err != nil {
		return err
	}
	b := d.Policy.Body(c.Body)
	if b == nil || c.Group != "" || len(b.Groups) == 0 {
		return nil
	}
	ids := make([]string, len(b.Groups))
	for i := range b.Groups {
		ids[i] = b.Groups[i].ID
	}
	return usagef("Die Angabe --group fehlt; im Teil „%s“ gibt es: %s.", "--group is missing; body \"%s\" has: %s.", b.ID, strings.Join(ids, ", "))
}

// admission are the flags of `committee admit`.
type admission struct {
	seat, account, person, name, as, ref, reason string
	deputy                                       bool
	term                                         period
}

func newAdmit(e *env) *cobra.Command {
	a := &admission{}
	w := &writing{}
	cmd := e.command(spec{
		use:   "admit ROUND --seat SEAT (--account EMAIL | --person ID --name NAME)",
		short: text{"nimmt eine Person in die Runde auf", "admits a person to the round"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			c, err := a.command(ctx, h, args[0])
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: c})
		}),
	})
	w.flags(e, cmd)
	f := cmd.Flags()
	f.StringVar(&a.seat, "seat", "", e.say("Sitz, den ein Mitglied einnimmt", "seat that a member takes"))
	f.StringVar(&a.account, "account", "", e.say("E-Mail-Adresse eines Kontos", "e-mail address of an account"))
	f.StringVar(&a.person, "person", "", e.say("eigene Kennung einer Person ohne Konto", "your own id of a person without an account"))
	f.StringVar(&a.name, "name", "", e.say("Name (bei --account der des Kontos)", "name (with --account that of the account)"))
	f.StringVar(&a.as, "as", "member", e.say("als member, coordinator oder submitter", "as member, coordinator or submitter"))
	f.StringVar(&a.ref, "ref", "", e.say("Kennung der Person in einer Quelle", "id of the person in a source"))
	f.BoolVar(&a.deputy, "deputy", false, e.say("vertritt den Sitz, solange abwesend ist, wer ihn hat", "deputises in the seat while its holder is absent"))
	f.StringVar(&a.reason, "reason", "", e.say("Grund, in einer laufenden Runde nötig", "reason, needed in a running round"))
	a.term.flags(e, cmd)
	return cmd
}

func (a *admission) command(ctx context.Context, h *house, round string) (*workflow.Admit, error) {
	c := &workflow.Admit{Capacity: workflow.Capacity(a.as), Seat: a.seat, Person: a.person, Name: a.name, Ref: a.ref, Deputy: a.deputy, Reason: a.reason}
	switch {
	case !slices.Contains([]workflow.Capacity{workflow.Member, workflow.Coordinator, workflow.Submitter}, c.Capacity):
		return nil, usagef("„%s“ ist nicht möglich. Möglich sind member, coordinator und submitter.", "\"%s\" is not possible. Possible are member, coordinator and submitter.", a.as)
	case (c.Capacity == workflow.Member) != (a.seat != ""):
		return nil, usagef("Ein Mitglied, und nur ein Mitglied, nimmt einen Sitz ein: --seat.", "A member, and only a member, takes a seat: --seat.")
	case (a.account == "") == (a.person == ""):
		return nil, usagef("Nennen Sie entweder ein Konto (--account) oder eine Person ohne Konto (--person mit --name).", "Name either an account (--account) or a person without one (--person with --name).")
	case a.person != "" && a.name == "":
		return nil, usagef("Die Angabe --name fehlt.", "--name is missing.")
	}
	var err error
	if c.From, c.Until, err = a.term.read(h.e); err != nil {
		return nil, err
	}
	if a.account != "" {
		acc, err := h.account(ctx, a.account)
		if err != nil {
			return nil, err
		}
		c.Person = acc.ID
		if c.Name == "" {
			c.Name = acc.Name
		}
	}
	c.Participant = h.engine.Pseudonym(h.engine.RoundOrigin(round), c.Person)
	return c, nil
}

// person finds a participant by pseudonym, e-mail address, name or the id in a source, and answers the pseudonym.
func (h *house) person(ctx context.Context, d *docket, who string) (string, error) {
	if _, ok := h.e.names[who]; ok {
		return who, nil
	}
	if strings.Contains(who, "@") {
		if acc, err := h.account(ctx, who); err == nil {
			if p := h.engine.Pseudonym(d.Origin, acc.ID); h.e.names[p] != "" {
				return p, nil
			}
		}
	}
	refs, err := h.desk.Log.TextsAt(ctx, d.Origin, "ref")
	if err != nil {
		return "", fmt.Errorf("ids of the source: %w", err)
	}
	var found []string
	for pseudonym, entry := range d.NameEntries() {
		if h.e.names[pseudonym] == who || refs[entry] == who {
			found = append(found, pseudonym)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) > 1 {
		slices.Sort(found)
		return "", reply.New(reply.Refused, "person_ambiguous",
			fmt.Sprintf("„%s“ heißen mehrere: %s. Nennen Sie eine dieser Kennungen.", who, strings.Join(found, ", ")),
			fmt.Sprintf("Several are called \"%s\": %s. Give one of these ids.", who, strings.Join(found, ", ")))
	}
	return "", reply.New(reply.NotFound, "person_unknown",
		fmt.Sprintf("„%s“ nimmt an der Runde „%s“ nicht teil. Wer teilnimmt, zeigt: gremium committee list %s", who, d.ID, d.ID),
		fmt.Sprintf("\"%s\" does not take part in round \"%s\". Who does: gremium committee list %s", who, d.ID, d.ID))
}
