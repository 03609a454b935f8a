package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

// diagnosis is a look at an installation that changes nothing.
type diagnosis struct {
	e     *env
	now   func() time.Time
	space func(path string) (room, error)
	found []finding
}

// finding is what one look has found, as --json tells it.
type finding struct {
	Check string `json:"check"`
	State health `json:"state"`
	What  string `json:"what"`
	Do    string `json:"do,omitempty"` // empty where nothing is to be done
}

// health is how something was found.
type health string

const (
	healthy   health = "ok"
	warned    health = "warning" // it works, and something is to be done
	faulty    health = "fault"   // something does not work
	disproved health = "failed"  // what can be checked does not hold
	unlooked  health = "not_looked"
)

// checkNames say what was looked at, in the order of the looks.
var checkNames = map[string]text{
	"program": {"Programm", "program"}, "database": {"Datenbank", "database"}, "version": {"Fassung der Datenbank", "version of the database"},
	"form": {"Form der Datei", "form of the file"}, "changes": {"Änderungsprotokoll", "log of changes"}, "rights": {"Rechte der Dateien", "rights of the files"},
	"place": {"Datenträger", "disk"}, "clock": {"Uhr", "clock"}, "key": {"Schlüssel", "key"}, "lock_file": {"Sperrdatei und Akte", "lock file and record"},
	"signed": {"Prüfpunkte", "checkpoints"}, "register": {"Register und Runden", "register and rounds"}, "backup": {"Sicherungen", "backups"},
	"erased": {"Gelöschte Texte", "erased texts"}, "accounts": {"Konten", "accounts"}, "tokens": {"Zugangstoken", "access tokens"},
	"witnesses": {"Zeugen", "witnesses"}, "left": {"Liegengebliebenes", "left behind"}, "inside": {"Inhalt der Datenbank", "content of the database"},
}

func newDoctor(e *env) *cobra.Command {
	return e.command(spec{
		use: "doctor", short: text{"sagt, ob die Installation gesund ist und was zu tun ist; Exit-Code 4, wenn Prüfbares nicht stimmt", "says whether the installation is healthy and what is to be done; exit code 4 where what can be checked does not hold"},
		long: text{
			"Sieht nach Dateien, Rechten, Platz, Uhr, Schlüssel, Sperrdatei, Register, Sicherungen und Einrichtung. Liest nur und darf neben einem laufenden Server aufgerufen werden. Ob die Akte stimmt, Eintrag für Eintrag, prüft erst: gremium log verify.",
			"Looks at files, rights, room, clock, key, lock file, register, backups and settings. It only reads and may be called beside a running server. Whether the record holds, entry by entry, is checked by: gremium log verify.",
		},
		run: func(ctx context.Context, _ []string) error {
			return e.diagnosis().run(ctx)
		},
	})
}

// run looks at everything and says what it found.
func (d *diagnosis) run(ctx context.Context) error {
	d.look(ctx)
	if err := d.print(); err != nil {
		return err
	}
	switch {
	case d.any(disproved):
		return exit{4}
	case d.any(faulty):
		return exit{1}
	}
	return nil
}

func (d *diagnosis) any(state health) bool {
	return slices.ContainsFunc(d.found, func(f finding) bool { return f.State == state })
}

// add notes what was found.
func (d *diagnosis) add(check string, state health, what, do string) {
	d.found = append(d.found, finding{check, state, what, do})
}

// good notes that nothing is to be done.
func (d *diagnosis) good(check, de, en string, args ...any) {
	d.add(check, healthy, d.e.say(de, en, args...), "")
}

// print says what was found, and what was not looked at.
func (d *diagnosis) print() error {
	e := d.e
	beside := e.say("Ob die Akte stimmt, ist damit nicht geprüft. Das tut: gremium log verify", "Whether the record holds is not checked by this. That does: gremium log verify")
	sick := d.any(faulty) || d.any(disproved)
	if e.json {
		return e.object(struct {
			OK     bool      `json:"ok"`
			Checks []finding `json:"checks"`
			Beside string    `json:"not_checked"`
		}{!sick, d.found, beside})
	}
	for _, f := range d.found {
		fmt.Fprintf(e.out, "%-13s %s: %s\n", e.healthName(f.State), e.word(checkNames[f.Check]), oneLine(f.What))
		if f.Do != "" {
			fmt.Fprintf(e.out, "%-13s → %s\n", "", oneLine(f.Do))
		}
	}
	switch {
	case sick:
		e.tell("\nDie Installation ist nicht gesund.", "\nThe installation is not healthy.")
	case d.any(warned):
		e.tell("\nDie Installation läuft; die Hinweise sind zu beachten.", "\nThe installation works; mind the warnings.")
	default:
		e.tell("\nDie Installation ist gesund.", "\nThe installation is healthy.")
	}
	fmt.Fprintln(e.out, beside)
	return nil
}

func (e *env) healthName(h health) string {
	return e.word(map[health]text{
		healthy: {"in Ordnung", "ok"}, warned: {"Hinweis", "warning"}, faulty: {"STÖRUNG", "FAULT"},
		disproved: {"STIMMT NICHT", "FAILED"}, unlooked: {"nicht gesehen", "not looked"},
	}[h])
}
