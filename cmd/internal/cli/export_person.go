package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// dataOf gathers it.
func (h *house) dataOf(ctx context.Context, account string) (*web.PersonFile, error) {
	held, err := h.db.Holdings(ctx, account)
	if err != nil {
		return nil, err
	}
	rounds, err := h.desk.OfPerson(ctx, whoOf(&held), held.Account.Email)
	if err != nil {
		return nil, err
	}
	return web.PersonFileOf(&held, rounds, h.engine.Now().String(), h.e.loc), nil
}

// whoOf is a person with their roles.
func whoOf(held *record.Holdings) *desk.Who {
	who := &desk.Who{Person: held.Account.ID, Name: held.Account.Name}
	for _, r := range held.Roles {
		who.Grants = append(who.Grants, desk.Grant{Programme: r.Programme, Role: desk.Role(r.Role)})
	}
	return who
}

// exportPerson writes what the installation holds about a person: as JSON for machines, as text for people.
func (h *house) exportPerson(ctx context.Context, email, out string) error {
	a, err := h.personal(ctx, email)
	if err != nil {
		return err
	}
	data, err := h.dataOf(ctx, a.ID)
	if err != nil {
		return err
	}
	if out == "" {
		if h.e.json {
			return h.e.object(data)
		}
		return h.e.writePerson(data, h.e.out)
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	files := []string{filepath.Join(out, "person.json"), filepath.Join(out, "person.txt")}
	for i, path := range files {
		if err := h.e.putFile(path, func(w io.Writer) error {
			if i == 0 {
				return data.JSON(w)
			}
			return h.e.writePerson(data, w)
		}); err != nil {
			return err
		}
	}
	if h.e.json {
		return h.e.object(map[string]any{"person": a.ID, "files": files})
	}
	h.e.tell("Geschrieben: %s. Die Dateien sind für die Person selbst; geben Sie sie niemandem sonst.", "Written: %s. The files are for the person alone; give them to nobody else.", strings.Join(files, ", "))
	return nil
}

// putFile writes a new file that only its owner can read.
func (e *env) putFile(path string, put func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return reply.New(reply.Conflict, "file_exists",
			fmt.Sprintf("Die Datei „%s“ gibt es schon; sie bleibt, wie sie ist. Nennen Sie mit --out einen leeren Ordner.", path),
			fmt.Sprintf("The file \"%s\" exists already; it stays as it is. Name an empty folder with --out.", path))
	}
	if err != nil {
		return err
	}
	if err := errors.Join(put(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// writePerson says it to a person, in the language of the call.
func (e *env) writePerson(p *web.PersonFile, to io.Writer) error {
	var b strings.Builder
	line := func(de, en string, args ...any) { b.WriteString(e.say(de, en, args...) + "\n") }
	line("Auskunft nach Art. 15 DSGVO, Stand %s", "Information under Art. 15 GDPR, as of %s", p.Made)
	line("Konto: %s, %s, angelegt %s", "Account: %s, %s, created %s", p.Account.Name, p.Account.Email, p.Account.Created)
	for _, r := range p.Account.Roles {
		line("Rolle: %s %s", "Role: %s %s", r.Role, r.Programme)
	}
	line("Anmeldungen, die noch gelten: %d; Entwürfe: %d", "Sign-ins still valid: %d; drafts: %d", len(p.Account.Sessions), len(p.Account.Drafts))
	for _, t := range p.Account.Tokens {
		line("Zugangstoken %s (%s): angelegt %s, gilt bis %s; aufbewahrt ist nur ein Fingerabdruck", "Access token %s (%s): created %s, valid until %s; only a fingerprint is kept", t.Label, t.ID, t.Created, t.Expires)
	}
	for _, d := range p.Account.Drafts {
		line("Entwurf vom %s, Runde %s, %s: %s", "Draft of %s, round %s, %s: %s", d.Updated, d.Round, d.Form, d.Body)
	}
	for i := range p.Rounds {
		e.writeRound(&p.Rounds[i], line)
	}
	line("\nNicht enthalten:", "\nNot included:")
	for _, w := range p.Withheld {
		line("- %s: %s", "- %s: %s", w.What, w.Why)
	}
	_, err := io.WriteString(to, b.String())
	return err
}

// writeRound says what a round holds about a person, entry by entry.
func (e *env) writeRound(r *desk.PersonRound, line func(de, en string, args ...any)) {
	line("\nRunde %s (%s): dort heißen Sie %s; Sie nehmen teil als %s", "\nRound %s (%s): there you are called %s; you take part as %s", r.Title, r.Round, r.Pseudonym, strings.Join(r.Capacities, ", "))
	for i := range r.Entries {
		x := &r.Entries[i]
		line("%s  %s %s", "%s  %s %s", x.At, e.deed(x.Type), x.Proposal)
		for _, path := range sortedKeys(x.Values) {
			line("    %s: %s", "    %s: %s", path, x.Values[path])
		}
		for _, path := range sortedKeys(x.Texts) {
			line("    %s: %s", "    %s: %s", path, x.Texts[path])
		}
		if len(x.Erased) > 0 {
			line("    gelöscht: %s", "    erased: %s", strings.Join(x.Erased, ", "))
		}
		if len(x.Withheld) > 0 {
			line("    vorenthalten, weil von anderen geschrieben: %s", "    withheld, because others wrote it: %s", strings.Join(x.Withheld, ", "))
		}
	}
}

// deed says what an entry of a type is.
func (e *env) deed(typ string) string {
	if k, ok := workflow.KindOf(typ); ok {
		return e.word(acted[k].done)
	}
	return typ
}
