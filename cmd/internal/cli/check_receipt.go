package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

func newCheckReceipt(e *env) *cobra.Command {
	var promise string
	var keys []string
	cmd := e.command(spec{
		use: "check-receipt FILE", short: text{"prüft eine Quittung ohne Datenbank und Netz; Exit-Code 4, wenn etwas nicht stimmt", "checks a receipt without database and network; exit code 4 where something is wrong"},
		long: text{
			"Prüft eine Zusage oder einen Nachweis über eine Bewertung oder Stimme: Unterschrift, Eintrag, Aufnahme in die Akte, und ob der Nachweis\nzur Zusage passt. Den öffentlichen Schlüssel der Stelle (--key) müssen Sie auf anderem Weg erhalten haben als die Datei.\nJeder Schritt ist in Ordnung, falsch oder nicht geprüft.",
			"Checks a promise or a proof of scores or a vote: signature, entry, inclusion in the record, and whether the proof fits the promise.\nYou must have received the office's public key (--key) by another way than the file. Each step is ok, failed or not checked.",
		},
		run: func(_ context.Context, args []string) error { return e.checkReceipt(args[0], promise, keys) },
	})
	cmd.Flags().StringVar(&promise, "promise", "", e.say("die Zusage, die Sie nach der Abgabe erhalten haben", "the promise that you were given after casting"))
	cmd.Flags().StringArrayVar(&keys, "key", nil, e.say("öffentlicher Schlüssel, dem Sie vertrauen, oder eine Datei damit (mehrfach möglich)", "public key that you trust, or a file that holds it (may be repeated)"))
	return cmd
}

// checkReceipt checks a file, and the promise beside it.
func (e *env) checkReceipt(name, promise string, keys []string) error {
	opt := receipt.Options{Lang: e.lang}
	var err error
	if opt.Keys, _, err = trusted(keys); err != nil {
		return err
	}
	file, err := small(name)
	if err != nil {
		return err
	}
	var beside []byte
	if promise != "" {
		if is, _ := receipt.IsReceipt(file); !is {
			return usagef("Zu --promise gehört der Nachweis. „%s“ ist keiner; eine Zusage allein prüfen Sie ohne --promise.", "--promise goes with the proof. \"%s\" is none; a promise alone is checked without --promise.", name)
		}
		if beside, err = small(promise); err != nil {
			return err
		}
	}
	report, err := receipt.Check(file, beside, opt)
	if err != nil {
		return notReceipt(name, promise, err)
	}
	if e.json {
		err = e.object(report)
	} else {
		e.showReceipt(name, report)
	}
	if err == nil && !report.OK {
		err = exit{4}
	}
	return err
}

// receiptLimit is as large as a receipt can be: an entry in base64, its path, and a checkpoint with many signatures.
const receiptLimit = 1 << 20

// small reads a file that is not large.
func small(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close() //nolint:errcheck // Closing what was only read loses nothing.
	b, err := io.ReadAll(io.LimitReader(f, receiptLimit+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if len(b) > receiptLimit {
		return nil, notReceipt(name, "", proof.ErrReceipt)
	}
	return b, nil
}

// notReceipt says that a file cannot be read as what it should be.
func notReceipt(name, promise string, err error) error {
	if promise != "" && errors.Is(err, proof.ErrPromise) {
		name = promise
	}
	return reply.New(reply.Unverified, "no_receipt",
		fmt.Sprintf("„%s“ ist keine Quittung, oder die Datei ist beschädigt. Eine Zusage beginnt mit „%s“, ein Nachweis mit „%s“. Laden Sie die Datei noch einmal, ohne sie in einem Schreibprogramm zu sichern.", name, proof.PromiseLine, proof.ReceiptLine),
		fmt.Sprintf("\"%s\" is no receipt, or the file is damaged. A promise begins with \"%s\", a proof with \"%s\". Download the file again, without saving it in a word processor.", name, proof.PromiseLine, proof.ReceiptLine))
}

// showReceipt says the report in words.
func (e *env) showReceipt(name string, r *receipt.Report) {
	form := e.say("Nachweis", "Proof")
	if r.Form == "promise" {
		form = e.say("Zusage", "Promise")
	}
	e.tell("%s „%s“, Akte %s", "%s \"%s\", record %s", form, name, r.Origin)
	said := r.Entry
	if said == nil {
		said = r.Promise
	}
	if said != nil {
		e.showRecorded(said, r.Size)
	}
	e.showSteps(r.Steps)
	for _, f := range r.Findings {
		fmt.Fprintln(e.out, "  → "+oneLine(f))
	}
	switch {
	case !r.OK:
		e.tell("\nDie Quittung stimmt NICHT. Verwahren Sie die Dateien unverändert, und fragen Sie die Stelle.", "\nThe receipt does NOT hold. Keep the files unchanged and ask the office.")
	case !slices.ContainsFunc(r.Steps, func(s audit.StepResult) bool { return s.Result == audit.OK }):
		e.tell("\nGeprüft ist damit nichts: Nennen Sie mit --key den öffentlichen Schlüssel der Stelle.", "\nNothing has been checked: name the office's public key with --key.")
	default:
		e.tell("\nWas geprüft ist, stimmt. Nicht geprüft ist, was oben so heißt.", "\nWhat was checked holds. What is called so above was not checked.")
	}
	e.tell("Nicht bewiesen ist damit:", "This does not prove:")
	for _, u := range r.Unproven {
		fmt.Fprintln(e.out, "  · "+u)
	}
}

// showRecorded says what an entry says, or the promise over one.
func (e *env) showRecorded(x *receipt.Recorded, size uint64) {
	what := map[string]text{
		workflow.KindScoresCast.Name():  {"Bewertung", "Scores"},
		workflow.KindVoteCast.Name():    {"Stimme", "Vote"},
		workflow.KindBallotVoted.Name(): {"Stimme in geheimer Abstimmung abgegeben; wie, steht nirgends", "Vote cast in a secret ballot; how is written nowhere"},
	}
	line := e.word(what[x.Kind])
	if x.Version > 0 {
		line += e.say(", Fassung %d", ", version %d", x.Version)
	}
	if x.Proposal != "" {
		line += e.say(", Vorschlag %s", ", proposal %s", x.Proposal)
	}
	if x.Motion != "" {
		line += e.say(", Antrag %s", ", motion %s", x.Motion)
	}
	fmt.Fprintln(e.out, "  "+oneLine(line))
	at := x.At
	if t, err := ledger.ParseInstant(x.At); err == nil {
		at = e.loc.Moment(t.Time())
	}
	e.tell("  Eingetragen am %s, von %s", "  Entered on %s, by %s", at, x.By)
	if x.Clerk != "" {
		e.tell("  Vom Papierbogen übertragen durch %s", "  Copied from paper by %s", x.Clerk)
	}
	for _, name := range slices.Sorted(maps.Keys(x.Values)) {
		value := x.Values[name]
		if name == "vote" {
			name, value = e.say("Stimme", "vote"), e.choice(policy.Choice(value))
		} else if value == "na" {
			value = e.value(nil)
		} else {
			value = e.loc.Decimal(value)
		}
		fmt.Fprintln(e.out, "  "+oneLine(name+": "+value))
	}
	if x.Entry != nil {
		e.tell("  Eintrag %d einer Akte mit %d Einträgen", "  Entry %d of a record with %d entries", *x.Entry, size)
	}
	e.tell("  Prüfsumme %s", "  Hash %s", x.Leaf)
}
