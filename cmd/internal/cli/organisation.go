package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// organisation is an organisation as --json tells it.
type organisation struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Land    string   `json:"land"`
	Carrier string   `json:"carrier"`
	Parent  string   `json:"parent"`
	Aliases []string `json:"aliases"`
}

func newOrganisation(e *env) *cobra.Command {
	return e.group("organisation", text{"Register der Organisationen: Träger, Vorhaben, Netzwerke", "register of organisations: carriers, projects, networks"},
		newOrganisationWrite(e, false), newOrganisationWrite(e, true), newOrganisationList(e), newOrganisationShow(e))
}

func newOrganisationWrite(e *env, change bool) *cobra.Command {
	given := organisation{}
	w := &writing{}
	var cmd *cobra.Command
	s := spec{
		use: "add ID --kind KIND --name NAME", need: []string{"kind", "name"},
		short: text{"trägt eine Organisation ein", "registers an organisation"},
	}
	if change {
		s.use, s.need, s.short = "change ID", nil, text{"ändert, was über eine Organisation eingetragen ist", "changes what is registered of an organisation"}
	}
	s.run = e.inside(func(ctx context.Context, h *house, args []string) error {
		o := given
		if change {
			known, err := h.organisation(ctx, args[0])
			if err != nil {
				return err
			}
			o = merged(cmd, known, given)
		}
		return h.act(ctx, w, desk.Act{Command: &workflow.RegisterOrganisation{
			Organisation: args[0], OrganisationKind: o.Kind, Land: o.Land, Carrier: o.Carrier, Parent: o.Parent, Name: o.Name,
			Aliases: o.Aliases, Change: change,
		}})
	})
	cmd = e.command(s)
	w.flags(e, cmd)
	f := cmd.Flags()
	f.StringVar(&given.Name, "name", "", e.say("Name", "name"))
	f.StringVar(&given.Kind, "kind", "", e.say("Art, etwa carrier, project, network, specialist-unit, migrant-organisation", "kind, such as carrier, project, network, specialist-unit, migrant-organisation"))
	f.StringVar(&given.Land, "land", "", e.say("Land nach ISO 3166-2, etwa SN; DE für bundesweit", "Land after ISO 3166-2, such as SN; DE for nationwide"))
	f.StringVar(&given.Carrier, "carrier", "", e.say("Kennung des Trägers", "id of the carrier"))
	f.StringVar(&given.Parent, "parent", "", e.say("Kennung der übergeordneten Organisation", "id of the organisation above"))
	f.StringArrayVar(&given.Aliases, "alias", nil, e.say("weiterer Name (mehrfach möglich)", "further name (may be repeated)"))
	return cmd
}

// merged takes over from what is known whatever was not given anew.
func merged(cmd *cobra.Command, known, given organisation) organisation {
	pick := func(flag, was, is string) string {
		if cmd.Flags().Changed(flag) {
			return is
		}
		return was
	}
	out := organisation{
		ID: known.ID, Name: pick("name", known.Name, given.Name), Kind: pick("kind", known.Kind, given.Kind),
		Land: pick("land", known.Land, given.Land), Carrier: pick("carrier", known.Carrier, given.Carrier),
		Parent: pick("parent", known.Parent, given.Parent), Aliases: known.Aliases,
	}
	if cmd.Flags().Changed("alias") {
		out.Aliases = given.Aliases
	}
	return out
}

// organisation reads one organisation with its names.
func (h *house) organisation(ctx context.Context, id string) (organisation, error) {
	g, err := h.desk.Register(ctx)
	if err != nil {
		return organisation{}, err
	}
	o := g.Organisation(id)
	if o == nil {
		return organisation{}, &workflow.Refusal{Code: "organisation_unknown", Rule: "record", Detail: map[string]string{"organisation": id}}
	}
	out := organisation{ID: o.ID, Kind: o.Kind, Land: o.Land, Carrier: o.Carrier, Parent: o.Parent, Aliases: []string{}}
	texts, err := h.desk.Log.Texts(ctx, g.Origin, o.Seq)
	if err != nil {
		return organisation{}, fmt.Errorf("names of %s: %w", id, err)
	}
	for _, t := range texts {
		switch {
		case t.Path == "name":
			out.Name = t.Value
		case strings.HasPrefix(t.Path, "alias/"):
			out.Aliases = append(out.Aliases, t.Value)
		}
	}
	return out, nil
}

func newOrganisationList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list", short: text{"nennt alle Organisationen", "lists all organisations"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			g, err := h.desk.Register(ctx)
			if err != nil {
				return err
			}
			all := make([]organisation, len(g.Organisations))
			t := e.table(text{"Kennung", "id"}, text{"Name", "name"}, text{"Art", "kind"}, text{"Land", "Land"}, text{"Träger", "carrier"}, text{"gehört zu", "part of"})
			for i := range g.Organisations {
				o, err := h.organisation(ctx, g.Organisations[i].ID)
				if err != nil {
					return err
				}
				all[i] = o
				t.row(o.ID, o.Name, o.Kind, o.Land, o.Carrier, o.Parent)
			}
			if e.json {
				return e.object(all)
			}
			return t.print()
		}),
	})
}

func newOrganisationShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ID", short: text{"zeigt eine Organisation", "shows an organisation"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			o, err := h.organisation(ctx, args[0])
			if err != nil {
				return err
			}
			if e.json {
				return e.object(o)
			}
			return e.fields(
				field{text{"Kennung", "Id"}, o.ID}, field{text{"Name", "Name"}, o.Name}, field{text{"Weitere Namen", "Further names"}, strings.Join(o.Aliases, "; ")},
				field{text{"Art", "Kind"}, o.Kind}, field{text{"Land", "Land"}, o.Land}, field{text{"Träger", "Carrier"}, o.Carrier},
				field{text{"Gehört zu", "Part of"}, o.Parent},
			)
		}),
	})
}
