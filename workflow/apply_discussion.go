package workflow

import "slices"

// say adds a comment, or a version to one; the list is copied, because other states may share it. among tells whether the
// members follow the discussion, which begins with what they hear: what the office notes while the policy keeps everything
// from them would otherwise show in what a changed sheet owes.
func (p *Proposal) say(rec *Record, e *CommentMade, author int, among bool) {
	written := Written{Seq: rec.Seq, At: rec.At}
	if p.Discussed == 0 && among {
		p.Discussed = rec.Seq
	}
	p.Comments = slices.Clone(p.Comments)
	if e.Edits > 0 {
		c := &p.Comments[p.comment(e.Edits)-1]
		c.Versions = append(slices.Clip(c.Versions), written)
		return
	}
	c := Comment{Author: author, As: e.As, Versions: []Written{written}}
	if rec.For != "" { // on paper only members speak
		c.As = Member
	}
	if e.ReplyTo > 0 {
		c.ReplyTo = p.comment(e.ReplyTo)
	}
	p.Comments = append(p.Comments, c)
}

func (p *Proposal) ask(rec *Record, by int) {
	p.Questions = append(slices.Clip(p.Questions), Question{By: by, Asked: Written{Seq: rec.Seq, At: rec.At}})
}

func (p *Proposal) answer(rec *Record, e *QuestionAnswered) {
	p.Questions = slices.Clone(p.Questions)
	q := &p.Questions[p.question(e.Question)-1]
	q.Answers = append(slices.Clip(q.Answers), Written{Seq: rec.Seq, At: rec.At})
}
