package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// versionDiff is what differs between two versions of a proposal, as `proposal diff --json` tells it.
type versionDiff struct {
	From     uint64        `json:"from"`
	To       uint64        `json:"to"`
	Versions []versionLine `json:"versions"`
	Changes  []fieldDiff   `json:"changes"`
}

// versionLine is one version, and the points it was returned for.
type versionLine struct {
	Version uint64   `json:"version"`
	At      string   `json:"at"`
	Missing []string `json:"missing"`
}

// fieldDiff is one text or detail that differs.
type fieldDiff struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

func newProposalDiff(e *env) *cobra.Command {
	var from, to uint64
	cmd := e.command(spec{
		use: "diff ROUND PROPOSAL", short: text{"sagt, was eine Fassung an der vorigen geändert hat", "says what a version changed in the one before"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			versions, err := h.desk.Versions(ctx, d.Round, p.ID)
			if err != nil {
				return err
			}
			out, err := h.differ(ctx, d, versions, from, to)
			if err != nil {
				return err
			}
			if e.json {
				return e.object(out)
			}
			return e.tellDiff(out)
		}),
	})
	cmd.Flags().Uint64Var(&from, "from", 0, e.say("frühere Fassung (sonst die vorletzte)", "earlier version (else the last but one)"))
	cmd.Flags().Uint64Var(&to, "to", 0, e.say("spätere Fassung (sonst die letzte)", "later version (else the last)"))
	return cmd
}

// differ compares two versions, the last two unless others are named.
func (h *house) differ(ctx context.Context, d *docket, versions []view.Version, from, to uint64) (*versionDiff, error) {
	out := &versionDiff{Versions: []versionLine{}, Changes: []fieldDiff{}}
	for i := range versions {
		line := versionLine{Version: versions[i].Number, At: versions[i].At.String(), Missing: []string{}}
		if r := versions[i].Returned; r != nil {
			line.Missing = orEmpty(r.Missing)
		}
		out.Versions = append(out.Versions, line)
	}
	n := uint64(len(versions))
	if to == 0 {
		to = n
	}
	if from == 0 {
		from = max(to, 2) - 1
	}
	if n < 2 && from <= max(n, 1) && to <= n {
		return out, nil
	}
	if from < 1 || to > n || from >= to {
		return nil, usagef("Es gibt die Fassungen 1 bis %d; --from nennt eine frühere als --to.", "There are versions 1 to %d; --from names an earlier one than --to.", n)
	}
	out.From, out.To = from, to
	was, err := h.versionFields(ctx, d, &versions[from-1])
	if err != nil {
		return nil, err
	}
	is, err := h.versionFields(ctx, d, &versions[to-1])
	if err != nil {
		return nil, err
	}
	for i := range was {
		if was[i].Is != is[i].Is {
			out.Changes = append(out.Changes, fieldDiff{was[i].Field, was[i].Is, is[i].Is})
		}
	}
	return out, nil
}

// versionFields are the texts and details of a version, in the order of the form.
func (h *house) versionFields(ctx context.Context, d *docket, x *view.Version) ([]fieldDiff, error) {
	texts, err := h.told(ctx, d.Round, x.Entry)
	if err != nil {
		return nil, err
	}
	paths := slices.Concat([]string{"title"}, policy.TextNames())
	for _, q := range d.Policy.Questions {
		paths = append(paths, q.ID)
	}
	var out []fieldDiff
	for _, path := range paths {
		out = append(out, fieldDiff{Field: path, Is: texts[path]})
	}
	var owners []string
	for _, o := range x.Content.Owners {
		owners = append(owners, o.Organisation)
	}
	for _, f := range []struct {
		name string
		list []string
	}{
		{"kind", []string{x.Content.ProposalKind}},
		{"laender", x.Content.Laender},
		{"owners", owners},
		{"audiences", x.Content.Audiences},
		{"institutions", x.Content.Institutions},
	} {
		out = append(out, fieldDiff{Field: f.name, Is: strings.Join(f.list, ", ")})
	}
	return out, nil
}

// tellDiff says what differs: words that were removed stand in [- -], words that were added in {+ +}.
func (e *env) tellDiff(x *versionDiff) error {
	t := e.table(text{"Fassung", "version"}, text{"eingereicht", "handed in"}, text{"zurückgegeben, es fehlte", "returned, what was missing"})
	for _, v := range x.Versions {
		t.row(strconv.FormatUint(v.Version, 10), v.At, strings.Join(v.Missing, ", "))
	}
	if err := t.print(); err != nil {
		return err
	}
	if x.To == 0 {
		e.tell("Es gibt nur diese Fassung.", "This is the only version.")
		return nil
	}
	e.tell("Von Fassung %d zu Fassung %d:", "From version %d to version %d:", x.From, x.To)
	if len(x.Changes) == 0 {
		e.tell("An Angaben und Texten hat sich nichts geändert.", "No details and no texts have changed.")
	}
	var all []field
	for _, c := range x.Changes {
		all = append(all, field{text{workflow.Word(c.Field, "de"), workflow.Word(c.Field, "en")}, marked(part.Diff(c.Was, c.Is))})
	}
	return e.fields(all...)
}

// marked writes a comparison with the signs of `git diff --word-diff`.
func marked(runs []part.Run) string {
	words := make([]string, len(runs))
	for i, r := range runs {
		switch r.Change {
		case part.Removed:
			words[i] = "[-" + r.Text + "-]"
		case part.Added:
			words[i] = "{+" + r.Text + "+}"
		case part.Same:
			words[i] = r.Text
		}
	}
	return strings.Join(words, " ")
}
