package view

import (
	"slices"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Written is one version of a text: when it was made, and the entry that holds it, which is not for showing.
type Written struct {
	Entry uint64
	At    ledger.Instant
}

// Comment is one contribution to the discussion of a proposal.
type Comment struct {
	Number   int    // place among the comments, from 1
	Author   string // pseudonym
	As       workflow.Capacity
	Own      bool      // written by the viewer, who may change it
	ReplyTo  int       // number of the comment that it answers, 0 for none
	Versions []Written // earliest first; the last one is in force
}

// Now is the version in force.
func (c *Comment) Now() Written { return c.Versions[len(c.Versions)-1] }

// Question is what the office has asked the submitter, with the answer.
type Question struct {
	Number  int    // place among the questions, from 1
	By      string // pseudonym of who asked; empty for those outside of the committee, its office and its audit
	Asked   Written
	Answers []Written // versions of the answer, earliest first; empty until there is one
}

// discussion shows the comments to those who may follow them, and the questions to everybody who may see the proposal.
func (v *Round) discussion(p *workflow.Proposal, out *Proposal) {
	if v.inside() && out.Exclusion == nil && out.Veil == "" {
		for i := range p.Comments {
			c := &p.Comments[i]
			out.Comments = append(out.Comments, Comment{
				Number: i + 1, Author: v.Participant(c.Author), As: c.As, Own: c.Author == v.self, ReplyTo: c.ReplyTo, Versions: versions(c.Versions),
			})
		}
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		one := Question{Number: i + 1, Asked: Written{q.Asked.Seq, q.Asked.At}, Answers: versions(q.Answers)}
		if out.Exclusion == nil {
			one.By = v.Participant(q.By)
		}
		out.Questions = append(out.Questions, one)
	}
}

func versions(w []workflow.Written) []Written {
	out := make([]Written, len(w))
	for i := range w {
		out[i] = Written{w[i].Seq, w[i].At}
	}
	return out
}

// mayReadSaid answers for the entries of comments, questions and answers; known is false for other entries.
func (v *Round) mayReadSaid(s *workflow.Proposal, p *Proposal, entry uint64) (ok, known bool) {
	is := func(w workflow.Written) bool { return w.Seq == entry }
	for i := range s.Comments {
		if slices.ContainsFunc(s.Comments[i].Versions, is) {
			return len(p.Comments) > 0, true
		}
	}
	for i := range s.Questions {
		if q := &s.Questions[i]; is(q.Asked) || slices.ContainsFunc(q.Answers, is) {
			return len(p.Questions) > 0, true
		}
	}
	return false, false
}

// said are the changes of the discussion: which comment or answer, and its version.
func said(was, is *workflow.Proposal, rec *workflow.Record) []Change {
	versions := func(c []workflow.Comment, i int) string {
		if i >= len(c) {
			return ""
		}
		return number(uint64(len(c[i].Versions)))
	}
	var out []Change
	switch rec.Event.(type) {
	case *workflow.CommentMade:
		for i := range is.Comments {
			if old, now := versions(was.Comments, i), versions(is.Comments, i); old != now {
				out = append(out, Change{Field: "comment", Of: number(uint64(i) + 1), Old: old, New: now})
			}
		}
	case *workflow.QuestionAnswered:
		for i := range is.Questions {
			if old, now := len(was.Questions[i].Answers), len(is.Questions[i].Answers); old != now {
				out = append(out, Change{Field: "answer", Of: number(uint64(i) + 1), Old: number(uint64(old)), New: number(uint64(now))})
			}
		}
	}
	return out
}
