// Package minutes makes the minutes of a round or of one meeting (Niederschrift, § 93 VwVfG) from the record: who sat in the committee, who
// took no part in what, what was put to the vote and how it came out, what was decided and why, and every change of the
// committee on the way. They are a read model: nothing is in them that the record does not say, and texts and names are
// named by entry and path, so that they can be erased without changing the minutes' digest.
package minutes

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Minutes are the minutes of a round, or of one meeting of it, as the record gives them after some number of entries. Those of
// a meeting have as items its agenda; those of a round all that the committee dealt with, in meetings and outside.
type Minutes struct {
	Form      uint64 // in which they were made, workflow.MinutesForm but for those kept
	Programme string
	Round     string
	Policy    string      // digest
	Size      uint64      // entries they are made of
	Root      string      // of the tree over those entries
	Hash      ledger.Hash `json:"-"` // Root
	Phases    []Act       // of the round, those since the review began
	Meeting   *Meeting    `json:",omitempty"` // whose minutes they are; nil for those of the round
	Meetings  []Meeting   // of the round, nil in minutes of a meeting
	Members   []Member
	Changes   []Act // of the committee since the review began, or while the meeting lasted
	Items     []Item
}

// Member is somebody who holds a seat, or held one, or acts for who does.
type Member struct {
	Participant string // pseudonym
	Seat        string
	Body, Group string
	Chair       bool
	Vice        bool `json:",omitempty"` // chairs where the chair does not
	Advisory    bool
	Deputy      bool `json:",omitempty"`
	Left        bool `json:",omitempty"`
}

// Item is a proposal that the committee dealt with, or another subject on an agenda.
type Item struct {
	ID       string          `json:",omitempty"` // on the agenda
	Proposal string          `json:",omitempty"` // empty for another subject
	Number   string          `json:",omitempty"`
	Title    uint64          // entry whose text names it
	Path     string          // of that text
	Away     []string        `json:",omitempty"` // who left the meeting for this item
	PutOff   *policy.Finding `json:",omitempty"` // the quorum, for want of which it was put off
	Recused  []Recused
	Acts     []Act // in order of their entries
	Withheld bool  `json:"-"` // the reader takes no part in it, and learns no more of it
	Veiled   bool  `json:"-"` // its scores are hidden from the reader, and with them all that follows from scores

	in string // meeting of another subject
}

// Recused is somebody who is excluded from an item because of an interest.
type Recused struct {
	Participant string
	Kind        string // of the interest, one of the policy's
	Declared    bool   // otherwise resolved on
	Entry       uint64
	At          string
}

// Act is one thing that happened, by the type of its entry.
type Act struct {
	Type   string // such as "ballot.closed/1"
	Entry  uint64
	At     string   // instant
	By     string   // pseudonym of who entered it
	For    string   `json:",omitempty"` // and of whom it was entered for
	About  string   // pseudonym of whom it concerns, where it is about somebody
	Seat   string   // id of the seat it concerns
	Deputy bool     `json:",omitempty"` // about a deputy
	Texts  []string // paths of the texts to be read: reason, rationale, deviation, motion

	Meeting string `json:",omitempty"` // in which it happened

	Ballot     *Ballot
	Decision   *Decision
	Resolution *Resolution
	Seated     *Seated `json:",omitempty"` // what a seat may do from then on
	Span       *Span   `json:",omitempty"` // of a term or an absence
	Lot        *Lot    `json:",omitempty"`
}

// Lot is a lot in which the item took part.
type Lot struct {
	Order []string // numbers of the proposals, the first drawn first
	Place int      // of the item, from 1
}

// Seated is what a seat may do.
type Seated struct {
	Weight                int64
	Advisory, Chair, Vice bool
}

// Span is a time between two instants; empty where it is open.
type Span struct{ From, Until string }

// Ballot is a ballot that was closed. Yes, No and Abstain count votes by weight.
type Ballot struct {
	Began            string // instant
	Yes, No, Abstain int64
	Voters           []string
	Deputies         []string        `json:",omitempty"` // those of the voters who deputised
	Silent           []string        // those with a vote who did not cast it, without those excluded; in a meeting of those present
	Quorum           *policy.Finding `json:",omitempty"`
	Reason           uint64          // entry that opened it, whose text "reason" is to be read; 0 for none
	Mode             workflow.Mode   `json:",omitempty"`
	Motion           uint64          `json:",omitempty"` // entry with the motion voted on; 0 for the proposal itself
	Carried          bool            `json:",omitempty"` // the motion
	Void             bool            `json:",omitempty"` // a written procedure was stopped under it
	Uncounted        bool            `json:",omitempty"` // a secret ballot that was closed without a tally
	Spoilt           bool            `json:",omitempty"` // somebody voted in secret who was excluded before it closed
	Present          bool            `json:",omitempty"` // in a meeting: only those could vote who were present
	Named            []Vote          `json:",omitempty"` // of a ballot by name
}

// Vote is what somebody voted who was called by name.
type Vote struct {
	Participant string
	Choice      policy.Choice
}

// Decision is a decision of the committee, or one that was taken elsewhere.
type Decision struct {
	Outcome, Proposed string
	Findings          []policy.Finding
	Elsewhere         string // its source, empty for a decision of this committee
}

// Resolution is one on somebody's exclusion.
type Resolution struct {
	Lift, Carried    bool
	Yes, No, Abstain int
}

// Digest is "sha256:" and the hexadecimal hash of the minutes' canonical form (RFC 8785). The error is a fault of this
// program.
func (m *Minutes) Digest() (string, error) {
	canonical, err := m.Canonical()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// Canonical is what Digest is the digest of: all that the minutes say, as canonical JSON.
func (m *Minutes) Canonical() ([]byte, error) {
	plain, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("minutes: %w", err)
	}
	canonical, err := ledger.Canonical(plain)
	if err != nil {
		return nil, fmt.Errorf("minutes: %w", err)
	}
	return canonical, nil
}

// Withhold keeps proposals from a reader who takes no part in them. Each is listed with its number and title, and nothing else
// tells of it: in minutes of the round last, whether the committee has dealt with it or not, and in those of a meeting at its
// place on the agenda. The number of entries and their root would change with it, and go as well.
func (m *Minutes) Withhold(hidden ...Item) *Minutes {
	if len(hidden) == 0 {
		return m
	}
	out := *m
	out.Items, out.Size, out.Root, out.Hash = nil, 0, "", ledger.Hash{}
	bare := func(id string, h Item) {
		out.Items = append(out.Items, Item{ID: id, Proposal: h.Proposal, Number: h.Number, Title: h.Title, Path: "title", Withheld: true})
	}
	for i := range m.Items {
		x := &m.Items[i]
		at := slices.IndexFunc(hidden, func(h Item) bool { return h.Proposal == x.Proposal })
		switch {
		case at < 0:
			out.Items = append(out.Items, x.alone())
		case m.Meeting != nil:
			bare(x.ID, hidden[at])
		}
	}
	for _, h := range hidden {
		if m.Meeting == nil {
			bare("", h)
		}
	}
	return &out
}

// Veil hides from a reader what the committee did about proposals whose scores they may not see at present.
func (m *Minutes) Veil(proposals ...string) *Minutes {
	if len(proposals) == 0 {
		return m
	}
	out := *m
	out.Items = slices.Clone(m.Items)
	for i := range out.Items {
		if item := &out.Items[i]; slices.Contains(proposals, item.Proposal) {
			*item = Item{ID: item.ID, Proposal: item.Proposal, Number: item.Number, Title: item.Title, Path: item.Path, Veiled: true}
		}
	}
	return &out
}

// Undecided leaves out the acts on proposals that a reader may not know: decisions whose outcome tells of what is withheld.
func (m *Minutes) Undecided(unknown func(proposal string, entry uint64) bool) *Minutes {
	out := *m
	out.Items = slices.Clone(m.Items)
	for i := range out.Items {
		item := &out.Items[i]
		item.Acts = slices.DeleteFunc(slices.Clone(item.Acts), func(a Act) bool { return unknown(item.Proposal, a.Entry) })
	}
	return &out
}

// alone is the item without what tells of other items: how many proposals were selected so far, and lots.
func (i Item) alone() Item {
	i.Acts = slices.DeleteFunc(slices.Clone(i.Acts), func(a Act) bool { return a.Lot != nil })
	for n := range i.Acts {
		d := i.Acts[n].Decision
		if d == nil {
			continue
		}
		own := *d
		own.Findings = slices.DeleteFunc(slices.Clone(d.Findings), func(f policy.Finding) bool { return f.Rule == policy.RuleSelectedLimit })
		i.Acts[n].Decision = &own
	}
	return i
}
