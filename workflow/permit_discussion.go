package workflow

import "gremium/policy"

// permitComment lets those take part in the discussion who may follow it. Whoever holds a seat follows it once the veil
// over the opinions of others is lifted for them, in whatever capacity they speak.
func (r *Round) permitComment(e *CommentMade, f *found) *Refusal {
	p := f.proposal
	if r.Participants[f.subject].Member >= 0 {
		switch r.Veil(p, f.subject) {
		case policy.BlindUntilOwn:
			return refuse("comment_before_scores", "policy")
		case policy.BlindUntilClosed:
			return refuse("comment_before_closing", "policy")
		}
	}
	if e.Edits > 0 && e.ReplyTo > 0 {
		return inconsistent("edited_reply")
	}
	if e.ReplyTo > 0 {
		if i := p.comment(e.ReplyTo); i == 0 || p.Comments[i-1].Versions[0].Seq != e.ReplyTo {
			return refuse("comment_unknown", "record")
		}
	}
	if ref := p.permitEdit(e, f.subject); ref != nil {
		return ref
	}
	return owed(&e.common, "comment")
}

// permitEdit leaves a comment to its author, and lets nobody overwrite what they have not seen.
func (p *Proposal) permitEdit(e *CommentMade, author int) *Refusal {
	if e.Edits == 0 {
		return nil
	}
	i := p.comment(e.Edits)
	if i == 0 {
		return refuse("comment_unknown", "record")
	}
	c := &p.Comments[i-1]
	if c.Author != author {
		return refuse("not_author", "lifecycle")
	}
	for at, w := range c.Versions[:len(c.Versions)-1] {
		if w.Seq == e.Edits {
			return refuse("stale_comment", "record", "current", num(uint64(len(c.Versions))), "base", num(uint64(at+1)))
		}
	}
	return nil
}

func (r *Round) permitAnswer(rec *Record, e *QuestionAnswered, f *found) *Refusal {
	if ref := r.permitOwn(rec, f); ref != nil {
		return ref
	}
	i := f.proposal.question(e.Question)
	if i == 0 {
		return refuse("question_unknown", "record")
	}
	if ref := nextVersion("stale_answer", uint64(len(f.proposal.Questions[i-1].Answers)), e.Version); ref != nil {
		return ref
	}
	return owed(&e.common, "answer")
}

// owed asks for a text without which an event says nothing.
func owed(c *common, path string) *Refusal {
	if !c.has(path) {
		return refuse("text_missing", "record", "field", path)
	}
	return nil
}
