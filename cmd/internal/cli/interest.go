package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

func newInterest(e *env) *cobra.Command {
	return e.group("interest", text{"Interessen: anzeigen, beschließen, zeigen", "interests: declare, report, resolve, show"},
		newInterestDeclare(e), newInterestReport(e), newInterestResolve(e), newInterestList(e))
}

// stated are the flags of what somebody says of an interest.
type stated struct {
	kind, note, member, about string
	own                       bool
}

func (s *stated) flags(e *env, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.kind, "kind", "", e.say("Art des Interesses, wie das Regelwerk sie nennt", "kind of the interest, as the policy names it"))
	f.StringVar(&s.note, "note", "", e.say("Anmerkung", "note"))
}

func newInterestDeclare(e *env) *cobra.Command {
	s, w := &stated{}, &writing{}
	cmd := e.command(spec{
		use: "declare ROUND PROPOSAL --kind KIND (--for MEMBER | --own)", need: []string{"kind"},
		short: text{"trägt ein, dass ein Mitglied ein eigenes Interesse anzeigt; es ist damit ausgeschlossen", "enters that a member declares an interest of their own; it excludes them at once"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if s.own == (s.member != "") {
				return usagef("Nennen Sie das Mitglied (--for), oder schreiben Sie --own, wenn es Ihr eigenes Interesse ist.", "Name the member (--for), or write --own where the interest is yours.")
			}
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return h.actFor(ctx, w, d, s.member, &workflow.DeclareInterest{Proposal: p.ID, InterestKind: s.kind, Note: s.note})
		}),
	})
	w.flags(e, cmd)
	s.flags(e, cmd)
	cmd.Flags().StringVar(&s.member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	cmd.Flags().BoolVar(&s.own, "own", false, e.say("das Interesse ist Ihr eigenes", "the interest is your own"))
	return cmd
}

func newInterestReport(e *env) *cobra.Command {
	s, w := &stated{}, &writing{}
	cmd := e.command(spec{
		use: "report ROUND PROPOSAL --about PERSON --kind KIND --note TEXT", need: []string{"about", "kind", "note"},
		short: text{"zeigt das Interesse einer anderen Person an; darüber wird beschlossen", "reports an interest of somebody else; it has to be resolved on"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c := &workflow.ReportInterest{Proposal: p.ID, InterestKind: s.kind, Note: s.note}
			if c.About, err = h.person(ctx, d, s.about); err != nil {
				return err
			}
			return h.actFor(ctx, w, d, s.member, c)
		}),
	})
	w.flags(e, cmd)
	s.flags(e, cmd)
	cmd.Flags().StringVar(&s.about, "about", "", e.say("wessen Interesse: Kennung, E-Mail-Adresse, Name oder Ref", "whose interest: id, e-mail address, name or ref"))
	cmd.Flags().StringVar(&s.member, "for", "", e.say("Mitglied, das anzeigt, sonst Sie selbst", "member who reports, else yourself"))
	return cmd
}

// resolved are the flags of a resolution.
type resolved struct {
	about, reason    string
	yes, no, abstain []string
	lift, carried    bool
}

func newInterestResolve(e *env) *cobra.Command {
	s, w := &resolved{}, &writing{}
	cmd := e.command(spec{
		use: "resolve ROUND PROPOSAL --about PERSON [--yes MEMBER,… --no MEMBER,… --abstain MEMBER,…]", need: []string{"about"},
		short: text{"trägt den Beschluss über den Ausschluss einer Person ein, oder mit --lift über seine Aufhebung", "enters the resolution on excluding somebody, or with --lift on lifting it"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c := &workflow.ResolveInterest{Proposal: p.ID, Lift: s.lift, Carried: s.carried, Reason: s.reason}
			if c.About, err = h.person(ctx, d, s.about); err != nil {
				return err
			}
			for _, v := range []struct {
				names []string
				to    *[]string
			}{{s.yes, &c.Yes}, {s.no, &c.No}, {s.abstain, &c.Abstain}} {
				for _, name := range v.names {
					who, err := h.person(ctx, d, name)
					if err != nil {
						return err
					}
					*v.to = append(*v.to, who)
				}
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	f := cmd.Flags()
	f.StringVar(&s.about, "about", "", e.say("wessen Interesse: Kennung, E-Mail-Adresse, Name oder Ref", "whose interest: id, e-mail address, name or ref"))
	f.StringSliceVar(&s.yes, "yes", nil, e.say("Mitglieder, die mit Ja gestimmt haben", "members who voted yes"))
	f.StringSliceVar(&s.no, "no", nil, e.say("Mitglieder, die mit Nein gestimmt haben", "members who voted no"))
	f.StringSliceVar(&s.abstain, "abstain", nil, e.say("Mitglieder, die sich enthalten haben", "members who abstained"))
	f.BoolVar(&s.lift, "lift", false, e.say("über die Aufhebung eines Ausschlusses", "on lifting an exclusion"))
	f.BoolVar(&s.carried, "carried", false, e.say("angenommen; nur wo nach dem Regelwerk die Koordination entscheidet", "carried; only where by the policy the coordination decides"))
	f.StringVar(&s.reason, "reason", "", e.say("Begründung", "reason"))
	return cmd
}

// interestLine is an interest as `interest list --json` tells it. A suggestion has no entry.
type interestLine struct {
	Proposal string  `json:"proposal"`
	Member   string  `json:"member"`
	Name     string  `json:"name"`
	Kind     string  `json:"kind"`
	Standing string  `json:"standing"`
	Declared bool    `json:"declared"`
	Seat     *string `json:"seat"`
	Owner    *string `json:"owner"` // that the seat is near, for a suggestion
	Entry    *uint64 `json:"entry"`
}

func newInterestList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list ROUND [PROPOSAL]", short: text{"nennt angezeigte und naheliegende Interessen", "lists interests that are on record, and those that suggest themselves"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			proposals, err := d.chosen(args[1:])
			if err != nil {
				return err
			}
			lines := []interestLine{}
			t := e.table(text{"Vorschlag", "proposal"}, text{"Name", "name"}, text{"Interesse", "interest"}, text{"Stand", "standing"})
			for _, p := range proposals {
				for _, l := range h.interestLines(d, p) {
					t.row(p.Number, l.Name, e.interestKind(d.Policy, l.Kind), e.standing(l.Standing))
					lines = append(lines, l)
				}
			}
			if e.json {
				return e.object(lines)
			}
			return t.print()
		}),
	})
}

func (h *house) interestLines(d *docket, p *view.Proposal) []interestLine {
	var out []interestLine
	if x := p.Exclusion; x != nil {
		me := h.engine.Pseudonym(d.Origin, h.operator.Person)
		out = append(out, interestLine{Proposal: p.ID, Member: me, Name: h.e.name(me), Kind: x.Kind, Standing: string(view.InterestExcludes), Declared: x.Declared})
	}
	for i := range p.Interests {
		x := &p.Interests[i]
		l := interestLine{Proposal: p.ID, Member: x.Member, Name: h.e.name(x.Member), Kind: x.Kind, Standing: string(x.Standing), Declared: x.Declared, Seat: orNull(x.Seat)}
		if d.Numbers {
			l.Entry = &x.Entry
		}
		out = append(out, l)
	}
	for _, s := range p.Suggestions {
		out = append(out, interestLine{Proposal: p.ID, Member: s.Member, Name: h.e.name(s.Member), Standing: "suggested", Owner: orNull(s.Owner)})
	}
	return out
}

// interestKind is what the policy calls a kind of interest.
func (e *env) interestKind(p *policy.Policy, id string) string {
	if o, ok := policy.Choose(p.Interests.Kinds, id); ok {
		return e.label(o.Label)
	}
	return id
}

// standing is what became of an interest, in the language.
func (e *env) standing(s string) string {
	return e.word(map[string]text{
		"excluded":  {"ausgeschlossen", "excluded"},
		"open":      {"angezeigt, Beschluss steht aus", "reported, to be resolved on"},
		"lifted":    {"Ausschluss aufgehoben", "exclusion lifted"},
		"dismissed": {"nicht ausgeschlossen", "not excluded"},
		"suggested": {"naheliegend: der Sitz steht einem Träger nahe", "suggested: the seat is near an owner"},
	}[s])
}

// exclusions says who takes no part in a proposal, empty where everybody does.
func (h *house) exclusions(p *view.Proposal) string {
	var names []string
	for i := range p.Interests {
		if p.Interests[i].Standing == view.InterestExcludes {
			names = append(names, h.e.name(p.Interests[i].Member))
		}
	}
	return strings.Join(names, ", ")
}
