package store

import (
	"context"
	"fmt"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
)

const (
	insertChoice  = `INSERT INTO choices (key, ledger, ballot, weight, choice) VALUES (?, ?, ?, ?, ?)`
	selectChoices = `SELECT key, weight, choice FROM choices WHERE ledger = ? AND ballot = ? ORDER BY key`
	deleteChoices = `DELETE FROM choices WHERE ledger = ? AND ballot = ?`
	countChoices  = `SELECT ballot, weight, COUNT(*) AS n FROM choices WHERE ledger = ? GROUP BY ballot, weight`
)

// Choices are the choices that wait in a secret ballot, in an order that says nothing. See workflow.Tx.
func (c *changes) Choices(origin string, ballot uint64) ([]workflow.SealedChoice, error) {
	s, err := c.shelf(origin)
	if err != nil {
		return nil, fault(err)
	}
	stmt, err := c.stmt(selectChoices) //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
	if err != nil {
		return nil, fault(err)
	}
	var rows []struct {
		Key    []byte `db:"key"`
		Weight int64  `db:"weight"`
		Choice string `db:"choice"`
	}
	if err := stmt.SelectContext(c.ctx, &rows, s.number, ballot); err != nil {
		return nil, fmt.Errorf("choices: %w", fault(err))
	}
	out := make([]workflow.SealedChoice, len(rows))
	for i, r := range rows {
		out[i] = workflow.SealedChoice{Ballot: ballot, Weight: r.Weight, Choice: policy.Choice(r.Choice)}
		copy(out[i].Key[:], r.Key)
	}
	return out, nil
}

// conceal keeps what was chosen in a secret ballot, or lets go of what its closing has counted.
func (c *changes) conceal(number int64, e *workflow.Sealed) error {
	if x := e.Choice; x != nil {
		if err := c.exec(insertChoice, x.Key[:], number, x.Ballot, x.Weight, string(x.Choice)); err != nil {
			return fmt.Errorf("choice: %w", err)
		}
	}
	if e.Spent == 0 {
		return nil
	}
	if err := c.exec(deleteChoices, number, e.Spent); err != nil {
		return fmt.Errorf("choices: %w", err)
	}
	return nil
}

// choices holds those that wait against the voters of the secret ballots that are open: for each weight as many as voters.
func (s *Snapshot) choices(ctx context.Context, ledger int64, state workflow.Ledger) ([]audit.Difference, error) {
	var rows []struct {
		Ballot natural `db:"ballot"`
		Weight int64   `db:"weight"`
		N      int64   `db:"n"`
	}
	if err := s.selectAll(ctx, &rows, countChoices, ledger); err != nil {
		return nil, fmt.Errorf("table choices: %w", err)
	}
	type class struct {
		ballot uint64
		weight int64
	}
	have, want := map[class]int64{}, map[class]int64{}
	for _, r := range rows {
		have[class{uint64(r.Ballot), r.Weight}] = r.N
	}
	var order []class
	if r, ok := state.(*workflow.Round); ok {
		for _, b := range r.SecretBallots() {
			for _, n := range r.Blank(b) {
				at := class{b.Opened, n.Weight}
				want[at], order = n.Abstain, append(order, at)
			}
		}
	}
	for _, r := range rows {
		if at := (class{uint64(r.Ballot), r.Weight}); want[at] == 0 {
			order = append(order, at)
		}
	}
	var out []audit.Difference
	for _, at := range order {
		if have[at] != want[at] {
			out = append(out, audit.Difference{
				Way: audit.ValueDiffers, Table: "choices", Key: fmt.Sprintf("%d %d", at.ballot, at.weight), Column: "choice",
				Have: value(have[at]), Want: value(want[at]),
			})
		}
	}
	return out, nil
}
