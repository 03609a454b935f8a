package view

import (
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Step is one entry of the record as the viewer may see it. Seq is the entry's number, or, to somebody who may not know all
// numbers, the step's place among the steps of the round that they see, from 1: a gap between two numbers would tell that
// others have scored or voted in between. Renumbering is chosen over closing the history to them, because an office that
// also scores needs it for its work.
type Step struct {
	Seq      uint64
	At       ledger.Instant
	Kind     workflow.Kind
	As       workflow.Capacity
	Actor    string // pseudonym
	For      string // pseudonym
	Proposal string // id
	Motion   string // id, where it is about a ballot on a motion
	Meeting  string // id, where it is about a meeting
	Changes  []Change

	entry uint64
	texts []workflow.Commitment
}

// Entry is the number under which the texts of the step are found; it is not for showing.
func (s *Step) Entry() uint64 { return s.entry }

// Everyone stands for every member where pseudonyms of those assigned could stand.
const Everyone = "*"

// Change is one thing that a step changed. Field is "phase", "state", "outcome", "version", "score", "mean" (of the
// criterion Of), "vote", "wish", "assigned" (pseudonyms, separated by blanks, or Everyone), "sheet" (its version),
// "published", "released", "seat", "capacity", "interest" (a Standing), "deadline" (of the stage Of, an instant), "comment" or
// "answer" (the version of the one with the number Of), "stage" (of the meeting Of), "attendance" (of the participant Of) or
// "item" (called in the meeting Of), "agenda" (of the meeting Of, items separated by line feeds; see OfProposal), or "ballot" ("open", "uncounted", or "closed" with the votes for, against and abstaining); Old is empty
// where there was none.
type Change struct {
	Field, Of, Old, New string
	Proposal            string // id, where it is another one than the step is about: a mean that a seat's weight has changed
}

// Paths are the paths of the texts that belong to a step and that the viewer may read.
func (v *Round) Paths(s *Step) []string {
	var out []string
	for _, c := range s.texts {
		if v.MayRead(s.entry, c.Path) {
			out = append(out, c.Path)
		}
	}
	return out
}

// maySee tells whether the viewer may know of the entry at all; p is the proposal it is about, as they see it. That somebody has scored or voted is itself a secret
// while scores are veiled and a ballot runs.
func (v *Round) maySee(rec *workflow.Record, p *Proposal) bool {
	if v.Reader {
		return !v.secret(rec.Seq, v.state.Proposal(rec.Proposal))
	}
	if may, known := v.ofErasure(rec); known {
		return may
	}
	if rec.Proposal == "" || workflow.MotionOf(rec.Event) != "" {
		return v.maySeeMeeting(rec)
	}
	if p == nil {
		return false
	}
	if p.Exclusion != nil {
		return v.declaredOwn(rec) || p.Own && ofSubmission(rec.Event.Kind()) || v.inForce(p, rec)
	}
	if v.mayNotKnowDecision(v.state.Proposal(rec.Proposal), rec.Seq) {
		return false
	}
	own := rec.Actor == v.viewer.Pseudonym || rec.For == v.viewer.Pseudonym
	switch k := rec.Event.Kind(); {
	case k == workflow.KindScoresCast, k == workflow.KindCommentMade:
		return own || p.Veil == "" && v.inside()
	case k == workflow.KindWishStated: // who would rather not judge what is for the office to know, and for whom the record is
		return own || v.Office
	case k == workflow.KindVoteCast, k == workflow.KindBallotVoted:
		return own || v.inside() && (p.Ballot == nil || !p.Ballot.Open)
	case k == workflow.KindInterestReported: // who reported somebody is for those who have to deal with it
		return own || v.Office
	case ofSubmission(k):
		return v.inside() || p.Own
	case k == workflow.KindSummaryPublished:
		return v.inside() || p.Own && p.Published
	case ofDecision(k), k == workflow.KindDecisionReconsidered:
		return v.inside() || v.inForce(p, rec) || v.told(rec)
	default:
		return v.inside()
	}
}

// maySeeMeeting answers for entries about no proposal, and for ballots on motions.
func (v *Round) maySeeMeeting(rec *workflow.Record) bool {
	if rec.Event.Kind() == workflow.KindLotDrawn && !v.mayKnowLots() || !v.inside() || v.offLimits(rec) || rec.Proposal != "" && v.excludedFrom(v.state.Proposal(rec.Proposal)) != nil {
		return false
	}
	own := rec.Actor == v.viewer.Pseudonym || rec.For == v.viewer.Pseudonym
	k := rec.Event.Kind()
	return k != workflow.KindVoteCast && k != workflow.KindBallotVoted || own || !v.running(rec.Seq)
}

// ofSubmission tells whether an entry of this kind is for the submitter too.
func ofSubmission(k workflow.Kind) bool {
	switch k {
	case workflow.KindProposalSubmitted, workflow.KindProposalResubmitted, workflow.KindProposalChecked,
		workflow.KindProposalReturned, workflow.KindProposalWithdrawn, workflow.KindReviewOpened,
		workflow.KindQuestionAsked, workflow.KindQuestionAnswered:
		return true
	default:
		return false
	}
}

// inForce tells whether an entry belongs to the decision in force, and the viewer may know that. An earlier one that was set
// aside is another matter: it may never have left the committee.
func (v *Round) inForce(p *Proposal, rec *workflow.Record) bool {
	d := v.state.Proposal(rec.Proposal).Decision
	return p.Outcome != "" && ofDecision(rec.Event.Kind()) && d != nil && rec.Seq >= d.Seq
}

// told tells whether an entry belongs to a decision that whoever handed the proposal in was told of before it was set aside.
func (v *Round) told(rec *workflow.Record) bool {
	p := v.state.Proposal(rec.Proposal)
	return p.Submitter == v.self && slices.ContainsFunc(p.Decisions, func(d *workflow.Decision) bool {
		return d.Told && d.Seq <= rec.Seq && rec.Seq <= d.SetAside
	})
}

func ofDecision(k workflow.Kind) bool {
	return k == workflow.KindDecisionTaken || k == workflow.KindDecisionRecorded || k == workflow.KindDecisionReleased
}

// Secret tells whether an entry is a vote in a ballot that is still open. How others vote is nobody's to read until then:
// auditors read it afterwards, the operator alone could read the file anyway.
func (v *Round) Secret(entry uint64) bool {
	return v.secret(entry, nil) || slices.ContainsFunc(v.state.Proposals, func(p *workflow.Proposal) bool { return v.voteOn(p, entry) })
}

// secret answers for an entry about that proposal; nil for one about none.
func (v *Round) secret(entry uint64, p *workflow.Proposal) bool {
	return !v.viewer.Operator && v.running(entry) || p != nil && v.voteOn(p, entry)
}

func (v *Round) voteOn(p *workflow.Proposal, entry uint64) bool {
	return !v.viewer.Operator && p.Ballot != nil && p.Ballot.Open && entry > p.Ballot.Opened && contains(p.Entries, entry)
}

func changes(before, after *workflow.Round, rec *workflow.Record) []Change {
	var out []Change
	add := func(field, of, was, is string) {
		if was != is {
			out = append(out, Change{Field: field, Of: of, Old: was, New: is})
		}
	}
	add("phase", "", string(before.Phase), string(after.Phase))
	if a, ok := rec.Event.(*workflow.ParticipantAdmitted); ok {
		add("capacity", a.Participant, "", string(a.Capacity))
		add("seat", a.Participant, "", a.Seat)
	}
	if d, ok := rec.Event.(*workflow.DeadlineSet); ok {
		old := ""
		if was := before.Deadline(d.Stage, nil); was != nil {
			old = was.At.String()
		}
		add("deadline", d.Stage, old, d.Until.String())
	}
	if l, ok := rec.Event.(*workflow.LotDrawn); ok {
		add("lot", "", "", drawnOrder(after, l))
	}
	out = append(out, seatChanges(before, after, rec)...)
	out = append(out, meetingChanges(before, after, rec)...)
	out = append(out, reweighed(before, after, rec)...)
	if rec.Proposal == "" || workflow.MotionOf(rec.Event) != "" {
		return out
	}
	was, is := before.Proposal(rec.Proposal), after.Proposal(rec.Proposal)
	if was == nil {
		was = &workflow.Proposal{}
	}
	if p := after.Proposal(rec.Proposal); len(p.Interests) > 0 {
		out = append(out, interestChanges(after, was, p, rec)...)
	}
	add("state", "", string(was.State), string(is.State))
	add("outcome", "", was.Outcome, is.Outcome)
	add("version", "", number(was.Version), number(is.Version))
	add("released", "", truth(was.Released > 0), truth(is.Released > 0))
	add("published", "", truth(was.Published), truth(is.Published))
	add("assigned", "", assigned(before, was), assigned(after, is))
	out = append(out, personal(after, was, is, rec)...)
	out = append(out, said(was, is, rec)...)
	add("ballot", "", ballotOf(was.Ballot), ballotOf(is.Ballot))
	switch rec.Event.Kind() {
	case workflow.KindScoresCast, workflow.KindInterestDeclared, workflow.KindInterestReported, workflow.KindInterestResolved:
		old, now := means(before, was), means(after, is)
		for c := range after.Policy.Criteria {
			add("mean", after.Policy.Criteria[c].ID, old[c], now[c])
		}
	default:
	}
	return out
}

// personal are the changes of the scores and the vote of the participant whom the entry concerns.
func personal(after *workflow.Round, was, is *workflow.Proposal, rec *workflow.Record) []Change {
	who := rec.Actor
	if rec.For != "" {
		who = rec.For
	}
	_, p := after.Participant(who)
	var out []Change
	switch rec.Event.(type) {
	case *workflow.ScoresCast:
		old, now := was.Sheet(p.Member), is.Sheet(p.Member)
		for c := range after.Policy.Criteria {
			o := ""
			if old != nil {
				o = score(old.Values[c])
			}
			out = append(out, Change{Field: "score", Of: after.Policy.Criteria[c].ID, Old: o, New: score(now.Values[c])})
		}
		o := ""
		if old != nil {
			o = number(old.Version)
		}
		out = append(out, Change{Field: "sheet", Old: o, New: number(now.Version)})
	case *workflow.WishStated:
		out = append(out, Change{Field: "wish", Old: string(was.Wish(p.Member)), New: string(is.Wish(p.Member))})
	case *workflow.VoteCast:
		o := ""
		if old := was.Vote(p.Member); old != nil {
			o = string(old.Choice)
		}
		out = append(out, Change{Field: "vote", Old: o, New: string(is.Vote(p.Member).Choice)})
	}
	return out
}

// reweighed are the means that are others because a seat counts otherwise.
func reweighed(before, after *workflow.Round, rec *workflow.Record) (out []Change) {
	e, ok := rec.Event.(*workflow.SeatChanged)
	if !ok {
		return nil
	}
	_, was := before.SeatOf(e.Seat)
	_, is := after.SeatOf(e.Seat)
	if was.Weight == is.Weight && was.Advisory == is.Advisory {
		return nil
	}
	for i, p := range after.Proposals {
		old, now := means(before, before.Proposals[i]), means(after, p)
		for c := range now {
			if old[c] != now[c] {
				out = append(out, Change{Field: "mean", Of: after.Policy.Criteria[c].ID, Old: old[c], New: now[c], Proposal: p.ID})
			}
		}
	}
	return out
}

// means are the figures of a proposal by criterion, empty where no score counts.
func means(r *workflow.Round, p *workflow.Proposal) []string {
	out := make([]string, len(r.Policy.Criteria))
	for c, m := range r.Means(p, r.Policy.Aggregation) {
		if m != nil {
			out[c] = m.RatString()
		}
	}
	return out
}

// assigned are the pseudonyms of those assigned to a proposal, separated by blanks, or Everyone.
func assigned(r *workflow.Round, p *workflow.Proposal) string {
	if len(p.Assigned) == 0 {
		return Everyone
	}
	names := make([]string, len(p.Assigned))
	for i, who := range p.Assigned {
		names[i] = r.Participants[who].Pseudonym
	}
	return strings.Join(names, " ")
}

// score is a value's text; "na" is not assessable.
func score(v policy.Value) string {
	if v.NotAssessable {
		return "na"
	}
	return v.Decimal.String()
}

func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func truth(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// interestChanges are what an entry about an interest changed for whom it concerns.
func interestChanges(after *workflow.Round, was, is *workflow.Proposal, rec *workflow.Record) []Change {
	switch rec.Event.Kind() {
	case workflow.KindInterestDeclared, workflow.KindInterestReported, workflow.KindInterestResolved:
	default:
		return nil
	}
	var out []Change
	for i := range is.Interests {
		x, old := &is.Interests[i], Standing("")
		if i < len(was.Interests) {
			old = standing(&was.Interests[i])
		}
		if now := standing(x); now != old || x.Resolved == rec.Seq {
			out = append(out, Change{Field: "interest", Of: after.Participants[x.Participant].Pseudonym, Old: string(old), New: string(now)})
		}
	}
	return out
}
