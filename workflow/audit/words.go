package audit

import (
	"fmt"

	"gremium/policy"
)

// phrase numbers what can be wrong.
type phrase int

const (
	roundUnlisted phrase = iota
	otherOpening
	otherPolicy
	roundMissing
	linkMissing
	linkBeyond
	linkRoot
	linkNotDeferred
	linkUnreadable
	leafDiffers
	unreadable
	checkBroke
	otherNumber
	otherLedger
	earlier
	policyMissing
	policyDiffers
	minutesDiffer
	otherForm
	textStray
	textMissing
	textDiffers
	textUncommitted
	textStays
	textsUntold
	textsUnclear
	textsCut
	textOther
	otherPerson
	sizeDiffers
	rootDiffers
	playedOut
	textsPassed
	noTables
	allElsewhere
	textsWithheld
	entriesAbsent
	unplayed
	linkApart
	noOutside
	noNotes
	noKeys
	noHeld
	notSigned
	notHeld
	checkpointForm
	checkpointUnsigned
	checkpointBeyond
	checkpointRoot
	heldBeyond
	heldRoot
	heldMissing
	notedBeyond
	notedRoot
	checkpointOutrun
	closingBeyond
	closingRoot
	closingMissing
	keyUnvouched
	keyLost
	keyUntil
	keyUnnoted
	keyUnheard
	alteredAt
	alteredWithin
	acceptedAt
	acceptedUnheld
	noWitnesses
	unnamedWitnesses
	witnessesUnread
	startUnwitnessed
	witnessed
	notWitnessed
	endUnwitnessed
	registerUnwitnessed
	hadTime
	notYet
	followsByItself
	againstNamed
	againstOwn
	againstOwnSince
	thoughAccepted
	witnessBeyond
	witnessOther
	witnessAhead
	witnessDiverged
)

// phrases say what is wrong, in both languages; the order of the values is the same in both.
var phrases = map[phrase]policy.Text{
	roundUnlisted:       {DE: "Das Register führt diese Runde nicht.", EN: "The register does not list this round."},
	otherOpening:        {DE: "Das Register führt diese Runde mit einem anderen ersten Eintrag.", EN: "The register lists this round with another first entry."},
	otherPolicy:         {DE: "Das Register führt diese Runde mit anderem Regelwerk oder Programm.", EN: "The register lists this round with another policy or programme."},
	roundMissing:        {DE: "Die Runde „%s“ steht im Register, aber ihre Akte fehlt.", EN: "Round %q is in the register, but its ledger is missing."},
	linkMissing:         {DE: "Der Vorschlag knüpft an die Runde „%s“ an, deren Akte fehlt.", EN: "The proposal refers to round %q, whose ledger is missing."},
	linkBeyond:          {DE: "Der Vorschlag knüpft an die Runde „%s“ mit %d Einträgen an; so viele hat sie nicht.", EN: "The proposal refers to round %q with %d entries; it does not have that many."},
	linkRoot:            {DE: "Der Vorschlag knüpft an die Runde „%s“ mit einer Wurzel an, die sie nach %d Einträgen nicht hatte.", EN: "The proposal refers to round %q with a root that it did not have after %d entries."},
	linkNotDeferred:     {DE: "Der Vorschlag knüpft an „%s“ der Runde „%s“ an; dort war er nach %d Einträgen nicht vertagt.", EN: "The proposal refers to %q of round %q; it was not deferred there after %d entries."},
	linkUnreadable:      {DE: "Der Vorschlag knüpft an die Runde „%s“ an, deren Einträge bis %d sich nicht nachspielen lassen.", EN: "The proposal refers to round %q, whose entries up to %d cannot be replayed."},
	leafDiffers:         {DE: "Der Eintrag ist nicht mehr der, der geschrieben wurde: seine Prüfsumme weicht ab.", EN: "The entry is not the one that was written: its leaf hash differs."},
	checkBroke:          {DE: "An diesem Eintrag ist das Prüfprogramm gescheitert (%s). Was er bewirkt, und alles danach, ist nicht geprüft.", EN: "The checking program failed at this entry (%s). What it does, and everything after it, is not checked."},
	unreadable:          {DE: "Der Eintrag lässt sich nicht lesen (%s).", EN: "The entry cannot be read (%s)."},
	otherNumber:         {DE: "Der Eintrag nennt sich Nummer %d.", EN: "The entry calls itself number %d."},
	otherLedger:         {DE: "Der Eintrag gehört zur Akte „%s“.", EN: "The entry belongs to ledger %q."},
	earlier:             {DE: "Der Eintrag ist älter als der vor ihm.", EN: "The entry's time lies before the one ahead of it."},
	policyMissing:       {DE: "Das Regelwerk %s fehlt.", EN: "The policy %s is missing."},
	policyDiffers:       {DE: "Das gespeicherte Regelwerk hat nicht die Prüfsumme %s.", EN: "The stored policy does not have the digest %s."},
	textStray:           {DE: "Der Text „%s“ gehört zu keinem Eintrag.", EN: "The text %q belongs to no entry."},
	textMissing:         {DE: "Der Text „%s“ fehlt, und kein Eintrag sagt, dass er gelöscht wurde.", EN: "The text %q is missing, and no entry says that it was erased."},
	textDiffers:         {DE: "Der Text „%s“ ist nicht der, auf den der Eintrag sich festlegt.", EN: "The text %q is not the one that the entry commits to."},
	textUncommitted:     {DE: "Der Eintrag legt sich auf keinen Text „%s“ fest.", EN: "The entry commits to no text %q."},
	textsUntold:         {DE: "%d Texte fehlen; ob ein Eintrag sie löscht, den die Fallakte nicht enthält, lässt sich hier nicht sagen.", EN: "%d texts are missing; whether an entry that the case file does not hold erases them cannot be told here."},
	textsCut:            {DE: "%d Texte fehlen, der erste bei Eintrag %d; ob ein Eintrag sie löscht, der am Ende fehlt, lässt sich nicht sagen.", EN: "%d texts are missing, the first of entry %d; whether an entry erases them that is missing at the end cannot be told."},
	textsUnclear:        {DE: "%d Texte fehlen, der erste bei Eintrag %d; ob ein Eintrag sie löscht, lässt sich nicht sagen, weil ein Eintrag davor oder danach nicht lesbar oder nicht erlaubt ist.", EN: "%d texts are missing, the first of entry %d; whether an entry erases them cannot be told, because an entry before or behind cannot be read or is not allowed."},
	textStays:           {DE: "Der Eintrag löscht den Text „%s“ von Eintrag %d; der Text ist noch da, oder es gab ihn nie.", EN: "The entry erases the text %q of entry %d; the text is still there, or never was."},
	textOther:           {DE: "Der Eintrag löscht den Text „%s“ von Eintrag %d und nennt ihn anders, als jener Eintrag ist: wessen er ist, was er betrifft oder welcher Art.", EN: "The entry erases the text %q of entry %d and says of it other than that entry is: whose it is, what it concerns, or of which type."},
	otherPerson:         {DE: "Das Pseudonym %s ist nicht das der genannten Person: Person oder Schlüssel der Installation wurden ausgetauscht.", EN: "The pseudonym %s is not that of the person named: the person or the installation's key has been exchanged."},
	minutesDiffer:       {DE: "Die Niederschrift ist nicht die, die sich aus den ersten %d Einträgen ergibt.", EN: "The minutes are not those that the first %d entries give."},
	otherForm:           {DE: "Nicht jede Fassung der Niederschrift lässt sich mit diesem Programm neu herstellen.", EN: "Not every version of the minutes can be made again with this program."},
	sizeDiffers:         {DE: "Es sind %d Einträge da, festgeschrieben wurden %d.", EN: "There are %d entries, but %d were committed."},
	rootDiffers:         {DE: "Die gespeicherte Wurzel ist nicht die der Einträge.", EN: "The stored root is not that of the entries."},
	playedOut:           {DE: "Ein früherer Eintrag ist nicht erlaubt oder nicht lesbar; der Stand danach ist unbekannt.", EN: "An earlier entry is not allowed or cannot be read; the state behind it is unknown."},
	textsPassed:         {DE: "Die Texte zum Eintrag %d ließen sich nicht prüfen.", EN: "The texts of entry %d could not be checked."},
	allElsewhere:        {DE: "Alle Entscheidungen wurden anderswo getroffen und sind hier nur festgehalten.", EN: "All decisions were taken elsewhere and are only on record here."},
	textsWithheld:       {DE: "Geprüfte Texte: %d. Dem Inhaber dieser Datei vorenthalten und nicht geprüft: %d.", EN: "Texts checked: %d. Withheld from the holder of this file and not checked: %d."},
	entriesAbsent:       {DE: "Vollständigkeit nicht geprüft: Von %d der %d Einträge liegt nur die Prüfsumme vor.", EN: "Completeness not checked: of %d of the %d entries there is only the leaf hash."},
	unplayed:            {DE: "Dazu wären alle Einträge der Runde nötig; in dieser Datei sind nicht alle.", EN: "This would need all entries of the round; they are not all in this file."},
	linkApart:           {DE: "Prüfsummen und Wurzel stimmen. Nicht geprüft: Ein Vorschlag knüpft an die Runde „%s“ an, deren Akte nicht in dieser Datei ist.", EN: "Leaf hashes and root hold. Not checked: a proposal refers to round %q, whose ledger is not in this file."},
	noOutside:           {DE: "Unterschriebene Prüfpunkte und Sperrdatei lagen der Prüfung nicht vor.", EN: "Signed checkpoints and lock file were not at hand."},
	noNotes:             {DE: "Ein unterschriebener Prüfpunkt liegt noch nicht vor.", EN: "There is no signed checkpoint yet."},
	noKeys:              {DE: "Wurzeln verglichen, Unterschriften nicht: Der öffentliche Schlüssel liegt nicht vor.", EN: "Roots compared, signatures not: the public key is not at hand."},
	noHeld:              {DE: "Unterschriften und Register geprüft; die Sperrdatei liegt nicht vor.", EN: "Signatures and register checked; the lock file is not at hand."},
	notSigned:           {DE: "Ab hier ist noch nichts unterschrieben; das folgt von selbst.", EN: "Nothing is signed from here on yet; this follows by itself."},
	notHeld:             {DE: "Die Sperrdatei kennt diese Akte noch nicht.", EN: "The lock file does not know this ledger yet."},
	checkpointForm:      {DE: "Der unterschriebene Prüfpunkt mit %d Einträgen ist keiner dieser Akte.", EN: "The signed checkpoint with %d entries is none of this ledger."},
	checkpointUnsigned:  {DE: "Der unterschriebene Prüfpunkt mit %d Einträgen trägt keine gültige Unterschrift eines bekannten Schlüssels.", EN: "The signed checkpoint with %d entries has no good signature by a known key."},
	checkpointBeyond:    {DE: "Unterschrieben wurden %d Einträge; da sind nur %d. Was dahinter stand, ist abgeschnitten oder zurückgesetzt.", EN: "%d entries were signed; only %d are there. What stood behind is cut off or taken back."},
	checkpointRoot:      {DE: "Die ersten %d Einträge sind nicht die, die unterschrieben wurden: Die Wurzel weicht ab.", EN: "The first %d entries are not those that were signed: the root differs."},
	heldBeyond:          {DE: "Die Sperrdatei kennt %d Einträge; da sind nur %d. Was dahinter stand, ist abgeschnitten oder zurückgesetzt.", EN: "The lock file knows %d entries; only %d are there. What stood behind is cut off or taken back."},
	heldRoot:            {DE: "Die ersten %d Einträge sind nicht die, die die Sperrdatei kennt: Die Akte ist abgezweigt.", EN: "The first %d entries are not those that the lock file knows: the ledger is forked."},
	heldMissing:         {DE: "Die Akte „%s“ fehlt; die Sperrdatei kennt sie mit %d Einträgen.", EN: "The ledger %q is missing; the lock file knows it with %d entries."},
	notedBeyond:         {DE: "Das Register hält beim Schlüsselwechsel die Runde mit %d Einträgen fest; da sind nur %d.", EN: "At a change of the key the register noted the round with %d entries; only %d are there."},
	notedRoot:           {DE: "Die ersten %d Einträge sind nicht die, mit denen das Register beim Schlüsselwechsel die Runde festhält: Die Wurzel weicht ab.", EN: "The first %d entries are not those with which the register noted the round at a change of the key: the root differs."},
	checkpointOutrun:    {DE: "Der Prüfpunkt mit %d Einträgen ist mit dem früheren Schlüssel %s nach dem Schlüsselwechsel unterschrieben: Der zählt nur bis %d Einträge. Wer den früheren Schlüssel hat, kann ihn gefälscht haben. Vergleichen Sie mit einem Prüfpunkt des jetzigen Schlüssels.", EN: "The checkpoint with %d entries is signed by the earlier key %s after the change of the key: that key counts up to %d entries only. Whoever holds the earlier key may have forged it. Compare with a checkpoint by the present key."},
	closingBeyond:       {DE: "Das Register hält die beendete Runde mit %d Einträgen fest; da sind nur %d.", EN: "The register closed the round with %d entries; only %d are there."},
	closingRoot:         {DE: "Die ersten %d Einträge sind nicht die, mit denen das Register die beendete Runde festhält: Die Wurzel weicht ab.", EN: "The first %d entries are not those with which the register closed the round: the root differs."},
	closingMissing:      {DE: "Die Runde ist beendet; das Register hält davon nur %d Einträge fest.", EN: "The round is over; the register holds only %d entries of it."},
	keyUnvouched:        {DE: "Der alte Schlüssel bürgt nicht für den neuen.", EN: "The old key does not vouch for the new one."},
	keyLost:             {DE: "Der Schlüssel davor ging verloren; für den neuen bürgt niemand. Vergleichen Sie ihn auf einem anderen Weg.", EN: "The key before was lost; nobody vouches for the new one. Compare it by another way."},
	alteredAt:           {DE: "Der Eintrag ist nicht mehr der, der unterschrieben oder in der Sperrdatei festgehalten wurde.", EN: "The entry is not the one that was signed or held in the lock file."},
	alteredWithin:       {DE: "Der erste Eintrag, der nicht mehr der ist, der festgehalten wurde, steht zwischen Nummer %d und Nummer %d.", EN: "The first entry that is not the one on record stands between number %d and number %d."},
	acceptedAt:          {DE: "Mit Eintrag %d des Registers wurde diese Akte angenommen, wie sie war: bekannt waren %d Einträge, da waren %d.", EN: "By entry %d of the register this ledger was accepted as it was: %d entries were known, %d were there."},
	acceptedUnheld:      {DE: "Mit Eintrag %d des Registers wurde die Akte ohne Sperrdatei angenommen; %d Einträge waren da. Ob vorher etwas zurückgesetzt wurde, ist nicht bekannt.", EN: "By entry %d of the register the record was accepted without a lock file; %d entries were there. Whether something was taken back before is not known."},
	witnessesUnread:     {DE: "Was hier über Zeugen vermerkt ist, lässt sich nicht lesen (%s).", EN: "What is noted here about witnesses cannot be read (%s)."},
	noWitnesses:         {DE: "Es sind keine Zeugen genannt.", EN: "No witnesses are named."},
	unnamedWitnesses:    {DE: "Es sind keine Zeugen genannt; gespeichert sind Gegenzeichnungen von %s. Nennen Sie mit --witness die Schlüssel derer, denen Sie vertrauen.", EN: "No witnesses are named; cosignatures by %s are kept. Name with --witness the keys of those you trust."},
	startUnwitnessed:    {DE: "Erst %d von %d Zeugen haben überhaupt gegengezeichnet (Größe %d oder mehr), verlangt sind %d%s.", EN: "Only %d of %d witnesses have cosigned at all (size %d or more), %d have to%s."},
	endUnwitnessed:      {DE: "Erst %d von %d Zeugen haben den Abschluss der Runde (Größe %d) gegengezeichnet, verlangt sind %d%s.", EN: "Only %d of %d witnesses have cosigned the closing of the round (size %d), %d have to%s."},
	registerUnwitnessed: {DE: "Erst %d von %d Zeugen haben das Register bis zum letzten Abschluss einer Runde (Größe %d) gegengezeichnet, verlangt sind %d%s.", EN: "Only %d of %d witnesses have cosigned the register up to the last closing of a round (size %d), %d have to%s."},
	hadTime:             {DE: "; Zeit hatten sie bis %s", EN: "; they had time until %s"},
	notYet:              {DE: "Noch nicht: Erst %d von %d Zeugen haben Größe %d gegengezeichnet, verlangt sind %d; die Zeugen haben bis %s Zeit. Prüfen Sie danach noch einmal.", EN: "Not yet: only %d of %d witnesses have cosigned size %d, %d have to; the witnesses have time until %s. Check again after that."},
	followsByItself:     {DE: "Erreicht der Server seine Zeugen, folgt das von selbst; prüfen Sie dann noch einmal.", EN: "This follows by itself once the server reaches its witnesses; check again then."},
	againstNamed:        {DE: "Gehalten ist alles gegen die Zeugen, die Sie genannt haben: %d von %d müssen gegengezeichnet haben.", EN: "All is held against the witnesses that you have named: %d of %d have to have cosigned."},
	againstOwn:          {DE: "Gehalten ist alles gegen die Zeugen, mit denen der Server zuletzt gestartet wurde: %d von %d müssen gegengezeichnet haben. Welche früher verlangt waren, steht nicht in der Akte.", EN: "All is held against the witnesses that the server was last started with: %d of %d have to have cosigned. Which ones had to before is not on record."},
	againstOwnSince:     {DE: "Gehalten ist alles gegen die Zeugen, mit denen der Server seit %s läuft: %d von %d müssen gegengezeichnet haben. Welche vorher verlangt waren, steht nicht in der Akte.", EN: "All is held against the witnesses that the server has run with since %s: %d of %d have to have cosigned. Which ones had to before is not on record."},
	thoughAccepted:      {DE: "Dass die Akte danach angenommen wurde, wie sie ist, steht im Register; es widerlegt den Zeugen nicht.", EN: "The register says that the ledger was accepted as it is after that; this does not refute the witness."},
	witnessed:           {DE: "%d von %d Zeugen haben Größe %d gegengezeichnet, verlangt sind %d", EN: "%d of %d witnesses have cosigned size %d, %d have to"},
	notWitnessed:        {DE: "Ab hier haben noch nicht genug Zeugen gegengezeichnet.", EN: "From here on not enough witnesses have cosigned yet."},
	witnessBeyond:       {DE: "%s hat %d Einträge gegengezeichnet; da sind nur %d. Was dahinter stand, ist abgeschnitten oder zurückgesetzt.", EN: "%s has cosigned %d entries; only %d are there. What stood behind is cut off or taken back."},
	witnessOther:        {DE: "Die Gegenzeichnung von %s gilt nicht für die ersten %d Einträge, die da sind: Sie ist gefälscht, oder die Einträge sind nicht mehr die von damals.", EN: "The cosignature by %s does not hold for the first %d entries that are there: it is forged, or the entries are no longer those of then."},
	witnessAhead:        {DE: "%s zeichnet nicht gegen: Dort sind %d Einträge bekannt, vorgelegt wurden %d. Die Akte ist zurückgesetzt oder abgeschnitten.", EN: "%s does not cosign: %d entries are known there, %d were presented. The record was taken back or cut off."},
	witnessDiverged:     {DE: "%s zeichnet nicht gegen: Die ersten %d Einträge sind nicht mehr die, die dort gegengezeichnet wurden. Die Akte ist abgezweigt.", EN: "%s does not cosign: the first %d entries are no longer those that were cosigned there. The record is forked."},
	noTables:            {DE: "Neben der Akte liegen keine Tabellen.", EN: "There are no tables beside the record."},
	keyUntil:            {DE: "Ab hier gilt der Schlüssel %s. Der frühere, %s, zählt nur bis hierher, in jeder Runde bis zu dem Stand, der dabei festgehalten wurde.", EN: "From here on the key %s is in force. The earlier one, %s, counts up to here only, in each round up to the size that was noted."},
	keyUnheard:          {DE: "Das Register ist nicht mit dem Schlüssel %s unterschrieben und enthält keinen Wechsel, bei dem er für den nächsten bürgt: Es ist älter als der Wechsel zu ihm, oder gefälscht mit %s. Verlangen Sie ein neueres, und prüfen Sie nur mit dem Schlüssel, der gilt. Ist ein Wechsel des Schlüssels unterbrochen worden, schließen Sie ihn ab: gremium log key rotate", EN: "The register is not signed by the key %s and has no change at which that vouches for the next: it is older than the change to it, or forged with %s. Ask for a newer one, and check with the key in force alone. Where a change of the key was cut short, finish it: gremium log key rotate"},
	keyUnnoted:          {DE: "Ab hier gilt der Schlüssel %s. Wie weit die Akten gingen, wurde dabei noch nicht festgehalten: Wer den früheren, %s, hat, kann weiter Prüfpunkte unterschreiben. Ein neuer Wechsel begrenzt ihn: gremium log key rotate", EN: "From here on the key %s is in force. How far the records went was not noted yet: whoever holds the earlier one, %s, can go on signing checkpoints. Another change limits it: gremium log key rotate"},
}

// say words a phrase in the report's language.
func (l *Ledger) say(p phrase, values ...any) string {
	return fmt.Sprintf(phrases[p].In(l.lang), values...)
}
