package casefile

// readme lies in every case file, for whoever unpacks one.
const readme = `Akte einer Auswahlrunde (Gremium)

Diese Datei enthält, was zum Nachprüfen einer Runde nötig ist: die Einträge
der Akte, die Texte, die der Empfänger lesen darf, das Regelwerk und die
unterschriebenen Prüfpunkte. Sie enthält Namen und Bewertungen. Geben Sie sie
nur weiter, an wen sie gerichtet ist.

Prüfen, auch ohne Netz, mit dem öffentlichen Schlüssel der Stelle, den Sie auf
anderem Weg erhalten haben:

    gremium log verify DATEI.zip --key SCHLÜSSEL --html bericht.html

Prüfen Sie die ZIP-Datei so, wie Sie sie erhalten haben. Die Schlüssel in
keys.txt sind nur eine Angabe dieser Datei und beweisen nichts.


The record of a selection round (Gremium)

This file holds what is needed to check a round: the entries of the record,
the texts that the recipient may read, the policy and the signed checkpoints.
It holds names and scores. Pass it on only to whom it is addressed.

To check it, also without a network, with the office's public key, which you
have received by another way:

    gremium log verify FILE.zip --key KEY --html report.html

Check the ZIP file as you have received it. The keys in keys.txt are only a
claim of this file and prove nothing.
`
