package workflow

import "gremium/workflow/ledger"

// CommentMade is what somebody says in the discussion of a proposal, or says anew instead of what they said before: the
// words before stay in the record. Text: comment.
type CommentMade struct {
	common
	Edits   uint64 // entry of the version that it replaces, 0 for a comment of its own
	ReplyTo uint64 // entry of the first version of the comment that it answers, 0 for none
}

// Kind is KindCommentMade.
func (*CommentMade) Kind() Kind { return KindCommentMade }

func (e *CommentMade) form(f *ledger.Form) {
	e.as(f)
	f.OptUint("edits", &e.Edits)
	f.OptUint("reply_to", &e.ReplyTo)
	e.texts(f)
}

// QuestionAsked is what the office asks the submitter of a proposal. Text: question.
type QuestionAsked struct {
	common
}

// Kind is KindQuestionAsked.
func (*QuestionAsked) Kind() Kind { return KindQuestionAsked }

func (e *QuestionAsked) form(f *ledger.Form) {
	e.as(f)
	e.texts(f)
}

// QuestionAnswered answers a question, or answers it anew. Text: answer.
type QuestionAnswered struct {
	common
	Question uint64 // its entry
	Version  uint64 // of the answer: 1, 2, …
}

// Kind is KindQuestionAnswered.
func (*QuestionAnswered) Kind() Kind { return KindQuestionAnswered }

func (e *QuestionAnswered) form(f *ledger.Form) {
	e.as(f)
	f.Uint("question", &e.Question)
	e.texts(f)
	f.Uint("version", &e.Version)
}
