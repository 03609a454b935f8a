package auth

import (
	"fmt"
	"time"

	"gremium/policy"
)

// Refusal is an answer in words: who asked is not let in, or the new password cannot be taken.
type Refusal struct {
	Code string // "denied", "too_many", "password_short", "password_long", "email_invalid", "name_missing", "email_taken"
	Text policy.Text
	Wait time.Duration // with "too_many": how long to wait before trying again
}

// Error gives the English words.
func (r *Refusal) Error() string { return r.Text.EN }

// ErrDenied is the one answer to a sign-in that fails, whatever the cause.
var ErrDenied = &Refusal{Code: "denied", Text: policy.Text{
	DE: "Die Anmeldung ist nicht gelungen: E-Mail-Adresse und Passwort passen nicht zusammen, oder das Konto ist gesperrt. Prüfen Sie beides, oder lassen Sie sich von der Koordination ein neues Passwort geben.",
	EN: "You could not be signed in: e-mail address and password do not belong together, or the account is disabled. Check both, or ask the coordination for a new password.",
}}

// tooMany says how long to wait: in steps of ten seconds, from a minute on in whole minutes.
func tooMany(wait time.Duration) *Refusal {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	de, en := "einer Minute", "one minute"
	if seconds := 10 * int((wait+10*time.Second-1)/(10*time.Second)); seconds < 60 {
		de, en = fmt.Sprintf("%d Sekunden", seconds), fmt.Sprintf("%d seconds", seconds)
	} else if minutes > 1 {
		de, en = fmt.Sprintf("%d Minuten", minutes), fmt.Sprintf("%d minutes", minutes)
	}
	return &Refusal{Code: "too_many", Wait: wait, Text: policy.Text{
		DE: "Für diese E-Mail-Adresse wurde zu oft ein falsches Passwort eingegeben. Versuchen Sie es in " + de + " noch einmal, oder lassen Sie sich von der Koordination ein neues Passwort geben.",
		EN: "A wrong password was entered too often for this e-mail address. Try again in " + en + ", or ask the coordination for a new password.",
	}}
}

func tooShort() *Refusal {
	return &Refusal{Code: "password_short", Text: policy.Text{
		DE: fmt.Sprintf("Das neue Passwort ist zu kurz. Wählen Sie eines mit mindestens %d Zeichen; mehrere Wörter hintereinander sind gut zu merken.", shortest),
		EN: fmt.Sprintf("The new password is too short. Choose one of at least %d characters; several words in a row are easy to remember.", shortest),
	}}
}

func tooLong() *Refusal {
	return &Refusal{Code: "password_long", Text: policy.Text{
		DE: fmt.Sprintf("Das neue Passwort ist zu lang. Wählen Sie eines mit höchstens %d Zeichen.", longest),
		EN: fmt.Sprintf("The new password is too long. Choose one of at most %d characters.", longest),
	}}
}
