package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/view"
)

func newDiscuss(e *env) *cobra.Command {
	return e.group("discuss", text{"Diskussion: Kommentare, Fragen an die einreichende Person und Antworten", "discussion: comments, questions to the submitter and answers"},
		newDiscussList(e), newDiscussComment(e), newDiscussReply(e), newDiscussEdit(e), newDiscussAsk(e), newDiscussAnswer(e))
}

// speech are the flags of what somebody says.
type speech struct {
	text, member string
	base         uint64
}

// speaking builds a command that says something about a proposal. make gives the engine's command; number is the comment
// or question that the third argument names, 0 where the command takes none.
func (e *env) speaking(s spec, make func(cmd *cobra.Command, p *view.Proposal, number int, s *speech) workflow.Command) (*cobra.Command, *speech) {
	f, w := &speech{}, &writing{}
	var cmd *cobra.Command
	s.need = append(s.need, "text")
	s.run = e.inside(func(ctx context.Context, h *house, args []string) error {
		d, p, err := h.proposalOf(ctx, args[0], args[1])
		if err != nil {
			return err
		}
		number := 0
		if len(args) > 2 {
			if number, err = strconv.Atoi(args[2]); err != nil || number < 1 {
				return usagef("„%s“ ist keine Nummer. Die Nummern nennt gremium discuss list.", "\"%s\" is not a number. gremium discuss list tells the numbers.", args[2])
			}
		}
		return h.actFor(ctx, w, d, f.member, make(cmd, p, number, f))
	})
	cmd = e.command(s)
	w.flags(e, cmd)
	cmd.Flags().StringVar(&f.text, "text", "", e.say("was gesagt wird", "what is said"))
	return cmd, f
}

// onPaper adds the flag for what a member has written on paper.
func (f *speech) onPaper(e *env, cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&f.member, "for", "", e.say("Mitglied, das es auf Papier geschrieben hat, sonst Sie selbst", "member who wrote it on paper, else yourself"))
	return cmd
}

// onBase adds the flag for the version that is replaced.
func (f *speech) onBase(e *env, cmd *cobra.Command) {
	cmd.Flags().Uint64Var(&f.base, "base", 0, e.say("Fassung, die ersetzt wird (sonst die neueste)", "version that is replaced (else the latest)"))
}

func newDiscussComment(e *env) *cobra.Command {
	cmd, f := e.speaking(spec{
		use: "comment ROUND PROPOSAL --text TEXT", short: text{"schreibt einen Kommentar zu einem Vorschlag", "writes a comment on a proposal"},
	}, func(_ *cobra.Command, p *view.Proposal, _ int, s *speech) workflow.Command {
		return &workflow.MakeComment{Proposal: p.ID, Text: s.text}
	})
	return f.onPaper(e, cmd)
}

func newDiscussReply(e *env) *cobra.Command {
	cmd, f := e.speaking(spec{
		use: "reply ROUND PROPOSAL COMMENT --text TEXT", short: text{"antwortet auf einen Kommentar", "replies to a comment"},
	}, func(_ *cobra.Command, p *view.Proposal, number int, s *speech) workflow.Command {
		return &workflow.MakeComment{Proposal: p.ID, ReplyTo: number, Text: s.text}
	})
	return f.onPaper(e, cmd)
}

func newDiscussEdit(e *env) *cobra.Command {
	cmd, f := e.speaking(spec{
		use: "edit ROUND PROPOSAL COMMENT --text TEXT", short: text{"ändert einen eigenen Kommentar; die frühere Fassung bleibt in der Akte", "changes a comment of one's own; the earlier version stays in the record"},
	}, func(cmd *cobra.Command, p *view.Proposal, number int, s *speech) workflow.Command {
		c := &workflow.MakeComment{Proposal: p.ID, Edits: number, Base: 1, Text: s.text}
		if number <= len(p.Comments) {
			c.Base = uint64(len(p.Comments[number-1].Versions))
		}
		if cmd.Flags().Changed("base") {
			c.Base = s.base
		}
		return c
	})
	f.onBase(e, cmd)
	return f.onPaper(e, cmd)
}

func newDiscussAsk(e *env) *cobra.Command {
	cmd, _ := e.speaking(spec{
		use: "ask ROUND PROPOSAL --text TEXT", short: text{"fragt die einreichende Person; sie sieht die Frage und nicht, wer fragt", "asks the submitter, who sees the question and not who asks"},
	}, func(_ *cobra.Command, p *view.Proposal, _ int, s *speech) workflow.Command {
		return &workflow.AskQuestion{Proposal: p.ID, Text: s.text}
	})
	return cmd
}

func newDiscussAnswer(e *env) *cobra.Command {
	cmd, f := e.speaking(spec{
		use: "answer ROUND PROPOSAL QUESTION --text TEXT", short: text{"trägt die Antwort auf eine Frage ein", "enters the answer to a question"},
	}, func(cmd *cobra.Command, p *view.Proposal, number int, s *speech) workflow.Command {
		c := &workflow.AnswerQuestion{Proposal: p.ID, Question: number, Text: s.text}
		if number <= len(p.Questions) {
			c.Base = uint64(len(p.Questions[number-1].Answers))
		}
		if cmd.Flags().Changed("base") {
			c.Base = s.base
		}
		return c
	})
	f.onBase(e, cmd)
	cmd.Flags().StringVar(&f.member, "for", "", e.say("einreichende Person, deren Antwort es ist", "submitter whose answer it is"))
	return cmd
}

// remark is one comment, question or answer as `discuss list --json` tells it.
type remark struct {
	Kind    string   `json:"kind"` // comment, question or answer
	Number  int      `json:"number"`
	By      string   `json:"by"`
	Name    string   `json:"name"`
	ReplyTo *int     `json:"reply_to"`
	At      string   `json:"at"`
	Version int      `json:"version"`
	Text    string   `json:"text"`
	Earlier []string `json:"earlier"`
	Entry   *uint64  `json:"entry"` // null to whom the numbers of entries would tell of others
}

func newDiscussList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list ROUND PROPOSAL", short: text{"nennt die Kommentare zu einem Vorschlag, die Fragen und die Antworten", "lists the comments on a proposal, the questions and the answers"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			lines, err := h.remarks(ctx, d, p)
			if err != nil {
				return err
			}
			if e.json {
				return list(e, lines)
			}
			if p.Veil != "" {
				e.tell("Kommentare sind für Sie verdeckt wie die Bewertungen der anderen.", "Comments are hidden from you like the scores of others.")
			}
			t := e.table(text{"Art", "kind"}, text{"Nummer", "number"}, text{"zu", "to"}, text{"wann", "when"}, text{"wer", "who"}, text{"Fassung", "version"}, text{"Text", "text"})
			for _, l := range lines {
				to := ""
				if l.ReplyTo != nil {
					to = strconv.Itoa(*l.ReplyTo)
				}
				t.row(workflow.Word(l.Kind, e.lang), strconv.Itoa(l.Number), to, l.At, l.Name, strconv.Itoa(l.Version), l.Text)
			}
			return t.print()
		}),
	})
}

// remarks are what is said about a proposal: the comments, then each question with its answer.
func (h *house) remarks(ctx context.Context, d *docket, p *view.Proposal) ([]remark, error) {
	var out []remark
	add := func(kind, by string, number, replyTo int, versions ...view.Written) error {
		if len(versions) == 0 {
			return nil
		}
		one := remark{Kind: kind, Number: number, By: by, Name: h.e.name(by), Version: len(versions), Earlier: []string{}}
		if replyTo > 0 {
			one.ReplyTo = &replyTo
		}
		for i, w := range versions {
			texts, err := h.told(ctx, d.Round, w.Entry)
			if err != nil {
				return err
			}
			if i < len(versions)-1 {
				one.Earlier = append(one.Earlier, texts[kind])
				continue
			}
			one.At, one.Text = w.At.String(), texts[kind]
			if d.Numbers {
				one.Entry = &w.Entry
			}
		}
		out = append(out, one)
		return nil
	}
	for i := range p.Comments {
		c := &p.Comments[i]
		if err := add("comment", c.Author, c.Number, c.ReplyTo, c.Versions...); err != nil {
			return nil, err
		}
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		if err := add("question", q.By, q.Number, 0, q.Asked); err != nil {
			return nil, err
		}
		if err := add("answer", "", q.Number, 0, q.Answers...); err != nil {
			return nil, err
		}
	}
	return out, nil
}
