package workflow

import (
	"fmt"

	"gremium/workflow/ledger"
)

// SeatCreated adds a seat of an organisation to a body of the committee. Text: label.
type SeatCreated struct {
	common
	Advisory     bool // without vote
	Body         string
	Carrier      string // of the organisation, as it stood, so that a round replays alone
	Chair        bool   // whoever holds it chairs the committee
	Group        string
	Organisation string // id in the register, empty where the seat belongs to none
	Parent       string // of the organisation, as it stood
	Seat         string
	Vice         bool  // whoever holds it chairs where the chair does not
	Weight       int64 // of its vote, at least 1
}

// Kind is KindSeatCreated.
func (*SeatCreated) Kind() Kind { return KindSeatCreated }

func (e *SeatCreated) form(f *ledger.Form) {
	f.OptBool("advisory", &e.Advisory)
	e.as(f)
	f.String("body", &e.Body)
	f.OptString("carrier", &e.Carrier)
	f.OptBool("chair", &e.Chair)
	f.OptString("group", &e.Group)
	f.OptString("organisation", &e.Organisation)
	f.OptString("parent", &e.Parent)
	f.String("seat", &e.Seat)
	e.texts(f)
	f.OptBool("vice", &e.Vice)
	f.Int("weight", &e.Weight)
}

// ParticipantAdmitted lets a person take part under a pseudonym, in one capacity. Texts: person (the account), name,
// and for members organisation and seat as they stood, ref for a person of an imported source, and the reason of a change
// in a running round.
type ParticipantAdmitted struct {
	common
	Capacity    Capacity
	Deputy      bool           // acts for the seat while its holder is absent
	From        ledger.Instant // of the term; 0: at once
	Participant string         // pseudonym
	Seat        string         // for members
	Until       ledger.Instant // the term ends before it; 0: with the round
}

// Kind is KindParticipantAdmitted.
func (*ParticipantAdmitted) Kind() Kind { return KindParticipantAdmitted }

func (e *ParticipantAdmitted) form(f *ledger.Form) {
	e.as(f)
	s := string(e.Capacity)
	f.String("capacity", &s)
	if e.Capacity = Capacity(s); e.Capacity.bit() == 0 {
		f.Fail(fmt.Errorf("capacity %q is unknown", s))
	}
	f.OptBool("deputy", &e.Deputy)
	f.OptInstant("from", &e.From)
	f.String("participant", &e.Participant)
	f.OptString("seat", &e.Seat)
	e.texts(f)
	f.OptInstant("until", &e.Until)
}

// SeatChanged says anew what a seat may do. Text: reason, owed while the round runs.
type SeatChanged struct {
	common
	Advisory bool // without vote
	Chair    bool
	Seat     string
	Vice     bool  // whoever holds it chairs where the chair does not
	Weight   int64 // of its vote, at least 1
}

// Kind is KindSeatChanged.
func (*SeatChanged) Kind() Kind { return KindSeatChanged }

func (e *SeatChanged) form(f *ledger.Form) {
	f.OptBool("advisory", &e.Advisory)
	e.as(f)
	f.OptBool("chair", &e.Chair)
	f.String("seat", &e.Seat)
	e.texts(f)
	f.OptBool("vice", &e.Vice)
	f.Int("weight", &e.Weight)
}

// SeatVacated says that a holder or a deputy leaves a seat. What they scored and voted stays. Text: reason, owed while the
// round runs.
type SeatVacated struct {
	common
	Participant string // pseudonym of who leaves
	Seat        string
}

// Kind is KindSeatVacated.
func (*SeatVacated) Kind() Kind { return KindSeatVacated }

func (e *SeatVacated) form(f *ledger.Form) {
	e.as(f)
	f.String("participant", &e.Participant)
	f.String("seat", &e.Seat)
	e.texts(f)
}

// TermSet says anew from when until when somebody acts for a seat. Text: reason, owed while the round runs.
type TermSet struct {
	common
	From        ledger.Instant // 0: at once
	Participant string         // pseudonym
	Until       ledger.Instant // the term ends before it; 0: with the round
}

// Kind is KindTermSet.
func (*TermSet) Kind() Kind { return KindTermSet }

func (e *TermSet) form(f *ledger.Form) {
	e.as(f)
	f.OptInstant("from", &e.From)
	f.String("participant", &e.Participant)
	e.texts(f)
	f.OptInstant("until", &e.Until)
}

// AbsenceNoted says that a member is absent, or that an absence noted before ends with this entry. Text: reason, where one
// is given.
type AbsenceNoted struct {
	common
	Ends        uint64         // entry of the absence that ends; 0 where one is noted
	From        ledger.Instant // 0 where one ends
	Participant string         // pseudonym
	Until       ledger.Instant // it ends before it; 0: until it is ended
}

// Kind is KindAbsenceNoted.
func (*AbsenceNoted) Kind() Kind { return KindAbsenceNoted }

func (e *AbsenceNoted) form(f *ledger.Form) {
	e.as(f)
	f.OptUint("ends", &e.Ends)
	f.OptInstant("from", &e.From)
	f.String("participant", &e.Participant)
	e.texts(f)
	f.OptInstant("until", &e.Until)
}
