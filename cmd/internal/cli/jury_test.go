//go:build jury

package cli_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// placing is one proposal of `gremium standing ROUND --json`.
type placing struct {
	Ref      string `json:"ref"`
	Rank     int    `json:"rank"` // 0 for null, which means unranked
	Criteria map[string]struct {
		N     int     `json:"n"`
		Mean  string  `json:"mean"` // an exact fraction, "" for null
		Value float64 `json:"value"`
	} `json:"criteria"`
}

// TestJury imports the jury event in the folder GREMIUM_JURY with a gremium built for it and
// compares what `gremium standing` computes with the published results: counts, means and ranks
// with reference_proposals.csv as exact fractions, trimmed means with official_panel_scores.csv,
// which rounds half up to two decimals; and what `gremium stats` computes with reference.json.
func TestJury(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("GREMIUM_JURY")
	if folder == "" {
		t.Fatal("GREMIUM_JURY names no folder; this test is built only to check one")
	}
	g := gremium{t: t, program: build(t), db: filepath.Join(t.TempDir(), "jury.db")}
	g.run("import", folder)
	t.Run("means and ranks", func(t *testing.T) {
		t.Parallel()
		g.on(t).compareMeans(records(t, filepath.Join(folder, "reference_proposals.csv")))
	})
	t.Run("panel scores", func(t *testing.T) {
		t.Parallel()
		g.on(t).comparePanel(records(t, filepath.Join(folder, "official_panel_scores.csv")))
	})
	t.Run("agreement", func(t *testing.T) {
		t.Parallel()
		g.on(t).compareAgreement(filepath.Join(folder, "reference.json"))
	})
	t.Run("record", func(t *testing.T) {
		t.Parallel()
		g.on(t).run("log", "verify")
	})
}

// gremium is a built program and the database it works on.
type gremium struct {
	t           *testing.T
	program, db string
}

// on gives the same program for a test below.
func (g gremium) on(t *testing.T) gremium { g.t = t; return g }

// build builds the program.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "gremium")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "sqlite_fts5", "-o", program, "gremium/cmd/gremium").CombinedOutput()
	if err != nil {
		t.Fatalf("building gremium: %v\n%s", err, out)
	}
	return program
}

// run runs a command on the database and gives its output.
func (g gremium) run(args ...string) []byte {
	g.t.Helper()
	args = append(args, "--db", g.db, "--json")
	out, err := exec.CommandContext(g.t.Context(), g.program, args...).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		g.t.Fatalf("gremium %q: %v\n%s", args, err, exit.Stderr)
	} else if err != nil {
		g.t.Fatalf("gremium %q: %v", args, err)
	}
	return out
}

// standings gives the placings of each round in the records by round and reference.
func (g gremium) standings(rows []map[string]string, flags ...string) map[string]placing {
	g.t.Helper()
	places, seen := map[string]placing{}, map[string]bool{}
	for _, row := range rows {
		round := row["round"]
		if seen[round] {
			continue
		}
		seen[round] = true
		var list []placing
		if err := json.Unmarshal(g.run(append([]string{"standing", round}, flags...)...), &list); err != nil {
			g.t.Fatalf("the standing of %s: %v", round, err)
		}
		for _, p := range list {
			places[round+" "+p.Ref] = p
		}
	}
	return places
}

// compareMeans compares counts, means and ranks with the reference.
func (g gremium) compareMeans(rows []map[string]string) {
	g.t.Helper()
	places := g.standings(rows)
	if len(places) != len(rows) {
		g.t.Errorf("%d proposals, want %d", len(places), len(rows))
	}
	for _, row := range rows {
		name := row["round"] + " " + row["proposal_id"]
		place, ok := places[name]
		if !ok {
			g.t.Errorf("%s is missing", name)
			continue
		}
		if strconv.Itoa(place.Rank) != row["rank"] {
			g.t.Errorf("%s: rank %d, want %s", name, place.Rank, row["rank"])
		}
		for column, count := range row {
			if criterion := column[:max(0, len(column)-2)]; column == criterion+"_n" {
				g.compareMean(name, criterion, place, count, row[criterion+"_sum"])
			}
		}
	}
}

// compareMean compares one criterion's count and mean with a count and a sum.
func (g gremium) compareMean(name, criterion string, place placing, count, sum string) {
	g.t.Helper()
	got := place.Criteria[criterion]
	if strconv.Itoa(got.N) != count {
		g.t.Errorf("%s, %s: %d scores, want %s", name, criterion, got.N, count)
		return
	}
	if got.N == 0 {
		return
	}
	want := new(big.Rat).Quo(fraction(g.t, sum), fraction(g.t, count))
	if got.Mean == "" || fraction(g.t, got.Mean).Cmp(want) != 0 {
		g.t.Errorf("%s, %s: mean %q, want %s", name, criterion, got.Mean, want.RatString())
	}
	if value, _ := want.Float64(); math.Abs(value-got.Value) > 5e-7 {
		g.t.Errorf("%s, %s: value %v, want %v", name, criterion, got.Value, value)
	}
}

// comparePanel compares trimmed means with the official panel scores.
func (g gremium) comparePanel(rows []map[string]string) {
	g.t.Helper()
	places := g.standings(rows, "--aggregate", "trimmed")
	for _, row := range rows {
		name := row["round"] + " " + row["proposal_id"]
		got := places[name].Criteria[row["criterion"]]
		if got.Mean == "" {
			g.t.Errorf("%s, %s: no trimmed mean", name, row["criterion"])
			continue
		}
		if score := halfUp(fraction(g.t, got.Mean)); score.Cmp(fraction(g.t, row["panel_score"])) != 0 {
			g.t.Errorf("%s, %s: trimmed mean %s, want %s", name, row["criterion"], got.Mean, row["panel_score"])
		}
	}
}

// agreement is one criterion of `gremium stats ROUND --json`, and of reference.json in other words.
type agreement struct {
	N             int      `json:"n"`
	Mean          *float64 `json:"mean"`
	AlphaOrdinal  *float64 `json:"alpha_ordinal"`
	AlphaInterval *float64 `json:"alpha_interval"`
	ICC1          *float64 `json:"icc1"`
}

// compareAgreement compares every criterion of every round with the reference, which has ten decimals.
func (g gremium) compareAgreement(reference string) {
	g.t.Helper()
	var want struct {
		Rounds map[string]struct {
			Criteria map[string]struct {
				N        int      `json:"n_scores"`
				Mean     *float64 `json:"mean"`
				Ordinal  *float64 `json:"alpha_ordinal"`
				Interval *float64 `json:"alpha_interval"`
				ICC1     *struct {
					ICC1 *float64 `json:"ICC1"`
				} `json:"icc1"`
			} `json:"criteria"`
		} `json:"rounds"`
	}
	text, err := os.ReadFile(reference)
	if err != nil {
		g.t.Fatal(err)
	}
	if err := json.Unmarshal(text, &want); err != nil || len(want.Rounds) == 0 {
		g.t.Fatalf("%s: %d rounds, %v", reference, len(want.Rounds), err)
	}
	for round, r := range want.Rounds {
		var got struct {
			Criteria map[string]agreement `json:"criteria"`
		}
		if err := json.Unmarshal(g.run("stats", round), &got); err != nil || len(got.Criteria) != len(r.Criteria) {
			g.t.Fatalf("%s: %d criteria, want %d, %v", round, len(got.Criteria), len(r.Criteria), err)
		}
		for id, c := range r.Criteria {
			name, a := round+", "+id, got.Criteria[id]
			if a.N != c.N {
				g.t.Errorf("%s: %d scores, want %d", name, a.N, c.N)
			}
			g.closeTo(name+" mean", a.Mean, c.Mean)
			g.closeTo(name+" ordinal", a.AlphaOrdinal, c.Ordinal)
			g.closeTo(name+" interval", a.AlphaInterval, c.Interval)
			g.closeTo(name+" icc1", a.ICC1, c.ICC1.ICC1)
		}
	}
}

// closeTo compares figures to 1e-9; both may be undefined.
func (g gremium) closeTo(what string, got, want *float64) {
	g.t.Helper()
	if (got == nil) != (want == nil) || got != nil && math.Abs(*got-*want) > 1e-9 {
		g.t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// halfUp rounds a fraction that is not negative to two decimals, half up.
func halfUp(r *big.Rat) *big.Rat {
	doubled := new(big.Int).Mul(r.Num(), big.NewInt(200))
	doubled.Add(doubled, r.Denom())
	return new(big.Rat).SetFrac(doubled.Div(doubled, new(big.Int).Lsh(r.Denom(), 1)), big.NewInt(100))
}

// fraction reads a fraction or a decimal exactly.
func fraction(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return r
}

// records reads a CSV file as one map from column to cell for each line.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", path, err))
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, cell := range row {
			record[rows[0][i]] = cell
		}
		list = append(list, record)
	}
	return list
}
