package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"

	"gremium/workflow/audit"
)

// object is a table, an index, a view or a trigger, with the statement that makes it.
type object struct {
	Kind  string `db:"type"`
	Name  string `db:"name"`
	Table string `db:"tbl_name"`
	Text  string `db:"sql"`
}

// structure is what a database consists of, by kind and name.
type structure map[string]object

// structureOf reads a database's structure.
func structureOf(ctx context.Context, from sqlx.QueryerContext) (structure, error) {
	var all []object
	if err := sqlx.SelectContext(ctx, from, &all, selectObjects); err != nil {
		return nil, fmt.Errorf("structure: %w", fault(err))
	}
	out := make(structure, len(all))
	for _, o := range all {
		if o.Name != versions || o.Kind != "table" { // goose's own, whatever its form
			out[o.Kind+" "+o.Name] = o
		}
	}
	return out, nil
}

// intent keeps the structure that the migrations of this program make, once it has been made: it is the same for as long as
// the program runs.
type intent struct {
	mu   sync.Mutex
	want structure
}

func (i *intent) structure(ctx context.Context) (structure, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.want == nil {
		want, err := intended(ctx)
		if err != nil {
			return nil, err
		}
		i.want = want
	}
	return i.want, nil
}

// intended makes the structure that the migrations of this program make.
func intended(ctx context.Context) (want structure, err error) {
	db := connect("intended", Options{}, trying)
	defer func() { err = errors.Join(err, db.Close()) }()
	p, err := provider(db)
	if err != nil {
		return nil, err
	}
	if _, err := p.Up(ctx); err != nil {
		return nil, fmt.Errorf("make the structure: %w", fault(err))
	}
	return structureOf(ctx, db)
}

// differs answers where a structure is not the one that it should be, in order of kind and name.
func (s structure) differs(want structure) []audit.Difference {
	var out []audit.Difference
	for _, key := range slices.Sorted(maps.Keys(want)) {
		w := want[key]
		switch have, ok := s[key]; {
		case !ok:
			out = append(out, w.difference(audit.ObjectMissing))
		case have != w:
			out = append(out, w.difference(audit.ObjectDiffers))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s)) {
		if _, ok := want[key]; !ok {
			out = append(out, s[key].difference(audit.ObjectStray))
		}
	}
	return out
}

func (o object) difference(way audit.Way) audit.Difference {
	d := audit.Difference{Way: way, Kind: o.Kind, Key: o.Name}
	if o.Table != o.Name {
		d.Table = o.Table
	}
	return d
}

// structure compares what the database consists of with what the migrations of this program make, once. readable is false
// where a table or an index that this program reads is missing or another one: what it holds cannot be compared then.
func (s *Snapshot) structure(ctx context.Context) (found []audit.Difference, readable bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.form == nil {
		have, err := structureOf(ctx, s.tx)
		if err != nil {
			return nil, false, err
		}
		want, err := s.intent.structure(ctx)
		if err != nil {
			return nil, false, err
		}
		s.form = append([]audit.Difference{}, have.differs(want)...)
	}
	blocks := func(d audit.Difference) bool {
		return d.Way != audit.ObjectStray && strings.Contains("table index", d.Kind)
	}
	return s.form, !slices.ContainsFunc(s.form, blocks), nil
}
