package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/casefile"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// casing are the flags of `log export`.
type casing struct {
	out, proposal, holder string
	alone                 bool
}

func newLogExport(e *env) *cobra.Command {
	var c casing
	cmd := e.command(spec{
		use: "export ROUND --out FILE.zip", need: []string{"out"},
		short: text{"schreibt die Akte einer Runde in eine Datei, die sich ohne diesen Server prüfen lässt", "writes a round's record to a file that can be checked without this server"},
		long: text{
			"Schreibt die Akte einer Runde, so wie eine Revisorin sie lesen darf: Einträge, Texte, Regelwerk, Prüfpunkte.\nMit --proposal sind Texte nur von diesem Vorschlag darin; die Einträge der anderen bleiben, damit sich Vollständigkeit prüfen lässt.\nMit --alone fehlen auch sie, und Regeln und Entscheidung lassen sich aus der Datei nicht mehr herleiten.\nMit --for bekommt die genannte Person, was sie selbst sehen darf, sobald die Runde zu Ende ist: alles Übrige steht nur mit seiner Prüfsumme darin.\nPrüfen: gremium log verify FILE.zip --key SCHLÜSSEL",
			"Writes a round's record as an auditor may read it: entries, texts, policy, checkpoints.\nWith --proposal there are texts of this proposal only; the entries of the others stay, so that completeness can be checked.\nWith --alone they are left out too, and rules and decision can no longer be derived from the file.\nWith --for the person named gets what they may see themselves, once the round is over: of all else there is only the hash.\nTo check it: gremium log verify FILE.zip --key KEY",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if c.alone && c.proposal == "" {
				return usagef("Zu --alone gehört --proposal.", "--alone goes with --proposal.")
			}
			if c.alone && c.holder != "" {
				return usagef("--alone und --for gehören nicht zusammen: Mit --for ist nur das darin, was die Person sehen darf.", "--alone and --for do not go together: with --for there is only what the person may see.")
			}
			return h.caseFile(ctx, args[0], &c)
		}),
	})
	cmd.Flags().StringVar(&c.out, "out", "", e.say("Datei; eine vorhandene wird nicht überschrieben", "file; one that exists is not overwritten"))
	cmd.Flags().StringVar(&c.proposal, "proposal", "", e.say("nur dieser Vorschlag", "only this proposal"))
	cmd.Flags().StringVar(&c.holder, "for", "", e.say("E-Mail-Adresse der Person, für die die Datei ist", "e-mail address of the person whom the file is for"))
	cmd.Flags().BoolVar(&c.alone, "alone", false, e.say("ohne die Einträge der anderen Vorschläge", "without the entries of the other proposals"))
	return cmd
}

// caseFile writes a case file, or nothing.
func (h *house) caseFile(ctx context.Context, round string, c *casing) error {
	d, err := h.round(ctx, round)
	if err != nil {
		return err
	}
	if _, err := d.state(); err != nil {
		return err
	}
	id := ""
	if c.proposal != "" {
		p, err := d.proposal(c.proposal)
		if err != nil {
			return err
		}
		id = p.ID
	}
	who := &desk.Who{Grants: []desk.Grant{{Role: desk.Auditor}}}
	if c.holder != "" {
		if who, err = h.holder(ctx, c.holder); err != nil {
			return err
		}
	}
	var made *casefile.Manifest
	err = toFile(c.out, "out", func(w io.Writer) (err error) {
		made, err = h.writeCase(ctx, w, who, who, d.ID, id, c.alone)
		return err
	})
	if err != nil {
		return err
	}
	if h.e.json {
		return h.e.object(made)
	}
	h.tellCase(made, c)
	if _, voting := d.Handable(); voting {
		h.e.tell("In dieser Runde läuft eine Abstimmung. Die Datei reicht bis zu deren Eröffnung, damit niemand liest, wie andere stimmen; danach lässt sich die ganze Akte aushändigen.",
			"A ballot is open in this round. The file goes up to its opening, so that nobody reads how others vote; afterwards the whole record can be handed out.")
	}
	return nil
}

// fileExists refuses to write where something is.
func fileExists(path, flag string) error {
	return reply.New(reply.Conflict, "file_exists",
		fmt.Sprintf("Die Datei „%s“ gibt es schon; sie bleibt, wie sie ist. Nennen Sie mit --%s eine andere.", path, flag),
		fmt.Sprintf("The file \"%s\" exists already; it stays as it is. Name another one with --%s.", path, flag))
}

// toFile fills a new file; where that fails there is none.
func toFile(path, flag string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fileExists(path, flag)
	case errors.Is(err, fs.ErrNotExist):
		return usagef("Den Ordner „%s“ gibt es nicht. Legen Sie ihn an, oder nennen Sie einen anderen.", "There is no folder \"%s\". Create it, or name another one.", filepath.Dir(path))
	case err != nil:
		return fmt.Errorf("write %s: %w", path, err)
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// writeCase writes the case file of a round for somebody, of the whole round or of one proposal (by id). Whoever hands it over, the
// giver, learns nothing by it: a text that they may not read is not in it, even where its holder may.
func (h *house) writeCase(ctx context.Context, w io.Writer, giver, who *desk.Who, round, proposal string, alone bool) (m *casefile.Manifest, err error) {
	v, err := h.desk.Round(ctx, round, who)
	if err != nil {
		return nil, err
	}
	sight, err := h.sight(ctx, v, proposal, alone)
	if err != nil {
		return nil, err
	}
	if giver != who {
		by, err := h.desk.Round(ctx, round, giver)
		if err != nil {
			return nil, err
		}
		may := sight.MayRead
		sight.MayRead = func(rec *workflow.Record, path string) bool { return may(rec, path) && by.MayRead(rec.Seq, path) }
	}
	s, err := h.signed(ctx, v.Origin, sight.Size)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	heads, err := s.Heads(ctx)
	if err != nil {
		return nil, err
	}
	head, err := casefile.HeadAt(ctx, s, v.Origin, sight.Size)
	if err != nil {
		return nil, err
	}
	register := casefile.Part{Origin: h.engine.RegisterOrigin(), Head: heads[h.engine.RegisterOrigin()]}
	if !v.Reader {
		register.Shows = desk.OfRegister(v.ID)
		register.MayRead = func(*workflow.Record, string) bool { return false }
	}
	main := casefile.Part{Origin: v.Origin, Head: head, Later: heads[v.Origin].Size > head.Size, Shows: sight.Shows, MayRead: sight.MayRead}
	c := &casefile.Contents{
		Made: h.engine.Now(), Holder: holderOf(v), Round: v.ID, Proposal: proposal, Register: register, Main: main,
	}
	if !alone && v.Reader {
		if err := h.minuteBook(ctx, v, c); err != nil {
			return nil, err
		}
	}
	if err := h.vouch(ctx, s, c); err != nil {
		return nil, err
	}
	return casefile.Write(ctx, w, s, c)
}

// sight is what of a round goes into the file: to who reads the whole record all, to others what they may see, once it is over.
func (h *house) sight(ctx context.Context, v *view.Round, proposal string, alone bool) (*desk.Sight, error) {
	if v.Reader {
		return h.desk.CaseFile(v, proposal, alone)
	}
	s, over, err := h.desk.Excerpt(ctx, v, proposal)
	if err == nil && !over {
		err = reply.New(reply.Conflict, "round_running",
			"Die Runde läuft noch, und die Datei ließe erkennen, was anderen noch verborgen ist. Wer die Akte nicht ganz liest, bekommt seine Datei, sobald die Runde abgeschlossen oder abgebrochen ist.",
			"The round is still running, and the file would tell what is still hidden from others. Who does not read the whole record gets their file once the round is concluded or cancelled.")
	}
	return s, err
}

// holderOf says whose sight the file has.
func holderOf(v *view.Round) string {
	switch {
	case v.Reader:
		return string(desk.Auditor)
	case v.Me != nil:
		return string(workflow.Member)
	case v.Office:
		return string(workflow.Coordinator)
	default:
		return string(workflow.Submitter)
	}
}

// holder is a person with an account, in their roles.
func (h *house) holder(ctx context.Context, email string) (*desk.Who, error) {
	a, err := h.personal(ctx, email)
	if err != nil {
		return nil, err
	}
	held, err := h.db.Holdings(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("roles: %w", err)
	}
	return whoOf(&held), nil
}

// holding is the participant of a round with that pseudonym, in their roles, for who reads the whole record and hands a file to them.
func (h *house) holding(ctx context.Context, who *desk.Who, round, pseudonym string) (*desk.Who, error) {
	v, err := h.desk.Round(ctx, round, who)
	if err != nil {
		return nil, err
	}
	if _, err := h.desk.CaseFile(v, "", false); err != nil {
		return nil, err
	}
	all, err := h.db.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].ID == operatorID || h.engine.Pseudonym(v.Origin, all[i].ID) != pseudonym {
			continue
		}
		held, err := h.db.Holdings(ctx, all[i].ID)
		if err != nil {
			return nil, fmt.Errorf("roles: %w", err)
		}
		return whoOf(&held), nil
	}
	return nil, reply.New(reply.NotFound, "holder_unknown",
		"Diese Person hat kein Konto oder keines mehr. Was sie sehen darf, richtet sich nach ihrem Konto; ohne eines gibt es keinen Auszug für sie.",
		"This person has no account, or none any more. What they may see goes by their account; without one there is no excerpt for them.")
}

// minuteBook adds the minutes on record.
func (h *house) minuteBook(ctx context.Context, v *view.Round, c *casefile.Contents) error {
	all, err := h.desk.MinutesOnRecord(ctx, v)
	if err != nil {
		return err
	}
	c.Documents = map[string][]byte{}
	for entry, b := range all {
		c.Documents[casefile.MinutesName(entry)] = b
	}
	return nil
}

// tellCase says what has been written, and how it is checked.
func (h *house) tellCase(m *casefile.Manifest, c *casing) {
	e, l := h.e, m.Ledgers[1]
	e.tell("Geschrieben: „%s“: Runde %s, %s Einträge, %s Texte.", "Written: \"%s\": round %s, %s entries, %s texts.",
		c.out, m.Round, e.loc.Int(int(l.Entries)), e.loc.Int(int(l.Texts)))
	if l.Withheld > 0 {
		e.tell("Vorenthaltene Texte: %s. Die Datei nennt sie, ohne ihren Inhalt.", "Texts withheld: %s. The file names them without what they say.", e.loc.Int(int(l.Withheld)))
	}
	if l.Entries < l.Size {
		e.tell("%s von %s Einträgen der Runde fehlen: Vollständigkeit, Regeln und Entscheidung lassen sich aus dieser Datei nicht prüfen.",
			"%s of the round's %s entries are left out: completeness, rules and decision cannot be checked from this file.",
			e.loc.Int(int(l.Size-l.Entries)), e.loc.Int(int(l.Size)))
	}
	if len(m.Keys) == 0 {
		e.tell("Die Datei ist nicht unterschrieben, weil der Schlüssel der Installation fehlt oder ihre Akte nicht zum bekannten Stand passt.",
			"The file is not signed, because the installation's key is missing or its record does not fit what is known of it.")
	}
	e.tell("Die Datei enthält Namen, Bewertungen und Stimmen. Geben Sie sie nur weiter, an wen sie gerichtet ist.",
		"The file holds names, scores and votes. Pass it on only to whom it is addressed.")
	e.tell("Prüfen, auch auf einem Rechner ohne Netz: gremium log verify %s --key SCHLÜSSEL (den Schlüssel zeigt: gremium log key)", "To check it, also on a machine without a network: gremium log verify %s --key KEY (the key is shown by: gremium log key)", c.out)
}
