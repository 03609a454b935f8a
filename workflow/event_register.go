package workflow

import "gremium/workflow/ledger"

// ProgrammeCreated enters a programme. Text: title.
type ProgrammeCreated struct {
	common
	Programme string
}

// Kind is KindProgrammeCreated.
func (*ProgrammeCreated) Kind() Kind { return KindProgrammeCreated }

func (e *ProgrammeCreated) form(f *ledger.Form) {
	e.as(f)
	f.String("programme", &e.Programme)
	e.texts(f)
}

// OrganisationRegistered enters an organisation (carrier, project, network …), or changes what is known of it.
// Texts: name, alias/N.
type OrganisationRegistered struct {
	common
	changed          bool
	Carrier          string // id of the carrier, where there is one
	OrganisationKind string
	Land             string
	Organisation     string
	Parent           string
}

// Kind is KindOrganisationRegistered or KindOrganisationChanged.
func (e *OrganisationRegistered) Kind() Kind {
	if e.changed {
		return KindOrganisationChanged
	}
	return KindOrganisationRegistered
}

func (e *OrganisationRegistered) form(f *ledger.Form) {
	e.as(f)
	f.OptString("carrier", &e.Carrier)
	f.String("kind", &e.OrganisationKind)
	f.OptString("land", &e.Land)
	f.String("organisation", &e.Organisation)
	f.OptString("parent", &e.Parent)
	e.texts(f)
}

// PolicyAdopted enters a policy document of a programme by its digest; the canonical bytes lie beside the record.
type PolicyAdopted struct {
	common
	Digest    string
	Edition   int64
	Policy    string // its id, such as "iq-good-practice"
	Programme string
}

// Kind is KindPolicyAdopted.
func (*PolicyAdopted) Kind() Kind { return KindPolicyAdopted }

func (e *PolicyAdopted) form(f *ledger.Form) {
	e.as(f)
	f.String("digest", &e.Digest)
	f.Int("edition", &e.Edition)
	f.String("policy", &e.Policy)
	f.String("programme", &e.Programme)
	e.texts(f)
}

// RoundListed enters a round in the register when it is opened, so that a whole round cannot vanish.
type RoundListed struct {
	common
	Opening   ledger.Hash // leaf hash of the round's first entry
	Origin    string      // of the round's ledger
	Policy    string
	Programme string
	Round     string
}

// Kind is KindRoundListed.
func (*RoundListed) Kind() Kind { return KindRoundListed }

func (e *RoundListed) form(f *ledger.Form) {
	e.as(f)
	f.Bytes32("opening", (*[32]byte)(&e.Opening))
	f.String("origin", &e.Origin)
	f.String("policy", &e.Policy)
	f.String("programme", &e.Programme)
	f.String("round", &e.Round)
}
