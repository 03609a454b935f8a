package casefile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/proof"
)

// The steps that are about the file, ahead of those about the record in it.
const (
	Archive     audit.Step = "archive"     // every file is the one that the manifest lists
	Seal        audit.Step = "seal"        // the manifest is signed by a key that whoever checks trusts
	Checkpoints audit.Step = "checkpoints" // the checkpoints say what the leaf hashes give
	Signatures  audit.Step = "signatures"  // the latest checkpoints are signed by a key that whoever checks trusts
)

// Options adjust a check.
type Options struct {
	Lang     string           // of what is said, "de" or "en"
	Keys     []proof.Verifier // public keys that whoever checks trusts, from elsewhere; none: no signature is checked
	Rule     proof.Rule       // the witnesses that whoever checks trusts, from elsewhere, and how many have to have cosigned
	Now      time.Time        // when is checked: witnesses have a while for what was just entered; zero: they have none
	Progress func(n int)      // as audit.Options has it
}

// Report is what a check of a case file found.
type Report struct {
	OK        bool               `json:"ok"`
	Manifest  *Manifest          `json:"manifest,omitempty"` // as the file claims; nil where it cannot be read
	Keys      []string           `json:"trusted_keys"`
	Witnesses []string           `json:"trusted_witnesses,omitempty"` // by name
	Steps     []audit.StepResult `json:"steps"`
	Findings  []string           `json:"findings"` // about the file itself
	Record    *audit.Report      `json:"record,omitempty"`
	Decisions []Decision         `json:"decisions"`
	Unproven  []string           `json:"not_proven"`

	lang    string
	book    *workflow.Register
	lacking int // findings that say that cosignatures are missing
}

// Check checks the archive, its signatures and the record in it. An error means that it could not be read; what is wrong is
// in the report.
func Check(ctx context.Context, f *File, opt Options) (*Report, error) {
	r := newReport(opt)
	r.Manifest = f.Manifest
	damage, err := f.Sums()
	if err != nil {
		return nil, err
	}
	for _, d := range damage {
		r.find(Archive, d.In(opt.Lang))
	}
	register, round := f.Manifest.Ledgers[0].Origin, f.Manifest.Ledgers[1].Origin
	bases := map[uint64]*basis{}
	r.Record, err = audit.Check(ctx, f, register, strings.TrimSuffix(round, f.Manifest.Round), audit.Options{
		Lang: opt.Lang, Round: f.Manifest.Round, Apart: true, Progress: opt.Progress,
		Decided: func(round *workflow.Round, p *workflow.Proposal) { bases[p.Decision.Seq] = basisOf(round, p) },
	})
	if err != nil {
		return nil, err
	}
	r.book = r.Record.Ledgers[0].Book()
	trusted, err := r.inherited(ctx, f, round, opt.Keys)
	if err != nil {
		return nil, err
	}
	r.seal(f, trusted)
	if err := r.checkpoints(ctx, f, trusted); err != nil {
		return nil, err
	}
	r.unheard(f, opt.Keys)
	r.witnesses(f, r.book, opt)
	if err := r.minutes(f); err != nil {
		return nil, err
	}
	if r.Decisions, err = decisions(ctx, f, r.Record, bases, opt.Lang); err != nil {
		return nil, err
	}
	r.OK = r.OK && r.Record.OK
	return r, nil
}

// Unreadable is the report on a file that is no case file, or no longer one.
func Unreadable(d *Damage, opt Options) *Report {
	r := newReport(opt)
	for i := range r.Steps {
		r.Steps[i].Result, r.Steps[i].Why = audit.NotChecked, said(opt.Lang, notOpened)
	}
	r.find(Archive, d.In(opt.Lang))
	return r
}

func newReport(opt Options) *Report {
	r := &Report{OK: true, Keys: []string{}, Findings: []string{}, Decisions: []Decision{}, lang: opt.Lang}
	for _, s := range []audit.Step{Archive, Seal, Checkpoints, Signatures, audit.Witnesses} {
		r.Steps = append(r.Steps, audit.StepResult{Step: s, Result: audit.OK})
	}
	for _, k := range opt.Keys {
		r.Keys = append(r.Keys, keyName(k))
	}
	for _, w := range opt.Rule.Witnesses {
		r.Witnesses = append(r.Witnesses, w.Name())
	}
	r.Unproven = audit.Unproven(opt.Lang, later)
	return r
}

// find notes something wrong with the file.
func (r *Report) find(s audit.Step, what string) {
	r.OK = false
	r.Findings = append(r.Findings, what)
	r.set(s, audit.Failed, "")
}

// set marks a step, unless it has failed already.
func (r *Report) set(s audit.Step, result audit.Result, why string) {
	audit.Mark(r.Steps, s, result, why)
}

// minutes holds the minutes in the file against the digests of the entries that drafted them.
func (r *Report) minutes(f *File) error {
	state := r.Record.Ledgers[len(r.Record.Ledgers)-1].State()
	if state == nil {
		return nil
	}
	for i := range state.Minutes {
		m := &state.Minutes[i]
		name := MinutesName(m.Seq)
		if f.files[name] == nil {
			continue // they are made again from the entries
		}
		b, err := f.whole(name, maxDocument)
		if sum := sha256.Sum256(b); err == nil && "sha256:"+hex.EncodeToString(sum[:]) == m.Digest {
			continue
		}
		var d *Damage
		if err != nil && !errors.As(err, &d) {
			return err
		}
		r.find(Archive, (&Damage{what: otherMinutes, File: name, more: []any{m.Seq}}).In(r.lang))
	}
	return nil
}

// seal checks the signed note over the manifest.
func (r *Report) seal(f *File, trusted []proof.Verifier) {
	b, err := f.whole(sealName, maxNote)
	switch {
	case f.files[sealName] == nil:
		r.set(Seal, audit.NotChecked, said(r.lang, unsealed))
		return
	case err != nil:
		r.find(Seal, (&Damage{what: sealForm, File: sealName}).In(r.lang))
		return
	}
	text := SealText(f.Manifest.Ledgers[1].Origin, f.manifest)
	n, by := r.opened(b, f, trusted)
	switch {
	case n == nil:
		r.find(Seal, (&Damage{what: sealForm, File: sealName}).In(r.lang))
	case n.Text != text:
		r.find(Seal, (&Damage{what: sealOther, File: sealName}).In(r.lang))
	case slices.ContainsFunc(f.Manifest.Ledgers, func(l Ledger) bool { return r.outrun(Seal, n, sealName, l.Origin, l.Size) }): // which says so
	default:
		r.signed(Seal, by, manifestName, len(trusted) > 0)
	}
}

// signature is by whom a note is signed, as far as can be told.
type signature int

const (
	byNobody  signature = iota // by no key that is known here
	byClaimed                  // by a key that the file itself calls the installation's
	byTrusted                  // by a key that whoever checks trusts
	forged                     // in the name of a key that is known, and not by it
)

// opened reads a signed note and tells whose signature is under it; nil where it is no signed note.
func (r *Report) opened(b []byte, f *File, trusted []proof.Verifier) (*note.Note, signature) {
	claimed, _ := proof.ParseVerifiers(f.Manifest.Keys...) // what is no key signs nothing
	for _, try := range []struct {
		keys []proof.Verifier
		by   signature
	}{{trusted, byTrusted}, {claimed, byClaimed}} {
		n, err := note.Open(b, note.VerifierList(try.keys...))
		var bad *note.InvalidSignatureError
		var other *note.UnverifiedNoteError
		switch {
		case err == nil:
			return n, try.by
		case errors.As(err, &bad):
			return &note.Note{Text: textOf(b)}, forged
		case !errors.As(err, &other):
			return nil, byNobody
		case try.by == byClaimed:
			return other.Note, byNobody
		}
	}
	return nil, byNobody
}

// textOf is the text of a note whose signature does not hold.
func textOf(b []byte) string {
	text, _, _ := strings.Cut(string(b), "\n\n")
	return text + "\n"
}

// signed says how a signature came out.
func (r *Report) signed(s audit.Step, by signature, what string, wanted bool) {
	switch {
	case by == forged:
		r.find(s, said(r.lang, signatureForged, what))
	case wanted && by != byTrusted:
		r.find(s, said(r.lang, signatureOther, what))
	case by == byClaimed:
		r.set(s, audit.NotChecked, said(r.lang, signatureClaimed))
	case by == byNobody:
		r.set(s, audit.NotChecked, said(r.lang, signatureUnchecked))
	case by == byTrusted: // stays ok
	}
}

func said(lang string, t policy.Text, values ...any) string {
	return fmt.Sprintf(t.In(lang), values...)
}
