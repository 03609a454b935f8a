package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// The steps on a seat: last parts of their addresses, and their names in the catalogues.
const (
	stepFill    = "besetzen"
	stepDeputy  = "vertretung"
	stepChange  = "aendern"
	stepVacate  = "freigeben"
	stepTerm    = "amtszeit"
	stepAbsence = "abwesenheit"
)

// The fields of the forms about seats. A person is named by fieldAbout.
const (
	fieldCalled  = "name"
	fieldBegin   = "ab"
	fieldLastDay = "bis-tag"
	fieldEnds    = "beendet" // entry of the absence that ends
	fieldVotes   = "gewicht"
	fieldRights  = "rechte"
)

// The boxes of fieldRights.
const (
	rightAdvisory = "beratend"
	rightChair    = "vorsitz"
	rightVice     = "stellvertretend"
)

// seatStep is a step on a seat that a form asks for or has sent.
type seatStep struct {
	*seating
	path   string
	seat   *view.Seat
	person *view.Person // whom it concerns, nil where nobody yet
	form   url.Values
	sent   bool
	kept   *keptForm
	wrong  map[string]string // by field
}

func (st *seatStep) one(name string) string { return strings.TrimSpace(st.form.Get(name)) }

// keptOf is the form of the step.
func (st *seatStep) keptOf() *keptForm {
	at, name := st.seatAddress(st.seat, st.path), "seat "+st.path+" "+st.seat.ID
	if st.person != nil {
		at += "?" + url.Values{fieldAbout: {st.person.Pseudonym}}.Encode()
		name += " " + st.person.Pseudonym
	}
	return st.formAt(name, at)
}

// seatStepOf is the step that a request is about; nil where the seat is not there, or nobody whom it could concern.
func (s *Server) seatStepOf(r *http.Request, v *visit, path string) (*seatStep, error) {
	d, err := s.readSeats(r, v)
	if err != nil {
		return nil, err
	}
	st := &seatStep{seating: d, path: path, seat: d.seat(r.PathValue("sitz")), sent: r.Method == http.MethodPost, wrong: map[string]string{}}
	if st.seat == nil {
		return nil, nil
	}
	about := r.FormValue(fieldAbout)
	if about == "" && v.round.Place != nil && path == stepAbsence {
		about = v.round.Place.Pseudonym
	}
	for i := range st.seat.People {
		if p := &st.seat.People[i]; p.Pseudonym == about && !p.Left {
			st.person = p
		}
	}
	concerns := path == stepVacate || path == stepTerm || path == stepAbsence
	if concerns && st.person == nil || path == stepFill && st.seat.Member >= 0 && !st.sent {
		return nil, nil
	}
	switch path {
	case stepFill, stepDeputy, stepChange, stepVacate, stepTerm, stepAbsence:
		st.kept = st.keptOf()
		return st, nil
	}
	return nil, nil
}

// as is the capacity in which the visitor takes the step: a member notes the own absence as one.
func (st *seatStep) as() workflow.Capacity {
	own := st.person != nil && st.round.Me != nil && st.person.Pseudonym == st.round.Me.Pseudonym
	if st.path == stepAbsence && own {
		return workflow.Member
	}
	return st.office()
}

// mark tells how the seat stood when a form was made, so that a form that is older than a change overwrites nothing.
func (st *seatStep) mark() string {
	text := fmt.Sprintf("%d %t %t %t", st.seat.Weight, st.seat.Advisory, st.seat.Chair, st.seat.Vice)
	for i := range st.seat.People {
		p := &st.seat.People[i]
		text += fmt.Sprintf("|%s %t %d %d %t %v", p.Pseudonym, p.Deputy, p.From, p.Until, p.Left, p.Ahead)
		if p.Away != nil {
			text += fmt.Sprint(*p.Away)
		}
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// command is what the form asks for. Where something is missing it is nil, and wrong says what.
func (st *seatStep) command(ctx context.Context, s *Server) (workflow.Command, error) {
	reason := st.one(fieldReason)
	if st.path != stepAbsence && reason == "" && st.owes() {
		st.wrong[fieldReason] = st.words.T("seats.reason.missing")
	}
	switch st.path {
	case stepChange:
		weight, err := strconv.Atoi(st.one(fieldVotes))
		if err != nil || weight < 1 {
			st.wrong[fieldVotes] = st.words.T("seats.weight.wrong")
		}
		c := &workflow.ChangeSeat{Seat: st.seat.ID, Weight: weight, Reason: reason}
		for _, right := range st.form[fieldRights] {
			c.Advisory, c.Chair, c.Vice = c.Advisory || right == rightAdvisory, c.Chair || right == rightChair, c.Vice || right == rightVice
		}
		return c, nil
	case stepVacate:
		return &workflow.VacateSeat{Participant: st.person.Pseudonym, Reason: reason}, nil
	case stepTerm:
		from, until := st.span()
		return &workflow.SetTerm{Participant: st.person.Pseudonym, From: from, Until: until, Reason: reason}, nil
	case stepAbsence:
		if ends := numberOf(st.one(fieldEnds)); ends > 0 {
			return &workflow.NoteAbsence{Participant: st.person.Pseudonym, Ends: ends}, nil
		}
		from, until := st.span()
		return &workflow.NoteAbsence{Participant: st.person.Pseudonym, From: from, Until: until, Reason: reason}, nil
	}
	return st.admission(ctx, s, reason)
}

// owes tells whether a change of membership owes a reason: once the review has begun.
func (st *seatStep) owes() bool {
	return st.round.Phase != workflow.Draft && st.round.Phase != workflow.Calling
}

// span reads the days of a form: from the beginning of the one to the end of the other; 0 where none is given.
func (st *seatStep) span() (from, until ledger.Instant) {
	if day := st.one(fieldBegin); day != "" {
		t, ok := st.words.Instant(day, "00:00")
		if from = ledger.InstantOf(t); !ok {
			st.wrong[fieldBegin] = st.words.T("seats.day.wrong")
		}
	}
	if day := st.one(fieldLastDay); day != "" {
		t, ok := st.words.Instant(day, "")
		if until = ledger.InstantOf(t) + 1; !ok {
			st.wrong[fieldLastDay] = st.words.T("seats.day.wrong")
		}
	}
	return from, until
}

// admission lets somebody take the seat or deputise: the person of an account, or one without an account by name.
func (st *seatStep) admission(ctx context.Context, s *Server, reason string) (workflow.Command, error) {
	c := &workflow.Admit{Capacity: workflow.Member, Seat: st.seat.ID, Deputy: st.path == stepDeputy, Name: st.one(fieldCalled), Reason: reason}
	c.From, c.Until = st.span()
	email := st.one(fieldEmail)
	if email == "" {
		if c.Name == "" {
			st.wrong[fieldEmail] = st.words.T("seats.person.missing")
			return nil, nil
		}
		c.Person = "person-" + st.one(fieldCommand) // a person without an account; the form sent twice means the same one
	} else {
		who, known, err := s.config.Sessions.Find(ctx, email)
		if err != nil {
			return nil, err
		}
		if !known {
			st.wrong[fieldEmail] = st.words.T("seats.account.unknown", "Address", email)
			return nil, nil
		}
		c.Person = who.Person
		if c.Name == "" {
			c.Name = who.Name
		}
	}
	c.Participant = s.config.Desk.Pseudonym(st.round, c.Person)
	return c, nil
}

// seatStepShow asks what a step on a seat needs.
func (s *Server) seatStepShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.onSeat(w, r, v, r.PathValue("was"))
}

// absenceShow asks for an absence, one's own or, for the office, anybody's.
func (s *Server) absenceShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.onSeat(w, r, v, stepAbsence)
}

// seatKept finds the form of a step, of the address where none is named, for what keeps it.
func (s *Server) seatKept(path string) func(r *http.Request, v *visit) (*keptForm, error) {
	return func(r *http.Request, v *visit) (*keptForm, error) {
		step := path
		if step == "" {
			step = r.PathValue("was")
		}
		st, err := s.seatStepFor(r, v, step)
		if st == nil {
			return nil, err
		}
		return st.kept, nil
	}
}

// seatStepFor is seatStepOf for whoever may take the step.
func (s *Server) seatStepFor(r *http.Request, v *visit, path string) (*seatStep, error) {
	st, err := s.seatStepOf(r, v, path)
	switch {
	case err != nil || st == nil || path != stepAbsence && !v.has(roleOffice):
		return nil, err
	case path == stepAbsence && st.as() != workflow.Member && !v.has(roleOffice):
		return nil, &workflow.Refusal{Code: "absence_of_other", Rule: "policy"}
	}
	return st, nil
}

// onSeat shows the form of a step, or carries it out.
func (s *Server) onSeat(w http.ResponseWriter, r *http.Request, v *visit, path string) {
	st, err := s.seatStepFor(r, v, path)
	if err == nil && st != nil {
		if st.form = r.PostForm; st.one(fieldEnds) == "" {
			st.form, err = s.filled(r, v, st.kept)
		}
	}
	switch {
	case err != nil:
		s.refuse(w, r, v, err)
		return
	case st == nil:
		s.missing(w, r)
		return
	case !st.sent:
		s.seatForm(w, r, st, http.StatusOK, nil)
		return
	case st.one(fieldMark) != st.mark() && st.one(fieldEnds) == "":
		s.seatForm(w, r, st, http.StatusConflict, []part.Link{{Text: v.words.T("seats.stale"), Href: "#main"}})
		return
	}
	command, err := st.command(r.Context(), s)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if len(st.wrong) > 0 {
		s.seatForm(w, r, st, http.StatusUnprocessableEntity, nil)
		return
	}
	s.seatSend(w, r, st, command)
}

// seatSend carries the step out.
func (s *Server) seatSend(w http.ResponseWriter, r *http.Request, st *seatStep, command workflow.Command) {
	receipts, err := s.carryOut(r, st.visit, st.as(), command)
	if err == nil {
		if st.one(fieldEnds) == "" {
			s.spent(r, st.kept.key, r.PostFormValue(fieldCommand))
		}
		http.Redirect(w, r, done(st.visit, st.seatAddress(st.seat, ""), receipts), http.StatusSeeOther)
		return
	}
	answer := s.answer(r, st.visit, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.seatForm(w, r, st, answer.Status, []part.Link{{Text: answer.Message, Href: "#main"}})
}
