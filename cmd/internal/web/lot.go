package web

import (
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/view"
)

// fieldAmong names a proposal among which a lot is drawn, once for each.
const fieldAmong = "zwischen"

// lotLink leads to the page on which a lot is drawn, for those who can draw it; nil for others.
func (d *reading) lotLink() *part.Link {
	m, ok := d.moveOf(nil, workflow.KindLotDrawn)
	if !ok || m.Barred != nil {
		return nil
	}
	st, _ := stepFor(workflow.KindLotDrawn, nil)
	return &part.Link{Text: d.words.T("step.more", "Step", d.say(st, "button")), Href: d.stepAddress(nil, st)}
}

// lotTask says that a lot is due, and between which proposals.
func (d *reading) lotTask() *part.Task {
	link := d.lotLink()
	if link == nil {
		return nil
	}
	tied, free := d.round.Tied()
	return &part.Task{
		Title: d.words.T("task.lot", "Count", len(tied)), Note: d.words.T("task.lot.note", "Numbers", d.words.List(d.numbersOf(tied)), "Count", free),
		Button: &part.Button{Text: link.Text, Href: link.Href},
	}
}

// lotDetails shows between which proposals the lot is drawn, and sends them along.
func (d *reading) lotDetails(body *stepBody) {
	tied, free := d.round.Tied()
	body.About = d.words.T("lot.between", "Count", free)
	for _, id := range tied {
		p := d.round.Proposal(id)
		body.Facts = append(body.Facts, part.Fact{Name: p.Number, Text: d.titleOf(p)})
		body.Hidden = append(body.Hidden, part.Option{Value: fieldAmong, Text: id})
	}
}

// drawn says the lots that were drawn, each in a sentence.
func (d *reading) drawn() []string {
	var out []string
	for _, l := range d.round.Lots() {
		out = append(out, d.words.T("lot.drawn", "Name", d.name(l.By), "Numbers", d.words.List(d.numbersOf(l.Order))))
	}
	return out
}

func (d *reading) numbersOf(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		if p := d.round.Proposal(id); p != nil {
			out[i] = p.Number
		}
	}
	return out
}

// lotsOf are those of the sentences about lots that concern a proposal.
func (d *reading) lotsOf(p *view.Proposal) []string {
	var out []string
	all := d.drawn()
	for i, l := range d.round.Lots() {
		for _, id := range l.Order {
			if id == p.ID {
				out = append(out, all[i])
			}
		}
	}
	return out
}
