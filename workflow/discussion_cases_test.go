package workflow_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// say is a comment, an answer to another one, or a change of one.
func say(id, text string, change ...func(*workflow.MakeComment)) *workflow.MakeComment {
	c := &workflow.MakeComment{Proposal: id, Text: text}
	for _, f := range change {
		f(c)
	}
	return c
}

func replying(to int) func(*workflow.MakeComment) {
	return func(c *workflow.MakeComment) { c.ReplyTo = to }
}

func editing(base uint64) func(*workflow.MakeComment) {
	return func(c *workflow.MakeComment) { c.Edits, c.Base = 1, base }
}

// discussionRefusals are about comments, questions and answers. In the story Ada comments on a, Ben replies, and Ada
// changes hers.
func discussionRefusals(t *testing.T) map[string]refusing {
	b := story()
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	talked := b.proposal(t, "a", func(p *workflow.Proposal) bool {
		return len(p.Comments) == 2 && len(p.Comments[0].Versions) == 2 && p.State == workflow.UnderReview
	})
	closed := readStory(t, "until: own_scores", "until: scoring_closed").
		proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	asked := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Questions) == 1 })
	answered := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Questions) == 1 && len(p.Questions[0].Answers) == 1 })
	answer := func(base uint64, text string) workflow.Command {
		return &workflow.AnswerQuestion{Proposal: "b", Question: 1, Base: base, Text: text}
	}
	undiscussed := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.State == workflow.Scored }).Fork()
	undiscussed.Policy = roundtest.Policy(t, "interests:\n  assumption", "discussion:\n  before_ballot: true\ninterests:\n  assumption")
	long := strings.Repeat("ä", b.policy.Limit("comment")+1)
	return map[string]refusing{
		"discussion_missing":          {then(t, undiscussed, roundtest.Move(workflow.KindDeliberationStarted, "")), roundtest.Olga, coordinator, &workflow.OpenBallot{Proposal: "b"}, "Aussprache vor der Abstimmung"},
		"comment_before_scores":       {open, roundtest.Dora, member, say("a", "x"), "sobald Ihre eigene Bewertung vorliegt"},
		"comment_before_scores reply": {open, roundtest.Dora, member, say("a", "x", replying(7)), "sobald Ihre eigene Bewertung vorliegt"},
		"comment_before_closing":      {closed, roundtest.Ada, member, say("a", "x"), "geschlossen ist"},
		"comment_unknown":             {open, roundtest.Ada, member, say("a", "x", replying(1)), "gibt es zu diesem Vorschlag nicht"},
		"comment_unknown changed":     {open, roundtest.Ada, member, say("a", "x", editing(1)), "gibt es zu diesem Vorschlag nicht"},
		"comment_unknown version":     {talked, roundtest.Ada, member, say("a", "x", editing(3)), "gibt es zu diesem Vorschlag nicht"},
		"not_author":                  {talked, roundtest.Ben, member, say("a", "x", editing(2)), "jemand anderes"},
		"stale_comment":               {talked, roundtest.Ada, member, say("a", "x", editing(1)), "in Fassung 2"},
		"inconsistent edited reply":   {talked, roundtest.Ada, member, say("a", "x", editing(2), replying(2)), "antwortet"},
		"text_missing comment":        {talked, roundtest.Ada, member, say("a", " \n"), "„Kommentar“"},
		"text_too_long comment":       {talked, roundtest.Ada, member, say("a", long), "Kürzen"},
		"text_invalid comment":        {talked, roundtest.Ada, member, say("a", "a\u202eb"), "„Kommentar“"},
		"capacity_missing asking":     {open, roundtest.Ada, member, &workflow.AskQuestion{Proposal: "a", Text: "x"}, "Koordination"},
		"text_missing question":       {open, roundtest.Olga, coordinator, &workflow.AskQuestion{Proposal: "a"}, "„Frage“"},
		"question_unknown":            {open, roundtest.Sam, submitter, &workflow.AnswerQuestion{Proposal: "a", Question: 1, Text: "x"}, "gibt es zu diesem Vorschlag nicht"},
		"not_owner answering":         {asked, roundtest.Sam, submitter, answer(0, "x"), "eingereicht hat"},
		"text_missing answer":         {asked, roundtest.Sue, submitter, answer(0, ""), "„Antwort“"},
		"stale_answer":                {answered, roundtest.Sue, submitter, answer(0, "x"), "inzwischen beantwortet"},
	}
}

// A comment that is changed keeps what it said before, and the discussion begins with the first comment.
func TestDiscussionIsKept(t *testing.T) {
	t.Parallel()
	b := story()
	p := b.states[len(b.states)-1].Proposal("a")
	if len(p.Comments) != 3 || len(p.Comments[0].Versions) != 2 || p.Comments[1].ReplyTo != 1 {
		t.Fatalf("comments: %+v", p.Comments)
	}
	if p.Discussed != p.Comments[0].Versions[0].Seq || p.Discussed == 0 {
		t.Errorf("discussion began with %d", p.Discussed)
	}
	if c := p.Comments[2]; c.As != member || b.states[len(b.states)-1].Participants[c.Author].Pseudonym != pseudonym(roundtest.Cem) {
		t.Errorf("a comment on paper belongs to %+v", c)
	}
	q := b.states[len(b.states)-1].Proposal("b").Questions
	if len(q) != 1 || len(q[0].Answers) != 2 {
		t.Errorf("questions: %+v", q)
	}
}

// Whether there are comments does not show in what a member is told who may not follow them yet.
func TestRefusalsDoNotTellOfComments(t *testing.T) {
	t.Parallel()
	b := story()
	without := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	with := b.proposal(t, "a", func(p *workflow.Proposal) bool { return len(p.Comments) == 2 && p.State == workflow.UnderReview })
	for _, c := range []*workflow.MakeComment{say("a", "x"), say("a", "x", replying(1)), say("a", "x", editing(1)), say("a", "")} {
		_, _, one := without.Decide(order(without, roundtest.Dora, member, c))
		_, _, other := with.Decide(order(with, roundtest.Dora, member, c))
		if one == nil || other == nil || one.Text("de", nil) != other.Text("de", nil) {
			t.Errorf("%+v: %v, %v", c, one, other)
		}
	}
}

// talk draws what somebody says.
func (d dice) talk(k workflow.Kind, id, text string) workflow.Command {
	n := func(what string) int { return d.below(4, what) }
	switch k {
	case workflow.KindCommentMade:
		c := &workflow.MakeComment{Proposal: id, Text: text}
		switch n("talk") {
		case 0:
			c.ReplyTo = n("reply")
		case 1:
			c.Edits, c.Base = n("edit"), uint64(n("version"))
		}
		return c
	case workflow.KindQuestionAsked:
		return &workflow.AskQuestion{Proposal: id, Text: text}
	default:
		return &workflow.AnswerQuestion{Proposal: id, Question: n("question"), Base: uint64(n("base")) / 2, Text: text}
	}
}

// TestBlind asks of rounds whether their growth would tell members who has scored.
func TestBlind(t *testing.T) {
	t.Parallel()
	reviewed := []*workflow.Proposal{{State: workflow.Submitted}, {State: workflow.UnderReview}}
	hidden, open := roundtest.Policy(t), roundtest.Policy(t)
	open.Blindness.Until = policy.BlindNever
	for name, c := range map[string]struct {
		round workflow.Round
		want  bool
	}{
		"no policy yet":    {workflow.Round{}, false},
		"nothing reviewed": {workflow.Round{Policy: hidden, Phase: workflow.Reviewing, Proposals: reviewed[:1]}, false},
		"reviewed":         {workflow.Round{Policy: hidden, Phase: workflow.Reviewing, Proposals: reviewed}, true},
		"scored again":     {workflow.Round{Policy: hidden, Phase: workflow.Deliberating, Proposals: reviewed}, true},
		"open scores":      {workflow.Round{Policy: open, Phase: workflow.Reviewing, Proposals: reviewed}, false},
		"cancelled":        {workflow.Round{Policy: hidden, Phase: workflow.Cancelled, Proposals: reviewed}, false},
	} {
		if got := c.round.Blind(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
