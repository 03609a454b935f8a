package web

import "gremium/cmd/internal/web/part"

// ownProof offers to work the record out in the auditor's browser, from the tiles that programs of other logs read as well.
type ownProof struct {
	At    string // of the ledger's tiles
	Key   part.Field
	Steps []proofStep
}

// proofStep is one thing that the script checks.
type proofStep struct {
	ID, Number, Rule string
	Marks            []proofMark
}

// proofMark is shown when a step has come out so.
type proofMark struct {
	part.Finding
	When   string
	Hidden bool
}

// ownProof is nil for whoever may not read the entries: there is nothing that their browser could work out.
func (d *reading) ownProof() *ownProof {
	if !d.round.Reader {
		return nil
	}
	w := d.words
	p := &ownProof{
		At: "/log/" + d.round.ID + "/", Key: part.Field{ID: "proof-key", Name: "key", Label: w.T("proof.key"), Hint: w.T("proof.key.hint"), Optional: true, Autocomplete: "off"},
	}
	for i, id := range []string{"read", "leaves", "root", "signature"} {
		p.Steps = append(p.Steps, proofStep{
			ID: id, Number: part.Examine(make([]part.Finding, i+1))[i].Number, Rule: w.T("proof.step." + id),
			Marks: []proofMark{
				{part.Finding{Verdict: part.Holds}, "ok", true}, {part.Finding{Verdict: part.Fails}, "failed", true}, {part.Finding{Verdict: part.Notes}, "none", false},
			},
		})
	}
	return p
}
