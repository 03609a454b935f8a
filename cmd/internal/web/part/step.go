package part

// Offer is a step that somebody can take: a button that leads to its page, one that takes it at once, or one that is barred.
type Offer struct {
	Button Button
	Action string   // where the form of a step taken at once is sent
	Hidden []Option // what that form carries
}

// Point is one point of a list to be gone through, and how it came out.
type Point struct {
	Holds bool
	Open  bool // not gone through yet
	Text  string
}
