package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/verdict"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/casefile"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// checking are the flags of `log verify` for a case file.
type checking struct {
	keys []string
	html string
	relying
}

func (c *checking) flags(e *env, cmd *cobra.Command) {
	c.relying.flags(e, cmd)
	cmd.Flags().StringArrayVar(&c.keys, "key", nil, e.say("öffentlicher Schlüssel, dem Sie vertrauen, oder eine Datei damit (mehrfach möglich)", "public key that you trust, or a file that holds it (may be repeated)"))
	cmd.Flags().StringVar(&c.html, "html", "", e.say("schreibt den Bericht als Seite zum Ablegen und Drucken in diese Datei", "writes the report to this file, as a page to file away and print"))
}

// isCaseFile tells a case file from the id of a round.
func isCaseFile(name string) bool {
	if strings.HasSuffix(strings.ToLower(name), ".zip") {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// verifyFile checks a case file, with nothing but the file and the keys.
func (e *env) verifyFile(ctx context.Context, name string, c *checking) error {
	opt := casefile.Options{Lang: e.lang, Now: wall()}
	var err error
	if opt.Keys, _, err = trusted(c.keys); err != nil {
		return err
	}
	rule, err := c.rule(e)
	if err != nil {
		return err
	}
	if rule != nil {
		opt.Rule = *rule
	}
	report, err := e.checkFile(ctx, name, opt)
	if err != nil {
		return err
	}
	if c.html != "" {
		if err := e.fileReport(name, c.html, report); err != nil {
			return err
		}
	}
	if e.json {
		err = e.object(report)
	} else {
		e.showCase(name, report)
	}
	if err == nil && !report.OK {
		err = exit{4}
	}
	return err
}

// fileReport writes the report as a page to be filed away.
func (e *env) fileReport(name, path string, report *casefile.Report) error {
	in, err := os.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer in.Close() //nolint:errcheck // Closing what was only read loses nothing.
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	about := verdict.About{
		File: filepath.Base(name), SHA256: hex.EncodeToString(sum.Sum(nil)), At: wall(), Version: builtFrom(debug.ReadBuildInfo()).Version,
	}
	return toFile(path, "html", func(w io.Writer) error { return verdict.HTML(w, report, e.loc, about) })
}

// checkFile opens a case file and checks it, with a bar where somebody watches.
func (e *env) checkFile(ctx context.Context, name string, opt casefile.Options) (*casefile.Report, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer in.Close() //nolint:errcheck // Closing what was only read loses nothing.
	info, err := in.Stat()
	if err != nil {
		return nil, unreadable(name, err)
	}
	f, err := casefile.Open(in, info.Size())
	var damage *casefile.Damage
	if errors.As(err, &damage) {
		return casefile.Unreadable(damage, opt), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	bar := e.bar(0)
	for _, l := range f.Manifest.Ledgers {
		bar.total += int(min(l.Size, 1<<40))
	}
	defer bar.done()
	opt.Progress = bar.add
	return casefile.Check(ctx, f, opt)
}

// trusted reads the keys that were named, each as such or in a file, one a line.
func trusted(names []string) (keys []proof.Verifier, texts []string, err error) {
	for _, name := range names {
		if strings.Count(name, "+") >= 2 {
			texts = append(texts, name)
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, usagef("„%s“ ist weder ein öffentlicher Schlüssel noch eine Datei, die sich lesen lässt. Nennen Sie nach --key die Datei, in der er steht, oder ihn selbst; er hat die Form NAME+PRÜFZAHL+SCHLÜSSEL.",
				"\"%s\" is neither a public key nor a file that can be read. Name after --key the file that holds it, or the key itself; it has the form NAME+HASH+KEY.", name)
		}
		for _, word := range strings.Fields(string(b)) { // "gremium log key" says beside it which one is in force
			if strings.Count(word, "+") >= 2 {
				texts = append(texts, word)
			}
		}
	}
	keys, err = proof.ParseVerifiers(texts...)
	if err != nil || len(names) > 0 && len(keys) == 0 {
		return nil, nil, usagef("Unter --key steht kein öffentlicher Schlüssel. Er hat die Form NAME+PRÜFZAHL+SCHLÜSSEL; die Stelle zeigt ihren mit: gremium log key",
			"There is no public key under --key. It has the form NAME+HASH+KEY; the office shows its own with: gremium log key")
	}
	return keys, texts, nil
}

// showCase says the report on a case file in words.
func (e *env) showCase(name string, r *casefile.Report) {
	if m := r.Manifest; m != nil {
		e.tell("Akte der Runde %s (%s), nach eigener Angabe ausgestellt am %s", "Record of round %s (%s), issued on %s by its own account", m.Round, m.Ledgers[1].Origin, e.made(m.Made))
	}
	e.tell("Datei %s", "File %s", name)
	e.showSteps(r.Steps)
	for _, f := range r.Findings {
		fmt.Fprintln(e.out, "  → "+oneLine(f))
	}
	if r.Record != nil {
		e.showLedgers(r.Record)
	}
	for i := range r.Decisions {
		e.showDecision(&r.Decisions[i])
	}
	switch {
	case r.OK:
		e.tell("\nWas geprüft ist, stimmt. Nicht geprüft ist, was oben so heißt.", "\nWhat was checked holds. What is called so above was not checked.")
	case r.OnlyLacks():
		e.tell("\nAn den Einträgen ist nichts falsch, aber es fehlen Gegenzeichnungen. Verlangen Sie von der Stelle eine neue Datei. Fehlen sie auch darin, kann niemand sonst bestätigen, dass nichts zurückgenommen wurde.",
			"\nNothing is wrong with the entries, but cosignatures are missing. Ask the office for a new file. Where they are missing from that too, nobody else can confirm that nothing was taken back.")
	default:
		e.tell("\nDie Akte stimmt NICHT. Verwahren Sie diese Datei unverändert, und verlangen Sie von der Stelle eine neue.", "\nThe record does NOT hold. Keep this file unchanged and ask the office for a new one.")
	}
	e.showUnproven(r.Unproven)
}

// made says the instant of issue as people write it; what is none is said as it stands.
func (e *env) made(instant string) string {
	at, err := ledger.ParseInstant(instant)
	if err != nil {
		return instant
	}
	return e.loc.Moment(at.Time())
}

// showDecision says a decision and how it came about.
func (e *env) showDecision(d *casefile.Decision) {
	fmt.Fprintln(e.out)
	e.tell("%s %s: %s (Eintrag %d)", "%s %s: %s (entry %d)", d.Number, e.loc.Quote(d.Title), workflow.Word(d.Outcome, e.lang), d.Entry)
	line := e.say("hergeleitet aus Bewertungen, Stimmen und Regelwerk", "derived from scores, votes and policy")
	if d.Why != "" {
		line = oneLine(d.Why)
	}
	fmt.Fprintf(e.out, "  %s: %s\n", e.resultName(d.Result), line)
	if d.SetAside > 0 {
		e.tell("  Später zurückgenommen mit Eintrag %d", "  Set aside later by entry %d", d.SetAside)
	}
	if d.Proposed != "" && d.Proposed != d.Outcome {
		e.tell("  Das Regelwerk schlug vor: %s. Anders entschieden, weil: %s", "  The policy proposed: %s. Decided otherwise because: %s", workflow.Word(d.Proposed, e.lang), d.Deviation)
	}
	if d.Rationale != "" {
		e.tell("  Begründung: %s", "  Rationale: %s", d.Rationale)
	}
	for _, s := range d.Sheets {
		e.tell("  Bewertung von %s (%s): %s (Eintrag %d)", "  Scores of %s (%s): %s (entry %d)", s.Member, s.As, sheet(d.Criteria, s.Values), s.Entry)
	}
	for _, v := range d.Votes {
		e.tell("  Stimme von %s (%s): %s (Eintrag %d)", "  Vote of %s (%s): %s (entry %d)", v.Member, v.As, e.choice(policy.Choice(v.Choice)), v.Entry)
	}
	e.showFindings(d.Findings, 0)
}

// sheet says a score sheet in one line.
func sheet(criteria, values []string) string {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = criteria[i] + " " + v
	}
	return strings.Join(cells, ", ")
}

func (e *env) showFindings(fs []casefile.Finding, depth int) {
	for i := range fs {
		f := &fs[i]
		line := strings.Repeat("   ", depth) + numeral(i, depth) + " " + f.Sentence
		if f.Figures != "" {
			line += ": " + f.Figures
		}
		fmt.Fprintln(e.out, "  "+oneLine(line))
		e.showFindings(f.Findings, depth+1)
	}
}
