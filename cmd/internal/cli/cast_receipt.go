package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// handing is the flag of commands that enter scores or a vote: where the promise over the entry goes.
type handing struct{ file string }

func (x *handing) flags(e *env, cmd *cobra.Command) {
	cmd.Flags().StringVar(&x.file, "receipt", "", e.say("schreibt die unterschriebene Zusage über den Eintrag in diese Datei, für das Mitglied", "writes the signed promise over the entry to this file, for the member"))
}

// free refuses a file that is there already, before anything is entered.
func (x *handing) free() error {
	if x.file == "" {
		return nil
	}
	if _, err := os.Lstat(x.file); err == nil {
		return fileExists(x.file, "receipt")
	}
	return nil
}

// give writes the promise over what was entered, or says how to get it.
func (x *handing) give(ctx context.Context, h *house, round, on string, made []workflow.Receipt) error {
	if len(made) == 0 {
		return nil // nothing was to be entered
	}
	if x.file == "" {
		h.e.tell("Quittung für beide: gremium log receipt %s %s --for … --out DATEI", "Receipt for both: gremium log receipt %s %s --for … --out FILE", round, on)
		return nil
	}
	c, err := h.castingAt(ctx, made[0])
	if err != nil {
		return err
	}
	file, err := receipts{h}.Promise(ctx, c)
	if err != nil {
		return err
	}
	if err := toFile(x.file, "receipt", func(w io.Writer) error { _, err := w.Write(file); return err }); err != nil {
		return err
	}
	h.e.tell("Geschrieben: „%s“: die Zusage der Stelle. Geben Sie sie dem Mitglied; prüfen lässt sie sich mit: gremium log check-receipt %s --key SCHLÜSSEL",
		"Written: \"%s\": the office's promise. Give it to the member; it is checked by: gremium log check-receipt %s --key KEY", x.file, x.file)
	return nil
}

// castingAt is the entry that a command has made.
func (h *house) castingAt(ctx context.Context, made workflow.Receipt) (*desk.Casting, error) {
	for b, err := range h.db.Entries(ctx, made.Origin, made.Seq) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", made.Origin, err)
		}
		return &desk.Casting{Kind: made.Kind, At: made.At, Proposal: made.Proposal, Entry: bytes.Clone(b), Seq: made.Seq}, nil
	}
	return nil, fmt.Errorf("entry %d of %s: %w", made.Seq, made.Origin, workflow.ErrCorrupt)
}
