package view

import (
	"cmp"
	"slices"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Chronicle is what every entry of a round did, gathered once for all who look. Which of it somebody may see is asked anew
// for each of them, by Steps. The zero value is that of a round without entries.
type Chronicle struct {
	notes []note
	steps []Step           // as who reads the whole record sees them while nothing of it is secret
	of    map[string][]int // by proposal: which notes are about it
	moved []int            // which notes brought the round to another phase
}

// note is one entry with everything that it changed.
type note struct {
	rec     *workflow.Record
	changes []Change
}

// Note takes the next entry with the states before and after it. The record is kept.
func (c *Chronicle) Note(before, after *workflow.Round, rec *workflow.Record) {
	if c.of == nil {
		c.of = map[string][]int{}
	}
	if rec.Proposal != "" {
		c.of[rec.Proposal] = append(c.of[rec.Proposal], len(c.notes))
	}
	if before.Phase != after.Phase {
		c.moved = append(c.moved, len(c.notes))
	}
	n := note{rec, slices.Clone(changes(before, after, rec))} // as large as they are, for as long as they are kept
	for i := range n.changes {
		if p := n.changes[i].Proposal; p != "" && (i == 0 || n.changes[i-1].Proposal != p) {
			c.of[p] = append(c.of[p], len(c.notes))
		}
	}
	c.notes, c.steps = append(c.notes, n), append(c.steps, n.step())
}

// step is the entry as who reads the whole record sees it.
func (n *note) step() Step {
	rec := n.rec
	return Step{
		Seq: rec.Seq, entry: rec.Seq, At: rec.At, Kind: rec.Event.Kind(), As: rec.Event.Acting(), Actor: rec.Actor, For: rec.For,
		Proposal: rec.Proposal, Motion: workflow.MotionOf(rec.Event), Meeting: workflow.MeetingOf(rec.Event), Changes: n.changes, texts: *rec.Event.Commitments(),
	}
}

// concerns tells whether an entry is about a proposal, or changed something of it.
func (n *note) concerns(proposal string) bool {
	return n.rec.Proposal == proposal || slices.ContainsFunc(n.changes, func(c Change) bool { return c.Proposal == proposal })
}

// balloting tells whether a ballot runs: its votes are no reader's to see yet, but the operator's.
func (v *Round) balloting() bool {
	return !v.viewer.Operator && (slices.ContainsFunc(v.state.Motions, votedOn) ||
		slices.ContainsFunc(v.state.Proposals, func(p *workflow.Proposal) bool { return p.Ballot != nil && p.Ballot.Open }))
}

// Size is how many entries it holds.
func (c *Chronicle) Size() uint64 { return uint64(len(c.notes)) }

// Before counts the entries that are earlier than an instant.
func (c *Chronicle) Before(at ledger.Instant) uint64 {
	n, _ := slices.BinarySearchFunc(c.notes, at, func(x note, at ledger.Instant) int { return cmp.Compare(x.rec.At, at) })
	return uint64(n)
}

// Steps are the entries that the viewer may see, of the whole round or of one proposal (by id), earliest first.
func (v *Round) Steps(c *Chronicle, proposal string) []Step {
	notes := c.notes[:min(v.size, c.Size())]
	if proposal == "" && v.Reader && !v.balloting() {
		return slices.Clip(c.steps[:len(notes)])
	}
	s := &sifter{v: v, only: proposal, of: make(map[string]*Proposal, len(v.Proposals))}
	for _, p := range v.Proposals {
		s.of[p.ID] = p
	}
	if proposal != "" && v.Numbers { // whose places do not depend on what else they see
		for _, i := range c.of[proposal] {
			if i < len(notes) {
				s.take(&notes[i])
			}
		}
		return s.steps
	}
	if proposal == "" {
		s.steps = make([]Step, 0, len(notes))
	}
	for i := range notes {
		if proposal == "" || notes[i].concerns(proposal) {
			s.take(&notes[i])
		} else if s.maySee(notes[i].rec) {
			s.seen++
		}
	}
	return s.steps
}

// sifter takes what a viewer may see.
type sifter struct {
	v     *Round
	only  string               // id of the proposal whose history it is, empty for all
	of    map[string]*Proposal // those that the viewer sees, by id
	steps []Step
	seen  uint64 // of the whole round so far
}

func (s *sifter) maySee(rec *workflow.Record) bool { return s.v.maySee(rec, s.of[rec.Proposal]) }

func (s *sifter) take(n *note) {
	rec := n.rec
	if !s.maySee(rec) {
		return
	}
	s.seen++
	step := n.step()
	if !s.v.Numbers {
		step.Seq = s.seen
	}
	if step.Kind == workflow.KindQuestionAsked && !s.v.inside() { // the office asks, whoever wants to know
		step.Actor = ""
	}
	hidden := func(c Change) bool { // an own sheet moves the mean of all, and so does the weight of a seat
		p := s.of[cmp.Or(c.Proposal, rec.Proposal)]
		return c.Field == "mean" && (p == nil || p.Veil != "")
	}
	if slices.ContainsFunc(n.changes, hidden) {
		step.Changes = slices.DeleteFunc(slices.Clone(n.changes), hidden)
	}
	if s.only != "" && rec.Proposal != s.only { // of an entry about the round, what it did to this proposal
		step.Changes = slices.DeleteFunc(slices.Clone(step.Changes), func(c Change) bool { return c.Proposal != "" && c.Proposal != s.only })
		if !slices.ContainsFunc(step.Changes, func(c Change) bool { return c.Proposal == s.only }) {
			return // that it did something would tell what is hidden
		}
	}
	s.steps = append(s.steps, step)
}

// Turn is when a round came to a phase.
type Turn struct {
	At    ledger.Instant
	Phase workflow.Phase
}

// Turns are the phases that the round has come to, earliest first, for whoever belongs to its committee, office or audit.
func (v *Round) Turns(c *Chronicle) []Turn {
	if !v.inside() {
		return nil
	}
	var out []Turn
	for _, i := range c.moved {
		if n := &c.notes[i]; n.rec.Seq < v.size {
			at := slices.IndexFunc(n.changes, func(c Change) bool { return c.Field == "phase" })
			out = append(out, Turn{n.rec.At, workflow.Phase(n.changes[at].New)})
		}
	}
	return out
}
