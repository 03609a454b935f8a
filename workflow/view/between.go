package view

import (
	"cmp"
	"fmt"

	"gremium/workflow"
)

// Difference is one thing that is otherwise after a step than it was after an earlier one.
type Difference struct {
	Change
	Proposal string // id; empty for the round itself
	Who      string // pseudonym of who gave it, for a score, a sheet, a vote and a wish
	Step     int    // index of the last step that changed it
}

// Between are the differences between two places in a history, in the order in which they came about: what the steps after
// from, up to and with to, have changed taken together. What came and went in between is none. Before the first step is -1.
// Only what the steps tell is in it, so it is as much of the past as the viewer may see.
func Between(steps []Step, from, to int) []Difference {
	b := &between{at: map[place]int{}}
	for i := from + 1; i <= to && i < len(steps); i++ {
		b.step(&steps[i], i)
	}
	out := b.all[:0]
	for _, d := range b.all {
		if d.Old != d.New {
			out = append(out, d)
		}
	}
	return out
}

// place is what a difference is about.
type place struct{ proposal, field, of, who string }

type between struct {
	all []Difference
	at  map[place]int
}

func (b *between) step(s *Step, i int) {
	if s.Kind == workflow.KindBallotOpened && s.Motion == "" { // the votes of an earlier one count no more
		for p, at := range b.at {
			if p.proposal == s.Proposal && p.field == "vote" {
				b.all[at].New, b.all[at].Step = "", i
			}
		}
	}
	gone := "" // whose sheet another one takes the place of
	for _, c := range s.Changes {
		if c.Field == "replaced" {
			gone = c.Of
		}
	}
	for _, c := range s.Changes {
		d := Difference{Change: c, Proposal: cmp.Or(c.Proposal, s.Proposal), Step: i}
		d.Change.Proposal = ""
		switch c.Field {
		case "replaced", "deputy":
			continue
		case "score", "sheet":
			if d.Who = s.subject(); gone != "" {
				b.put(Difference{Change: Change{Field: c.Field, Of: c.Of, Old: c.Old}, Proposal: s.Proposal, Who: gone, Step: i})
				d.Old = ""
			}
		case "vote", "wish":
			d.Who = s.subject()
		}
		b.put(d)
	}
}

func (b *between) put(d Difference) {
	p := place{d.Proposal, d.Field, d.Of, d.Who}
	at, known := b.at[p]
	if !known {
		b.at[p] = len(b.all)
		b.all = append(b.all, d)
		return
	}
	b.all[at].New, b.all[at].Step = d.New, d.Step
}

// subject is whom the step counts for.
func (s *Step) subject() string {
	if s.For != "" {
		return s.For
	}
	return s.Actor
}

// Personal tells whether a step is about what a single member gives on a proposal: a score sheet, a vote, a comment or a wish.
// A list of all proposals of a round counts them and does not name them.
func (s *Step) Personal() bool {
	switch s.Kind {
	case workflow.KindScoresCast, workflow.KindVoteCast, workflow.KindBallotVoted, workflow.KindCommentMade, workflow.KindWishStated:
		return true
	default:
		return false
	}
}

// ballotOf tells how a ballot stands: "open", "uncounted", or "closed" with the votes for, against and abstaining; empty without one.
func ballotOf(b *workflow.Ballot) string {
	switch {
	case b == nil:
		return ""
	case b.Open:
		return "open"
	case b.Uncounted:
		return "uncounted"
	}
	return fmt.Sprintf("closed %d %d %d", b.Tally.Yes, b.Tally.No, b.Tally.Abstain)
}
