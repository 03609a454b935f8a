package demo

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// proposal writes down what happens to the i-th proposal.
func (p *player) proposal(i int, w *Way) error {
	at := slices.IndexFunc(p.proposals, func(x Proposal) bool { return x.Key == w.Key })
	if at < 0 {
		return fmt.Errorf("demonstration: the plan names %q, which is no proposal", w.Key)
	}
	p.ids[w.Key] = p.stage.NewID()
	p.submit(i, &p.proposals[at])
	id, when := p.ids[w.Key], func(day, minute int) time.Time { return p.calendar.at(day, minute+i*11) }
	submitted := daySubmitting + i*2/3
	if w.Checked {
		p.coordinates(when(submitted+3, 30), &workflow.CheckProposal{Proposal: id, Seen: 1, Points: p.points()})
	}
	if w.Return != nil {
		p.coordinates(when(max(submitted+2, dayReturn), 90), &workflow.ReturnProposal{Proposal: id, Missing: w.Return.Missing, Note: w.Return.Note})
		p.ask(i, max(submitted+2, dayReturn)+1, w, &p.proposals[at])
	}
	if w.Again != nil {
		c := p.submission(&p.proposals[at])
		c.Again, c.Base = true, 1
		maps.Copy(c.Texts, w.Again)
		who, as := p.hander(&p.proposals[at])
		p.by(who, as, when(max(submitted+2, dayReturn)+2, 20), c)
	}
	if w.Withdraw != nil {
		who, as := p.hander(&p.proposals[at])
		p.by(who, as, when(submitted+4, 15), &workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: id, Reason: w.Withdraw.Reason})
	}
	if w.State == "submitted" || w.Return != nil || w.Withdraw != nil {
		return nil
	}
	p.coordinates(when(dayReview+1, 0), &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: id})
	for _, x := range w.Interests {
		p.by(x.Member, workflow.Member, when(dayReview+1, 60), &workflow.DeclareInterest{Proposal: id, InterestKind: x.Kind, Note: x.Note})
	}
	if err := p.scores(i, w); err != nil {
		return err
	}
	if w.State != "under_review" {
		p.coordinates(when(dayClosing, 0), &workflow.Move{Transition: workflow.KindScoringClosed, Proposal: id})
		p.ask(i, dayTalk, w, &p.proposals[at])
		p.talk(i, w)
		p.ballot(w)
	}
	return nil
}

// hander is who hands a proposal in: the submitter those of her own organisation, the office all others.
func (p *player) hander(x *Proposal) (who string, as workflow.Capacity) {
	for i := range p.s.People {
		person := &p.s.People[i]
		if person.Role == "submitter" && slices.ContainsFunc(x.Owners, func(o struct{ Key string }) bool { return o.Key == person.Organisation }) {
			return person.Key, workflow.Submitter
		}
	}
	return p.office, workflow.Coordinator
}

func (p *player) submit(i int, x *Proposal) {
	who, as := p.hander(x)
	p.by(who, as, p.calendar.at(daySubmitting+i*2/3, 45+i*61%400), p.submission(x))
}

// submission is the command that hands a proposal in as the script writes it.
func (p *player) submission(x *Proposal) *workflow.SubmitProposal {
	c := &workflow.SubmitProposal{
		Proposal: p.ids[x.Key], ProposalKind: x.Kind, Laender: x.Laender, Audiences: x.Audiences, Institutions: x.Institutions,
		Texts: map[string]string{
			"title": x.Title, "need": x.Need, "solution": x.Solution, "experience": x.Experience, "success": x.Success,
			"transfer": x.Transfer, "summary": x.Summary,
		},
	}
	for _, o := range x.Owners {
		owner := workflow.Owner{Organisation: o.Key}
		for _, known := range p.s.Organisations {
			if known.Key == o.Key {
				owner.Carrier, owner.Parent = known.Carrier, known.Parent
			}
		}
		c.Owners = append(c.Owners, owner)
	}
	for _, contact := range x.Contacts {
		c.Contacts = append(c.Contacts, workflow.Contact{Name: contact.Role, Email: contact.Email, Role: contact.Role, Agreed: true})
	}
	return c
}

// points answers every point of the eligibility check with yes.
func (p *player) points() []workflow.Point {
	out := make([]workflow.Point, len(p.policy.Eligibility))
	for i := range out {
		out[i] = workflow.Point{ID: p.policy.Eligibility[i].ID, Holds: true}
	}
	return out
}

func (p *player) scores(i int, w *Way) error {
	for j := range w.Scores {
		s := &w.Scores[j]
		c := &workflow.CastScores{Proposal: p.ids[w.Key], Seen: 1, Justifications: s.Because}
		for k := range p.policy.Criteria {
			v, err := value(s.Values[p.policy.Criteria[k].ID])
			if err != nil {
				return fmt.Errorf("demonstration, scores of %s on %s: %w", s.Member, w.Key, err)
			}
			c.Scores = append(c.Scores, policy.CriterionValue{Criterion: p.policy.Criteria[k].ID, Value: v})
		}
		p.by(s.Member, workflow.Member, p.calendar.at(dayScoring+(i*3+j*5)%22, i*37+j*53), c)
	}
	return nil
}

func value(text string) (policy.Value, error) {
	if text == "na" {
		return policy.Value{NotAssessable: true}, nil
	}
	d, err := policy.ParseDecimal(text)
	return policy.Value{Decimal: d}, err
}

// ballot begins a ballot outside of a meeting; those that are closed were held in one.
func (p *player) ballot(w *Way) {
	if w.Ballot == nil || w.Ballot.State != "open" {
		return
	}
	id, start := p.ids[w.Key], p.calendar.at(dayLastBallot, 30)
	p.coordinates(start, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: id})
	voted := 0
	for k := range p.s.People {
		choice, ok := w.Ballot.Votes[p.s.People[k].Key]
		if !ok {
			continue
		}
		voted++
		p.by(p.s.People[k].Key, workflow.Member, start.Add(time.Duration(voted*17)*time.Second),
			&workflow.CastVote{Proposal: id, Choice: policy.Choice(choice)})
	}
}

// release lets everybody know on one day what was decided in the meeting.
func (p *player) release() {
	var acts []desk.Act
	for i := range p.plan.Proposals {
		if w := &p.plan.Proposals[i]; w.Decision != nil {
			acts = append(acts, desk.Act{Round: p.round, Command: &workflow.Move{
				Transition: workflow.KindDecisionReleased, Proposal: p.ids[w.Key],
			}})
		}
	}
	p.steps = append(p.steps, step{at: p.calendar.at(dayRelease, 120), who: p.office, as: workflow.Coordinator, acts: acts})
}
