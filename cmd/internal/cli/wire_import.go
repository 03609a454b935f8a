package cli

import (
	"bufio"
	"context"
	"errors"
	"runtime/debug"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// errRehearsed ends a transaction that was only tried.
var errRehearsed = errors.New("tried, and nothing was kept")

// rehearsing is a log in which everything happens and nothing is kept.
type rehearsing struct{ workflow.Log }

// Update carries fn out and takes it back with errRehearsed.
func (l rehearsing) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return l.Log.Update(ctx, func(tx workflow.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errRehearsed
	})
}

// rehearsal is an engine like the house's own that keeps nothing: a command that the rules allow answers errRehearsed.
func (h *house) rehearsal() *workflow.Engine {
	return workflow.NewEngine(workflow.Config{
		Authority: strings.TrimSuffix(h.engine.RegisterOrigin(), "/register"), Now: h.now, Random: bufio.NewReader(h.random), Pseudonym: h.engine.Pseudonym,
		Log: rehearsing{h.db}, Decode: policy.Decode,
	})
}

// importMemory is what the heap aims at while a folder is brought in, in bytes: with what SQLite needs, a folder of 8,400
// proposals and 32,000 reviews then fits into 300 MiB, also where each review is by somebody else.
const importMemory = 190 << 20

// frugal keeps the heap small until the answer is called.
func frugal() func() {
	was := debug.SetMemoryLimit(importMemory)
	return func() { debug.SetMemoryLimit(was) }
}
