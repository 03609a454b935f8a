// Package reply says what an error means to whoever asked: the HTTP status, the exit code and the words, in German and
// English. It is the only such table: pages, command line and API answer alike.
//
// A refusal is an answer (4xx, exit 3): a rule does not allow it, and the words say which and what is missing. Anything
// else is a fault (5xx, exit 1): its own text is for the log and for whoever runs the machine, never for a page.
package reply

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"gremium/policy"
	"gremium/store/record"
	"gremium/workflow"
)

// Class is what kind of answer an error is.
type Class int

// The classes. The zero value is a fault, so that what nobody has thought of is one.
const (
	Fault       Class = iota
	Usage             // the request itself is wrong
	Refused           // a rule does not allow it
	NotFound          // there is no such thing
	Conflict          // it does not fit where things stand
	Forbidden         // not for this person
	Unverified        // a check found something wrong
	Unavailable       // not now; the same request can be tried again
	Full              // no room left to write
	Cancelled         // whoever asked has gone
	TooLarge          // more was sent than is taken
)

// meaning is one row of the table.
type meaning struct{ status, exit int }

var meanings = map[Class]meaning{
	Fault:       {http.StatusInternalServerError, 1},
	Usage:       {http.StatusBadRequest, 2},
	Refused:     {http.StatusUnprocessableEntity, 3},
	NotFound:    {http.StatusNotFound, 3},
	Conflict:    {http.StatusConflict, 3},
	Forbidden:   {http.StatusForbidden, 3},
	Unverified:  {http.StatusUnprocessableEntity, 4},
	Unavailable: {http.StatusServiceUnavailable, 1},
	Full:        {http.StatusInsufficientStorage, 1},
	Cancelled:   {499, 1}, // as proxies log it: nobody is there to read it
	TooLarge:    {http.StatusRequestEntityTooLarge, 2},
}

// classes are the refusals that are more than "a rule does not allow it".
var classes = map[string]Class{
	"command_differs": Conflict, "id_taken": Conflict, "seat_taken": Conflict, "policy_exists": Conflict,
	"wrong_phase": Conflict, "wrong_state": Conflict, "wrong_stage": Conflict,
	"capacity_missing": Forbidden, "not_admitted": Forbidden, "not_owner": Forbidden,
	"not_chair": Forbidden,
}

// classOf is the class of a refusal. What is unknown and what is stale says so in its code.
func classOf(code string) (Class, bool) {
	switch {
	case strings.HasSuffix(code, "_unknown"):
		return NotFound, true
	case strings.HasPrefix(code, "stale_"):
		return Conflict, true
	}
	class, ok := classes[code]
	return class, ok
}

// Answer is what a door says to an error.
type Answer struct {
	Class   Class
	Status  int    // HTTP
	Exit    int    // of the command line
	Code    string // stable name, "fault" for faults
	Rule    string // where the rule stands that refuses; empty otherwise
	Message string // what happened, why, what to do
	Detail  map[string]string
}

// Fault tells whether the error is nobody's doing who asked: to be logged, with its own text.
func (a *Answer) Fault() bool { return a.Status >= http.StatusInternalServerError }

// With adds to a fault's words the number under which its own text is logged.
func (a Answer) With(reference, lang string) Answer {
	if a.Fault() {
		a.Message += " " + policy.Text{DE: "Nummer der Störung: ", EN: "Number of the fault: "}.In(lang) + reference
	}
	return a
}

// Error is an answer that a door gives by itself, in its own words.
type Error struct {
	Class Class
	Code  string
	Text  policy.Text
	Cause error
}

// New makes an Error.
func New(class Class, code, de, en string) *Error {
	return &Error{Class: class, Code: code, Text: policy.Text{DE: de, EN: en}}
}

// Error gives the English words, with the cause where there is one.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Text.EN + ": " + e.Cause.Error()
	}
	return e.Text.EN
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Of answers an error in a language. name turns a pseudonym into a name and the key of a seat into its label, for a
// reader who may know them, as workflow.Refusal.Text asks; nil leaves pseudonyms and ids.
func Of(err error, lang string, name func(pseudonym string) string) Answer {
	var own *Error
	var ref *workflow.Refusal
	switch {
	case errors.As(err, &own):
		return answer(own.Class, own.Code, "", own.Text.In(lang), nil)
	case errors.Is(err, workflow.ErrCorrupt): // before the refusal that it may wrap
		return fault(damaged, lang)
	case errors.As(err, &ref):
		class, ok := classOf(ref.Code)
		if !ok {
			class = Refused
		}
		return answer(class, ref.Code, ref.Rule, ref.Text(lang, name), ref.Detail)
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault(tooLarge(large), lang)
	}
	if newer, ok := errors.AsType[*record.ErrNewer](err); ok {
		return fault(tooNew(newer), lang)
	}
	if backup, ok := errors.AsType[*record.BackupError](err); ok {
		return fault(badBackup(backup), lang)
	}
	if errors.As(err, new(*record.BreachError)) {
		return fault(breached, lang)
	}
	for _, f := range slices.Concat(faults, anchorFaults) {
		if errors.Is(err, f.is) {
			return fault(f, lang)
		}
	}
	return fault(unexpected, lang)
}

func answer(class Class, code, rule, message string, detail map[string]string) Answer {
	m := meanings[class]
	return Answer{Class: class, Status: m.status, Exit: m.exit, Code: code, Rule: rule, Message: message, Detail: detail}
}

func fault(f known, lang string) Answer { return answer(f.class, f.code, "", f.words.In(lang), nil) }
