package policy_test

import (
	"fmt"
	"slices"
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
	"gremium/workflow/race"
)

// constitution is how a committee decides, in the words of this test: nothing of it is read from the policy.
type constitution struct {
	quorumAbove  [2]int // more than this share of the entitled heads is there; 0/0 asks for none
	quorumLeast  int    // heads that have to be there
	recusedCount bool   // those excluded stay in the base, as people who are not there
	noBallot     bool   // nobody votes
	above, least [2]int // more than, or at least, this share of the votes is yes
	abstainIsNo  bool
	chairBreaks  bool // an even vote is settled by the chair's
	everyBody    bool // the same share within each body
}

// constitutions are those of the policies that come with the program.
func constitutions() map[string]constitution {
	return map[string]constitution{
		"iq-good-practice": {quorumAbove: [2]int{1, 2}, quorumLeast: 3, above: [2]int{1, 2}},
		"vwvfg-committee":  {quorumAbove: [2]int{1, 2}, quorumLeast: 3, above: [2]int{1, 2}, chairBreaks: true},
		"grant-panel":      {quorumAbove: [2]int{1, 2}, quorumLeast: 3, above: [2]int{1, 2}, chairBreaks: true},
		"jury":             {noBallot: true},
	}
}

// person is one member, as far as quorum and majority go.
type person struct {
	// "yes", "no" and "abstain" are there and vote; "silent" is there and does not; "absent"; "late" votes without having been
	// there; "recused"; "advisory" has a seat without vote; "vacant" is a seat that nobody holds
	does   string
	weight int
	body   int
	chair  bool
}

// people are all that one member can be in a committee of that many bodies.
func people(bodies int, does ...string) (out []person) {
	for _, d := range does {
		for _, weight := range []int{1, 2} {
			for body := range bodies {
				out = append(out, person{does: d, weight: weight, body: body})
			}
		}
	}
	return out
}

// assemblies calls f with every multiset of up to most people, with nobody as chair and with each kind of chair.
func assemblies(most int, kinds []person, f func([]person)) {
	all := make([]person, 0, most)
	var fill func(from int)
	fill = func(from int) {
		f(all)
		if len(all) == most {
			return
		}
		for i := from; i < len(kinds); i++ {
			all = append(all, kinds[i])
			fill(i)
			all = all[:len(all)-1]
		}
	}
	fill(0)
	for _, chair := range kinds {
		chair.chair = true
		all = append(all[:0], chair)
		fill(0)
	}
}

// quorum counts heads.
func (c constitution) quorum(all []person) bool {
	there, base := 0, 0
	for _, one := range all {
		switch one.does {
		case "yes", "no", "abstain", "silent":
			there++
			base++
		case "absent", "late":
			base++
		case "recused":
			if c.recusedCount {
				base++
			}
		}
	}
	enough := there*c.quorumAbove[1] > base*c.quorumAbove[0] || c.quorumAbove[1] == 0
	return enough && there >= c.quorumLeast
}

// carried lays the votes on two heaps, one sheet of paper for each unit of weight.
func (c constitution) carried(all []person, bodies int) bool {
	whole, even := c.share(all, nil)
	if even && c.chairBreaks {
		whole = false
		for _, one := range all {
			whole = whole || one.chair && one.does == "yes"
		}
	}
	for b := range bodies {
		if inside, _ := c.share(all, &b); c.everyBody && !inside && !c.vacant(all, b) {
			return false
		}
	}
	return whole
}

// share tells whether enough of the votes are yes, and whether as many are yes as are not.
func (c constitution) share(all []person, body *int) (enough, even bool) {
	var yes, rest int
	for _, one := range all {
		if body != nil && one.body != *body {
			continue
		}
		for range one.weight {
			if one.does == "yes" {
				yes++
			}
			if one.does == "no" || one.does == "abstain" && c.abstainIsNo {
				rest++
			}
		}
	}
	if c.least[1] > 0 {
		return yes > 0 && yes*c.least[1] >= (yes+rest)*c.least[0], yes > 0 && yes == rest
	}
	return yes*c.above[1] > (yes+rest)*c.above[0], yes > 0 && yes == rest
}

// vacant tells whether nobody of a body may vote.
func (c constitution) vacant(all []person, body int) bool {
	for _, one := range all {
		if one.body == body && one.does != "recused" && one.does != "advisory" && one.does != "vacant" {
			return false
		}
	}
	return true
}

// facts tells the policy of the same people.
func factsOf(all []person, to *policy.Facts, names []string) {
	to.BallotHeld, to.Invited, to.Members = true, len(all), to.Members[:0]
	for i, one := range all {
		m := policy.MemberFact{ID: names[i], Body: names[one.body], Weight: one.weight, Chair: one.chair, Present: true}
		switch one.does {
		case "yes", "no", "abstain":
			m.Vote = policy.Choice(one.does)
		case "absent":
			m.Present = false
		case "late":
			m.Present, m.Vote = false, policy.Yes
		case "recused": // was there and voted before it came to light
			m.Recused, m.Vote = true, policy.Yes
		case "advisory":
			m.Advisory, m.Vote = true, policy.No
		case "vacant":
			m.Vacant, m.Present = true, false
		}
		to.Members = append(to.Members, m)
	}
}

// onVotesAlone is a policy without the rules about scores, so that its outcome is that of quorum and majority. Its bodies
// are named by number.
func onVotesAlone(p *policy.Policy, bodies int, names []string) *policy.Policy {
	q := *p
	q.Minimum, q.Selected, q.Criteria, q.Bodies = policy.Minimum{}, policy.SelectedLimit{}, nil, nil
	for b := range bodies {
		q.Bodies = append(q.Bodies, policy.Body{ID: names[b]})
	}
	return &q
}

// agrees compares what a policy says of every assembly with its constitution, and counts them.
func (c constitution) agrees(t *testing.T, p *policy.Policy, most, bodies int, does ...string) {
	t.Helper()
	names := []string{"a", "b", "c", "d", "e", "f", "g"}
	p = onVotesAlone(p, bodies, names)
	var facts policy.Facts
	n, wrong := 0, 0
	assemblies(most, people(bodies, does...), func(all []person) {
		n++
		factsOf(all, &facts, names)
		d := p.Determine(facts)
		if err := c.contradicts(d, c.quorum(all), c.carried(all, bodies)); err != "" {
			if wrong++; wrong < 5 {
				t.Errorf("%+v: %s", all, err)
			}
		}
	})
	t.Logf("%d assemblies of up to %d", n, most)
	if n < race.Fewer(3_000, 10_000) {
		t.Errorf("only %d assemblies", n)
	}
}

// contradicts says where a determination is another than the oracle's.
func (c constitution) contradicts(d policy.Determination, quorum, carried bool) string {
	want := policy.Outcome("")
	switch {
	case c.noBallot || !quorum:
	case carried:
		want = policy.Selected
	default:
		want = policy.NotSelected
	}
	got := cases.Find(d.Findings, policy.RuleQuorum)
	if got == nil || (got.Holds == policy.HoldsYes) != quorum {
		return fmt.Sprintf("quorum %+v, want %v", got, quorum)
	}
	got = cases.Find(d.Findings, policy.RuleMajority)
	if (got == nil) != c.noBallot || got != nil && (got.Holds == policy.HoldsYes) != carried {
		return fmt.Sprintf("majority %+v, want %v", got, carried)
	}
	if d.Outcome != want {
		return fmt.Sprintf("outcome %q, want %q", d.Outcome, want)
	}
	return ""
}

// Every policy that comes with the program decides as this test does, for every committee of up to seven members, whatever
// each of them and the chair does, with one vote or two; and so it does where the chair's vote settles ties. The test shares
// nothing with the policy but the members.
func TestOracleOfQuorumAndMajority(t *testing.T) {
	t.Parallel()
	said := constitutions()
	for _, name := range policy.BuiltInNames() {
		c, ok := said[name]
		if !ok {
			t.Errorf("say in constitutions how the committee of %s decides", name)
			continue
		}
		bodies, most := 1, race.Fewer(4, 7)
		if c.everyBody { // twice as many people differ
			bodies, most = 2, race.Fewer(3, 5)
		}
		does := []string{"yes", "no", "abstain", "absent", "recused"}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.agrees(t, builtIn(t, name), most, bodies, does...)
		})
		t.Run(name+", the chair settles ties", func(t *testing.T) {
			t.Parallel()
			p, chairs := builtIn(t, name), c
			p.Majority.Tie, chairs.chairBreaks = policy.TieChair, true
			chairs.agrees(t, p, most, bodies, does...)
		})
	}
}

// What no policy that comes with the program asks for is decided as well: other shares, other ties, other bases, and people
// who are there without voting or vote without being there.
func TestOracleOfOtherRules(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*constitution, *policy.Policy){
		"abstentions are no": func(c *constitution, p *policy.Policy) {
			c.abstainIsNo, p.Majority.Abstentions = true, policy.AbstentionsAsNo
		},
		"abstentions are no, the chair settles ties": func(c *constitution, p *policy.Policy) {
			c.abstainIsNo, p.Majority.Abstentions = true, policy.AbstentionsAsNo
			c.chairBreaks, p.Majority.Tie = true, policy.TieChair
		},
		"at least two thirds": func(c *constitution, p *policy.Policy) {
			c.above, c.least = [2]int{}, [2]int{2, 3}
			p.Majority.MoreThan, p.Majority.AtLeast = policy.Fraction{}, policy.Fraction{Num: 2, Den: 3}
		},
		"the excluded stay in the base": func(c *constitution, p *policy.Policy) {
			c.recusedCount, p.Interests.QuorumBase = true, policy.BaseIncluded
		},
		"two thirds are there": func(c *constitution, p *policy.Policy) {
			c.quorumAbove, c.quorumLeast = [2]int{2, 3}, 0
			p.Quorum = policy.Quorum{MoreThan: policy.Fraction{Num: 2, Den: 3}}
		},
		"no quorum": func(c *constitution, p *policy.Policy) {
			c.quorumAbove, c.quorumLeast, p.Quorum = [2]int{}, 0, policy.Quorum{}
		},
		"within every body": func(c *constitution, p *policy.Policy) {
			c.everyBody, p.Majority.EachBody = true, true
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := constitution{quorumAbove: [2]int{1, 2}, quorumLeast: 3, above: [2]int{1, 2}}
			p := builtIn(t, "iq-good-practice")
			change(&c, p)
			bodies, does := 1, []string{"yes", "no", "abstain", "absent", "recused"}
			if c.everyBody {
				bodies = 2
			} else {
				does = append(does, "silent", "late", "advisory", "vacant")
			}
			c.agrees(t, p, 4, bodies, does...)
		})
	}
}

// sealed makes the ballot of an assembly a secret one: nobody's vote is known, and the tally is that of those who may vote and
// were there. Who is excluded has not voted, unless it came to light after the ballot.
func sealed(all []person, f *policy.Facts, before bool) {
	f.Secret = &policy.Votes{}
	for i, one := range all {
		m, weight := &f.Members[i], int64(one.weight)
		switch one.does {
		case "yes":
			f.Secret.Yes += weight
		case "no":
			f.Secret.No += weight
		case "abstain":
			f.Secret.Abstain += weight
		case "recused":
			if m.Vote = ""; before {
				f.Secret.Yes += weight
				m.Vote = policy.Sealed
			}
			continue
		default:
			continue
		}
		m.Vote = policy.Sealed
	}
}

// A secret ballot decides as an open one does. Where somebody was excluded after having voted it decides nothing, because
// nobody can take that vote out of the tally. A tie cannot be settled by a chair whose vote nobody knows.
func TestOracleOfSecretBallots(t *testing.T) {
	t.Parallel()
	names := []string{"a", "b", "c", "d", "e"}
	for name, c := range constitutions() {
		if c.noBallot {
			continue
		}
		c.chairBreaks = false
		p := onVotesAlone(builtIn(t, name), 1, names)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var facts policy.Facts
			assemblies(5, people(1, "yes", "no", "abstain", "absent", "recused"), func(all []person) {
				excluded := slices.ContainsFunc(all, func(one person) bool { return one.does == "recused" })
				for _, before := range []bool{false, true} {
					factsOf(all, &facts, names)
					sealed(all, &facts, before)
					d := p.Determine(facts)
					if before && excluded {
						if holds := cases.Find(d.Findings, policy.RuleMajority).Holds; d.Outcome != "" || holds != policy.HoldsNo {
							t.Errorf("%+v: %q, majority %s", all, d.Outcome, holds)
						}
					} else if err := c.contradicts(d, c.quorum(all), c.carried(all, 1)); err != "" {
						t.Errorf("%+v: %s", all, err)
					}
				}
			})
		})
	}
}
