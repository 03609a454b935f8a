package workflow

// RequestErasure asks for the erasure of texts, or of a person. Of its fields only entry and paths are asked for, and no paths
// mean all texts of the entry: the engine takes the rest from the entry itself.
type RequestErasure struct {
	Basis  string // one of Bases
	Fields []Field
	Person string // pseudonym
	Reason string
}

// Kind is KindErasureRequested.
func (*RequestErasure) Kind() Kind { return KindErasureRequested }

func (c *RequestErasure) enter(rec *Record, as common) texts {
	rec.Event = &ErasureRequested{common: as, Basis: c.Basis, Fields: c.Fields, Person: c.Person}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

func (c *RequestErasure) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	return c.enter(rec, as), nil
}

// EraseText approves a request and erases what it names. Account is, for a person in the register, the account that goes: the
// engine makes sure that it is that person's.
type EraseText struct {
	Request uint64
	Account string

	asked *Erasure // as the register knows it; the engine fills it in
}

// Kind is KindTextErased.
func (*EraseText) Kind() Kind { return KindTextErased }

func (c *EraseText) enter(rec *Record, as common) texts {
	e := &TextErased{common: as, Request: c.Request}
	if x := c.asked; x != nil {
		e.Asked, e.Basis, e.Fields, e.Person = x.By, x.Basis, x.Fields, x.Person
	}
	rec.Event = e
	return nil
}

func (c *EraseText) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	filled := *c
	filled.asked = r.Erasure(c.Request)
	return filled.enter(rec, as), nil
}

// RefuseErasure answers a request with a refusal and its reason.
type RefuseErasure struct {
	Request uint64
	Reason  string
}

// Kind is KindErasureRefused.
func (*RefuseErasure) Kind() Kind { return KindErasureRefused }

func (c *RefuseErasure) enter(rec *Record, as common) texts {
	rec.Event = &ErasureRefused{common: as, Request: c.Request}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

func (c *RefuseErasure) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	return c.enter(rec, as), nil
}

// SetHold keeps the texts of a proposal, or of the whole ledger, from being erased.
type SetHold struct {
	Subject string // id of the proposal; empty for the whole ledger
	Reason  string
}

// Kind is KindHoldSet.
func (*SetHold) Kind() Kind { return KindHoldSet }

func (c *SetHold) enter(rec *Record, as common) texts {
	rec.Event = &HoldSet{common: as, Subject: c.Subject}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

func (c *SetHold) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	return c.enter(rec, as), nil
}

// LiftHold ends a hold.
type LiftHold struct {
	Hold   uint64 // entry that set it
	Reason string
}

// Kind is KindHoldLifted.
func (*LiftHold) Kind() Kind { return KindHoldLifted }

func (c *LiftHold) enter(rec *Record, as common) texts {
	rec.Event = &HoldLifted{common: as, Hold: c.Hold}
	t := texts{}
	t.add("reason", c.Reason)
	return t
}

func (c *LiftHold) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	return c.enter(rec, as), nil
}
