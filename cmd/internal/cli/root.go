// Package cli is the command line: one file for each family of commands. Who acts here works on the database itself and
// is therefore the operator: on record by name, and held to every rule like everybody else.
package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/locale"
)

// Main runs the program with its arguments and streams and returns its exit code: 0 done, 1 fault, 2 usage, 3 refused by
// a rule, 4 verification failed.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e, err := newEnv(args, os.Getenv, stdin, stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "gremium:", err)
		return 1
	}
	root := newRoot(e)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	return e.report(cmd, err)
}

// families are all commands, in the order in which help lists them.
func families(e *env) []*cobra.Command {
	return []*cobra.Command{
		newDemo(e),
		newInit(e),
		newPolicy(e),
		newOrganisation(e),
		newRound(e),
		newCommittee(e),
		newProposal(e),
		newAssign(e), newDiscuss(e),
		newScore(e),
		newInterest(e),
		newMeeting(e),
		newBallot(e),
		newVote(e),
		newDecide(e),
		newWhy(e),
		newMinutes(e),
		newStanding(e),
		newStats(e),
		newReplay(e),
		newLog(e),
		newImport(e),
		newExport(e),
		newErase(e),
		newAccount(e), newToken(e),
		newServe(e), newWitness(e),
		newRebuild(e),
		newBackup(e),
		newRestore(e),
		newBench(e),
		newDoctor(e), newVersion(e),
	}
}

// newRoot builds the tree of commands.
func newRoot(e *env) *cobra.Command {
	root := e.command(spec{
		use:   "gremium",
		short: text{"Vorschläge auswählen, begründen und nachvollziehen", "Choose proposals, give reasons, replay how it came about"},
		run:   func(_ context.Context, _ []string) error { e.wayIn(); return nil },
	})
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.errs)
	root.SetFlagErrorFunc(e.flagError)
	root.SetUsageTemplate(e.usageTemplate())
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString | trimTrailingWhitespaces}}\n")
	f := root.PersistentFlags()
	f.StringVar(&e.url, "db", e.url, e.say("Datenbank: eine Datei (sonst $GREMIUM_DB, sonst ./gremium.db)", "database: a file (else $GREMIUM_DB, else ./gremium.db)"))
	f.StringVar(&e.keyFile, "key-file", e.keyFile, e.say("Schlüsseldatei (sonst $GREMIUM_KEY, sonst neben der Datenbank, mit .key am Ende); die Sperrdatei liegt neben ihr", "key file (else $GREMIUM_KEY, else beside the database, with .key at the end); the lock file lies beside it"))
	f.BoolVar(&e.json, "json", false, e.say("Ausgabe als JSON", "output as JSON"))
	f.StringVar(&e.lang, "lang", e.lang, e.say("Sprache: de oder en (sonst $GREMIUM_LANG, sonst $LANG, sonst de)", "language: de or en (else $GREMIUM_LANG, else $LANG, else de)"))
	f.Lookup("db").DefValue, f.Lookup("lang").DefValue, f.Lookup("key-file").DefValue = "", "", "" // the words say where they come from
	f.BoolP("help", "h", false, e.say("zeigt diese Hilfe", "shows this help"))
	root.AddCommand(families(e)...)
	root.AddCommand(newCompletion(e))
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	return root
}

// wayIn is what a person sees who calls the program without a command.
func (e *env) wayIn() {
	fmt.Fprint(e.out, e.say(`Gremium: Ein Gremium bewertet Vorschläge, stimmt ab, entscheidet und begründet. Jeder Schritt steht in der Akte.

  gremium demo             zeigt eine Runde mit Beispielen im Browser
  gremium init             legt eine eigene Datenbank an
  gremium round list       zeigt die Runden einer Datenbank
  gremium --help           nennt alle Befehle; gremium BEFEHL --help erklärt einen
`, `Gremium: A committee scores proposals, votes, decides and gives its reasons. Every step stands in the record.

  gremium demo             shows a round with examples in the browser
  gremium init             creates a database of your own
  gremium round list       shows the rounds of a database
  gremium --help           lists all commands; gremium COMMAND --help explains one
`))
}

// languageOf finds the language before the commands are built: --lang, then GREMIUM_LANG, then LANG; else German.
func languageOf(args []string, getenv func(string) string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	if v := getenv("GREMIUM_LANG"); v != "" {
		return v
	}
	if strings.HasPrefix(getenv("LANG"), locale.English) {
		return locale.English
	}
	return locale.German
}
