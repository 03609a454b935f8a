package policy

// When decisions become known outside of the committee.
const (
	ReleasedTogether = "together" // by a release of their own, so that all can be told on one day
	ReleasedAtOnce   = "at_once"  // as soon as they are taken
)

// Release says when the decisions of a round become known to those who handed in proposals. A policy without the section
// is one from before it was there: its decisions become known by publication, or when the round is concluded.
type Release struct {
	Basis
	When string // ReleasedTogether or ReleasedAtOnce, empty where the policy does not say
}

func (r *Release) form(f *form) {
	r.Basis.form(f)
	f.choice("when", &r.When, ReleasedTogether, ReleasedAtOnce)
}

func (r *Release) text() Text {
	return map[string]Text{
		ReleasedTogether: {
			"Entscheidungen werden gesammelt und gemeinsam freigegeben; vorher kennt sie nur das Gremium.",
			"Decisions are collected and released together; until then only the committee knows them.",
		},
		ReleasedAtOnce: {
			"Eine Entscheidung ist bekannt, sobald sie getroffen ist.",
			"A decision is known as soon as it is taken.",
		},
	}[r.When]
}
