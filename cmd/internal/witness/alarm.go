package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"gremium/workflow/proof"
)

// mostGaps is how many suspicions of one ledger are kept and told that prove no fork: whoever has its checkpoints can raise them.
const mostGaps = 100

// ErrEnough says that a suspicion is not kept because the folder holds as many of its ledger as there is room for.
var ErrEnough = errors.New("enough suspicions are kept")

// Alarms keeps what a witness refuses, each in a file of its own, and tells it once. What proves a fork it never leaves out; only who
// holds the log's key can raise that.
type Alarms struct {
	Dir   string                                    // made when it is needed
	Words func(s *Suspicion) string                 // of what happened, with both notes: what is in the file
	Tell  func(text, file string, why error)        // one after the other; file is empty where it is not kept: ErrEnough, or a fault
	Fault func(err error)                           // is told a fault, once of each suspicion
	told  map[string]map[proof.Checkpoint]*standing // by ledger
	mu    sync.Mutex                                // of told
	say   sync.Mutex                                // of Tell
}

// standing is how far a suspicion has come.
type standing struct {
	forked bool
	failed bool // it could not be written, and may be tried again
}

// Suspect keeps and tells a suspicion. One that could not be written is tried again when it comes again, and told again once it is.
func (a *Alarms) Suspect(s Suspicion) {
	at, again := a.take(&s)
	if at == nil {
		return
	}
	text := a.Words(&s)
	file, err := a.keep(&s, text)
	if err != nil && !errors.Is(err, ErrEnough) {
		a.mu.Lock()
		at.failed = true
		a.mu.Unlock()
		if again {
			return
		}
		a.Fault(fmt.Errorf("keep an alarm: %w", err))
	}
	a.say.Lock()
	defer a.say.Unlock()
	a.Tell(text, file, err)
}

// take answers where a suspicion stands that is to be kept: it was not told before and there is room for it, or, again, it was told and
// could not be written. nil where nothing is to be done.
func (a *Alarms) take(s *Suspicion) (at *standing, again bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told == nil {
		a.told = map[string]map[proof.Checkpoint]*standing{}
	}
	of := a.told[s.Asked.Origin]
	if of == nil {
		of = map[proof.Checkpoint]*standing{}
		a.told[s.Asked.Origin] = of
	}
	gaps := 0
	for _, x := range of {
		if !x.forked {
			gaps++
		}
	}
	at = of[s.Asked.Checkpoint]
	switch known := at != nil && (at.forked || !s.Forked); {
	case known && at.failed && at.forked == s.Forked:
		at.failed = false
		return at, true
	case known, !s.Forked && gaps >= mostGaps:
		return nil, false
	}
	at = &standing{forked: s.Forked}
	of[s.Asked.Checkpoint] = at
	return at, false
}

// keep writes a suspicion to its file, and answers its name. One that is there is as it was. The error is ErrEnough where there are
// enough of its kind, or a fault.
func (a *Alarms) keep(s *Suspicion, text string) (string, error) {
	if err := os.MkdirAll(a.Dir, 0o700); err != nil {
		return "", err
	}
	kind, of := "gap", short([]byte(s.Asked.Origin))
	if s.Forked {
		kind = "fork"
	} else if err := a.room(kind + "-" + of + "-"); err != nil {
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

// room is ErrEnough where the folder holds as many files that begin so as there is room for.
func (a *Alarms) room(prefix string) error {
	there, err := os.ReadDir(a.Dir)
	if err != nil {
		return err
	}
	n := 0
	for _, f := range there {
		if strings.HasPrefix(f.Name(), prefix) {
			n++
		}
	}
	if n >= mostGaps {
		return ErrEnough
	}
	return nil
}

// short tells names and roots apart in the names of files.
func short(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}
