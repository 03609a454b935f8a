package exchange

import (
	"slices"
	"strconv"

	"gremium/policy"
	"gremium/workflow"
)

// Target is where the data go, and everything that comes from outside.
type Target struct {
	Programme    string // id
	Title        string // of the programme where it is not there yet; empty where it is
	Register     string // ledger
	Origin       func(round string) string
	Pseudonym    func(origin, person string) string
	Operator     workflow.Actor
	Command      string                           // id of the first command; the others follow from it
	ProposalID   func() string                    // a new id
	Organisation map[string]workflow.Organisation // those that are registered already and stay as they are
}

// Requests are the commands that bring the data in, to be carried out together.
func (d *Data) Requests(t *Target) []workflow.Request {
	c := d.Counts()
	p := &planner{t: t, d: d, out: make([]workflow.Request, 0, 8+len(d.Organisations)+7*c.Rounds+2*c.Reviewers+4*c.Proposals+c.Reviews+c.Decisions)}
	if t.Title != "" {
		p.add("", "", &workflow.CreateProgramme{Programme: t.Programme, Title: t.Title})
	}
	for _, o := range d.Organisations {
		if _, there := t.Organisation[o.ID]; !there {
			p.add("", "", &workflow.RegisterOrganisation{
				Organisation: o.ID, OrganisationKind: o.Kind, Land: o.Land, Carrier: o.Carrier, Parent: o.Parent, Name: o.Name,
			})
		}
	}
	for _, r := range d.Rounds {
		p.round(r)
	}
	return p.out
}

// planner writes down requests.
type planner struct {
	t   *Target
	d   *Data
	out []workflow.Request
}

// add writes down a command to a round, or to the register where round is empty.
func (p *planner) add(round, behalf string, c workflow.Command) {
	origin := p.t.Register
	if round != "" {
		origin = p.t.Origin(round)
	}
	p.out = append(p.out, workflow.Request{
		Origin: origin, Actor: p.t.Operator, For: behalf, ID: p.t.Command + "." + strconv.Itoa(len(p.out)), Command: c,
	})
}

// round brings one round from its opening to where the source leaves it: every proposal scored, or decided elsewhere.
func (p *planner) round(r *Round) {
	digest := r.Policy.Digest()
	p.add("", "", &workflow.AdoptPolicy{
		Programme: p.t.Programme, Policy: r.Policy.ID, Digest: digest, Edition: r.Policy.Edition, Canonical: r.Policy.Canonical(),
	})
	p.add(r.ID, "", &workflow.OpenRound{Programme: p.t.Programme, Policy: digest, Prefix: r.ID, Title: r.Label, Imported: true})
	p.add("", "", &workflow.ListRound{Round: r.ID, Programme: p.t.Programme, Policy: digest, Origin: p.t.Origin(r.ID)})
	people := p.committee(r)
	p.move(r, workflow.KindCallOpened, "")
	ids := make([]string, len(r.Proposals))
	for i := range r.Proposals {
		ids[i] = p.t.ProposalID()
		p.add(r.ID, "", &workflow.SubmitProposal{
			Proposal: ids[i], Ref: r.Proposals[i].Ref, Texts: map[string]string{"title": r.Proposals[i].Title},
		})
	}
	p.move(r, workflow.KindReviewStarted, "")
	for i := range r.Proposals {
		p.move(r, workflow.KindReviewOpened, ids[i])
		for j := range r.Proposals[i].Sheets {
			s := &r.Proposals[i].Sheets[j]
			p.add(r.ID, people[s.Reviewer], &workflow.CastScores{Proposal: ids[i], Seen: 1, Scores: r.scores(s)})
		}
		p.move(r, workflow.KindScoringClosed, ids[i])
	}
	p.move(r, workflow.KindDeliberationStarted, "")
	for i := range r.Proposals {
		if outcome := r.Proposals[i].Decision; outcome != "" {
			p.add(r.ID, "", &workflow.RecordDecision{
				Proposal: ids[i], Outcome: outcome, Source: proposalsFile, Digest: p.d.Digests[proposalsFile],
			})
		}
	}
}

func (p *planner) move(r *Round, k workflow.Kind, proposal string) {
	p.add(r.ID, "", &workflow.Move{Transition: k, Proposal: proposal})
}

// committee creates the seats and admits the reviewers; it answers their pseudonyms.
func (p *planner) committee(r *Round) []string {
	for i := range r.Seats {
		s := &r.Seats[i]
		carrier, parent := p.lineage(s.Organisation)
		p.add(r.ID, "", &workflow.CreateSeat{
			Seat: s.ID, Body: s.Body, Organisation: s.Organisation, Carrier: carrier, Parent: parent, Label: s.Label, Weight: s.Weight, Advisory: s.Advisory, Chair: s.Chair,
		})
	}
	people := make([]string, len(r.Reviewers))
	for i := range r.Reviewers {
		v := &r.Reviewers[i]
		people[i] = p.t.Pseudonym(p.t.Origin(r.ID), "ref:"+v.Ref)
		p.add(r.ID, "", &workflow.Admit{
			Participant: people[i], Capacity: workflow.Member, Seat: v.Seat, Person: "ref:" + v.Ref, Name: v.Name, Ref: v.Ref,
		})
	}
	return people
}

// lineage is what an organisation belongs to, as the register has it once the data are in, so that a seat is known to be near
// the owners of proposals.
func (p *planner) lineage(id string) (carrier, parent string) {
	if o, there := p.t.Organisation[id]; there {
		return o.Carrier, o.Parent
	}
	for _, o := range p.d.Organisations {
		if o.ID == id {
			return o.Carrier, o.Parent
		}
	}
	return "", ""
}

// RoundIDs are the ids of the rounds, in order.
func (d *Data) RoundIDs() []string {
	ids := make([]string, len(d.Rounds))
	for i, r := range d.Rounds {
		ids[i] = r.ID
	}
	return slices.Clip(ids)
}

// scores are a sheet's values with their criteria.
func (r *Round) scores(s *Sheet) []policy.CriterionValue {
	out := make([]policy.CriterionValue, len(s.Values))
	for i, v := range s.Values {
		out[i] = policy.CriterionValue{Criterion: r.Policy.Criteria[i].ID, Value: v}
	}
	return out
}
