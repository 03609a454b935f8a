package web

import (
	"context"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// slip is the way of a proposal, station by station, each that it has come to with its day.
func (s *Server) slip(ctx context.Context, d *reading, p *view.Proposal) (part.Slip, error) {
	days, err := s.days(ctx, d, p)
	if err != nil {
		return nil, err
	}
	w, given := d.words, ""
	if d.has(roleCommittee) {
		given = d.progress(p)
	}
	at := stationOf(p)
	stations := part.Slip{
		{Icon: "submitted", Word: w.T("state.submitted"), Note: joined(
			w.T("proposal.version", "Version", int(p.Version)), days[workflow.KindProposalSubmitted], days[workflow.KindProposalResubmitted],
		)},
		{Icon: "tick", Word: w.T("slip.eligible"), Note: joined(
			d.checkNote(p), days[workflow.KindProposalChecked], days[workflow.KindProposalReturned],
		)},
		{Icon: "under_review", Word: w.T("state.under_review"), Note: joined(given, days[workflow.KindReviewOpened])},
		{Icon: "scored", Word: w.T("state.scored"), Note: d.ballotNote(p, days)},
		{Icon: "open", Word: w.T("state.decided")},
		{Icon: "published", Word: w.T("state.published"), Note: days[workflow.KindSummaryPublished]},
	}
	if p.State == workflow.Decided && p.Outcome != "" {
		stations[4].Icon, stations[4].Word, stations[4].Note = counted(p), w.T("state."+counted(p)), days[workflow.KindDecisionTaken]
	}
	switch p.State {
	case workflow.Returned:
		stations[at].Note = joined(w.T("slip.missing", "Count", len(p.Missing)), days[workflow.KindProposalReturned])
	case workflow.Withdrawn:
		stations[at].Note = days[workflow.KindProposalWithdrawn]
	default:
		return walked(stations, at), nil
	}
	stations[at].Icon, stations[at].Word = string(p.State), w.T("state."+string(p.State))
	stations = walked(stations, at)
	if p.State == workflow.Withdrawn { // nothing is to come
		stations = stations[:at+1]
	}
	return stations, nil
}

// days are the days of the steps by their kind, the last of each, in the words of its station: those that the visitor may
// know. Whoever handed the proposal in is told of what happened between them and the office, and of the decision when it is
// released, not of how the office and the committee came to it.
func (s *Server) days(ctx context.Context, d *reading, p *view.Proposal) (map[workflow.Kind]string, error) {
	steps, err := s.config.Desk.History(ctx, d.round, p.ID)
	if err != nil {
		return nil, err
	}
	out := map[workflow.Kind]string{}
	for i := range steps {
		kind, day := steps[i].Kind, d.words.Day(steps[i].At.Time())
		switch kind {
		case workflow.KindProposalResubmitted:
			day = d.words.T("slip.again", "Day", day)
		case workflow.KindProposalReturned:
			day = d.words.T("slip.returned", "Day", day)
		case workflow.KindProposalChecked:
			if !d.has(roleCommittee) {
				continue
			}
		case workflow.KindDecisionRecorded:
			kind = workflow.KindDecisionTaken
		default:
		}
		out[kind] = day
	}
	return out, nil
}

// walked marks which stations lie behind the proposal and which are to come.
func walked(stations part.Slip, at int) part.Slip {
	for i := range stations {
		switch {
		case i < at:
			stations[i].At = part.Done
		case i == at:
			stations[i].At = part.Now
		default:
			stations[i].At, stations[i].Note = part.Todo, ""
		}
	}
	return stations
}

// stationOf is the index of the station that holds the proposal.
func stationOf(p *view.Proposal) int {
	switch p.State {
	case workflow.Submitted:
		if p.Check != nil && p.Check.Version == p.Version {
			return 1
		}
		return 0
	case workflow.UnderReview:
		return 2
	case workflow.Scored:
		return 3
	case workflow.Decided:
		if p.Published {
			return 5
		}
		return 4
	case workflow.Returned:
		return 1
	case workflow.Withdrawn:
		if p.Shown > 0 {
			return 3
		}
		return 1
	}
	return 0
}

func (d *reading) checkNote(p *view.Proposal) string {
	if p.Check == nil {
		return ""
	}
	holds := 0
	for _, pt := range p.Check.Points {
		if pt.Holds {
			holds++
		}
	}
	return d.words.T("slip.points", "Holds", holds, "All", len(p.Check.Points))
}

func (d *reading) ballotNote(p *view.Proposal, days map[workflow.Kind]string) string {
	switch {
	case p.Ballot == nil:
		return days[workflow.KindScoringClosed]
	case p.Ballot.Open:
		return joined(d.words.T("slip.voting"), days[workflow.KindBallotOpened])
	}
	return joined(d.words.T("slip.voted"), days[workflow.KindBallotClosed])
}

// checkOf is the eligibility check in words.
func (s *Server) checkOf(ctx context.Context, d *reading, p *view.Proposal) (*checked, error) {
	if p.Check == nil {
		return nil, nil
	}
	out := &checked{Title: d.words.T("check.of.version", "Version", int(p.Check.Version))}
	if d.round.Numbers {
		out.Title = d.words.T("check.of", "Version", int(p.Check.Version), "Entry", int(p.Check.Seq))
	}
	for _, pt := range p.Check.Points {
		for _, known := range d.round.Policy.Eligibility {
			if known.ID == pt.ID {
				out.Points = append(out.Points, part.Point{Holds: pt.Holds, Text: d.label(known.Label)})
			}
		}
	}
	texts, err := s.texts(ctx, d.visit, p.Check.Seq)
	if err != nil {
		return nil, err
	}
	out.Note = texts["note"]
	return out, nil
}

// decisionOf is the decision in brief, once the visitor may know it.
func (d *reading) decisionOf(p *view.Proposal) *decided {
	if p.State != workflow.Decided || p.Outcome == "" {
		return nil
	}
	out := &decided{
		Kept: !p.Released && d.round.Policy.Release.When != "", Stamp: part.Stamp{State: counted(p)}, Why: part.Link{Text: d.words.T("proposal.why"), Href: d.place("warum")},
	}
	if dec := p.Decision; dec != nil {
		out.Stamp.When = d.words.Stamp(dec.At.Time())
		if d.round.Numbers {
			out.Stamp.Entry = d.words.T("entry.n", "Entry", int(dec.Seq))
		}
	}
	return out
}

// ballotBox says how a ballot stands: while it runs, no more than the visitor may know.
func (d *reading) ballotBox(p *view.Proposal) *part.Box {
	b, w := p.Ballot, d.words
	if b == nil {
		return nil
	}
	if !b.Open {
		return &part.Box{Kind: part.BoxPlain, Title: w.T("ballot.closed"), Lines: []string{d.tallyOf(b)}}
	}
	box := &part.Box{Kind: part.BoxPlain, Title: w.T("ballot.open")}
	if b.Voters >= 0 {
		box.Lines = append(box.Lines, w.T("ballot.voters", "Given", b.Voters, "Expected", b.Voters+len(b.Awaited)))
		if len(b.Awaited) > 0 {
			box.Lines = append(box.Lines, w.T("ballot.awaited", "Names", w.List(d.nameAll(b.Awaited))))
		}
	} else {
		box.Lines = append(box.Lines, w.T("ballot.veiled"))
	}
	if b.MayVote {
		box.Links = []part.Link{{Text: w.T("proposal.vote"), Href: d.place("abstimmen")}}
	}
	return box
}

// tallyOf says what a closed ballot came to.
func (d *reading) tallyOf(b *view.Ballot) string {
	if b.Blank {
		return d.words.T("ballot.blank")
	}
	return d.tallyLine(b.Tally)
}

// tallyLine says the votes in one line.
func (d *reading) tallyLine(t workflow.Tally) string {
	return d.words.T("ballot.tally", "Yes", int(t.Yes), "No", int(t.No), "Count", int(t.Abstain))
}
