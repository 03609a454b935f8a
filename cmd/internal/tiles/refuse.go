package tiles

import (
	"errors"
	"net/http"

	"gremium/cmd/internal/locale"
)

// refuse says why there is no answer: in plain text, for people who look at what their program was told.
func (d *Door) refuse(w http.ResponseWriter, r *http.Request, err error) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	german := locale.Match(r.Header.Get("Accept-Language")) == locale.German
	say := func(status int, de, en string) {
		if !german {
			de = en
		}
		http.Error(w, de, status)
	}
	switch {
	case errors.Is(err, errNoSuch):
		say(http.StatusNotFound, "Das gibt es hier nicht: Diese Akte, oder so weit reicht ihr letzter Prüfpunkt nicht.",
			"There is no such thing here: no such record, or its latest checkpoint does not go that far.")
	case errors.Is(err, errWho):
		h.Set("WWW-Authenticate", `Bearer realm="gremium"`)
		say(http.StatusUnauthorized, "Das ist nur für die Prüfung. Geben Sie ein Zugangstoken mit: gremium token new.",
			"This is for auditors only. Send an access token: gremium token new.")
	case errors.Is(err, errNotHere):
		say(http.StatusForbidden, "Das ist nur für die Prüfung dieser Runde, ohne Sitz in ihr. Während verdeckt bewertet oder abgestimmt wird, gilt das auch für Prüfpunkte und Hashwerte.",
			"This is for auditors of this round only, without a seat in it. While scores are hidden or a ballot is open, that goes for checkpoints and hashes too.")
	case errors.Is(err, errVoting):
		h.Set("Retry-After", "600")
		say(http.StatusForbidden, "Gerade läuft eine Abstimmung. Bis sie geschlossen ist, verlassen spätere Einträge dieser Runde das Haus nicht; versuchen Sie es danach noch einmal.",
			"A ballot is open just now. Until it is closed, later entries of this round do not leave the house; try again afterwards.")
	default:
		d.Fault(r, err)
		say(http.StatusInternalServerError, "Die Akte ist gerade nicht zu lesen. Versuchen Sie es später noch einmal; der Fehler steht im Protokoll des Servers.",
			"The record cannot be read just now. Try again later; the fault stands in the server's log.")
	}
}
