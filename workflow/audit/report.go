// Package audit checks a record from outside: it reads the stored bytes, plays them through the same rules and the same
// policy once more, derives every decision again and opens every commitment. It believes nothing that the writer kept
// beside the bytes, and says of each step whether it was done.
package audit

import (
	"slices"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Step names one step of the check.
type Step string

// The steps, in order.
const (
	Entries Step = "entries" // strict form, number, ledger, time
	Tree    Step = "tree"    // leaf hashes, tree, stored root, the round's place in the register, the roots of earlier rounds it refers to
	// Anchored: signed checkpoints, their signatures, and their roots at their sizes; the lock file; closings in the register.
	Anchored Step = "anchor"
	// Witnesses: cosignatures that hold, and enough of them.
	Witnesses Step = "witnesses"
	Complete  Step = "complete"  // all entries are there to be read
	Rules     Step = "rules"     // every entry is one that the rules of its time allow
	Decisions Step = "decisions" // every decision follows again from scores, votes and policy
	Minutes   Step = "minutes"   // every version of the minutes says what the record gives
	Texts     Step = "texts"     // every text opens its commitment
	Index     Step = "index"     // the tables beside the record say what the record gives
)

// Steps lists the steps in order.
func Steps() []Step {
	return []Step{Entries, Tree, Anchored, Witnesses, Complete, Rules, Decisions, Minutes, Texts, Index}
}

// Result is how a step came out. What was not checked is never ok.
type Result string

// The results.
const (
	OK         Result = "ok"
	Failed     Result = "failed"
	NotChecked Result = "not_checked"
)

// StepResult is one step's result, with a reason where it was not checked, and what was seen where that is to be known.
type StepResult struct {
	Step   Step   `json:"step"`
	Result Result `json:"result"`
	Why    string `json:"why,omitempty"`
}

// Finding is something wrong, or to be noted. Seq is the entry, -1 where no single entry is concerned.
type Finding struct {
	Seq  int64  `json:"seq"`
	What string `json:"what"`
	Step Step   `json:"step"`

	lacks bool // that cosignatures are missing, and nothing speaks against the entries
}

// Span is a run of entries, both ends included.
type Span struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// Ledger is the report on one ledger. Round is its id, "register" for the register.
type Ledger struct {
	Round    string       `json:"round"`
	Entries  uint64       `json:"entries"`
	Root     string       `json:"root"`
	Steps    []StepResult `json:"steps"`
	Findings []Finding    `json:"findings"`
	// Notes say what could not be checked, and is nothing wrong.
	Notes []Finding `json:"notes,omitempty"`
	// More counts findings beyond the first thousand: where one entry is gone, every later one has a wrong number.
	More int `json:"more,omitempty"`
	// Recorded counts decisions that were taken elsewhere: they are on record, and not derived here.
	Recorded int `json:"recorded_elsewhere,omitempty"`
	// Erased counts texts that are missing because an entry erased them.
	Erased int `json:"erased,omitempty"`

	// Witnesses are those of the rule, with how far each has cosigned.
	Witnesses []Witnessed `json:"witnesses,omitempty"`
	// Altered says between which entries the first one lies that is another than was signed or held, where roots alone tell.
	Altered *Span `json:"altered,omitempty"`

	// FirstBad is the first entry that something is wrong with, nil where no single entry is concerned.
	FirstBad *int64 `json:"first_bad,omitempty"`
	// BadType and BadProposal say of what kind that entry is, such as scores.cast/1, and which proposal it concerns, by its number;
	// empty where the entry cannot be read or concerns none.
	BadType     string `json:"first_bad_type,omitempty"`
	BadProposal string `json:"first_bad_proposal,omitempty"`

	short   bool             // entries are missing at the end
	missing []workflow.Place // texts that are not there and that no entry says were erased, in order
	linked  []link           // proposals handed in anew
	derived int              // decisions that were derived again
	lang    string
	origin  string
	state   *workflow.Round
	book    *workflow.Register
	first   ledger.Hash

	notes []proof.Signed
	lines []proof.Cosignature

	refused bool                   // a witness has seen another record
	told    []workflow.Head        // what is known from outside: of good checkpoints, and of the lock file
	asked   []uint64               // sizes at which the root is wanted, in order
	roots   map[uint64]ledger.Hash // the root at these sizes

	began, last, endedAt ledger.Instant            // of the first entry, the last one, and the last end of a round that the register has
	ended                uint64                    // size of the register with that end
	times                map[uint64]ledger.Instant // when the ledger came to the sizes asked for
}

// Book is the register as far as its entries could be played, nil of a round.
func (l *Ledger) Book() *workflow.Register { return l.book }

// State is the round as far as its entries could be played, nil of the register.
func (l *Ledger) State() *workflow.Round { return l.state }

// ledger is the state that the entries are played on.
func (l *Ledger) ledger() workflow.Ledger {
	if l.book != nil {
		return l.book
	}
	return l.state
}

// Report is the report on all ledgers of an installation.
type Report struct {
	OK      bool     `json:"ok"`
	Entries uint64   `json:"entries"`
	Ledgers []Ledger `json:"ledgers"`

	Unproven []string `json:"not_proven,omitempty"` // what no check proves; for whoever tells the report alone
}

// OK tells whether no step failed.
func (l *Ledger) OK() bool {
	for _, s := range l.Steps {
		if s.Result == Failed {
			return false
		}
	}
	return true
}

// OnlyLacks tells that nothing is wrong but that witnesses have not cosigned what they were to: no entry is in doubt. It is not told
// where a witness says that it has seen another record, even if enough others are left.
func (r *Report) OnlyLacks() bool {
	lacks := false
	for i := range r.Ledgers {
		l := &r.Ledgers[i]
		if l.refused || l.More > 0 || slices.ContainsFunc(l.Findings, func(f Finding) bool { return !f.lacks }) ||
			slices.ContainsFunc(l.Steps, func(s StepResult) bool { return s.Result == Failed && s.Step != Witnesses }) {
			return false
		}
		lacks = lacks || len(l.Findings) > 0
	}
	return lacks
}

// maxFindings is how many findings of one ledger are told one by one.
const maxFindings = 1000

// find notes a finding and marks its step as failed.
func (l *Ledger) find(step Step, seq int64, what string) {
	if len(l.Findings) < maxFindings {
		l.Findings = append(l.Findings, Finding{Seq: seq, What: what, Step: step})
	} else {
		l.More++
	}
	if seq >= 0 && (l.FirstBad == nil || seq < *l.FirstBad) {
		l.FirstBad = &seq
	}
	l.set(step, Failed, "")
}

// name says of the first bad entry what it is, if it is this one.
func (l *Ledger) name(rec *workflow.Record) {
	if l.FirstBad == nil || *l.FirstBad != int64(rec.Seq) {
		return
	}
	l.BadType, l.BadProposal = rec.Event.Kind().Name(), rec.Proposal
	if l.state == nil {
		return
	}
	if p := l.state.Proposal(rec.Proposal); p != nil {
		l.BadProposal = l.state.NumberOf(p)
	}
}

// note notes what is nothing wrong, as many times as findings are told.
func (l *Ledger) note(step Step, seq int64, what string) {
	if len(l.Notes) < maxFindings {
		l.Notes = append(l.Notes, Finding{Seq: seq, What: what, Step: step})
	}
}

// set marks a step, unless it has failed already.
func (l *Ledger) set(step Step, r Result, why string) { Mark(l.Steps, step, r, why) }

// Mark says how a step came out, unless it has failed already.
func Mark(steps []StepResult, step Step, r Result, why string) {
	for i := range steps {
		if steps[i].Step == step && steps[i].Result != Failed {
			steps[i].Result, steps[i].Why = r, why
		}
	}
}

func newLedger(origin, round, lang string) *Ledger {
	l := &Ledger{origin: origin, Round: round, lang: lang, Findings: []Finding{}}
	for _, s := range Steps() {
		l.Steps = append(l.Steps, StepResult{Step: s, Result: OK})
	}
	return l
}
