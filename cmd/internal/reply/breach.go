package reply

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gremium/policy"
	"gremium/store/record"
)

// breached is what anybody is told: how many entries a ledger has is not for everybody to know.
var breached = known{class: Unverified, code: "record_breached", words: policy.Text{
	DE: "Die Akte ist nicht mehr die, die hier zuletzt stand. Deshalb wird nur noch gelesen; eingetragen wurde nichts. Bewahren Sie auf, was Sie eingeben wollten, und wenden Sie sich an den Betrieb: Er sieht beim Start, was fehlt, und entscheidet, wie es weitergeht.",
	EN: "The record is not the one that last stood here. So it is only read; nothing was entered. Keep what you wanted to enter, and tell whoever runs this installation: the start says what is missing, and they decide how to go on.",
}}

// Breaches says to whoever runs the installation what is wrong with the record, since which entry, and what to do.
func Breaches(e *record.BreachError) policy.Text {
	words := policy.Text{DE: "Die Akte ist nicht mehr die, die hier zuletzt stand. Deshalb wird nur noch gelesen, nichts mehr geschrieben.", EN: "The record is not the one that last stood here. So it is only read, and nothing is written any more."}
	for i := range e.Breaches {
		if i == breachesTold {
			words.DE += fmt.Sprintf(" Weitere: %d.", len(e.Breaches)-i)
			words.EN += fmt.Sprintf(" Further ones: %d.", len(e.Breaches)-i)
			break
		}
		t := Breach(&e.Breaches[i])
		words.DE, words.EN = words.DE+" "+t.DE, words.EN+" "+t.EN
	}
	words.DE += " Haben Sie selbst eine ältere Sicherung eingespielt, nehmen Sie den Stand mit einem Grund an: gremium log accept --reason GRUND. Sonst ändern Sie nichts, bewahren Datenbank, Schlüssel und Sperrdatei auf, prüfen mit gremium log verify und stellen die letzte Sicherung wieder her."
	words.EN += " If you put in an older backup yourself, accept the state with a reason: gremium log accept --reason REASON. Otherwise change nothing, keep database, key and lock file, check with gremium log verify and restore the last backup."
	return words
}

// breachesTold is how many ledgers are named.
const breachesTold = 3

// Halts tells whether an error means that nothing can be written at all until whoever runs the installation has acted.
func Halts(err error) bool {
	return errors.As(err, new(*record.BreachError)) || slices.ContainsFunc(anchorFaults, func(k known) bool {
		return k.class != Fault && errors.Is(err, k.is)
	})
}

// Breach says what is wrong with one ledger, and since which entry. It tells how many entries there are.
func Breach(b *record.Breach) policy.Text {
	de, en := ledgerName(b.Origin)
	switch b.Way {
	case record.Vanished:
		return policy.Text{
			DE: fmt.Sprintf("%s: Die Akte fehlt; sie hatte %d Einträge.", de, b.Known),
			EN: fmt.Sprintf("%s: the ledger is missing; it had %d entries.", en, b.Known),
		}
	case record.RolledBack:
		return policy.Text{
			DE: fmt.Sprintf("%s: zurückgesetzt auf einen früheren Stand mit %d Einträgen; bekannt waren %d. Ab Eintrag %d fehlt, was schon bestätigt war.", de, b.Have, b.Known, b.Have),
			EN: fmt.Sprintf("%s: taken back to an earlier state with %d entries; %d were known. From entry %d on, what had been confirmed is missing.", en, b.Have, b.Known, b.Have),
		}
	case record.Truncated:
		return policy.Text{
			DE: fmt.Sprintf("%s: am Ende abgeschnitten; %d Einträge sind da, bekannt waren %d. Es fehlen die ab Eintrag %d.", de, b.Have, b.Known, b.Have),
			EN: fmt.Sprintf("%s: cut off at the end; %d entries are there, %d were known. Those from entry %d on are missing.", en, b.Have, b.Known, b.Have),
		}
	case record.Forked:
	}
	return policy.Text{
		DE: fmt.Sprintf("%s: abgezweigt; unter den ersten %d Einträgen stehen andere als die bekannten. Unverändert sind sicher nur die vor Eintrag %d.", de, b.Known, b.Sound),
		EN: fmt.Sprintf("%s: forked; among the first %d entries there are others than those known. Certainly unchanged are only those before entry %d.", en, b.Known, b.Sound),
	}
}

// ledgerName is what people call a ledger.
func ledgerName(origin string) (de, en string) {
	if _, id, ok := strings.Cut(origin, "/round/"); ok {
		return "Runde " + id, "Round " + id
	}
	return "Register", "Register"
}

// anchorFaults are what can be wrong with key file and lock file.
var anchorFaults = []known{
	{record.ErrKeyMissing, Refused, "key_missing", policy.Text{
		DE: "Der Schlüssel, mit dem die Akte unterschrieben wird, fehlt. Ohne ihn wird nur gelesen. Legen Sie die Schlüsseldatei wieder an ihren Platz (neben die Datenbank, mit .key am Ende, oder wohin --key-file zeigt). Ist sie verloren: gremium log key new --lost GRUND.",
		EN: "The key that signs the record is missing. Without it the record is only read. Put the key file back in its place (beside the database, with .key at the end, or where --key-file points). If it is lost: gremium log key new --lost REASON.",
	}},
	{record.ErrKeyOpen, Refused, "key_open", policy.Text{
		DE: "Die Schlüsseldatei können auch andere lesen. Solange das so ist, wird nur gelesen und nichts unterschrieben. Nehmen Sie ihnen das Recht: chmod 600. Hatte schon jemand Zugriff, wechseln Sie danach den Schlüssel: gremium log key rotate.",
		EN: "Others can read the key file. As long as that is so, the record is only read and nothing is signed. Take the right from them: chmod 600. If somebody had access, change the key then: gremium log key rotate.",
	}},
	{record.ErrKeyBad, Refused, "key_bad", policy.Text{
		DE: "Die Schlüsseldatei ist nicht zu lesen. Es wird nur gelesen und nichts unterschrieben. Legen Sie eine heile Kopie an ihren Platz.",
		EN: "The key file does not read. The record is only read and nothing is signed. Put a sound copy in its place.",
	}},
	{record.ErrKeyOther, Refused, "key_other", policy.Text{
		DE: "Die Schlüsseldatei enthält einen anderen Schlüssel als den, der die Akte bisher unterschrieben hat. Es wird nur gelesen und nichts unterschrieben. Legen Sie den richtigen an seinen Platz. Ist er verloren, verschieben Sie diese Datei und rufen Sie auf: gremium log key new --lost GRUND.",
		EN: "The key file holds another key than the one that has signed the record so far. The record is only read and nothing is signed. Put the right one in its place. If it is lost, move this file away and call: gremium log key new --lost REASON.",
	}},
	{record.ErrSizesMissing, Unverified, "lock_file_missing", policy.Text{
		DE: "Die Sperrdatei fehlt, die weiß, wie weit die Akte reicht. Ohne sie lässt sich nicht sagen, ob etwas zurückgesetzt wurde; deshalb wird nur gelesen. Legen Sie sie wieder an ihren Platz (neben den Schlüssel, mit .sizes am Ende). Ist sie verloren, prüfen Sie die Akte mit gremium log verify und nehmen Sie sie an: gremium log accept --reason GRUND.",
		EN: "The lock file is missing, which knows how far the record goes. Without it nobody can say whether something was taken back; so the record is only read. Put it back in its place (beside the key, with .sizes at the end). If it is lost, check the record with gremium log verify and accept it: gremium log accept --reason REASON.",
	}},
	{record.ErrSizesBad, Unverified, "lock_file_bad", policy.Text{
		DE: "Die Sperrdatei ist nicht zu lesen, die weiß, wie weit die Akte reicht; deshalb wird nur gelesen. Legen Sie eine heile Kopie an ihren Platz. Gibt es keine, prüfen Sie die Akte mit gremium log verify und nehmen Sie sie an: gremium log accept --reason GRUND.",
		EN: "The lock file does not read, which knows how far the record goes; so the record is only read. Put a sound copy in its place. If there is none, check the record with gremium log verify and accept it: gremium log accept --reason REASON.",
	}},
	{record.ErrAnchor, Fault, "anchor_failed", policy.Text{
		DE: "Ihre Eingabe ist gespeichert. Sperrdatei oder Prüfpunkt konnten nicht folgen; das wird nachgeholt, sobald wieder etwas geschrieben wird. Prüfen Sie Platz und Rechte des Ordners, in dem Schlüssel und Sperrdatei liegen.",
		EN: "What you entered is saved. Lock file or signed checkpoint could not follow; this is made up for as soon as something is written again. Check room and rights of the folder with key and lock file.",
	}},
}
