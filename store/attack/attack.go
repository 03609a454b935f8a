// Package attack is for tests that attack the record: it says how far they go, with which chance, and counts what is found.
//
// An attack is tried with a control, a change that cannot be found or a check that looks away. A control of which nothing is
// missed shows an attack that could not have missed anything, and fails.
package attack

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// These variables of the environment steer attacks; `make attack` sets the first and the last.
const (
	how  = "GREMIUM_ATTACK"        // "full": as many as there are; otherwise a sample
	seed = "GREMIUM_ATTACK_SEED"   // a number from which chance is drawn
	only = "GREMIUM_ATTACK_CASE"   // the number of the one case to try
	rows = "GREMIUM_ATTACK_REPORT" // a file to which the outcomes are added, a line each
)

// Full tells whether attacks are tried in full, and not as a sample.
func Full() bool { return os.Getenv(how) == "full" }

// Tries is few, or many where attacks are tried in full.
func Tries(few, many int) int {
	if Full() {
		return many
	}
	return few
}

// Seed is the number that chance is drawn from, the same in each run unless the environment gives another.
func Seed(tb testing.TB) uint64 {
	tb.Helper()
	return number(tb, seed, 1)
}

// Case is the number of the one case that is to be tried alone, with ok false where all are.
func Case(tb testing.TB) (n uint64, ok bool) {
	tb.Helper()
	return number(tb, only, 0), os.Getenv(only) != ""
}

func number(tb testing.TB, name string, otherwise uint64) uint64 {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		tb.Fatalf("%s is no number: %v", name, err)
	}
	return n
}

// Outcome is how an attack came out.
type Outcome struct {
	Name         string
	Tries, Found int
	// Control says what the control is; Blind are its tries, Missed those of which nothing was found.
	Control       string
	Blind, Missed int
}

// Report fails the test where the attack or its control did not come out as it must, and adds a line to the report.
func (o *Outcome) Report(tb testing.TB) {
	tb.Helper()
	line := fmt.Sprintf("%s\t%d\t%d\t%d\t%d of %d missed: %s", o.Name, o.Tries, o.Found, o.Tries-o.Found, o.Missed, o.Blind, o.Control)
	tb.Log(line)
	if o.Found != o.Tries || o.Tries == 0 {
		tb.Errorf("%s: %d of %d found", o.Name, o.Found, o.Tries)
	}
	if o.Missed == 0 {
		tb.Errorf("%s: the control (%s) misses none of %d: the attack is blind to its own failure", o.Name, o.Control, o.Blind)
	}
	path := os.Getenv(rows)
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := f.WriteString(line + "\n"); err != nil {
		tb.Error(err)
	}
	if err := f.Close(); err != nil {
		tb.Error(err)
	}
}
