package part

// Due says until when something is taken, and how that stands now.
type Due struct {
	Kind  StatusKind
	Label string
	When  string
	ISO   string // the same instant with its zone
	Left  string // noch 3 Tage, heute um 18:00 Uhr, abgelaufen
	Note  string // what is still taken afterwards
	Ends  string // the instant, with its zone, at which what is said here is over; empty where nothing follows
	Over  string // what is to be said then
}
