package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"

	"gremium/cmd/internal/reply"
	"gremium/store"
	"gremium/store/record"
	"gremium/workflow"
)

// room is what is known of the disk that a file lies on.
type room struct {
	free   uint64 // bytes
	remote bool   // it is another machine's
}

// remoteDisks are the numbers by which Linux calls file systems that lie on another machine: NFS, SMB, CIFS, SMB2, 9P.
var remoteDisks = []int64{0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997}

// roomAt asks the system about the disk of a path.
func roomAt(path string) (room, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return room{}, err
	}
	r := room{free: s.Bavail * uint64(s.Bsize)} //nolint:gosec // a block has a size above 0
	for _, kind := range remoteDisks {
		r.remote = r.remote || s.Type&0xffffffff == kind
	}
	return r, nil
}

// The room, in bytes, below which somebody is warned, and below which nothing can be relied on.
const (
	scarceRoom = 512 << 20
	leastRoom  = 32 << 20
)

// muchLogged is the size in bytes from which the log of changes should long have been taken into the file.
const muchLogged = 256 << 20

// look goes from the file to what is in it. What lies behind a fault is not looked at.
func (d *diagnosis) look(ctx context.Context) {
	b := builtFrom(debug.ReadBuildInfo())
	d.good("program", "gremium %s (%s, %s)", "gremium %s (%s, %s)", b.Version, b.Go, b.Platform)
	c, err := store.Examine(ctx, d.e.url)
	switch {
	case errors.Is(err, record.ErrDamaged):
		d.wrong("form", err)
		return
	case err != nil:
		d.wrong("database", err)
		return
	}
	d.good("database", "%s, %s MB", "%s, %s MB", c.Path, megabytes(d.e, c.Size))
	d.lookForm(&c)
	d.lookRights(&c)
	d.lookRoom(&c)
	d.lookLeft(&c)
	switch {
	case c.Have > c.Know:
		d.wrong("version", &record.ErrNewer{Have: c.Have, Know: c.Know})
	case c.Have < c.Know:
		d.add("version", warned, d.e.say("Fassung %d; dieses Programm bringt sie beim nächsten Start auf %d", "version %d; this program brings it to %d at its next start", c.Have, c.Know),
			d.e.say("Sichern Sie vorher die Dateien, dann starten Sie Gremium.", "Keep a copy of the files first, then start Gremium."))
	default:
		d.good("version", "%d, die dieses Programms", "%d, that of this program", c.Have)
		d.lookInside(ctx)
		return
	}
	d.add("inside", unlooked, d.e.say("dafür braucht es die passende Fassung", "that needs the fitting version"), "")
}

func megabytes(e *env, bytes int64) string { return e.loc.Int(int((bytes + 1<<20 - 1) >> 20)) }

// wrong notes an error in the words in which every command says it.
func (d *diagnosis) wrong(check string, err error) {
	a := reply.Of(err, d.e.lang, nil)
	what := a.Message
	if breach, ok := errors.AsType[*record.BreachError](err); ok {
		what = reply.Breaches(breach).In(d.e.lang)
	} else if technical[a.Code] {
		what += " (" + err.Error() + ")"
	}
	state := faulty
	if a.Class == reply.Unverified || errors.Is(err, record.ErrDamaged) || errors.Is(err, workflow.ErrCorrupt) {
		state = disproved
	}
	d.add(check, state, what, "")
}

// lookForm asks what SQLite itself thinks of its file.
func (d *diagnosis) lookForm(c *record.Condition) {
	restore := d.e.say("Bewahren Sie die Dateien auf und stellen Sie eine Sicherung wieder her: gremium restore DATEI", "Keep the files and restore a backup: gremium restore FILE")
	switch {
	case len(c.Form) > 0:
		d.add("form", disproved, d.e.say("die Datei ist beschädigt: %s", "the file is damaged: %s", c.Form[0]), restore)
	case len(c.Orphans) > 0:
		d.add("form", disproved, d.e.say("%d Zeilen gehören zu nichts, die erste in der Tabelle %s", "%d rows belong to nothing, the first in the table %s", len(c.Orphans), c.Orphans[0]), restore)
	default:
		d.good("form", "unbeschädigt (das sieht nicht jede Änderung am Inhalt)", "undamaged (this does not see every change of content)")
	}
	switch {
	case c.Journal != "wal":
		d.add("changes", faulty, d.e.say("die Betriebsart ist „%s“ statt „wal“; Schreiben und Lesen warten aufeinander", "the mode is \"%s\" instead of \"wal\"; writing and reading wait for each other", c.Journal),
			d.e.say("Beenden Sie alles, was die Datei offen hat, und starten Sie Gremium.", "Stop whatever has the file open, and start Gremium."))
	case c.Changes > muchLogged:
		d.add("changes", warned, d.e.say("%s MB warten darauf, in die Datei zu kommen", "%s MB wait to get into the file", megabytes(d.e, c.Changes)),
			d.e.say("Etwas liest seit langem. Starten Sie den Server neu.", "Something has been reading for long. Restart the server."))
	default:
		d.good("changes", "%s MB", "%s MB", megabytes(d.e, c.Changes))
	}
}

// lookRights says which files others can read or change.
func (d *diagnosis) lookRights(c *record.Condition) {
	key := d.e.keyFileOf(c.Path)
	good := true
	for _, path := range []string{c.Path, c.Path + "-wal", key, d.e.sizesFileOf(c.Path)} {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			good = false
			d.add("rights", faulty, d.e.say("%s ist nicht anzusehen", "%s cannot be looked at", path), "")
			continue
		}
		rights, state := info.Mode().Perm(), warned
		if rights&0o077 == 0 {
			continue
		}
		if good = false; path == key {
			state = faulty // nothing is signed with it
		}
		d.add("rights", state, d.e.say("%s hat die Rechte %s: andere kommen heran", "%s has the rights %s: others get at it", path, rights.String()), "chmod 600 "+path)
	}
	if info, err := os.Stat(filepath.Dir(c.Path)); err == nil && info.Mode().Perm()&0o002 != 0 && info.Mode()&os.ModeSticky == 0 {
		good = false
		d.add("rights", faulty, d.e.say("in den Ordner %s kann jeder schreiben und die Dateien austauschen", "everybody can write to the folder %s and exchange the files", filepath.Dir(c.Path)), "chmod o-w "+filepath.Dir(c.Path))
	}
	if good {
		d.good("rights", "Datenbank, Schlüssel und Sperrdatei gehören nur Ihnen", "database, key and lock file are yours alone")
	}
}

// lookRoom says how much can still be written, and where.
func (d *diagnosis) lookRoom(c *record.Condition) {
	r, err := d.space(filepath.Dir(c.Path))
	if err != nil {
		d.add("place", unlooked, d.e.say("der freie Platz ist nicht zu erfahren", "the free room cannot be found out"), "")
		return
	}
	free := megabytes(d.e, int64(min(r.free, 1<<62))) //nolint:gosec // bounded
	clear := d.e.say("Schaffen Sie Platz. Nach einer Löschung wird die Datei neu geschrieben; das braucht noch einmal ihre Größe.", "Make room. After an erasure the file is written anew, which takes its size once more.")
	switch {
	case r.remote:
		d.add("place", faulty, d.e.say("die Datenbank liegt auf einem Netzlaufwerk; dort gehen Sperren und Daten verloren", "the database lies on a network share, where locks and data get lost"),
			d.e.say("Legen Sie sie auf einen Datenträger dieser Maschine.", "Put it on a disk of this machine."))
	case r.free < leastRoom:
		d.add("place", faulty, d.e.say("nur noch %s MB frei", "only %s MB left", free), clear)
	case r.free < scarceRoom || r.free < 2*uint64(c.Size): //nolint:gosec // a size
		d.add("place", warned, d.e.say("noch %s MB frei", "%s MB left", free), clear)
	default:
		d.good("place", "%s MB frei", "%s MB free", free)
	}
}

// lookLeft finds what was begun and not brought to an end.
func (d *diagnosis) lookLeft(c *record.Condition) {
	var left []string
	for _, path := range []string{c.Path + ".part", d.e.sizesFileOf(c.Path) + ".part", c.Path + "-journal"} {
		if _, err := os.Stat(path); err == nil {
			left = append(left, path)
		}
	}
	if len(left) == 0 {
		d.good("left", "nichts", "nothing")
		return
	}
	d.add("left", warned, strings.Join(left, ", "), d.e.say("Läuft gerade keine Wiederherstellung, löschen Sie das. Eine Datei mit „-journal“ am Ende nicht: Sie räumt Gremium beim nächsten Start auf.",
		"Unless a restore is running, delete this. Not a file with \"-journal\" at the end: Gremium clears it at its next start."))
}
