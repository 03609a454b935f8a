package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// proposalBody is the body of the page of one proposal.
type proposalBody struct {
	Ref      part.Ref
	Slip     part.Slip
	Receipt  *part.Box
	Asked    *part.Box // what is missing, for those who handed a returned proposal in
	Texts    []part.PaperPart
	Contacts []part.Fact
	Check    *checked
	Veil     *part.Box
	Heat     *part.Heat
	Plots    []part.Plot
	Sheets   part.Table
	Said     []opinions
	Talk     *talk
	Asks     *inquiry
	Ballot   *part.Box
	Decision *decided
	Anew     []part.Link // forms of rounds that take it, where it was deferred
	Previous *part.Link  // the deferred proposal that it takes up
	Recall   *part.Box   // a decision that was told of is set aside
	Interest *interests
	Offers   []part.Offer
	Ways     []part.Link
}

// checked is the eligibility check as it came out, or what was missing when the proposal was returned.
type checked struct {
	Title  string
	Points []part.Point
	Note   string
}

// decided is a decision in brief.
type decided struct {
	Kept  bool // not released yet
	Stamp part.Stamp
	Why   part.Link
}

// proposalShow shows a proposal as far as the visitor may see it.
func (s *Server) proposalShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body, err := s.proposalBody(r, d)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.proposal, http.StatusOK, s.frameOf(r, v, d.titleOf(v.proposal)), body)
}

func (s *Server) proposalBody(r *http.Request, d *reading) (proposalBody, error) {
	ctx, p := r.Context(), d.proposal
	body := proposalBody{Ref: refOf(d.words, d.round.Policy, p), Offers: s.offers(d, p), Ways: d.ways(p)}
	paper, texts, err := s.paperOf(ctx, d.visit)
	if err != nil {
		return body, err
	}
	if body.Slip, err = s.slip(ctx, d, p); err != nil {
		return body, err
	}
	body.Texts, body.Contacts = paper.Parts, d.contacts(p, texts)
	if body.Receipt, err = s.receipt(r, d, p); err != nil {
		return body, err
	}
	if body.Asked, err = s.askedBack(r, d.visit); err != nil {
		return body, err
	}
	if body.Check, err = s.checkOf(ctx, d, p); err != nil {
		return body, err
	}
	body.Decision, body.Recall = d.decisionOf(p), d.recallOf(p)
	if body.Anew, err = s.anew(r, d.visit); err != nil {
		return body, err
	}
	if body.Previous, err = s.takenUp(r, d, p); err != nil {
		return body, err
	}
	if body.Asks, err = s.inquiryOf(r, d, p); err != nil {
		return body, err
	}
	if !d.has(roleCommittee) {
		return body, nil
	}
	body.Ballot = d.ballotBox(p)
	body.Interest = d.interestsOf(p, func(id string) string { return s.organisation(r, id) })
	if body.Talk, err = s.talkOf(r, d, p); err != nil {
		return body, err
	}
	return body, s.results(ctx, d, p, &body)
}

// recallOf tells who knows of a decision that it is in force no longer.
func (d *reading) recallOf(p *view.Proposal) *part.Box {
	x := p.Recall
	if x == nil {
		return nil
	}
	w := d.words
	return &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("recall.title"), Lines: []string{w.T(
		"recall.text", "Taken", w.Day(x.Taken.Time()), "Outcome", d.outcomeWord(x.Outcome), "Day", w.Day(x.Aside.Time()),
	)}}
}

// results are the scores, as far as they are not veiled.
func (s *Server) results(ctx context.Context, d *reading, p *view.Proposal, body *proposalBody) error {
	if p.State == workflow.Submitted || p.State == workflow.Returned || p.State == workflow.Withdrawn && p.Shown == 0 {
		return nil
	}
	if p.Veil != "" {
		veil := d.veil(p)
		body.Veil = &part.Box{Kind: part.BoxVeil, Icon: "lock", Title: d.words.T("veil.title"), Lines: []string{veil.Text}}
		if veil.Link != nil {
			body.Veil.Links = []part.Link{*veil.Link}
		}
		return nil
	}
	heat := d.heat([]*view.Proposal{p}, true)
	body.Heat, body.Plots, body.Sheets = &heat, d.plots(p), d.sheets(p)
	var err error
	body.Said, err = s.opinions(ctx, d, p)
	return err
}

// sheets are the scores of each member as a table.
func (d *reading) sheets(p *view.Proposal) part.Table {
	w := d.words
	t := part.Table{Caption: w.T("proposal.sheets"), Quiet: true, Narrow: 2, Columns: []part.Column{{Title: w.T("board.member")}}}
	for i := range d.round.Policy.Criteria {
		t.Columns = append(t.Columns, part.Column{Title: d.label(d.round.Policy.Criteria[i].Label), Numeric: true})
	}
	sheets := p.Sheets.Get()
	for i := range sheets {
		m := d.member(sheets[i].Member)
		row := part.Row{Head: part.Cell{Text: d.by(sheets[i].By, sheets[i].Deputy), Note: d.body(m.Body, m.Group)}}
		if m.Advisory {
			row.Head.Note = w.T("proposal.advisory", "Body", row.Head.Note)
		}
		if sheets[i].Aside {
			row.Head.Note = w.T("proposal.aside", "Body", row.Head.Note)
		}
		if sheets[i].Late {
			row.Head.Note = joined(row.Head.Note, w.T("score.late"))
		}
		if p.Version > 1 {
			row.Head.Note = joined(row.Head.Note, w.T("score.version.of", "Version", int(sheets[i].Seen)))
		}
		for _, value := range sheets[i].Values {
			text := d.score(value)
			if value.NotAssessable {
				text = w.T("score.none_short")
			}
			row.Cells = append(row.Cells, part.Cell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// opinions are the justifications beside the scores.
func (s *Server) opinions(ctx context.Context, d *reading, p *view.Proposal) ([]opinions, error) {
	criteria := d.round.Policy.Criteria
	out := make([]opinions, len(criteria)+1)
	for c := range criteria {
		out[c].Title = d.label(criteria[c].Label)
	}
	out[len(criteria)].Title = d.words.T("proposal.remarks")
	sheets := p.Sheets.Get()
	for i := range sheets {
		sheet := &sheets[i]
		texts, err := s.texts(ctx, d.visit, sheet.Entry)
		if err != nil {
			return nil, err
		}
		who := d.by(sheet.By, sheet.Deputy)
		for c := range criteria {
			if t := texts["justification/"+criteria[c].ID]; t != "" {
				out[c].Said = append(out[c].Said, opinion{who, d.score(sheet.Values[c]), t})
			}
		}
		for _, t := range append(whyNow(d.words, texts), texts["remark"]) {
			if t != "" {
				out[len(criteria)].Said = append(out[len(criteria)].Said, opinion{Who: who, Text: t})
			}
		}
	}
	var there []opinions
	for _, o := range out {
		if len(o.Said) > 0 {
			there = append(there, o)
		}
	}
	return there, nil
}

// contacts are the contact persons, for those who may read them.
func (d *reading) contacts(p *view.Proposal, texts map[string]string) []part.Fact {
	var out []part.Fact
	for i, agreed := range p.Content.Contacts {
		at := "contact/" + strconv.Itoa(i) + "/"
		if texts[at+"name"] == "" {
			continue
		}
		text := texts[at+"name"]
		for _, more := range []string{"role", "email"} {
			if t := texts[at+more]; t != "" && t != text {
				text += ", " + t
			}
		}
		id := "proposal.contact_private"
		if agreed {
			id = "proposal.contact_public"
		}
		out = append(out, part.Fact{Name: d.words.T(id), Text: text})
	}
	return out
}

// ways lead on from a proposal.
func (d *reading) ways(p *view.Proposal) []part.Link {
	var out []part.Link
	if p.Version > 1 {
		out = append(out, part.Link{Text: d.words.T("versions.link", "Count", int(p.Version)), Href: d.place("fassungen")})
	}
	if d.has(roleCommittee) && (p.State == workflow.Scored || p.State == workflow.Decided) {
		out = append(out, part.Link{Text: d.words.T("proposal.why"), Href: d.place("warum")})
	}
	if d.has(roleCommittee) {
		out = append(out, part.Link{Text: d.words.T("proposal.replay"), Href: d.address("nachvollziehen?vorschlag=" + p.Number)})
	}
	if p.Mine && p.State == workflow.UnderReview {
		out = append(out, part.Link{Text: d.words.T("proposal.score"), Href: d.place("bewerten")})
	}
	for _, m := range d.round.Meetings() {
		if m.Stage == workflow.StageOpen && slices.ContainsFunc(m.Agenda, func(i view.Item) bool { return i.Proposal != nil && i.Proposal.ID == p.ID }) {
			out = append(out, part.Link{Text: d.words.T("meeting.back"), Href: d.address("sitzungen/" + m.ID)})
		}
	}
	if b := p.Ballot; b != nil && b.Open && b.MayVote {
		out = append(out, part.Link{Text: d.words.T("proposal.vote"), Href: d.place("abstimmen")})
	}
	return out
}
