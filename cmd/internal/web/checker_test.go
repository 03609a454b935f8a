package web

import (
	"bytes"
	"context"
	"io"
	"iter"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/desk"
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

func (c checker) CaseFile(ctx context.Context, who *desk.Who, round, proposal, holder string) (io.ReadCloser, int64, error) {
	if holder != "" {
		return nil, 0, reply.New(reply.NotFound, "holder_unknown", "Für "+holder+" gibt es keinen Auszug.", "There is no excerpt for "+holder+".")
	}
	d := &desk.Desk{Engine: c.engine, Log: c.log}
	v, err := d.Round(ctx, round, who)
	if err != nil {
		return nil, 0, err
	}
	sight, err := d.CaseFile(v, proposal, false)
	if err != nil {
		return nil, 0, err
	}
	heads, err := c.Heads(ctx)
	if err != nil {
		return nil, 0, err
	}
	head, err := casefile.HeadAt(ctx, c, v.Origin, sight.Size)
	if err != nil {
		return nil, 0, err
	}
	var b bytes.Buffer
	_, err = casefile.Write(ctx, &b, c, &casefile.Contents{
		Made: c.engine.Now(), Holder: "auditor", Round: round, Proposal: proposal,
		Register: casefile.Part{Origin: c.engine.RegisterOrigin(), Head: heads[c.engine.RegisterOrigin()]},
		Main:     casefile.Part{Origin: v.Origin, Head: head, MayRead: sight.MayRead},
	})
	return io.NopCloser(&b), int64(b.Len()), err
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
