// Package bench measures how fast the record is, in one run with the limits of the machine it runs on: machines are noisy,
// so a figure counts as a ratio to a limit that was measured beside it. It uses the same archive and engine as everything
// else, which are handed in.
package bench

import (
	"context"
	"slices"
	"time"

	"gremium/workflow"
)

// House is an installation that is open.
type House struct {
	Engine *workflow.Engine
	// Verify checks a round, and the register that lists it, as the verifier does, but for the tables beside the record: what
	// comparing those costs goes by what the round holds, and not by its entries. It tells progress now and then and answers how
	// many entries it has checked; that something is wrong with them is an error.
	Verify func(ctx context.Context, round string, progress func()) (uint64, error)
	// Seal packs the entries of a round into segments, as it is done once a round has ended.
	Seal func(ctx context.Context, round string) error
	// Account makes an account with these roles. It answers its id, and how that person asks for a page: how many bytes they get.
	// That a page is refused or missing is an error.
	Account func(ctx context.Context, name string, roles ...string) (id string, ask Ask, err error)
	Close   func() error
}

// Ask asks for the page at an address and answers how many bytes came.
type Ask func(ctx context.Context, address string) (int, error)

// Rig is what is measured, and with what.
type Rig struct {
	Dir string // an empty folder on the disk that counts
	Now func() time.Time
	// Open opens an installation with the archive and the engine of every day, and makes it where there is none.
	Open func(ctx context.Context, path string) (*House, error)
	// Single and Group commit rows of 300 bytes with SQLite alone: rows per second.
	Single func(ctx context.Context, path string, long time.Duration) (float64, error)
	Group  func(ctx context.Context, path string, callers int, long time.Duration) (float64, error)
	// Import brings a folder of files into a new database.
	Import func(ctx context.Context, dir, database string) error
	// Only names the parts of the run that are wanted, of Parts; all where it is empty. A figure whose base is not measured has no ratio.
	Only []string
	// Say tells what is being measured; nil keeps silent.
	Say func(what string)
}

// Figure is one result. Ratio is Value to the figure that Of names. Goal is what the ratio, or the value where there is no
// ratio, should at least be, or at most where Most is set; 0 where there is none.
type Figure struct {
	Name, Unit, Of     string
	Value, Ratio, Goal float64
	Most               bool
}

// Reached tells whether the goal is reached; true where there is none.
func (f *Figure) Reached() bool {
	have := f.Ratio
	if f.Of == "" {
		have = f.Value
	}
	if f.Most {
		return have <= f.Goal
	}
	return have >= f.Goal
}

// The figures.
const (
	F       = "F"      // p50 of an append of 4 KiB with fdatasync, ms
	F99     = "p99(F)" // what the disk alone adds to p99(V)
	S1      = "S1"     // commits of one row with SQLite alone, one caller
	G16     = "G0(16)" // rows in grouped commits with SQLite alone, 16 callers
	G64     = "G0(64)"
	C       = "C"                // SHA-256 chain over events of 300 bytes, one core
	V       = "V"                // votes, 64 callers, one round, 200 open ballots, 16 members, cast again, no text
	V4      = "V(4 rounds)"      // the same in four rounds
	VText   = "V(rationale)"     // score sheets with a justification in each
	VS1     = "V/S1"             // V against S1
	P99     = "p99(V)"           // ms
	R       = "R"                // entries of one round checked as "gremium log verify" does, one core; the round as it is once it has ended, in segments
	COpen   = "C(open round)"    // C again, by turns with R(open round)
	R2      = "R(2 cores)"       // the same round, two cores
	ROpen   = "R(open round)"    // the same round as it is before it ends, each entry a row of its own, one core
	Sealing = "sealing"          // entries packed into segments
	Live    = "R(memory)"        // bytes that are live after all entries, against those after a quarter of them
	Early   = "R(memory, ¼)"     // after a quarter
	In      = "import"           // proposals brought in
	InFor   = "import(duration)" // s, for the whole folder
	Page    = "p99(page: %s)"    // ms in the server, of a round of 300 proposals with 20 members

	Common = "p50(page: %s)" // the same
	Held   = "memory(pages)" // MiB live when all of them have been asked for
)

// run is one run of everything.
type run struct {
	*Rig
	figures []Figure
}

// Parts are the parts of a run, in their order. The check of the record is measured with the votes that were measured before it.
func Parts() []string { return []string{"disk", "votes", "texts", "replay", "import", "pages"} }

// Run measures everything, which takes about a minute. The first error ends it.
func (r *Rig) Run(ctx context.Context) ([]Figure, error) {
	m := &run{Rig: r}
	parts := Parts()
	for i, part := range []func(context.Context) error{m.disk, m.votes, m.texts, m.replay, m.imports, m.pages} {
		if len(r.Only) > 0 && !slices.Contains(r.Only, parts[i]) {
			continue
		}
		if err := part(ctx); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return m.figures, nil
}

func (m *run) say(what string) {
	if m.Say != nil {
		m.Say(what)
	}
}

// add notes a figure; of names the figure it is compared with, if any.
func (m *run) add(f Figure) {
	if base := m.value(f.Of); base > 0 {
		f.Ratio = f.Value / base
	} else if f.Of != "" {
		f.Of, f.Goal = "", 0
	}
	m.figures = append(m.figures, f)
}

func (m *run) value(name string) float64 {
	for i := range m.figures {
		if m.figures[i].Name == name {
			return m.figures[i].Value
		}
	}
	return 0
}
