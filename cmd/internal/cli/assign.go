package cli

import (
	"context"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// assigning are the flags of `assign`.
type assigning struct {
	members  []string
	everyone bool
	file     string
	auto     bool
	by       view.PlanBy
}

// ways counts the ways in which an assignment was asked for.
func (a *assigning) ways() int {
	n := 0
	for _, asked := range []bool{len(a.members) > 0, a.everyone, a.file != "", a.auto} {
		if asked {
			n++
		}
	}
	return n
}

func newAssign(e *env) *cobra.Command {
	a, w := &assigning{}, &writing{}
	cmd := e.command(spec{
		use:   "assign ROUND [PROPOSAL]",
		short: text{"Zuweisung: wer welchen Vorschlag bewertet, zeigen und festlegen", "assignment: who scores which proposal, show and set"},
		long: text{
			"Ohne Angaben zeigt der Befehl, wer welchen Vorschlag bewertet. Mit --member oder --everyone legt er es für einen Vorschlag fest, mit --file aus einer Tabelle mit den Spalten proposal und member, mit --auto nach einem berechneten Plan. --dry-run zeigt den Plan, ohne etwas zu schreiben.",
			"Without flags the command shows who scores which proposal. With --member or --everyone it sets that for one proposal, with --file from a table with the columns proposal and member, with --auto by a computed plan. --dry-run shows the plan and writes nothing.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			bulk := a.file != "" || a.auto
			switch {
			case a.ways() > 1:
				return usagef("Nennen Sie nur eines: --member, --everyone, --file oder --auto.", "Give only one of --member, --everyone, --file and --auto.")
			case a.ways() == 0:
				return h.showAssignment(d, args[1:])
			case bulk && len(args) > 1:
				return usagef("„%s“ ist zu viel: --file und --auto gelten der ganzen Runde.", "\"%s\" is too much: --file and --auto are for the whole round.", args[1])
			case bulk:
				return h.assignAll(ctx, w, a, d)
			case len(args) < 2:
				return usagef("Es fehlt: PROPOSAL.", "Missing: PROPOSAL.")
			}
			return h.assign(ctx, w, a, d, args[1])
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	f := cmd.Flags()
	f.StringArrayVar(&a.members, "member", nil, e.say("Mitglied, das bewerten soll: Kennung, E-Mail-Adresse, Name oder Ref; mehrmals", "member who is to score: id, e-mail address, name or ref; several times"))
	f.BoolVar(&a.everyone, "everyone", false, e.say("alle Mitglieder bewerten", "every member scores"))
	f.StringVar(&a.file, "file", "", e.say("Tabelle (CSV) mit den Spalten proposal und member; * heißt alle Mitglieder, - liest die Eingabe", "table (CSV) with the columns proposal and member; * means every member, - reads the input"))
	f.BoolVar(&a.auto, "auto", false, e.say("einen Plan berechnen: niemand Befangenes, gleiche Last, jeder Gremiumsteil, Wünsche", "compute a plan: nobody excluded, equal loads, every body, wishes"))
	f.IntVar(&a.by.PerProposal, "per", 0, e.say("mit --auto: so viele Mitglieder je Vorschlag (sonst die Zahl des Regelwerks, nie weniger)", "with --auto: that many members for each proposal (else the policy's number, never less)"))
	f.IntVar(&a.by.PerBody, "per-body", 0, e.say("mit --auto: so viele aus jedem Gremiumsteil (sonst die Zahl des Regelwerks, nie weniger)", "with --auto: that many from each body (else the policy's number, never less)"))
	f.BoolVar(&a.by.Anew, "anew", false, e.say("mit --auto: auch neu verteilen, was schon zugewiesen ist", "with --auto: also distribute anew what is assigned already"))
	cmd.AddCommand(newWish(e))
	return cmd
}

// assign sets the whole list of those who are to score a proposal.
func (h *house) assign(ctx context.Context, w *writing, a *assigning, d *docket, proposal string) error {
	p, err := d.proposal(proposal)
	if err != nil {
		return err
	}
	c := &workflow.SetAssignment{Proposal: p.ID}
	for _, who := range a.members {
		m, err := h.person(ctx, d, who)
		if err != nil {
			return err
		}
		c.Members = append(c.Members, m)
	}
	return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
}

// assignmentLine is a proposal as `assign --json` tells it; everyone is true where nobody has been assigned.
type assignmentLine struct {
	Proposal string   `json:"proposal"`
	Number   string   `json:"number"`
	State    string   `json:"state"`
	Everyone bool     `json:"everyone"`
	Members  []string `json:"members"`
	Names    []string `json:"names"`
	Given    int      `json:"given"`
	Expected int      `json:"expected"`
}

// showAssignment lists who is to score the proposals, or the one that is named.
func (h *house) showAssignment(d *docket, names []string) error {
	e := h.e
	proposals, err := d.chosen(names)
	if err != nil {
		return err
	}
	lines := make([]assignmentLine, len(proposals))
	t := e.table(text{"Nummer", "number"}, text{"Stand", "state"}, text{"bewerten sollen", "are to score"}, text{"abgegeben", "given"})
	for i, p := range proposals {
		l := assignmentLine{
			Proposal: p.ID, Number: p.Number, State: string(p.State), Everyone: len(p.Assigned) == 0, Members: []string{}, Names: []string{},
			Given: p.Given, Expected: p.Expected,
		}
		for _, m := range p.Assigned {
			l.Members, l.Names = append(l.Members, d.Members[m].Pseudonym), append(l.Names, e.name(d.Members[m].Pseudonym))
		}
		who := h.people(l.Members)
		if l.Everyone {
			who = e.say("alle", "everyone")
		}
		t.row(p.Number, workflow.Word(l.State, e.lang), who, e.say("%d von %d", "%d of %d", p.Given, p.Expected))
		lines[i] = l
	}
	if e.json {
		return list(e, lines)
	}
	return t.print()
}

func newWish(e *env) *cobra.Command {
	member, w := "", &writing{}
	cmd := e.command(spec{
		use: "wish ROUND PROPOSAL WISH --for MEMBER", need: []string{"for"},
		short: text{"trägt ein, dass ein Mitglied einen Vorschlag bewerten möchte (wants), lieber nicht (avoids) oder keinen Wunsch hat (none)", "enters that a member wants to score a proposal (wants), would rather not (avoids) or has no wish (none)"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			who, err := h.person(ctx, d, member)
			if err != nil {
				return err
			}
			c := &workflow.StateWish{Proposal: p.ID, Wish: workflow.Preference(args[2])}
			return h.act(ctx, w, desk.Act{Round: d.ID, For: who, Command: c})
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	return cmd
}
