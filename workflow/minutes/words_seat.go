package minutes

import "gremium/policy"

// seatWords are the phrases about seats and who belongs to them.
var seatWords = map[string]policy.Text{
	"participant.admitted/1":        {DE: "{when}: {about} hat den Sitz {seat} übernommen.", EN: "{when}: {about} took the seat {seat}."},
	"participant.admitted/1.deputy": {DE: "{when}: {about} vertritt von da an den Sitz {seat}.", EN: "{when}: {about} became deputy of the seat {seat}."},
	"seat.created/1":                {DE: "{when}: Der Sitz {seat} wurde eingerichtet: {what}.", EN: "{when}: The seat {seat} was created: {what}."},
	"seat.changed/1":                {DE: "{when}: Der Sitz {seat} wurde geändert: {what}.", EN: "{when}: The seat {seat} was changed: {what}."},
	"seat.vacated/1":                {DE: "{when}: {about} hat den Sitz {seat} abgegeben. Abgegebene Bewertungen bleiben.", EN: "{when}: {about} left the seat {seat}. Scores that were cast stay."},
	"seat.vacated/1.deputy":         {DE: "{when}: {about} vertritt den Sitz {seat} nicht mehr. Abgegebene Bewertungen bleiben.", EN: "{when}: {about} does not deputise for the seat {seat} any more. Scores that were cast stay."},
	"term.set/1":                    {DE: "{when}: Die Amtszeit von {about} auf dem Sitz {seat} wurde neu festgelegt: {span}.", EN: "{when}: The term of {about} on the seat {seat} was set anew: {span}."},
	"absence.noted/1":               {DE: "{when}: Verhinderung von {about} (Sitz {seat}): {span}.", EN: "{when}: Absence of {about} (seat {seat}): {span}."},
	"absence.noted/1.ends":          {DE: "{when}: Die Verhinderung von {about} (Sitz {seat}) ist beendet.", EN: "{when}: The absence of {about} (seat {seat}) ended."},
	"seated.votes":                  {DE: "Stimmgewicht {n}", EN: "vote weight {n}"},
	"seated.chair":                  {DE: "Vorsitz", EN: "chair"},
	"seated.vice":                   {DE: "stellvertretender Vorsitz", EN: "vice chair"},
	"span":                          {DE: "von {from} bis {until}", EN: "from {from} to {until}"},
	"span.from":                     {DE: "ab {from}", EN: "from {from}"},
	"span.until":                    {DE: "bis {until}", EN: "until {until}"},
	"span.last":                     {DE: "{day} (einschließlich)", EN: "{day} (inclusive)"},
	"span.open":                     {DE: "ohne Ende", EN: "without end"},
	"vote.vice":                     {DE: "mit Stimme, stellvertretender Vorsitz", EN: "with a vote, vice chair"},
	"ballot.deputies":               {DE: "In Vertretung abgestimmt: {names}.", EN: "Voted as deputies: {names}."},
	"vote.deputy":                   {DE: "in Vertretung", EN: "as deputy"},
	"vote.left":                     {DE: "ausgeschieden", EN: "has left"},
	"chair.vice":                    {DE: "{name} (stellvertretend)", EN: "{name} (vice chair)"},
}
