package workflow_test

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow"
)

// laws says what is wrong with a state, whatever entries led to it. It is written from the committee's rules and asks
// nothing that permit asks, so that a guard missing everywhere is still missed.
func laws(r *workflow.Round) (broken []string) {
	claim := func(p *workflow.Proposal, ok bool, what string) {
		if !ok {
			broken = append(broken, fmt.Sprintf("%s: %s", p.ID, what))
		}
	}
	selected := 0
	for _, p := range r.Proposals {
		reviewed := p.State == workflow.UnderReview || p.State == workflow.Scored || p.State == workflow.Decided
		claim(p, !reviewed || p.Check != nil && p.Check.Passed && p.Check.Version == p.Version, "is reviewed without a passed check")
		claim(p, uint64(len(p.Versions)) == p.Version, "has another version than were handed in")
		claim(p, (p.Decision != nil) == (p.State == workflow.Decided), "is decided without a decision, or the other way")
		claim(p, !p.Published || p.Outcome == string(policy.Selected), "is published, but not selected")
		over := p.State == workflow.Withdrawn && p.Ballot != nil && !p.Ballot.Open
		claim(p, p.Ballot == nil || over || p.State == workflow.Scored || p.State == workflow.Decided, "has a ballot outside of deliberation")
		if p.State == workflow.Scored || p.State == workflow.Decided {
			sheets, bodies := 0, map[string]bool{}
			for _, x := range p.Interests { // a body whose members are all excluded is left out
				if x.Seat >= 0 {
					bodies[r.Seats[x.Seat].Body] = true
				}
			}
			for m := range r.Members { // an advisory seat that is not the one of the story lost its vote on the way, perhaps afterwards
				if seat := r.Seat(r.Members[m]); p.Sheet(m) != nil && (!seat.Advisory || seat.ID != "net-3") {
					sheets, bodies[seat.Body] = sheets+1, true
				}
			}
			claim(p, sheets >= r.Policy.Minimum.PerProposal && len(bodies) == 3, "was closed with too few sheets")
		}
		if p.Outcome == string(policy.Selected) {
			selected++
		}
		broken = append(broken, decisionLaws(r, p)...)
	}
	for i := range r.Minutes {
		if m := &r.Minutes[i]; m.Approved > 0 && m.Approver == m.By {
			broken = append(broken, "one person drafted and approved the minutes")
		}
	}
	if r.Policy != nil && r.Policy.Selected.AtMost > 0 && selected > r.Policy.Selected.AtMost {
		broken = append(broken, fmt.Sprintf("%d are selected", selected))
	}
	return broken
}

func decisionLaws(r *workflow.Round, p *workflow.Proposal) (broken []string) {
	if d := p.Decision; d != nil {
		if p.Ballot == nil || p.Ballot.Open || d.BallotSeq != p.Ballot.Closed {
			broken = append(broken, p.ID+": was decided without its ballot")
		}
		if len(d.Findings) == 0 || d.Proposed == "" {
			broken = append(broken, p.ID+": was decided without findings")
		}
	}
	if b := p.Ballot; b != nil {
		for m := range r.Members {
			if b.Vote(m) != nil && r.Seat(r.Members[m]).Advisory {
				broken = append(broken, p.ID+": an advisory seat has voted")
			}
		}
		if !b.Open && (b.Mode == workflow.ModeSecret && heads(b.Counts) != b.Tally.Voters || b.Mode != workflow.ModeSecret && b.Tally != tallied(r, p, b)) {
			broken = append(broken, p.ID+": the tally is not that of the votes")
		}
	}
	for m, s := range p.Sheets {
		if s.Version > 0 && (s.Seen < 1 || s.Seen > p.Version || len(s.Values) != len(r.Policy.Criteria) || m >= len(r.Members)) {
			broken = append(broken, p.ID+": a sheet is not one of its versions")
		}
	}
	return broken
}

// heads counts the voters of a secret ballot, of whom nobody knows what for.
func heads(counts []workflow.Count) (n int64) {
	for _, c := range counts {
		n += c.Yes + c.No + c.Abstain
	}
	return n
}

func tallied(r *workflow.Round, p *workflow.Proposal, b *workflow.Ballot) (t workflow.Tally) {
	for m := range r.Members {
		v := b.Vote(m)
		if v == nil || excludedAt(r, p, r.Members[m], b.Closed) {
			continue
		}
		w := int64(r.Seat(r.Members[m]).Weight)
		t.Voters++
		t.Yes += w * map[policy.Choice]int64{policy.Yes: 1}[v.Choice]
		t.No += w * map[policy.Choice]int64{policy.No: 1}[v.Choice]
		t.Abstain += w * map[policy.Choice]int64{policy.Abstain: 1}[v.Choice]
	}
	return t
}

// furtherBallots finds further ballots without a reason, in the entries.
func furtherBallots(records []*workflow.Record) (broken []string) {
	held, open := map[string]bool{}, map[string]bool{}
	for _, rec := range records {
		if workflow.MotionOf(rec.Event) != "" {
			continue
		}
		switch rec.Event.Kind() {
		case workflow.KindObjectionRaised: // what is open in writing decides nothing any more
			for p := range open {
				held[p] = false
			}
		case workflow.KindBallotClosed:
			delete(open, rec.Proposal)
			if rec.Event.(*workflow.BallotClosed).Uncounted { // nobody knows how it came out
				held[rec.Proposal] = false
			}
		case workflow.KindBallotOpened:
			open[rec.Proposal] = true
			if held[rec.Proposal] && len(*rec.Event.Commitments()) == 0 {
				broken = append(broken, fmt.Sprintf("entry %d: a further ballot without a reason", rec.Seq))
			}
			held[rec.Proposal] = true
		case workflow.KindScoringReopened, workflow.KindDecisionReconsidered:
			held[rec.Proposal] = false
		default:
		}
	}
	return broken
}

// reconsiderations finds reconsiderations that one person both asked for and granted, in the entries.
func reconsiderations(records []*workflow.Record) (broken []string) {
	asked := map[string]string{}
	for _, rec := range records {
		switch rec.Event.Kind() {
		case workflow.KindReconsiderationRequested:
			asked[rec.Proposal] = rec.Actor
		case workflow.KindDecisionReconsidered:
			if asked[rec.Proposal] == rec.Actor {
				broken = append(broken, fmt.Sprintf("entry %d: one person asked and granted", rec.Seq))
			}
		default:
		}
	}
	return broken
}
