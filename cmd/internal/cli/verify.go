package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"gremium/store"
	"gremium/workflow/audit"
	"gremium/workflow/receipt"
)

func newLogVerify(e *env) *cobra.Command {
	var c checking
	cmd := e.command(spec{
		use: "verify [ROUND|FILE.zip]", short: text{"prüft die Akte oder eine Datei daraus, Schritt für Schritt; Exit-Code 4, wenn etwas nicht stimmt", "checks the record or a file of it, step by step; exit code 4 where something is wrong"},
		long: text{
			"Prüft die Akte der Datenbank, die einer Runde, oder eine Datei, die „gremium log export“ geschrieben hat.\nFür eine Datei braucht es weder Datenbank noch Netz, nur den öffentlichen Schlüssel der Stelle (--key), den Sie auf anderem Weg erhalten\nhaben. Jeder Schritt ist in Ordnung, falsch oder nicht geprüft.",
			"Checks the record of the database, that of a round, or a file written by \"gremium log export\".\nA file needs neither a database nor a network, only the office's public key (--key), which you have received by another way.\nEach step is ok, failed or not checked.",
		},
		run: func(ctx context.Context, args []string) error {
			if len(args) > 0 && isCaseFile(args[0]) {
				return e.verifyFile(ctx, args[0], &c)
			}
			if c.html != "" {
				return usagef("--html gehört zu einer Datei, die „gremium log export“ geschrieben hat.", "--html goes with a file written by \"gremium log export\".")
			}
			_, keys, err := trusted(c.keys)
			if err != nil {
				return err
			}
			rule, err := c.rule(e)
			if err != nil {
				return err
			}
			return e.insideOf(store.Options{Mapped: true}, func(ctx context.Context, h *house, args []string) error {
				h.rule = rule
				return e.verifyRecord(ctx, h, keys, args)
			})(ctx, args)
		},
	})
	c.flags(e, cmd)
	return cmd
}

// verifyRecord checks the record of the database, or of one round of it. Without keys those of the key file are trusted.
func (e *env) verifyRecord(ctx context.Context, h *house, keys, args []string) error {
	opt := audit.Options{Lang: e.lang}
	if len(args) > 0 {
		opt.Round = args[0]
		if id, err := h.roundID(ctx, args[0]); err == nil { // a register that cannot be read is for the check to say
			opt.Round = id
		}
	}
	report, err := h.watched(ctx, keys, opt)
	if err != nil {
		return err
	}
	if opt.Round != "" && len(report.Ledgers) < 2 {
		if _, err := h.round(ctx, opt.Round); err != nil {
			return err
		}
	}
	if e.json {
		report.Unproven = audit.UnprovenHere(e.lang)
		err = e.object(report)
	} else {
		e.showReport(report)
	}
	if err == nil && !report.OK {
		err = exit{4}
	}
	return err
}

// watched checks the record of the open archive, with a bar where somebody watches.
func (h *house) watched(ctx context.Context, keys []string, opt audit.Options) (*audit.Report, error) {
	bar := h.e.bar(0)
	defer bar.done()
	return h.verify(ctx, keys, opt, true, func(total int) func(int) {
		bar.total = total
		return bar.add
	})
}

// verify checks the record of the open archive, with the tables beside it or without. Without keys those of the key file are
// trusted. progress gets the number of entries that there are and answers what is told of those that are done.
//
// A check makes much that is gone at once, and little that stays: what is gone is collected less often than elsewhere.
func (h *house) verify(ctx context.Context, keys []string, opt audit.Options, tables bool, progress func(total int) func(done int)) (report *audit.Report, err error) {
	defer debug.SetGCPercent(debug.SetGCPercent(seldom))
	outside := h.outside(keys)
	s, err := h.db.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	h.seen(ctx, s, outside)
	heads, err := s.Heads(ctx)
	if err != nil {
		return nil, err
	}
	total := 0
	for _, head := range heads {
		total += int(head.Size)
	}
	if tables {
		opt.Tables = s
	}
	opt.Pseudonym, opt.Progress, opt.Outside = h.engine.Pseudonym, progress(total), outside
	return audit.Check(ctx, s, h.engine.RegisterOrigin(), h.engine.RoundOrigin(""), opt)
}

// seldom is by how many hundredths the heap may grow before it is collected.
const seldom = 200

// bar is a line that grows while something long goes on; where nobody watches, it says nothing.
type bar struct {
	e           *env
	total, gone int
	shown       int
	silent      bool
}

func (e *env) bar(total int) *bar {
	return &bar{e: e, total: total, silent: e.json || !isTerminal(e.errs), shown: -1}
}

func (b *bar) add(n int) {
	b.gone += n
	part := min(40*b.gone/max(b.total, 1), 40)
	if b.silent || part == b.shown {
		return
	}
	b.shown = part
	fmt.Fprintf(bare(b.e.errs), "\r[%s%s] %s", strings.Repeat("█", part), strings.Repeat("·", 40-part), b.e.loc.Int(b.gone))
}

func (b *bar) done() {
	if b.shown >= 0 {
		fmt.Fprint(bare(b.e.errs), "\r"+strings.Repeat(" ", 60)+"\r")
	}
}

// stepNames say the steps of the check.
var stepNames = map[audit.Step]text{
	audit.Entries:   {"Form, Nummer, Zeit jedes Eintrags", "form, number, time of every entry"},
	audit.Tree:      {"Prüfsummen, Baum, Wurzel, Register", "leaf hashes, tree, root, register"},
	audit.Witnesses: {"Zeugen haben gegengezeichnet", "witnesses have cosigned"},
	audit.Complete:  {"Alle Einträge liegen vor", "all entries are there"},
	audit.Anchored:  {"Unterschriebene Prüfpunkte, Sperrdatei, beendete Runden im Register", "signed checkpoints, lock file, ended rounds in the register"},
	audit.Rules:     {"Jeder Schritt war nach den Regeln erlaubt", "the rules allowed every step"},
	audit.Decisions: {"Jede Entscheidung folgt aus Bewertungen und Stimmen", "every decision follows from scores and votes"},
	audit.Minutes:   {"Jede Niederschrift sagt, was die Akte ergibt", "all minutes say what the record says"},
	audit.Texts:     {"Jeder Text ist der, auf den die Akte sich festlegt", "every text is the one the record commits to"},
	audit.Index:     {"Die Tabellen sagen dasselbe wie die Akte", "the tables say what the record says"},

	receipt.Signature: {"Die Stelle hat unterschrieben", "the office has signed"},
	receipt.Entry:     {"Der Eintrag sagt von sich, was die Datei von ihm sagt", "the entry says of itself what the file says of it"},
	receipt.Inclusion: {"Der Eintrag steht in der Akte", "the entry is in the record"},
	receipt.Promised:  {"Es ist der Eintrag, der zugesagt war", "it is the entry that was promised"},
}

func (e *env) stepName(s audit.Step) string {
	if t, ok := stepNames[s]; ok {
		return e.word(t)
	}
	return e.loc.T("verdict.step." + string(s)) // those about a case file
}

func (e *env) resultName(r audit.Result) string {
	switch r {
	case audit.OK:
		return e.say("in Ordnung", "ok")
	case audit.Failed:
		return e.say("FEHLER", "FAILED")
	case audit.NotChecked:
		return e.say("nicht geprüft", "not checked")
	}
	return string(r)
}

// showReport says the report in words, and what such a check cannot prove.
func (e *env) showReport(r *audit.Report) {
	e.showLedgers(r)
	switch {
	case r.OK:
		e.tell("\nDie Akte stimmt: %d Einträge geprüft.", "\nThe record holds: %d entries checked.", r.Entries)
	case r.OnlyLacks():
		e.tell("\nAn den %d Einträgen ist nichts falsch, aber es fehlen Gegenzeichnungen. Fragen Sie, wer den Server betreibt, ob er seine Zeugen erreicht, und prüfen Sie noch einmal. Fehlen sie weiter, kann niemand sonst bestätigen, dass nichts zurückgenommen wurde.",
			"\nNothing is wrong with the %d entries, but cosignatures are missing. Ask whoever runs the server whether it reaches its witnesses, and check again. Where they stay missing, nobody else can confirm that nothing was taken back.", r.Entries)
	default:
		e.tell("\nDie Akte stimmt NICHT. Ändern Sie nichts mehr, sichern Sie die Datei und vergleichen Sie sie mit einer Sicherung.", "\nThe record does NOT hold. Change nothing more, keep the file and compare it with a backup.")
	}
	e.tell("Nicht Teil der Akte und hier nicht geprüft sind Konten und Rollen für die Anmeldung: „gremium account list“ zeigt sie.",
		"Not part of the record and not checked here are accounts and roles for signing in: \"gremium account list\" shows them.")
	e.showUnproven(audit.UnprovenHere(e.lang))
}

// showUnproven says what a check does not prove.
func (e *env) showUnproven(all []string) {
	e.tell("Nicht bewiesen ist damit:", "This does not prove:")
	for _, u := range all {
		fmt.Fprintln(e.out, "  · "+u)
	}
}

// showLedgers says each step of each ledger, and what is wrong.
func (e *env) showLedgers(r *audit.Report) {
	for i := range r.Ledgers {
		l := &r.Ledgers[i]
		e.tell("%s: %d Einträge, Wurzel %s", "%s: %d entries, root %s", e.ledgerName(l.Round), l.Entries, l.Root)
		e.showSteps(l.Steps)
		if l.Recorded > 0 {
			e.tell("  %d Entscheidungen wurden anderswo getroffen und hier nur festgehalten, nicht hergeleitet.", "  %d decisions were taken elsewhere: recorded here, not derived.", l.Recorded)
		}
		for _, n := range l.Notes {
			fmt.Fprintln(e.out, "  · "+e.place(n)+oneLine(n.What))
		}
		if l.FirstBad != nil {
			e.tell("  Der erste falsche Eintrag ist Nummer %d%s.", "  The first bad entry is number %d%s.", *l.FirstBad, e.badEntry(l))
		}
		for _, f := range l.Findings {
			fmt.Fprintln(e.out, "  → "+e.place(f)+oneLine(f.What))
		}
		if l.More > 0 {
			e.tell("  … und %d weitere Funde", "  … and %d more findings", l.More)
		}
	}
}

// badEntry says what the first bad entry is, where it can be read.
func (e *env) badEntry(l *audit.Ledger) string {
	switch {
	case l.BadType == "":
		return ""
	case l.BadProposal == "":
		return ": " + l.BadType
	}
	return e.say(": %s zum Vorschlag %s", ": %s on proposal %s", l.BadType, l.BadProposal)
}

// showSteps says how each step came out.
func (e *env) showSteps(steps []audit.StepResult) {
	for _, s := range steps {
		line := fmt.Sprintf("  %-14s %s", e.resultName(s.Result), e.stepName(s.Step))
		if s.Why != "" {
			line += " (" + oneLine(s.Why) + ")"
		}
		fmt.Fprintln(e.out, line)
	}
}

func (e *env) ledgerName(round string) string {
	if round == "register" {
		return e.say("Register", "Register")
	}
	return e.say("Runde %s", "Round %s", round)
}

// place says which entry a finding is about.
func (e *env) place(f audit.Finding) string {
	if f.Seq < 0 {
		return ""
	}
	return e.say("Eintrag %d: ", "Entry %d: ", f.Seq)
}
