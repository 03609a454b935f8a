package web

import (
	"context"
	"fmt"
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// whyBody is the body of the page that says why it was decided so.
type whyBody struct {
	Ref       part.Ref
	Slip      part.Slip
	Verdict   string
	Notes     []string
	Stamp     *part.Stamp
	Missing   []string // what is missing for a decision
	Findings  []part.Finding
	Renewed   []part.Finding // what was examined again without those who were excluded after the decision
	Rationale []string
	Deviation []string
	Votes     *part.Table
	Single    *part.Table // who voted how
	VotesNote string
	Plots     []part.Plot
	Lots      []string // in which the proposal took part, each in a sentence
	Earlier   []part.Entry
	Commands  []string
	Size      int
	Ways      []part.Link
}

// whyShow says why a proposal was decided as it was, or what is missing for a decision.
func (s *Server) whyShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body, err := s.whyBody(r.Context(), d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.why, http.StatusOK, s.frameOf(r, v, d.question(v.proposal)), body)
}

// question is the name of the page.
func (d *reading) question(p *view.Proposal) string {
	title := d.words.Quote(d.titleOf(p))
	switch {
	case p.State != workflow.Decided:
		return d.words.T("why.open", "Title", title)
	case p.Decision != nil && p.Decision.Recorded:
		return d.words.T("why.recorded", "Title", title)
	}
	return d.words.T("why.question", "Title", title, "Outcome", d.words.T("state."+counted(p)))
}

func (s *Server) whyBody(ctx context.Context, d *reading) (whyBody, error) {
	p := d.proposal
	body := whyBody{Ref: refOf(d.words, d.round.Policy, p), Size: int(d.basis(p)), Ways: d.whyWays(p)}
	body.Earlier = d.earlier(p)
	var err error
	if body.Slip, err = s.slip(ctx, d, p); err != nil {
		return body, err
	}
	if d.has(roleCommittee) {
		at := fmt.Sprintf("%s %s", d.round.ID, p.Number)
		if body.Size > 0 {
			body.Commands = []string{fmt.Sprintf("gremium why %s --at %d", at, body.Size), "gremium log verify " + d.round.ID}
		}
		body.Votes, body.Single = d.votes(p), d.singleVotes(p)
		if p.Ballot != nil && !p.Ballot.Open {
			body.VotesNote = d.tallyOf(p.Ballot) + d.recusedLine(p)
		}
		body.Plots = d.plots(p)
		body.Lots = d.lotsOf(p)
	}
	switch {
	case p.State != workflow.Decided:
		d.undecided(p, &body)
		return body, nil
	case p.Decision == nil && p.Outcome == "": // it tells of another proposal in which the visitor takes no part
		body.Verdict = d.words.T("why.untold")
		return body, nil
	case p.Decision == nil: // an outcome that was released to whoever handed the proposal in
		body.Verdict = d.words.T("why.released", "Outcome", d.words.T("state."+counted(p)))
		texts, err := s.texts(ctx, d.visit, p.Reasons)
		body.Rationale = paragraphs(texts["rationale"])
		return body, err
	case p.Decision.Recorded:
		dec := p.Decision
		body.Verdict = d.words.T("why.elsewhere", "Outcome", dec.Outcome, "Source", dec.Source)
		body.Notes = []string{d.words.T("why.elsewhere.digest", "Digest", dec.Digest)}
		if d.round.Numbers {
			body.Notes = []string{d.words.T("why.elsewhere.note", "Digest", dec.Digest, "Entry", int(dec.Seq))}
		}
		return body, nil
	}
	return body, s.reasons(ctx, d, p, &body)
}

// basis is how many entries the page is computed from: all, or, while something else of the round is hidden, those up to the
// decision or its confirmation; 0 for whom a number would tell what is hidden.
func (d *reading) basis(p *view.Proposal) uint64 {
	if d.round.Size == 0 && d.round.Numbers && p.Decision != nil && p.State == workflow.Decided {
		return max(p.Decision.Seq, p.Decision.Confirmed) + 1
	}
	return d.round.Size
}

// reasons are the sentence of the decision, what was examined, and what the committee wrote.
func (s *Server) reasons(ctx context.Context, d *reading, p *view.Proposal, body *whyBody) error {
	dec := p.Decision
	body.Verdict = d.verdict(p)
	body.Stamp = &d.decisionOf(p).Stamp
	if !p.Released && d.round.Policy.Release.When != "" {
		body.Notes = []string{d.words.T("why.unreleased")}
	}
	body.Findings = d.examine(dec.Findings)
	if err := s.doubt(ctx, d, p, body); err != nil {
		return err
	}
	texts, err := s.texts(ctx, d.visit, dec.Seq)
	if err != nil {
		return err
	}
	body.Rationale, body.Deviation = paragraphs(texts["rationale"]), paragraphs(texts["deviation"])
	return nil
}

// earlier are the decisions that were set aside.
func (d *reading) earlier(p *view.Proposal) []part.Entry {
	var out []part.Entry
	for _, old := range p.Decisions {
		e := part.Entry{
			Seq: -1, Text: d.words.T("why.earlier.line", "Outcome", d.outcomeWord(old.Outcome)),
			Note: d.words.T("why.earlier.when", "When", d.words.Moment(old.At.Time())), Href: d.entryAddress(p, old.Seq),
		}
		if d.round.Numbers {
			e.Seq, e.Note = int(old.Seq), d.words.T("why.earlier.note", "Entry", int(old.SetAside), "When", d.words.Moment(old.At.Time()))
		}
		out = append(out, e)
	}
	return out
}

// doubt says whether the decision stands where somebody was excluded after it, and what the rules said then.
func (s *Server) doubt(ctx context.Context, d *reading, p *view.Proposal, body *whyBody) error {
	if p.Doubt {
		body.Notes = append(body.Notes, d.words.T("why.doubt"))
	}
	if p.Decision.Confirmed == 0 {
		return nil
	}
	texts, err := s.texts(ctx, d.visit, p.Decision.Confirmed)
	note := d.words.T("why.confirmed")
	if texts["reason"] != "" {
		note = d.words.T("why.confirmed_because", "Reason", texts["reason"])
	}
	body.Notes, body.Renewed = append(body.Notes, note), d.examine(p.Decision.Renewed)
	return err
}

// verdict is the decision as a sentence that can be quoted.
func (d *reading) verdict(p *view.Proposal) string {
	w, dec := d.words, p.Decision
	outcome := d.outcomeWord(dec.Outcome)
	text := w.T("why.verdict", "Day", w.Day(dec.At.Time()), "Outcome", outcome)
	if b := p.Ballot; b != nil && !b.Open {
		votes := w.T("why.votes", "Yes", int(b.Tally.Yes), "Count", int(b.Tally.No))
		if b.Tally.Abstain > 0 {
			votes += " " + w.T("why.abstentions", "Count", int(b.Tally.Abstain))
		}
		text = w.T("why.verdict_votes", "Day", w.Day(dec.At.Time()), "Votes", votes, "Outcome", outcome)
	}
	if dec.Proposed == dec.Outcome {
		return text + " " + w.T("why.same")
	}
	return text + " " + w.T("why.other", "Proposed", d.outcomeWord(dec.Proposed))
}

// outcomeWord says an outcome; one that was recorded elsewhere is said as its source says it.
func (d *reading) outcomeWord(outcome string) string {
	switch policy.Outcome(outcome) {
	case policy.Selected, policy.NotSelected, policy.Deferred:
		return d.words.T("state." + outcome)
	}
	return outcome
}

// proposed says what the policy proposes.
func (d *reading) proposed(outcome policy.Outcome) string {
	if outcome == "" {
		return d.words.T("why.undecidable")
	}
	return d.words.T("why.proposes", "Outcome", d.outcomeWord(string(outcome)))
}

// undecided says what is missing for a decision, with what is certain already.
func (d *reading) undecided(p *view.Proposal, body *whyBody) {
	w := d.words
	body.Verdict = w.T("why.not_yet")
	if p.Own && !d.has(roleCommittee) {
		body.Missing = []string{w.T("why.not_released")}
		return
	}
	if det, ok := d.round.Determine(p); ok {
		body.Findings = d.examine(det.Findings)
		if det.Outcome != "" {
			body.Verdict += " " + d.proposed(det.Outcome)
		}
	}
	line := func(yes bool, id string) {
		if yes {
			body.Missing = append(body.Missing, w.T("why.missing."+id))
		}
	}
	before := p.State == workflow.Submitted || p.State == workflow.Returned
	ballot := !d.round.Policy.Majority.None()
	line(p.State == workflow.Withdrawn, "withdrawn")
	line(p.State == workflow.Returned, "returned")
	line(p.State == workflow.Submitted && (p.Check == nil || p.Check.Version != p.Version), "check")
	line(before, "review")
	line(before || p.State == workflow.UnderReview, "scores")
	voted := p.Ballot != nil && !p.Ballot.Open
	line(ballot && !voted && p.State != workflow.Withdrawn, "ballot")
	line(voted && p.Ballot.Blank, "blank")
	line(voted && p.Ballot.Verdict.Get().Spoilt, "spoilt")
	line(p.State == workflow.Scored, "decision")
}

func (d *reading) whyWays(p *view.Proposal) []part.Link {
	out := []part.Link{{Text: d.words.T("why.proposal"), Href: d.place("")}}
	if p.State == workflow.Scored {
		if way := d.wayOut(p, &workflow.Refusal{Code: "not_decidable"}); way != nil {
			out = append(out, *way)
		}
	}
	if d.has(roleCommittee) {
		out = append(out, part.Link{Text: d.words.T("proposal.replay"), Href: d.address("nachvollziehen?vorschlag=" + p.Number)})
	}
	return out
}

// entryAddress is where an entry about a proposal can be looked at, for those who may and who know all numbers.
func (d *reading) entryAddress(p *view.Proposal, seq uint64) string {
	if !d.has(roleOffice|roleAuditor) || !d.round.Numbers {
		return ""
	}
	return d.address(fmt.Sprintf("nachvollziehen?vorschlag=%s&eintrag=%d", p.Number, seq))
}
