package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
	"gremium/workflow"
)

// spec describes a command. In use, words in capitals are arguments, those in brackets may be left out, and one that ends
// with dots may be repeated. need names flags that must be given. A command without run only groups others.
type spec struct {
	use   string
	short text
	long  text
	need  []string
	run   func(ctx context.Context, args []string) error
}

// command builds a command. What was called wrongly is said in the person's language, with the right call.
func (e *env) command(s spec) *cobra.Command {
	least, most := arity(s.use)
	cmd := &cobra.Command{
		Use: s.use, Short: e.word(s.short), Long: e.word(s.long), DisableFlagsInUseLine: true,
		Args: func(cmd *cobra.Command, args []string) error {
			return e.checkArgs(cmd, args, least, most, s.run == nil)
		},
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if s.run == nil {
			return cmd.Help()
		}
		if err := e.checkLanguage(); err != nil {
			return err
		}
		for _, name := range s.need {
			if !cmd.Flags().Changed(name) {
				return usagef("Die Angabe --%s fehlt.", "--%s is missing.", name)
			}
		}
		return s.run(cmd.Context(), args)
	}
	return cmd
}

// group builds a command that only holds others.
func (e *env) group(use string, short text, commands ...*cobra.Command) *cobra.Command {
	cmd := e.command(spec{use: use, short: short})
	cmd.AddCommand(commands...)
	return cmd
}

// arity reads from a use line how many arguments there may be; most is -1 without a limit.
func arity(use string) (least, most int) {
	for _, w := range argumentNames(use) {
		many := strings.HasSuffix(strings.TrimSuffix(w, "]"), "...")
		if w[0] != '[' {
			least++
		}
		if most++; many {
			return least, -1
		}
	}
	return least, most
}

// argumentNames are the arguments of a use line: the words behind the command's name, up to the first flag.
func argumentNames(use string) []string {
	words := strings.Fields(use)[1:]
	for i, w := range words {
		if strings.HasPrefix(strings.TrimLeft(w, "[("), "-") {
			return words[:i]
		}
	}
	return words
}

// proposalNumber is what proposals are numbered like: 26-014, or 014 where the round has no prefix.
var proposalNumber = regexp.MustCompile(`^([0-9A-Za-z]+-)?[0-9]{3}$`)

func (e *env) checkArgs(cmd *cobra.Command, args []string, least, most int, group bool) error {
	switch {
	case len(args) > 0 && (group || cmd == cmd.Root()):
		hint := ""
		cmd.SuggestionsMinimumDistance = 2
		if s := cmd.SuggestionsFor(args[0]); len(s) > 0 {
			hint = " " + e.say("Gemeint ist vielleicht: %s.", "Perhaps you mean: %s.", strings.Join(s, ", "))
		}
		return usagef("Den Befehl „%s %s“ gibt es nicht.%s", "There is no command \"%s %s\".%s", cmd.CommandPath(), args[0], hint)
	case len(args) < least && len(args) == 1 && proposalNumber.MatchString(args[0]) && strings.Contains(cmd.Use, " ROUND PROPOSAL"):
		return usagef("Es fehlt: ROUND. „%s“ ist die Nummer eines Vorschlags; nennen Sie vor ihr die Runde.", "Missing: ROUND. \"%s\" is the number of a proposal; name the round ahead of it.", args[0])
	case len(args) < least:
		return usagef("Es fehlt: %s.", "Missing: %s.", strings.Join(argumentNames(cmd.Use)[len(args):least], ", "))
	case most >= 0 && len(args) > most:
		return usagef("„%s“ ist zu viel.", "\"%s\" is too much.", args[most])
	}
	return nil
}

// flagError says what is wrong with a flag in the person's language.
func (e *env) flagError(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		return usagef("Die Angabe --%s gibt es hier nicht.", "There is no --%s here.", unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		return usagef("Nach --%s fehlt der Wert.", "The value after --%s is missing.", bare.GetSpecifiedName())
	case errors.As(err, &wrong):
		return usagef("„%[2]s“ ist kein Wert für --%[1]s.", "\"%[2]s\" is no value for --%[1]s.", wrong.GetFlag().Name, wrong.GetValue())
	}
	return usagef("Der Aufruf ist nicht lesbar: %v.", "The call cannot be read: %v.", err)
}

// exit is an error whose answer has been given already; only its exit code is left to say.
type exit struct{ code int }

func (x exit) Error() string { return fmt.Sprintf("exit code %d", x.code) }

// report says an error to whoever called and answers the exit code: one line for a person, an object with --json.
func (e *env) report(cmd *cobra.Command, err error) int {
	var done exit
	if errors.As(err, &done) {
		return done.code
	}
	var ref *workflow.Refusal
	if errors.As(err, &ref) {
		ref.IDs = true
	}
	a := reply.Of(err, e.lang, e.name)
	breach, breached := errors.AsType[*record.BreachError](err)
	switch {
	case breached: // who calls runs the installation
		a.Message = reply.Breaches(breach).In(e.lang)
	case technical[a.Code]: // who calls runs the machine: the fault's own text is theirs to read
		a.Message += " (" + err.Error() + ")"
	case a.Fault():
		a.Message += " (" + e.url + ")"
	}
	if e.json {
		e.reportJSON(a)
		return a.Exit
	}
	fmt.Fprintln(e.errs, "gremium:", a.Message)
	if a.Class == reply.Usage && cmd != nil {
		fmt.Fprintln(e.errs, e.say("Aufruf: %s", "Usage: %s", cmd.UseLine()))
		fmt.Fprintln(e.errs, e.say("Hilfe:  %s --help", "Help:  %s --help", cmd.CommandPath()))
	}
	return a.Exit
}

// technical are the faults whose own text helps whoever runs the machine; the others have been said in full.
var technical = map[string]bool{
	"fault": true, "record_damaged": true, "outcome_unknown": true, "disk_error": true, "database_damaged": true,
}

func (e *env) reportJSON(a reply.Answer) {
	type problem struct {
		Code    string            `json:"code"`
		Rule    string            `json:"rule"`
		Message string            `json:"message"`
		Detail  map[string]string `json:"detail"`
	}
	detail := a.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	enc := json.NewEncoder(e.errs)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]problem{"error": {a.Code, a.Rule, a.Message, detail}}); err != nil {
		fmt.Fprintln(e.errs, a.Message)
	}
}

// usageTemplate is what help shows of a command.
func (e *env) usageTemplate() string {
	words := strings.NewReplacer(
		"{call}", e.say("Aufruf", "Usage"), "{commands}", e.say("Befehle", "Commands"),
		"{flags}", e.say("Angaben", "Flags"), "{global}", e.say("Überall", "Everywhere"),
		"{more}", e.say("Mehr", "More"),
	)
	return words.Replace(`{call}: {{.UseLine}}{{if .HasAvailableSubCommands}}

{commands}:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

{flags}:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

{global}:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

{more}: {{.CommandPath}} … --help{{end}}
`)
}
