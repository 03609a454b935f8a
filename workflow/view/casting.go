package view

// Excluded tells whether the viewer takes no part in some proposal: what counts over all proposals would tell of that one.
func (v *Round) Excluded() bool { return v.excluded }
