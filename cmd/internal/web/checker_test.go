package web

import (
	"context"
	"iter"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// checker verifies what a log holds. Beside the entries it keeps nothing, so it makes leaves and roots itself.
type checker struct {
	log    workflow.Log
	engine *workflow.Engine
}

func (c checker) Verify(ctx context.Context, round, lang string) (*audit.Report, error) {
	return audit.Check(ctx, c, c.engine.RegisterOrigin(), c.engine.RoundOrigin(""), audit.Options{Round: round, Lang: lang})
}

func (c checker) Heads(ctx context.Context) (map[string]workflow.Head, error) {
	register, head, err := c.engine.Register(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]workflow.Head{c.engine.RegisterOrigin(): head}
	for i := range register.Rounds {
		if _, head, err = c.engine.Round(ctx, register.Rounds[i].ID); err != nil {
			return nil, err
		}
		out[register.Rounds[i].Origin] = head
	}
	return out, nil
}

func (c checker) Stored(ctx context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	return func(yield func(audit.StoredEntry, error) bool) {
		for b, err := range c.log.Entries(ctx, origin, 0) {
			if !yield(audit.StoredEntry{Bytes: b, Leaf: ledger.LeafHash(b)}, err) {
				return
			}
		}
	}
}

func (c checker) AllTexts(ctx context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	return func(yield func(audit.EntryText, error) bool) {
		size, err := c.log.Size(ctx, origin)
		for seq := range size {
			texts, err := c.log.Texts(ctx, origin, seq)
			for _, t := range texts {
				if !yield(audit.EntryText{Seq: seq, Text: t}, err) {
					return
				}
			}
		}
		if err != nil {
			yield(audit.EntryText{}, err)
		}
	}
}

func (c checker) Document(ctx context.Context, digest string) ([]byte, error) {
	return c.log.Document(ctx, digest)
}
