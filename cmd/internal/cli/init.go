package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// founding are the flags of `init`.
type founding struct{ authority, programme, title string }

func newInit(e *env) *cobra.Command {
	f := &founding{}
	w := &writing{}
	cmd := e.command(spec{
		use: "init", short: text{"legt eine Datenbank an, und Programme darin", "creates a database, and programmes in it"},
		long: text{
			"Legt die Datenbank an. Mit --programme und --title kommt ein Programm dazu; das geht auch später noch, für weitere Programme.",
			"Creates the database. With --programme and --title a programme is entered; this also works later, for further programmes.",
		},
		run: func(ctx context.Context, _ []string) error { return e.initialise(ctx, f, w) },
	})
	w.flags(e, cmd)
	g := cmd.Flags()
	g.StringVar(&f.authority, "authority", "", e.say("Name der Installation, mit dem jede Akte beginnt (sonst zufällig)", "name of the installation that every record begins with (else by chance)"))
	g.StringVar(&f.programme, "programme", "", e.say("Kennung eines Programms", "id of a programme"))
	g.StringVar(&f.title, "title", "", e.say("Titel des Programms", "title of the programme"))
	return cmd
}

func (e *env) initialise(ctx context.Context, f *founding, w *writing) (err error) {
	if (f.programme == "") != (f.title == "") {
		return usagef("Ein Programm braucht --programme und --title.", "A programme needs --programme and --title.")
	}
	h, err := e.found(ctx, f.authority)
	made := err == nil
	switch {
	case errors.Is(err, record.ErrFounded) && f.programme != "" && f.authority == "":
		h, err = e.open(ctx)
	case errors.Is(err, record.ErrFounded):
		return reply.New(reply.Conflict, "founded",
			"Die Datenbank „"+e.url+"“ ist schon angelegt. Nichts wurde geändert. Für eine weitere nennen Sie eine andere Datei mit --db.",
			"The database \""+e.url+"\" exists already. Nothing was changed. For another one name another file with --db.")
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if made {
		e.tell("Datenbank „%s“ angelegt.", "Database \"%s\" created.", e.url)
	}
	if f.programme != "" {
		return h.act(ctx, w, desk.Act{Command: &workflow.CreateProgramme{Programme: f.programme, Title: f.title}})
	}
	if e.json {
		return e.object(map[string]string{"db": e.url, "register": h.engine.RegisterOrigin()})
	}
	e.tell("Weiter: gremium init --programme KENNUNG --title TITEL", "Next: gremium init --programme ID --title TITLE")
	return nil
}
