package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// allStanding answers acts that are all in the record already, as one act is or a plan that is taken over; nil where one of
// them is not.
func (d *Desk) allStanding(ctx context.Context, requests []workflow.Request, acts []Act) ([]workflow.Receipt, error) {
	if len(acts) == 0 {
		return nil, nil
	}
	out := make([]workflow.Receipt, len(acts))
	for i := range acts {
		r, err := d.standing(ctx, &requests[i], &acts[i])
		if err != nil || r == nil {
			return nil, err
		}
		out[i] = *r
	}
	return out, nil
}

// standing answers a vote, a score sheet, an assignment, a deadline, an agenda, or a change of a comment or an answer that says what the record holds
// already, word for word: with the entry that holds it, marked Unchanged, and without a new one. It answers only what the rules would take, and nil for
// everything else. Who entered what stands there, the member or somebody for them, is of no account. A sheet that
// somebody else gave for the seat is not the member's own: to give the same once more is to confirm it.
func (d *Desk) standing(ctx context.Context, q *workflow.Request, a *Act) (*workflow.Receipt, error) {
	switch a.Command.(type) {
	case *workflow.CastVote, *workflow.CastScores, *workflow.MakeComment, *workflow.AnswerQuestion, *workflow.SetAssignment, *workflow.SetDeadline,
		*workflow.SetAgenda:
	default:
		return nil, nil
	}
	r, _, err := d.Engine.Round(ctx, a.Round)
	if err != nil {
		return nil, err
	}
	o := &workflow.Order{
		At: d.Engine.Now(), Actor: d.Engine.Pseudonym(q.Origin, q.Actor.Person), As: q.Actor.As, For: q.For, ID: q.ID, Command: plain(a.Command),
	}
	rec, texts, _ := r.Foresee(o)
	if rec == nil { // refused: the engine says so, or knows the command from before
		return nil, nil
	}
	whose := o.Actor
	if o.For != "" {
		whose = o.For
	}
	_, who := r.Participant(whose)
	seq, ok := there(r, r.Proposal(rec.Proposal), who, rec.Event)
	if !ok {
		return nil, nil
	}
	if _, vote := rec.Event.(*workflow.VoteCast); !vote {
		if same, err := d.sameTexts(ctx, q.Origin, seq, texts); err != nil || !same {
			return nil, err
		}
	}
	stands, err := d.recorded(ctx, q.Origin, seq)
	if err != nil || stands.Actor == o.Actor && stands.Command == o.ID { // the same command again, which the engine knows
		return nil, err
	}
	return &workflow.Receipt{
		Origin: q.Origin, Seq: seq, At: stands.At, Kind: rec.Event.Kind(), Proposal: rec.Proposal, Unchanged: true,
	}, nil
}

// recorded is an entry of a ledger that is there.
func (d *Desk) recorded(ctx context.Context, origin string, seq uint64) (*workflow.Record, error) {
	for b, err := range d.Log.Entries(ctx, origin, seq) {
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", seq, err)
		}
		rec, err := (&workflow.Decoder{}).Decode(b)
		if err != nil {
			return nil, fmt.Errorf("%w: entry %d: %w", workflow.ErrCorrupt, seq, err)
		}
		return rec, nil
	}
	return nil, fmt.Errorf("%w: entry %d of %s is missing", workflow.ErrCorrupt, seq, origin)
}

// plain is the command without what only a change owes: a deadline that stays needs no reason.
func plain(c workflow.Command) workflow.Command {
	if d, ok := c.(*workflow.SetDeadline); ok {
		return &workflow.SetDeadline{Stage: d.Stage, Until: d.Until, Reason: "-"}
	}
	return c
}

// there is the entry that holds what an event says already, but for its texts; false where there is none.
func there(r *workflow.Round, p *workflow.Proposal, who *workflow.Participant, event workflow.Event) (seq uint64, ok bool) {
	switch e := event.(type) {
	case *workflow.VoteCast:
		on := "" // a vote on a motion may concern no proposal
		if p != nil {
			on = p.ID
		}
		if b := r.BallotOn(on, e.Motion); b != nil && b.Vote(who.Member) != nil && b.Vote(who.Member).Choice == e.Choice {
			return b.Vote(who.Member).Seq, true
		}
	case *workflow.ScoresCast:
		if s := p.Sheet(who.Member); s != nil && s.Seen == e.Seen && r.Participants[s.By].Pseudonym == who.Pseudonym && sameScores(r.Policy, s.Values, e.Scores) {
			return s.Seq, true
		}
	case *workflow.AssignmentSet:
		same := func(i int, pseudonym string) bool { return r.Participants[i].Pseudonym == pseudonym }
		if p.Assigner > 0 && slices.EqualFunc(p.Assigned, e.Members, same) {
			return p.Assigner, true
		}
	case *workflow.DeadlineSet:
		if set, ok := r.Deadlines[e.Stage]; ok && set.At == e.Until {
			return set.Seq, true
		}
	case *workflow.AgendaSet:
		if m := r.Meeting(e.Meeting); m != nil && m.AgendaSeq > 0 && slices.Equal(m.Agenda, e.Items) {
			return m.AgendaSeq, true
		}
	case *workflow.CommentMade:
		for i := range p.Comments {
			if w := p.Comments[i].Versions; e.Edits > 0 && w[len(w)-1].Seq == e.Edits {
				return w[len(w)-1].Seq, true
			}
		}
	case *workflow.QuestionAnswered:
		for i := range p.Questions {
			if a := p.Questions[i].Answers; p.Questions[i].Asked.Seq == e.Question && len(a) > 0 {
				return a[len(a)-1].Seq, true
			}
		}
	}
	return 0, false
}

// sameScores compares a sheet with scores; both are in the policy's order of criteria.
func sameScores(p *policy.Policy, have []policy.Value, asked []policy.CriterionValue) bool {
	return len(have) == len(asked) && !slices.ContainsFunc(asked, func(a policy.CriterionValue) bool {
		_, i := p.Criterion(a.Criterion)
		return i < 0 || have[i] != a.Value
	})
}

// sameTexts compares the texts of an entry with others. Blanks around a text do not count: browsers drop some of them.
func (d *Desk) sameTexts(ctx context.Context, origin string, seq uint64, asked map[string]string) (bool, error) {
	have, err := d.Log.Texts(ctx, origin, seq)
	if err != nil {
		return false, fmt.Errorf("texts of entry %d: %w", seq, err)
	}
	have = slices.DeleteFunc(have, func(t workflow.Text) bool { return ofTheAct(t.Path) })
	for path := range asked {
		if ofTheAct(path) {
			delete(asked, path)
		}
	}
	for _, t := range have {
		if a, ok := asked[t.Path]; !ok || strings.TrimSpace(a) != strings.TrimSpace(t.Value) {
			return false, nil
		}
	}
	return len(have) == len(asked), nil
}

// ofTheAct tells whether a text says why a sheet is given now, and nothing of what it holds.
func ofTheAct(path string) bool { return path == "reason" || path == "late" }
