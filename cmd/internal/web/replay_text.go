package web

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// textChange is a text before and after an entry.
type textChange struct {
	Title    string
	Old, New string
}

// longText is from how many characters a text is compared word by word below the table instead of within it.
const longText = 160

func (x *textChange) long() bool {
	return utf8.RuneCountInString(x.Old) > longText || utf8.RuneCountInString(x.New) > longText
}

func (x *textChange) same() bool { return x.Old == x.New }

// unchanged names the texts that an entry repeats as they stood; empty where there are none.
func (d *reading) unchanged(changes []textChange) string {
	var titles []string
	for _, x := range changes {
		if x.same() && x.New != "" {
			titles = append(titles, x.Title)
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return d.words.T("replay.unchanged", "Texts", d.words.List(titles))
}

// textDiff is a long text with the words that changed.
type textDiff struct {
	Title string
	Runs  []part.Run
}

func diffs(changes []textChange) []textDiff {
	var out []textDiff
	for _, x := range changes {
		if x.long() && !x.same() {
			out = append(out, textDiff{x.Title, part.Diff(x.Old, x.New)})
		}
	}
	return out
}

// textChanges are the texts of an entry beside those of the entry it follows on: the same member's earlier score sheet, the
// proposal's earlier version.
func (s *Server) textChanges(ctx context.Context, d *reading, steps []view.Step, at int) ([]textChange, error) {
	return s.textsSince(ctx, d, steps, at, at-1)
}

// textsSince are the texts of an entry beside those of the last one in its place that is not later than since.
func (s *Server) textsSince(ctx context.Context, d *reading, steps []view.Step, at, since int) ([]textChange, error) {
	st := &steps[at]
	paths := d.round.Paths(st)
	if len(paths) == 0 {
		return nil, nil
	}
	now, err := s.texts(ctx, d.visit, st.Entry())
	if err != nil {
		return nil, err
	}
	before := map[string]string{}
	i := earlier(steps, at)
	for i > since {
		i = earlier(steps, i)
	}
	if i >= 0 {
		if before, err = s.texts(ctx, d.visit, steps[i].Entry()); err != nil {
			return nil, err
		}
	}
	var out []textChange
	for _, path := range d.inPolicyOrder(paths) {
		title, ok := d.pathName(path)
		if !ok {
			continue
		}
		text, there := now[path]
		if !there {
			text = d.missing(st.Entry(), path)
		}
		out = append(out, textChange{Title: title, Old: before[path], New: text})
	}
	return append(out, d.dropped(st, now, before)...), nil
}

// missing says why a text is not there: by which entry it was erased, or that none did.
func (d *reading) missing(entry uint64, path string) string {
	x := d.round.ErasedText(entry, path)
	switch {
	case x == nil:
		return d.words.T("replay.missing_text")
	case x.Entry == 0:
		return d.words.T("replay.erased_text", "Day", d.words.Day(x.At.Time()))
	}
	return d.words.T("replay.erased_by", "Day", d.words.Day(x.At.Time()), "Entry", int(x.Entry))
}

// inPolicyOrder brings justifications into the order of the criteria; all else keeps its place before them.
func (d *reading) inPolicyOrder(paths []string) []string {
	rank := func(path string) int {
		_, i := d.round.Policy.Criterion(strings.TrimPrefix(path, "justification/"))
		return i
	}
	out := slices.Clone(paths)
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return out
}

// dropped are texts of the earlier entry that this one does not have any more.
func (d *reading) dropped(st *view.Step, now, before map[string]string) []textChange {
	var out []textChange
	for c := range d.round.Policy.Criteria {
		path := "justification/" + d.round.Policy.Criteria[c].ID
		if _, kept := now[path]; !kept && before[path] != "" && st.Kind == workflow.KindScoresCast {
			title, _ := d.pathName(path)
			out = append(out, textChange{Title: title, Old: before[path]})
		}
	}
	return out
}

// earlier is the index of the step that this one replaces, −1 where there is none.
func earlier(steps []view.Step, at int) int {
	st := &steps[at]
	submission := func(k workflow.Kind) bool {
		return k == workflow.KindProposalSubmitted || k == workflow.KindProposalResubmitted
	}
	for i := at - 1; i >= 0; i-- {
		was := &steps[i]
		if was.Proposal != st.Proposal || st.Proposal == "" {
			continue
		}
		switch {
		case submission(st.Kind) && submission(was.Kind),
			st.Kind == workflow.KindScoresCast && was.Kind == workflow.KindScoresCast && subject(was) == subject(st),
			st.Kind == was.Kind && (sameSaid(st, was, "comment") || sameSaid(st, was, "answer")),
			st.Kind == workflow.KindProposalChecked && was.Kind == workflow.KindProposalChecked:
			return i
		}
	}
	return -1
}

// sameSaid tells whether two steps made versions of one comment, or of one answer.
func sameSaid(a, b *view.Step, field string) bool {
	one, other := changeOf(a, field), changeOf(b, field)
	return one != nil && other != nil && one.Of == other.Of
}

// subject is the participant whom an act counts for.
func subject(st *view.Step) string {
	if st.For != "" {
		return st.For
	}
	return st.Actor
}

// pathName says what a text is; false for those that a reader meets elsewhere on the page, such as the account's id.
func (d *reading) pathName(path string) (string, bool) {
	first, rest, _ := strings.Cut(path, "/")
	lang := d.words.Lang()
	switch first {
	case "person":
		return "", false
	case "justification":
		return d.words.T("path.justification", "Criterion", d.criterion(rest)), true
	case "contact":
		_, what, _ := strings.Cut(rest, "/")
		return d.words.T("path." + "contact_" + what), true
	case "item":
		return d.words.T("path.item"), true
	case "name", "label", "organisation", "seat", "ref", "reason", "note", "rationale", "deviation", "remark":
		return d.words.T("path." + first), true
	}
	for _, q := range d.round.Policy.Questions {
		if q.ID == path {
			return d.label(q.Label), true
		}
	}
	return workflow.Word(path, lang), true
}
