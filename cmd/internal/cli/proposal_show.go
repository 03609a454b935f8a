package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// proposalSheet is a proposal as `proposal show --json` tells it.
type proposalSheet struct {
	proposalLine
	Version      uint64            `json:"version"`
	Laender      []string          `json:"laender"`
	Owners       []string          `json:"owners"`
	Audiences    []string          `json:"audiences"`
	Institutions []string          `json:"institutions"`
	Texts        map[string]string `json:"texts"`
	Missing      []string          `json:"missing"`
	Awaited      []string          `json:"awaited"`
	Published    bool              `json:"published"`
	Previous     *previousLine     `json:"previous"` // the deferred proposal that it takes up
	Moves        []moveLine        `json:"moves"`
}

// previousLine is the deferred proposal that another one takes up, and how its round stood.
type previousLine struct {
	Round    string `json:"round"`
	Proposal string `json:"proposal"`
	Size     uint64 `json:"size"`
	Root     string `json:"root"`
}

// said says it in one line, nothing where there is none.
func (l *previousLine) said(e *env) string {
	if l == nil {
		return ""
	}
	return e.say("%s, Runde %s (nach %d Einträgen)", "%s, round %s (after %d entries)", l.Proposal, l.Round, l.Size)
}

func newProposalShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND PROPOSAL", short: text{"zeigt einen Vorschlag, seine Ergebnisse und was als Nächstes möglich ist", "shows a proposal, its results and what is possible next"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			texts, err := h.told(ctx, d.Round, p.Entry)
			if err != nil {
				return err
			}
			s := &proposalSheet{
				proposalLine: d.line(p), Version: p.Version, Laender: orEmpty(p.Content.Laender), Owners: []string{},
				Audiences: orEmpty(p.Content.Audiences), Institutions: orEmpty(p.Content.Institutions), Texts: texts,
				Missing: orEmpty(missingOf(p)), Awaited: orEmpty(p.Awaited), Published: p.Published, Moves: h.proposalMoves(p),
			}
			if l := p.Content.Previous; l != nil {
				s.Previous = &previousLine{l.Round, l.Proposal, l.Size, l.Root.String()}
			}
			for _, o := range p.Content.Owners {
				s.Owners = append(s.Owners, o.Organisation)
			}
			if e.json {
				return e.object(s)
			}
			return h.showProposal(ctx, d, p, s)
		}),
	})
}

// orEmpty makes an empty list of none, for JSON.
func orEmpty(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

// missingOf are the points that were asked for at the return, or did not hold at the check.
func missingOf(p *view.Proposal) []string {
	if p.Check == nil || p.Check.Version != p.Version || len(p.Missing) > 0 {
		return p.Missing
	}
	var out []string
	for _, pt := range p.Check.Points {
		if !pt.Holds {
			out = append(out, pt.ID)
		}
	}
	return out
}

// proposalMoves says a proposal's moves by the commands that make them.
func (h *house) proposalMoves(p *view.Proposal) []moveLine {
	lines := h.moveLines(p.Moves.All())
	for i, m := range p.Moves.All() {
		lines[i].Step = acted[m.Kind].by
	}
	return lines
}

func (h *house) showProposal(ctx context.Context, d *docket, p *view.Proposal, s *proposalSheet) error {
	e := h.e
	owners, err := h.desk.Organisations(ctx)
	if err != nil {
		return err
	}
	var by []string
	for _, id := range s.Owners {
		by = append(by, owners[id]+" ("+id+")")
	}
	sheets, awaited := e.say("%d von %d", "%d of %d", p.Given, p.Expected), h.people(p.Awaited)
	if p.State == workflow.Submitted || p.State == workflow.Returned {
		sheets, awaited = "", ""
	}
	all := []field{
		{text{"Nummer", "Number"}, p.Number},
		{text{"Titel", "Title"}, s.Title},
		{text{"Art", "Kind"}, d.kind(p)},
		{text{"Stand", "State"}, h.standing(p)},
		{text{"Fassung", "Version"}, fmt.Sprint(p.Version)},
		{text{"Eingereicht von", "Handed in by"}, strings.Join(by, "\n")},
		{text{"Land", "Land"}, strings.Join(s.Laender, ", ")},
		{text{"Zielgruppen", "Audiences"}, labels(e, d.Policy.Audiences, s.Audiences)},
		{text{"Regelinstitutionen", "Regelinstitutionen"}, labels(e, d.Policy.Institutions, s.Institutions)},
	}
	for _, name := range policy.TextNames() {
		all = append(all, field{text{workflow.Word(name, "de"), workflow.Word(name, "en")}, s.Texts[name]})
	}
	all = append(all, field{text{"Kontakte", "Contacts"}, e.contacts(p, s.Texts)}, field{text{"Es fehlt", "Missing"}, strings.Join(s.Missing, ", ")}, field{text{"Bewertungen", "Scores"}, sheets},
		field{text{"Mittelwerte", "Means"}, d.results(p)}, field{text{"Es fehlen noch", "Still awaited"}, awaited},
		field{text{"Knüpft an", "Takes up"}, s.Previous.said(e)},
		field{text{"Ausgeschlossen", "Excluded"}, h.exclusions(p)},
		field{text{"Kennung", "Id"}, p.ID}, field{text{"Ref", "Ref"}, p.Ref})
	if err := e.fields(all...); err != nil {
		return err
	}
	for _, m := range s.Moves {
		if m.Barred == "" {
			e.tell("Möglich: gremium %s %s %s", "Possible: gremium %s %s %s", m.Step, d.ID, p.Number)
		} else {
			e.tell("Noch nicht möglich: %s. %s", "Not possible yet: %s. %s", m.Step, m.Barred)
		}
	}
	return nil
}

// contacts are the contacts of a proposal, one on each line, and whether each agreed to be named.
func (e *env) contacts(p *view.Proposal, texts map[string]string) string {
	lines := make([]string, len(p.Content.Contacts))
	for i, yes := range p.Content.Contacts {
		at := fmt.Sprintf("contact/%d/", i)
		parts := []string{texts[at+"name"], texts[at+"role"], texts[at+"email"]}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		agreed := e.say("nicht mit der Nennung einverstanden", "did not agree to be named")
		if yes {
			agreed = e.say("mit der Nennung einverstanden", "agreed to be named")
		}
		lines[i] = strings.Join(parts, ", ") + " (" + agreed + ")"
	}
	return strings.Join(lines, "\n")
}

// standing says where a proposal stands: its state, the outcome, whether it is published.
func (h *house) standing(p *view.Proposal) string {
	words := workflow.Word(string(p.State), h.e.lang)
	if p.Outcome != "" {
		words += ", " + workflow.Word(p.Outcome, h.e.lang)
	}
	if p.Published {
		words += ", " + h.e.say("veröffentlicht", "published")
	}
	return words
}

// people joins the names of participants.
func (h *house) people(pseudonyms []string) string {
	names := make([]string, len(pseudonyms))
	for i, p := range pseudonyms {
		names[i] = h.e.name(p)
	}
	return strings.Join(names, ", ")
}

// labels says options by their labels.
func labels(e *env, options []policy.Option, ids []string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id
		if o, ok := policy.Choose(options, id); ok {
			words[i] = e.label(o.Label)
		}
	}
	return strings.Join(words, ", ")
}
