package receipt

import "gremium/policy"

// What a check says, in both languages.
var (
	signatureUnchecked = policy.Text{DE: "Nicht gegen einen Schlüssel geprüft, dem Sie vertrauen. Nennen Sie ihn mit --key.", EN: "Not checked against a key you trust. Name it with --key."}
	signatureOther     = policy.Text{DE: "Keine Unterschrift ist von einem Schlüssel, dem Sie vertrauen.", EN: "No signature is by a key that you trust."}
	signatureForged    = policy.Text{DE: "Die Unterschrift ist gefälscht oder der Text darunter geändert: Sie nennt den Schlüssel und ist nicht von ihm.", EN: "The signature is forged or the text under it altered: it names the key and is not by it."}
	inclusionLater     = policy.Text{DE: "Eine Zusage zeigt noch nicht, dass der Eintrag in der Akte steht. Verlangen Sie den Nachweis, sobald die Bewertung geschlossen ist, bei einer Stimme, sobald die Abstimmung geschlossen ist: auf der Seite „Meine Quittungen“ oder von der Stelle (gremium log receipt).", EN: "A promise does not show yet that the entry is in the record. Ask for the proof once scoring is closed, for a vote once the ballot is closed: on the page \"My receipts\" or from the office (gremium log receipt)."}
	entryLater         = policy.Text{DE: "Die Zusage enthält den Eintrag nicht, nur seine Prüfsumme.", EN: "The promise does not hold the entry, only its hash."}
	promiseLater       = policy.Text{DE: "Prüfen Sie den Nachweis zusammen mit dieser Zusage: gremium log check-receipt NACHWEIS --promise ZUSAGE.", EN: "Check the proof together with this promise: gremium log check-receipt PROOF --promise PROMISE."}
	inclusionOfWhat    = policy.Text{DE: "Die Datei enthält den Eintrag nicht. Nennen Sie mit --promise die Zusage, die seine Prüfsumme nennt.", EN: "The file does not hold the entry. Name with --promise the promise that tells its hash."}
	entryMissing       = policy.Text{DE: "Die Datei enthält den Eintrag nicht.", EN: "The file does not hold the entry."}
	promiseMissing     = policy.Text{DE: "Es liegt keine Zusage bei. Nennen Sie mit --promise die, die Sie nach der Abgabe erhalten haben.", EN: "There is no promise beside it. Name with --promise the one you were given after casting."}
	notIncluded        = policy.Text{DE: "Der Eintrag ist nicht Nummer %d der Akte, die der Prüfpunkt mit %d Einträgen beschreibt.", EN: "The entry is not number %d of the record that the checkpoint describes with %d entries."}
	otherOrigin        = policy.Text{DE: "Der Eintrag gehört zur Akte %s, der Prüfpunkt zur Akte %s.", EN: "The entry belongs to the record %s, the checkpoint to the record %s."}
	otherIndex         = policy.Text{DE: "Der Eintrag nennt sich Nummer %d, die Datei führt ihn als Nummer %d.", EN: "The entry calls itself number %d, the file has it as number %d."}
	promiseOrigin      = policy.Text{DE: "Die Zusage ist über die Akte %s, der Nachweis über die Akte %s.", EN: "The promise is about the record %s, the proof about the record %s."}
	promiseBroken      = policy.Text{DE: "Die Stelle hat ihre Zusage gebrochen: Zugesagt war der Eintrag mit der Prüfsumme %s. Für dieselbe Abgabe zeigt sie einen anderen, mit der Prüfsumme %s. Verwahren Sie beide Dateien unverändert: Beide sind unterschrieben, und zusammen beweisen sie es.", EN: "The office has broken its promise: it promised the entry with the hash %s. For the same casting it shows another one, with the hash %s. Keep both files unchanged: both are signed, and together they prove it."}
	signaturesOpen     = policy.Text{DE: "Das gilt, wenn beide Dateien von der Stelle sind; ihre Unterschriften sind hier nicht geprüft oder stimmen nicht.", EN: "This holds where both files are the office's; their signatures are not checked here, or do not hold."}
	noWitnesses        = policy.Text{DE: "Welchen Zeugen Sie trauen, ist nicht genannt. Nennen Sie sie mit --witness.", EN: "Which witnesses you trust is not named. Name them with --witness."}
	witnessed          = policy.Text{DE: "%d von %d Zeugen haben den Prüfpunkt mit %d Einträgen gegengezeichnet, nötig sind %d.", EN: "%d of %d witnesses have cosigned the checkpoint with %d entries, %d are needed."}
	unwitnessed        = policy.Text{DE: "%d von %d Zeugen haben den Prüfpunkt mit %d Einträgen gegengezeichnet, nötig sind %d.", EN: "%d of %d witnesses have cosigned the checkpoint with %d entries, %d are needed."}
	proofLater         = policy.Text{DE: "Laden Sie den Nachweis später noch einmal.", EN: "Download the proof again later."}
	recordLater        = policy.Text{DE: "Verlangen Sie eine neuere Akte.", EN: "Ask for a later record."}
	witnessesLater     = policy.Text{DE: "Eine Zusage enthält keinen Prüfpunkt, den Zeugen gegenzeichnen könnten. Prüfen Sie die Zeugen mit dem Nachweis, oder nennen Sie mit --case die Akte.", EN: "A promise holds no checkpoint that witnesses could cosign. Check the witnesses with the proof, or name the record with --case."}
	witnessesOther     = policy.Text{DE: "Die Akte ist eine andere als die der Zusage; wer sie gegengezeichnet hat, sagt über die Zusage nichts.", EN: "The record is another one than the promise's; who has cosigned it says nothing about the promise."}
	cosignatureForged  = policy.Text{DE: "Die Gegenzeichnung von %s ist gefälscht oder der Prüfpunkt darunter geändert.", EN: "The cosignature of %s is forged, or the checkpoint under it altered."}
	otherTree          = policy.Text{DE: "Die Einträge der Datei ergeben nicht den Stand, den ihr Prüfpunkt nennt. Prüfen Sie sie mit: gremium log verify DATEI.", EN: "The file's entries do not give what its checkpoint names. Check it by: gremium log verify FILE."}
	ledgerShort        = policy.Text{DE: "Die Datei reicht nur bis %s und damit nicht bis zu diesem Eintrag. Verlangen Sie eine neuere.", EN: "The file goes up to %s only, and so not as far as this entry. Ask for a later one."}
	ledgerWithheld     = policy.Text{DE: "Der zugesagte Eintrag ist nicht unter denen dieser Datei. Ob die Zusage gebrochen ist, lässt sich nicht sagen: Der letzte Eintrag, der dem Inhaber dieser Datei gezeigt wird, ist vom %s; wann die %d danach eingetragen wurden, verrät ihre Prüfsumme nicht. Verlangen Sie eine Akte mit allen Einträgen, oder den Nachweis.", EN: "The promised entry is not among those of this file. Whether the promise is broken cannot be told: the last entry that the holder of this file is shown is of %s; when the %d behind it were entered their hashes do not tell. Ask for a record with all entries, or for the proof."}
	ledgerUnread       = policy.Text{DE: "Der zugesagte Eintrag ist nicht unter denen dieser Datei. Wie weit sie reicht, lässt sich nicht sagen: Kein Eintrag ist da, oder der letzte lässt sich nicht lesen. Prüfen Sie sie mit: gremium log verify DATEI.", EN: "The promised entry is not among those of this file. How far it goes cannot be told: no entry is there, or the last one cannot be read. Check it by: gremium log verify FILE."}
	ledgerOutrun       = policy.Text{DE: "Die Akte ist mit dem früheren Schlüssel %s nach dem Schlüsselwechsel unterschrieben: Sie hat %d Einträge, der Schlüssel zählt nur bis %d. Wer den früheren Schlüssel hat, kann sie gefälscht haben.", EN: "The record is signed by the earlier key %s after the change of the key: it goes to %d entries, the key counts up to %d only. Whoever holds the earlier key may have forged it."}
	promiseOutrun      = policy.Text{DE: "Die Zusage ist mit dem früheren Schlüssel unterschrieben, aber über einen Eintrag nach dem Schlüsselwechsel. Wer den früheren Schlüssel hat, kann sie gefälscht haben.", EN: "The promise is signed by the earlier key, but about an entry after the change of the key. Whoever holds the earlier key may have forged it."}
	signedEarlier      = policy.Text{DE: "Das gilt nur, wenn beide Dateien so alt sind, wie sie sagen: Eine ist mit einem früheren Schlüssel unterschrieben, und wer ihn hat, kann sie zurückdatiert haben. Dass es die Stelle war, beweisen sie nicht.", EN: "This holds only where both files are as old as they say: one is signed by an earlier key, and whoever holds that can have dated it back. That it was the office they do not prove."}
	keyUnheard         = policy.Text{DE: "Das Register der Akte weiß nichts vom Schlüssel %s, dem Sie vertrauen: Es ist älter als der Wechsel zu ihm, oder mit einem früheren gefälscht. Verlangen Sie eine neuere Akte, und nennen Sie mit --key nur den Schlüssel, der gilt.", EN: "The record's register knows nothing of the key %s that you trust: it is older than the change to it, or forged with an earlier one. Ask for a later record, and name with --key the key in force alone."}
	keysSeveral        = policy.Text{DE: "Dass es die Stelle war, zeigt das nicht: Sie vertrauen mehreren Schlüsseln, und diese Dateien sagen nicht, welcher gilt. Wer einen früheren hat, kann beide gefälscht haben. Nennen Sie mit --key nur den Schlüssel, der gilt.", EN: "That it was the office this does not show: you trust several keys, and these files do not say which one is in force. Whoever holds an earlier one may have forged both. Name with --key the key in force alone."}
	promiseMissed      = policy.Text{DE: "Zugesagt war der Eintrag mit der Prüfsumme %s. Unter den %d Einträgen der Akte, die die Stelle unterschrieben hat, ist er nicht, obwohl sie weiter reicht: Die Stelle hat ihre Zusage gebrochen. Verwahren Sie beide Dateien unverändert; zusammen beweisen sie es.", EN: "The entry with the hash %s was promised. It is not among the %d entries of the record that the office has signed, although that goes further: the office has broken its promise. Keep both files unchanged; together they prove it."}
	promiseClaims      = policy.Text{DE: "Der Eintrag mit dieser Prüfsumme sagt von sich anderes, als die Zusage von ihm sagt.", EN: "The entry with this hash says other things of itself than the promise says of it."}
	promiseOther       = policy.Text{DE: "Zusage und Nachweis sind über verschiedene Einträge: Zugesagt ist einer vom %s, gezeigt wird einer vom %s. Verlangen Sie den Nachweis zu Ihrer Zusage. Kann die Stelle ihn nicht geben, hat sie ihre Zusage gebrochen.", EN: "Promise and proof are about different entries: one of %s is promised, one of %s is shown. Ask for the proof that belongs to your promise. Where the office cannot give it, it has broken its promise."}
)

// unproven is what no receipt can prove.
var unproven = []policy.Text{
	{
		DE: "Eine Quittung zeigt Ihren Eintrag, nicht die der anderen: ob alle gezählt wurden und die Entscheidung folgt, prüft nur, wer die ganze Akte prüft (gremium log verify).",
		EN: "A receipt shows your entry, not those of others: whether all were counted and the decision follows is checked only by checking the whole record (gremium log verify).",
	},
	{
		DE: "Sie zeigt nicht, dass alle dieselbe Akte sehen. Vergleichen Sie Prüfpunkte untereinander und mit denen der Zeugen.",
		EN: "It does not show that everybody sees the same record. Compare checkpoints with each other and with those of witnesses.",
	},
	{
		DE: "Bei einer geheimen Abstimmung zeigt sie, dass Sie abgestimmt haben, nicht wie; wie Ihre Stimme gezählt wurde, beweist sie nicht.",
		EN: "In a secret ballot it shows that you voted, not how; how your vote was counted it does not prove.",
	},
	{
		DE: "Wer den geheimen Schlüssel der Stelle hat, kann Zusagen und Prüfpunkte unterschreiben.",
		EN: "Whoever holds the office's secret key can sign promises and checkpoints.",
	},
}
