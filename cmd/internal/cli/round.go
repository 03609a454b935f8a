package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

func newRound(e *env) *cobra.Command {
	return e.group("round", text{"Auswahlrunden: eröffnen, zeigen, weiterführen", "rounds: open, show, advance"},
		newRoundOpen(e), newRoundList(e), newRoundShow(e), newRoundAdvance(e), newRoundDeadline(e), newRoundLot(e))
}

func newRoundOpen(e *env) *cobra.Command {
	c := workflow.OpenRound{}
	w := &writing{}
	cmd := e.command(spec{
		use: "open ID --programme ID --policy NAME --title TITLE", need: []string{"programme", "policy", "title"},
		short: text{"eröffnet eine Runde und bindet sie an ein Regelwerk", "opens a round and binds it to a policy"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			g, err := h.desk.Register(ctx)
			if err != nil {
				return err
			}
			open := c
			adopted := g.Policy(open.Programme, open.Policy)
			switch {
			case g.Programme(open.Programme) == nil:
				return &workflow.Refusal{Code: "programme_unknown", Rule: "record", Detail: map[string]string{"programme": open.Programme}}
			case adopted == nil:
				return &workflow.Refusal{Code: "policy_unknown", Rule: "register", Detail: map[string]string{"policy": open.Policy}}
			}
			open.Policy = adopted.Digest
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &open}, desk.Act{Command: &workflow.ListRound{
				Round: args[0], Programme: open.Programme, Policy: open.Policy, Origin: h.engine.RoundOrigin(args[0]),
			}})
		}),
	})
	w.flags(e, cmd)
	f := cmd.Flags()
	f.StringVar(&c.Programme, "programme", "", e.say("Kennung des Programms", "id of the programme"))
	f.StringVar(&c.Policy, "policy", "", e.say("aufgenommenes Regelwerk: Kennung oder Prüfsumme", "adopted policy: id or digest"))
	f.StringVar(&c.Title, "title", "", e.say("Titel der Runde", "title of the round"))
	f.StringVar(&c.Prefix, "prefix", "", e.say("womit die Nummern der Vorschläge beginnen, etwa 26", "what the numbers of proposals begin with, such as 26"))
	return cmd
}

// roundLine is a round as `round list --json` tells it.
type roundLine struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Programme string `json:"programme"`
	Phase     string `json:"phase"`
	Proposals int    `json:"proposals"`
	Entries   uint64 `json:"entries"`
	Imported  bool   `json:"imported"`
	Damaged   bool   `json:"damaged,omitempty"` // the record cannot be read; nothing but the id is known
}

func (h *house) roundLine(ctx context.Context, v *view.Round) (roundLine, error) {
	title, err := h.desk.Title(ctx, v)
	return roundLine{v.ID, title, v.Programme, string(v.Phase), len(v.Proposals), v.Size, v.Imported, false}, err
}

func newRoundList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list", short: text{"nennt alle Runden", "lists all rounds"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			rounds, err := h.desk.Rounds(ctx, &h.operator)
			if err != nil {
				return err
			}
			lines := make([]roundLine, len(rounds))
			t := e.table(text{"Runde", "round"}, text{"Titel", "title"}, text{"Phase", "phase"}, text{"Vorschläge", "proposals"}, text{"Einträge", "entries"})
			for i, v := range rounds {
				if lines[i], err = h.roundLine(ctx, v); err != nil {
					return err
				}
				t.row(v.ID, lines[i].Title, workflow.Word(lines[i].Phase, e.lang), e.loc.Int(lines[i].Proposals), e.loc.Decimal(strconv.FormatUint(v.Size, 10)))
			}
			damaged, err := h.desk.Damaged(ctx, &h.operator)
			if err != nil {
				return err
			}
			for _, id := range damaged {
				lines = append(lines, roundLine{ID: id, Damaged: true})
				t.row(id, "–", e.say("beschädigt", "damaged"), "–", "–")
			}
			if e.json {
				return e.object(lines)
			}
			if len(lines) == 0 {
				e.tell("Noch keine Runde. Weiter: gremium round open --help", "No round yet. Next: gremium round open --help")
				return nil
			}
			if err := t.print(); err != nil {
				return err
			}
			for _, id := range damaged {
				e.tell("Die Akte der Runde %[1]s lässt sich nicht lesen. Prüfen Sie sie: gremium log verify %[1]s", "The record of round %[1]s cannot be read. Check it: gremium log verify %[1]s", id)
			}
			return nil
		}),
	})
}

// roundSheet is a round as `round show --json` tells it.
type roundSheet struct {
	roundLine
	Policy    string         `json:"policy"`
	Digest    string         `json:"digest"`
	Root      string         `json:"root"`
	Last      string         `json:"last"`
	States    map[string]int `json:"states"`
	Deadlines []deadlineLine `json:"deadlines"`
	Lots      []lotLine      `json:"lots,omitempty"`
	Moves     []moveLine     `json:"moves"`
}

// moveLine is a step that is possible now, or barred with the reason.
type moveLine struct {
	Step   string `json:"step"`
	Barred string `json:"barred,omitempty"`

	lot bool // not a step of the round, but a command of its own
}

func newRoundShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND", short: text{"zeigt den Stand einer Runde und was als Nächstes möglich ist", "shows where a round stands and what is possible next"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			line, err := h.roundLine(ctx, d.Round)
			if err != nil {
				return err
			}
			s := roundSheet{
				roundLine: line, Policy: d.Policy.ID, Digest: d.Digest, Root: d.Root.String(), Last: d.Last.String(),
				States: map[string]int{}, Deadlines: deadlineLines(d.Round), Lots: d.lots(), Moves: h.moveLines(d.Moves),
			}
			for _, p := range d.Proposals {
				s.States[string(p.State)]++
			}
			if e.json {
				return e.object(s)
			}
			return h.showRound(d, &s)
		}),
	})
}

func (h *house) showRound(d *docket, s *roundSheet) error {
	e := h.e
	states := ""
	for _, name := range sortedKeys(s.States) {
		states += fmt.Sprintf("%d %s\n", s.States[name], workflow.Word(name, e.lang))
	}
	err := e.fields(
		field{text{"Runde", "Round"}, s.ID}, field{text{"Titel", "Title"}, s.Title}, field{text{"Programm", "Programme"}, s.Programme},
		field{text{"Phase", "Phase"}, workflow.Word(s.Phase, e.lang)}, field{text{"Regelwerk", "Policy"}, s.Policy + " " + s.Digest},
		field{text{"Mitglieder", "Members"}, e.loc.Int(len(d.Members))}, field{text{"Vorschläge", "Proposals"}, states},
		field{text{"Akte", "Record"}, e.say("%d Einträge, Wurzel %s", "%d entries, root %s", s.Entries, s.Root)},
		field{text{"Letzter Eintrag", "Last entry"}, e.loc.Stamp(d.Last.Time())},
	)
	if err != nil {
		return err
	}
	for _, l := range s.Deadlines {
		e.tellDeadline(&l)
	}
	for _, l := range s.Lots {
		e.tell("Los, Eintrag %d: %s", "Lot, entry %d: %s", l.Entry, strings.Join(l.Order, ", "))
	}
	for _, m := range s.Moves {
		switch {
		case m.lot && m.Barred == "":
			e.tell("Möglich: gremium round lot %s", "Possible: gremium round lot %s", d.ID)
			continue
		case m.lot:
			continue
		}
		if m.Barred == "" {
			e.tell("Möglich: gremium round advance %s %s", "Possible: gremium round advance %s %s", d.ID, m.Step)
		} else {
			e.tell("Noch nicht möglich: %s. %s", "Not possible yet: %s. %s", m.Step, m.Barred)
		}
	}
	return nil
}

// steps are the moves of a round as people type them.
var steps = map[string]workflow.Kind{
	"call": workflow.KindCallOpened, "review": workflow.KindReviewStarted, "deliberate": workflow.KindDeliberationStarted,
	"conclude": workflow.KindRoundConcluded, "cancel": workflow.KindRoundCancelled,
}

// moveLines says moves by the words that people type for them.
func (h *house) moveLines(moves []view.Move) []moveLine {
	out := make([]moveLine, len(moves))
	for i, m := range moves {
		out[i].Step, out[i].lot = m.Kind.Transition(), m.Kind == workflow.KindLotDrawn
		for step, k := range steps {
			if k == m.Kind {
				out[i].Step = step
			}
		}
		if m.Barred != nil {
			out[i].Barred = m.Barred.Text(h.e.lang, h.e.name)
		}
	}
	return out
}

func newRoundAdvance(e *env) *cobra.Command {
	var reason string
	w := &writing{}
	cmd := e.command(spec{
		use:   "advance ROUND call|review|deliberate|conclude|cancel",
		short: text{"führt eine Runde in die nächste Phase", "takes a round to its next phase"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			kind, ok := steps[args[1]]
			if !ok {
				return usagef("Den Schritt „%s“ gibt es nicht. Möglich sind call, review, deliberate, conclude und cancel.", "There is no step \"%s\". Possible are call, review, deliberate, conclude and cancel.", args[1])
			}
			if _, err := h.round(ctx, args[0]); err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &workflow.Move{Transition: kind, Reason: reason}})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund; er steht danach in der Akte", "reason; it will stand in the record"))
	return cmd
}
