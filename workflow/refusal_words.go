package workflow

import (
	"maps"

	"gremium/policy"
)

// refusalWords says every refusal in both languages. {name} stands for a detail, {people} for the people concerned.
var refusalWords = tables(generalWords, interestWords, minutesWords, seatWords, erasureWords)

// tables are several tables of words as one.
func tables(all ...map[string]policy.Text) map[string]policy.Text {
	out := map[string]policy.Text{}
	for _, t := range all {
		maps.Copy(out, t)
	}
	return out
}

// generalWords say the refusals that have no table of their own.
var generalWords = map[string]policy.Text{
	"already_open":              {DE: "Die Runde ist schon eröffnet.", EN: "The round is open already."},
	"already_published":         {DE: "Die Kurzdarstellung ist schon veröffentlicht.", EN: "The summary is published already."},
	"already_released":          {DE: "Die Entscheidung ist schon freigegeben. Es ist nichts mehr zu tun.", EN: "The decision has been released already. There is nothing left to do."},
	"already_requested":         {DE: "Eine erneute Beratung ist schon beantragt. Eine zweite Person muss sie bewilligen.", EN: "Reconsideration has been asked for already. A second person has to grant it."},
	"assignee_unknown":          {DE: "{people} hat in dieser Runde keinen Sitz. Zuweisen lässt sich nur, wer einen Sitz hat.", EN: "{people} holds no seat in this round. Only who holds a seat can be assigned."},
	"assignment_missing":        {DE: "Diesem Vorschlag ist noch niemand zur Bewertung zugewiesen. Das Regelwerk verlangt {needed} Mitglieder; weisen Sie sie zuerst zu.", EN: "Nobody has been assigned to score this proposal. The policy asks for {needed} members; assign them first."},
	"assignment_scored":         {DE: "Schon bewertet hat: {people}. Wer bewertet hat, bleibt zugewiesen. Nehmen Sie die Genannten mit auf.", EN: "Scores have been given by: {people}. Who has scored stays assigned. Include those named."},
	"assignment_short":          {DE: "Zugewiesene Mitglieder mit Stimme: {have}; nötig: {needed}. Weisen Sie weitere zu.", EN: "Members with a vote who are assigned: {have}; needed: {needed}. Assign more."},
	"assignment_short_body":     {DE: "Zugewiesene Mitglieder mit Stimme aus dem Gremiumsteil „{body}“: {have}; nötig: {needed}. Weisen Sie weitere zu.", EN: "Members with a vote who are assigned, of body \"{body}\": {have}; needed: {needed}. Assign more."},
	"ballot_closed":             {DE: "Zu diesem Vorschlag läuft keine Abstimmung. Die Koordination muss sie zuerst eröffnen.", EN: "No ballot is open on this proposal. The coordination has to open it first."},
	"ballot_missing":            {DE: "Über diesen Vorschlag wurde noch nicht abgestimmt. Eröffnen Sie zuerst die Abstimmung und schließen Sie sie.", EN: "There has been no ballot on this proposal. First open a ballot and close it."},
	"ballot_open":               {DE: "Zu diesem Vorschlag läuft eine Abstimmung. Schließen Sie sie zuerst.", EN: "A ballot is open on this proposal. Close it first."},
	"ballot_reason_missing":     {DE: "Über diesen Vorschlag wurde schon abgestimmt. Eine weitere Abstimmung braucht eine Begründung. Geben Sie sie an; sie steht danach in der Akte.", EN: "There has been a ballot on this proposal already. A further one needs a reason. Give it; it will stand in the record."},
	"discussion_missing":        {DE: "Über diesen Vorschlag ist noch nicht gesprochen worden. Das Regelwerk verlangt eine Aussprache vor der Abstimmung. Schreiben Sie das Ergebnis der Aussprache als Beitrag zum Vorschlag, dann öffnen Sie die Abstimmung.", EN: "This proposal has not been discussed yet. The policy asks for a discussion before the ballot. Write what came of the discussion as a comment on the proposal, then open the ballot."},
	"body_too_small":            {DE: "Der Gremiumsteil „{body}“ ist für das Regelwerk zu klein. Bewertungen von dort je Vorschlag, nötig: {needed}; Mitglieder mit Stimme: {have}; es fehlen: {missing}. Legen Sie Sitze an und nehmen Sie Mitglieder auf, sonst lässt sich keine Bewertung schließen.", EN: "Body \"{body}\" is too small for the policy. Scores from it for each proposal, needed: {needed}; members with a vote: {have}; missing: {missing}. Create seats and admit members, otherwise no scoring can be closed."},
	"body_unknown":              {DE: "Den Gremiumsteil „{body}“ kennt das Regelwerk nicht. Es kennt: {allowed}.", EN: "The policy knows no body \"{body}\". It knows: {allowed}."},
	"capacity_held":             {DE: "Diese Person nimmt schon als {capacity} teil.", EN: "This person takes part as {capacity} already."},
	"capacity_missing":          {DE: "Das darf nur, wer als {needed} teilnimmt. Sie handeln als {capacity}.", EN: "Only a {needed} may do this. You act as {capacity}."},
	"check_failed":              {DE: "Die Zulässigkeitsprüfung ist nicht bestanden. Es fehlt: {missing}. Geben Sie den Vorschlag zurück.", EN: "The eligibility check did not pass. Missing: {missing}. Return the proposal."},
	"check_missing":             {DE: "Die Zulässigkeit der Fassung {version} ist noch nicht geprüft. Prüfen Sie sie zuerst.", EN: "The eligibility of version {version} has not been checked. Check it first."},
	"comment_before_closing":    {DE: "An der Diskussion nehmen Sie teil, sobald die Bewertung dieses Vorschlags geschlossen ist: Bis dahin sind die Äußerungen der anderen für Sie verdeckt.", EN: "You take part in the discussion as soon as scoring of this proposal is closed: until then what others say is hidden from you."},
	"comment_before_scores":     {DE: "An der Diskussion nehmen Sie teil, sobald Ihre eigene Bewertung vorliegt: Bis dahin sind die Äußerungen der anderen für Sie verdeckt.", EN: "You take part in the discussion as soon as your own scores are in: until then what others say is hidden from you."},
	"comment_unknown":           {DE: "Diesen Kommentar gibt es zu diesem Vorschlag nicht. Laden Sie die Diskussion neu.", EN: "There is no such comment on this proposal. Load the discussion again."},
	"command_differs":           {DE: "Dieser Befehl wurde schon ausgeführt (Eintrag {seq}), aber mit anderem Inhalt. Nichts wurde geändert. Verwenden Sie für einen neuen Befehl eine neue Kennung.", EN: "This command has been carried out already (entry {seq}), with other content. Nothing was changed. Use a new id for a new command."},
	"committee_too_small":       {DE: "Das Gremium ist für das Regelwerk zu klein. Bewertungen je Vorschlag, nötig: {needed}; Mitglieder mit Stimme: {have}; es fehlen: {missing}. Legen Sie Sitze an und nehmen Sie Mitglieder auf, sonst lässt sich keine Bewertung schließen.", EN: "The committee is too small for the policy. Scores for each proposal, needed: {needed}; members with a vote: {have}; missing: {missing}. Create seats and admit members, otherwise no scoring can be closed."},
	"call_running":              {DE: "Eingereicht wird noch bis: {until}. Danach öffnet sich die Bewertung von selbst; früher beginnt sie die Koordination mit „Bewertung beginnen“.", EN: "Proposals are taken until: {until}. After that the review opens by itself; the coordination can begin it earlier with \"Begin reviewing\"."},
	"deadline_passed":           {DE: "Die Frist ({stage}) ist abgelaufen: {until}. Nachfrist bis: {last}. Danach wird nichts mehr angenommen. Die Koordination kann die Frist mit Begründung verlängern.", EN: "The deadline ({stage}) has passed: {until}. Grace until: {last}. Nothing is taken after that. The coordination can extend the deadline with a reason."},
	"deadline_past":             {DE: "Eine Frist liegt in der Zukunft; {until} ist vorbei. Wählen Sie einen späteren Zeitpunkt.", EN: "A deadline lies ahead; {until} is over. Choose a later time."},
	"decision_differs":          {DE: "Die Feststellungen der Entscheidung folgen nicht aus den Bewertungen und Stimmen.", EN: "The decision's findings do not follow from the scores and votes."},
	"decisions_unreleased":      {DE: "Noch nicht freigegeben sind die Entscheidungen über: {proposals}. Geben Sie sie zuerst frei; dann erfahren alle, die eingereicht haben, das Ergebnis.", EN: "The decisions on these are not released yet: {proposals}. Release them first; then all who handed in a proposal learn the outcome."},
	"deviation_missing":         {DE: "Das Regelwerk schlägt „{proposed}“ vor. Wer anders entscheidet, schuldet eine Begründung der Abweichung.", EN: "The policy proposes \"{proposed}\". To decide otherwise needs a reason for the deviation."},
	"group_unknown":             {DE: "Die Gruppe „{group}“ gibt es im Gremiumsteil „{body}“ nicht. Es gibt: {allowed}.", EN: "Body \"{body}\" has no group \"{group}\". It has: {allowed}."},
	"id_invalid":                {DE: "Die Kennung „{id}“ ist nicht erlaubt. Erlaubt sind 1 bis 64 Zeichen aus a–z, 0–9, Punkt, Bindestrich und Unterstrich, am Anfang ein Buchstabe oder eine Ziffer.", EN: "The id \"{id}\" is not allowed. Use 1 to 64 characters of a–z, 0–9, dot, hyphen and underscore, beginning with a letter or digit."},
	"id_taken":                  {DE: "Die Kennung „{id}“ ist schon vergeben.", EN: "The id \"{id}\" is taken already."},
	"inconsistent":              {DE: "Der Eintrag widerspricht der Akte: {what}.", EN: "The entry contradicts the record: {what}."},
	"land_unknown":              {DE: "Das Land „{land}“ ist unbekannt. Verwenden Sie die Kürzel nach ISO 3166-2, etwa SN, oder DE für bundesweit.", EN: "The Land \"{land}\" is unknown. Use ISO 3166-2 codes such as SN, or DE for nationwide."},
	"late_reason_missing":       {DE: "Die Frist ({stage}) ist abgelaufen: {until}. Nachfrist bis: {last}. Verspätet geht es nur mit einer Begründung. Geben Sie an, warum es später kommt; sie steht danach in der Akte.", EN: "The deadline ({stage}) has passed: {until}. Grace until: {last}. Late, it is taken with a reason only. Say why it comes later; it will stand in the record."},
	"limit_reached":             {DE: "Es dürfen höchstens {limit} Vorschläge ausgewählt werden; so viele sind es schon.", EN: "At most {limit} proposals may be selected, and that many are."},
	"member_missing":            {DE: "Geben Sie an, für welches Mitglied der Papierbogen gilt.", EN: "Say which member the paper form is from."},
	"name_missing":              {DE: "Der Name fehlt.", EN: "The name is missing."},
	"not_admitted":              {DE: "Sie nehmen an dieser Runde nicht teil. Die Koordination kann Sie aufnehmen.", EN: "You do not take part in this round. The coordination can admit you."},
	"not_assigned":              {DE: "Zur Bewertung dieses Vorschlags sind andere zugewiesen; {people} gehört nicht dazu. Ändern kann das die Koordination.", EN: "Others are assigned to score this proposal; {people} is not among them. The coordination can change that."},
	"not_author":                {DE: "Diesen Kommentar hat jemand anderes geschrieben. Ändern kann ihn nur, wer ihn geschrieben hat; Sie können darauf antworten.", EN: "Somebody else wrote this comment. Only who wrote it can change it; you can reply to it."},
	"not_decidable":             {DE: "Entscheiden ist noch nicht möglich:", EN: "A decision is not possible yet:"},
	"not_imported":              {DE: "Anderswo getroffene Entscheidungen werden nur in eingelesenen Runden festgehalten.", EN: "Decisions taken elsewhere are recorded in imported rounds only."},
	"not_owner":                 {DE: "Das darf nur, wer den Vorschlag eingereicht hat, oder die Koordination.", EN: "Only who handed in the proposal, or the coordination, may do this."},
	"not_published":             {DE: "Die Kurzdarstellung ist nicht veröffentlicht.", EN: "The summary is not published."},
	"not_released":              {DE: "Die Entscheidung ist noch nicht freigegeben. Geben Sie sie zuerst frei.", EN: "The decision is not released yet. Release it first."},
	"not_selected":              {DE: "Veröffentlicht wird nur, was ausgewählt ist.", EN: "Only what is selected is published."},
	"nothing_missing":           {DE: "Geben Sie an, welche Punkte fehlen: {allowed}.", EN: "Say which points are missing: {allowed}."},
	"option_unknown":            {DE: "„{value}“ ist bei „{field}“ nicht vorgesehen. Vorgesehen sind: {allowed}.", EN: "\"{value}\" is not provided for in \"{field}\". Provided are: {allowed}."},
	"organisation_unknown":      {DE: "Die Organisation „{organisation}“ steht nicht im Register. Tragen Sie sie zuerst ein.", EN: "The organisation \"{organisation}\" is not in the register. Register it first."},
	"owner_missing":             {DE: "Nennen Sie mindestens einen Träger oder ein Vorhaben.", EN: "Name at least one owner, a carrier or a project."},
	"points_incomplete":         {DE: "Die Prüfung beantwortet jeden Punkt genau einmal. Vorgesehen sind: {allowed}.", EN: "The check answers every point exactly once. Provided are: {allowed}."},
	"policy_exists":             {DE: "Dieses Regelwerk ist schon aufgenommen.", EN: "This policy has been adopted already."},
	"policy_unknown":            {DE: "Das Regelwerk „{policy}“ ist nicht aufgenommen. Nehmen Sie es zuerst auf.", EN: "The policy \"{policy}\" has not been adopted. Adopt it first."},
	"programme_unknown":         {DE: "Das Programm „{programme}“ gibt es nicht. Legen Sie es zuerst an.", EN: "There is no programme \"{programme}\". Create it first."},
	"proposal_unknown":          {DE: "Einen Vorschlag „{proposal}“ gibt es in dieser Runde nicht.", EN: "This round has no proposal \"{proposal}\"."},
	"proposals_open":            {DE: "Noch nicht abgeschlossen: {proposals}. Entscheiden Sie zuerst über sie, oder geben Sie sie zurück.", EN: "Not finished yet: {proposals}. First decide on them, or return them."},
	"question_unknown":          {DE: "Diese Frage gibt es zu diesem Vorschlag nicht. Laden Sie die Fragen neu.", EN: "There is no such question on this proposal. Load the questions again."},
	"quorum_out_of_reach":       {DE: "Das Gremium kann nicht beschlussfähig werden. Anwesende Mitglieder mit Stimme, nötig: {needed}; vorhanden: {have}; es fehlen: {missing}. Legen Sie Sitze an und nehmen Sie Mitglieder auf, bevor Sie die Abstimmung eröffnen.", EN: "The committee cannot reach its quorum. Members with a vote present, needed: {needed}; there are: {have}; missing: {missing}. Create seats and admit members before you open the ballot."},
	"rationale_missing":         {DE: "Die Begründung der Entscheidung fehlt.", EN: "The decision's rationale is missing."},
	"reason_missing":            {DE: "Dafür ist eine Begründung nötig. Sie steht danach in der Akte.", EN: "This needs a reason. It will stand in the record."},
	"no_doubt":                  {DE: "Diese Entscheidung ist nicht in Frage gestellt: Nach ihr wurde niemand ausgeschlossen. Zu bestätigen ist nichts.", EN: "This decision is not in doubt: nobody was excluded after it. There is nothing to confirm."},
	"not_confirmable":           {DE: "Ohne die Ausgeschlossenen schlägt das Regelwerk nun „{proposed}“ vor. Die Entscheidung lässt sich deshalb nicht bestätigen. Beantragen Sie, dass das Gremium erneut berät.", EN: "Without the excluded the policy now proposes \"{proposed}\". So the decision cannot be confirmed. Ask for reconsideration by the committee."},
	"decision_in_doubt":         {DE: "Nach dieser Entscheidung wurde jemand wegen Befangenheit ausgeschlossen, der an ihr mitgewirkt haben kann. Bestätigen Sie die Entscheidung mit einem Grund, oder lassen Sie erneut beraten.", EN: "After this decision somebody who may have had a part in it was excluded for an interest. Confirm the decision with a reason, or have it reconsidered."},
	"decisions_in_doubt":        {DE: "In Frage gestellt sind noch Entscheidungen, nach denen jemand ausgeschlossen wurde: {proposals}. Bestätigen Sie sie mit einem Grund, oder lassen Sie erneut beraten.", EN: "Still in doubt are decisions after which somebody was excluded: {proposals}. Confirm them with a reason, or have them reconsidered."},
	"previous_unknown":          {DE: "Den Vorschlag „{proposal}“ der Runde „{round}“, an den angeknüpft werden soll, gibt es für Sie nicht. Prüfen Sie Runde und Nummer.", EN: "There is no proposal \"{proposal}\" of the round \"{round}\" for you to refer to. Check the round and the number."},
	"previous_not_deferred":     {DE: "Neu einreichen lässt sich nur, was vertagt ist; bei {proposal} ist das nicht so oder noch nicht bekannt. Reichen Sie ohne Verweis ein.", EN: "Only what was deferred can be handed in anew; {proposal} is not, or it is not known yet. Hand in without the reference."},
	"previous_same_round":       {DE: "Ein vertagter Vorschlag kommt in eine spätere Runde, nicht in dieselbe. Reichen Sie ihn dort ein, oder lassen Sie hier erneut beraten.", EN: "A deferred proposal goes into a later round, not into the same. Hand it in there, or have it reconsidered here."},
	"reconsideration_only":      {DE: "Die Runde ist abgeschlossen. Möglich ist das nur bei einem Vorschlag, über den erneut beraten wird.", EN: "The round is concluded. This is possible only for a proposal that is being reconsidered."},
	"request_missing":           {DE: "Eine erneute Beratung ist nicht beantragt. Eine Person beantragt sie, eine zweite bewilligt sie.", EN: "Reconsideration has not been asked for. One person asks for it, a second one grants it."},
	"round_unknown":             {DE: "Eine Runde „{round}“ gibt es nicht.", EN: "There is no round \"{round}\"."},
	"round_unlisted":            {DE: "Eine Runde wird nur zusammen mit ihrem Eintrag im Register eröffnet.", EN: "A round is opened only together with its entry in the register."},
	"rubric_differs":            {DE: "Der Bewertungsbogen hat sich geändert. Laden Sie die Seite neu; Ihre Eingaben bleiben als Entwurf erhalten.", EN: "The rubric has changed. Reload the page; what you entered is kept as a draft."},
	"score_reason_missing":      {DE: "Über diesen Vorschlag wird schon beraten. Wer die eigene Bewertung jetzt ändert, schuldet eine Begründung. Geben Sie sie an; sie steht danach in der Akte.", EN: "This proposal is under discussion already. Changing your own scores now needs a reason. Give it; it will stand in the record."},
	"scores_refused":            {DE: "", EN: ""},
	"scoring_incomplete":        {DE: "{missing} von {needed} Bewertungen fehlen: {people}.", EN: "{missing} of {needed} scores are missing: {people}."},
	"scoring_out_of_reach":      {DE: "Für diesen Vorschlag lassen sich nicht genug Bewertungen erreichen. Nötig: {needed}; liegen vor: {have}; können noch kommen: {open}. Nicht bewerten können, weil befangen oder nicht zugewiesen: {people}. Weisen Sie weitere Mitglieder zu, oder nehmen Sie weitere auf.", EN: "Not enough scores can be reached for this proposal. Needed: {needed}; given: {have}; can still come: {open}. Cannot score it, being excluded or not assigned: {people}. Assign further members, or admit further ones."},
	"scoring_out_of_reach_body": {DE: "Aus dem Gremiumsteil „{body}“ lassen sich für diesen Vorschlag nicht genug Bewertungen erreichen. Nötig: {needed}; liegen vor: {have}; können noch kommen: {open}. Nicht bewerten können, weil befangen oder nicht zugewiesen: {people}. Weisen Sie weitere Mitglieder dieses Teils zu, oder nehmen Sie weitere auf.", EN: "Not enough scores can be reached for this proposal from the body \"{body}\". Needed: {needed}; given: {have}; can still come: {open}. Cannot score it, being excluded or not assigned: {people}. Assign further members of this body, or admit further ones."},
	"scoring_incomplete_body":   {DE: "Aus dem Gremiumsteil „{body}“ liegen {have} von mindestens {needed} Bewertungen vor. Es fehlen: {people}.", EN: "Body \"{body}\" has given {have} of at least {needed} scores. Missing: {people}."},
	"seat_taken":                {DE: "Der Sitz „{seat}“ ist besetzt.", EN: "The seat \"{seat}\" is taken."},
	"seat_unknown":              {DE: "Den Sitz „{seat}“ gibt es nicht. Legen Sie ihn zuerst an.", EN: "There is no seat \"{seat}\". Create it first."},
	"second_person":             {DE: "Das muss eine zweite Person tun, die sich selbst anmeldet: Den Antrag haben Sie gestellt.", EN: "A second person has to do this, signed in for themselves: the request is yours."},
	"stale_answer":              {DE: "Diese Frage ist inzwischen beantwortet (Fassung {current} der Antwort); Ihre Eingabe ging von Fassung {base} aus. Vergleichen Sie beide. Nichts ist verloren.", EN: "This question has been answered meanwhile (version {current} of the answer); what you entered was based on version {base}. Compare the two. Nothing is lost."},
	"stale_comment":             {DE: "Dieser Kommentar liegt inzwischen in Fassung {current} vor; Ihre Eingabe ging von Fassung {base} aus. Vergleichen Sie beide. Nichts ist verloren.", EN: "This comment has reached version {current}; what you entered was based on version {base}. Compare the two. Nothing is lost."},
	"stale_proposal":            {DE: "Der Vorschlag liegt inzwischen in Fassung {current} vor; Sie haben Fassung {seen} gesehen. Ihre Eingaben sind nicht verloren.", EN: "The proposal has reached version {current}; you saw version {seen}. What you entered is not lost."},
	"stale_sheet":               {DE: "Inzwischen liegt eine andere Bewertung von Ihnen vor (Fassung {current}); diese Eingabe ging von Fassung {base} aus. Vergleichen Sie beide. Nichts ist verloren.", EN: "Another score sheet of yours has come in (version {current}); this one was based on version {base}. Compare the two. Nothing is lost."},
	"stale_vote":                {DE: "Inzwischen liegt eine andere Stimme von Ihnen vor (Fassung {current}); diese Eingabe ging von Fassung {base} aus.", EN: "Another vote of yours has come in (version {current}); this one was based on version {base}."},
	"text_invalid":              {DE: "„{field}“ enthält Zeichen, die kein Text sind. Geben Sie den Text neu ein.", EN: "\"{field}\" holds characters that are no text. Enter the text again."},
	"text_missing":              {DE: "Die Angabe „{field}“ fehlt.", EN: "\"{field}\" is missing."},
	"text_too_long":             {DE: "„{field}“ hat {have} Zeichen, erlaubt sind {limit}. Kürzen Sie den Text.", EN: "\"{field}\" has {have} characters, allowed are {limit}. Shorten the text."},
	"unpublish_first":           {DE: "Die Kurzdarstellung ist veröffentlicht. Nehmen Sie sie zuerst zurück.", EN: "The summary is published. Withdraw it from publication first."},
	"vote_advisory":             {DE: "Der Sitz „{seat}“ berät ohne Stimme.", EN: "The seat \"{seat}\" advises without a vote."},
	"weight_invalid":            {DE: "Das Stimmgewicht liegt zwischen 1 und 1000.", EN: "A vote's weight is between 1 and 1000."},
	"wrong_phase":               {DE: "Die Runde ist in der Phase „{phase}“. Dieser Schritt ist nur möglich in: {allowed}.", EN: "The round is in the phase \"{phase}\". This step is possible only in: {allowed}."},
	"wrong_state":               {DE: "Der Vorschlag ist „{state}“. Dieser Schritt ist nur möglich, wenn er {allowed} ist.", EN: "The proposal is \"{state}\". This step is possible only when it is {allowed}."},
}

// wordsOf are the sentences of a refusal.
func wordsOf(code string) (policy.Text, bool) {
	for _, words := range []map[string]policy.Text{refusalWords, meetingWords} {
		if t, ok := words[code]; ok {
			return t, true
		}
	}
	return policy.Text{}, false
}

// contradictions say what is inconsistent.
var contradictions = map[string]policy.Text{
	"members_order":    {DE: "die Zugewiesenen stehen nicht jeder einmal und in der Reihenfolge der Mitglieder", EN: "those assigned do not stand once each in the order of the members"},
	"no_act":           {DE: "eine solche Handlung gibt es nicht", EN: "there is no such act"},
	"more_than_reason": {DE: "diese Handlung braucht mehr als eine Begründung", EN: "this act needs more than a reason"},
	"of_register":      {DE: "das gehört ins Register, nicht in eine Runde", EN: "this belongs to the register, not to a round"},
	"of_round":         {DE: "das gehört in eine Runde, nicht ins Register", EN: "this belongs to a round, not to the register"},
	"ledger":           {DE: "er gehört zur Akte „{have}“, nicht zu „{want}“", EN: "it belongs to ledger \"{have}\", not to \"{want}\""},
	"number":           {DE: "er nennt sich Nummer {have}, an der Reihe ist {want}", EN: "it calls itself number {have}, next is {want}"},
	"earlier":          {DE: "er ist älter als der vor ihm", EN: "its time lies before the one ahead of it"},
	"no_entry":         {DE: "einen Eintrag {have} gibt es nicht", EN: "there is no entry {have}"},
	"field_twice":      {DE: "er nennt denselben Eintrag zweimal", EN: "it names the same entry twice"},
	"other_request":    {DE: "er löscht etwas anderes, als beantragt ist", EN: "it erases something else than was asked for"},
	"no_proposal":      {DE: "er nennt einen Vorschlag, den er nicht betrifft", EN: "it names a proposal that it does not concern"},
	"on_behalf":        {DE: "hier kann niemand für jemand anderen handeln", EN: "nobody can act on somebody's behalf here"},
	"no_type":          {DE: "einen Eintrag dieser Art gibt es nicht", EN: "there is no entry of this type"},
	"seat_of_member":   {DE: "ein Mitglied, und nur ein Mitglied, hat einen Sitz", EN: "a member, and only a member, holds a seat"},
	"order":            {DE: "die Bewertungen stehen nicht in der Reihenfolge der Kriterien", EN: "the scores are not in the order of the criteria"},
	"motion":           {DE: "Antrag, Vorschlag und Sitzung gehören nicht zusammen", EN: "motion, proposal and meeting do not belong together"},
	"invited":          {DE: "geladen werden alle, die einen Sitz haben", EN: "everybody who holds a seat is invited"},
	"absent_for_item":  {DE: "für einen einzelnen Punkt verlässt man die Sitzung, oder man ist da", EN: "for a single item a member leaves the meeting, or is present"},
	"closing":          {DE: "es ist nicht der Stand, mit dem die Runde geschlossen wurde", EN: "it is not how far the round goes that was closed"},
	"noted":            {DE: "so wird kein Stand festgehalten; das geschieht nur beim Schlüsselwechsel, je Runde einmal, in ihrer Reihenfolge", EN: "this is not how a size is noted; that is done only at a change of the key, once a round, in their order"},
	"key":              {DE: "der Schlüssel folgt nicht auf den, der gilt", EN: "the key does not follow on the one in force"},
	"lot":              {DE: "die Reihenfolge folgt nicht aus dem Los", EN: "the order does not follow from the lot"},
	"tally":            {DE: "die Auszählung ist nicht die der Stimmen", EN: "the tally is not that of the votes"},
	"absence":          {DE: "seine Zeiten sind nicht die einer Abwesenheit, die eingetragen oder beendet wird", EN: "its times are not those of an absence that is noted or ended"},
	"deputy":           {DE: "er sagt anders, als es ist, ob eine Stellvertretung handelt", EN: "it says otherwise than is the case whether a deputy acts"},
	"other_seat":       {DE: "er nennt einen Sitz, den diese Person nicht hat", EN: "it names a seat that this person does not have"},
	"resolution":       {DE: "der Beschluss folgt nicht aus den Stimmen", EN: "the resolution does not follow from the votes"},
	"resolution_votes": {DE: "über den Ausschluss entscheidet nach dem Regelwerk die Koordination, ohne Abstimmung", EN: "by the policy the coordination decides on exclusion, without a ballot"},
	"edited_reply":     {DE: "ein geänderter Kommentar antwortet weiter auf denselben, auf den er zuerst geantwortet hat", EN: "a comment that is changed goes on answering the one that it answered at first"},
	"previous":         {DE: "eine weitere Fassung knüpft an denselben vertagten Vorschlag an wie die erste", EN: "a further version refers to the same deferred proposal as the first"},
	"first_version":    {DE: "die erste Fassung eines Vorschlags ist 1", EN: "the first version of a proposal is 1"},
}

// roleMissing is capacity_missing for somebody who has not been granted the role at all.
var roleMissing = policy.Text{
	DE: "Dafür brauchen Sie die Rolle „{needed}“. Koordination oder Betrieb können sie Ihnen geben.",
	EN: "You need the role \"{needed}\" for this. The coordination or the operator can give it to you.",
}

// waysOut say what to do where a rule that fails keeps the committee from deciding.
var waysOut = map[string]policy.Text{
	policy.RuleQuorum: {
		DE: "Eröffnen Sie eine neue Abstimmung, wenn genügend Mitglieder anwesend sind; sie beginnt von vorn, die bisherigen Stimmen zählen dann nicht.",
		EN: "Open a new ballot when enough members are present; it begins anew, and the votes cast so far do not count then.",
	},
	policy.RuleSecret: {
		DE: "Eröffnen Sie eine neue Abstimmung: Wer geheim abgestimmt hat und danach ausgeschlossen wurde, dessen Stimme lässt sich nicht mehr herausnehmen.",
		EN: "Open a new ballot: the vote of somebody who voted in secret and was excluded afterwards cannot be taken out any more.",
	},
	policy.RuleLimitTie: {
		DE: "Ziehen Sie zuerst das Los zwischen den Gleichen.",
		EN: "First draw the lot among those that are tied.",
	},
	policy.RuleStandingComplete: {
		DE: "Schließen Sie zuerst Bewertung und Abstimmung der übrigen Vorschläge, oder ziehen Sie zurück, was nicht weiterverfolgt wird.",
		EN: "First close scoring and ballots of the other proposals, or withdraw what is not pursued.",
	},
	policy.RuleMinimum: {
		DE: "Öffnen Sie die Bewertung wieder und lassen Sie die fehlenden Bewertungen abgeben.",
		EN: "Reopen scoring and have the missing scores given.",
	},
}

// isSpoken names the details whose values are words of the domain, said in the reader's language.
var isSpoken = map[string]bool{
	"phase": true, "state": true, "capacity": true, "needed": true, "proposed": true, "field": true,
	"allowed": true, "stage": true,
}

// isInstant names the details that are instants, said by the committee's clocks.
var isInstant = map[string]bool{"from": true, "until": true, "last": true}

// literal names the refusals whose lists are ids to be typed again, some of which happen to be words of the domain.
var literal = map[string]bool{"points_incomplete": true, "nothing_missing": true}

// quoted names the refusals whose lists are states or phases, one of which has to be the case.
var quoted = map[string]bool{"wrong_phase": true, "wrong_state": true, "wrong_stage": true}

// spoken are the words of the domain as a reader meets them.
var spoken = map[string]policy.Text{
	"draft": {DE: "Vorbereitung", EN: "draft"}, "calling": {DE: "Einreichung", EN: "calling"},
	"reviewing": {DE: "Bewertung", EN: "reviewing"}, "deliberating": {DE: "Beratung", EN: "deliberating"},
	"concluded": {DE: "abgeschlossen", EN: "concluded"}, "cancelled": {DE: "abgebrochen", EN: "cancelled"},
	"submitted": {DE: "eingereicht", EN: "submitted"}, "returned": {DE: "zurückgegeben", EN: "returned"},
	"under_review": {DE: "in Bewertung", EN: "under review"}, "scored": {DE: "bewertet", EN: "scored"},
	"recused": {DE: "befangen", EN: "recused"},
	"decided": {DE: "entschieden", EN: "decided"}, "withdrawn": {DE: "zurückgezogen", EN: "withdrawn"},
	"":       {DE: "noch nicht vorhanden", EN: "not there yet"},
	"member": {DE: "Mitglied", EN: "member"}, "coordinator": {DE: "Koordination", EN: "coordinator"},
	"submitter": {DE: "einreichende Person", EN: "submitter"}, "operator": {DE: "Betrieb", EN: "operator"},
	"selected": {DE: "ausgewählt", EN: "selected"}, "not_selected": {DE: "nicht ausgewählt", EN: "not selected"},
	"deferred": {DE: "vertagt", EN: "deferred"},
	"title":    {DE: "Titel", EN: "title"}, "need": {DE: "Handlungsbedarf", EN: "need"}, "solution": {DE: "Lösung", EN: "solution"},
	"experience": {DE: "Erfahrung im Einsatz", EN: "experience in use"}, "success": {DE: "Nachweis des Erfolgs", EN: "evidence of success"},
	"transfer": {DE: "Transfer in Regelinstitutionen", EN: "transfer into Regelinstitutionen"}, "summary": {DE: "Kurzdarstellung", EN: "summary"},
	"yes": {DE: "Ja", EN: "yes"}, "no": {DE: "Nein", EN: "no"}, "abstain": {DE: "Enthaltung", EN: "abstain"},
	"interest": {DE: "Interesse", EN: "interest"},
	"choice":   {DE: "Stimme", EN: "vote"}, "outcome": {DE: "Ergebnis", EN: "outcome"}, "capacity": {DE: "Eigenschaft", EN: "capacity"},
	"call": {DE: "Einreichen", EN: "submission"}, "return": {DE: "Nachreichen", EN: "handing in again"},
	"scoring": {DE: "Bewerten", EN: "scoring"}, "stage": {DE: "Frist", EN: "deadline"},
	"late": {DE: "Grund der Verspätung", EN: "reason for being late"}, "reason": {DE: "Begründung", EN: "reason"},
	"sealed": {DE: "geheim abgestimmt", EN: "voted in secret"}, "convened": {DE: "einberufen", EN: "convened"}, "open": {DE: "eröffnet", EN: "open"},
	"stopped": {DE: "nach Widerspruch abgebrochen", EN: "stopped by an objection"}, "closed": {DE: "geschlossen", EN: "closed"},
	"item": {DE: "Gegenstand", EN: "subject"}, "motion": {DE: "Antrag", EN: "motion"},
	"auditor": {DE: "Revision", EN: "auditor"},
	"comment": {DE: "Kommentar", EN: "comment"}, "question": {DE: "Frage", EN: "question"}, "answer": {DE: "Antwort", EN: "answer"},
	"wish": {DE: "Wunsch", EN: "wish"}, "wants": {DE: "möchte bewerten", EN: "wants to score"}, "avoids": {DE: "möchte nicht bewerten", EN: "would rather not score"},
	"none": {DE: "kein Wunsch", EN: "no wish"},
	"kind": {DE: "Art", EN: "kind"}, "audiences": {DE: "Zielgruppen", EN: "audiences"}, "institutions": {DE: "Regelinstitutionen", EN: "Regelinstitutionen"},
}

// Word says a state, phase, capacity, outcome or field of a proposal in the reader's language; unknown words are
// returned as they are.
func Word(word, lang string) string {
	if t, ok := spoken[word]; ok && word != "" {
		return t.In(lang)
	}
	return word
}
