package minutes

import (
	"maps"

	"gremium/policy"
)

// merged are several tables of phrases as one.
func merged(all ...map[string]policy.Text) map[string]policy.Text {
	out := map[string]policy.Text{}
	for _, one := range all {
		maps.Copy(out, one)
	}
	return out
}

// words are the phrases of the minutes; {name} stands for what is filled in.
var words = merged(ownWords, meetingWords, seatWords)

var ownWords = map[string]policy.Text{
	"title":       {DE: "Niederschrift: {round}", EN: "Minutes: {round}"},
	"facts":       {DE: "Angaben", EN: "Particulars"},
	"fact.policy": {DE: "Regelwerk", EN: "Policy"},
	"policy":      {DE: "{id}, Fassung {edition}", EN: "{id}, edition {edition}"},
	"fact.place":  {DE: "Ort", EN: "Place"},
	"fact.day":    {DE: "Tag", EN: "Day"},
	"days":        {DE: "{from} bis {to}", EN: "{from} to {to}"},
	"fact.chair":  {DE: "Vorsitz", EN: "Chair"},
	"fact.state":  {DE: "Fassung", EN: "Version"},

	"fact.correction": {DE: "Berichtigt, weil", EN: "Corrected because"},

	"state.draft":    {DE: "Fassung {version}, Entwurf von {by} vom {when}", EN: "version {version}, draft by {by} of {when}"},
	"state.approved": {DE: "Fassung {version}, genehmigt von {by} am {when}", EN: "version {version}, approved by {by} on {when}"},

	"form":       {DE: "Form der Niederschrift", EN: "Form of the minutes"},
	"form.older": {DE: "Festgehalten in Form {form}; diese Fassung des Programms stellt Form {current} her: Die Prüfsumme steht in der Akte, der Wortlaut lässt sich hier nicht neu herstellen.", EN: "Entered in form {form}; this version of the program makes form {current}: the digest is on record, the wording cannot be made again here."},
	"form.newer": {DE: "Festgehalten in Form {form}, neuer als dieses Programm, das Form {current} herstellt: Die Prüfsumme steht in der Akte, der Wortlaut lässt sich erst mit einer neueren Fassung des Programms neu herstellen.", EN: "Entered in form {form}, newer than this program, which makes form {current}: the digest is on record, the wording can only be made again with a newer version of the program."},

	"members":       {DE: "Mitglieder", EN: "Members"},
	"member":        {DE: "Name", EN: "Name"},
	"member.body":   {DE: "Gremiumsteil", EN: "Body"},
	"member.vote":   {DE: "Stimme", EN: "Vote"},
	"member.part":   {DE: "Teilnahme an Abstimmungen", EN: "Part in ballots"},
	"vote.has":      {DE: "mit Stimme", EN: "with a vote"},
	"vote.chair":    {DE: "mit Stimme, Vorsitz", EN: "with a vote, chair"},
	"vote.advisory": {DE: "beratend, ohne Stimme", EN: "advisory, without a vote"},
	"part":          {DE: "{took} von {all}", EN: "{took} of {all}"},

	"changes": {DE: "Änderungen im Gremium seit Beginn der Bewertung", EN: "Changes of the committee since scoring began"},

	"course":                       {DE: "Verlauf der Runde", EN: "Course of the round"},
	"round.review_started/1":       {DE: "{when}: Die Bewertung hat begonnen.", EN: "{when}: Scoring began."},
	"round.deliberation_started/1": {DE: "{when}: Die Beratung hat begonnen.", EN: "{when}: Deliberation began."},
	"round.concluded/1":            {DE: "{when}: Die Runde wurde abgeschlossen.", EN: "{when}: The round was concluded."},
	"round.cancelled/1":            {DE: "{when}: Die Runde wurde abgebrochen.", EN: "{when}: The round was cancelled."},
	"scoring.reopened/1":           {DE: "{when}: {by} hat die Bewertung wieder geöffnet.", EN: "{when}: {by} reopened scoring."},
	"decision.released/1":          {DE: "{when}: Die Entscheidung wurde freigegeben.", EN: "{when}: The decision was released."},
	"summary.published/1":          {DE: "{when}: Die Kurzdarstellung wurde veröffentlicht.", EN: "{when}: The summary was published."},
	"summary.unpublished/1":        {DE: "{when}: Die Veröffentlichung wurde zurückgenommen.", EN: "{when}: The publication was withdrawn."},
	"reconsideration.requested/1":  {DE: "{when}: {by} hat eine erneute Beratung beantragt.", EN: "{when}: {by} asked for reconsideration."},
	"decision.reconsidered/1":      {DE: "{when}: {by} hat die erneute Beratung bewilligt. Die Entscheidung ist aufgehoben.", EN: "{when}: {by} granted the reconsideration. The decision is set aside."},
	"lot.drawn/1":                  {DE: "{when}: {by} hat das Los gezogen, weil an der Grenze der Plätze Vorschläge gleich stehen. Gezogen wurde in dieser Reihenfolge: {order}. Dieser Vorschlag steht an Stelle {place}.", EN: "{when}: {by} drew the lot, because proposals are tied where the places end. The order drawn: {order}. This proposal is number {place}."},
	"decision.confirmed/1":         {DE: "{when}: Nach dem Ausschluss eines Mitglieds wurde die Entscheidung bestätigt.", EN: "{when}: After a member was excluded the decision was confirmed."},
	"item":                         {DE: "{n}. {title}", EN: "{n}. {title}"},
	"withheld":                     {DE: "An diesem Punkt nehmen Sie wegen Befangenheit nicht teil (§ 20 VwVfG). Mehr steht hier für Sie nicht.", EN: "You take no part in this item because of an interest (§ 20 VwVfG). There is nothing more here for you."},
	"veiled":                       {DE: "Verdeckt, bis Ihre eigene Bewertung vorliegt: Über diesen Vorschlag wird erneut bewertet.", EN: "Hidden until your own scores are in: this proposal is being scored again."},
	"recused.declared":             {DE: "Nicht mitgewirkt hat wegen Befangenheit (§ 20 VwVfG): {name}; {kind}, angezeigt am {when}.", EN: "Took no part because of an interest (§ 20 VwVfG): {name}; {kind}, declared on {when}."},
	"recused.resolved":             {DE: "Nicht mitgewirkt hat wegen Befangenheit (§ 20 VwVfG): {name}; {kind}, beschlossen am {when}.", EN: "Took no part because of an interest (§ 20 VwVfG): {name}; {kind}, resolved on {when}."},
	"resolution":                   {DE: "{when}: Beschlossen wurde, {about} von diesem Punkt auszuschließen.", EN: "{when}: It was resolved to exclude {about} from this item."},
	"resolution.failed":            {DE: "{when}: Der Antrag, {about} von diesem Punkt auszuschließen, wurde abgelehnt.", EN: "{when}: The motion to exclude {about} from this item was rejected."},
	"resolution.lift":              {DE: "{when}: Beschlossen wurde, den Ausschluss von {about} aufzuheben.", EN: "{when}: It was resolved to lift the exclusion of {about}."},
	"resolution.lift.failed":       {DE: "{when}: Der Antrag, den Ausschluss von {about} aufzuheben, wurde abgelehnt.", EN: "{when}: The motion to lift the exclusion of {about} was rejected."},
	"resolution.votes":             {DE: "Ja {yes}, Nein {no}, Enthaltung {abstain}.", EN: "Yes {yes}, no {no}, abstained {abstain}."},
	"ballot.silent":                {DE: "Nicht abgestimmt: {names}.", EN: "Did not vote: {names}."},
	"decision":                     {DE: "Entscheidung vom {when}: {outcome}. Eingetragen von {by}.", EN: "Decision of {when}: {outcome}. Entered by {by}."},
	"decision.other":               {DE: "Das Regelwerk hatte vorgeschlagen: {proposed}.", EN: "The policy had proposed: {proposed}."},
	"decision.elsewhere":           {DE: "Anderswo entschieden, hier nur festgehalten: {outcome} (Quelle {source}).", EN: "Decided elsewhere, only recorded here: {outcome} (source {source})."},
	"text.rationale":               {DE: "Begründung", EN: "Rationale"},
	"text.deviation":               {DE: "Warum anders entschieden wurde", EN: "Why it was decided otherwise"},
	"reason":                       {DE: "Grund: {text}", EN: "Reason: {text}"},
	"erased":                       {DE: "[gelöscht]", EN: "[erased]"},
	"note":                         {DE: "Anmerkung", EN: "Note"},
	"record":                       {DE: "Zur Akte", EN: "The record"},
	"record.text":                  {DE: "Diese Niederschrift ist aus {size} Einträgen der Akte gemacht, der letzte ist Eintrag {last}. Deren Wurzel ist {root}.", EN: "These minutes are made from {size} entries of the record, the last is entry {last}. Their root is {root}."},
	"record.digest":                {DE: "Prüfsumme der Niederschrift: {digest}.", EN: "Digest of the minutes: {digest}."},
	"record.hidden":                {DE: "Stand und Prüfsumme der Akte stehen nur dort, wo nichts verdeckt ist.", EN: "Size and digest of the record stand only where nothing is hidden."},
	"signed.chair":                 {DE: "Vorsitz", EN: "Chair"},
	"signed.keeper":                {DE: "Schriftführung", EN: "Keeper of the minutes"},
	"anonymous.member":             {DE: "Mitglied {n} ({body})", EN: "Member {n} ({body})"},
	"anonymous.office":             {DE: "Koordination {n}", EN: "Coordination {n}"},
	"anonymous.note":               {DE: "Namen sind durch Nummern ersetzt. Titel und Begründungen sind so wiedergegeben, wie sie geschrieben wurden.", EN: "Names are replaced by numbers. Titles and rationales are given as they were written."},
}
