package web

import (
	"context"
	"strings"

	"gremium/workflow"
	"gremium/workflow/view"
)

// readItems adds what the meetings that the steps speak of are called, and the items of their agendas.
func (s *Server) readItems(ctx context.Context, d *reading, steps []view.Step) error {
	if err := s.meetingTitles(ctx, d); err != nil {
		return err
	}
	d.items = map[string]string{}
	for i := range steps {
		if steps[i].Kind != workflow.KindAgendaSet {
			continue
		}
		texts, err := s.texts(ctx, d.visit, steps[i].Entry())
		if err != nil {
			return err
		}
		for path, text := range texts {
			if id, ok := strings.CutPrefix(path, "item/"); ok {
				d.items[steps[i].Meeting+"/"+id] = text
			}
		}
	}
	return nil
}

// meetingOf names the meeting that a step is about, in quotation marks; empty where it is about none.
func (d *reading) meetingOf(st *view.Step) string {
	if st.Meeting == "" {
		return ""
	}
	return d.meetingName(st.Meeting)
}

func (d *reading) meetingName(id string) string {
	if title := d.meetings[id]; title != "" {
		return d.words.Quote(title)
	}
	return d.words.T("meeting.untitled", "ID", id)
}

// itemsOf names items of a meeting's agenda, as a change tells them.
func (d *reading) itemsOf(meeting, items string) string {
	var out []string
	for name := range strings.SplitSeq(items, "\n") {
		id, is := strings.CutPrefix(name, view.OfProposal)
		switch p := d.round.Proposal(id); {
		case is && p != nil:
			out = append(out, d.called(p))
		case is:
			out = append(out, d.words.T("meeting.item_hidden"))
		case d.items[meeting+"/"+name] != "":
			out = append(out, d.words.Quote(d.items[meeting+"/"+name]))
		default:
			out = append(out, d.words.T("meeting.item_untitled"))
		}
	}
	return strings.Join(out, "; ")
}
