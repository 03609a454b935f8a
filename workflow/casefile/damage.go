package casefile

import (
	"fmt"

	"gremium/policy"
)

// Damage is something wrong with the archive itself, rather than with the record in it.
type Damage struct {
	File string // name of the file in the archive; empty for the archive
	Line int    // of the file, from 1; 0 for all of it
	what phrase
	more []any
}

// phrase numbers what can be wrong with an archive.
type phrase int

const (
	noArchive phrase = iota
	largeDirectory
	strayFile
	twice
	packed
	sizeImpossible
	missingFile
	unlisted
	manifestForm
	otherSize
	otherSum
	badLine
	cutOff
	sealForm
	sealOther
	otherMinutes
)

var phrases = map[phrase]policy.Text{
	noArchive:      {DE: "Das ist kein ZIP-Archiv, oder es fehlt ein Stück davon.", EN: "This is no ZIP archive, or a piece of it is missing."},
	largeDirectory: {DE: "Das Verzeichnis des Archivs ist größer, als das einer Akte je ist.", EN: "The archive's directory is larger than that of a case file ever is."},
	strayFile:      {DE: "Diese Datei gehört nicht in eine Akte.", EN: "This file does not belong in a case file."},
	twice:          {DE: "Diese Datei liegt zweimal im Archiv.", EN: "This file lies in the archive twice."},
	packed:         {DE: "Diese Datei ist auf eine Art gepackt, die hier nicht gelesen wird.", EN: "This file is packed in a way that is not read here."},
	sizeImpossible: {DE: "Diese Datei gibt eine Größe an, die sie nicht haben kann.", EN: "This file claims a size that it cannot have."},
	missingFile:    {DE: "Diese Datei fehlt.", EN: "This file is missing."},
	unlisted:       {DE: "Diese Datei steht nicht im Verzeichnis manifest.json.", EN: "This file is not listed in manifest.json."},
	manifestForm:   {DE: "Das Verzeichnis der Akte hat nicht die vorgeschriebene Form.", EN: "The manifest does not have the form that is laid down."},
	otherSize:      {DE: "Diese Datei ist nicht so lang, wie manifest.json sagt.", EN: "This file is not as long as manifest.json says."},
	otherSum:       {DE: "Diese Datei ist nicht mehr die, die manifest.json nennt: ihre Prüfsumme weicht ab.", EN: "This file is not the one that manifest.json lists: its checksum differs."},
	badLine:        {DE: "Diese Zeile lässt sich nicht lesen.", EN: "This line cannot be read."},
	otherMinutes:   {DE: "Das ist nicht die Niederschrift, auf die sich Eintrag %d festlegt.", EN: "These are not the minutes that entry %d commits to."},
	cutOff:         {DE: "Diese Datei lässt sich nicht zu Ende lesen.", EN: "This file cannot be read to its end."},
	sealForm:       {DE: "Die Unterschrift unter dem Verzeichnis lässt sich nicht lesen.", EN: "The signature under the manifest cannot be read."},
	sealOther:      {DE: "Die Unterschrift gehört zu einem anderen Verzeichnis.", EN: "The signature belongs to another manifest."},
}

// Error says it in English.
func (d *Damage) Error() string { return d.In("en") }

// In says it in a language, "de" or "en", with the file and the line.
func (d *Damage) In(lang string) string {
	what := fmt.Sprintf(phrases[d.what].In(lang), d.more...)
	switch {
	case d.File == "":
		return what
	case d.Line == 0:
		return d.File + ": " + what
	}
	return fmt.Sprintf(policy.Text{DE: "%s, Zeile %d: %s", EN: "%s, line %d: %s"}.In(lang), d.File, d.Line, what)
}
