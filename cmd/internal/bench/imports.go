package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// The folder that is imported: 8,400 proposals, 32,000 reviews, 156,000 scores.
const (
	importRounds    = 6
	importProposals = 1400
	importReviewers = 600
)

// imports measures how long a large folder takes.
func (m *run) imports(ctx context.Context) error {
	m.say(In)
	dir := filepath.Join(m.Dir, "folder")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	if err := writeFolder(dir); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	began := m.Now()
	if err := m.Import(ctx, dir, filepath.Join(m.Dir, "import.db")); err != nil {
		return fmt.Errorf("bench: import: %w", err)
	}
	took := m.Now().Sub(began).Seconds()
	m.add(Figure{Name: In, Value: importRounds * importProposals / took, Unit: "proposals/s"})
	m.add(Figure{Name: InFor, Value: took, Unit: "s", Goal: 15, Most: true})
	return nil
}

// writeFolder writes rounds whose scores are made by arithmetic, the same at each run.
func writeFolder(dir string) error {
	var files [3]*bufio.Writer
	var closers []func() error
	for i, name := range []string{"rounds.json", "proposals.csv", "reviews.csv"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		files[i] = bufio.NewWriter(f)
		closers = append(closers, files[i].Flush, f.Close)
	}
	fmt.Fprint(files[0], "[")
	fmt.Fprintln(files[1], "round,proposal_id,title,decision")
	fmt.Fprintln(files[2], "round,proposal_id,reviewer_id,criterion,score,scale_min,scale_max")
	for r := range importRounds {
		writeRound(files[0], r)
		for p := range importProposals {
			writeProposal(files[1], files[2], r, p)
		}
	}
	fmt.Fprint(files[0], "]")
	var errs []error
	for _, c := range closers {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

func writeRound(w *bufio.Writer, r int) {
	if r > 0 {
		fmt.Fprint(w, ",")
	}
	fmt.Fprintf(w, `{"id":"round-%d","label":"Round %d","criteria":[`, r, r)
	for c := range 5 {
		if c > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, `{"id":"c%d","label":"Criterion %d","scale_min":1,"scale_max":10,"step":1,"better":"higher"}`, c, c)
	}
	fmt.Fprint(w, "]}")
}

// writeProposal writes a proposal with three or four reviews, some without the last criterion.
func writeProposal(proposals, reviews *bufio.Writer, r, p int) {
	decision := []string{"accept", "reject", ""}[p%3]
	fmt.Fprintf(proposals, "round-%d,p%04d,A proposal with a title of common length %d,%s\n", r, p, p, decision)
	given := 4
	if p%5 == 0 {
		given = 3
	}
	for v := range given {
		criteria := 5
		if (p+v)%8 == 0 {
			criteria = 4
		}
		for c := range criteria {
			fmt.Fprintf(reviews, "round-%d,p%04d,reviewer-%d,c%d,%d,1,10\n", r, p, (p*7+v*13)%importReviewers, c, 1+(p*3+v*5+c*7)%10)
		}
	}
}
