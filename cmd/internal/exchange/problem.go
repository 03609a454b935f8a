package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gremium/policy"
)

// Problem is something in a file that keeps the folder from being read.
type Problem struct {
	File string      `json:"file"`
	Line int         `json:"line"` // from 1; 0 where the file as a whole is meant
	Text policy.Text `json:"-"`
}

// In says the problem as one line: file, line, what is wrong and what to do.
func (p *Problem) In(lang policy.Lang) string {
	if p.Line == 0 {
		return p.File + ": " + p.Text.In(lang)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text.In(lang))
}

// Problems are all of them, by file and line.
type Problems []Problem

// Error gives the English lines.
func (ps Problems) Error() string { return ps.In(policy.EN) }

// In gives one line for each problem.
func (ps Problems) In(lang policy.Lang) string {
	lines := make([]string, len(ps))
	for i := range ps {
		lines[i] = ps[i].In(lang)
	}
	return strings.Join(lines, "\n")
}

// add notes a problem; the formats take the same arguments.
func (ps *Problems) add(file string, line int, de, en string, args ...any) {
	*ps = append(*ps, Problem{file, line, policy.Text{DE: fmt.Sprintf(de, args...), EN: fmt.Sprintf(en, args...)}})
}

// sorted puts them in the order in which somebody mends them.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.File), slices.Index(order, b.File)), cmp.Compare(a.Line, b.Line))
	})
	return ps
}

// order is the order in which the files are read.
var order = []string{roundsFile, organisationsFile, membersFile, seatsFile, proposalsFile, reviewsFile}

// The files.
const (
	roundsFile        = "rounds.json"
	proposalsFile     = "proposals.csv"
	reviewsFile       = "reviews.csv"
	membersFile       = "members.csv"
	organisationsFile = "organisations.csv"
	seatsFile         = "seats.csv"
)
