package audit

import (
	"fmt"
	"runtime/debug"
)

// brokenError is a fault of the checking program itself, with where it happened, for the log.
type brokenError struct {
	what  any
	where []byte
}

// Error tells both.
func (e *brokenError) Error() string { return fmt.Sprintf("the check broke: %v\n%s", e.what, e.where) }

// broken is the error of a panic, nil where there was none. The check runs on goroutines of its own: a panic that ends one of them
// would end the whole server.
func broken(what any) error {
	if what == nil {
		return nil
	}
	return &brokenError{what, debug.Stack()}
}

// safely checks an entry. Where the program breaks at it, that is the finding: nothing about the entry, or after it, is called
// good then.
func (r *run) safely(e *hashed) (err error) {
	seq := r.tree.Size()
	defer func() {
		if what := recover(); what != nil {
			r.l.find(Rules, int64(seq), r.l.say(checkBroke, fmt.Sprint(what)))
			err = r.stop(seq)
		}
	}()
	return r.entry(e)
}
