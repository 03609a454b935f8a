package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

func newMeeting(e *env) *cobra.Command {
	move := func(use string, k workflow.Kind, short text) *cobra.Command { return newMeetingMove(e, use, k, short) }
	return e.group("meeting", text{"Sitzungen und schriftliche Verfahren", "meetings and written procedures"},
		newConvene(e), newAgenda(e),
		move("open", workflow.KindMeetingOpened, text{"eröffnet die Sitzung oder das schriftliche Verfahren", "opens the meeting or the written procedure"}),
		newAttend(e), newCall(e), newMotion(e),
		move("object", workflow.KindObjectionRaised, text{"trägt den Widerspruch eines Mitglieds ein; er stoppt das schriftliche Verfahren", "enters a member's objection; it stops the written procedure"}),
		move("close", workflow.KindMeetingClosed, text{"schließt die Sitzung", "closes the meeting"}),
		move("cancel", workflow.KindMeetingCancelled, text{"sagt die Sitzung ab (mit Grund)", "cancels the meeting (with a reason)"}),
		newMeetingList(e), newMeetingShow(e))
}

func newConvene(e *env) *cobra.Command {
	given, starts, deadline := workflow.Convene{}, "", ""
	w := &writing{}
	cmd := e.command(spec{
		use: "convene ROUND MEETING --title TITLE (--starts TIME | --deadline TIME)", need: []string{"title"},
		short: text{"lädt alle Mitglieder zu einer Sitzung, oder mit --deadline zu einem schriftlichen Verfahren", "invites all members to a meeting, or with --deadline to a written procedure"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if (starts == "") == (deadline == "") {
				return usagef("Nennen Sie entweder den Beginn der Sitzung (--starts) oder die Frist des schriftlichen Verfahrens (--deadline).", "Name either the start of the meeting (--starts) or the deadline of the written procedure (--deadline).")
			}
			c := given
			c.Meeting, c.Written = args[1], deadline != ""
			var err error
			if c.Starts, err = h.instant(starts); err != nil {
				return err
			}
			if c.Deadline, err = h.instant(deadline); err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &c})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	f := cmd.Flags()
	f.StringVar(&given.Title, "title", "", e.say("Titel", "title"))
	f.StringVar(&given.Place, "place", "", e.say("Ort", "place"))
	f.StringVar(&starts, "starts", "", e.say("Beginn, etwa 2026-11-23T10:00 oder +30m", "start, such as 2026-11-23T10:00 or +30m"))
	f.StringVar(&deadline, "deadline", "", e.say("Frist eines schriftlichen Verfahrens", "deadline of a written procedure"))
	f.StringVar(&given.Reason, "reason", "", e.say("Grund für eine kürzere Ladungsfrist", "reason for shorter notice"))
	f.StringVar(&given.SecondOf, "second-of", "", e.say("Sitzung, die nicht beschlussfähig war", "meeting that had no quorum"))
	return cmd
}

// instant reads a time, or how long it is until then, such as +30m; nothing is no time.
func (h *house) instant(s string) (ledger.Instant, error) {
	if s == "" {
		return 0, nil
	}
	if wait, err := time.ParseDuration(s); err == nil && s[0] == '+' {
		return ledger.InstantOf(h.now().Add(wait)), nil
	}
	t, ok := h.e.parseTime(s)
	if !ok {
		return 0, usagef("„%s“ ist kein Zeitpunkt. Schreiben Sie etwa 2026-11-23T18:00 oder +30m.", "\"%s\" is no time. Write 2026-11-23T18:00 or +30m, for example.", s)
	}
	return ledger.InstantOf(t), nil
}

func newAgenda(e *env) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use:   "agenda ROUND MEETING ITEM...",
		short: text{"setzt die Tagesordnung fest: Vorschläge, und andere Punkte mit + vor dem Titel", "sets the agenda: proposals, and other items with + ahead of the title"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c, err := h.agenda(ctx, d, m, args[2:])
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	return cmd
}

// agenda makes the whole agenda. Items that stand on it already keep their ids.
func (h *house) agenda(ctx context.Context, d *docket, m *view.Meeting, names []string) (*workflow.SetAgenda, error) {
	c := &workflow.SetAgenda{Meeting: m.ID, Titles: map[string]string{}}
	titles, err := h.itemTitles(ctx, d, m)
	if err != nil {
		return nil, err
	}
	known, next := map[string]string{}, 1
	for _, i := range m.Agenda {
		if i.Proposal != nil {
			known[i.Proposal.ID] = i.ID
		} else {
			known["+"+titles[i.ID]] = i.ID
		}
	}
	fresh := func() string {
		for ; ; next++ {
			id := strconv.Itoa(next)
			taken := slices.ContainsFunc(m.Agenda, func(i view.Item) bool { return i.ID == id })
			if !taken && !slices.ContainsFunc(c.Items, func(i workflow.Item) bool { return i.ID == id }) {
				return id
			}
		}
	}
	for _, name := range names {
		item := workflow.Item{}
		title, other := strings.CutPrefix(name, "+")
		if !other {
			p, err := d.proposal(name)
			if err != nil {
				return nil, err
			}
			item.Proposal, name = p.ID, p.ID
		}
		if item.ID = known[name]; item.ID == "" {
			item.ID = fresh()
		}
		if other {
			c.Titles[item.ID] = title
		}
		c.Items = append(c.Items, item)
	}
	return c, nil
}

// itemTitles are the titles of the items that are about no proposal, by id.
func (h *house) itemTitles(ctx context.Context, d *docket, m *view.Meeting) (map[string]string, error) {
	out := map[string]string{}
	if len(m.Agenda) == 0 {
		return out, nil
	}
	texts, err := h.desk.Texts(ctx, d.Round, m.Agenda[0].Entry)
	for path, t := range texts {
		out[strings.TrimPrefix(path, "item/")] = t
	}
	return out, err
}

// meetingOf reads a round and one of its meetings.
func (h *house) meetingOf(ctx context.Context, round, meeting string) (*docket, *view.Meeting, error) {
	d, err := h.round(ctx, round)
	if err != nil {
		return nil, nil, err
	}
	if m := d.Meeting(meeting); m != nil {
		return d, m, nil
	}
	return nil, nil, &workflow.Refusal{Code: "meeting_unknown", Rule: "lifecycle", Detail: map[string]string{"meeting": meeting}}
}

// itemOf finds an item by its place on the agenda, or by its proposal.
func (d *docket) itemOf(m *view.Meeting, name string) (string, error) {
	for _, i := range m.Agenda {
		if strconv.Itoa(i.Position) == name || i.Proposal != nil && i.Proposal == d.Proposal(name) {
			return i.ID, nil
		}
	}
	return "", &workflow.Refusal{Code: "item_unknown", Rule: "lifecycle", Detail: map[string]string{"item": name}}
}

func newMeetingMove(e *env, use string, kind workflow.Kind, short text) *cobra.Command {
	reason, member := "", ""
	w := &writing{}
	objects := kind == workflow.KindObjectionRaised
	line, need := use+" ROUND MEETING", []string(nil)
	if objects {
		line, need = line+" --for MEMBER", []string{"for"}
	}
	cmd := e.command(spec{
		use: line, short: short, need: need,
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			a := desk.Act{Round: d.ID, Command: &workflow.MoveMeeting{Transition: kind, Meeting: m.ID, Reason: reason}}
			if objects {
				if a.For, err = h.person(ctx, d, member); err != nil {
					return err
				}
			}
			return h.act(ctx, w, a)
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund; er steht danach in der Akte", "reason; it will stand in the record"))
	if objects {
		cmd.Flags().StringVar(&member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	} else {
		w.dryFlag(e, cmd)
	}
	return cmd
}

func newAttend(e *env) *cobra.Command {
	absent, left, item := false, false, ""
	w := &writing{}
	cmd := e.command(spec{
		use:   "attend ROUND MEETING MEMBER... [--absent | --left]",
		short: text{"hält fest, wer da ist, fehlt oder den Raum verlässt (mit --item nur für einen Punkt)", "records who is present, absent or leaves (with --item for one item only)"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if absent && left {
				return usagef("Nennen Sie --absent oder --left, nicht beides.", "Give --absent or --left, not both.")
			}
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c := workflow.RecordAttendance{Meeting: m.ID, Attendance: workflow.Present}
			switch {
			case absent:
				c.Attendance = workflow.Absent
			case left:
				c.Attendance = workflow.Left
			}
			if item != "" {
				if c.Item, err = d.itemOf(m, item); err != nil {
					return err
				}
			}
			var acts []desk.Act
			for _, name := range args[2:] {
				one := c
				if one.Participant, err = h.person(ctx, d, name); err != nil {
					return err
				}
				acts = append(acts, desk.Act{Round: d.ID, Command: &one})
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().BoolVar(&absent, "absent", false, e.say("fehlt", "is absent"))
	cmd.Flags().BoolVar(&left, "left", false, e.say("verlässt die Sitzung", "leaves the meeting"))
	cmd.Flags().StringVar(&item, "item", "", e.say("nur für diesen Punkt: Stelle auf der Tagesordnung oder Vorschlag", "for this item only: place on the agenda or proposal"))
	return cmd
}

func newCall(e *env) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use:   "call ROUND MEETING ITEM",
		short: text{"ruft einen Punkt auf: seine Stelle auf der Tagesordnung oder der Vorschlag", "calls an item: its place on the agenda or the proposal"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			item, err := d.itemOf(m, args[2])
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: &workflow.CallItem{Meeting: m.ID, Item: item}})
		}),
	})
	w.flags(e, cmd)
	return cmd
}

func newMotion(e *env) *cobra.Command {
	item, id := "", ""
	w := &writing{}
	cmd := e.command(spec{
		use:   "motion ROUND MEETING TEXT",
		short: text{"hält einen Antrag fest; abgestimmt wird mit ballot open ROUND ANTRAG", "records a motion; it is voted on with ballot open ROUND MOTION"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, m, err := h.meetingOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c := &workflow.MakeMotion{Meeting: m.ID, Motion: id, Text: args[2]}
			if item != "" {
				if c.Item, err = d.itemOf(m, item); err != nil {
					return err
				}
			}
			if c.Motion == "" {
				if c.Motion, err = h.motionID(ctx, d, w); err != nil {
					return err
				}
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&id, "motion", "", e.say("Kennung des Antrags (sonst motion-1, motion-2 …)", "id of the motion (else motion-1, motion-2 …)"))
	cmd.Flags().StringVar(&item, "item", "", e.say("Punkt der Tagesordnung (sonst der aufgerufene)", "item of the agenda (else the one called)"))
	return cmd
}

// motionID is the next free id of a motion, or the one that the same command has given before.
func (h *house) motionID(ctx context.Context, d *docket, w *writing) (string, error) {
	was, err := h.earlier(ctx, d.Origin, w.id)
	if err != nil {
		return "", err
	}
	if was != nil {
		if made, ok := was.Event.(*workflow.MotionMade); ok {
			return made.Motion, nil
		}
	}
	return d.NextMotion(), nil
}
