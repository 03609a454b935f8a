package workflow

import "gremium/policy"

// minutesWords say the refusals that have to do with the minutes.
var minutesWords = map[string]policy.Text{
	"meeting_running":       {DE: "Diese Sitzung ist noch nicht zu Ende oder wurde abgesagt. Ihre Niederschrift entsteht, wenn sie geschlossen ist.", EN: "This meeting is not over yet, or was cancelled. Its minutes are made once it is closed."},
	"minutes_approved":      {DE: "Diese Fassung der Niederschrift ist schon genehmigt. Wer sie ändern will, entwirft eine neue Fassung und begründet sie.", EN: "This version of the minutes has been approved already. To change it, draft a new version and give the reason."},
	"minutes_chair":         {DE: "Die Niederschrift genehmigt der Vorsitz oder eine zweite Person der Koordination. Wenden Sie sich an die Koordination, wenn etwas nicht stimmt.", EN: "The minutes are approved by the chair or by a second person of the coordination. Turn to the coordination where something is not right."},
	"minutes_differ":        {DE: "Der Entwurf der Niederschrift, Fassung {version}, sagt nicht, was die Akte ergibt. Er lässt sich nicht genehmigen; die Koordination entwirft eine neue Fassung.", EN: "The draft of the minutes, version {version}, does not say what the record gives. It cannot be approved; the coordination drafts a new version."},
	"minutes_form":          {DE: "Diese Fassung der Niederschrift ist in Form {form} festgehalten, dieses Programm stellt Form {current} her und kann sie nicht vergleichen. Die Koordination entwirft eine neue Fassung; genehmigen Sie diese.", EN: "This version of the minutes was entered in form {form}, this program makes form {current} and cannot compare them. The coordination drafts a new version; approve that one."},
	"minutes_missing":       {DE: "Es gibt noch keinen Entwurf der Niederschrift. Die Koordination erstellt ihn zuerst.", EN: "There is no draft of the minutes yet. The coordination makes it first."},
	"minutes_second_person": {DE: "Genehmigen muss die Niederschrift eine andere Person, die sich selbst anmeldet: Den Entwurf haben Sie erstellt.", EN: "Another person, signed in for themselves, has to approve the minutes: the draft is yours."},
	"recused_minutes":       {DE: "Bei mindestens einem Vorschlag der Runde sind Sie als befangen ausgeschlossen (§ 20 VwVfG) und sehen die Niederschrift deshalb nicht ganz. Eine andere Person der Koordination übernimmt sie.", EN: "You are excluded from at least one proposal of the round because of an interest (§ 20 VwVfG), and so do not see all of the minutes. Another person of the coordination takes them over."},
	"stale_minutes":         {DE: "Inzwischen liegt die Niederschrift in Fassung {current} vor. Lesen Sie diese und entscheiden Sie neu.", EN: "The minutes have reached version {current} in the meantime. Read it and decide anew."},
}
