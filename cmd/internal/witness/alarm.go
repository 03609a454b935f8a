package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"gremium/workflow/proof"
)

// mostGaps is how many suspicions of one ledger are kept and told that prove no fork: whoever has its checkpoints can raise them.
const mostGaps = 100

// Alarms keeps what a witness refuses, each in a file of its own, and tells it once. What proves a fork it never leaves out; only who
// holds the log's key can raise that.
type Alarms struct {
	Dir   string                               // made when it is needed
	Words func(s *Suspicion) string            // of what happened, with both notes: what is in the file
	Tell  func(text, file string)              // one after the other; file is empty where it could not be kept
	Fault func(err error)                      // is told why not
	told  map[string]map[proof.Checkpoint]bool // by ledger
	mu    sync.Mutex                           // of told
	say   sync.Mutex                           // of Tell
}

// Suspect keeps and tells a suspicion.
func (a *Alarms) Suspect(s Suspicion) {
	if !a.first(&s) {
		return
	}
	text := a.Words(&s)
	file, err := a.keep(&s, text)
	if err != nil {
		a.Fault(fmt.Errorf("keep an alarm: %w", err))
	}
	a.say.Lock()
	defer a.say.Unlock()
	a.Tell(text, file)
}

// first tells that a suspicion was not told before, and that there is room for it.
func (a *Alarms) first(s *Suspicion) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told == nil {
		a.told = map[string]map[proof.Checkpoint]bool{}
	}
	of := a.told[s.Asked.Origin]
	if of == nil {
		of = map[proof.Checkpoint]bool{}
		a.told[s.Asked.Origin] = of
	}
	gaps := 0
	for _, forked := range of {
		if !forked {
			gaps++
		}
	}
	forked, known := of[s.Asked.Checkpoint]
	if known && (forked || !s.Forked) || !s.Forked && gaps >= mostGaps {
		return false
	}
	of[s.Asked.Checkpoint] = s.Forked
	return true
}

// keep writes a suspicion to its file, and answers its name; empty where there are enough of its kind. One that is there is as it was.
func (a *Alarms) keep(s *Suspicion, text string) (string, error) {
	if err := os.MkdirAll(a.Dir, 0o700); err != nil {
		return "", err
	}
	kind, of := "gap", short([]byte(s.Asked.Origin))
	if s.Forked {
		kind = "fork"
	} else if there, err := filepath.Glob(filepath.Join(a.Dir, kind+"-"+of+"-*")); err != nil || len(there) >= mostGaps {
		return "", err
	}
	name := filepath.Join(a.Dir, fmt.Sprintf("%s-%s-%d-%s.txt", kind, of, s.Asked.Size, short(s.Asked.Root[:])))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return name, nil
	}
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(name)) // half of it is no proof
	}
	return name, nil
}

// short tells names and roots apart in the names of files.
func short(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}
