package web

import (
	"context"
	"slices"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// refOf is the line above a proposal's name.
func refOf(words *locale.Locale, rules *policy.Policy, p *view.Proposal) part.Ref {
	ref := part.Ref{Number: p.Number, State: stateOf(p)}
	if kind, ok := policy.Choose(rules.Kinds, p.Content.ProposalKind); ok {
		ref.Facts = append(ref.Facts, kind.Label.In(words.Lang()))
	}
	if len(p.Content.Laender) > 0 {
		ref.Facts = append(ref.Facts, laenderInWords(words, p.Content.Laender))
	}
	ref.Facts = append(ref.Facts, words.T("proposal.version", "Version", int(p.Version)))
	return ref
}

// stateOf is the code under which a proposal's state is shown: a decision is shown by its outcome.
func stateOf(p *view.Proposal) string {
	switch {
	case p.State == workflow.Decided && p.Published:
		return "published"
	case p.State == workflow.Decided && slices.Contains([]string{"selected", "not_selected", "deferred"}, p.Outcome):
		return p.Outcome // one recorded elsewhere may be said in words of its own
	}
	return string(p.State)
}

// laenderInWords names Länder.
func laenderInWords(words *locale.Locale, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = words.T("land." + code)
	}
	return strings.Join(names, ", ")
}

// proposalTexts are the texts that every proposal has beside its title, in the order in which they are read.
func proposalTexts() []string {
	return []string{"summary", "need", "solution", "experience", "success", "transfer"}
}

// paperOf is the text of a proposal as the visitor may read it.
func (s *Server) paperOf(ctx context.Context, v *visit) (part.Paper, map[string]string, error) {
	texts, err := s.texts(ctx, v, v.proposal.Entry)
	if err != nil {
		return part.Paper{}, nil, err
	}
	organisations, err := s.config.Desk.Organisations(ctx)
	if err != nil {
		return part.Paper{}, nil, err
	}
	return paper(v.words, v.round.Policy, v.proposal.Content, texts, organisations), texts, nil
}

func paper(
	words *locale.Locale, rules *policy.Policy, content *workflow.ProposalSubmitted, texts, organisations map[string]string,
) part.Paper {
	lang := words.Lang()
	out := part.Paper{Label: words.T("proposal.paper")}
	prose := func(title, path string) {
		if t := paragraphs(texts[path]); len(t) > 0 {
			out.Parts = append(out.Parts, part.PaperPart{Title: title, Prose: t})
		}
	}
	list := func(title string, names []string) {
		if len(names) > 0 {
			out.Parts = append(out.Parts, part.PaperPart{Title: title, Names: names})
		}
	}
	for _, path := range proposalTexts() {
		prose(words.T("text."+path), path)
	}
	for _, q := range rules.Questions {
		prose(q.Label.In(lang), q.ID)
	}
	list(words.T("text.audience"), optionNames(rules.Audiences, content.Audiences, lang))
	list(words.T("text.institution"), optionNames(rules.Institutions, content.Institutions, lang))
	list(words.T("proposal.owners"), ownerNames(words, content.Owners, organisations))
	return out
}

// paragraphs divides a text where it has empty lines.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func optionNames(options []policy.Option, ids []string, lang string) []string {
	var out []string
	for _, id := range ids {
		if o, ok := policy.Choose(options, id); ok {
			out = append(out, o.Label.In(lang))
		}
	}
	return out
}

// ownerNames are the owners with those behind them, as the register named them when the proposal came in.
func ownerNames(words *locale.Locale, owners []workflow.Owner, organisations map[string]string) []string {
	var out []string
	for _, o := range owners {
		name := organisations[o.Organisation]
		if name == "" {
			name = o.Organisation
		}
		for _, behind := range []string{o.Carrier, o.Parent} {
			if n := organisations[behind]; n != "" {
				name = words.T("proposal.of", "Owner", name, "Carrier", n)
			}
		}
		out = append(out, name)
	}
	return out
}
