package policy

// Discussion says what the committee owes a proposal before it votes on it.
type Discussion struct {
	Basis
	BeforeBallot bool // a ballot opens only once the discussion of the proposal is on record
}

func (x *Discussion) form(f *form) {
	x.Basis.form(f)
	f.flag("before_ballot", &x.BeforeBallot)
}

func (x *Discussion) check(d *document, m *Majority) {
	if x.BeforeBallot && m.None() {
		d.fresh("discussion.before_ballot", Text{
			"Ohne „more_than“ oder „at_least“ unter „majority“ gibt es keine Abstimmung, vor der zu besprechen wäre.",
			"Without \"more_than\" or \"at_least\" under \"majority\" there is no ballot before which to discuss.",
		})
	}
}

func (x *Discussion) text() Text {
	if !x.BeforeBallot {
		return Text{}
	}
	return Text{
		"Abgestimmt wird erst, wenn der Vorschlag besprochen ist.", "A ballot is held only once the proposal has been discussed.",
	}
}
