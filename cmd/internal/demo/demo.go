// Package demo plays a round of IQ Good Practice for people who want to see one, and a small one of the year before that is over: real examples of the programme in texts
// written from their facts, and invented people who score, vote and decide on them by the same commands as everybody else.
//
// The files beside this one say what is real and what is invented. Nothing here names a clock or a source of chance.
package demo

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

//go:embed organisations.yaml
var organisationsYAML []byte

//go:embed people.yaml
var peopleYAML []byte

//go:embed proposals.yaml
var proposalsYAML []byte

//go:embed plan.yaml
var planYAML []byte

//go:embed past.yaml
var pastYAML []byte

// Script is what is played.
type Script struct {
	Organisations []Organisation
	People        []Person
	Proposals     []Proposal
	Plan          Plan
	Past          Past
}

// Past is the round before, which is over.
type Past struct {
	Proposals []Proposal
	Plan      Plan
}

// Organisation is an organisation of the register.
type Organisation struct {
	Key     string
	Name    string
	Kind    string
	Land    string
	Carrier string
	Parent  string
	Aliases []string
	Real    bool
}

// Person is somebody with an account. Role is member, coordinator, auditor or submitter; members hold a seat, or deputise for
// the member of that key.
type Person struct {
	Key, Name, Email, Role, Organisation, Deputises string
	Seat                                            *Seat
}

// Seat is a seat of the committee.
type Seat struct {
	Body, Group, Organisation, Label string
	Chair                            bool
}

// Proposal is a proposal's content.
type Proposal struct {
	Key                                                          string
	Real                                                         bool
	Title, Kind                                                  string
	Laender, Audiences, Institutions, Sources                    []string
	Owners                                                       []struct{ Key string }
	Need, Solution, Experience, Success, Transfer, Summary, Note string
	Contacts                                                     []struct{ Role, Email string }
}

// Plan says how far the round has come when the demonstration begins.
type Plan struct {
	Round     struct{ Title, Prefix, Phase string }
	Proposals []Way
	Meetings  []Meeting
	Minutes   *Minutes                          // of the round, once it is concluded
	Erase     struct{ Proposal, Reason string } // whose contact persons are erased afterwards, on the request of who handed it in
}

// Way is how far one proposal has come.
type Way struct {
	Key, State string
	Checked    bool
	Scores     []struct {
		Member  string
		Values  map[string]string // by criterion; "na" is not assessable
		Because map[string]string
	}
	Return *struct {
		Missing []string
		Note    string
	}
	Interests []struct{ Member, Kind, Note string } // declared before scoring begins
	Again     map[string]string                     // texts with which it came in again after the return
	Withdraw  *struct{ From, Reason string }
	Questions []Question
	Talk      []Remark
	Ballot    *struct {
		State string // open or closed
		Votes map[string]string
	}
	Decision *struct{ Outcome, Proposed, Rationale, Deviation string }
}

// Load reads the embedded files strictly.
func Load() (*Script, error) {
	s := &Script{}
	for _, f := range []struct {
		name string
		text []byte
		to   any
	}{
		{"organisations", organisationsYAML, &s.Organisations},
		{"people", peopleYAML, &s.People},
		{"proposals", proposalsYAML, &s.Proposals},
		{"plan", planYAML, &s.Plan},
		{"past", pastYAML, &s.Past},
	} {
		dec := yaml.NewDecoder(bytes.NewReader(f.text))
		dec.KnownFields(true)
		if err := dec.Decode(f.to); err != nil {
			return nil, fmt.Errorf("demonstration, %s: %w", f.name, err)
		}
	}
	return s, nil
}
