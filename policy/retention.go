package policy

// Retention says how long what decisions rest on is kept after the end of a round: as long it is not erased, though somebody
// may ask for it (Art. 17 (3) DSGVO). A policy without the section keeps nothing from erasure.
type Retention struct {
	Basis
	Months int // after the round was concluded or cancelled; 0 where the policy does not say
}

func (r *Retention) form(f *form) {
	r.Basis.form(f)
	f.count("months", &r.Months, 1, false)
}

func (r *Retention) text() Text {
	if r.Months == 0 {
		return Text{}
	}
	return say("Worauf Entscheidungen beruhen, wird %d Monate nach Ende der Runde aufbewahrt und so lange nicht gelöscht.",
		"What decisions rest on is kept for %d months after the end of the round, and not erased until then.", r.Months)
}
