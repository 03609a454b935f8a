package casefile

import "gremium/policy"

// What a check of the file says, in both languages.
var (
	notOpened          = policy.Text{DE: "Die Datei ließ sich nicht öffnen.", EN: "The file could not be opened."}
	unsealed           = policy.Text{DE: "Das Verzeichnis der Datei ist nicht unterschrieben. Dass keine Texte als vorenthalten ausgegeben werden, die es nicht waren, ist nicht geprüft.", EN: "The file's manifest is not signed. That no texts are passed off as withheld that were not is not checked."}
	signatureUnchecked = policy.Text{DE: "Unterschrift nicht gegen einen Schlüssel geprüft, dem Sie vertrauen. Nennen Sie ihn mit --key.", EN: "Signature not checked against a key you trust. Name it with --key."}
	signatureClaimed   = policy.Text{DE: "Unterschrift nicht gegen einen Schlüssel geprüft, dem Sie vertrauen. Sie passt zu dem Schlüssel, den die Datei selbst nennt; das beweist nichts. Nennen Sie Ihren mit --key.", EN: "Signature not checked against a key you trust. It fits the key that the file itself names, which proves nothing. Name yours with --key."}
	signatureOther     = policy.Text{DE: "%s: Keine Unterschrift ist von einem Schlüssel, dem Sie vertrauen.", EN: "%s: no signature is by a key that you trust."}
	signatureForged    = policy.Text{DE: "%s: Die Unterschrift ist gefälscht oder der Text darunter geändert: Sie nennt den Schlüssel und ist nicht von ihm.", EN: "%s: the signature is forged or the text under it altered: it names the key and is not by it."}
	checkpointForm     = policy.Text{DE: "%s: Das ist kein Prüfpunkt dieser Akte.", EN: "%s: this is no checkpoint of this ledger."}
	checkpointRoot     = policy.Text{DE: "%s: Der Prüfpunkt nennt eine andere Wurzel, als die ersten %d Einträge ergeben.", EN: "%s: the checkpoint names another root than the first %d entries give."}
	checkpointBeyond   = policy.Text{DE: "%s: Der Prüfpunkt nennt %d Einträge; so viele hat die Akte hier nicht.", EN: "%s: the checkpoint names %d entries; the ledger does not have that many here."}
	noCheckpoint       = policy.Text{DE: "%s: Für den Stand von %d Einträgen liegt kein unterschriebener Prüfpunkt bei.", EN: "%s: there is no signed checkpoint for the %d entries."}
	closingRoot        = policy.Text{DE: "Das Register nennt mit Eintrag %d für das Ende der Runde eine andere Wurzel, als ihre ersten %d Einträge ergeben.", EN: "The register names, by entry %d, another root for the round's end than its first %d entries give."}
	notedRoot          = policy.Text{DE: "Das Register nennt mit Eintrag %d für den Stand der Runde beim Schlüsselwechsel eine andere Wurzel, als ihre ersten %d Einträge ergeben.", EN: "The register names, by entry %d, another root for the round at the change of the key than its first %d entries give."}
	signatureOutrun    = policy.Text{DE: "%s: Mit dem früheren Schlüssel %s nach dem Schlüsselwechsel unterschrieben: Der Stand hat %d Einträge, der Schlüssel zählt nur bis %d. Wer den früheren Schlüssel hat, kann das gefälscht haben.", EN: "%s: signed by the earlier key %s after the change of the key: the ledger goes to %d entries, the key counts up to %d only. Whoever holds the earlier key may have forged it."}
	keyBefore          = policy.Text{DE: "%s, der frühere Schlüssel nach dem Register, das mit einem späteren unterschrieben ist", EN: "%s, the earlier key by the register, which is signed by a later one"}
	keyUpTo            = policy.Text{DE: "; zählt nach dem Schlüsselwechsel nur bis dahin: im Register %d Einträge, in der Runde %d", EN: "; since the change of the key it counts up to there only: %d entries of the register, %d of the round"}
	keyUnheard         = policy.Text{DE: "Das Register dieser Datei weiß nichts vom Schlüssel %s, dem Sie vertrauen: Es ist nicht damit unterschrieben und enthält keinen Wechsel, bei dem er für den nächsten bürgt. Es ist älter als der Wechsel zu ihm, oder gefälscht mit %s. Verlangen Sie eine neuere Datei, und nennen Sie mit --key nur den Schlüssel, der gilt.", EN: "This file's register knows nothing of the key %s that you trust: it is not signed by it and has no change at which that vouches for the next. It is older than the change to it, or forged with %s. Ask for a newer file, and name with --key the key in force alone."}
	keyInherited       = policy.Text{DE: "%s, für den der Schlüssel davor bürgt (Register, Eintrag %d)", EN: "%s, for which the key before it vouches (register, entry %d)"}
	elsewhere          = policy.Text{DE: "Anderswo entschieden und hier nur festgehalten, nicht hergeleitet.", EN: "Decided elsewhere and only recorded here, not derived."}
	restsOnBad         = policy.Text{DE: "Die Entscheidung steht hinter Eintrag %d, mit dem etwas nicht stimmt.", EN: "The decision stands behind entry %d, with which something is wrong."}
	asDeputy           = policy.Text{DE: "in Vertretung", EN: "as deputy"}
	asAdvisory         = policy.Text{DE: "beratend, zählt nicht", EN: "advisory, does not count"}
	asExcluded         = policy.Text{DE: "ausgeschlossen, zählt nicht", EN: "excluded, does not count"}
	asWeight           = policy.Text{DE: "zählt %d-fach", EN: "counts %d times"}
	noWitnesses        = policy.Text{DE: "Keine Zeugen genannt. Nennen Sie mit --witness die Schlüssel derer, denen Sie vertrauen.", EN: "No witnesses named. Name with --witness the keys of those you trust."}
	witnessed          = policy.Text{DE: "%s: %d von %d Zeugen haben Größe %d gegengezeichnet, verlangt sind %d.", EN: "%s: %d of %d witnesses have cosigned size %d, %d have to."}
	witnessedPart      = policy.Text{DE: "%s: %d von %d Zeugen haben Größe %d von %d gegengezeichnet, verlangt sind %d; die Einträge danach sind es nicht.", EN: "%s: %d of %d witnesses have cosigned size %d of %d, %d have to; the entries behind are not."}
	cosignatureForged  = policy.Text{DE: "%s: Die Gegenzeichnung von %s ist gefälscht oder der Text darunter geändert.", EN: "%s: the cosignature by %s is forged or the text under it altered."}
	noCheckpoints      = policy.Text{DE: "Die Datei enthält keine unterschriebenen Prüfpunkte.", EN: "The file holds no signed checkpoints."}
)

// later is what a check of a file cannot prove beside what no check can.
var later = policy.Text{
	DE: "Geprüft ist der Stand dieser Datei. Was danach eingetragen wurde, steht nicht darin.",
	EN: "What is checked is the record as far as this file goes. What was entered later is not in it.",
}
