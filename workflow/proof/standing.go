package proof

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// Standing is how a witness stands to a ledger, by what is kept: it was looked at when it came.
type Standing struct {
	Name    string
	Size    uint64    // that it has cosigned last, 0 where nothing
	At      time.Time // of that cosignature
	Trouble *Trouble  // why it has not cosigned the latest checkpoint, where it has not; nil where nothing is known to be in the way
}

// Standings are those of the rule's witnesses to the ledger that lines and troubles are of.
func (r Rule) Standings(origin string, lines []Cosignature, troubles []Trouble) []Standing {
	out := make([]Standing, len(r.Witnesses))
	for i, w := range r.Witnesses {
		s := &out[i]
		s.Name = w.Name()
		for _, l := range lines {
			if l.Key == w.String() && l.Origin == origin && l.Size > s.Size {
				s.Size, s.At = l.Size, l.at()
			}
		}
		for k := range troubles {
			t := &troubles[k]
			if t.Key == w.String() && (t.Origin == origin || t.Code == Unreachable && s.Trouble == nil) { // who does not answer, answers for none
				s.Trouble = t
			}
		}
	}
	return out
}

// at is the instant that a line names, the zero Time where it names none.
func (c *Cosignature) at() time.Time {
	f := strings.Fields(string(c.Line))
	if len(f) != 3 {
		return time.Time{}
	}
	b, err := base64.StdEncoding.DecodeString(f[2])
	if err != nil || len(b) < 4+stampSize {
		return time.Time{}
	}
	unix := binary.BigEndian.Uint64(b[4:])
	if unix > math.MaxInt64 {
		return time.Time{}
	}
	return time.Unix(int64(unix), 0).UTC()
}
