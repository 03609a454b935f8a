package workflow

// MakeComment says something in the discussion of a proposal. Comments are named by their place among the comments, from
// 1, so that no command carries the number of an entry.
type MakeComment struct {
	Proposal string
	ReplyTo  int    // the comment that it answers, 0 for none
	Edits    int    // the own comment that it replaces, 0 for a new one
	Base     uint64 // version of that comment that was worked on: 1, 2, …
	Text     string
}

// Kind is KindCommentMade.
func (*MakeComment) Kind() Kind { return KindCommentMade }

func (c *MakeComment) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &CommentMade{common: as}
	rec.Event, rec.Proposal = e, c.Proposal
	if p := r.Proposal(c.Proposal); p != nil {
		e.ReplyTo, e.Edits = p.versionOf(c.ReplyTo, 1, rec.Seq), p.versionOf(c.Edits, c.Base, rec.Seq)
	}
	t := texts{}
	t.add("comment", c.Text)
	return t, nil
}

// versionOf is the entry of a version of the comment at a place, 0 for the place 0. What there is no comment for is the
// entry none, which permit refuses: a refusal before the guards would tell how many comments there are.
func (p *Proposal) versionOf(place int, version, none uint64) uint64 {
	switch {
	case place == 0:
		return 0
	case place < 0 || place > len(p.Comments):
		return none
	}
	versions := p.Comments[place-1].Versions
	if version == 0 || version > uint64(len(versions)) {
		return none
	}
	return versions[version-1].Seq
}

// AskQuestion asks the submitter of a proposal. Who asks is the office, whoever wants to know.
type AskQuestion struct {
	Proposal string
	Text     string
}

// Kind is KindQuestionAsked.
func (*AskQuestion) Kind() Kind { return KindQuestionAsked }

func (c *AskQuestion) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &QuestionAsked{common: as}, c.Proposal
	t := texts{}
	t.add("question", c.Text)
	return t, nil
}

// AnswerQuestion answers the question at a place among the questions, from 1. Base is the version of the answer that it
// replaces, 0 for the first one.
type AnswerQuestion struct {
	Proposal string
	Question int
	Base     uint64
	Text     string
}

// Kind is KindQuestionAnswered.
func (*AnswerQuestion) Kind() Kind { return KindQuestionAnswered }

func (c *AnswerQuestion) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &QuestionAnswered{common: as, Question: rec.Seq, Version: c.Base + 1} // no question stands where the answer will
	rec.Event, rec.Proposal = e, c.Proposal
	if p := r.Proposal(c.Proposal); p != nil && c.Question > 0 && c.Question <= len(p.Questions) {
		e.Question = p.Questions[c.Question-1].Asked.Seq
	}
	t := texts{}
	t.add("answer", c.Text)
	return t, nil
}
