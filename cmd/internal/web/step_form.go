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

// The fields of the office's forms.
const (
	fieldStood   = "gesehen" // how things stood when the form was made
	fieldReason  = "reason"
	fieldNote    = "note"
	fieldOutcome = "outcome"
	fieldPoint   = "punkt-" // and the point's id
	fieldMissing = "missing"
	fieldBecause = "rationale"
	fieldApart   = "deviation"
)

// answers of a point of the eligibility check.
const (
	pointHolds = "ja"
	pointFails = "nein"
)

// stepInput is what a form of the office has sent.
type stepInput struct {
	command string
	seen    seen
	fields  map[string][]string
	draft   *draft // nil where none was asked for
	kept    bool   // the fields come from it
}

func (in *stepInput) one(name string) string {
	if v := in.fields[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// readStep reads a form. One without an id of its own, which no page of ours has made, gets a new one.
func (s *Server) readStep(r *http.Request) *stepInput {
	in := &stepInput{command: r.PostForm.Get(fieldCommand), seen: parseSeen(r.PostForm.Get(fieldStood)), fields: r.PostForm}
	if in.command == "" || len(in.command) > maxCommand {
		in.command = s.config.NewID()
	}
	return in
}

// maxCommand is the longest id of a command, with room for the numbers of several.
const maxCommand = 100

// fresh are the hidden fields of a form that is made now.
func (s *Server) fresh(d *reading, p *view.Proposal) []part.Option {
	return hidden(s.config.NewID(), seeing(d, p))
}

func hidden(command string, at seen) []part.Option {
	return []part.Option{{Value: fieldCommand, Text: command}, {Value: fieldStood, Text: at.String()}}
}

// commandOf is the command that the form asks for.
func (st step) commandOf(d *reading, p *view.Proposal, in *stepInput) workflow.Command {
	id := ""
	if p != nil {
		id = p.ID
	}
	switch st.kind {
	case workflow.KindProposalChecked:
		return &workflow.CheckProposal{Proposal: id, Seen: in.seen.Version, Points: in.points(d.round.Policy), Note: in.one(fieldNote)}
	case workflow.KindProposalReturned:
		return &workflow.ReturnProposal{Proposal: id, Missing: in.fields[fieldMissing], Note: in.one(fieldNote)}
	case workflow.KindBallotClosed:
		return &workflow.CloseBallot{Proposal: id, Uncounted: in.one(fieldBlank) != ""}
	case workflow.KindDecisionTaken:
		return &workflow.TakeDecision{
			Proposal: id, Outcome: policy.Outcome(in.one(fieldOutcome)), Rationale: in.one(fieldBecause), Deviation: in.one(fieldApart),
		}
	case workflow.KindLotDrawn:
		return &workflow.DrawLot{Among: in.fields[fieldAmong]}
	case workflow.KindDecisionConfirmed:
		return &workflow.ConfirmDecision{Proposal: id, Reason: in.one(fieldReason)}
	default:
		return &workflow.Move{Transition: st.kind, Proposal: id, Reason: in.one(fieldReason)}
	}
}

// points are the points that were answered, in the policy's order.
func (in *stepInput) points(rules *policy.Policy) []workflow.Point {
	var out []workflow.Point
	for _, pt := range rules.Eligibility {
		switch in.one(fieldPoint + pt.ID) {
		case pointHolds:
			out = append(out, workflow.Point{ID: pt.ID, Holds: true})
		case pointFails:
			out = append(out, workflow.Point{ID: pt.ID})
		}
	}
	return out
}

// pointField is one point of the check, or one that may be missing, with the answers to choose from.
type pointField struct {
	ID, Name, Label, Guide string
	Options                []part.Option
	Error                  string
}

// checkFields asks every point of the eligibility check.
func (d *reading) checkFields(in *stepInput) []pointField {
	var out []pointField
	for _, pt := range d.round.Policy.Eligibility {
		name := fieldPoint + pt.ID
		chosen := in.one(name)
		out = append(out, pointField{
			ID: name, Name: name, Label: d.label(pt.Label), Guide: d.label(pt.Guide), Options: []part.Option{
				{Value: pointHolds, Text: d.words.T("check.holds"), Chosen: chosen == pointHolds},
				{Value: pointFails, Text: d.words.T("check.fails"), Chosen: chosen == pointFails},
			},
		})
	}
	return out
}

// missingOptions are the points a return can name; those that failed the check are chosen to begin with.
func (d *reading) missingOptions(p *view.Proposal, in *stepInput, sent bool) []part.Option {
	var out []part.Option
	for _, pt := range d.round.Policy.Eligibility {
		chosen := slices.Contains(in.fields[fieldMissing], pt.ID)
		if !sent && p.Check != nil {
			chosen = slices.ContainsFunc(p.Check.Points, func(c workflow.Point) bool { return c.ID == pt.ID && !c.Holds })
		}
		out = append(out, part.Option{Value: pt.ID, Text: d.words.T("submit.returned.point", "Point", d.label(pt.Label)), Chosen: chosen})
	}
	return out
}

// outcomes are what a decision can say; what the policy proposes is chosen to begin with.
func (d *reading) outcomes(in *stepInput, proposed policy.Outcome, sent bool) *part.Ballot {
	b := &part.Ballot{Legend: d.words.T("decide.outcome"), Name: fieldOutcome}
	for _, o := range []policy.Outcome{policy.Selected, policy.NotSelected, policy.Deferred} {
		chosen := in.one(fieldOutcome) == string(o)
		if !sent {
			chosen = o == proposed
		}
		b.Choices = append(b.Choices, part.Option{Value: string(o), Text: d.words.T("state." + string(o)), Chosen: chosen})
	}
	return b
}

// area is a field for text of several lines, with the policy's limit.
func (d *reading) area(in *stepInput, name, label, hint string, optional bool) part.Field {
	return part.Field{
		ID: name, Name: name, Label: label, Hint: hint, Value: in.one(name), Rows: 5, Max: d.round.Policy.Limit(name), Optional: optional,
	}
}

// textFields are the fields for words that a step asks for.
func (d *reading) textFields(st step, in *stepInput) []part.Field {
	w := d.words
	switch st.kind {
	case workflow.KindProposalChecked:
		return []part.Field{d.area(in, fieldNote, w.T("check.note"), w.T("check.note.hint"), true)}
	case workflow.KindProposalReturned:
		return []part.Field{d.area(in, fieldNote, w.T("return.note"), w.T("return.note.hint"), false)}
	case workflow.KindDecisionTaken:
		return []part.Field{
			d.area(in, fieldBecause, w.T("decide.rationale"), w.T("decide.rationale.hint"), false),
			d.area(in, fieldApart, w.T("decide.deviation"), w.T("decide.deviation.hint"), true),
		}
	default:
	}
	if st.reason == noReason {
		return nil
	}
	return []part.Field{d.area(in, fieldReason, w.T("step.reason"), w.T("step.reason.hint"), st.reason == mayReason)}
}

// seen is how a proposal stood when a form was made; Entry is the round's size then, 0 for whom it would tell of
// what others have done.
type seen struct {
	Entry   uint64
	Version uint64
	State   string
	Sheets  int
	Ballot  uint64 // the mark of the ballot that was closed last, 0 for none
}

func seeing(d *reading, p *view.Proposal) seen {
	at := seen{}
	if d.round.Numbers {
		at.Entry = d.round.Replayed()
	}
	if p == nil {
		at.State = string(d.round.Phase)
		return at
	}
	at.Version, at.State, at.Sheets = p.Version, stateOf(p), p.Given
	if p.Ballot != nil && !p.Ballot.Open {
		at.Ballot = p.Ballot.Mark
	}
	return at
}

// String is the form in which a page carries it; parseSeen reads it.
func (at seen) String() string {
	return at.State + "." + strconv.FormatUint(at.Entry, 10) + "." + strconv.FormatUint(at.Version, 10) + "." +
		strconv.Itoa(at.Sheets) + "." + strconv.FormatUint(at.Ballot, 10)
}
