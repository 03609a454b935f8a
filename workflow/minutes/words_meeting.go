package minutes

import "gremium/policy"

// meetingWords are the phrases about meetings, motions and ballots.
var meetingWords = map[string]policy.Text{
	"title.meeting": {DE: "Niederschrift: {meeting}, {round}", EN: "Minutes: {meeting}, {round}"},
	"fact.kind":     {DE: "Art", EN: "Kind"},
	"kind.meeting":  {DE: "Sitzung", EN: "Meeting"},
	"kind.written":  {DE: "Umlaufverfahren", EN: "Written procedure"},
	"fact.deadline": {DE: "Frist", EN: "Deadline"},
	"fact.opened":   {DE: "Beginn", EN: "Began"},
	"fact.closed":   {DE: "Ende", EN: "Ended"},
	"fact.second":   {DE: "Zweite Sitzung", EN: "Second meeting"},
	"second":        {DE: "nach „{first}“; über das dort Vertagte wird ohne Rücksicht auf die Zahl der Erschienenen beschlossen (§ 90 VwVfG)", EN: "after “{first}”; what was put off there is decided whatever the number of those present (§ 90 VwVfG)"},
	"fact.short":    {DE: "Kürzere Ladung, weil", EN: "Shorter notice because"},

	"attendance":       {DE: "Anwesenheit", EN: "Attendance"},
	"attendance.how":   {DE: "Anwesenheit", EN: "Attendance"},
	"attendance.count": {DE: "Anwesend waren {here} von {all} Stimmberechtigten.", EN: "Of those entitled to vote {here} of {all} were present."},
	"present":          {DE: "anwesend", EN: "present"},
	"present.came":     {DE: ", gekommen {when}", EN: ", came {when}"},
	"present.left":     {DE: ", gegangen {when}", EN: ", left {when}"},
	"absent":           {DE: "abwesend", EN: "absent"},

	"meetings":               {DE: "Sitzungen", EN: "Meetings"},
	"held":                   {DE: "{title}, {day}: anwesend {here} von {all} Mitgliedern.", EN: "{title}, {day}: {here} of {all} members present."},
	"held.written":           {DE: "{title}, Umlaufverfahren, begonnen am {day}.", EN: "{title}, written procedure, begun on {day}."},
	"held.stopped":           {DE: "{title}, {day}: abgebrochen.", EN: "{title}, {day}: stopped."},
	"held.stopped.written":   {DE: "{title}, Umlaufverfahren, begonnen am {day}: nach Widerspruch abgebrochen.", EN: "{title}, written procedure, begun on {day}: stopped by an objection."},
	"held.cancelled":         {DE: "{title}, {day}: abgesagt.", EN: "{title}, {day}: cancelled."},
	"held.cancelled.written": {DE: "{title}, Umlaufverfahren mit Frist {day}: abgesagt.", EN: "{title}, written procedure with the deadline {day}: cancelled."},
	"held.convened":          {DE: "{title}, {day}: einberufen.", EN: "{title}, {day}: convened."},
	"held.convened.written":  {DE: "{title}, Umlaufverfahren mit Frist {day}: einberufen.", EN: "{title}, written procedure with the deadline {day}: convened."},

	"course.meeting":     {DE: "Verlauf", EN: "Course"},
	"objection.raised/1": {DE: "{when}: {by} hat dem Umlaufverfahren widersprochen. Es ist damit beendet.", EN: "{when}: {by} objected to the written procedure, which ended it."},
	"for":                {DE: "{name} (eingetragen von {by})", EN: "{name} (entered by {by})"},
	"nothing":            {DE: "Dazu ist nichts festgehalten.", EN: "Nothing is on record on this."},
	"away":               {DE: "Für diesen Punkt haben den Raum verlassen: {names}.", EN: "Left the room for this item: {names}."},
	"put_off":            {DE: "Vertagt. {why}", EN: "Put off. {why}"},
	"motion":             {DE: "Antrag von {by}", EN: "Motion by {by}"},

	"ballot":                {DE: "{how} am {when}: Ja {yes}, Nein {no}, Enthaltung {abstain}. Abgestimmt haben {voters} von {all} Stimmberechtigten.", EN: "{how} on {when}: yes {yes}, no {no}, abstained {abstain}. Of those entitled to vote {voters} of {all} took part."},
	"ballot.present":        {DE: "{how} am {when}: Ja {yes}, Nein {no}, Enthaltung {abstain}. Abgestimmt haben {voters} von {all} anwesenden Stimmberechtigten.", EN: "{how} on {when}: yes {yes}, no {no}, abstained {abstain}. Of those present and entitled to vote {voters} of {all} took part."},
	"ballot.motion":         {DE: "{how} über den Antrag am {when}: Ja {yes}, Nein {no}, Enthaltung {abstain}. Abgestimmt haben {voters} von {all} Stimmberechtigten.", EN: "{how} on the motion on {when}: yes {yes}, no {no}, abstained {abstain}. Of those entitled to vote {voters} of {all} took part."},
	"ballot.motion.present": {DE: "{how} über den Antrag am {when}: Ja {yes}, Nein {no}, Enthaltung {abstain}. Abgestimmt haben {voters} von {all} anwesenden Stimmberechtigten.", EN: "{how} on the motion on {when}: yes {yes}, no {no}, abstained {abstain}. Of those present and entitled to vote {voters} of {all} took part."},
	"motion.carried":        {DE: "Der Antrag ist angenommen.", EN: "The motion is carried."},
	"motion.rejected":       {DE: "Der Antrag ist abgelehnt.", EN: "The motion is rejected."},
	"ballot.void":           {DE: "Die Abstimmung gilt nicht: Dem Umlaufverfahren wurde widersprochen.", EN: "The ballot does not count: somebody objected to the written procedure."},
	"mode.":                 {DE: "Abstimmung", EN: "Ballot"},
	"mode.named":            {DE: "Namentliche Abstimmung", EN: "Ballot by name"},
	"mode.secret":           {DE: "Geheime Abstimmung", EN: "Secret ballot"},
	"named.yes":             {DE: "Ja: {names}.", EN: "Yes: {names}."},
	"named.no":              {DE: "Nein: {names}.", EN: "No: {names}."},
	"named.abstain":         {DE: "Enthaltung: {names}.", EN: "Abstained: {names}."},
}
