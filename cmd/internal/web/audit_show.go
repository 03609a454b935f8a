package web

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow/audit"
	"gremium/workflow/desk"
)

// Verifier checks the record of a round from outside, as workflow/audit does: from the stored bytes, believing nothing that
// was kept beside them. What it finds is worded in lang. An error means that the record could not be read to its end.
type Verifier interface {
	Verify(ctx context.Context, round, lang string) (*audit.Report, error)
	// CaseFile is the record of a round as a file that can be checked elsewhere, whole or with the texts of one proposal (by id),
	// with its length. holder is the pseudonym of the participant as whom it is made, who gets no more than they may see; empty for who
	// themselves. Whoever asks for it closes it. The error is a *workflow.Refusal where who may not have it.
	CaseFile(ctx context.Context, who *desk.Who, round, proposal, holder string) (file io.ReadCloser, size int64, err error)
}

// auditBody is the body of the page that checks the record.
type auditBody struct {
	Ref     part.Ref
	Action  string
	Start   part.Button
	Result  *part.Box
	Ledgers []ledgerResult
	Command string
	Limits  []string // what no check proves
	Take    takeAway
	Proof   *ownProof

	Witnesses *witnessPart
}

// ledgerResult is how the check of one ledger came out.
type ledgerResult struct {
	Title    string
	Facts    part.Facts
	Steps    []part.Finding
	Findings []part.Entry
}

// auditShow says what a check does and offers one.
func (s *Server) auditShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body, err := s.auditBody(r.Context(), d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.audit, http.StatusOK, s.frameOf(r, v, v.words.T("audit.title")), body)
}

func (s *Server) auditBody(ctx context.Context, d *reading) (auditBody, error) {
	seen, err := d.witnesses(ctx, s.config.Witnesses)
	return auditBody{
		Ref: d.ref(), Action: d.address("pruefung"), Start: part.Button{Text: d.words.T("audit.start"), Primary: true},
		Command: "gremium log verify " + d.round.ID, Limits: audit.UnprovenHere(d.words.Lang()), Take: d.takeAway(), Proof: d.ownProof(), Witnesses: seen,
	}, err
}

// auditRun checks the record now. Only one check runs at a time: it reads every byte.
func (s *Server) auditRun(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	select {
	case s.checking <- struct{}{}:
		defer func() { <-s.checking }()
	default:
		s.refuse(w, r, v, reply.New(reply.Conflict, "check_running",
			"Gerade läuft schon eine Prüfung. Versuchen Sie es in einer Minute noch einmal.",
			"A check is running already. Try again in a minute."))
		return
	}
	report, err := s.config.Verifier.Verify(r.Context(), v.round.ID, v.words.Lang())
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.checks.keep(v.round.ID, report, s.config.Now())
	body, err := s.auditBody(r.Context(), d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body.Result = d.auditResult(report, s.config.Now)
	body.Start = part.Button{Text: v.words.T("audit.again")}
	for i := range report.Ledgers {
		body.Ledgers = append(body.Ledgers, d.ledgerResult(&report.Ledgers[i]))
	}
	show(s, w, r, s.pages.audit, http.StatusOK, s.frameOf(r, v, v.words.T("audit.title")), body)
}

// veiled tells that scores or votes are hidden from the visitor, who holds a seat: how much the record holds and what is
// wrong with it where would tell of them.
func (d *reading) veiled() bool { return d.round.Size == 0 }

// ledgerResult puts the report on one ledger into words.
func (d *reading) ledgerResult(l *audit.Ledger) ledgerResult {
	w := d.words
	if l.Round != "register" && d.veiled() {
		return ledgerResult{Title: w.T("audit.round"), Facts: part.Facts{{Name: w.T("audit.hidden"), Text: w.T("audit.hidden.text")}}}
	}
	out := ledgerResult{Title: w.T("audit.round"), Facts: part.Facts{
		{Name: w.T("audit.entries"), Text: w.Int(int(l.Entries))}, {Name: w.T("audit.root"), Text: l.Root, Code: true},
	}}
	if l.Round == "register" {
		out.Title = w.T("audit.register")
	}
	if l.Recorded > 0 {
		out.Facts = append(out.Facts, part.Fact{Name: w.T("audit.recorded"), Text: w.Int(l.Recorded)})
	}
	for _, step := range l.Steps {
		f := part.Finding{Rule: w.T("audit.step." + string(step.Step)), Figures: w.T("audit.result." + string(step.Result))}
		switch step.Result {
		case audit.OK:
			f.Verdict = part.Holds
		case audit.Failed:
			f.Verdict = part.Fails
		case audit.NotChecked:
			f.Verdict = part.Notes
		}
		if step.Why != "" {
			f.Figures += ": " + step.Why
		}
		for _, n := range l.Notes {
			if n.Step == step.Step {
				f.Under = append(f.Under, part.Finding{Verdict: part.Notes, Rule: n.What})
			}
		}
		out.Steps = append(out.Steps, f)
	}
	out.Steps = part.Examine(out.Steps)
	for _, f := range l.Findings {
		e := part.Entry{Seq: int(f.Seq), Text: f.What}
		if f.Seq >= 0 && l.Round == d.round.ID && d.round.Numbers {
			e.Href = d.address("nachvollziehen?eintrag=" + strconv.FormatInt(f.Seq, 10))
		}
		out.Findings = append(out.Findings, e)
	}
	return out
}

// auditResult says the result in one box.
func (d *reading) auditResult(report *audit.Report, now func() time.Time) *part.Box {
	when := d.words.Moment(now())
	if report.OK {
		title := d.words.T("audit.holds")
		if !d.veiled() {
			title = d.words.T("audit.ok", "Entries", int(report.Entries))
		}
		return &part.Box{
			Kind: part.BoxGood, Icon: "tick", Title: title, Focus: true,
			Lines: []string{d.words.T("audit.when", "When", when)},
		}
	}
	title, text := "audit.failed", "audit.failed.text"
	if report.OnlyLacks() {
		title, text = "audit.lacks", "audit.lacks.text"
	}
	return &part.Box{
		Kind: part.BoxFault, Icon: "warn", Title: d.words.T(title), Focus: true, Alert: true,
		Lines: []string{d.words.T(text), d.words.T("audit.when", "When", when)},
	}
}
