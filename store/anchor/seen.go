package anchor

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gremium/store/record"
	"gremium/workflow"
)

// seenHead is the first line of a witness's state.
const seenHead = "gremium-witness 1"

// Seen is what a witness remembers of a ledger: how far it has seen it go, and the checkpoint that says so as the log has signed it.
// Note is nil where a state from before notes were kept has size and root alone.
type Seen struct {
	workflow.Head
	Note []byte
}

// LoadSeen reads the state of a witness: a file like a lock file, with the note in base64 ahead of each ledger's name. A lock file is
// read as a state without notes. The errors are those of Sizes.
func LoadSeen(path string) (map[string]Seen, error) {
	head, lines, err := known(path, sizesHead, seenHead)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Seen, len(lines))
	for i, line := range lines {
		h, origin, err := headOf(line)
		seen := Seen{Head: h}
		if err == nil && head == seenHead {
			text, name, _ := strings.Cut(origin, " ")
			if origin = name; name == "" {
				err = record.ErrSizesBad
			}
			if text != "-" && err == nil {
				seen.Note, err = base64.StdEncoding.Strict().DecodeString(text)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, i+2, record.ErrSizesBad)
		}
		out[origin] = seen
	}
	return out, nil
}

// StartSeen makes the state of a witness that knows nothing where there is none; one that is there stays as it is.
func StartSeen(path string) error {
	return locked(path, func() error {
		if _, err := LoadSeen(path); !errors.Is(err, record.ErrSizesMissing) {
			return err
		}
		return saveSeen(path, nil)
	})
}

func saveSeen(path string, all map[string]Seen) error {
	var b strings.Builder
	b.WriteString(seenHead + "\n")
	for _, origin := range slices.Sorted(maps.Keys(all)) {
		text := "-"
		if s := all[origin]; s.Note != nil {
			text = base64.StdEncoding.EncodeToString(s.Note)
		}
		fmt.Fprintf(&b, "%d %s %s %s\n", all[origin].Size, all[origin].Root, text, origin)
	}
	fmt.Fprintf(&b, "end %d\n", len(all))
	return write(path, b.String())
}

// Advance lets what a witness has seen of a ledger go from the one to the other, and returns when that lasts: no other process and
// no other goroutine comes in between. step gets what is known, the zero Seen where that is nothing, and answers what is to be known
// from then on; its error is answered, and nothing is written.
func Advance(path, origin string, step func(known Seen) (Seen, error)) error {
	return locked(path, func() error {
		all, err := LoadSeen(path)
		if err != nil {
			return err
		}
		was := all[origin]
		next, err := step(was)
		same := next.Head == was.Head && (was.Note != nil || next.Note == nil)
		if err != nil || same || next.Size == 0 { // an empty ledger is as good as one that is not known
			return err
		}
		all[origin] = next
		return saveSeen(path, all)
	})
}
