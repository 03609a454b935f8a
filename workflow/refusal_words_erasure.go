package workflow

import "gremium/policy"

// erasureWords say the refusals that have to do with erasing texts and with holds.
var erasureWords = map[string]policy.Text{
	"erasure_asked":         {DE: "Die Löschung ist schon beantragt (Eintrag {seq}). Eine zweite Person genehmigt sie oder lehnt sie ab.", EN: "The erasure has been asked for already (entry {seq}). A second person approves or refuses it."},
	"erasure_done":          {DE: "Darüber ist schon entschieden (Eintrag {seq}). Es ist nichts mehr zu tun.", EN: "This has been answered already (entry {seq}). There is nothing left to do."},
	"erasure_held":          {DE: "Ein Löschverbot steht dem entgegen (Eintrag {seq}, Art. 17 Abs. 3 DSGVO). Gelöscht werden kann erst, wenn es aufgehoben ist. Bis dahin bleibt der Antrag offen, oder Sie lehnen ihn mit Begründung ab.", EN: "A legal hold stands against it (entry {seq}, Art. 17 (3) GDPR). It can be erased once the hold is lifted. Until then the request stays open, or you refuse it with a reason."},
	"erasure_no_text":       {DE: "Im Eintrag {seq} gibt es den Text „{field}“ nicht. Laden Sie die Seite neu und wählen Sie einen Text, der noch da ist.", EN: "Entry {seq} has no text \"{field}\". Load the page again and choose a text that is still there."},
	"erasure_nothing":       {DE: "Es ist nicht gesagt, was gelöscht werden soll. Nennen Sie einen Text oder eine Person.", EN: "It is not said what is to be erased. Name a text or a person."},
	"erasure_own":           {DE: "Beantragen können Sie die Löschung Ihrer eigenen Texte und Ihrer Person. Für andere beantragt sie die Koordination.", EN: "You can ask for the erasure of your own texts and of your own person. For others the coordination asks."},
	"erasure_retained":      {DE: "Das Regelwerk bewahrt auf, worauf Entscheidungen beruhen: {months} Monate nach Ende der Runde, bis {until} (Art. 17 Abs. 3 DSGVO). Danach kann gelöscht werden; bis dahin bleibt der Antrag offen, oder Sie lehnen ihn mit Begründung ab.", EN: "The policy keeps what decisions rest on: {months} months after the end of the round, until {until} (Art. 17 (3) GDPR). It can be erased after that; until then the request stays open, or you refuse it with a reason."},
	"erasure_retained_open": {DE: "Das Regelwerk bewahrt auf, worauf Entscheidungen beruhen: bis {months} Monate nach Ende der Runde (Art. 17 Abs. 3 DSGVO). Die Runde läuft noch; der Antrag bleibt offen, oder Sie lehnen ihn mit Begründung ab.", EN: "The policy keeps what decisions rest on: until {months} months after the end of the round (Art. 17 (3) GDPR). The round is still running; the request stays open, or you refuse it with a reason."},
	"erasure_second_person": {DE: "Über den Antrag entscheidet eine andere Person, die sich selbst anmeldet: Gestellt haben Sie ihn.", EN: "Another person, signed in for themselves, answers the request: you have made it."},
	"erasure_too_much":      {DE: "Ein Antrag nennt höchstens {limit} Einträge; dieser nennt {have}. Stellen Sie mehrere.", EN: "A request names at most {limit} entries; this one names {have}. Make several."},
	"erasure_unknown":       {DE: "Einen Löschantrag mit Eintrag {seq} gibt es nicht. Laden Sie die Liste der Anträge neu.", EN: "There is no request for erasure with entry {seq}. Load the list of requests again."},
	"hold_stands":           {DE: "Dieses Löschverbot besteht schon (Eintrag {seq}).", EN: "This legal hold stands already (entry {seq})."},
	"hold_unknown":          {DE: "Ein bestehendes Löschverbot mit Eintrag {seq} gibt es nicht. Laden Sie die Liste der Anträge neu.", EN: "There is no standing legal hold with entry {seq}. Load the list of requests again."},
}
