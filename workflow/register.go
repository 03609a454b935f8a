package workflow

import (
	"maps"
	"slices"
	"strconv"

	"gremium/workflow/ledger"
)

// Register is the state of an installation's register: programmes, organisations, adopted policies and rounds. Like a
// Round it holds no text, and a fork of it can be changed while readers keep the committed one.
type Register struct {
	Origin        string
	Size          uint64
	Last          ledger.Instant
	Programmes    []Programme
	Organisations []Organisation
	Policies      []AdoptedPolicy
	Rounds        []ListedRound
	Erasing
	Closings    []Closing
	Keys        []KeyChange
	Acceptances []Acceptance

	noted        []Closing // ahead of a change of the key that is still to come
	organisation map[string]int
	owned        bool
}

// Programme is a funding programme of the installation. Its title lies in the texts of entry Seq.
type Programme struct {
	ID  string
	Seq uint64
}

// Organisation is an entry of the register of organisations. Name and aliases lie in the texts of entry Seq.
type Organisation struct {
	ID, Kind, Land, Carrier, Parent string
	Seq                             uint64
}

// AdoptedPolicy is a policy that a programme has adopted.
type AdoptedPolicy struct {
	Programme, ID, Digest string
	Edition               int
	Seq                   uint64
}

// ListedRound is a round that was opened.
type ListedRound struct {
	ID, Programme, Origin, Policy string
	Opening                       ledger.Hash
	Seq                           uint64
}

// NewRegister returns the register before its first entry.
func NewRegister(origin string) *Register {
	return &Register{Origin: origin, organisation: map[string]int{}, owned: true}
}

// Fork returns a state that can be changed without changing g.
func (g *Register) Fork() *Register {
	n := *g
	n.owned = false
	n.Programmes, n.Policies, n.Rounds = slices.Clip(g.Programmes), slices.Clip(g.Policies), slices.Clip(g.Rounds)
	n.Closings, n.Keys, n.Acceptances = slices.Clip(g.Closings), slices.Clip(g.Keys), slices.Clip(g.Acceptances)
	n.noted = slices.Clip(g.noted)
	return &n
}

// Organisation finds an organisation by id, nil where there is none.
func (g *Register) Organisation(id string) *Organisation {
	if i, ok := g.organisation[id]; ok {
		return &g.Organisations[i]
	}
	return nil
}

// Round finds a round by id, nil where there is none.
func (g *Register) Round(id string) *ListedRound {
	for i := range g.Rounds {
		if g.Rounds[i].ID == id {
			return &g.Rounds[i]
		}
	}
	return nil
}

// Programme finds a programme by id, nil where there is none.
func (g *Register) Programme(id string) *Programme {
	for i := range g.Programmes {
		if g.Programmes[i].ID == id {
			return &g.Programmes[i]
		}
	}
	return nil
}

// Policy finds the policy of a programme by digest, or its latest one by id; nil where there is none.
func (g *Register) Policy(programme, idOrDigest string) *AdoptedPolicy {
	for _, p := range slices.Backward(g.Policies) {
		if p.Programme == programme && (p.Digest == idOrDigest || p.ID == idOrDigest) {
			return &p
		}
	}
	return nil
}

// registerCommand is a command to the register.
type registerCommand interface {
	Command
	enter(rec *Record, as common) texts
}

// CreateProgramme enters a programme.
type CreateProgramme struct{ Programme, Title string }

// Kind is KindProgrammeCreated.
func (*CreateProgramme) Kind() Kind { return KindProgrammeCreated }

func (c *CreateProgramme) enter(rec *Record, as common) texts {
	rec.Event = &ProgrammeCreated{common: as, Programme: c.Programme}
	t := texts{}
	t.add("title", c.Title)
	return t
}

// RegisterOrganisation enters an organisation, or replaces what is known of it (Change).
type RegisterOrganisation struct {
	Organisation, OrganisationKind, Land, Carrier, Parent, Name string
	Aliases                                                     []string
	Change                                                      bool
}

// Kind is KindOrganisationRegistered or KindOrganisationChanged.
func (c *RegisterOrganisation) Kind() Kind {
	if c.Change {
		return KindOrganisationChanged
	}
	return KindOrganisationRegistered
}

func (c *RegisterOrganisation) enter(rec *Record, as common) texts {
	rec.Event = &OrganisationRegistered{
		common: as, changed: c.Change, Carrier: c.Carrier, OrganisationKind: c.OrganisationKind, Land: c.Land,
		Organisation: c.Organisation, Parent: c.Parent,
	}
	t := texts{}
	t.add("name", c.Name)
	for i, a := range c.Aliases {
		t.add("alias/"+strconv.Itoa(i), a)
	}
	return t
}

// AdoptPolicy enters a policy document of a programme. Canonical is its canonical JSON, whose digest Digest is.
type AdoptPolicy struct {
	Programme, Policy, Digest string
	Edition                   int
	Canonical                 []byte
}

// Kind is KindPolicyAdopted.
func (*AdoptPolicy) Kind() Kind { return KindPolicyAdopted }

func (c *AdoptPolicy) enter(rec *Record, as common) texts {
	rec.Event = &PolicyAdopted{common: as, Digest: c.Digest, Edition: int64(c.Edition), Policy: c.Policy, Programme: c.Programme}
	return nil
}

// ListRound enters a round that is opened in the same transaction. Opening is filled from the round's first entry.
type ListRound struct{ Round, Programme, Policy, Origin string }

// Kind is KindRoundListed.
func (*ListRound) Kind() Kind { return KindRoundListed }

func (c *ListRound) enter(rec *Record, as common) texts {
	rec.Event = &RoundListed{common: as, Origin: c.Origin, Policy: c.Policy, Programme: c.Programme, Round: c.Round}
	return nil
}

// Decide answers what a command does to the register, like Round.Decide. opening is the leaf hash of a listed round's
// first entry.
func (g *Register) Decide(o *Order, opening ledger.Hash) (*Record, map[string]string, *Refusal) {
	c, ok := o.Command.(registerCommand)
	if !ok {
		return nil, nil, inconsistent("of_round")
	}
	rec := &Record{Origin: g.Origin, Seq: g.Size, At: max(o.At, g.Last), Actor: o.Actor, Command: o.ID}
	t := c.enter(rec, common{As: o.As})
	if l, ok := rec.Event.(*RoundListed); ok {
		l.Opening = opening
	}
	*rec.Event.Commitments() = t.commitments()
	if ref := g.Permit(rec); ref != nil {
		return nil, nil, ref
	}
	return rec, t, nil
}

// Permit says whether the rules allow a record as the next one of the register; nil means allowed. The register knows
// its actors by a pseudonym only: that they are operators or coordinators is granted outside of it.
func (g *Register) Permit(rec *Record) *Refusal {
	k := &kinds[rec.Event.Kind()]
	switch {
	case rec.Origin != g.Origin:
		return inconsistent("ledger", "have", rec.Origin, "want", g.Origin)
	case rec.Seq != g.Size:
		return inconsistent("number", "have", num(rec.Seq), "want", num(g.Size))
	case rec.At < g.Last:
		return inconsistent("earlier")
	case !k.register && !everywhere[rec.Event.Kind()] || rec.Proposal != "":
		return inconsistent("of_round")
	case rec.Actor == "" || rec.For != "":
		return refuse("not_admitted", "record")
	case k.who&rec.Event.Acting().bit() == 0:
		return refuse("capacity_missing", "record", "needed", neededFor(k.who), "capacity", string(rec.Event.Acting()))
	case len(g.noted) > 0 && k.name != kinds[KindRoundNoted].name && k.name != kinds[KindKeyRotated].name:
		return inconsistent("noted") // what was noted is for a change of the key, which has to follow
	}
	switch e := rec.Event.(type) {
	case *ProgrammeCreated:
		return g.permitProgramme(e)
	case *OrganisationRegistered:
		return g.permitOrganisation(e)
	case *PolicyAdopted:
		return g.permitPolicy(e)
	case *RoundListed:
		return g.permitRound(e)
	case *RoundClosed:
		return g.permitClosing(e)
	case *RoundNoted:
		return g.permitNoted(e)
	case *KeyRotated:
		return g.permitKey(e)
	case *LedgerAccepted:
		return g.permitAcceptance(e)
	}
	if ref, known := g.permitErasing(rec, func(x *Field) bool { return x.Of == rec.Actor }); known {
		return ref
	}
	return inconsistent("no_type")
}

func (g *Register) permitProgramme(e *ProgrammeCreated) *Refusal {
	switch {
	case !validID(e.Programme):
		return refuse("id_invalid", "record", "id", e.Programme)
	case g.Programme(e.Programme) != nil:
		return refuse("id_taken", "record", "id", e.Programme)
	case !e.has("title"):
		return refuse("text_missing", "record", "field", "title")
	}
	return nil
}

func (g *Register) permitOrganisation(e *OrganisationRegistered) *Refusal {
	known := g.Organisation(e.Organisation) != nil
	switch {
	case !validID(e.Organisation):
		return refuse("id_invalid", "record", "id", e.Organisation)
	case known && !e.changed:
		return refuse("id_taken", "record", "id", e.Organisation)
	case !known && e.changed:
		return refuse("organisation_unknown", "record", "organisation", e.Organisation)
	case !e.has("name"):
		return refuse("name_missing", "record")
	case e.Land != "" && !slices.Contains(laender, e.Land):
		return refuse("land_unknown", "record", "land", e.Land)
	}
	for _, id := range []string{e.Carrier, e.Parent} {
		if id != "" && (g.Organisation(id) == nil || id == e.Organisation) {
			return refuse("organisation_unknown", "record", "organisation", id)
		}
	}
	return nil
}

func (g *Register) permitPolicy(e *PolicyAdopted) *Refusal {
	switch {
	case g.Programme(e.Programme) == nil:
		return refuse("programme_unknown", "record", "programme", e.Programme)
	case g.Policy(e.Programme, e.Digest) != nil:
		return refuse("policy_exists", "record")
	}
	return nil
}

func (g *Register) permitRound(e *RoundListed) *Refusal {
	switch {
	case !validID(e.Round):
		return refuse("id_invalid", "record", "id", e.Round)
	case g.Round(e.Round) != nil, e.Round == "register": // which is what this ledger is called beside those of rounds
		return refuse("id_taken", "record", "id", e.Round)
	case g.Programme(e.Programme) == nil:
		return refuse("programme_unknown", "record", "programme", e.Programme)
	case g.Policy(e.Programme, e.Policy) == nil:
		return refuse("policy_unknown", "record", "policy", e.Policy)
	}
	return nil
}

// Play applies a record if Permit allows it, and changes nothing where it does not.
func (g *Register) Play(rec *Record) *Refusal {
	ref := g.Permit(rec)
	if ref == nil {
		g.Apply(rec)
	}
	return ref
}

// Apply changes the register by one record that Permit allows.
func (g *Register) Apply(rec *Record) {
	if !g.owned {
		g.Organisations, g.organisation, g.owned = slices.Clone(g.Organisations), maps.Clone(g.organisation), true
	}
	switch e := rec.Event.(type) {
	case *ProgrammeCreated:
		g.Programmes = append(g.Programmes, Programme{ID: e.Programme, Seq: rec.Seq})
	case *OrganisationRegistered:
		o := Organisation{ID: e.Organisation, Kind: e.OrganisationKind, Land: e.Land, Carrier: e.Carrier, Parent: e.Parent, Seq: rec.Seq}
		if i, ok := g.organisation[o.ID]; ok {
			g.Organisations[i] = o
		} else {
			g.organisation[o.ID] = len(g.Organisations)
			g.Organisations = append(g.Organisations, o)
		}
	case *PolicyAdopted:
		g.Policies = append(g.Policies, AdoptedPolicy{
			Programme: e.Programme, ID: e.Policy, Digest: e.Digest, Edition: int(e.Edition), Seq: rec.Seq,
		})
	case *RoundListed:
		g.Rounds = append(g.Rounds, ListedRound{
			ID: e.Round, Programme: e.Programme, Origin: e.Origin, Policy: e.Policy, Opening: e.Opening, Seq: rec.Seq,
		})
	default:
		g.erasing(rec)
		g.applyProof(rec)
	}
	g.Size, g.Last = rec.Seq+1, rec.At
}
