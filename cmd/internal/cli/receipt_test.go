package cli

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

// A proof goes by the checkpoint that most of the present witnesses have cosigned, with their lines, and by the latest where none has.
func TestProofsCarryCosignatures(t *testing.T) {
	t.Parallel()
	i := founded(t)
	i.scored("2", "anna", "bela", "dora")
	e := testEnv(t, "de")
	e.url = filepath.Join(i.dir, "gremium.db")
	h, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx := t.Context()
	d, err := h.round(ctx, "2026")
	if err != nil {
		t.Fatal(err)
	}
	notes, err := h.db.Checkpoints(ctx, d.Origin)
	if err != nil || len(notes) == 0 {
		t.Fatalf("%v: %d checkpoints", err, len(notes))
	}
	latest := notes[len(notes)-1]
	if c := proven(ctx, t, h, d.Origin); c.Size != latest.Size || c.Steps[4].Result != audit.NotChecked {
		t.Errorf("without witnesses by %d of %d entries: %+v", c.Size, latest.Size, c.Steps)
	}
	cp, err := proof.Read(latest.Note, d.Origin)
	if err != nil {
		t.Fatal(err)
	}
	public, line := lineOver(t, 1, cp)
	named := func(keys ...string) {
		if err := h.db.SetWitnesses(ctx, keys, len(keys), time.Unix(1_800_000_000, 0)); err != nil {
			t.Fatal(err)
		}
	}
	named(public)
	err = h.db.PutWitnessed(ctx, []proof.Cosignature{{Origin: d.Origin, Size: cp.Size, Key: public, Line: line}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	i.others(func(give func(string, workflow.Capacity, workflow.Command)) { // the record goes on, and a later checkpoint that nobody has cosigned
		give("karla", workflow.Coordinator, &workflow.AskQuestion{Proposal: i.second(), Text: "Seit wann?"})
	})
	if c := proven(ctx, t, h, d.Origin, public); c.Size != cp.Size || c.Steps[4].Result != audit.OK || !c.OK {
		t.Errorf("by %d entries, cosigned are %d: %+v", c.Size, cp.Size, c.Steps)
	}
	other, _ := lineOver(t, 2, cp)
	for _, keys := range [][]string{{other}, nil} { // the witness was dismissed: what it has cosigned counts no more
		if named(keys...); proven(ctx, t, h, d.Origin).Size <= cp.Size {
			t.Errorf("with witnesses %v it goes by a checkpoint that a dismissed witness has cosigned", keys)
		}
	}
}

// lineOver is a witness's public key, and its line over a checkpoint.
func lineOver(t *testing.T, seed byte, c proof.Checkpoint) (public string, line []byte) {
	t.Helper()
	text, public, err := proof.NewCosigner(rand.NewChaCha8([32]byte{seed}), "zeuge.example.org")
	if err != nil {
		t.Fatal(err)
	}
	w, err := proof.ParseCosigner(text)
	if err == nil {
		line, err = w.Cosign(c, time.Unix(1_800_000_000, 0))
	}
	if err != nil {
		t.Fatal(err)
	}
	return public, line
}

// annas are her only scores, with their entry.
func annas(ctx context.Context, t *testing.T, h *house, d *docket) *desk.Casting {
	t.Helper()
	all, err := h.desk.Castings(ctx, d.Round, &h.operator, h.engine.Pseudonym(d.Origin, "anna"))
	if err != nil || len(all) != 1 || all[0].Kind != workflow.KindScoresCast {
		t.Fatalf("%v %+v", err, all)
	}
	if err := h.desk.Held(ctx, d.Round, &all[0]); err != nil {
		t.Fatal(err)
	}
	return &all[0]
}

// proven is the report on the proof of Anna's scores.
func proven(ctx context.Context, t *testing.T, h *house, origin string, witnesses ...string) *receipt.Report {
	t.Helper()
	d, err := h.round(ctx, "2026")
	if err != nil {
		t.Fatal(err)
	}
	scores := annas(ctx, t, h, d)
	file, err := receipts{h}.Proof(ctx, origin, scores)
	if err != nil {
		t.Fatal(err)
	}
	rule, err := proof.NewRule(len(witnesses), witnesses...)
	if err != nil {
		t.Fatal(err)
	}
	_, keys, err := h.inForce(ctx)
	if err != nil {
		t.Fatal(err)
	}
	known, err := proof.ParseVerifiers(keys...)
	if err != nil {
		t.Fatal(err)
	}
	report, err := receipt.Check(file, nil, receipt.Options{Lang: "de", Keys: known, Rule: rule})
	if err != nil {
		t.Fatal(err)
	}
	return report
}
