package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// period are the flags of a time from one instant until another one.
type period struct{ from, until string }

func (s *period) flags(e *env, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.from, "from", "", e.say("ab wann, etwa 2026-12-01 oder 2026-12-01T09:00 (sonst ab sofort)", "from when, such as 2026-12-01 or 2026-12-01T09:00 (else at once)"))
	f.StringVar(&s.until, "until", "", e.say("bis wann; ein Tag gehört ganz dazu (sonst ohne festes Ende)", "until when; a day is included (else with no end set)"))
}

// read reads the period: 0 where a flag is not given. A day begins and ends at midnight of the committee.
func (s *period) read(e *env) (from, until ledger.Instant, err error) {
	if from, err = e.instant(s.from); err != nil {
		return 0, 0, err
	}
	if until, err = e.instant(s.until); err != nil {
		return 0, 0, err
	}
	if isDay(s.from) {
		zone := e.loc.Local(from.Time()).Location()
		day, _ := time.ParseInLocation(time.DateOnly, s.from, zone)
		from = ledger.InstantOf(day)
	}
	if isDay(s.until) {
		until++ // a day's last instant is followed by the first one that does not belong to it
	}
	return from, until, nil
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// instant reads a time, 0 where none is given.
func (e *env) instant(s string) (ledger.Instant, error) {
	if s == "" {
		return 0, nil
	}
	t, ok := e.parseTime(s)
	if !ok {
		return 0, usagef("„%s“ ist kein Zeitpunkt. Schreiben Sie etwa 2026-11-23 oder 2026-11-23T18:00.", "\"%s\" is no time. Write 2026-11-23 or 2026-11-23T18:00.", s)
	}
	return ledger.InstantOf(t), nil
}

func newSeatChange(e *env) *cobra.Command {
	given := workflow.ChangeSeat{}
	w := &writing{}
	var cmd *cobra.Command
	cmd = e.command(spec{
		use:   "change ROUND SEAT",
		short: text{"ändert Stimmgewicht, Stimmrecht oder Vorsitz eines Sitzes", "changes a seat's weight, vote or chair"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			c := given
			c.Seat = args[1]
			if s := d.seat(args[1]); s != nil {
				keep(cmd, "weight", &c.Weight, s.Weight)
				keep(cmd, "advisory", &c.Advisory, s.Advisory)
				keep(cmd, "chair", &c.Chair, s.Chair)
				keep(cmd, "vice", &c.Vice, s.Vice)
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &c})
		}),
	})
	w.flags(e, cmd)
	f := cmd.Flags()
	f.IntVar(&given.Weight, "weight", 1, e.say("Gewicht der Stimme", "weight of the vote"))
	f.BoolVar(&given.Advisory, "advisory", false, e.say("berät ohne Stimme", "advises without a vote"))
	f.BoolVar(&given.Chair, "chair", false, e.say("führt den Vorsitz", "chairs the committee"))
	f.BoolVar(&given.Vice, "vice", false, e.say("vertritt den Vorsitz", "chairs where the chair does not"))
	f.StringVar(&given.Reason, "reason", "", e.say("Grund, in einer laufenden Runde nötig", "reason, needed in a running round"))
	return cmd
}

// keep leaves a value as it stands where its flag is not given.
func keep[T any](cmd *cobra.Command, flag string, value *T, stands T) {
	if !cmd.Flags().Changed(flag) {
		*value = stands
	}
}

// seat finds a seat by id, nil where there is none.
func (d *docket) seat(id string) *view.Seat {
	seats := d.Seats()
	for i := range seats {
		if seats[i].ID == id {
			return &seats[i]
		}
	}
	return nil
}

// seatOf is the id of the seat that a participant belongs or belonged to, empty where there is none.
func (d *docket) seatOf(pseudonym string) string {
	for _, s := range d.Seats() {
		for _, p := range s.People {
			if p.Pseudonym == pseudonym {
				return s.ID
			}
		}
	}
	return ""
}

// ofMember is a command about somebody who belongs to a seat.
func ofMember(e *env, use string, short text, make func(member string) (workflow.Command, error)) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use: use + " ROUND MEMBER", short: short,
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			member, err := h.person(ctx, d, args[1])
			if err != nil {
				return err
			}
			c, err := make(member)
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: c})
		}),
	})
	w.flags(e, cmd)
	return cmd
}

func newSeatVacate(e *env) *cobra.Command {
	reason := ""
	cmd := ofMember(e, "vacate", text{"lässt ein Mitglied oder eine Stellvertretung ausscheiden; Bewertungen und Stimmen bleiben", "lets a member or a deputy leave; scores and votes stay"},
		func(member string) (workflow.Command, error) {
			return &workflow.VacateSeat{Participant: member, Reason: reason}, nil
		})
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund, in einer laufenden Runde nötig", "reason, needed in a running round"))
	return cmd
}

func newTerm(e *env) *cobra.Command {
	reason, when := "", period{}
	cmd := ofMember(e, "term", text{"legt die Amtszeit eines Mitglieds oder einer Stellvertretung fest", "sets the term of a member or a deputy"},
		func(member string) (workflow.Command, error) {
			from, until, err := when.read(e)
			return &workflow.SetTerm{Participant: member, From: from, Until: until, Reason: reason}, err
		})
	when.flags(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund, in einer laufenden Runde nötig", "reason, needed in a running round"))
	return cmd
}

func newAbsence(e *env) *cobra.Command {
	reason, when, ends := "", period{}, uint64(0)
	cmd := ofMember(e, "absence", text{"trägt die Abwesenheit eines Mitglieds ein, oder beendet sie", "notes a member's absence, or ends it"},
		func(member string) (workflow.Command, error) {
			from, until, err := when.read(e)
			return &workflow.NoteAbsence{Participant: member, From: from, Until: until, Ends: ends, Reason: reason}, err
		})
	when.flags(e, cmd)
	f := cmd.Flags()
	f.Uint64Var(&ends, "end", 0, e.say("beendet die Abwesenheit, die dieser Eintrag nennt", "ends the absence that this entry notes"))
	f.StringVar(&reason, "reason", "", e.say("Grund; nur Sie und die Person lesen ihn", "reason; only you and the person read it"))
	return cmd
}
