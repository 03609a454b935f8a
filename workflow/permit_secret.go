package workflow

import (
	"slices"
	"strconv"

	"gremium/workflow/ledger"
)

// permitHidden refuses a secret ballot whose tally would give single votes away, although everybody voted: so few could vote, or
// so few with one weight.
func (r *Round) permitHidden(mode Mode, f *found, at ledger.Instant) *Refusal {
	if mode != ModeSecret {
		return nil
	}
	able := r.electorate(f, at)
	weight, have := r.exposed(able)
	switch {
	case weight == 0 && len(able) > 0, r.Policy.Ballots.SecretAtLeast == 0:
		return nil
	case len(able) <= 1:
		return refuse("secret_too_few", "policy", "have", num(uint64(max(have, 0))), "needed", strconv.Itoa(r.Policy.Ballots.SecretAtLeast))
	}
	return r.fewOf("secret_weight", weight, have)
}

// electorate counts by weight who could vote now: those who are in the meeting for the item, and elsewhere everybody whose seat
// has somebody.
func (r *Round) electorate(f *found, at ledger.Instant) []Count {
	var out []Count
	manned := r.manned(at, r.Size)
	for m := range r.Members {
		who, there := r.ActingFor(m, at), manned[m]
		if x := f.meeting; x != nil && !x.Written {
			who, there = x.occupant(m), x.Present(m, r.itemFor(x, f.proposal, f.motion))
		}
		if seat := r.MemberSeat(m); there && !seat.Advisory && r.Recused(f.proposal, who) == nil {
			out = addBlank(out, int64(seat.Weight))
		}
	}
	return out
}

// exposed finds a weight with votes, but fewer than the policy asks for, and how many there are; 0 where there is none.
func (r *Round) exposed(blank []Count) (weight, have int64) {
	for _, c := range blank {
		if c.Abstain < int64(r.Policy.Ballots.SecretAtLeast) {
			return c.Weight, c.Abstain
		}
	}
	return 0, 0
}

func (r *Round) fewOf(code string, weight, have int64) *Refusal {
	return refuse(code, "policy", "weight", strconv.FormatInt(weight, 10), "have", strconv.FormatInt(have, 10), "needed", strconv.Itoa(r.Policy.Ballots.SecretAtLeast))
}

// permitCounting counts a secret ballot only where the tally gives no single vote away, whoever wants to know; otherwise it can be
// closed without one, and only then.
func (r *Round) permitCounting(e *BallotClosed, b *Ballot) *Refusal {
	weight, have := r.exposed(r.Blank(b))
	switch {
	case e.Uncounted && weight == 0:
		return refuse("secret_countable", "policy")
	case e.Uncounted && (len(e.Counts) > 0 || e.Tally != Tally{}):
		return inconsistent("tally")
	case e.Uncounted:
		return nil
	case weight > 0:
		return r.fewOf("secret_uncountable", weight, have)
	}
	return r.permitCounts(e, b)
}

// permitCounts holds the tally of a secret ballot against those who voted: for each weight as many choices as voters.
func (r *Round) permitCounts(e *BallotClosed, b *Ballot) *Refusal {
	want := r.Blank(b)
	if len(want) != len(e.Counts) {
		return inconsistent("tally")
	}
	var t Tally
	for i, c := range e.Counts {
		heads := c.Yes + c.No + c.Abstain
		if c.Weight != want[i].Weight || heads != want[i].Abstain || c.Yes < 0 || c.No < 0 || c.Abstain < 0 {
			return inconsistent("tally")
		}
		t.add(c)
	}
	if e.Tally != t {
		return inconsistent("tally")
	}
	return nil
}

func (t *Tally) add(c Count) {
	t.Yes += c.Yes * c.Weight
	t.No += c.No * c.Weight
	t.Abstain += c.Abstain * c.Weight
	t.Voters += c.Yes + c.No + c.Abstain
}

// Blank counts the votes of a secret ballot as if all had abstained, by weight: how many choices there have to be.
func (r *Round) Blank(b *Ballot) []Count {
	var out []Count
	for m := range b.Votes {
		if b.Vote(m) == nil {
			continue
		}
		w := int64(r.Seat(r.Members[m]).Weight)
		out = addBlank(out, w)
	}
	return out
}

// addBlank adds an abstention of a weight to those counted, which are in order of their weights.
func addBlank(counts []Count, weight int64) []Count {
	i, found := slices.BinarySearchFunc(counts, weight, func(c Count, w int64) int { return int(c.Weight - w) })
	if !found {
		counts = slices.Insert(counts, i, Count{Weight: weight})
	}
	counts[i].Abstain++
	return counts
}

// SecretBallots are the secret ballots that are open.
func (r *Round) SecretBallots() []*Ballot {
	var out []*Ballot
	add := func(b *Ballot) {
		if b != nil && b.Open && b.Mode == ModeSecret {
			out = append(out, b)
		}
	}
	for _, p := range r.Proposals {
		add(p.Ballot)
	}
	for _, x := range r.Motions {
		add(x.Ballot)
	}
	return out
}
