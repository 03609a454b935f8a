package web

import (
	"errors"
	"net/http"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// stepBody is the body of the page on which the office takes a step.
type stepBody struct {
	Ref      part.Ref
	Lead     string
	Clash    *clash
	Errors   *part.Errors
	Closed   *part.Box // the step is not possible now
	Blank    bool      // but for closing a secret ballot without a tally
	Idle     bool      // nothing was typed and nothing can be sent, so that there is no form
	Paper    *part.Paper
	About    string // what the facts are
	Facts    part.Facts
	Verdict  string
	Findings []part.Finding
	Action   string
	Hidden   []part.Option
	Points   []pointField
	Missing  *pointField
	Outcome  *part.Ballot
	Fields   []part.Field
	Keep     string // where a form without a script keeps its draft
	Draft    *part.Draft
	Status   part.Status
	Send     part.Button
	Cancel   part.Button
}

// stepOf is the step that a page is about. A proposal that was voted on since an address was made gets the further ballot
// instead of the first, and the other way.
func (v *visit) stepOf(r *http.Request) (step, bool) {
	st, ok := stepTo(r.PathValue("schritt"))
	if !ok || st.round != (v.proposal == nil) {
		return step{}, false
	}
	return stepFor(st.kind, v.proposal)
}

// stepShow shows a step before it is taken.
func (s *Server) stepShow(w http.ResponseWriter, r *http.Request, v *visit) {
	st, ok := v.stepOf(r)
	if !ok {
		s.missing(w, r)
		return
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	in := &stepInput{command: s.config.NewID(), seen: seeing(d, v.proposal), fields: map[string][]string{}}
	var body stepBody
	if err = s.recall(r, d, st, in); err == nil {
		body, err = s.stepBody(r, d, st, in, false)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.step, http.StatusOK, s.frameOf(r, v, d.stepTitle(st)), body)
}

// stepTitle names the page of a step.
func (d *reading) stepTitle(st step) string {
	if d.proposal == nil {
		return d.say(st, "title")
	}
	return d.say(st, "title") + ": " + d.words.Quote(d.titleOf(d.proposal))
}

// stepBody makes the page of a step, with what has been typed so far.
func (s *Server) stepBody(r *http.Request, d *reading, st step, in *stepInput, sent bool) (stepBody, error) {
	p := d.proposal
	body := stepBody{
		Ref: d.ref(), Lead: d.say(st, "lead"), Action: d.stepAddress(p, st), Hidden: hidden(in.command, seeing(d, p)),
		Fields: d.textFields(st, in), Send: part.Button{Text: d.say(st, "send"), Primary: true},
		Cancel: part.Button{Text: d.words.T("step.cancel"), Href: d.address("steuerung"), Quiet: true},
	}
	m, known := d.moveOf(p, st.kind)
	switch {
	case !known:
		body.Closed, body.Idle = d.outOfPlace(st, in), !sent
	case m.Barred != nil && m.Barred.Code == "secret_uncountable":
		body.Closed, body.Blank, body.Send.Text = d.closed(d.refusal(m.Barred)), true, d.words.T("meeting.ballot.blank")
		body.Hidden = append(body.Hidden, part.Option{Value: fieldBlank, Text: "1"})
	case m.Barred != nil && !sent:
		body.Closed, body.Idle = d.closed(d.refusal(m.Barred)), true
		if way := d.wayOut(p, m.Barred); way != nil {
			body.Closed.Links = []part.Link{*way}
		}
	case m.Barred != nil:
		body.Send.Bar = d.bar("bar-"+st.path, m.Barred)
		body.Send.Bar.Way = d.wayOut(p, m.Barred)
	}
	d.keeping(in, &body)
	if st.kind == workflow.KindLotDrawn {
		d.lotDetails(&body)
	}
	if p == nil {
		return body, nil
	}
	body.Ref, body.Cancel.Href = refOf(d.words, d.round.Policy, p), d.place("")
	var proposed policy.Outcome
	if st.kind == workflow.KindDecisionTaken {
		if det, ok := d.round.Determine(p); ok {
			proposed, body.Findings = det.Outcome, d.examine(det.Findings)
			body.Verdict = d.proposed(det.Outcome)
		}
		body.Outcome = d.outcomes(in, proposed, sent || in.kept)
	}
	return body, s.stepDetails(r, d, st, in, sent, &body)
}

// stepDetails adds what only some steps show.
func (s *Server) stepDetails(r *http.Request, d *reading, st step, in *stepInput, sent bool, body *stepBody) error {
	p := d.proposal
	switch st.kind {
	case workflow.KindDecisionConfirmed:
		if det, ok := d.round.Renewed(p); ok {
			body.Findings, body.Verdict = d.examine(det.Findings), d.proposed(det.Outcome)
		}
	case workflow.KindProposalChecked, workflow.KindProposalReturned, workflow.KindSummaryPublished:
		paper, texts, err := s.paperOf(r.Context(), d.visit)
		if err != nil {
			return err
		}
		body.Paper, body.About, body.Facts = &paper, d.words.T("proposal.contacts"), d.contacts(p, texts)
		if st.kind == workflow.KindProposalReturned && p.State == workflow.UnderReview {
			body.Lead += " " + d.words.T("step.returning")
		}
	case workflow.KindScoringClosed, workflow.KindBallotClosed:
		body.About, body.Facts = d.words.T("step.facts"), d.missingFacts(p, st.kind)
	case workflow.KindDecisionReconsidered:
		if p.Request != nil {
			texts, err := s.texts(r.Context(), d.visit, p.Request.Seq)
			if err != nil {
				return err
			}
			body.About, body.Facts = d.words.T("reconsider.request"), part.Facts{
				{Name: d.words.T("reconsider.by"), Text: d.name(d.round.Participant(p.Request.By))},
				{Name: d.words.T("step.reason"), Text: texts["reason"]},
			}
		}
	default:
	}
	switch st.kind {
	case workflow.KindProposalChecked:
		body.Points = d.checkFields(in)
	case workflow.KindProposalReturned:
		body.Missing = &pointField{
			ID: fieldMissing, Name: fieldMissing, Label: d.words.T("return.missing"), Options: d.missingOptions(p, in, sent || in.kept),
		}
	default:
	}
	return nil
}

// missingFacts names who has not scored or voted yet.
func (d *reading) missingFacts(p *view.Proposal, kind workflow.Kind) part.Facts {
	given, missing := p.Given, p.Awaited
	if kind == workflow.KindBallotClosed {
		if p.Ballot == nil {
			return nil
		}
		given, missing = p.Ballot.Voters, p.Ballot.Awaited
	}
	names := d.words.T("step.nobody")
	if len(missing) > 0 {
		names = d.words.List(d.nameAll(missing))
	}
	facts := part.Facts{
		{Name: d.words.T("step.given"), Text: d.words.T("heat.count", "Given", given, "Expected", given+len(missing))},
		{Name: d.words.T("step.awaited"), Text: names},
	}
	if old := d.outdated(p); len(old) > 0 && kind == workflow.KindScoringClosed {
		facts = append(facts, part.Fact{Name: d.words.T("step.outdated"), Text: d.words.List(old)})
	}
	return facts
}

// outOfPlace says why a step does not fit where things stand.
func (d *reading) outOfPlace(st step, in *stepInput) *part.Box {
	if ref := d.round.Try(d.office(), st.commandOf(d, d.proposal, in)); ref != nil {
		return d.closed(d.refusal(ref))
	}
	return d.closed()
}

func (d *reading) closed(why ...string) *part.Box {
	return &part.Box{Kind: part.BoxCare, Icon: "warn", Title: d.words.T("step.closed.title"), Lines: why}
}

// stepSend takes a step. What is refused comes back on the same page, with what was typed.
func (s *Server) stepSend(w http.ResponseWriter, r *http.Request, v *visit) {
	st, ok := v.stepOf(r)
	if !ok {
		s.missing(w, r)
		return
	}
	in := s.readStep(r)
	if in.seen.State == "" { // no page of ours has made it: what it rests on is not known
		s.refuse(w, r, v, badForm())
		return
	}
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if v.proposal != nil && st.overtaken(d, v.proposal, in.seen) != "" {
		s.stepRefused(w, r, d, st, in, nil)
		return
	}
	act := desk.Act{Round: v.round.ID, Command: st.commandOf(d, v.proposal, in)}
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, v.office(), in.command, act)
	if err == nil {
		s.forget(r, v, st, in.command)
	}
	var ref *workflow.Refusal
	switch {
	case err == nil && v.proposal == nil:
		http.Redirect(w, r, done(v, v.address("steuerung"), receipts), http.StatusSeeOther)
	case err == nil:
		http.Redirect(w, r, done(v, v.place(""), receipts), http.StatusSeeOther)
	case errors.As(err, &ref) && !errors.Is(err, workflow.ErrCorrupt):
		s.stepRefused(w, r, d, st, in, ref)
	default:
		s.refuse(w, r, v, err)
	}
}

// stepRefused shows the step again with what was typed and what stands in its way; a nil refusal means that it was
// overtaken by what happened since its form was made.
func (s *Server) stepRefused(w http.ResponseWriter, r *http.Request, d *reading, st step, in *stepInput, ref *workflow.Refusal) {
	status, code := http.StatusConflict, ""
	var why string
	if ref == nil {
		why = d.words.T(st.overtaken(d, d.proposal, in.seen))
	} else {
		status, why, code = reply.Of(ref, d.words.Lang(), d.name).Status, d.refusal(ref), ref.Code
	}
	fresh, err := s.visit(r) // somebody else may have acted while this form was sent
	if err == nil {
		if fresh != nil {
			d.visit = fresh
			st, _ = stepFor(st.kind, d.proposal)
		}
		if code == "command_differs" {
			in.command = s.config.NewID()
		}
		if in.draft, err = s.draftOf(r.Context(), stepKey(d.visit, st)); err != nil {
			s.refuse(w, r, d.visit, err)
			return
		}
		var body stepBody
		if body, err = s.stepBody(r, d, st, in, true); err == nil {
			err = s.explain(r, d, in, &body, status, code, why)
		}
		if err == nil {
			show(s, w, r, s.pages.step, status, s.frameOf(r, d.visit, d.stepTitle(st)), body)
			return
		}
	}
	s.refuse(w, r, d.visit, err)
}

// explain says on a step's page why it was refused: beside the field concerned, or how things have changed.
func (s *Server) explain(
	r *http.Request, d *reading, in *stepInput, body *stepBody, status int, code, why string,
) (err error) {
	if status == http.StatusConflict && code != "command_differs" {
		again := "text"
		if body.Closed != nil {
			again, body.Closed = "closed", nil
			body.Send.Text = ""
		}
		body.Clash, err = s.clashOf(r, d, d.proposal, in.seen, why, again)
		return err
	}
	body.Errors = &part.Errors{Title: d.words.T("step.refused")}
	at := body.mark(d, code, why)
	if len(at) == 0 {
		at = []part.Link{{Text: why, Href: "#main"}}
	}
	body.Errors.Items = at
	return nil
}
