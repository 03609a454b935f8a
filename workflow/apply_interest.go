package workflow

import "slices"

// interest puts an interest on record, or what was resolved on those of somebody.
func (r *Round) interest(p *Proposal, rec *Record, f *found) {
	p.Interests = slices.Clone(p.Interests)
	x := Interest{By: f.actor, Seq: rec.Seq, At: rec.At}
	switch e := rec.Event.(type) {
	case *InterestDeclared:
		x.Participant, x.Kind, x.Declared = f.subject, e.InterestKind, true
		x.exclude(rec)
	case *InterestReported:
		x.Participant, x.Kind, x.Open = r.participant(e.About), e.InterestKind, true
	case *InterestResolved:
		p.resolve(rec, e, r.participant(e.About))
		return
	}
	x.Seat = -1
	if r.Policy.Interests.BindsSeat(x.Kind) {
		x.Seat = r.Participants[x.Participant].Seat
	}
	p.Interests = append(p.Interests, x)
}

func (x *Interest) exclude(rec *Record) { x.Excludes, x.Since, x.SinceAt = true, rec.Seq, rec.At }

func (p *Proposal) resolve(rec *Record, e *InterestResolved, about int) {
	for i := range p.Interests {
		x := &p.Interests[i]
		if x.Participant != about || e.Lift != x.Excludes || !e.Lift && !x.Open {
			continue
		}
		x.Open, x.Resolved = false, rec.Seq
		switch {
		case e.Lift:
			x.Excludes = !e.Carried
		case e.Carried:
			x.exclude(rec)
		}
	}
}
