package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/exchange"
	"gremium/cmd/internal/reply"
)

func newExport(e *env) *cobra.Command {
	var out, person string
	cmd := e.command(spec{
		use: "export [ROUND] --out DIR", short: text{"schreibt eine Runde in einen Ordner, den „import“ wieder liest, oder mit --person alles über eine Person", "writes a round to a folder that \"import\" reads again, or with --person all about a person"},
		long: text{
			"Mit --person EMAIL statt einer Runde: alles, was diese Installation über eine Person hält, als JSON und als Text (Art. 15 und 20 DSGVO).\nWas nicht enthalten ist, steht mit dem Grund am Ende. Ohne --out geht es auf den Bildschirm.",
			"With --person EMAIL instead of a round: all that this installation holds about a person, as JSON and as text (Art. 15 and 20 GDPR).\nWhat is not included stands at the end, with the reason. Without --out it is shown.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			switch {
			case person != "" && len(args) > 0:
				return usagef("Nennen Sie eine Runde oder --person, nicht beides.", "Name a round or --person, not both.")
			case person != "":
				return h.exportPerson(ctx, person, out)
			case len(args) == 0:
				return usagef("Es fehlt: ROUND.", "Missing: ROUND.")
			case out == "":
				return usagef("Die Angabe --%s fehlt.", "--%s is missing.", "out")
			}
			return h.export(ctx, args[0], out)
		}),
	})
	cmd.Flags().StringVar(&out, "out", "", e.say("Ordner; er wird angelegt, und keine Datei darin überschrieben", "folder; it is created, and no file in it is overwritten"))
	cmd.Flags().StringVar(&person, "person", "", e.say("E-Mail-Adresse einer Person: alles über sie, statt einer Runde", "e-mail address of a person: all about them, instead of a round"))
	return cmd
}

func (h *house) export(ctx context.Context, round, out string) error {
	s, err := h.source(ctx, round)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	var files []string
	err = exchange.Write(s, func(name string) (io.WriteCloser, error) {
		path := filepath.Join(out, name)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return nil, reply.New(reply.Conflict, "file_exists",
				fmt.Sprintf("Die Datei „%s“ gibt es schon; sie bleibt, wie sie ist. Nennen Sie mit --out einen leeren Ordner.", path),
				fmt.Sprintf("The file \"%s\" exists already; it stays as it is. Name an empty folder with --out.", path))
		}
		if err == nil {
			files = append(files, path)
		}
		return f, err
	})
	if err != nil {
		for _, path := range files { // all or nothing
			err = errors.Join(err, os.Remove(path))
		}
		return err
	}
	if h.e.json {
		return h.e.object(map[string]any{"round": s.Round.ID, "files": files})
	}
	h.e.tell("Geschrieben nach „%s“: Runde %s, %s Vorschläge. Die Dateien enthalten Namen; geben Sie sie nicht weiter als nötig.",
		"Written to \"%s\": round %s, %s proposals. The files hold names; do not pass them on further than needed.", out, s.Round.ID, h.e.loc.Int(len(s.Round.Proposals)))
	h.e.tell("Nicht enthalten sind die Texte der Vorschläge außer dem Titel, Kontakte, Begründungen, Stimmen und die Akte selbst; alles zusammen sichert: gremium backup",
		"Not included are the proposals' texts but their titles, contacts, justifications and rationales, votes, and the record itself; to keep all of it: gremium backup")
	return nil
}

// source gathers what an export of a round needs, as the operator may see it.
func (h *house) source(ctx context.Context, round string) (*exchange.Source, error) {
	d, err := h.round(ctx, round)
	if err != nil {
		return nil, err
	}
	s := &exchange.Source{Round: d.Round, Titles: d.titles, Names: h.e.names, Refs: map[string]string{}}
	if s.Title, err = h.desk.Title(ctx, d.Round); err != nil {
		return nil, err
	}
	refs, err := h.db.TextsAt(ctx, d.Origin, "ref")
	if err != nil {
		return nil, err
	}
	for _, seat := range d.Seats() {
		for _, p := range seat.People {
			if ref, ok := refs[p.Entry]; ok {
				s.Refs[p.Pseudonym] = ref
			}
		}
	}
	g, err := h.desk.Register(ctx)
	if err != nil {
		return nil, err
	}
	s.Organisations = g.Organisations
	s.Called, err = h.desk.Organisations(ctx)
	return s, err
}
