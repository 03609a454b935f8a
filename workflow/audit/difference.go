package audit

import (
	"fmt"

	"gremium/policy"
)

// Way is how a table can differ from the record.
type Way int

// The ways.
const (
	RowMissing    Way = iota + 1 // the record gives a row that the table does not have
	RowStray                     // the table has a row that no ledger gives
	ValueDiffers                 // a row has Have in Column, the record gives Want
	OtherNumbers                 // Have entries of the ledger Key are kept under other numbers than they say
	EntryTwice                   // Table has an entry Key that a segment has as well
	SegmentOdd                   // the row Key of Table is no segment
	CopyMissing                  // the index Table lacks a copy of the text Key
	CopyStray                    // the index Table has a copy of the text Key, which is not there
	CopyDiffers                  // the index Table has Have as a copy of the text Key, which is Want
	ObjectMissing                // the database lacks the Kind ("table", "index", "view" or "trigger") Key on Table
	ObjectStray                  // the database has a Kind Key on Table that this program does not make
	ObjectDiffers                // the Kind Key on Table is not the one that this program makes
)

// Difference is one place where a table beside the record, or an index of one, does not say what the record gives, or
// where the database does not consist of what it should.
type Difference struct {
	Way        Way
	Kind       string // of an object of the database
	Table      string
	Key        string // of the row, as the table's columns have it; or the object's name
	Column     string
	Have, Want string // values as SQL writes them; empty for none
}

// In says the difference in a language.
func (d Difference) In(lang string) string {
	none := policy.Text{DE: "nichts", EN: "nothing"}.In(lang)
	have, want := d.Have, d.Want
	if have == "" {
		have = none
	}
	if want == "" {
		want = none
	}
	// Each sentence picks what it names: table 1, key 2, column 3, have 4, want 5, object 6.
	return fmt.Sprintf(ways[d.Way].In(lang), d.Table, d.Key, d.Column, have, want, d.object(lang))
}

// object names an object of the database with its kind, and with its table where that is another one.
func (d Difference) object(lang string) string {
	name := d.Key
	if kind, ok := kinds[d.Kind]; ok {
		name = kind.In(lang) + " " + name
	}
	if d.Table != "" {
		name += policy.Text{DE: " zur Tabelle ", EN: " on the table "}.In(lang) + d.Table
	}
	return name
}

// kinds are the kinds of objects, in both languages.
var kinds = map[string]policy.Text{
	"table": {DE: "Tabelle", EN: "table"}, "index": {DE: "Verzeichnis", EN: "index"},
	"view": {DE: "Sicht", EN: "view"}, "trigger": {DE: "Auslöser", EN: "trigger"},
}

// ways say the differences, in both languages.
var ways = map[Way]policy.Text{
	RowMissing:   {DE: "Tabelle %[1]s: Die Zeile %[2]s fehlt.", EN: "table %[1]s: the row %[2]s is missing."},
	RowStray:     {DE: "Tabelle %[1]s: Die Zeile %[2]s steht in keiner Akte.", EN: "table %[1]s: the row %[2]s is in no ledger."},
	ValueDiffers: {DE: "Tabelle %[1]s: In der Zeile %[2]s steht %[4]s in der Spalte %[3]s, die Akte ergibt %[5]s.", EN: "table %[1]s: the row %[2]s has %[4]s in column %[3]s, the ledger gives %[5]s."},
	OtherNumbers: {DE: "Tabelle %[1]s: Einträge der Akte „%[2]s“, die in der Spalte %[3]s unter einer anderen Nummer stehen, als sie nennen: %[4]s.", EN: "table %[1]s: entries of the ledger %[2]q that stand in column %[3]s under another number than they say: %[4]s."},
	EntryTwice:   {DE: "Tabelle %[1]s: Die Zeile %[2]s steht auch in einem Segment, und gelesen wird nur dieses.", EN: "table %[1]s: the row %[2]s stands in a segment as well, and only that is read."},
	SegmentOdd:   {DE: "Tabelle %[1]s: Die Zeile %[2]s ist kein Segment: Ein Segment beginnt bei einem Vielfachen von 256 und hat 256 Prüfsummen.", EN: "table %[1]s: the row %[2]s is no segment: one begins at a multiple of 256 and has 256 leaf hashes."},
	CopyMissing:  {DE: "Im Verzeichnis %[1]s fehlt der Text %[2]s.", EN: "The index %[1]s lacks the text %[2]s."},
	CopyStray:    {DE: "Das Verzeichnis %[1]s führt einen Text %[2]s, den es nicht gibt.", EN: "The index %[1]s has a text %[2]s that is not there."},
	CopyDiffers:  {DE: "Das Verzeichnis %[1]s führt den Text %[2]s als %[4]s, die Akte hat %[5]s.", EN: "The index %[1]s has the text %[2]s as %[4]s, the record has %[5]s."},

	ObjectMissing: {DE: "Aufbau der Datenbank: Es fehlt: %[6]s.", EN: "structure of the database: missing is the %[6]s."},
	ObjectStray:   {DE: "Aufbau der Datenbank: Nicht von Gremium ist: %[6]s.", EN: "structure of the database: not made by Gremium is the %[6]s."},
	ObjectDiffers: {DE: "Aufbau der Datenbank: Nicht mehr, wie Gremium es angelegt hat, ist: %[6]s.", EN: "structure of the database: no longer as Gremium made it is the %[6]s."},
}
