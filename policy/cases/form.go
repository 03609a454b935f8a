package cases

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gremium/policy"
)

// whole reads a case. Members come first, whatever their place in the file: the rest speaks of them.
func (r *reader) whole(root *yaml.Node) {
	parts := map[string]*yaml.Node{}
	r.keys(root, []string{"shows", "members", "invited", "ballot", "secret", "second_meeting", "short_notice", "selected", "proposals", "expect"}, func(key string, value *yaml.Node) {
		parts[key] = value
	})
	for _, part := range []struct {
		key      string
		required bool
		read     func(*yaml.Node)
	}{
		{"shows", true, r.shows},
		{"members", true, func(n *yaml.Node) {
			for _, item := range r.items(n) {
				r.member(item)
			}
		}},
		{"invited", false, func(n *yaml.Node) { v := r.number(n); r.c.invited = &v }},
		{"ballot", false, func(n *yaml.Node) { r.c.noBallot = !r.flag(n) }},
		{"secret", false, r.secret},
		{"second_meeting", false, func(n *yaml.Node) { r.c.second = r.flag(n) }},
		{"short_notice", false, func(n *yaml.Node) { r.c.short = r.flag(n) }},
		{"selected", false, func(n *yaml.Node) { r.c.selected = r.number(n) }},
		{"proposals", false, r.proposals},
		{"expect", true, r.expect},
	} {
		if n := parts[part.key]; n != nil {
			part.read(n)
		} else if part.required && root.Kind == yaml.MappingNode {
			r.wrong(root, "Die Angabe „%s“ fehlt.", "The key \"%s\" is missing.", part.key)
		}
		if part.key == "proposals" && !r.c.round {
			r.c.proposals = []proposal{{}}
		}
	}
}

// secret reads the tally of a secret ballot, by weight.
func (r *reader) secret(n *yaml.Node) {
	r.c.secret = &policy.Votes{}
	r.keys(n, []string{string(policy.Yes), string(policy.No), string(policy.Abstain)}, func(key string, v *yaml.Node) {
		switch policy.Choice(key) {
		case policy.Yes:
			r.c.secret.Yes = int64(r.number(v))
		case policy.No:
			r.c.secret.No = int64(r.number(v))
		default:
			r.c.secret.Abstain = int64(r.number(v))
		}
	})
}

// shows reads what the case shows, in both languages.
func (r *reader) shows(n *yaml.Node) {
	r.keys(n, []string{policy.DE, policy.EN}, func(key string, value *yaml.Node) {
		if t := strings.TrimSpace(r.word(value)); key == policy.DE {
			r.c.Shows.DE = t
		} else {
			r.c.Shows.EN = t
		}
	})
	if n.Kind == yaml.MappingNode && r.c.Shows.Empty() {
		r.wrong(n, "Sagen Sie in einem Satz, was der Fall zeigt.", "Say in a sentence what the case shows.")
	}
}

func (r *reader) member(n *yaml.Node) {
	m := member{fact: policy.MemberFact{Present: true}}
	r.keys(n, []string{"id", "body", "group", "weight", "scores", "vote", "absent", "recused", "advisory", "chair", "unassigned", "vacant", "former"}, func(key string, v *yaml.Node) {
		switch key {
		case "id":
			m.fact.ID = r.word(v)
		case "body":
			if m.fact.Body = r.word(v); r.policy.Body(m.fact.Body) == nil {
				r.wrong(v, "Einen Gremiumsteil „%s“ hat das Regelwerk nicht. Es hat: %s.", "The policy has no body \"%s\". It has: %s.", v.Value, r.bodies())
			}
		case "group":
			m.fact.Group = r.word(v)
		case "weight":
			m.fact.Weight = r.number(v)
		case "scores":
			m.fact.Values, m.fact.Scored = r.scores(v), true
		case "vote":
			m.fact.Vote = r.vote(v)
		case "absent":
			m.fact.Present = !r.flag(v)
		case "recused":
			m.fact.Recused = r.flag(v)
		case "advisory":
			m.fact.Advisory = r.flag(v)
		case "chair":
			m.fact.Chair = r.flag(v)
		case "unassigned":
			m.fact.Unassigned = r.flag(v)
		case "vacant":
			m.fact.Vacant, m.fact.Present = r.flag(v), false
		case "former":
			m.fact.Former = r.flag(v)
		}
	})
	switch {
	case n.Kind != yaml.MappingNode:
		return
	case m.fact.ID == "":
		r.wrong(n, "Dem Mitglied fehlt „id“.", "The member lacks \"id\".")
	case m.fact.Body == "":
		r.wrong(n, "Dem Mitglied „%s“ fehlt „body“.", "The member \"%s\" lacks \"body\".", m.fact.ID)
	case r.knows(m.fact.ID):
		r.wrong(n, "Das Mitglied „%s“ steht zweimal da.", "The member \"%s\" is there twice.", m.fact.ID)
	}
	r.c.members = append(r.c.members, m)
}

func (r *reader) knows(id string) bool {
	return slices.ContainsFunc(r.c.members, func(m member) bool { return m.fact.ID == id })
}

func (r *reader) bodies() string {
	ids := make([]string, len(r.policy.Bodies))
	for i := range ids {
		ids[i] = r.policy.Bodies[i].ID
	}
	return strings.Join(ids, ", ")
}

func (r *reader) vote(n *yaml.Node) policy.Choice {
	return policy.Choice(r.one(n, string(policy.Yes), string(policy.No), string(policy.Abstain), string(policy.Sealed)))
}

// scores reads one value for each criterion, in the policy's order.
func (r *reader) scores(n *yaml.Node) []policy.Value {
	all := r.items(n)
	if len(all) != len(r.policy.Criteria) && n.Kind == yaml.SequenceNode {
		r.wrong(n, "Hier stehen %d Werte, das Regelwerk hat %d Kriterien.", "Here are %d values, the policy has %d criteria.", len(all), len(r.policy.Criteria))
		return nil
	}
	out := make([]policy.Value, len(all))
	for i, v := range all {
		c := &r.policy.Criteria[i]
		if w := r.word(v); w == "na" && c.NotAssessable {
			out[i].NotAssessable = true
			continue
		}
		d, err := policy.ParseDecimal(v.Value)
		if err != nil || !c.Allows(d) {
			r.wrong(v, "„%[1]s“ lässt „%[2]s“ nicht zu. Erlaubt sind: %[3]s.", "\"%[1]s\" does not allow \"%[2]s\". Allowed are: %[4]s.", c.ID, v.Value, r.policy.Allowed(c.ID, policy.DE), r.policy.Allowed(c.ID, policy.EN))
		}
		out[i].Decimal = d
	}
	return out
}

// proposals reads those of a whole round.
func (r *reader) proposals(n *yaml.Node) {
	r.c.round = true
	for _, item := range r.items(n) {
		x := proposal{scores: map[string][]policy.Value{}, votes: map[string]policy.Choice{}, recused: map[string]bool{}}
		r.keys(item, []string{"id", "scores", "votes", "recused", "ballot", "open", "decided"}, func(key string, v *yaml.Node) {
			switch key {
			case "id":
				x.id = r.word(v)
			case "scores":
				r.byMember(v, func(id string, v *yaml.Node) { x.scores[id] = r.scores(v) })
			case "votes":
				r.byMember(v, func(id string, v *yaml.Node) { x.votes[id] = r.vote(v) })
			case "recused":
				for _, m := range r.items(v) {
					x.recused[r.named(m)] = true
				}
			case "ballot":
				x.noBallot = !r.flag(v)
			case "open":
				x.open = r.flag(v)
			case "decided":
				x.outcome = policy.Outcome(r.one(v, string(policy.Selected), string(policy.NotSelected), string(policy.Deferred)))
			}
		})
		if x.id == "" || r.proposal(x.id) {
			r.wrong(item, "Jeder Vorschlag braucht eine eigene „id“.", "Every proposal needs an \"id\" of its own.")
		}
		r.c.proposals = append(r.c.proposals, x)
	}
}

func (r *reader) proposal(id string) bool {
	return slices.ContainsFunc(r.c.proposals, func(x proposal) bool { return x.id == id })
}

func (r *reader) byMember(n *yaml.Node, read func(id string, v *yaml.Node)) {
	r.each(n, func(key, v *yaml.Node) { read(r.named(key), v) })
}

// named reads the name of one of the members.
func (r *reader) named(n *yaml.Node) string {
	id := r.word(n)
	if !r.knows(id) {
		r.wrong(n, "Ein Mitglied „%s“ gibt es in diesem Fall nicht.", "There is no member \"%s\" in this case.", id)
	}
	return id
}

// expect reads what must follow: for the one proposal, or by proposal.
func (r *reader) expect(n *yaml.Node) {
	before := len(r.c.expects)
	if r.c.round {
		r.each(n, func(key, v *yaml.Node) {
			if !r.proposal(key.Value) {
				r.wrong(key, "Einen Vorschlag „%s“ gibt es in diesem Fall nicht.", "There is no proposal \"%s\" in this case.", key.Value)
			}
			r.expectOf(key.Value, v)
		})
	} else {
		r.expectOf("", n)
	}
	if len(r.c.expects) == before && len(r.mistakes) == 0 {
		r.wrong(n, "Der Fall erwartet nichts. Nennen Sie unter „expect“ das Ergebnis oder Feststellungen.",
			"The case expects nothing. Name the outcome or findings under \"expect\".")
	}
}

func (r *reader) expectOf(proposal string, n *yaml.Node) {
	add := func(at *yaml.Node, what, figure, want string) {
		r.c.expects = append(r.c.expects, expectation{proposal, what, figure, want, at.Line})
	}
	r.keys(n, []string{"outcome", "rank", "findings", "figures"}, func(key string, v *yaml.Node) {
		switch key {
		case "outcome":
			add(v, key, "", r.one(v, string(policy.Selected), string(policy.NotSelected), none))
		case "rank":
			r.number(v)
			add(v, key, "", v.Value)
		case "findings":
			r.each(v, func(name, v *yaml.Node) {
				add(v, name.Value, "", r.one(v, string(policy.HoldsYes), string(policy.HoldsNo), string(policy.HoldsInfo)))
			})
		case "figures":
			r.each(v, func(name, v *yaml.Node) {
				r.each(v, func(figure, v *yaml.Node) { add(v, name.Value, figure.Value, r.word(v)) })
			})
		}
	})
}
