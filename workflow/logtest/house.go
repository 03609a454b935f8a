package logtest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
)

// House is an engine over a Log with all that it needs from outside: a clock that goes on by a millisecond with each look,
// bytes that are drawn from a number, and pseudonyms that tell who is meant.
type House struct {
	*workflow.Engine
	Log    workflow.Log
	Policy *policy.Policy
	// Unnoted lets the story change the key as edition 1 has it, which does not note how far the ledgers go.
	Unnoted bool

	ids  atomic.Int64
	name string
}

// Programme and Round are what Begin opens.
const (
	Programme = "iq"
	Round     = "2026"
)

// NewHouse starts an engine over log that is closed with the test. Houses of different names over one log draw different
// bytes and command ids. At most one anchor holds the ledgers.
func NewHouse(t testing.TB, log workflow.Log, name string, anchors ...workflow.Anchor) *House {
	t.Helper()
	return NewHouseOf(t, log, name, pseudonym, anchors...)
}

// NewHouseOf is NewHouse where persons are called otherwise: by pseudonyms with a key of the installation.
func NewHouseOf(t testing.TB, log workflow.Log, name string, called func(origin, person string) string, anchors ...workflow.Anchor) *House {
	t.Helper()
	src, ok := policy.BuiltIn("iq-good-practice")
	if !ok {
		t.Fatal("the built-in policy is missing")
	}
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	h := &House{Log: log, Policy: p, name: name}
	var clock atomic.Int64
	var anchor workflow.Anchor
	if len(anchors) > 0 {
		anchor = anchors[0]
	}
	h.Engine = workflow.NewEngine(workflow.Config{
		Anchor:    anchor,
		Authority: "example.org",
		Now: func() time.Time {
			return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Add(time.Duration(clock.Add(1)) * time.Millisecond)
		},
		Random:    &drawn{seed: name},
		Pseudonym: called,
		Log:       log,
		Decode:    policy.Decode,
	})
	t.Cleanup(h.Close)
	return h
}

func pseudonym(origin, person string) string {
	sum := sha256.Sum256([]byte(origin + "\x00" + person))
	return "p-" + hex.EncodeToString(sum[:6])
}

// drawn gives the bytes that follow from a seed, so that a test can be run again.
type drawn struct {
	mu   sync.Mutex
	seed string
	n    uint64
	rest []byte
}

// Read fills b.
func (d *drawn) Read(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for n := 0; n < len(b); {
		if len(d.rest) == 0 {
			sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(d.seed), d.n))
			d.rest, d.n = sum[:], d.n+1
		}
		k := copy(b[n:], d.rest)
		n, d.rest = n+k, d.rest[k:]
	}
	return len(b), nil
}

var _ io.Reader = (*drawn)(nil)

// By is who gives a command in a house: the name of a person and the capacity acted in.
type By struct {
	Person string
	As     workflow.Capacity
}

// Office is a coordinator, Desk the operator.
var (
	Office = By{"office", workflow.Coordinator}
	Desk   = By{"desk", workflow.Operator}
)

// Member is a member of the committee, by number from 1.
func Member(n int) By { return By{"member-" + strconv.Itoa(n), workflow.Member} }

// Request is a command with a fresh id. An empty round means the register.
func (h *House) Request(by By, round string, c workflow.Command) workflow.Request {
	origin := h.RegisterOrigin()
	if round != "" {
		origin = h.RoundOrigin(round)
	}
	return workflow.Request{
		Origin: origin, Actor: workflow.Actor{Person: by.Person, Name: by.Person, As: by.As},
		ID: fmt.Sprintf("%s-%d", h.name, h.ids.Add(1)), Command: c,
	}
}

// Do carries out one command; the error is that of Execute.
func (h *House) Do(ctx context.Context, by By, round string, c workflow.Command) error {
	_, err := h.Execute(ctx, h.Request(by, round, c))
	return err
}

// Must carries out commands in order and ends the test when one is not allowed.
func (h *House) Must(t testing.TB, by By, round string, commands ...workflow.Command) {
	t.Helper()
	for _, c := range commands {
		if err := h.Do(t.Context(), by, round, c); err != nil {
			t.Fatalf("%s as %s: %v", c.Kind().Name(), by.As, err)
		}
	}
}

// Begin adopts the policy, opens a round for proposals and seats members of all bodies.
func (h *House) Begin(t testing.TB, members int) {
	t.Helper()
	h.Must(t, Desk, "", &workflow.CreateProgramme{Programme: Programme, Title: "Programm"},
		&workflow.AdoptPolicy{Programme: Programme, Policy: h.Policy.ID, Digest: h.Policy.Digest(), Edition: 1, Canonical: h.Policy.Canonical()},
		&workflow.RegisterOrganisation{Organisation: "verein", OrganisationKind: "carrier", Name: "Verein"})
	_, err := h.Execute(t.Context(),
		h.Request(Desk, Round, &workflow.OpenRound{Programme: Programme, Policy: h.Policy.Digest(), Prefix: "26", Title: "Runde"}),
		h.Request(Desk, "", &workflow.ListRound{Round: Round, Programme: Programme, Policy: h.Policy.Digest(), Origin: h.RoundOrigin(Round)}))
	if err != nil {
		t.Fatalf("open the round: %v", err)
	}
	for n := 1; n <= members; n++ {
		h.Must(t, Desk, Round, h.seat(n), h.admission(n))
	}
	h.Must(t, Desk, Round, &workflow.Move{Transition: workflow.KindCallOpened})
}

// seat is the n-th seat: the bodies in turn, and their groups.
func (h *House) seat(n int) *workflow.CreateSeat {
	body := &h.Policy.Bodies[n%len(h.Policy.Bodies)]
	c := &workflow.CreateSeat{Seat: "seat-" + strconv.Itoa(n), Body: body.ID, Organisation: "verein", Label: "Sitz", Chair: n == 1}
	if len(body.Groups) > 0 {
		c.Group = body.Groups[n%len(body.Groups)].ID
	}
	return c
}

func (h *House) admission(n int) *workflow.Admit {
	person := Member(n).Person
	return &workflow.Admit{
		Participant: h.Pseudonym(h.RoundOrigin(Round), person), Capacity: workflow.Member, Seat: "seat-" + strconv.Itoa(n),
		Person: person, Name: person,
	}
}

// Proposal is a complete proposal.
func (h *House) Proposal(id string) *workflow.SubmitProposal {
	texts := map[string]string{"title": "Titel " + id}
	for _, path := range h.Policy.Required {
		texts[path] = "Text zu " + path
	}
	return &workflow.SubmitProposal{
		Proposal: id, ProposalKind: h.Policy.Kinds[0].ID, Laender: []string{"BE"}, Owners: []workflow.Owner{{Organisation: "verein"}},
		Texts: texts,
	}
}

// Scores are a member's sheet that gives each criterion the n-th of its values, with every justification.
func (h *House) Scores(proposal string, n int, base uint64) *workflow.CastScores {
	c := &workflow.CastScores{Proposal: proposal, Seen: 1, Base: base, Justifications: map[string]string{}}
	for i := range h.Policy.Criteria {
		k := &h.Policy.Criteria[i]
		v := policy.Value{Decimal: k.Values[n%len(k.Values)]}
		c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k.ID, Value: v})
		c.Justifications[k.ID] = "weil"
	}
	return c
}

// Check is an eligibility check that passes.
func (h *House) Check(proposal string) *workflow.CheckProposal {
	c := &workflow.CheckProposal{Proposal: proposal, Seen: 1}
	for _, p := range h.Policy.Eligibility {
		c.Points = append(c.Points, workflow.Point{ID: p.ID, Holds: true})
	}
	return c
}

// Refused tells whether an error is a refusal.
func Refused(err error) bool {
	var ref *workflow.Refusal
	return errors.As(err, &ref)
}
