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
	"gremium/workflow/casefile"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

func newCheckReceipt(e *env) *cobra.Command {
	var f showing
	cmd := e.command(spec{
		use: "check-receipt FILE", short: text{"prüft eine Quittung ohne Datenbank und Netz; Exit-Code 4, wenn etwas nicht stimmt", "checks a receipt without database and network; exit code 4 where something is wrong"},
		long: text{
			"Prüft eine Zusage oder einen Nachweis über eine Bewertung oder Stimme: Unterschrift, Eintrag, Aufnahme in die Akte, und ob der Nachweis\nzur Zusage passt. Mit --case wird der zugesagte Eintrag in einer Akte gesucht, die „gremium log export“ geschrieben hat. Den öffentlichen Schlüssel der Stelle (--key) müssen Sie auf anderem Weg erhalten haben als die Datei.\nJeder Schritt ist in Ordnung, falsch oder nicht geprüft.",
			"Checks a promise or a proof of scores or a vote: signature, entry, inclusion in the record, and whether the proof fits the promise.\nWith --case the promised entry is looked for in a record written by \"gremium log export\". You must have received the office's public key (--key) by another way than the file. Each step is ok, failed or not checked.",
		},
		run: func(ctx context.Context, args []string) error { return e.checkReceipt(ctx, args[0], &f) },
	})
	cmd.Flags().StringVar(&f.promise, "promise", "", e.say("die Zusage, die Sie nach der Abgabe erhalten haben", "the promise that you were given after casting"))
	cmd.Flags().StringVar(&f.record, "case", "", e.say("Akte der ganzen Runde (ZIP), in der ein zugesagter Eintrag gesucht wird", "record of the whole round (ZIP) in which a promised entry is looked for"))
	cmd.Flags().StringArrayVar(&f.keys, "key", nil, e.say("öffentlicher Schlüssel, dem Sie vertrauen, oder eine Datei damit (mehrfach möglich)", "public key that you trust, or a file that holds it (may be repeated)"))
	f.relying.flags(e, cmd)
	return cmd
}

// showing are the flags of `log check-receipt`.
type showing struct {
	promise, record string
	keys            []string
	relying
}

// checkReceipt checks a file, and what is beside it.
func (e *env) checkReceipt(ctx context.Context, name string, f *showing) error {
	opt := receipt.Options{Lang: e.lang}
	var err error
	if opt.Keys, _, err = trusted(f.keys); err != nil {
		return err
	}
	rule, err := f.rule(e)
	if err != nil {
		return err
	}
	if rule != nil {
		opt.Rule = *rule
	}
	file, err := small(name)
	if err != nil {
		return err
	}
	report, err := e.reportOn(ctx, name, file, f, opt)
	if err != nil {
		return err
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

// reportOn checks a proof with the promise beside it, or a promise, alone or in a case file.
func (e *env) reportOn(ctx context.Context, name string, file []byte, f *showing, opt receipt.Options) (*receipt.Report, error) {
	is, _ := receipt.IsReceipt(file)
	switch {
	case f.promise != "" && !is:
		return nil, usagef("Zu --promise gehört der Nachweis. „%s“ ist keiner; eine Zusage allein prüfen Sie ohne --promise.", "--promise goes with the proof. \"%s\" is none; a promise alone is checked without --promise.", name)
	case f.record != "" && is:
		return nil, usagef("Zu --case gehört die Zusage. „%s“ ist ein Nachweis; er braucht die ganze Akte nicht.", "--case goes with the promise. \"%s\" is a proof, which does not need the whole record.", name)
	case f.record != "":
		return e.withinCase(ctx, name, file, f.record, opt)
	}
	var beside []byte
	var err error
	if f.promise != "" {
		if beside, err = small(f.promise); err != nil {
			return nil, err
		}
	}
	report, err := receipt.Check(file, beside, opt)
	if err != nil {
		return nil, notReceipt(name, f.promise, err)
	}
	return report, nil
}

// withinCase looks for the entry of a promise in a case file.
func (e *env) withinCase(ctx context.Context, name string, promise []byte, record string, opt receipt.Options) (*receipt.Report, error) {
	in, err := os.Open(record)
	if err != nil {
		return nil, unreadable(record, err)
	}
	defer in.Close() //nolint:errcheck // Closing what was only read loses nothing.
	info, err := in.Stat()
	if err != nil {
		return nil, unreadable(record, err)
	}
	f, err := casefile.Open(in, info.Size())
	if err != nil {
		return nil, noCase(record)
	}
	l := &receipt.Ledger{Origin: f.Manifest.Ledgers[1].Origin}
	l.Entries = f.Stored(ctx, l.Origin)
	if l.Note, err = f.Note(l.Origin); err != nil || l.Note == nil {
		return nil, noCase(record)
	}
	if len(opt.Keys) > 0 {
		book, keys, err := f.Book(ctx, opt.Keys)
		if err != nil {
			return nil, noCase(record)
		}
		if l.Unheard, _, err = f.Unheard(book, opt.Keys); err != nil {
			return nil, noCase(record)
		}
		l.Book, opt.Keys = book, keys
	}
	report, err := receipt.CheckWithin(promise, l, opt)
	switch {
	case errors.Is(err, proof.ErrPromise):
		return nil, notReceipt(name, "", err)
	case err != nil:
		return nil, noCase(record)
	}
	return report, nil
}

// noCase says that a promise cannot be looked for in a file.
func noCase(name string) error {
	return reply.New(reply.Unverified, "no_case_file",
		fmt.Sprintf("In „%s“ lässt sich nicht suchen: Es ist keine Akte mit unterschriebenem Prüfpunkt, oder die Datei ist beschädigt. Prüfen Sie sie mit: gremium log verify %s", name, name),
		fmt.Sprintf("\"%s\" cannot be searched: it is no record with a signed checkpoint, or the file is damaged. Check it by: gremium log verify %s", name, name))
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
	e.showUnproven(r.Unproven)
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
