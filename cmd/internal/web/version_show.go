package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// versionsBody is the body of the page of a proposal's versions.
type versionsBody struct {
	Ref      part.Ref
	Versions part.Table
	Choose   *versionChoice // nil where there is one version only
	Title    string         // which two are compared
	Facts    *part.Table    // what else than texts has changed
	Diffs    []textDiff
	Same     string // the texts that are as they were
	Back     part.Link
}

// versionChoice chooses two versions.
type versionChoice struct {
	Action   string
	From, To part.Field
	Send     part.Button
}

// The query that names the versions to compare.
const (
	fieldVersionFrom = "von"
	fieldVersionTo   = "bis"
)

// versionsShow shows the versions of a proposal, and what differs between two of them.
func (s *Server) versionsShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	versions, err := s.config.Desk.Versions(r.Context(), v.round, v.proposal.ID)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body := versionsBody{
		Ref: refOf(d.words, d.round.Policy, d.proposal), Versions: d.versionTable(versions),
		Back: part.Link{Text: d.words.T("interest.back"), Href: d.place("")},
	}
	if len(versions) > 1 {
		from, to := chosenVersions(r, len(versions))
		body.Choose = d.versionChoice(from, to, len(versions))
		if err := s.compareVersions(r.Context(), d, &versions[from-1], &versions[to-1], &body); err != nil {
			s.refuse(w, r, v, err)
			return
		}
	}
	show(s, w, r, s.pages.versions, http.StatusOK, s.frameOf(r, v, d.words.T("versions.title", "Proposal", d.called(d.proposal))), body)
}

// chosenVersions are the numbers of the two versions to compare, the earlier one first: the last two unless others are asked
// for.
func chosenVersions(r *http.Request, n int) (from, to int) {
	from, to = int(numberOf(r.FormValue(fieldVersionFrom))), int(numberOf(r.FormValue(fieldVersionTo)))
	if to < 1 || to > n {
		to = n
	}
	if from < 1 || from > n || from == to {
		from = max(to-1, 1)
	}
	if from == to {
		to++
	}
	return min(from, to), max(from, to)
}

// versionTable lists the versions with what each was returned for.
func (d *reading) versionTable(versions []view.Version) part.Table {
	t := part.Table{Caption: d.words.T("versions.caption"), Quiet: true, Columns: []part.Column{
		{Title: d.words.T("versions.version")}, {Title: d.words.T("versions.when")}, {Title: d.words.T("versions.asked"), Wide: true},
	}}
	for i := range versions {
		x := &versions[i]
		row := part.Row{
			Head:  part.Cell{Text: d.words.T("proposal.version", "Version", int(x.Number))},
			Cells: []part.Cell{{Text: d.words.Moment(x.At.Time())}, {Text: "–"}},
		}
		if x.Returned != nil {
			row.Cells[1].Text = strings.Join(pointLabels(d.visit, x.Returned.Missing), "; ")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (d *reading) versionChoice(from, to, n int) *versionChoice {
	field := func(name string, chosen int) part.Field {
		f := part.Field{ID: name, Name: name, Label: d.words.T("versions." + name)}
		for i := 1; i <= n; i++ {
			f.Options = append(f.Options, part.Option{
				Value: strconv.Itoa(i), Text: d.words.T("proposal.version", "Version", i), Chosen: i == chosen,
			})
		}
		return f
	}
	return &versionChoice{
		Action: d.place("fassungen"), From: field(fieldVersionFrom, from), To: field(fieldVersionTo, to),
		Send: part.Button{Text: d.words.T("versions.compare")},
	}
}

// compareVersions says what the later version changed.
func (s *Server) compareVersions(ctx context.Context, d *reading, was, is *view.Version, body *versionsBody) error {
	before, err := s.versionTexts(ctx, d, was)
	if err != nil {
		return err
	}
	after, err := s.versionTexts(ctx, d, is)
	if err != nil {
		return err
	}
	organisations, err := s.config.Desk.Organisations(ctx)
	if err != nil {
		return err
	}
	body.Title = d.words.T("versions.compared", "From", int(was.Number), "To", int(is.Number))
	var same []string
	for _, path := range textPaths(d.round.Policy) {
		switch title := d.textTitle(path); {
		case before[path] != after[path]:
			body.Diffs = append(body.Diffs, textDiff{title, part.Diff(before[path], after[path])})
		case before[path] != "":
			same = append(same, title)
		}
	}
	body.Facts = d.contentTable(was.Content, is.Content, organisations)
	if len(same) > 0 {
		body.Same = d.words.T("versions.same", "Texts", d.words.List(same))
	}
	return nil
}

// versionTexts are the texts of a version; what was erased says so.
func (s *Server) versionTexts(ctx context.Context, d *reading, x *view.Version) (map[string]string, error) {
	texts, err := s.texts(ctx, d.visit, x.Entry)
	if err != nil {
		return nil, err
	}
	for _, c := range *x.Content.Commitments() {
		if _, there := texts[c.Path]; !there && slices.Contains(textPaths(d.round.Policy), c.Path) {
			texts[c.Path] = d.missing(x.Entry, c.Path)
		}
	}
	return texts, nil
}

// textTitle is what a text of a proposal is called.
func (d *reading) textTitle(path string) string {
	for _, q := range d.round.Policy.Questions {
		if q.ID == path {
			return d.label(q.Label)
		}
	}
	return d.words.T("text." + path)
}

// contentTable sets beside each other what a proposal says in other ways than by texts; nil where nothing differs.
func (d *reading) contentTable(was, is *workflow.ProposalSubmitted, organisations map[string]string) *part.Table {
	lang, rules := d.words.Lang(), d.round.Policy
	t := &part.Table{Caption: d.words.T("versions.facts"), Columns: []part.Column{
		{Title: d.words.T("submit.field")}, {Title: d.words.T("replay.before"), Wide: true}, {Title: d.words.T("versions.after"), Wide: true},
	}}
	line := func(name string, of func(*workflow.ProposalSubmitted) []string) {
		before, after := strings.Join(of(was), ", "), strings.Join(of(is), ", ")
		if before != after {
			t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: name}, Cells: []part.Cell{struck(before, before), put(after, after)}, Hit: true})
		}
	}
	options := func(of []policy.Option, ids []string) []string { return optionNames(of, ids, lang) }
	line(d.words.T("submit.kind"), func(c *workflow.ProposalSubmitted) []string { return options(rules.Kinds, []string{c.ProposalKind}) })
	line(d.words.T("submit.land"), func(c *workflow.ProposalSubmitted) []string {
		if len(c.Laender) == 0 {
			return nil
		}
		return []string{laenderInWords(d.words, c.Laender)}
	})
	line(d.words.T("proposal.owners"), func(c *workflow.ProposalSubmitted) []string { return ownerNames(d.words, c.Owners, organisations) })
	line(d.words.T("text.audience"), func(c *workflow.ProposalSubmitted) []string { return options(rules.Audiences, c.Audiences) })
	line(d.words.T("text.institution"), func(c *workflow.ProposalSubmitted) []string { return options(rules.Institutions, c.Institutions) })
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// newerVersion tells a member that what they scored, or began to, was an earlier version, and what to do; nil where it was
// the present one.
func newerVersion(v *visit, sheet filled) *part.Box {
	p, name, seen := v.proposal, "score.newer.draft", sheet.draft.Seen
	switch {
	case p.State != workflow.UnderReview || !p.Mine:
		return nil
	case p.Outdated():
		name, seen = "score.newer.sheet", p.OwnSheet.Seen
	case p.OwnSheet != nil || len(sheet.draft.Parts) == 0 || seen == 0 || seen >= p.Version:
		return nil
	}
	return &part.Box{
		Kind: part.BoxCare, Icon: "warn", Title: v.words.T("score.newer.title", "Version", int(p.Version)),
		Lines: []string{v.words.T(name, "Seen", int(seen), "Version", int(p.Version))},
		Links: []part.Link{{
			Text: v.words.T("score.newer.compare", "Seen", int(seen), "Version", int(p.Version)),
			Href: v.place("fassungen?" + fieldVersionFrom + "=" + strconv.FormatUint(seen, 10) + "&" + fieldVersionTo + "=" + strconv.FormatUint(p.Version, 10)),
		}},
	}
}

// outdated are those who have scored an earlier version of the proposal, by name; nil while scores are veiled.
func (d *reading) outdated(p *view.Proposal) []string {
	var out []string
	sheets := p.Sheets.Get()
	for i := range sheets {
		if x := &sheets[i]; p.Veil == "" && x.Seen < p.Version && !x.Aside {
			out = append(out, d.name(d.member(x.Member).Pseudonym))
		}
	}
	return out
}
