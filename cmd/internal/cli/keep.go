package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow/audit"
)

func newRebuild(e *env) *cobra.Command {
	return e.command(spec{
		use: "rebuild", short: text{"baut alle Tabellen neu aus der Akte auf", "builds all tables anew from the record"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			if err := h.db.Rebuild(ctx); err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]bool{"rebuilt": true})
			}
			e.tell("Alle Tabellen sind neu aufgebaut. Weiter: gremium log verify", "All tables have been built anew. Next: gremium log verify")
			return nil
		}),
	})
}

func newBackup(e *env) *cobra.Command {
	return e.command(spec{
		use: "backup FILE", short: text{"sichert die Datenbank, auch während sie in Gebrauch ist", "backs up the database, also while it is in use"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if err := h.db.Backup(ctx, args[0]); errors.Is(err, fs.ErrNotExist) {
				return usagef("Den Ordner „%s“ gibt es nicht. Legen Sie ihn an, oder nennen Sie einen anderen.", "There is no folder \"%s\". Create it, or name another one.", filepath.Dir(args[0]))
			} else if err != nil {
				return err
			}
			if err := h.db.NoteBackup(ctx, args[0], h.now()); err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]string{"backup": args[0]})
			}
			e.tell("Gesichert in „%s“. Verwahren Sie die Datei getrennt; sie enthält Namen und Texte. Prüfen: gremium log verify --db %s", "Backed up to \"%s\". Keep the file apart; it holds names and texts. To check it: gremium log verify --db %s", args[0], args[0])
			return nil
		}),
	})
}

func newRestore(e *env) *cobra.Command {
	return e.command(spec{
		use: "restore FILE", short: text{"prüft eine Sicherung und setzt sie an die Stelle der Datenbank", "checks a backup and puts it in the place of the database"},
		run: func(ctx context.Context, args []string) error {
			if _, err := os.Stat(args[0]); err != nil {
				return unreadable(args[0], err)
			}
			kept, err := store.Restore(ctx, args[0], e.url, e.sound)
			if err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]string{"restored": e.url, "kept": kept})
			}
			e.tell("Geprüft und wiederhergestellt: „%s“ aus „%s“.", "Checked and restored: \"%s\" from \"%s\".", e.url, args[0])
			if kept != "" {
				e.tell("Die bisherige Datenbank liegt in „%s“.", "The database that was there lies in \"%s\".", kept)
			}
			return e.behind(ctx)
		},
	})
}

// sound verifies a copy before it takes a database's place: exit code 4 and the report where its record does not hold.
func (e *env) sound(ctx context.Context, db *store.DB) (err error) {
	i, err := db.Installation(ctx)
	if err != nil {
		return err
	}
	s, err := db.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	opt := audit.Options{Tables: s, Pseudonym: pseudonyms(i.Key), Lang: e.lang}
	report, err := audit.Check(ctx, s, i.Authority+"/register", i.Authority+"/round/", opt)
	if err != nil || report.OK {
		return err
	}
	if e.json {
		if err := e.object(report); err != nil {
			return err
		}
	} else {
		e.showReport(report)
	}
	return exit{4}
}

// behind says that a database which was restored does not go as far as the lock file knows, and how it can go on.
func (e *env) behind(ctx context.Context) (err error) {
	db, err := store.Open(ctx, e.url, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	i, err := db.Installation(ctx)
	if err != nil {
		return err
	}
	a, err := anchor.Open(ctx, e.moored(db, i.Authority))
	if err != nil {
		return err
	}
	if errors.As(a.Allowed(), new(*record.BreachError)) {
		e.tell("Die Sicherung ist älter als das, was die Sperrdatei kennt. Damit weitergearbeitet werden kann: gremium log accept --reason GRUND. Das steht danach im Register.",
			"The backup is older than what the lock file knows. To go on working: gremium log accept --reason REASON. This will stand in the register.")
	}
	return a.Close()
}
