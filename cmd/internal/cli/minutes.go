package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/minutes"
)

// minuting are the flags of `minutes`.
type minuting struct {
	meeting, format, place, note, reason string
	version                              uint64
	anonymous, draft, approve            bool
}

func newMinutes(e *env) *cobra.Command {
	f := &minuting{}
	w := &writing{}
	cmd := e.command(spec{
		use:   "minutes ROUND [--draft | --approve]",
		short: text{"die Niederschrift einer Runde oder Sitzung: lesen, entwerfen, genehmigen (§ 93 VwVfG)", "the minutes of a round or meeting: read, draft, approve (§ 93 VwVfG)"},
		long: text{
			"Zeigt die Niederschrift, die sich aus der Akte ergibt: die neueste festgehaltene Fassung, sonst den Stand der Akte.\nMit --draft wird der Stand der Akte als neue Fassung festgehalten; --approve genehmigt die neueste Fassung. Entwerfen und genehmigen\nkann nicht dieselbe Person. Wer eine genehmigte Fassung berichtigt, begründet das mit --reason.",
			"Shows the minutes that the record gives: the latest version on record, else the record as it stands.\nWith --draft the record as it stands is entered as a new version; --approve approves the latest one. The same person cannot\nboth draft and approve. To correct an approved version owes a --reason.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			switch {
			case f.draft && f.approve:
				return usagef("Entwerfen und genehmigen kann nicht dieselbe Person.", "The same person cannot both draft and approve.")
			case f.draft:
				return h.draftMinutes(ctx, d, f, w)
			case f.approve:
				return h.approveMinutes(ctx, d, f, w)
			}
			return h.showMinutes(ctx, d, f)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	g := cmd.Flags()
	g.StringVar(&f.meeting, "meeting", "", e.say("einer Sitzung oder eines Umlaufs statt der ganzen Runde", "of a meeting or written procedure instead of the whole round"))
	g.StringVar(&f.format, "format", "md", e.say("md (Markdown) oder html (zum Drucken)", "md (Markdown) or html (for printing)"))
	g.Uint64Var(&f.version, "version", 0, e.say("diese Fassung statt der neuesten", "this version instead of the latest"))
	g.BoolVar(&f.anonymous, "anonymous", false, e.say("Nummern statt Namen", "numbers instead of names"))
	g.BoolVar(&f.draft, "draft", false, e.say("hält den Stand der Akte als neue Fassung fest", "enters the record as it stands as a new version"))
	g.BoolVar(&f.approve, "approve", false, e.say("genehmigt die neueste Fassung", "approves the latest version"))
	g.StringVar(&f.place, "place", "", e.say("Ort der Sitzung", "place of the meeting"))
	g.StringVar(&f.note, "note", "", e.say("Anmerkung der Schriftführung", "note of the keeper of the minutes"))
	g.StringVar(&f.reason, "reason", "", e.say("warum eine genehmigte Fassung berichtigt wird", "why an approved version is corrected"))
	return cmd
}

func (h *house) draftMinutes(ctx context.Context, d *docket, f *minuting, w *writing) error {
	c, err := h.desk.MinutesDraft(ctx, d.Round, f.meeting, 0)
	if err != nil {
		return err
	}
	c.Place, c.Note, c.Reason = f.place, f.note, f.reason
	was, err := h.earlier(ctx, d.Origin, w.id)
	if err != nil {
		return err
	}
	if was != nil {
		if e, ok := was.Event.(*workflow.MinutesDrafted); ok {
			c.Version, c.Digest, c.Size, c.Root = e.Version, e.Digest, e.Size, e.Root
		}
	}
	return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
}

func (h *house) approveMinutes(ctx context.Context, d *docket, f *minuting, w *writing) error {
	c, err := h.desk.MinutesApproval(ctx, d.Round, f.meeting, uint64(len(d.Versions(f.meeting))))
	if err != nil {
		return err
	}
	return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
}

// minutesLine is what `minutes --json` tells.
type minutesLine struct {
	Round    string           `json:"round"`
	Meeting  string           `json:"meeting,omitempty"`
	Version  uint64           `json:"version,omitempty"`
	Approved bool             `json:"approved"`
	Size     uint64           `json:"size"`
	Root     string           `json:"root"`
	Digest   string           `json:"digest"`
	Note     string           `json:"note,omitempty"` // why the minutes cannot be made again here
	Minutes  *minutes.Minutes `json:"minutes"`
}

func (h *house) showMinutes(ctx context.Context, d *docket, f *minuting) error {
	e := h.e
	if f.format != "md" && f.format != "html" {
		return usagef("„%s“ ist keine Form der Niederschrift. Möglich sind md und html.", "\"%s\" is no form of the minutes. Possible are md and html.", f.format)
	}
	n := uint64(len(d.Versions(f.meeting)))
	if f.version > n {
		return usagef("Eine Fassung %d gibt es nicht; die neueste ist %d.", "There is no version %d; the latest is %d.", f.version, n)
	}
	if f.version > 0 {
		n = f.version
	}
	if e.json {
		return h.tellMinutes(ctx, d, desk.MinutesOf{Meeting: f.meeting, Version: n})
	}
	doc, err := h.desk.MinutesDocument(ctx, d.Round, desk.MinutesOf{Meeting: f.meeting, Version: n, Anonymous: f.anonymous}, minutes.Reader{
		Lang: e.lang, Name: e.name,
		Day: func(t time.Time) string { return e.loc.Day(t) }, Moment: func(t time.Time) string { return e.loc.Moment(t) },
	})
	if err != nil {
		return err
	}
	if f.format == "html" {
		return doc.HTML(e.out)
	}
	return doc.Markdown(e.out)
}

// tellMinutes says minutes to a program.
func (h *house) tellMinutes(ctx context.Context, d *docket, of desk.MinutesOf) error {
	m, err := h.desk.Minutes(ctx, d.Round, of)
	if err != nil {
		return err
	}
	line := minutesLine{Round: d.ID, Meeting: of.Meeting, Size: m.Size, Root: m.Root, Minutes: m}
	if line.Digest, err = m.Digest(); err != nil {
		return err
	}
	if of.Version > 0 {
		line.Version, line.Approved = of.Version, d.Versions(of.Meeting)[of.Version-1].Approved > 0
		if line.Note = minutes.FormNote(m.Form, h.e.lang); line.Note != "" {
			line.Digest = d.Versions(of.Meeting)[of.Version-1].Digest
		}
	}
	return h.e.object(line)
}
