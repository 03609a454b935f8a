package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow"
)

// erasureLine is a request as `erase list --json` tells it.
type erasureLine struct {
	Round    string  `json:"round"`
	Request  uint64  `json:"request"`
	At       string  `json:"at"`
	By       string  `json:"by"`
	Basis    string  `json:"basis"`
	Person   *string `json:"person"`
	Texts    int     `json:"texts"`
	State    string  `json:"state"` // open, erased or refused
	Answer   *uint64 `json:"answer"`
	Answered *string `json:"answered"`
	Barred   *string `json:"barred"` // why the operator could not grant it now
}

// holdLine is a hold.
type holdLine struct {
	Round    string  `json:"round"`
	Hold     uint64  `json:"hold"`
	Proposal *string `json:"proposal"`
	Lifted   *uint64 `json:"lifted"`
}

func newEraseList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list [ROUND]", short: text{"nennt Anträge und Löschverbote", "lists requests and legal holds"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			lines, holds, err := h.erasures(ctx, args)
			if err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]any{"requests": lines, "holds": holds})
			}
			t := e.table(text{"Runde", "round"}, text{"Antrag", "request"}, text{"von", "by"}, text{"Rechtsgrund", "basis"}, text{"Texte", "texts"}, text{"Stand", "state"})
			for _, l := range lines {
				t.row(l.Round, fmt.Sprint(l.Request), l.By, workflow.BasisName(l.Basis, e.lang), fmt.Sprint(l.Texts), e.erasureState(&l))
			}
			if err := t.print(); err != nil {
				return err
			}
			for _, x := range holds {
				if x.Lifted == nil {
					e.tell("Löschverbot %d, Runde %s%s.", "Legal hold %d, round %s%s.", x.Hold, x.Round, e.onProposal(x.Proposal))
				}
			}
			return nil
		}),
	})
}

func (e *env) onProposal(p *string) string {
	if p == nil {
		return ""
	}
	return e.say(", Vorschlag %s", ", proposal %s", *p)
}

func (e *env) erasureState(l *erasureLine) string {
	switch {
	case l.State == "erased":
		return e.say("gelöscht, Eintrag %d", "erased, entry %d", *l.Answer)
	case l.State == "refused":
		return e.say("abgelehnt, Eintrag %d", "refused, entry %d", *l.Answer)
	case l.Barred != nil:
		return e.say("offen: %s", "open: %s", *l.Barred)
	}
	return e.say("offen", "open")
}

// erasures are the requests and holds of a round, or of all rounds and the register.
func (h *house) erasures(ctx context.Context, args []string) (lines []erasureLine, holds []holdLine, err error) {
	lines, holds = []erasureLine{}, []holdLine{}
	rounds, err := h.desk.Rounds(ctx, &h.operator)
	if err != nil {
		return nil, nil, err
	}
	if len(args) == 0 || ledgerOf(args[0]) == "" {
		g, err := h.desk.Register(ctx)
		if err != nil {
			return nil, nil, err
		}
		for i := range g.Erasures {
			lines = append(lines, h.erasureLine(registerName, &g.Erasures[i], nil))
		}
		for i := range g.Holds {
			l := holdLine{Round: registerName, Hold: g.Holds[i].Seq}
			if g.Holds[i].Lifted > 0 {
				l.Lifted = &g.Holds[i].Lifted
			}
			holds = append(holds, l)
		}
	}
	for _, v := range rounds {
		if len(args) > 0 && v.ID != args[0] {
			continue
		}
		if h.e.names, err = h.desk.Names(ctx, v); err != nil {
			return nil, nil, err
		}
		for _, x := range v.Erasures() {
			lines = append(lines, h.erasureLine(v.ID, &x.Erasure, x.Barred))
		}
		for _, x := range v.Holds() {
			l := holdLine{Round: v.ID, Hold: x.Seq, Proposal: orNull(x.Subject)}
			if x.Lifted > 0 {
				l.Lifted = &x.Lifted
			}
			if p := v.Proposal(x.Subject); p != nil {
				l.Proposal = &p.Number
			}
			holds = append(holds, l)
		}
	}
	return lines, holds, nil
}

func (h *house) erasureLine(round string, x *workflow.Erasure, barred *workflow.Refusal) erasureLine {
	l := erasureLine{Round: round, Request: x.Seq, At: x.At.String(), By: h.e.name(x.By), Basis: x.Basis, Person: orNull(x.Person), State: "open"}
	for _, f := range x.Fields {
		l.Texts += len(f.Paths)
	}
	if x.Answer > 0 {
		at := x.Answered.String()
		l.Answer, l.Answered, l.State = &x.Answer, &at, "refused"
	}
	if x.Done {
		l.State = "erased"
	}
	if barred != nil {
		why := barred.Text(h.e.lang, h.e.name)
		l.Barred = &why
	}
	return l
}

func newEraseShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND REQUEST", short: text{"zeigt Wort für Wort, was ein Antrag löschen würde", "shows word by word what a request would erase"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			n, err := entryArg(args[1])
			if err != nil {
				return err
			}
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			for _, x := range d.Erasures() {
				if x.Seq == n {
					return h.showErasure(ctx, d, &x.Erasure, x.Barred)
				}
			}
			return &workflow.Refusal{Code: "erasure_unknown", Rule: "record", Detail: map[string]string{"seq": args[1]}}
		}),
	})
}

// goneLine is a text that a request names.
type goneLine struct {
	Entry uint64 `json:"entry"`
	Path  string `json:"path"`
	Text  string `json:"text"`
}

func (h *house) showErasure(ctx context.Context, d *docket, x *workflow.Erasure, barred *workflow.Refusal) error {
	gone, err := h.desk.Previewed(ctx, d.Round, x)
	if err != nil {
		return err
	}
	lines := make([]goneLine, len(gone))
	for i, g := range gone {
		lines[i] = goneLine{g.Field.Entry, g.Path, g.Value}
	}
	if h.e.json {
		return h.e.object(map[string]any{"request": h.erasureLine(d.ID, x, barred), "texts": lines})
	}
	l := h.erasureLine(d.ID, x, barred)
	h.e.tell("Antrag %d von %s, %s: %s", "Request %d by %s, %s: %s", x.Seq, l.By, workflow.BasisName(x.Basis, h.e.lang), h.e.erasureState(&l))
	t := h.e.table(text{"Eintrag", "entry"}, text{"Text", "text"}, text{"Wortlaut", "wording"})
	for _, g := range lines {
		t.row(fmt.Sprint(g.Entry), g.Path, strings.TrimSpace(g.Text))
	}
	return t.print()
}

func newEraseSweep(e *env) *cobra.Command {
	return e.command(spec{
		use: "sweep", short: text{"räumt auf, was nach dem Löschen noch in den Dateien liegt; nach jeder Löschung geschieht das von selbst", "clears what is left in the files after an erasure; it happens by itself after each one"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			if err := h.db.Sweep(ctx); err != nil {
				return err
			}
			return h.swept(ctx)
		}),
	})
}

// swept says what the files still hold, and which backups are known.
func (h *house) swept(ctx context.Context) error {
	owed, err := h.db.SweepOwed(ctx)
	if err != nil || h.e.json {
		return err
	}
	if owed {
		h.e.tell("Aus der Akte ist der Text gelöscht. In den Dateien können noch Reste liegen, weil gerade jemand liest. Räumen Sie auf: gremium erase sweep",
			"The text is erased from the record. The files may still hold traces, because somebody is reading. Clear them: gremium erase sweep")
	} else {
		h.e.tell("Die Datenbank ist neu geschrieben und ihr Änderungsprotokoll geleert: Was gelöscht ist, steht in keiner ihrer Dateien mehr.",
			"The database has been written anew and its log of changes emptied: what was erased is in none of its files any more.")
	}
	backups, err := h.db.KnownBackups(ctx)
	if err != nil {
		return err
	}
	if len(backups) == 0 {
		h.e.tell("Frühere Sicherungen sind hier keine bekannt. Gibt es welche, vernichten Sie sie oder ersetzen Sie sie durch neue: Sie enthalten den Text noch.",
			"No earlier backups are known here. Where there are any, destroy them or replace them by new ones: they still hold the text.")
		return nil
	}
	h.e.tell("Diese Sicherungen können den Text noch enthalten; vernichten Sie sie oder ersetzen Sie sie durch neue:", "These backups may still hold the text; destroy them or replace them by new ones:")
	for _, b := range backups {
		h.e.tell("  %s (%s)", "  %s (%s)", b.Path, h.e.loc.Moment(b.Made))
	}
	return nil
}
