package workflow

import "gremium/policy"

// seatWords say the refusals about who belongs to the committee, and acts for whom.
var seatWords = map[string]policy.Text{
	"absence_noted":         {DE: "Für {people} ist eine Abwesenheit eingetragen. So lange handelt, wer den Sitz stellvertretend hat. Beenden Sie zuerst die Abwesenheit.", EN: "An absence is noted for {people}. Until it ends the deputy acts for the seat. First end the absence."},
	"absence_of_other":      {DE: "Sie können nur Ihre eigene Abwesenheit eintragen. Für andere trägt die Koordination sie ein.", EN: "You can note your own absence only. The coordination notes that of others."},
	"absence_unknown":       {DE: "Eine Abwesenheit, die noch zu beenden wäre, steht unter diesem Eintrag nicht.", EN: "This entry notes no absence that could still be ended."},
	"ballot_held":           {DE: "Über {proposal} wurde in dieser Runde schon abgestimmt. Gewicht und Stimmrecht der Sitze bleiben seitdem gleich, damit alle Abstimmungen gleich zählen.", EN: "There has been a ballot on {proposal} in this round. The weights and votes of the seats stay as they are since then, so that all ballots count alike."},
	"ballot_undecided":      {DE: "Über {proposal} ist abgestimmt, aber noch nicht entschieden. Entscheiden Sie zuerst; danach kann der Vorsitz wechseln.", EN: "There is a ballot on {proposal} and no decision yet. Decide first; the chair can change after that."},
	"change_reason_missing": {DE: "Die Runde läuft. Wer dem Gremium angehört, ändert sich jetzt nur mit einer Begründung. Geben Sie sie an; sie steht danach in der Akte.", EN: "The round is running. Who belongs to the committee changes now only with a reason. Give it; it will stand in the record."},
	"holder_present":        {DE: "Den Sitz „{seat}“ hat {people}. Als Stellvertretung handeln Sie nur, solange {people} abwesend ist. Die Abwesenheit trägt {people} selbst ein, oder die Koordination.", EN: "{people} holds the seat \"{seat}\". As deputy you act only while {people} is absent. {people} notes the absence, or the coordination does."},
	"left_already":          {DE: "{people} gehört dem Sitz „{seat}“ nicht mehr an.", EN: "{people} has left the seat \"{seat}\" already."},
	"not_acting":            {DE: "{people} handelt zurzeit nicht für einen Sitz. Es handelt, wer den Sitz hat, und während der Abwesenheit die Stellvertretung.", EN: "{people} does not act for a seat at present. Whoever holds the seat acts for it, and the deputy during an absence."},
	"seat_before":           {DE: "Diese Person hat in dieser Runde schon für den Sitz „{seat}“ gehandelt und kann nur für ihn wieder aufgenommen werden: Niemand bewertet für zwei Sitze.", EN: "This person has acted for the seat \"{seat}\" in this round and can be admitted again for it only: nobody scores for two seats."},
	"seat_left":             {DE: "Sie gehören dem Sitz „{seat}“ nicht mehr an und können nicht mehr für ihn handeln. Was Sie bewertet haben, bleibt stehen.", EN: "You have left the seat \"{seat}\" and cannot act for it any more. What you scored stays."},
	"seat_voted":            {DE: "Für den Sitz „{seat}“ hat {people} schon abgestimmt. Ein Sitz stimmt einmal ab.", EN: "{people} has voted for the seat \"{seat}\" already. A seat votes once."},
	"sheet_of_other":        {DE: "Für den Sitz „{seat}“ hat {people} schon bewertet; ein Sitz hat eine Bewertung. Wer sie ersetzt, gibt eine Begründung an.", EN: "{people} has scored for the seat \"{seat}\" already; a seat has one sheet. To replace it needs a reason."},
	"span_invalid":          {DE: "Das Ende ({until}) liegt nicht nach dem Anfang ({from}). Geben Sie ein späteres Ende an.", EN: "The end ({until}) does not lie after the beginning ({from}). Give a later end."},
	"term_not_begun":        {DE: "Ihre Amtszeit für den Sitz „{seat}“ beginnt erst: {from}. Vorher können Sie nicht für ihn handeln.", EN: "Your term for the seat \"{seat}\" has not begun: {from}. You cannot act for it before that."},
	"term_over":             {DE: "Ihre Amtszeit für den Sitz „{seat}“ ist zu Ende: {until}. Die Koordination kann sie verlängern.", EN: "Your term for the seat \"{seat}\" is over: {until}. The coordination can extend it."},
}
