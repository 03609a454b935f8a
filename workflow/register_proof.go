package workflow

import (
	"cmp"
	"slices"
	"strings"

	"gremium/workflow/ledger"
)

// Closing is how far the ledger of a round went when it, or what followed, was closed.
type Closing struct {
	Round, Origin string
	Head          Head
	Seq           uint64
	Noted         bool // at a change of the key, and not when the round was closed
}

// KeyChange is a change of the key that signs checkpoints. The reason lies in the texts of entry Seq.
type KeyChange struct {
	Old, New  string // public keys; Old is empty where it was not known
	Signature string // by the old key, base64; empty where it was lost
	Seq       uint64
	At        ledger.Instant
	Unnoted   bool      // of edition 1: how far the ledgers went is not known
	Noted     []Closing // how far the rounds went that were not closed
}

// Acceptance is a ledger that goes on though it was known otherwise. The reason lies in the texts of entry Seq.
type Acceptance struct {
	Origin      string
	Known, Head Head
	Seq         uint64
}

// Closing is the latest closing of a round, nil where there is none.
func (g *Register) Closing(round string) *Closing {
	for i := len(g.Closings) - 1; i >= 0; i-- {
		if g.Closings[i].Round == round {
			return &g.Closings[i]
		}
	}
	return nil
}

// Marks are what the register says of how far a ledger went, in order: at each closing, and at changes of the key.
func (g *Register) Marks(origin string) []Closing {
	var out []Closing
	add := func(list []Closing) {
		for i := range list {
			if list[i].Origin == origin {
				out = append(out, list[i])
			}
		}
	}
	add(g.Closings)
	for i := range g.Keys {
		add(g.Keys[i].Noted)
	}
	slices.SortFunc(out, func(a, b Closing) int { return cmp.Compare(a.Seq, b.Seq) })
	return out
}

// Key is the public key in force as far as the register names one, empty where none was ever changed.
func (g *Register) Key() string {
	if n := len(g.Keys); n > 0 {
		return g.Keys[n-1].New
	}
	return ""
}

// Current tells that no other key has come into force since a key, named as Reach has it, as far as the register says.
func (g *Register) Current(key string) bool {
	return len(g.Keys) == 0 || strings.HasPrefix(g.Key(), key+"+")
}

// Reach is how far a ledger is to be believed to whoever signs with a key, which is named as in a signature: „name+hash“. limited is
// false while no other key has come into force since, or none of which it was noted how far the ledgers went. The register itself
// reaches up to the change, a round to what was noted, else to its last closing by then; a ledger that was not there has no reach.
func (g *Register) Reach(key, origin string) (size uint64, limited bool) {
	c := g.Replaced(key)
	if c == nil {
		return 0, false
	}
	if origin == g.Origin {
		return c.Seq, true
	}
	for _, list := range [][]Closing{g.Closings, c.Noted} { // what was noted is later than what was closed
		for i := range list {
			if x := &list[i]; x.Origin == origin && x.Seq < c.Seq {
				size = x.Head.Size
			}
		}
	}
	return size, true
}

// Replaced is the change of the key by which another one than this, named as Reach has it, came into force, and at which it was noted how
// far the ledgers went; nil where there was none.
func (g *Register) Replaced(key string) *KeyChange {
	var c *KeyChange
	for i := len(g.Keys) - 1; i >= 0 && !strings.HasPrefix(g.Keys[i].New, key+"+"); i-- {
		if !g.Keys[i].Unnoted {
			c = &g.Keys[i]
		}
	}
	return c
}

// Accepted finds the acceptance of a ledger that was entered after an entry of the register, nil where there is none.
func (g *Register) Accepted(origin string, after uint64) *Acceptance {
	i := slices.IndexFunc(g.Acceptances, func(a Acceptance) bool { return a.Origin == origin && a.Seq > after })
	if i < 0 {
		return nil
	}
	return &g.Acceptances[i]
}

// CloseRound enters how far a round goes that is over. The engine gives this command by itself, in the unit that ends the
// round or adds to it; given by hand it has to say what that unit leaves behind.
type CloseRound struct {
	Round, Origin string
	Head          Head
}

// Kind is KindRoundClosed.
func (*CloseRound) Kind() Kind { return KindRoundClosed }

func (c *CloseRound) enter(rec *Record, as common) texts { //nolint:unparam // As of every command.
	rec.Event = &RoundClosed{common: as, Origin: c.Origin, Root: c.Head.Root, Round: c.Round, Size: c.Head.Size}
	return nil
}

// noteRound enters how far a round goes at a change of the key. Only the engine gives it.
type noteRound struct {
	Round, Origin string
	Head          Head
}

// Kind is KindRoundNoted.
func (*noteRound) Kind() Kind { return KindRoundNoted }

func (c *noteRound) enter(rec *Record, as common) texts { //nolint:unparam // As of every command.
	rec.Event = &RoundNoted{common: as, Origin: c.Origin, Root: c.Head.Root, Round: c.Round, Size: c.Head.Size}
	return nil
}

// RotateKey enters that another key signs from now on. Signature is the old key's; it is empty, and a reason is owed, where
// that is lost. The engine notes ahead of it how far the rounds go, but for one as edition 1 has it: Unnoted.
type RotateKey struct {
	Old, New, Signature, Reason string
	Unnoted                     bool
}

// Kind is KindKeyRotated or KindKeyRotatedFirst.
func (c *RotateKey) Kind() Kind {
	if c.Unnoted {
		return KindKeyRotatedFirst
	}
	return KindKeyRotated
}

func (c *RotateKey) enter(rec *Record, as common) texts {
	rec.Event = &KeyRotated{common: as, first: c.Unnoted, New: c.New, Old: c.Old, Signature: c.Signature}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

// AcceptLedger enters that a ledger goes on as it is, though it was known otherwise. A reason is owed.
type AcceptLedger struct {
	Origin      string
	Known, Head Head
	Reason      string
}

// Kind is KindLedgerAccepted.
func (*AcceptLedger) Kind() Kind { return KindLedgerAccepted }

func (c *AcceptLedger) enter(rec *Record, as common) texts {
	rec.Event = &LedgerAccepted{
		common: as, Known: c.Known.Size, KnownRoot: c.Known.Root, Origin: c.Origin, Root: c.Head.Root, Size: c.Head.Size,
	}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

func (g *Register) permitClosing(e *RoundClosed) *Refusal {
	listed := g.Round(e.Round)
	if listed == nil {
		return refuse("round_unknown", "record", "round", e.Round)
	}
	last := g.Closing(e.Round)
	if listed.Origin != e.Origin || e.Size == 0 ||
		last != nil && e.Size <= last.Head.Size && g.Accepted(e.Origin, last.Seq) == nil {
		return inconsistent("closing")
	}
	return nil
}

func (g *Register) permitNoted(e *RoundNoted) *Refusal {
	listed := g.Round(e.Round)
	if listed == nil {
		return refuse("round_unknown", "record", "round", e.Round)
	}
	if n := len(g.noted); listed.Origin != e.Origin || e.Size == 0 || n > 0 && g.noted[n-1].Origin >= e.Origin {
		return inconsistent("noted")
	}
	return nil
}

func (g *Register) permitKey(e *KeyRotated) *Refusal {
	switch {
	case e.first && slices.ContainsFunc(g.Keys, func(c KeyChange) bool { return !c.Unnoted }):
		return inconsistent("key") // nobody falls back behind edition 2
	case e.New == "" || e.New == e.Old || g.Key() != "" && e.Old != g.Key() || e.Signature != "" && e.Old == "":
		return inconsistent("key")
	case e.Signature == "" && !e.has("reason"):
		return refuse("reason_missing", "record")
	}
	return nil
}

func (g *Register) permitAcceptance(e *LedgerAccepted) *Refusal {
	switch {
	case e.Origin == "":
		return inconsistent("ledger", "have", e.Origin, "want", g.Origin)
	case !e.has("reason"):
		return refuse("reason_missing", "record")
	}
	return nil
}

// applyProof changes what the register holds about ledgers and keys.
func (g *Register) applyProof(rec *Record) {
	switch e := rec.Event.(type) {
	case *RoundClosed:
		g.Closings = append(g.Closings, Closing{Round: e.Round, Origin: e.Origin, Head: Head{Size: e.Size, Root: e.Root}, Seq: rec.Seq})
	case *RoundNoted:
		g.noted = append(g.noted, Closing{Round: e.Round, Origin: e.Origin, Head: Head{Size: e.Size, Root: e.Root}, Seq: rec.Seq, Noted: true})
	case *KeyRotated:
		g.Keys = append(g.Keys, KeyChange{
			Old: e.Old, New: e.New, Signature: e.Signature, Seq: rec.Seq, At: rec.At, Unnoted: e.first, Noted: g.noted,
		})
		g.noted = nil
	case *LedgerAccepted:
		g.Acceptances = append(g.Acceptances, Acceptance{
			Origin: e.Origin, Known: Head{Size: e.Known, Root: e.KnownRoot}, Head: Head{Size: e.Size, Root: e.Root}, Seq: rec.Seq,
		})
	}
}
