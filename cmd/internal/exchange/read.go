package exchange

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"gremium/policy"
)

// reader reads a folder and gathers what is wrong with it.
type reader struct {
	fsys     fs.FS
	data     *Data
	problems Problems
	rounds   map[string]*Round // by ref and by id
	members  map[member]memberForm
	listed   bool     // there is a members.csv
	bodies   []string // of members.csv, in order of appearance
	used     map[member]bool
}

// Read reads a folder. What is wrong with its lines comes as Problems, all at once; any other error is one of reading.
func Read(fsys fs.FS) (*Data, error) {
	r := &reader{
		fsys: fsys, data: &Data{Digests: map[string]string{}}, rounds: map[string]*Round{},
		members: map[member]memberForm{}, used: map[member]bool{},
	}
	for _, step := range []func() error{
		r.readRounds, r.readOrganisations, r.readMembers, r.readSeats, r.makePolicies, r.readProposals, r.readReviews,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	r.close()
	if len(r.problems) > 0 {
		return nil, r.problems.sorted()
	}
	return r.data, nil
}

// optional takes a missing file for an empty one.
func optional(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// makePolicies makes the policy of each round from its criteria and the bodies known by now.
func (r *reader) makePolicies() error {
	for _, round := range r.data.Rounds {
		if round.form.spoilt {
			continue
		}
		bodies := slices.Clone(round.bodies)
		for _, b := range r.bodies {
			if !slices.Contains(bodies, b) {
				bodies = append(bodies, b)
			}
		}
		p, err := policy.ForImport("import-"+strings.ReplaceAll(round.ID, ".", "-"), round.form.criteria, round.form.aggregation, bodies)
		var mistakes policy.Mistakes
		switch {
		case errors.As(err, &mistakes):
			for _, m := range mistakes {
				r.problems.add(roundsFile, round.form.line, "Runde „%[1]s“, %[2]s", "Round “%[1]s”, %[3]s", round.Ref, m.In(policy.DE), m.In(policy.EN))
			}
		case err != nil:
			return err
		}
		round.Policy = p
	}
	return nil
}

// close fills what reviews leave out and names who was listed in vain.
func (r *reader) close() {
	for _, round := range r.data.Rounds {
		for i := range round.Proposals {
			for j := range round.Proposals[i].Sheets {
				s := &round.Proposals[i].Sheets[j]
				for k, given := range s.given {
					if !given {
						s.Values[k].NotAssessable = true
						r.data.Unassessed++
					}
				}
				s.given = nil
			}
		}
	}
	for m := range r.members {
		if !r.used[m] {
			r.data.Idle = append(r.data.Idle, m.reviewer)
		}
	}
	slices.Sort(r.data.Idle)
}
