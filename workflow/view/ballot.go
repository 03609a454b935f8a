package view

import (
	"gremium/policy"
	"gremium/workflow"
)

// Ballot is the latest ballot as the viewer may see it.
type Ballot struct {
	Open    bool
	Mark    uint64 // tells it from other ballots on the proposal; it grows, and is no number of an entry
	Opened  uint64 // 0 where the viewer may not know numbers, as Closed and the votes' Entry
	Closed  uint64
	OwnVote *workflow.Vote
	Voters  int
	Awaited []string      // pseudonyms of members with a vote who have not cast it; for the office
	Votes   Later[[]Vote] // after closing
	Silent  []Silent      // after closing: who could have voted and has not, in order of the members
	Tally   workflow.Tally
	MayVote bool           // the viewer has a vote, acts for the seat at present, and nobody else has voted for it
	Verdict Later[Verdict] // on a proposal, after closing

	Meeting string // in which it is held, empty outside of meetings
	Mode    workflow.Mode
	Void    bool             // it decides nothing: a written procedure was stopped under it, or it was not counted
	Blank   bool             // a secret ballot that was closed without a tally
	Voted   []int            // in a meeting that is no written procedure: who has voted so far, as indexes among members
	Counts  []workflow.Count // of a secret ballot, after closing
	Carried *policy.Finding  // of a motion: whether it carries, once the ballot is closed and counts
}

// Verdict is what the policy says of a proposal after a ballot.
type Verdict struct {
	Proposed policy.Determination
	Again    bool // it decides nothing, and a further one can: without a quorum, not counted, or Spoilt
	Spoilt   bool // somebody voted in secret whose vote does not count, and cannot be taken out any more
}

// Silent is a seat without a vote in a closed ballot, and why. An abstention is a vote.
type Silent struct {
	Member int
	By     string // pseudonym
	Why    Silence
}

// Silence says why there is no vote of a seat.
type Silence string

// The reasons: excluded because of an interest, not in the meeting when the ballot began, there without voting, or, where a
// ballot is not held in a meeting, no vote given.
const (
	SilentRecused Silence = "recused"
	SilentAbsent  Silence = "absent"
	SilentThere   Silence = "there"
	SilentUnheard Silence = "unheard"
)

// silence is why a seat that could have voted has not.
func silence(b *workflow.Ballot, member int, recused bool) Silence {
	switch {
	case recused:
		return SilentRecused
	case b.Meeting == "":
		return SilentUnheard
	case member < len(b.Present) && b.Present[member]:
		return SilentThere
	default:
		return SilentAbsent
	}
}

// Vote is a seat's vote, with who cast it.
type Vote struct {
	Member int
	By     string // pseudonym
	Deputy bool   // cast by a deputy
	Choice policy.Choice
	Entry  uint64
	Aside  bool // of a member who is excluded by now: it does not count for a decision
}

// votes shows a ballot: the own vote and, once it is closed, all of them. While it runs nobody learns how others vote. Who has
// voted shows in a meeting, where they sit together; outside of one only the office is told.
func (v *Round) votes(b *workflow.Ballot, p *workflow.Proposal) *Ballot {
	seat := (*workflow.Seat)(nil)
	if v.member >= 0 {
		seat = v.state.Seat(v.state.Members[v.member])
	}
	meeting := v.state.Meeting(b.Meeting)
	together := meeting != nil && !meeting.Written
	x := &Ballot{
		Open: b.Open, Opened: b.Opened, Closed: b.Closed, OwnVote: b.Vote(v.member), MayVote: seat != nil && !seat.Advisory && v.acts(),
		Meeting: b.Meeting, Mode: b.Mode, Void: !b.Open && !v.state.Valid(b), Blank: b.Uncounted,
	}
	if x.OwnVote != nil && x.OwnVote.By != v.self { // the seat has voted, and votes once
		x.MayVote = false
	}
	manned := v.manned
	for m, i := range v.state.Members {
		vote, who := b.Vote(m), i
		if vote != nil {
			who = vote.By
		}
		aside := v.state.Recused(p, who) != nil
		if vote == nil {
			if asked := manned[m] || m < len(b.Asked) && b.Asked[m]; !b.Open && asked && !v.state.Seat(i).Advisory {
				x.Silent = append(x.Silent, Silent{m, v.state.Participants[i].Pseudonym, silence(b, m, aside)})
			}
			if v.Office && !aside && manned[m] && !v.state.Seat(i).Advisory {
				x.Awaited = append(x.Awaited, v.acting(m))
			}
			continue
		}
		if !aside {
			x.Voters++
		}
		if together {
			x.Voted = append(x.Voted, m)
		}
	}
	switch {
	case !b.Open:
		x.Tally, x.Counts = b.Tally, b.Counts
	case !v.Office && !together:
		x.Voters = -1
	}
	return x
}

// cast are the votes of a ballot, in order of the members, with the numbers of their entries where the viewer may know them.
func (v *Round) cast(b *workflow.Ballot, p *workflow.Proposal, numbers bool) []Vote {
	out := make([]Vote, 0, len(b.Votes))
	for m := range v.state.Members {
		vote := b.Vote(m)
		if vote == nil {
			continue
		}
		one := Vote{
			Member: m, By: v.Participant(vote.By), Deputy: vote.Deputy, Choice: vote.Choice, Aside: v.state.Recused(p, vote.By) != nil,
		}
		if numbers {
			one.Entry = vote.Seq
		}
		out = append(out, one)
	}
	return out
}

// unnumber takes away what is only there to be shown to those who may know numbers of entries.
func (b *Ballot) unnumber() {
	b.Opened, b.Closed = 0, 0
}
