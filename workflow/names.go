package workflow

import "gremium/policy"

func optionIDs(options []policy.Option) []string {
	ids := make([]string, len(options))
	for i := range options {
		ids[i] = options[i].ID
	}
	return ids
}

func bodyIDs(p *policy.Policy) []string {
	ids := make([]string, len(p.Bodies))
	for i := range p.Bodies {
		ids[i] = p.Bodies[i].ID
	}
	return ids
}

func pointIDs(p *policy.Policy) []string {
	ids := make([]string, len(p.Eligibility))
	for i := range p.Eligibility {
		ids[i] = p.Eligibility[i].ID
	}
	return ids
}
