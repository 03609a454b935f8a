package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

func newScore(e *env) *cobra.Command {
	return e.group("score", text{"Bewertungen: vom Papierbogen eintragen, zeigen", "scores: enter from a paper form, show"},
		newScoreCast(e), newScoreList(e))
}

// paper is a score sheet on paper, as the flags give it.
type paper struct {
	member      string
	set, reason []string
	remark      string
	change      string
	late        string
	seen, base  uint64
	receipt     handing
}

func newScoreCast(e *env) *cobra.Command {
	f := &paper{}
	w := &writing{}
	var cmd *cobra.Command
	cmd = e.command(spec{
		use: "cast ROUND PROPOSAL --for MEMBER --set CRITERION=VALUE …", need: []string{"for", "set"},
		short: text{"trägt den Papierbogen eines Mitglieds ein, mit beiden Namen in der Akte", "enters a member's paper form, with both names on record"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if err := f.receipt.free(); err != nil {
				return err
			}
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c := &workflow.CastScores{Proposal: p.ID, Remark: f.remark, Reason: f.change, Late: f.late}
			if err := f.fill(c); err != nil {
				return err
			}
			member, err := h.person(ctx, d, f.member)
			if err != nil {
				return err
			}
			if c.Seen, c.Base, err = h.sheetBase(ctx, w, d, p, member); err != nil {
				return err
			}
			if cmd.Flags().Changed("seen") {
				c.Seen = f.seen
			}
			if cmd.Flags().Changed("base") {
				c.Base = f.base
			}
			made, err := h.enter(ctx, w, d, p, member, c)
			if err != nil {
				return err
			}
			return f.receipt.give(ctx, h, d.ID, p.Number, made)
		}),
	})
	w.flags(e, cmd)
	f.flags(e, cmd)
	f.receipt.flags(e, cmd)
	return cmd
}

// enter enters a sheet and says which earlier one it replaces.
func (h *house) enter(ctx context.Context, w *writing, d *docket, p *view.Proposal, member string, c *workflow.CastScores) ([]workflow.Receipt, error) {
	s := sheetInForce(d, p, member)
	receipts, err := h.carryOut(ctx, w, desk.Act{Round: d.ID, For: member, Command: c})
	if err != nil {
		return nil, err
	}
	if s != nil && c.Base == s.Version && len(receipts) > 0 && !receipts[0].Unchanged {
		h.e.tell("Ein früherer Bogen ist ersetzt: Es gilt Fassung %d. Fassung %d bleibt in der Akte.", "An earlier form is replaced: version %d is in force. Version %d stays in the record.", c.Base+1, c.Base)
	}
	return receipts, nil
}

// sheetInForce is the sheet of a member that is in force, nil where there is none.
func sheetInForce(d *docket, p *view.Proposal, member string) *view.Sheet {
	sheets := p.Sheets.Get()
	for i := range sheets {
		if sheets[i].By == member || d.Members[sheets[i].Member].Seat == d.seatOf(member) {
			return &sheets[i]
		}
	}
	return nil
}

func (f *paper) flags(e *env, cmd *cobra.Command) {
	g := cmd.Flags()
	g.StringVar(&f.member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	g.StringArrayVar(&f.set, "set", nil, e.say("Wert eines Kriteriums, etwa transferable=2; na heißt nicht beurteilbar", "value of a criterion, such as transferable=2; na means not assessable"))
	g.StringArrayVar(&f.reason, "because", nil, e.say("Begründung eines Wertes, etwa transferable=\"…\"", "justification of a value, such as transferable=\"…\""))
	g.StringVar(&f.remark, "remark", "", e.say("Anmerkung zum ganzen Bogen", "remark on the whole form"))
	g.StringVar(&f.change, "reason", "", e.say("warum sich die Bewertung nach Beginn der Beratung ändert, oder der Bogen einer anderen Person für denselben Sitz ersetzt wird", "why the scores change after discussion began, or somebody else's form for the same seat is replaced"))
	g.StringVar(&f.late, "late", "", e.say("warum der Bogen nach der Frist kommt", "why the form comes after the deadline"))
	g.Uint64Var(&f.seen, "seen", 0, e.say("Fassung des Vorschlags, die bewertet wurde (sonst die neueste)", "version of the proposal that was scored (else the latest)"))
	g.Uint64Var(&f.base, "base", 0, e.say("Fassung des eigenen Bogens, die ersetzt wird (sonst die neueste)", "version of the own form that is replaced (else the latest)"))
}

// fill reads the values and justifications of the flags.
func (f *paper) fill(c *workflow.CastScores) error {
	for _, s := range f.set {
		criterion, value, ok := strings.Cut(s, "=")
		if !ok {
			return usagef("„%s“ ist nicht lesbar. Schreiben Sie --set KRITERIUM=WERT.", "\"%s\" cannot be read. Write --set CRITERION=VALUE.", s)
		}
		v, err := parseValue(value)
		if err != nil {
			return err
		}
		c.Scores = append(c.Scores, policy.CriterionValue{Criterion: criterion, Value: v})
	}
	c.Justifications = make(map[string]string, len(f.reason))
	for _, s := range f.reason {
		criterion, why, ok := strings.Cut(s, "=")
		if !ok {
			return usagef("„%s“ ist nicht lesbar. Schreiben Sie --because KRITERIUM=\"…\".", "\"%s\" cannot be read. Write --because CRITERION=\"…\".", s)
		}
		c.Justifications[criterion] = why
	}
	return nil
}

// parseValue reads a score as people write it: with a comma or a point, na where the criterion was not assessable.
func parseValue(s string) (policy.Value, error) {
	if s == "na" {
		return policy.Value{NotAssessable: true}, nil
	}
	d, err := policy.ParseDecimal(strings.Replace(s, ",", ".", 1))
	if err != nil {
		return policy.Value{}, usagef("„%s“ ist keine Zahl. Schreiben Sie etwa 2 oder 2,5, oder na für nicht beurteilbar.", "\"%s\" is not a number. Write 2 or 2.5, or na for not assessable.", s)
	}
	return policy.Value{Decimal: d}, nil
}

// sheetBase is what a sheet entered now is based on: the proposal's version and the member's sheet in force. A repeat of a
// command is based on what it was based on the first time.
func (h *house) sheetBase(ctx context.Context, w *writing, d *docket, p *view.Proposal, member string) (seen, base uint64, err error) {
	was, err := h.earlier(ctx, d.Origin, w.id)
	if err != nil {
		return 0, 0, err
	}
	if was != nil {
		if s, ok := was.Event.(*workflow.ScoresCast); ok {
			return s.Seen, s.Version - 1, nil
		}
	}
	if s := sheetInForce(d, p, member); s != nil {
		return p.Version, s.Version, nil
	}
	return p.Version, 0, nil
}

// scoreLine is one score as `score list --json` tells it. Reason and late are the sheet's: why it was changed once discussion
// had begun, and why it came after the deadline.
type scoreLine struct {
	Proposal      string  `json:"proposal"`
	Member        string  `json:"member"`
	Name          string  `json:"name"`
	Body          string  `json:"body"`
	Criterion     string  `json:"criterion"`
	Value         *string `json:"value"`
	Justification string  `json:"justification"`
	Version       uint64  `json:"version"`
	Entry         uint64  `json:"entry"`
	Reason        string  `json:"reason,omitempty"`
	Late          string  `json:"late,omitempty"`
}

func newScoreList(e *env) *cobra.Command {
	var every bool
	cmd := e.command(spec{
		use: "list ROUND [PROPOSAL]", short: text{"nennt die Bewertungen mit ihren Begründungen", "lists the scores with their justifications"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			proposals, err := d.chosen(args[1:])
			if err != nil {
				return err
			}
			lines := []scoreLine{}
			for _, p := range proposals {
				more, err := d.scoreLines(ctx, p, every)
				if err != nil {
					return err
				}
				lines = append(lines, more...)
			}
			if e.json {
				return e.object(lines)
			}
			return d.tellScores(lines, every)
		}),
	})
	cmd.Flags().BoolVar(&every, "all", false, e.say("auch frühere Fassungen, mit dem Grund der Änderung oder Verspätung", "earlier versions too, with the reason for the change or for being late"))
	return cmd
}

// tellScores is the list as people read it.
func (d *docket) tellScores(lines []scoreLine, every bool) error {
	e := d.h.e
	head := []text{{"Vorschlag", "proposal"}, {"Mitglied", "member"}, {"Teil", "body"}, {"Kriterium", "criterion"}, {"Wert", "value"}, {"Begründung", "justification"}}
	if every {
		head = append(head, text{"Fassung", "version"}, text{"Anmerkung", "remark"})
	}
	t := e.table(head...)
	for i := range lines {
		l := &lines[i]
		row := []string{d.Proposal(l.Proposal).Number, l.Name, l.Body, e.label(d.label(l.Criterion)), e.value(l.Value), l.Justification}
		if every {
			row = append(row, strconv.FormatUint(l.Version, 10), strings.TrimSpace(l.Reason+" "+l.Late))
		}
		t.row(row...)
	}
	return t.print()
}

// scoreLines are the scores of a proposal, one for each member and criterion, or one for each version of each sheet as well.
func (d *docket) scoreLines(ctx context.Context, p *view.Proposal, every bool) ([]scoreLine, error) {
	var out []scoreLine
	for _, sheet := range p.Sheets.Get() {
		versions := []view.Sheet{sheet}
		if every {
			versions = append(slices.Clone(sheet.Was), sheet)
		}
		for v := range versions {
			more, err := d.sheetLines(ctx, p, &versions[v])
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
	}
	return out, nil
}

func (d *docket) sheetLines(ctx context.Context, p *view.Proposal, s *view.Sheet) ([]scoreLine, error) {
	m := d.Members[s.Member]
	texts, err := d.h.told(ctx, d.Round, s.Entry)
	if err != nil {
		return nil, err
	}
	var out []scoreLine
	for c := range d.Policy.Criteria {
		id := d.Policy.Criteria[c].ID
		out = append(out, scoreLine{
			p.ID, s.By, d.h.e.name(s.By), m.Body, id, decimalOrNull(s.Values[c]), texts["justification/"+id], s.Version, s.Entry,
			texts["reason"], texts["late"],
		})
	}
	return out, nil
}

// decimalOrNull is a score as JSON tells it: an exact decimal, or null for not assessable.
func decimalOrNull(v policy.Value) *string {
	if v.NotAssessable {
		return nil
	}
	s := v.Decimal.String()
	return &s
}

// value is a score as a person reads it.
func (e *env) value(v *string) string {
	if v == nil {
		return e.say("n. b.", "n/a")
	}
	return e.loc.Decimal(*v)
}

// label is what a criterion is called.
func (d *docket) label(criterion string) policy.Text {
	if c, _ := d.Policy.Criterion(criterion); c != nil {
		return c.Label
	}
	return policy.Text{DE: criterion, EN: criterion}
}
