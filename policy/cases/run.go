package cases

import (
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
)

// none is how a case writes that the committee cannot decide.
const none = "none"

// result is what the policy says of one proposal.
type result struct {
	policy.Determination
	rank int
}

// Run works the case out under the policy it was read for, and gives every expectation that is not met, in the order of
// the file; nil where all are.
func (c *Case) Run(p *policy.Policy) []Failure {
	results := c.results(p)
	var out []Failure
	for _, x := range c.expects {
		if got, met := x.met(results[x.proposal], p); !met {
			out = append(out, Failure{c.File, x.line, x.says(got)})
		}
	}
	return out
}

func (c *Case) results(p *policy.Policy) map[string]result {
	facts, candidates, entrants := make([]policy.Facts, len(c.proposals)), []policy.Candidate(nil), []policy.Entrant(nil)
	for i := range c.proposals {
		facts[i] = c.facts(&c.proposals[i], p)
		one := policy.Candidate{ID: c.proposals[i].id, Facts: facts[i], Open: c.proposals[i].open, Outcome: c.proposals[i].outcome}
		if one.Outcome != policy.Deferred { // as the policy proposed it
			one.Proposed = one.Outcome
		}
		candidates = append(candidates, one)
		entrants = append(entrants, policy.Entrant{ID: one.ID, Means: p.Means(p.Aggregation, facts[i].Members)})
	}
	places := p.Standing(entrants)
	out := map[string]result{}
	for i := range c.proposals {
		others := slices.Delete(slices.Clone(candidates), i, i+1)
		f := facts[i]
		f.SelectedSoFar = c.selected
		for _, o := range others {
			if o.Outcome == policy.Selected {
				f.SelectedSoFar++
			}
		}
		if p.Ranked() {
			f.Rivals = p.Rivals(others)
		}
		at := slices.IndexFunc(places, func(pl policy.Place) bool { return pl.ID == c.proposals[i].id })
		out[c.proposals[i].id] = result{p.Determine(f), places[at].Rank}
	}
	return out
}

// Facts are what is known of the one proposal that the case is about, or of the first of a round.
func (c *Case) Facts(p *policy.Policy) policy.Facts { return c.facts(&c.proposals[0], p) }

// facts are what is known of one proposal.
func (c *Case) facts(x *proposal, p *policy.Policy) policy.Facts {
	f := policy.Facts{BallotHeld: !c.noBallot && !x.noBallot && !p.Majority.None(), Secret: c.secret, Second: c.second, Short: c.short}
	for i := range c.members {
		m := c.members[i].fact
		if c.round {
			m.Values, m.Vote = x.scores[m.ID], x.votes[m.ID]
			m.Scored, m.Recused = len(m.Values) > 0, m.Recused || x.recused[m.ID]
		}
		if !m.Advisory {
			f.Invited++
		}
		f.Members = append(f.Members, m)
	}
	if c.invited != nil {
		f.Invited = *c.invited
	}
	return f
}

// met tells whether the result is as expected, and what it is.
func (x *expectation) met(r result, p *policy.Policy) (got policy.Text, met bool) {
	same := func(s string) policy.Text { return text("gekommen ist %s", "what came is %s", s) }
	switch x.what {
	case "outcome":
		came := string(r.Outcome)
		if came == "" {
			came = none
		}
		return same(came), came == x.want
	case "rank":
		return same(strconv.Itoa(r.rank)), strconv.Itoa(r.rank) == x.want
	}
	f := Find(r.Findings, x.what)
	switch {
	case f == nil:
		return text("diese Feststellung kommt nicht vor; es gibt: %s", "there is no such finding; there are: %s", strings.Join(names(r.Findings), ", ")), false
	case x.figure == "":
		return text("gekommen ist %[1]s („%[2]s“)", "what came is %[1]s (“%[3]s”)", f.Holds, sentence(f, p, policy.DE), sentence(f, p, policy.EN)),
			string(f.Holds) == x.want
	case f.Figure(x.figure) == "":
		var have []string
		for _, g := range f.Figures {
			have = append(have, g.Name)
		}
		return text("diese Zahl kommt nicht vor; es gibt: %s", "there is no such figure; there are: %s", strings.Join(have, ", ")), false
	}
	return same(f.Figure(x.figure)), f.Figure(x.figure) == x.want
}

// says puts what was expected beside what came.
func (x *expectation) says(got policy.Text) policy.Text {
	what := x.what
	if x.figure != "" {
		what += "." + x.figure
	}
	if x.proposal != "" {
		what = x.proposal + ": " + what
	}
	return text("%[1]s: erwartet %[2]s, %[3]s.", "%[1]s: expected %[2]s, %[4]s.", what, x.want, got.DE, got.EN)
}

// sentence is a finding as a person reads it.
func sentence(f *policy.Finding, p *policy.Policy, lang string) string {
	rule, figures := f.Sentence(p, lang)
	return strings.TrimSuffix(rule+": "+figures, ": ")
}

// Find looks for a finding by its rule, or by its rule and the criterion or body it is about.
func Find(all []policy.Finding, name string) *policy.Finding {
	rule, about, _ := strings.Cut(name, " ")
	for i := range all {
		f := &all[i]
		if f.Rule == rule && (about == "" || f.Figure("criterion") == about || f.Figure("body") == about) {
			return f
		}
		if found := Find(f.Findings, name); found != nil {
			return found
		}
	}
	return nil
}

// names are the findings as a case can name them.
func names(all []policy.Finding) []string {
	var out []string
	for i := range all {
		name := all[i].Rule
		if about := all[i].Figure("criterion") + all[i].Figure("body"); about != "" {
			name += " " + about
		}
		out = append(append(out, name), names(all[i].Findings)...)
	}
	return out
}
