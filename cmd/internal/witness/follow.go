package witness

import (
	"context"
	"errors"
	"net/http"
	"time"

	"gremium/workflow/proof"
)

// follower asks one witness.
type follower struct {
	s      *Sender
	peer   *Peer
	known  map[string]uint64 // how far the witness is, as it was last told
	signed map[string]uint64 // how far it has cosigned since the start
	pauses map[string]pause  // by ledger; "" for all of them
	said   map[string]proof.TroubleCode
}

// pause is how many looks are left out, and how many were the last time.
type pause struct{ left, last int }

// longest is how many looks are left out at most: five minutes at one a second.
const longest = 300

// twice is a pause twice as long as the last.
func (p pause) twice() pause {
	n := min(max(2*p.last, 1), longest)
	return pause{n, n}
}

// run looks for new checkpoints until ctx ends.
func (f *follower) run(ctx context.Context) {
	for {
		rest := time.NewTimer(f.s.Rest)
		select {
		case <-rest.C:
			f.visit(ctx)
		case <-ctx.Done():
			rest.Stop()
			return
		}
	}
}

// visit asks for each ledger whose latest checkpoint the witness has not cosigned.
func (f *follower) visit(ctx context.Context) {
	if f.paused("") {
		return
	}
	notes, err := f.s.Archive.LatestCheckpoints(ctx)
	if err != nil {
		f.s.failed(ctx, err)
		return
	}
	for _, n := range notes {
		if n.Size <= f.signed[n.Origin] && f.said[n.Origin] == "" || f.paused(n.Origin) {
			continue
		}
		if err := f.one(ctx, n); err != nil {
			f.s.failed(ctx, err)
			return
		}
		if f.said[n.Origin] == proof.Unreachable { // and so for the others
			return
		}
	}
}

// paused tells that a look is left out.
func (f *follower) paused(origin string) bool {
	p := f.pauses[origin]
	if p.left == 0 {
		return false
	}
	p.left--
	f.pauses[origin] = p
	return true
}

// one asks for one checkpoint and says what came of it. The error is that of the archive.
func (f *follower) one(ctx context.Context, n proof.Signed) error {
	c, err := proof.Read(n.Note, n.Origin)
	if err != nil {
		return err
	}
	line, code, err := f.ask(ctx, c, n.Note)
	switch {
	case err != nil || ctx.Err() != nil || code == "" && line == nil:
		return err
	case code == "":
		delete(f.pauses, "")
		delete(f.pauses, n.Origin)
		delete(f.said, n.Origin)
		f.known[n.Origin], f.signed[n.Origin] = c.Size, c.Size
		f.say(ctx, heard{line: &proof.Cosignature{Origin: n.Origin, Size: c.Size, Key: f.peer.Key.String(), Line: line}})
		return nil
	case code == proof.Unreachable:
		f.pauses[""] = f.pauses[""].twice()
	default:
		delete(f.pauses, "")
		f.pauses[n.Origin] = f.pauses[n.Origin].twice()
	}
	if f.said[n.Origin] != code {
		f.said[n.Origin] = code
		t := &proof.Trouble{Origin: n.Origin, Key: f.peer.Key.String(), Code: code, Asked: c.Size, Told: f.known[n.Origin], Since: f.s.Now()}
		if f.s.Troubled != nil {
			f.s.Troubled(f.peer.Key.Name(), t)
		}
		f.say(ctx, heard{trouble: t})
	}
	return nil
}

func (f *follower) say(ctx context.Context, h heard) {
	select {
	case f.s.heard <- h:
	case <-ctx.Done():
	}
}

// tries is how often a witness is asked for one checkpoint at a time: it may have to tell how far it is.
const tries = 3

// ask asks for one checkpoint, from where the witness is. The code says what is in the way; with neither line nor code there is a
// newer checkpoint by now.
func (f *follower) ask(ctx context.Context, c proof.Checkpoint, note []byte) (line []byte, code proof.TroubleCode, err error) {
	if f.known[c.Origin] > c.Size {
		f.known[c.Origin] = 0 // it tells again
	}
	for range tries {
		old := f.known[c.Origin]
		if old > c.Size {
			if behind, err := f.behind(ctx, c.Origin, old); err != nil || !behind {
				return nil, "", err
			}
			return nil, proof.Ahead, nil
		}
		growth, err := f.s.groves.proof(ctx, c, old)
		if errors.Is(err, proof.ErrGrowth) {
			return nil, proof.OwnRecord, nil
		}
		if err != nil {
			return nil, "", err
		}
		a, err := f.peer.post(ctx, f.s.Client, &proof.Request{Old: old, Proof: growth, Note: note})
		if err != nil {
			return nil, proof.Unreachable, nil //nolint:nilerr // It is asked again later.
		}
		if a.size == nil || *a.size == old {
			line, code := f.read(c, old, a)
			return line, code, nil
		}
		f.known[c.Origin] = *a.size
	}
	return nil, proof.BadAnswer, nil
}

// behind tells that the ledger does not reach a size that a witness knows, whatever has come to it in the meantime.
func (f *follower) behind(ctx context.Context, origin string, size uint64) (bool, error) {
	notes, err := f.s.Archive.LatestCheckpoints(ctx)
	if err != nil {
		return false, err
	}
	for _, n := range notes {
		if n.Origin == origin && n.Size >= size {
			return false, nil
		}
	}
	return true, nil
}

// read tells a cosignature from the ways in which a witness refuses one.
func (f *follower) read(c proof.Checkpoint, old uint64, a *answer) ([]byte, proof.TroubleCode) {
	switch {
	case a.status == http.StatusOK:
		line, _, err := f.peer.Key.Cosigned(c, a.body)
		if err != nil {
			return nil, proof.BadAnswer
		}
		return line, ""
	case a.status == http.StatusNotFound:
		return nil, proof.UnknownLog
	case a.status == http.StatusForbidden:
		return nil, proof.OtherKey
	case old > 0 && (a.status == http.StatusUnprocessableEntity || a.status == http.StatusConflict):
		return nil, proof.Diverged
	case a.status >= http.StatusInternalServerError, a.status == http.StatusTooManyRequests:
		return nil, proof.Unreachable
	}
	return nil, proof.BadAnswer
}
