package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// The fields of the form of a deadline.
const (
	fieldUntil   = "frist-tag"
	fieldUntilAt = "frist-uhr"
	fieldWas     = "bisher" // the deadline in force when the form was made

	endSet = "setzen"
)

// deadlineBody is the body of the pages on which a deadline is set.
type deadlineBody struct {
	Ref     part.Ref
	Lead    string
	Box     *part.Box
	Errors  *part.Errors
	Action  string
	Hidden  []part.Option
	Facts   part.Facts
	About   *part.Table // whom it concerns
	Nobody  string
	Preview bool
	Fields  []part.Field
	Keep    string
	Draft   *part.Draft
	Status  part.Status
	Send    part.Button
	Back    part.Button
}

// timing is a form of a deadline with what it holds.
type timing struct {
	stage              string
	day, clock, reason string
	was                string
	draft              *draft
	until              ledger.Instant
	refused            *workflow.Refusal
	wrong              string // about the day or the time
	status             int
}

// inForce is the deadline of the stage as a form carries it, empty where there is none.
func inForce(d *reading, stage string) string {
	if due := d.round.Deadline(stage, nil); due != nil {
		return strconv.FormatInt(int64(due.At), 10)
	}
	return ""
}

func deadlineKey(v *visit, stage string) DraftKey {
	return DraftKey{Account: v.who.Person, Round: v.round.ID, Form: "deadline " + stage}
}

// deadlineShow asks until when something is to be taken.
func (s *Server) deadlineShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, form, ok := s.timing(w, r, v)
	if !ok {
		return
	}
	form.was = inForce(d, form.stage)
	if due := v.round.Deadline(form.stage, nil); due != nil {
		at := v.words.Local(due.At.Time())
		form.day, form.clock = at.Format(time.DateOnly), at.Format("15:04")
	}
	if kept, ok := form.draft.Parts[stepPart]; ok {
		form.fill(kept)
	}
	s.deadlineForm(w, r, d, form)
}

// timing reads who asks about which stage.
func (s *Server) timing(w http.ResponseWriter, r *http.Request, v *visit) (*reading, *timing, bool) {
	stage, ok := deadlineSlugs()[r.PathValue("stufe")]
	if !ok {
		s.missing(w, r)
		return nil, nil, false
	}
	d, err := s.read(r.Context(), v)
	form := &timing{stage: stage, status: http.StatusOK}
	if err == nil {
		form.draft, err = s.draftOf(r.Context(), deadlineKey(v, stage))
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return nil, nil, false
	}
	return d, form, true
}

// deadlineSend shows whom a deadline concerns, goes back to the form, or sets it.
func (s *Server) deadlineSend(w http.ResponseWriter, r *http.Request, v *visit) {
	d, form, ok := s.timing(w, r, v)
	if !ok {
		return
	}
	form.day, form.clock, form.reason = r.PostFormValue(fieldUntil), r.PostFormValue(fieldUntilAt), r.PostFormValue(fieldReason)
	form.was = r.PostFormValue(fieldWas)
	if err := s.keepAll(r, wholeForm(v, deadlineKey(v, form.stage)), form.parts()); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	until, read := v.words.Instant(form.day, form.clock)
	form.until = ledger.InstantOf(until)
	command := &workflow.SetDeadline{Stage: form.stage, Until: form.until, Reason: form.reason}
	switch {
	case !read:
		form.wrong, form.status = v.words.T("deadline.unread"), http.StatusUnprocessableEntity
		s.deadlineForm(w, r, d, form)
	case r.PostFormValue(fieldEnd) == endEdit:
		s.deadlineForm(w, r, d, form)
	case r.PostFormValue(fieldEnd) == endSet, form.stands(v.round):
		s.deadlineCarryOut(w, r, d, form, command)
	default:
		if form.refused = v.round.Try(v.office(), command); form.refused != nil {
			s.deadlineRefused(w, r, d, form)
			return
		}
		s.deadlinePreview(w, r, d, form)
	}
}

// stands tells whether the office has set that very deadline already: then there is nothing to preview, and no reason is owed.
func (form *timing) stands(round *view.Round) bool {
	due := round.Deadline(form.stage, nil)
	return due != nil && due.Set && due.At == form.until
}

// deadlineCarryOut sets the deadline that a preview has shown, unless another one came into force since.
func (s *Server) deadlineCarryOut(w http.ResponseWriter, r *http.Request, d *reading, form *timing, command *workflow.SetDeadline) {
	in := s.readStep(r)
	receipts, err := s.carryOutFresh(r, d, form, in.command, command)
	var ref *workflow.Refusal
	switch {
	case err == nil && receipts == nil: // another one is in force
		form.status = http.StatusConflict
		s.deadlinePreview(w, r, d, form)
	case err == nil:
		s.spent(r, deadlineKey(d.visit, form.stage), in.command)
		http.Redirect(w, r, done(d.visit, d.address("steuerung"), receipts), http.StatusSeeOther)
	case errors.As(err, &ref) && !errors.Is(err, workflow.ErrCorrupt):
		form.refused = ref
		s.deadlineRefused(w, r, d, form)
	default:
		s.refuse(w, r, d.visit, err)
	}
}

// carryOutFresh executes the command; it answers nothing where the deadline in force is not the one that the form has shown,
// but for a form that is sent again: its own deadline is in force then.
func (s *Server) carryOutFresh(r *http.Request, d *reading, form *timing, id string, command *workflow.SetDeadline) ([]workflow.Receipt, error) {
	own := strconv.FormatInt(int64(form.until), 10)
	if now := inForce(d, form.stage); now != form.was && now != own {
		return nil, nil
	}
	return s.config.Desk.Execute(r.Context(), d.who, d.office(), id, desk.Act{Round: d.round.ID, Command: command})
}

func (s *Server) deadlineRefused(w http.ResponseWriter, r *http.Request, d *reading, form *timing) {
	form.status = reply.Of(form.refused, d.words.Lang(), d.name).Status
	s.deadlineForm(w, r, d, form)
}

// deadlineKeep keeps what is typed into the form.
func (s *Server) deadlineKeep(w http.ResponseWriter, r *http.Request, v *visit) {
	d, form, ok := s.timing(w, r, v)
	if !ok {
		return
	}
	if r.PostForm.Has("criterion") {
		s.keepPart(w, r, v, wholeForm(v, deadlineKey(v, form.stage)))
		return
	}
	form.day, form.clock, form.reason = r.PostFormValue(fieldUntil), r.PostFormValue(fieldUntilAt), r.PostFormValue(fieldReason)
	if err := s.keepAll(r, wholeForm(v, deadlineKey(v, form.stage)), form.parts()); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, d.deadlineAddress(form.stage), http.StatusSeeOther)
}

// deadlineConcerns are those whom a deadline concerns: the members who have to score, or the proposals that are to come back.
func (d *reading) deadlineConcerns(form *timing) *part.Table {
	w := d.words
	then := part.Cell{Text: w.Deadline(form.until.Time())}
	t := &part.Table{Caption: w.T("deadline.concerns"), Quiet: true, Columns: []part.Column{
		{Title: w.T("board.member")}, {Title: w.T("deadline.open"), Wide: true}, {Title: w.T("many.then"), Wide: true},
	}}
	var open []*view.Proposal
	for _, p := range d.round.Proposals {
		if p.State == workflow.UnderReview && form.stage == policy.StageScoring || p.State == workflow.Returned && form.stage == policy.StageReturn {
			open = append(open, p)
		}
	}
	if form.stage == policy.StageReturn {
		t.Columns[0].Title, t.Columns[1].Title = w.T("heat.proposal"), w.T("many.now")
		for _, p := range open {
			now := w.T("deadline.none")
			if due := d.round.Deadline(form.stage, p); due != nil {
				now = w.Deadline(due.At.Time())
			}
			t.Rows = append(t.Rows, part.Row{Head: part.Cell{Number: p.Number, Text: d.titleOf(p)}, Cells: []part.Cell{{Text: now}, then}})
		}
		return t
	}
	for _, pseudonym := range d.awaitedIn(open) {
		t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: d.name(pseudonym)}, Cells: []part.Cell{{Text: d.awaitedFrom(open, pseudonym)}, then}})
	}
	return t
}
