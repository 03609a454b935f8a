package cli

import (
	"cmp"
	"context"
	"strings"
	"time"

	"gremium/store/record"
	"gremium/workflow/desk"
)

// backupAge is how old the last backup may be.
const backupAge = 7 * 24 * time.Hour

// lookBackups says when the last backup was made that is still there.
func (d *diagnosis) lookBackups(ctx context.Context, h *house) error {
	all, err := h.db.KnownBackups(ctx)
	if err != nil {
		return err
	}
	var last record.Backup
	for _, b := range all {
		if b.Made.After(last.Made) && !strings.HasSuffix(b.Path, ".replaced") {
			last = b
		}
	}
	do := d.e.say("Sichern Sie: gremium backup DATEI; die Schlüsseldatei getrennt davon.", "Back up: gremium backup FILE; the key file apart from it.")
	switch {
	case last.Path == "":
		d.add("backup", warned, d.e.say("keine bekannt, die noch da ist", "none is known that is still there"), do)
	case d.now().Sub(last.Made) > backupAge:
		d.add("backup", warned, d.e.say("die letzte ist vom %s: %s", "the last one is of %s: %s", d.e.loc.Moment(last.Made), last.Path), do)
	default:
		d.good("backup", "die letzte ist vom %s: %s", "the last one is of %s: %s", d.e.loc.Moment(last.Made), last.Path)
	}
	return nil
}

// lookErased says whether the files may still hold what was erased.
func (d *diagnosis) lookErased(ctx context.Context, h *house) error {
	owed, err := h.db.SweepOwed(ctx)
	if err != nil {
		return err
	}
	if owed {
		d.add("erased", warned, d.e.say("in den Dateien können noch Reste liegen", "the files may still hold traces"), "gremium erase sweep")
		return nil
	}
	d.good("erased", "in den Dateien liegt nichts mehr davon", "the files hold nothing of them any more")
	return nil
}

// lookAccounts says who can do what an installation cannot go without.
func (d *diagnosis) lookAccounts(ctx context.Context, h *house) error {
	all, err := h.db.Accounts(ctx)
	if err != nil {
		return err
	}
	open, office, audit := 0, 0, 0
	for i := range all {
		if all[i].Disabled != nil || all[i].ID == operatorID {
			continue
		}
		open++
		roles, err := h.db.Roles(ctx, all[i].ID)
		if err != nil {
			return err
		}
		for _, r := range roles {
			switch desk.Role(r.Role) {
			case desk.Coordinator:
				office++
			case desk.Auditor:
				audit++
			default:
			}
		}
	}
	if office == 0 {
		d.add("accounts", warned, d.e.say("%d, aber niemand koordiniert: Fristen, Sitzungen und Löschanträge kommen nicht voran", "%d, but nobody coordinates: deadlines, meetings and requests to erase do not get on", open), "gremium account grant --help")
		return nil
	}
	d.good("accounts", "%d, davon mit Koordination %d, mit Prüfung %d", "%d, of whom coordinating %d, auditing %d", open, office, audit)
	return nil
}

// lookTokens says how many programs read the record, and whether one of them will soon have to stop.
func (d *diagnosis) lookTokens(ctx context.Context, h *house) error {
	all, err := h.db.Tokens(ctx, d.now())
	if err != nil {
		return err
	}
	for i := range all {
		if left := all[i].Expires.Sub(d.now()); left < 7*24*time.Hour {
			d.add("tokens", warned, d.e.say("%d; „%s“ endet am %s", "%d; \"%s\" ends on %s", len(all), cmp.Or(all[i].Label, all[i].ID), d.e.loc.Moment(all[i].Expires)), "gremium token new --help")
			return nil
		}
	}
	d.good("tokens", "%d", "%d", len(all))
	return nil
}

// lookWitnesses says who cosigns, as the server was last told, and what keeps them from it.
func (d *diagnosis) lookWitnesses(ctx context.Context, h *house) error {
	keys, quorum, err := h.db.Witnesses(ctx)
	if err != nil {
		return err
	}
	troubles, err := h.db.Troubles(ctx)
	if err != nil {
		return err
	}
	switch {
	case len(keys) == 0:
		d.good("witnesses", "keine eingerichtet (gremium serve --witness)", "none set up (gremium serve --witness)")
	case len(troubles) > 0:
		d.add("witnesses", warned, d.e.say("%d, nötig sind %d; einer zeichnet seit %s nicht gegen: %s", "%d, of whom %d are needed; one has not cosigned since %s: %s", len(keys), quorum, d.e.loc.Moment(troubles[0].Since), troubles[0].Key),
			d.e.say("Fragen Sie, wer den Zeugen betreibt; was im Weg ist, sagt gremium log verify.", "Ask whoever runs the witness; what is in the way is said by gremium log verify."))
	default:
		d.good("witnesses", "%d, nötig sind %d", "%d, of whom %d are needed", len(keys), quorum)
	}
	return nil
}
