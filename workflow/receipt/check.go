package receipt

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// The steps of a check, in order.
const (
	Signature audit.Step = "receipt_signature" // the office has signed it
	Inclusion audit.Step = "receipt_inclusion" // the entry is in the ledger
	Entry     audit.Step = "receipt_entry"     // the entry says of itself what the file says of it
	Promised  audit.Step = "receipt_promise"   // it is the entry that was promised
)

// Options adjust a check. Without keys no signature is checked.
type Options struct {
	Lang string // of what is said, "de" or "en"
	Keys []proof.Verifier
	Rule proof.Rule // which witnesses have to have cosigned the checkpoint of a proof or a record, and how many; the zero Rule asks for none
}

// Report is what a check found.
type Report struct {
	OK       bool               `json:"ok"`
	Form     string             `json:"form"` // promise or proof
	Origin   string             `json:"origin"`
	Steps    []audit.StepResult `json:"steps"`
	Findings []string           `json:"findings"`
	// Broken tells that two things signed by the office contradict each other: what it promised, and what it shows.
	Broken   bool      `json:"promise_broken"`
	Entry    *Recorded `json:"entry,omitempty"` // of a proof that holds the entry
	Promise  *Recorded `json:"promise,omitempty"`
	Size     uint64    `json:"size,omitempty"` // of the ledger, by the checkpoint
	Unproven []string  `json:"not_proven"`

	lang  string
	doubt string // why not even two signatures that hold show that the office broke its promise; empty where they do
}

// Recorded is what an entry, or the promise over one, says.
type Recorded struct {
	Leaf     string            `json:"leaf"`
	Entry    *uint64           `json:"entry,omitempty"` // number
	Kind     string            `json:"type"`
	At       string            `json:"at"`
	By       string            `json:"by"`
	Clerk    string            `json:"entered_by,omitempty"` // who entered it for By
	Proposal string            `json:"proposal,omitempty"`
	Motion   string            `json:"motion,omitempty"`
	Version  uint64            `json:"version,omitempty"`
	Values   map[string]string `json:"values,omitempty"` // scores by criterion, or the vote; nothing of a secret vote
}

// IsReceipt tells from the first line whether bytes claim to be a receipt, and else whether they claim to be a promise.
func IsReceipt(file []byte) (receipt, promise bool) {
	return bytes.HasPrefix(file, []byte(proof.ReceiptLine+"\n")), bytes.HasPrefix(file, []byte(proof.PromiseLine+"\n"))
}

// Check checks a receipt, or a promise, and with a receipt the promise that was given before; nil for none. What is wrong is in
// the report. An error, which wraps proof.ErrReceipt, proof.ErrPromise or proof.ErrCheckpoint, is a file that cannot be read.
func Check(file, promise []byte, opt Options) (*Report, error) {
	r := newReport("proof", opt)
	if is, _ := IsReceipt(file); !is {
		return r, r.promise(file, opt)
	}
	return r, r.receipt(file, promise, opt)
}

func newReport(form string, opt Options) *Report {
	r := &Report{OK: true, Form: form, Findings: []string{}, lang: opt.Lang}
	for _, s := range []audit.Step{Signature, Inclusion, Entry, Promised, audit.Witnesses} {
		r.Steps = append(r.Steps, audit.StepResult{Step: s, Result: audit.OK})
	}
	for _, t := range unproven {
		r.Unproven = append(r.Unproven, t.In(opt.Lang))
	}
	return r
}

// promise checks a promise on its own.
func (r *Report) promise(file []byte, opt Options) error {
	p, err := proof.ReadPromise(file)
	if err != nil {
		return err
	}
	r.Form, r.Origin, r.Promise = "promise", p.Origin, promised(&p)
	r.signed(Signature, file, opt.Keys)
	r.set(Inclusion, audit.NotChecked, said(opt.Lang, inclusionLater))
	r.set(Entry, audit.NotChecked, said(opt.Lang, entryLater))
	r.set(Promised, audit.NotChecked, said(opt.Lang, promiseLater))
	r.set(audit.Witnesses, audit.NotChecked, said(opt.Lang, witnessesLater))
	return nil
}

// receipt checks a receipt, and the promise beside it.
func (r *Report) receipt(file, promise []byte, opt Options) error {
	x, err := proof.ParseReceipt(file)
	if err != nil {
		return err
	}
	c, err := x.Checkpoint()
	if err != nil {
		return err
	}
	var p *proof.Promise
	if promise != nil {
		read, err := proof.ReadPromise(promise)
		if err != nil {
			return err
		}
		p, r.Promise = &read, promised(&read)
	}
	r.Origin, r.Size = c.Origin, c.Size
	r.signed(Signature, x.Note, opt.Keys)
	is, err := r.entry(x, c)
	if err != nil {
		return err
	}
	r.inclusion(x, c, p)
	r.several(opt.Keys)
	r.kept(is, p, promise, opt.Keys) // ahead of the witnesses: too few of them are no excuse for a broken promise
	r.witnesses(x.Note, c, opt.Rule, proofLater)
	return nil
}

// inclusion checks that the entry is in the ledger; where the receipt does not hold the entry, that the promised one is.
func (r *Report) inclusion(x *proof.Receipt, c proof.Checkpoint, p *proof.Promise) {
	var leaf ledger.Hash
	switch {
	case x.Entry != nil:
		leaf = ledger.LeafHash(x.Entry)
	case p != nil:
		leaf = p.Leaf
	default:
		r.set(Inclusion, audit.NotChecked, said(r.lang, inclusionOfWhat))
		return
	}
	if err := x.Includes(c, leaf); err != nil {
		r.find(Inclusion, said(r.lang, notIncluded, x.Index, c.Size))
	}
}

// entry reads the entry that a receipt holds, and answers the promise that would be given over it; nil where there is none.
func (r *Report) entry(x *proof.Receipt, c proof.Checkpoint) (*proof.Promise, error) {
	if x.Entry == nil {
		r.set(Entry, audit.NotChecked, said(r.lang, entryMissing))
		return nil, nil
	}
	var dec workflow.Decoder
	rec, err := dec.Decode(x.Entry)
	if err != nil {
		return nil, fmt.Errorf("%w: its entry cannot be read: %w", proof.ErrReceipt, err)
	}
	is, err := of(rec, ledger.LeafHash(x.Entry))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", proof.ErrReceipt, err)
	}
	r.Entry = promised(&is)
	r.Entry.Entry, r.Entry.Values = &x.Index, workflow.Given(rec.Event)
	if rec.For != "" {
		r.Entry.Clerk = rec.Actor
	}
	if rec.Origin != c.Origin {
		r.find(Entry, said(r.lang, otherOrigin, rec.Origin, c.Origin))
	}
	if rec.Seq != x.Index {
		r.find(Entry, said(r.lang, otherIndex, rec.Seq, x.Index))
	}
	return &is, nil
}

// kept holds a promise against the entry that is shown.
func (r *Report) kept(is, p *proof.Promise, signed []byte, keys []proof.Verifier) {
	if p == nil {
		r.set(Promised, audit.NotChecked, said(r.lang, promiseMissing))
		return
	}
	r.signed(Promised, signed, keys)
	switch {
	case p.Origin != r.Origin:
		r.find(Promised, said(r.lang, promiseOrigin, p.Origin, r.Origin))
	case is == nil || is.Leaf == p.Leaf: // without the entry it was the leaf of the promise that inclusion was checked with
	case same(is, p):
		r.breach(Promised, said(r.lang, promiseBroken, p.Leaf, is.Leaf), len(keys) > 0)
	default:
		r.find(Promised, said(r.lang, promiseOther, p.At, is.At))
	}
}

// breach notes that a promise and what is shown contradict each other. Only where both are signed by a key that whoever checks trusts, and that
// no other one has replaced, is the promise broken by the office: whoever stole an earlier key can sign both, and date them back.
func (r *Report) breach(s audit.Step, what string, asked bool) {
	r.Broken = asked && r.OK && r.doubt == ""
	switch {
	case !asked || !r.OK:
		what += " " + said(r.lang, signaturesOpen)
	case !r.Broken:
		what += " " + r.doubt
	}
	r.find(s, what)
}

// several notes that of several keys nothing here says which one is in force.
func (r *Report) several(keys []proof.Verifier) {
	if len(keys) > 1 {
		r.doubt = said(r.lang, keysSeveral)
	}
}

// same tells whether two promises are over what can be one entry only: one version of the scores of one person for one proposal, or what one person
// did at one instant.
func same(a, b *proof.Promise) bool {
	one := a.Origin == b.Origin && a.By == b.By && a.Kind == b.Kind && a.Proposal == b.Proposal && a.Motion == b.Motion && a.Version == b.Version
	return one && (a.At == b.At || a.Kind == workflow.KindScoresCast.Name())
}

// signed checks the signatures under a note.
func (r *Report) signed(s audit.Step, signed []byte, keys []proof.Verifier) {
	if len(keys) == 0 {
		r.set(s, audit.NotChecked, said(r.lang, signatureUnchecked))
		return
	}
	_, err := note.Open(signed, note.VerifierList(keys...))
	var bad *note.InvalidSignatureError
	switch {
	case errors.As(err, &bad):
		r.find(s, said(r.lang, signatureForged))
	case err != nil:
		r.find(s, said(r.lang, signatureOther))
	}
}

// witnesses asks who has cosigned the checkpoint; later says what to do where too few have.
func (r *Report) witnesses(signed []byte, c proof.Checkpoint, rule proof.Rule, later policy.Text) {
	if len(rule.Witnesses) == 0 {
		r.set(audit.Witnesses, audit.NotChecked, said(r.lang, noWitnesses))
		return
	}
	n := 0
	for _, w := range rule.Witnesses {
		_, err := note.Open(signed, note.VerifierList(w))
		switch bad, forged := errors.AsType[*note.InvalidSignatureError](err); {
		case err == nil:
			n++
		case forged:
			r.find(audit.Witnesses, said(r.lang, cosignatureForged, bad.Name))
		}
	}
	if n < rule.Quorum {
		r.find(audit.Witnesses, said(r.lang, unwitnessed, n, len(rule.Witnesses), c.Size, rule.Quorum)+" "+said(r.lang, later))
		return
	}
	r.set(audit.Witnesses, audit.OK, said(r.lang, witnessed, n, len(rule.Witnesses), c.Size, rule.Quorum))
}

// promised is what a promise says.
func promised(p *proof.Promise) *Recorded {
	return &Recorded{Leaf: p.Leaf.String(), Kind: p.Kind, At: p.At, By: p.By, Proposal: p.Proposal, Motion: p.Motion, Version: p.Version}
}

// find notes something wrong.
func (r *Report) find(s audit.Step, what string) {
	r.OK = false
	r.Findings = append(r.Findings, what)
	r.set(s, audit.Failed, "")
}

// set marks a step, unless it has failed already.
func (r *Report) set(s audit.Step, result audit.Result, why string) {
	audit.Mark(r.Steps, s, result, why)
}

func said(lang string, t policy.Text, values ...any) string {
	if len(values) == 0 {
		return t.In(lang)
	}
	return strings.TrimSpace(fmt.Sprintf(t.In(lang), values...))
}
