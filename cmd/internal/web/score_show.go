package web

import (
	"net/http"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// scoreBody is the body of the page on which a member scores a proposal.
type scoreBody struct {
	Ref      part.Ref
	Progress string
	Queue    part.Queue
	Declare  part.Link
	Notes    []part.Box // receipts, and what has changed since the form was shown
	Paper    part.Paper
	Form     *scoreForm // nil when the proposal is not under review
	Own      *part.Table
	Due      *part.Due
	Versions *part.Table // of one's own sheet, where there are several
	Receipt  *part.Box   // over one's own sheet, nil without one
}

// scoreForm is the score sheet as it is filled in.
type scoreForm struct {
	Action   string
	Hidden   []part.Option
	Errors   *part.Errors
	Draft    part.Draft
	Keep     string // where a form without a script keeps its draft
	Criteria []part.Criterion
	Because  *becauseForm // nil where the sheet owes nothing beside its scores
	ActBar   part.ActBar
}

// The fields of every form that makes an entry.
const (
	fieldCommand = "befehl" // id of the command: what is sent twice has one effect
	fieldSeen    = "seen"   // version of the proposal that was read
	fieldBase    = "base"   // version of one's own that is replaced
)

// scoreDraft is the key under which drafts of a score sheet are kept.
func scoreDraft(v *visit) DraftKey {
	return DraftKey{Account: v.who.Person, Round: v.round.ID, Proposal: v.proposal.ID, Form: "scores"}
}

// scoreShow shows the proposal's text beside the score sheet.
func (s *Server) scoreShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.draftOf(r.Context(), scoreDraft(v))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	own, _, err := s.ownSheet(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	sheet := filled{input: own.over(d), own: own, seen: v.proposal.Version, base: sheetVersion(v.proposal), draft: d, because: becauseKept(d)}
	sheet.compare = d.Count > 0 && d.Base != sheet.base
	s.scorePage(w, r, v, http.StatusOK, sheet)
}

// filled is a score form with what it holds.
type filled struct {
	input      sheetInput
	own        sheetInput // what the record holds
	because    because
	seen, base uint64
	draft      *draft
	compare    bool // show where input and record differ: the record has changed since the form was shown
	refused    error
}

func sheetVersion(p *view.Proposal) uint64 {
	if p.OwnSheet == nil {
		return 0
	}
	return p.OwnSheet.Version
}

// ownSheet is the visitor's own sheet with its justifications, and the remark that a paper form brought with it.
func (s *Server) ownSheet(r *http.Request, v *visit) (sheet sheetInput, remark string, err error) {
	texts := map[string]string{}
	if v.proposal.OwnSheet != nil {
		if texts, err = s.config.Desk.Texts(r.Context(), v.round, v.proposal.OwnSheet.Entry); err != nil {
			return nil, "", err
		}
	}
	return sheetFromRecord(v.round.Policy, v.proposal.OwnSheet, texts), texts["remark"], nil
}

func (s *Server) scorePage(w http.ResponseWriter, r *http.Request, v *visit, status int, sheet filled) {
	paper, texts, err := s.paperOf(r.Context(), v)
	if err == nil {
		err = s.addAsked(r, v, &paper)
	}
	body := scoreBody{Ref: refOf(v.words, v.round.Policy, v.proposal)}
	if err == nil {
		body.Notes, err = s.scoreReceipt(r, v)
	}
	if err == nil {
		body.Receipt, err = s.ownReceipt(r, v)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	paper.Box = s.othersBox(v)
	body.Paper = paper
	body.Queue, body.Progress = s.queue(r, v)
	body.Declare = part.Link{Text: v.words.T("interest.declare.link"), Href: v.place("interesse")}
	if box := (&reading{visit: v}).suggestion(s.organisation(r, v.proposal.Suggested)); box != nil {
		body.Notes = append(body.Notes, *box)
	}
	if v.proposal.State == workflow.UnderReview && v.proposal.Mine {
		body.Form = s.scoreSheet(r, v, sheet)
		body.Due = v.due(policy.StageScoring, v.round.Deadline(policy.StageScoring, v.proposal))
	} else {
		body.Own = ownTable(v, sheet.own)
	}
	if box := newerVersion(v, sheet); box != nil {
		body.Notes = append(body.Notes, *box)
	}
	if note := s.scoreNote(r, v, sheet); note != nil {
		body.Notes = append(body.Notes, *note)
	}
	if body.Versions, err = s.ownVersions(r, v); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	title := texts["title"]
	show(s, w, r, s.pages.score, status, s.frameOf(r, v, title), body)
}

// scoreSheet is the form.
func (s *Server) scoreSheet(r *http.Request, v *visit, sheet filled) *scoreForm {
	b := rubric{v.words, v.round.Policy}
	f := &scoreForm{
		Action: v.place("bewerten"), Criteria: b.criteria(sheet.input),
		Hidden: []part.Option{
			{Value: fieldCommand, Text: s.config.NewID()},
			{Value: fieldSeen, Text: strconv.FormatUint(sheet.seen, 10)},
			{Value: fieldBase, Text: strconv.FormatUint(sheet.base, 10)},
		},
		Keep: v.place("bewerten/" + draftPath),
	}
	f.Draft = part.Draft{
		URL: f.Keep + "?seen=" + f.Hidden[1].Text + "&base=" + f.Hidden[2].Text, Version: strconv.FormatUint(sheet.draft.Count, 10),
		Key: v.round.ID + " " + v.proposal.ID + " " + v.who.Person,
	}
	f.statuses(v, sheet)
	if sheet.compare {
		f.Hidden = append(f.Hidden, part.Option{Value: "vergleich", Text: "1"})
		b.clashes(f.Criteria, sheet.input, sheet.own, "")
	}
	f.Errors = s.scoreProblems(b, f.Criteria, sheet.refused)
	missing := b.missing(sheet.input)
	f.ActBar = part.ActBar{Total: len(f.Criteria), Done: len(f.Criteria) - incomplete(missing), Missing: missing}
	f.ActBar.Buttons = []part.Button{
		{Text: v.words.T("score.later"), Href: "/aufgaben", Quiet: true},
		{Text: v.words.T("score.send"), Name: "ende", Value: "weiter", Primary: true},
	}
	if v.proposal.Outdated() {
		f.ActBar.Buttons[1].Text = v.words.T("score.confirm")
	}
	f.owing(s, r, v, sheet)
	f.Errors = s.owedProblems(r, v, sheet.refused, f.Errors)
	return f
}

// incomplete counts the criteria that links lead to.
func incomplete(missing []part.Link) int {
	seen := map[string]bool{}
	for _, l := range missing {
		seen[l.Href] = true
	}
	return len(seen)
}

// statuses says below each criterion how it stands: kept as a draft, or in the record.
func (f *scoreForm) statuses(v *visit, sheet filled) {
	for i := range f.Criteria {
		status := &f.Criteria[i].Status
		kept, drafted := sheet.draft.Parts[criterionField(i)]
		own := v.proposal.OwnSheet
		switch {
		case drafted && sheet.input[i] == scoreInput{kept.Value, kept.Reason} && sheet.input[i] != sheet.own[i]:
			status.Kind, status.Text = part.Good, v.words.T("draft.good")+" "+v.words.Clock(kept.At)
		case own != nil && sheet.input[i] == sheet.own[i]:
			status.Kind, status.Text = part.Good, v.words.T("score.status.given", "When", v.words.Stamp(own.At.Time()), "Version", int(own.Version))
		case sheet.input[i].Value == "":
			status.Text = v.words.T("score.status.none")
		default:
			status.Text = v.words.T("score.status.typed")
		}
	}
}

// othersBox says what the visitor may know of the scores of others. It says the same whether or not there are any.
func (s *Server) othersBox(v *visit) *part.Box {
	if v.proposal.Veil == view.VeilNot {
		return nil
	}
	if v.proposal.Veil == "" {
		return &part.Box{
			Title: v.words.T("score.others.open"), Links: []part.Link{{Text: v.words.T("score.others.link"), Href: v.place("")}},
		}
	}
	return &part.Box{
		Kind: part.BoxVeil, Icon: "lock", Title: v.words.T("score.others.veiled"),
		Lines: []string{v.words.T("score.others." + string(v.proposal.Veil))},
	}
}

// nextToScore is the next proposal without the visitor's own sheet, after the given one and then from the beginning; nil
// where there is none.
func nextToScore(round *view.Round, after *view.Proposal) *view.Proposal {
	all := round.ToScore()
	from := 0
	if after != nil {
		from = 1 + slices.IndexFunc(all, func(p *view.Proposal) bool { return p.ID == after.ID })
	}
	for i := range all {
		if p := all[(from+i)%len(all)]; (p.OwnSheet == nil || p.Outdated()) && (after == nil || p.ID != after.ID) {
			return p
		}
	}
	return nil
}

// queue is the visitor's way through the proposals under review, and in words how far they are.
func (s *Server) queue(r *http.Request, v *visit) (part.Queue, string) {
	titles, err := s.config.Desk.Titles(r.Context(), v.round)
	if err != nil {
		titles = map[string]string{} // the numbers alone lead the way
		s.logged(r, err)
	}
	q, at, left := part.Queue{Label: v.words.T("score.queue")}, 0, 0
	all := v.round.ToScore()
	for i, p := range all {
		q.Items = append(q.Items, part.Ticket{
			Number: i + 1, Href: proposalAddress(v.round, p, "bewerten"), Title: p.Number + " " + titles[p.ID],
			Done: p.OwnSheet != nil && !p.Outdated(), Current: v.proposal != nil && p.ID == v.proposal.ID,
		})
		if p.OwnSheet == nil || p.Outdated() {
			left++
		}
		if v.proposal != nil && p.ID == v.proposal.ID {
			at = i + 1
		}
	}
	words := v.words.T("score.left", "Count", left)
	if at > 0 {
		words = v.words.T("score.at", "At", at, "All", len(all)) + " " + words
	}
	return q, words
}

// ownTable is one's own sheet where it can no longer be changed.
func ownTable(v *visit, own sheetInput) *part.Table {
	if v.proposal.OwnSheet == nil {
		return nil
	}
	b := rubric{v.words, v.round.Policy}
	t := &part.Table{
		Caption: v.words.T("score.own"), Quiet: true,
		Columns: []part.Column{
			{Title: v.words.T("score.criterion")}, {Title: v.words.T("score.value")}, {Title: v.words.T("criterion.reason"), Wide: true},
		},
	}
	for i := range own {
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: v.round.Policy.Criteria[i].Label.In(v.words.Lang())},
			Cells: []part.Cell{{Text: b.figure(own[i].Value)}, {Text: own[i].Reason}},
		})
	}
	return t
}
