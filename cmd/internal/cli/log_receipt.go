package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// receipting are the flags of `log receipt`.
type receipting struct {
	member, out   string
	vote, promise bool
	version       uint64
}

func newLogReceipt(e *env) *cobra.Command {
	var f receipting
	cmd := e.command(spec{
		use: "receipt ROUND [PROPOSAL]", short: text{"gibt Zusage oder Nachweis über eine abgegebene Bewertung oder Stimme aus", "hands out promise or proof of scores or a vote that were cast"},
		long: text{
			"Ohne PROPOSAL: nennt, wofür es Quittungen gibt. Mit PROPOSAL (oder Antrag): gibt die Quittung aus, nach --out oder auf die Ausgabe.\nSolange verdeckt bewertet wird oder eine Abstimmung läuft, ist das die Zusage: unterschrieben, über die Prüfsumme des Eintrags, ohne\nseine Nummer. Danach ist es der Nachweis, dass der Eintrag in der Akte steht (C2SP tlog-proof).\nSie erhalten Quittungen über Ihre eigenen Einträge und über die, die Sie vom Papier eingetragen haben; mit --for die eines Mitglieds.\nPrüfen, auch ohne Datenbank: gremium log check-receipt DATEI --promise ZUSAGE --key SCHLÜSSEL",
			"Without PROPOSAL: lists what there are receipts of. With PROPOSAL (or a motion): hands the receipt out, to --out or to the output.\nWhile scores are hidden or a ballot is open that is the promise: signed, over the entry's hash, without its number. Afterwards it\nis the proof that the entry is in the record (C2SP tlog-proof).\nYou get receipts for your own entries and for those you entered from paper; with --for those of a member.\nTo check it, also without a database: gremium log check-receipt FILE --promise PROMISE --key KEY",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if len(args) == 1 && (f.out != "" || f.promise || f.vote || f.version > 0) {
				return usagef("Es fehlt: PROPOSAL. Nennen Sie den Vorschlag oder Antrag, um den es geht.", "Missing: PROPOSAL. Name the proposal or motion that it is about.")
			}
			return h.receipt(ctx, args, &f)
		}),
	})
	g := cmd.Flags()
	g.StringVar(&f.member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	g.StringVar(&f.out, "out", "", e.say("Datei; eine vorhandene wird nicht überschrieben", "file; one that exists is not overwritten"))
	g.BoolVar(&f.vote, "vote", false, e.say("die Stimme, nicht die Bewertung", "the vote, not the scores"))
	g.BoolVar(&f.promise, "promise", false, e.say("die Zusage, auch wenn es den Nachweis schon gibt", "the promise, even where there is the proof already"))
	g.Uint64Var(&f.version, "version", 0, e.say("diese Fassung (sonst die neueste)", "this version (else the latest)"))
	return cmd
}

// receiptLine is a receipt as --json tells it. Proof is ready, or what it waits for: scoring, ballot or end.
type receiptLine struct {
	Type     string  `json:"type"`
	At       string  `json:"at"`
	Proposal *string `json:"proposal"`
	Motion   *string `json:"motion"`
	Version  uint64  `json:"version,omitempty"`
	By       string  `json:"by"`
	Clerk    *string `json:"entered_by"`
	Proof    string  `json:"proof"`
	Form     string  `json:"form,omitempty"` // promise or proof
	File     string  `json:"file,omitempty"`
}

// receipt lists receipts, or hands one out.
func (h *house) receipt(ctx context.Context, args []string, f *receipting) error {
	d, err := h.round(ctx, args[0])
	if err != nil {
		return err
	}
	of := ""
	if f.member != "" {
		if of, err = h.person(ctx, d, f.member); err != nil {
			return err
		}
	}
	all, err := h.desk.Castings(ctx, d.Round, &h.operator, of)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		return h.listReceipts(ctx, d, all)
	}
	on, err := d.subject(args[1])
	if err != nil {
		return err
	}
	c := f.chosen(all, on)
	if c == nil {
		return reply.New(reply.NotFound, "receipt_unknown",
			"Dazu gibt es hier keine Bewertung und keine Stimme, über die Sie eine Quittung erhalten. Wofür es welche gibt, zeigt: gremium log receipt "+d.ID+"; die eines Mitglieds nennt --for.",
			"There are no scores and no vote here that you get a receipt for. What there is: gremium log receipt "+d.ID+"; those of a member are named by --for.")
	}
	if err := h.desk.Held(ctx, d.Round, c); err != nil {
		return err
	}
	waiting, err := h.desk.Waiting(ctx, d.Round, &h.operator, c.By)
	if err != nil {
		return err
	}
	return h.handOut(ctx, d, c, waiting, f)
}

// chosen is the latest casting on a subject that the flags mean, nil where there is none: the scores where there are some, else the vote.
func (f *receipting) chosen(all []desk.Casting, on *subject) *desk.Casting {
	all = slices.DeleteFunc(slices.Clone(all), func(c desk.Casting) bool {
		scores := c.Kind == workflow.KindScoresCast
		return c.Motion != on.motion || on.motion == "" && c.Proposal != on.proposal || f.vote && scores || f.version > 0 && c.Version != f.version
	})
	var found *desk.Casting
	for i := range all {
		if found == nil || found.Kind != workflow.KindScoresCast || all[i].Kind == workflow.KindScoresCast {
			found = &all[i]
		}
	}
	return found
}

// handOut writes a receipt to a file or to the output.
func (h *house) handOut(ctx context.Context, d *docket, c *desk.Casting, waiting desk.Waiting, f *receipting) error {
	line := h.receiptLine(d, c, waiting)
	line.Form = "proof"
	var file []byte
	var err error
	if f.promise || waiting != desk.WaitingNot {
		line.Form = "promise"
		file, err = receipts{h}.Promise(ctx, c)
	} else {
		file, err = receipts{h}.Proof(ctx, d.Origin, c)
	}
	if err != nil {
		return err
	}
	line.File = string(file)
	if f.out != "" {
		if err := toFile(f.out, "out", func(w io.Writer) error { _, err := w.Write(file); return err }); err != nil {
			return err
		}
	}
	switch {
	case h.e.json:
		return h.e.object(line)
	case f.out == "":
		_, err = fmt.Fprint(h.e.out, line.File)
		return err
	}
	h.tellReceipt(&line, f.out, waiting)
	return nil
}

// tellReceipt says what was written, what it is for and how it is checked.
func (h *house) tellReceipt(line *receiptLine, out string, waiting desk.Waiting) {
	e := h.e
	if line.Form == "proof" {
		e.tell("Geschrieben: „%s“: der Nachweis, dass der Eintrag in der Akte steht.", "Written: \"%s\": the proof that the entry is in the record.", out)
		e.tell("Prüfen, auch auf einem Rechner ohne Netz: gremium log check-receipt %s --promise ZUSAGE --key SCHLÜSSEL", "To check it, also on a machine without a network: gremium log check-receipt %s --promise PROMISE --key KEY", out)
		return
	}
	e.tell("Geschrieben: „%s“: die Zusage der Stelle, dass der Eintrag in der Akte steht. Sie verrät weder seinen Inhalt noch seine Nummer.", "Written: \"%s\": the office's promise that the entry is in the record. It tells neither what it says nor its number.", out)
	e.tell("Den Nachweis gibt es, %s, mit demselben Befehl.", "The proof can be had %s, by the same command.", e.whenProof(waiting))
}

// whenProof says when a proof can be had.
func (e *env) whenProof(waiting desk.Waiting) string {
	switch waiting {
	case desk.WaitingScoring:
		return e.say("sobald in der Runde nicht mehr verdeckt bewertet wird", "once scores are no longer hidden in the round")
	case desk.WaitingBallot:
		return e.say("sobald die Abstimmung geschlossen ist", "once the ballot is closed")
	case desk.WaitingEnd:
		return e.say("sobald die Runde beendet ist", "once the round is over")
	case desk.WaitingNot:
	}
	return e.say("ab jetzt", "from now on")
}

func (h *house) receiptLine(d *docket, c *desk.Casting, waiting desk.Waiting) receiptLine {
	line := receiptLine{
		Type: c.Kind.Name(), At: c.At.String(), Motion: orNull(c.Motion), Version: c.Version, By: c.By, Clerk: orNull(c.Clerk), Proof: string(waiting),
	}
	if p := d.Proposal(c.Proposal); p != nil {
		line.Proposal = &p.Number
	}
	if waiting == desk.WaitingNot {
		line.Proof = "ready"
	}
	return line
}

// listReceipts says what there are receipts of.
func (h *house) listReceipts(ctx context.Context, d *docket, all []desk.Casting) error {
	e := h.e
	lines, waits := make([]receiptLine, len(all)), make([]desk.Waiting, len(all))
	for i := range all {
		var err error
		if waits[i], err = h.desk.Waiting(ctx, d.Round, &h.operator, all[i].By); err != nil {
			return err
		}
		lines[i] = h.receiptLine(d, &all[i], waits[i])
	}
	if e.json {
		return list(e, lines)
	}
	if len(lines) == 0 {
		e.tell("In dieser Runde gibt es keine Bewertung und keine Stimme, über die Sie eine Quittung erhalten. Die eines Mitglieds zeigt --for.",
			"There are no scores and no vote in this round that you get a receipt for. Those of a member are shown by --for.")
		return nil
	}
	t := e.table(text{"Vorschlag", "proposal"}, text{"Was", "what"}, text{"Fassung", "version"}, text{"Zeit", "time"}, text{"Von", "by"}, text{"Nachweis", "proof"})
	for i := range lines {
		t.row(h.receiptRow(&all[i], &lines[i], waits[i])...)
	}
	return t.print()
}

func (h *house) receiptRow(c *desk.Casting, l *receiptLine, waiting desk.Waiting) []string {
	on, version := c.Motion, ""
	if l.Proposal != nil {
		on = strings.TrimSpace(*l.Proposal + " " + c.Motion)
	}
	if c.Version > 0 {
		version = strconv.FormatUint(c.Version, 10)
	}
	return []string{on, h.e.word(acted[c.Kind].done), version, h.e.loc.Moment(c.At.Time()), h.e.name(c.By), h.e.whenProof(waiting)}
}
