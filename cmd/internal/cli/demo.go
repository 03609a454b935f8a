package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/demo"
	"gremium/cmd/internal/reply"
)

// demonstration are the flags of `demo`.
type demonstration struct {
	serving
	dir     string
	noServe bool
}

// The files of a demonstration.
const (
	demoDatabase = "gremium.db"
	demoSignIn   = "sign-in.txt"
	demoLock     = "demo.lock"
	demoBuilding = "building"
)

func newDemo(e *env) *cobra.Command {
	d := &demonstration{serving: serving{demo: true}}
	cmd := e.command(spec{
		use: "demo", short: text{"zeigt eine Runde mit Beispielen im Browser", "shows a round with examples in the browser"},
		long: text{
			"Legt beim ersten Start eine Vorführung in einem Ordner an und stellt sie im Browser bereit. Spätere Starte behalten, was dort geschehen ist. Alle Personen, Bewertungen und Entscheidungen sind erfunden; die Beispiele selbst stammen von öffentlichen Seiten des Programms.",
			"On its first start puts a demonstration into a folder and serves it to browsers. Later starts keep what has happened there. All persons, scores and decisions are invented; the examples themselves come from public pages of the programme.",
		},
		run: e.untilEnded(func(ctx context.Context, _ []string) error { return e.demo(ctx, d) }),
	})
	f := cmd.Flags()
	f.StringVar(&d.dir, "dir", "gremium-demo", e.say("Ordner der Vorführung", "folder of the demonstration"))
	f.StringVar(&d.addr, "addr", defaultAddress, e.say("Adresse und Port", "address and port"))
	f.BoolVar(&d.noServe, "no-serve", false, e.say("nur anlegen, nichts bereitstellen", "only create it, serve nothing"))
	return cmd
}

func (e *env) demo(ctx context.Context, d *demonstration) (err error) {
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return fmt.Errorf("folder of the demonstration: %w", err)
	}
	release, err := lockDemo(d.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	e.url = filepath.Join(d.dir, demoDatabase)
	if _, err := os.Stat(e.url); errors.Is(err, os.ErrNotExist) {
		e.tell("Die Vorführung wird in „%s“ angelegt …", "The demonstration is being created in \"%s\" …", d.dir)
		if err := e.stageDemo(ctx, d.dir); err != nil {
			return err
		}
	}
	h, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if d.noServe {
		return e.showDemo(d, nil)
	}
	l, err := listen(ctx, d.addr, "addr")
	if err != nil {
		return err
	}
	if err := e.showDemo(d, l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	return h.serve(ctx, l, &d.serving)
}

// lockDemo keeps a second start away from the folder until it is released.
func lockDemo(dir string) (release func() error, err error) {
	f, err := os.OpenFile(filepath.Join(dir, demoLock), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock of the demonstration: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(f.Close(), reply.New(reply.Conflict, "demo_running",
			"Die Vorführung in „"+dir+"“ läuft schon oder wird gerade angelegt. Nutzen Sie die Adresse, die sie beim Start genannt hat, beenden Sie sie, oder nennen Sie mit --dir einen anderen Ordner.",
			"The demonstration in \""+dir+"\" is running already or is being created. Use the address it named at its start, stop it, or name another folder with --dir."))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock of the demonstration: %w", err), f.Close())
	}
	return f.Close, nil
}

// signIn is a line of sign-in.txt.
type signIn struct {
	Role     string `json:"role"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Password string `json:"password"`
}

// roleWord is a role as sign-in.txt calls it.
func (e *env) roleWord(p *demo.Person) string {
	switch p.Role {
	case "coordinator":
		return e.say("Koordination", "coordination")
	case "auditor":
		return e.say("Prüfung", "audit")
	case "submitter":
		return e.say("Einreichung", "submission")
	}
	if p.Seat != nil && p.Seat.Chair {
		return e.say("Mitglied, Vorsitz", "member, chair")
	}
	return e.say("Mitglied", "member")
}

// saveSignIns writes sign-in.txt so that only its owner can read it.
func (e *env) saveSignIns(dir string, list []signIn) error {
	var b strings.Builder
	b.WriteString(e.say("# Anmeldung zur Vorführung: Rolle, Name, E-Mail, Passwort. Alle Personen sind erfunden.\n",
		"# Sign-in for the demonstration: role, name, e-mail, password. All persons are invented.\n"))
	for _, s := range list {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", s.Role, s.Name, s.Email, s.Password)
	}
	path := filepath.Join(dir, demoSignIn)
	if err := os.WriteFile(path+".new", []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("write the passwords: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write the passwords: %w", err)
	}
	return nil
}

// signIns reads sign-in.txt; none where somebody has removed it.
func signIns(dir string) ([]signIn, error) {
	b, err := os.ReadFile(filepath.Join(dir, demoSignIn))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the passwords: %w", err)
	}
	var list []signIn
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 4 {
			list = append(list, signIn{f[0], f[1], f[2], f[3]})
		}
	}
	return list, nil
}

// showDemo says who can sign in and where; the address is nil where nothing is served.
func (e *env) showDemo(d *demonstration, addr net.Addr) error {
	list, err := signIns(d.dir)
	if err != nil {
		return err
	}
	if e.json {
		return e.object(map[string]any{"dir": d.dir, "db": e.url, "round": demo.Round, "accounts": append([]signIn{}, list...)})
	}
	t := e.table(text{"Rolle", "Role"}, text{"Name", "Name"}, text{"E-Mail", "E-mail"}, text{"Passwort", "Password"})
	for _, s := range list {
		t.row(s.Role, s.Name, s.Email, s.Password)
	}
	if err := t.print(); err != nil {
		return err
	}
	if len(list) == 0 {
		e.tell("Die Datei %s fehlt. Ein neues Passwort gibt: gremium account password E-MAIL --db %s", "The file %s is missing. For a new password: gremium account password EMAIL --db %s", demoSignIn, e.url)
	}
	e.tell("\nAlle Personen, Bewertungen und Entscheidungen sind erfunden. Die Passwörter stehen auch in %s.", "\nAll persons, scores and decisions are invented. The passwords are also in %s.", filepath.Join(d.dir, demoSignIn))
	if addr == nil {
		e.tell("Weiter: gremium demo --dir %s, oder gremium standing %s --db %s", "Next: gremium demo --dir %s, or gremium standing %s --db %s", d.dir, demo.Round, e.url)
	}
	return nil
}
