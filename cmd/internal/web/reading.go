package web

import (
	"context"
	"maps"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// reading is what pages about a round are made from: the round as the visitor may see it, and the names and titles that the
// visitor may know.
type reading struct {
	*visit
	title  string
	titles map[string]string // by proposal id
	names  map[string]string // by pseudonym

	meetings map[string]string // titles by id, where they were asked for
	items    map[string]string // titles of items of their agendas that are no proposals, by their ids, where they were asked for
	labels   map[string]string // of the seats, by id, where they were asked for
}

// readLabels adds what the seats are called.
func (s *Server) readLabels(ctx context.Context, d *reading) (err error) {
	d.labels, err = s.config.Desk.SeatNames(ctx, d.round)
	return err
}

// seatName is what the visitor calls a seat: its id where the names were not asked for.
func (d *reading) seatName(id string) string {
	if label := d.labels[id]; label != "" {
		return d.words.Quote(label)
	}
	return d.words.Quote(id)
}

// read gathers it.
func (s *Server) read(ctx context.Context, v *visit) (*reading, error) {
	d := &reading{visit: v}
	var err error
	if d.title, err = s.config.Desk.Title(ctx, v.round); err != nil {
		return nil, err
	}
	if d.titles, err = s.config.Desk.Titles(ctx, v.round); err != nil {
		return nil, err
	}
	if d.names, err = s.config.Desk.Names(ctx, v.round); err != nil {
		return nil, err
	}
	d.withoutErased()
	return d, nil
}

// name is what the visitor calls a participant.
func (d *reading) name(pseudonym string) string {
	if n, ok := d.names[pseudonym]; ok {
		return n
	}
	return pseudonym
}

func (d *reading) nameAll(pseudonyms []string) []string {
	out := make([]string, len(pseudonyms))
	for i, p := range pseudonyms {
		out[i] = d.name(p)
	}
	return out
}

// member is who holds the seat of that index.
func (d *reading) member(index int) *view.Member { return &d.round.Members[index] }

// label is a text of the policy in the visitor's language.
func (d *reading) label(t policy.Text) string { return t.In(d.words.Lang()) }

// called is how a proposal is spoken of in a sentence.
func (d *reading) called(p *view.Proposal) string {
	if t := d.titles[p.ID]; t != "" {
		return p.Number + " " + d.words.Quote(t)
	}
	return p.Number
}

// ref is the line above the name of a page about the round.
func (d *reading) ref() part.Ref {
	phase := d.phase(d.round.Phase)
	if call := d.round.Deadline(policy.StageCall, nil); call.Passed(d.round.Now()) { // it has ended by itself
		phase = d.words.T("round.phase.over", "Phase", phase)
	}
	return part.Ref{Number: d.title, Facts: []string{d.words.T("round.phase", "Phase", phase)}}
}

func (d *reading) phase(p workflow.Phase) string { return workflow.Word(string(p), d.words.Lang()) }

// bar says why a step is barred, in the visitor's words and with the names the visitor may know.
func (d *reading) bar(id string, ref *workflow.Refusal) *part.Bar {
	return &part.Bar{ID: id, Reason: d.words.T("bar.reason", "Reason", d.refusal(ref))}
}

// refusal is a refusal in words; ids of the policy are replaced by what the policy calls them.
func (d *reading) refusal(ref *workflow.Refusal) string {
	said := *ref
	said.Detail = maps.Clone(ref.Detail)
	for key, value := range said.Detail {
		switch key {
		case "missing", "allowed", "body", "group":
			said.Detail[key] = d.inWords(value)
		}
	}
	return said.Text(d.words.Lang(), d.name)
}

// inWords replaces ids in a list by their labels.
func (d *reading) inWords(list string) string {
	ids := strings.Split(list, ", ")
	for i, id := range ids {
		if body := d.round.Policy.Body(id); body != nil {
			ids[i] = d.label(body.Label)
		}
		for _, pt := range d.round.Policy.Eligibility {
			if pt.ID == id {
				ids[i] = d.words.Quote(d.label(pt.Label))
			}
		}
	}
	return strings.Join(ids, ", ")
}

// body names a body of the committee and, where there is one, a group within it.
func (d *reading) body(body, group string) string {
	return seatInWords(d.words, d.round.Policy, &view.Member{Body: body, Group: group})
}

// decimal writes an exact decimal in the visitor's figures.
func (d *reading) decimal(v policy.Decimal) string { return d.words.Decimal(v.String()) }

// score writes a score.
func (d *reading) score(v policy.Value) string {
	if v.NotAssessable {
		return d.words.T("score.none")
	}
	return d.decimal(v.Decimal)
}
