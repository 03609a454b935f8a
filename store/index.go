package store

import (
	"fmt"
	"strings"

	"gremium/workflow"
)

// table describes an index table: its rows are a pure function of a ledger's state. The same description serves writing
// what a batch has touched, making everything again, and comparing.
type table struct {
	name     string
	register bool     // filled from the register; otherwise from rounds
	key      string   // columns of the primary key
	columns  string   // all columns, in the order of the rows
	replaced touches  // rows of these proposals can become fewer: all of them go before they are written again; nil where none can
	rows     rowsFunc // nil values are NULL
}

// touches picks the proposals of which a batch has touched something.
type touches func(*touched) map[string]bool

// rowsFunc gives the rows of a scene, one slice for each in the order of the columns.
type rowsFunc func(s *scene, emit func(row ...any) error) error

// scene is the state that rows are made from, and which part of it: nil touched stands for all.
type scene struct {
	round    *workflow.Round
	register *workflow.Register
	touched  *touched
}

func sceneOf(state workflow.Ledger, t *touched) *scene {
	s := &scene{touched: t}
	switch x := state.(type) {
	case *workflow.Round:
		s.round = x
	case *workflow.Register:
		s.register = x
	}
	return s
}

// owns tells whether the table is filled from this kind of state.
func (t *table) owns(s *scene) bool { return t.register == (s.register != nil) }

func (t *table) names() []string { return strings.Fields(t.columns) }

func (t *table) keys() []string { return strings.Fields(t.key) }

// upsert is the statement that writes one row.
func (t *table) upsert() string {
	columns := t.names()
	var set []string
	for _, c := range columns {
		if !contains(t.keys(), c) {
			set = append(set, c+" = excluded."+c)
		}
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s", t.name, strings.Join(columns, ", "),
		strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "), strings.Join(t.keys(), ", "), strings.Join(set, ", "))
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// upserts are the statements by table, in order of tables.
var upserts = func() []string {
	out := make([]string, len(tables))
	for i := range tables {
		out[i] = tables[i].upsert()
	}
	return out
}()

// index writes the rows that the sealed records have touched.
func (c *changes) index(state workflow.Ledger, sealed []*workflow.Sealed) error {
	return c.fill(sceneOf(state, touchedBy(sealed)))
}

// fill writes the rows of a scene into all tables that its state owns.
func (c *changes) fill(s *scene) error {
	for i := range tables {
		t := &tables[i]
		if !t.owns(s) {
			continue
		}
		if t.name == "agenda" && s.touched != nil {
			for m := range s.touched.agendas {
				if err := c.exec("DELETE FROM agenda WHERE round = ? AND meeting = ?", s.round.ID, m); err != nil {
					return fmt.Errorf("table %s: %w", t.name, err)
				}
			}
		}
		if t.replaced != nil && s.touched != nil {
			for p := range t.replaced(s.touched) {
				if err := c.exec("DELETE FROM "+t.name+" WHERE round = ? AND proposal = ?", s.round.ID, p); err != nil {
					return fmt.Errorf("table %s: %w", t.name, err)
				}
			}
		}
		err := t.rows(s, func(row ...any) error { return c.exec(upserts[i], row...) })
		if err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return nil
}

// touched is what a batch of records has changed in a round, by the ids that rows are found by.
type touched struct {
	round     bool
	seats     map[string]bool
	people    map[string]bool
	proposals map[string]bool // their rows, ballots, decisions and checks
	contents  map[string]bool // those with a new version
	assigned  map[string]bool // those with a new assignment
	wishes    map[string]bool // those about which a wish was stated
	discussed map[string]bool // those about which something was said
	sheets    map[cell]bool
	votes     map[cell]bool
	meetings  map[string]bool
	agendas   map[string]bool // of meetings, that were set anew
	motions   map[string]bool
	entries   uint64 // the first entry of the batch
}

// cell is a proposal with a member's pseudonym.
type cell struct{ proposal, member string }

func touchedBy(sealed []*workflow.Sealed) *touched {
	t := &touched{
		seats: map[string]bool{}, people: map[string]bool{}, proposals: map[string]bool{}, contents: map[string]bool{},
		assigned: map[string]bool{}, wishes: map[string]bool{}, discussed: map[string]bool{},
		sheets: map[cell]bool{}, votes: map[cell]bool{}, meetings: map[string]bool{}, agendas: map[string]bool{},
		motions: map[string]bool{}, entries: sealed[0].Record.Seq,
	}
	for _, s := range sealed {
		t.add(s.Record)
	}
	return t
}

func (t *touched) add(rec *workflow.Record) {
	subject := rec.Actor
	if rec.For != "" {
		subject = rec.For
	}
	if t.addMeeting(rec) && rec.Proposal == "" {
		return
	}
	switch e := rec.Event.(type) {
	case *workflow.SeatCreated:
		t.seats[e.Seat] = true
	case *workflow.ParticipantAdmitted:
		t.people[e.Participant] = true
		if e.Seat != "" {
			t.seats[e.Seat] = true
		}
	case *workflow.AssignmentSet:
		t.assigned[rec.Proposal] = true
	case *workflow.CommentMade, *workflow.QuestionAsked, *workflow.QuestionAnswered:
		t.discussed[rec.Proposal] = true
	case *workflow.WishStated:
		t.wishes[rec.Proposal] = true
	case *workflow.SeatChanged:
		t.seats[e.Seat] = true
	case *workflow.SeatVacated:
		t.people[e.Participant], t.seats[e.Seat] = true, true
	case *workflow.TermSet:
		t.people[e.Participant] = true
	case *workflow.AbsenceNoted:
		t.people[e.Participant] = true
	case *workflow.ScoresCast:
		t.sheets[cell{rec.Proposal, subject}] = true
	case *workflow.VoteCast, *workflow.BallotVoted:
		t.votes[cell{rec.Proposal, subject}] = true
	case *workflow.ProposalSubmitted:
		t.proposals[rec.Proposal], t.contents[rec.Proposal] = true, true
	default:
		if rec.Proposal == "" {
			t.round = true
			return
		}
		t.proposals[rec.Proposal] = true
	}
}
