package reply

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"gremium/policy"
	"gremium/store/record"
	"gremium/workflow"
)

// known is a fault whose cause is known, with words of its own.
type known struct {
	is    error
	class Class
	code  string
	words policy.Text
}

var unexpected = known{class: Fault, code: "fault", words: policy.Text{
	DE: "Es ist eine Störung aufgetreten; ihre Ursache ist nicht bekannt. Versuchen Sie es noch einmal: Dieselbe Eingabe wirkt nur einmal. Besteht die Störung weiter, wenden Sie sich an den Betrieb.",
	EN: "Something went wrong, and the cause is not known. Try again: the same input takes effect only once. If it goes on, tell whoever runs this installation.",
}}

var damaged = known{class: Fault, code: "record_damaged", words: policy.Text{
	DE: "Die Akte ist beschädigt und wird nicht weitergeführt. Prüfen Sie sie mit „gremium log verify“ und stellen Sie eine Sicherung wieder her.",
	EN: "The record is damaged and is not continued. Check it with \"gremium log verify\" and restore a backup.",
}}

// tooLarge says how much is taken at once, in units of 1024 bytes.
func tooLarge(e *http.MaxBytesError) known {
	return known{class: TooLarge, code: "body_too_large", words: policy.Text{
		DE: fmt.Sprintf("Was Sie abgesendet haben, ist größer als %d KB; mehr nimmt diese Seite auf einmal nicht an. Nichts davon wurde eingetragen; Ihre Eingabe steht noch im Formular (im Browser einen Schritt zurück). Kürzen Sie sie und senden Sie noch einmal ab.", e.Limit>>10),
		EN: fmt.Sprintf("What you sent is larger than %d KB, the most that this page takes at once. None of it was entered; what you typed still stands in the form (one step back in the browser). Shorten it and send it again.", e.Limit>>10),
	}}
}

func tooNew(e *record.ErrNewer) known {
	return known{class: Fault, code: "database_newer", words: policy.Text{
		DE: fmt.Sprintf("Die Datenbank hat die Fassung %d, dieses Programm kennt sie bis %d. Nichts wurde geändert. Verwenden Sie das neuere Programm.", e.Have, e.Know),
		EN: fmt.Sprintf("The database has version %d, this program knows versions up to %d. Nothing was changed. Use the newer program.", e.Have, e.Know),
	}}
}

// badBackup says what keeps a backup from being restored. It names the backup's file, because the database is sound.
func badBackup(e *record.BackupError) known {
	de, en := "ist beschädigt", "is damaged"
	switch {
	case errors.Is(e, record.ErrMissing):
		de, en = "ist leer oder fehlt", "is empty or missing"
	case errors.Is(e, record.ErrForeign):
		de, en = "ist keine Datenbank von Gremium", "is not a database of Gremium"
	case errors.Is(e, record.ErrUnfounded):
		de, en = "ist eine Datenbank, die nie eingerichtet wurde", "is a database that was never set up"
	}
	return known{class: Unverified, code: "backup_bad", words: policy.Text{
		DE: fmt.Sprintf("Die Sicherung „%s“ %s. Die Datenbank bleibt, wie sie ist. Nennen Sie eine andere Sicherung.", e.Path, de),
		EN: fmt.Sprintf("The backup \"%s\" %s. The database stays as it is. Name another backup.", e.Path, en),
	}}
}

// faults are the faults whose cause is known, in the order in which they are asked for.
var faults = []known{
	{workflow.ErrUnknown, Fault, "outcome_unknown", policy.Text{
		DE: "Ob die Eingabe gespeichert wurde, ist nicht bekannt. Starten Sie Gremium neu und senden Sie dieselbe Eingabe noch einmal: Sie wirkt nur einmal.",
		EN: "It is not known whether what you entered was saved. Restart Gremium and send the same again: it takes effect only once.",
	}},
	{workflow.ErrClosed, Unavailable, "closing", policy.Text{
		DE: "Gremium wird gerade beendet. Versuchen Sie es in einer Minute noch einmal.",
		EN: "Gremium is shutting down. Try again in a minute.",
	}},
	{record.ErrBusy, Unavailable, "database_busy", policy.Text{
		DE: "Ein anderer Vorgang hält die Datenbank. Nichts wurde gespeichert. Versuchen Sie es noch einmal.",
		EN: "Another process holds the database. Nothing was saved. Try again.",
	}},
	{record.ErrFull, Full, "disk_full", policy.Text{
		DE: "Der Datenträger ist voll. Nichts wurde gespeichert. Schaffen Sie Platz und versuchen Sie es noch einmal.",
		EN: "The disk is full. Nothing was saved. Make room and try again.",
	}},
	{record.ErrReadOnly, Unavailable, "database_read_only", policy.Text{
		DE: "Die Datenbank lässt sich nicht beschreiben. Nichts wurde gespeichert. Prüfen Sie die Rechte der Datei und ihres Ordners.",
		EN: "The database cannot be written to. Nothing was saved. Check the rights of the file and of its folder.",
	}},
	{record.ErrDisk, Fault, "disk_error", policy.Text{
		DE: "Der Datenträger meldet einen Fehler. Nichts wurde gespeichert. Prüfen Sie ihn, bevor Sie weiterarbeiten.",
		EN: "The disk reports an error. Nothing was saved. Check it before you go on.",
	}},
	{record.ErrDamaged, Fault, "database_damaged", policy.Text{
		DE: "Die Datenbank ist beschädigt. Bewahren Sie die Datei auf und stellen Sie eine Sicherung wieder her: gremium restore.",
		EN: "The database is damaged. Keep the file and restore a backup: gremium restore.",
	}},
	{record.ErrMissing, Fault, "database_missing", policy.Text{
		DE: "An dieser Stelle gibt es keine Datenbank. Prüfen Sie --db, oder legen Sie eine an: gremium init.",
		EN: "There is no database at that place. Check --db, or create one: gremium init.",
	}},
	{record.ErrUnfounded, Fault, "database_unfounded", policy.Text{
		DE: "Die Datenbank ist noch nicht eingerichtet. Richten Sie sie ein: gremium init.",
		EN: "The database has not been set up. Set it up: gremium init.",
	}},
	{record.ErrForeign, Fault, "database_foreign", policy.Text{
		DE: "Die Datei ist keine Datenbank von Gremium. Prüfen Sie --db.",
		EN: "The file is not a database of Gremium. Check --db.",
	}},
	{record.ErrInUse, Unavailable, "database_in_use", policy.Text{
		DE: "Ein anderer Vorgang verwendet die Datenbank, die dafür allein gebraucht wird. Beenden Sie ihn und versuchen Sie es noch einmal.",
		EN: "Another process uses the database, which is needed alone for this. Stop it and try again.",
	}},
	{record.ErrExists, Conflict, "file_exists", policy.Text{
		DE: "Eine Datei dieses Namens gibt es schon; sie wird nicht überschrieben. Wählen Sie einen anderen Namen.",
		EN: "A file of this name exists; it is not overwritten. Choose another name.",
	}},
	{record.ErrSame, Conflict, "backup_same", policy.Text{
		DE: "Die Sicherung und die Datenbank, die sie ersetzen soll, sind dieselbe Datei, oder die Sicherung heißt wie deren Hilfsdatei mit „.part“ am Ende. Nichts wurde geändert. Nennen Sie eine andere Sicherung, oder mit --db eine andere Datenbank.",
		EN: "The backup and the database it is to replace are the same file, or the backup has the name of its working file, with \".part\" at the end. Nothing was changed. Name another backup, or another database with --db.",
	}},
	{record.ErrEmailTaken, Conflict, "email_taken", policy.Text{
		DE: "Ein Konto mit dieser E-Mail-Adresse gibt es schon. Wählen Sie eine andere Adresse.",
		EN: "There is an account with this e-mail address already. Choose another address.",
	}},
	{record.ErrStaleDraft, Conflict, "draft_stale", policy.Text{
		DE: "Der Entwurf wurde inzwischen an anderer Stelle gespeichert. Vergleichen Sie beide Fassungen. Nichts ist verloren.",
		EN: "The draft was saved elsewhere in the meantime. Compare the two versions. Nothing is lost.",
	}},
	{context.DeadlineExceeded, Unavailable, "too_slow", policy.Text{
		DE: "Das hat zu lange gedauert und wurde abgebrochen. Versuchen Sie es noch einmal: Dieselbe Eingabe wirkt nur einmal.",
		EN: "This took too long and was stopped. Try again: the same input takes effect only once.",
	}},
	{context.Canceled, Cancelled, "cancelled", policy.Text{
		DE: "Abgebrochen. Was schon gespeichert war, steht in der Akte; dieselbe Eingabe wirkt nur einmal.",
		EN: "Stopped. What was saved before stands in the record; the same input takes effect only once.",
	}},
}
