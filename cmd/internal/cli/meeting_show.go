package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// meetingSheet is a meeting as `meeting show --json` tells it, and, without what follows the title, `meeting list --json`.
type meetingSheet struct {
	Meeting   string         `json:"meeting"`
	Written   bool           `json:"written"`
	Stage     string         `json:"stage"`
	Starts    *string        `json:"starts"`
	Deadline  *string        `json:"deadline"`
	SecondOf  *string        `json:"second_of"`
	Short     bool           `json:"short_notice"`
	Title     string         `json:"title"`
	Place     string         `json:"place"`
	Agenda    []agendaLine   `json:"agenda"`
	Attending []presenceLine `json:"attendance"`
	Quorate   *bool          `json:"quorate"`
	PutOff    []string       `json:"put_off"`
}

// agendaLine is one item of an agenda as JSON tells it.
type agendaLine struct {
	Item     string       `json:"item"`
	Proposal *string      `json:"proposal"`
	Title    string       `json:"title"`
	Called   bool         `json:"called"`
	Motions  []motionLine `json:"motions"`
}

// motionLine is one motion as JSON tells it.
type motionLine struct {
	Motion string `json:"motion"`
	Text   string `json:"text"`
	By     string `json:"by"`
	Ballot string `json:"ballot"` // "", "open" or "closed"
}

// presenceLine is one member's attendance as JSON tells it.
type presenceLine struct {
	Member     string `json:"member"`
	Attendance string `json:"attendance"` // "", "present", "absent" or "left"
	Away       bool   `json:"away"`
	Deputy     bool   `json:"deputy,omitempty"`
}

func newMeetingList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list ROUND", short: text{"nennt die Sitzungen und schriftlichen Verfahren", "lists the meetings and written procedures"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			lines := []meetingSheet{}
			t := e.table(text{"Kennung", "id"}, text{"Art", "kind"}, text{"Beginn oder Frist", "start or deadline"}, text{"Stand", "state"}, text{"Titel", "title"})
			for _, m := range d.Meetings() {
				s, err := h.meetingSheet(ctx, d, m)
				if err != nil {
					return err
				}
				lines = append(lines, *s)
				t.row(m.ID, e.kindOf(m), e.when(max(m.Starts, m.Deadline)), workflow.Word(string(m.Stage), e.lang), s.Title)
			}
			if e.json {
				return list(e, lines)
			}
			return t.print()
		}),
	})
}

func (e *env) kindOf(m *view.Meeting) string {
	if m.Written {
		return e.say("schriftlich", "written")
	}
	return e.say("Sitzung", "meeting")
}

// when is an instant as people read it.
func (e *env) when(t ledger.Instant) string {
	if t == 0 {
		return ""
	}
	return e.loc.Moment(t.Time())
}

func instantOrNull(t ledger.Instant) *string {
	if t == 0 {
		return nil
	}
	s := t.String()
	return &s
}

func (h *house) meetingSheet(ctx context.Context, d *docket, m *view.Meeting) (*meetingSheet, error) {
	texts, err := h.told(ctx, d.Round, m.Entry)
	if err != nil {
		return nil, err
	}
	s := &meetingSheet{
		Meeting: m.ID, Written: m.Written, Stage: string(m.Stage), Starts: instantOrNull(m.Starts), Deadline: instantOrNull(m.Deadline),
		SecondOf: orNull(m.SecondOf), Short: m.Short, Title: texts["title"], Place: texts["place"], Agenda: []agendaLine{},
		Attending: []presenceLine{}, PutOff: orEmpty(m.PutOff),
	}
	titles, err := h.itemTitles(ctx, d, m)
	if err != nil {
		return nil, err
	}
	for i := range m.Agenda {
		line, err := h.agendaLine(ctx, d, &m.Agenda[i], titles)
		if err != nil {
			return nil, err
		}
		s.Agenda = append(s.Agenda, line)
	}
	for _, a := range m.Attending {
		who := d.Members[a.Member].Pseudonym
		if a.By != "" {
			who = a.By
		}
		s.Attending = append(s.Attending, presenceLine{who, string(a.Attendance), a.Away, a.Deputy})
	}
	if m.Quorum != nil {
		yes := m.Quorum.Holds == policy.HoldsYes
		s.Quorate = &yes
	}
	return s, nil
}

func (h *house) agendaLine(ctx context.Context, d *docket, i *view.Item, titles map[string]string) (agendaLine, error) {
	line := agendaLine{Item: i.ID, Title: titles[i.ID], Called: i.Called, Motions: []motionLine{}}
	if i.Proposal != nil {
		line.Proposal, line.Title = &i.Proposal.ID, d.called(i.Proposal)
	}
	for _, x := range i.Motions {
		texts, err := h.told(ctx, d.Round, x.Entry)
		if err != nil {
			return line, err
		}
		ballot := ""
		if b := x.Ballot; b != nil {
			ballot = map[bool]string{true: "open", false: "closed"}[b.Open]
		}
		line.Motions = append(line.Motions, motionLine{x.ID, texts["motion"], x.By, ballot})
	}
	return line, nil
}

func newMeetingShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND MEETING", short: text{"zeigt Tagesordnung, Anwesenheit und Beschlussfähigkeit", "shows agenda, attendance and quorum"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			s, err := h.meetingSheet(ctx, d, m)
			if err != nil {
				return err
			}
			if e.json {
				return e.object(s)
			}
			return h.showMeeting(d, m, s)
		}),
	})
}

func (h *house) showMeeting(d *docket, m *view.Meeting, s *meetingSheet) error {
	e := h.e
	e.tell("%s: %s, %s, %s", "%s: %s, %s, %s", e.kindOf(m), s.Title, e.when(max(m.Starts, m.Deadline)), workflow.Word(s.Stage, e.lang))
	t := e.table(text{"Punkt", "item"}, text{"Gegenstand", "subject"}, text{"Antrag", "motion"}, text{"Kennung", "id"})
	for i, line := range s.Agenda {
		mark := fmt.Sprint(i + 1)
		if line.Called {
			mark += " ◂"
		}
		t.row(mark, line.Title, "", "")
		for _, x := range line.Motions {
			t.row("", "", x.Text, x.Motion)
		}
	}
	if err := t.print(); err != nil {
		return err
	}
	if len(m.Attending) == 0 {
		return nil
	}
	words := map[string]text{"present": {"anwesend", "present"}, "absent": {"abwesend", "absent"}, "left": {"gegangen", "left"}, "": {"–", "–"}}
	p := e.table(text{"Mitglied", "member"}, text{"Anwesenheit", "attendance"})
	for i, a := range m.Attending {
		word := e.word(words[string(a.Attendance)])
		switch {
		case a.Recused:
			word = e.say("befangen", "recused")
		case a.Away:
			word = e.say("für diesen Punkt gegangen", "left for this item")
		}
		if a.Deputy {
			word += e.say(" (Stellvertretung)", " (deputy)")
		}
		p.row(e.name(s.Attending[i].Member), word)
	}
	if err := p.print(); err != nil || m.Quorum == nil {
		return err
	}
	rule, figures := e.quorumNow(d.Policy, m.Quorum)
	e.tell("%s: %s.", "%s: %s.", rule, figures)
	return nil
}

// quorumNow says whether the committee has its quorum at this moment.
func (e *env) quorumNow(p *policy.Policy, q *policy.Finding) (rule, figures string) {
	_, figures = q.Sentence(p, e.lang)
	if q.Holds == policy.HoldsNo {
		return e.say("Nicht beschlussfähig", "No quorum"), figures
	}
	return e.say("Beschlussfähig", "The committee has its quorum"), figures
}
