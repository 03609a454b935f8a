package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// memberLine is a member as `committee list --json` tells it; deputies and those who have left come after the holders.
type memberLine struct {
	Member   string `json:"member"`
	Name     string `json:"name"`
	Seat     string `json:"seat"`
	Body     string `json:"body"`
	Group    string `json:"group"`
	Advisory bool   `json:"advisory"`
	Chair    bool   `json:"chair"`
	Vice     bool   `json:"vice"`
	Given    int    `json:"given"`
	Open     int    `json:"open"`

	As []string `json:"as"` // the capacities, of which all but member need no seat

	Deputy bool   `json:"deputy"`
	Left   bool   `json:"left"`
	Acts   bool   `json:"acts"`              // for the seat, at present
	From   string `json:"from,omitempty"`    // of the term
	Until  string `json:"until,omitempty"`   // the term ends before it
	Away   string `json:"away,omitempty"`    // absent since
	Back   string `json:"back,omitempty"`    // absent until before it
	Note   uint64 `json:"absence,omitempty"` // entry of the absence
}

func newCommitteeList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list ROUND", short: text{"nennt Mitglieder, mit abgegebenen und offenen Bewertungen, und wer sonst teilnimmt", "lists members, with scores given and open, and who else takes part"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			holders, others := d.memberLines()
			s := d.State()
			all := slices.Concat([]memberLine{}, holders, others)
			if s != nil {
				all = h.capacities(s, all)
			}
			if e.json {
				return e.object(h.committee(d, s, all))
			}
			if err := h.showMembers(holders, others); err != nil || s == nil {
				return err
			}
			if free := vacant(s); len(free) > 0 {
				e.tell("Unbesetzt: %s", "Vacant: %s", strings.Join(free, ", "))
			}
			for _, ref := range d.Shortfalls {
				e.tell("%s", "%s", ref.Text(e.lang, nil))
			}
			return h.others(all)
		}),
	})
}

// memberLines are those who hold a seat, and those who deputise for one or have left it.
func (d *docket) memberLines() (holders, others []memberLine) {
	for _, m := range d.Members {
		seat := d.seat(m.Seat)
		for i := range seat.People {
			p := &seat.People[i]
			l := memberLine{
				Member: p.Pseudonym, Name: d.h.e.name(p.Pseudonym), Seat: m.Seat, Body: m.Body, Group: m.Group, Advisory: m.Advisory,
				Deputy: p.Deputy, Left: p.Left, Acts: p.Acts, From: stamp(p.From), Until: stamp(p.Until), As: []string{string(workflow.Member)},
			}
			if p.Away != nil {
				l.Away, l.Back, l.Note = stamp(p.Away.From), stamp(p.Away.Until), p.Away.Seq
			}
			if p.Deputy || p.Left {
				others = append(others, l)
				continue
			}
			l.Chair, l.Vice, l.Given, l.Open = m.Chair, m.Vice, m.Given, m.Open
			holders = append(holders, l)
		}
	}
	return holders, others
}

// stamp is an instant as JSON tells it, empty for none.
func stamp(at ledger.Instant) string {
	if at == 0 {
		return ""
	}
	return at.String()
}

func (h *house) showMembers(holders, others []memberLine) error {
	e := h.e
	t := e.table(text{"Name", "name"}, text{"Sitz", "seat"}, text{"Teil", "body"}, text{"Gruppe", "group"}, text{"abgegeben", "given"}, text{"offen", "open"}, text{"Kennung", "id"}, text{"Hinweis", "note"})
	for i := range holders {
		l := &holders[i]
		t.row(l.Name, l.Seat, l.Body, l.Group, e.loc.Int(l.Given), e.loc.Int(l.Open), l.Member, h.remark(l))
	}
	if err := t.print(); err != nil || len(others) == 0 {
		return err
	}
	e.tell("\nStellvertretungen und Ausgeschiedene", "\nDeputies, and who has left")
	t = e.table(text{"Name", "name"}, text{"Sitz", "seat"}, text{"Kennung", "id"}, text{"Hinweis", "note"})
	for i := range others {
		t.row(others[i].Name, others[i].Seat, others[i].Member, h.remark(&others[i]))
	}
	return t.print()
}

// remark says of a member what is out of the ordinary: chair, deputy, term, absence.
func (h *house) remark(l *memberLine) string {
	e := h.e
	var out []string
	add := func(on bool, de, en string, args ...any) {
		if on {
			out = append(out, e.say(de, en, args...))
		}
	}
	add(l.Chair, "Vorsitz", "chair")
	add(l.Vice, "stellvertretender Vorsitz", "vice chair")
	add(l.Left, "ausgeschieden", "has left")
	add(l.Deputy && !l.Left && !l.Acts, "Stellvertretung", "deputy")
	add(l.Deputy && l.Acts, "Stellvertretung, handelt zurzeit", "deputy, acts at present")
	add(l.From != "", "ab %s", "from %s", h.stamped(l.From))
	add(l.Until != "", "bis %s", "until %s", h.lastly(l.Until))
	add(l.Away != "" && l.Back == "", "abwesend (Eintrag %d)", "absent (entry %d)", l.Note)
	add(l.Back != "", "abwesend bis %s, Eintrag %d", "absent until %s, entry %d", h.lastly(l.Back), l.Note)
	return strings.Join(out, ", ")
}

func (h *house) stamped(text string) string {
	at, err := ledger.ParseInstant(text)
	if err != nil {
		return text
	}
	return h.e.loc.Stamp(at.Time())
}

// lastly says when a span ends, as the record writes it.
func (h *house) lastly(text string) string {
	at, err := ledger.ParseInstant(text)
	if err != nil {
		return text
	}
	return h.e.loc.Before(at.Time())
}

// capacities says of each member in which capacities they take part, and adds who takes part without a seat.
func (h *house) capacities(s *workflow.Round, members []memberLine) []memberLine {
	at := map[string]int{}
	for i := range members {
		at[members[i].Member] = i
	}
	for i := range s.Participants {
		p := &s.Participants[i]
		var as []string
		for _, c := range p.Capacities() {
			as = append(as, string(c))
		}
		if m, ok := at[p.Pseudonym]; ok {
			members[m].As = as
			continue
		}
		members = append(members, memberLine{Member: p.Pseudonym, Name: h.e.name(p.Pseudonym), As: as})
	}
	return members
}

// others says who takes part otherwise than as a member.
func (h *house) others(lines []memberLine) error {
	e := h.e
	t := e.table(text{"Name", "name"}, text{"nimmt teil als", "takes part as"}, text{"Kennung", "id"})
	for _, l := range lines {
		var as []string
		for _, c := range l.As {
			if c != string(workflow.Member) {
				as = append(as, workflow.Word(c, e.lang))
			}
		}
		if len(as) > 0 {
			t.row(l.Name, strings.Join(as, ", "), l.Member)
		}
	}
	if len(t.rows) == 1 {
		return nil
	}
	e.tell("\nAußerdem nehmen teil", "\nTaking part besides")
	return t.print()
}

// vacant are the seats that nobody holds.
func vacant(s *workflow.Round) []string {
	free := []string{}
	for i := range s.Seats {
		if s.Seats[i].Holder < 0 {
			free = append(free, s.Seats[i].ID)
		}
	}
	return free
}

// committeeSheet is the committee as `committee list --json` tells it.
type committeeSheet struct {
	Members    []memberLine    `json:"members"`
	Vacant     []string        `json:"vacant"`     // ids of the seats that nobody holds
	Shortfalls []shortfallLine `json:"shortfalls"` // what of the policy the committee is too small for
}

// shortfallLine is one demand of the policy that the members with a vote cannot meet.
type shortfallLine struct {
	Code   string            `json:"code"` // committee_too_small, body_too_small or quorum_out_of_reach
	Detail map[string]string `json:"detail"`
	Text   string            `json:"text"`
}

func (h *house) committee(d *docket, s *workflow.Round, members []memberLine) *committeeSheet {
	out := &committeeSheet{Members: members, Vacant: []string{}, Shortfalls: []shortfallLine{}}
	if s != nil {
		out.Vacant = vacant(s)
	}
	for _, ref := range d.Shortfalls {
		out.Shortfalls = append(out.Shortfalls, shortfallLine{ref.Code, ref.Detail, ref.Text(h.e.lang, nil)})
	}
	return out
}
