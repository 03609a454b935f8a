package assign

import (
	"strings"

	"gremium/policy"
)

// words say why a wish is not met: first that of somebody who wants to score, then of somebody who would rather not. {other}
// is the member who stands against it.
var words = map[Why][2]policy.Text{
	Excluded: {
		{DE: "Ausgeschlossen: Wer befangen ist, wird nicht zugewiesen.", EN: "Excluded: who has an interest is not assigned."},
		{},
	},
	HasScored: {
		{DE: "Alle Plätze haben Mitglieder, die zugewiesen bleiben.", EN: "All places are held by members who stay assigned."},
		{DE: "Wer schon bewertet hat oder zugewiesen ist, bleibt es.", EN: "Who has scored or is assigned already stays so."},
	},
	EqualLoad: {
		{DE: "Die Last wäre ungleicher verteilt: {other} hat weniger zu bewerten.", EN: "The load would be less equal: {other} has less to score."},
		{DE: "Die Last wäre ungleicher verteilt: {other} hat schon so viel zu bewerten.", EN: "The load would be less equal: {other} has as much to score already."},
	},
	BodyNeeded: {
		{DE: "Der Gremiumsteil von {other} wäre nicht vertreten, wie es das Regelwerk verlangt.", EN: "The body of {other} would not be represented as the policy asks."},
		{DE: "Der eigene Gremiumsteil wäre nicht vertreten, wie es das Regelwerk verlangt.", EN: "The member's own body would not be represented as the policy asks."},
	},
	OthersWish: {
		{DE: "{other} hat den gleichen Wunsch.", EN: "{other} has the same wish."},
		{DE: "{other} möchte diesen Vorschlag ebenso wenig bewerten.", EN: "{other} would rather not score this proposal either."},
	},
	NobodyElse: {
		{DE: "Sonst lässt sich niemand zuweisen.", EN: "Nobody else can be assigned."},
		{DE: "Sonst lässt sich niemand zuweisen.", EN: "Nobody else can be assigned."},
	},
	Whole: {
		{DE: "Das ginge nur zusammen mit anderen Änderungen; der ganze Plan wäre schlechter.", EN: "It would take further changes; the plan as a whole would be worse."},
		{DE: "Das ginge nur zusammen mit anderen Änderungen; der ganze Plan wäre schlechter.", EN: "It would take further changes; the plan as a whole would be worse."},
	},
}

// Reason says in lang why a wish is not met; other is the name of the member who stands against it.
func Reason(why Why, wants bool, other, lang string) string {
	at := 1
	if wants {
		at = 0
	}
	return strings.ReplaceAll(words[why][at].In(lang), "{other}", other)
}
