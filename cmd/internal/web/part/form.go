package part

import "html/template"

// Field is one question of a form.
type Field struct {
	ID           string
	Name         string
	Label        string
	Hint         string
	Value        string
	Type         string // text, password, number, file …; text when empty
	Accept       string // of a file: which kinds the browser offers
	Rows         int    // a text of several lines when not 0
	Options      []Option
	Error        string
	Autocomplete string
	Max          int // characters; 0 for no limit
	Optional     bool
	Numeric      bool
}

// Option is one choice of a field.
type Option struct {
	Value  string
	Text   string
	Chosen bool
}

// Choices is a question with all its answers in view: one of them, or several.
type Choices struct {
	ID      string
	Name    string
	Legend  string
	Hint    string
	Options []Option
	Many    bool
	Error   string
}

// Criterion is one criterion of the rubric with the levels to choose from. Values, order and number of levels are the policy's.
type Criterion struct {
	ID      string
	Name    string // of the form's value
	Number  int
	Title   string
	Guide   string   // said when there are no aspects
	Aspects []string // what guides the one score
	Levels  []Level
	Owed    string // values at which a justification is owed, divided by blanks
	Hint    string // the same in words: bei 0 und 3 erforderlich
	Reason  string
	Max     int // characters of the justification
	Status  Status
	Error   string // about the level
	Missing string // about the justification
	Clash   *Box   // another window changed this score
}

// OwedNow reports whether the level chosen owes a justification.
func (c Criterion) OwedNow() bool {
	for _, level := range c.Levels {
		if level.Chosen && level.Owes {
			return true
		}
	}
	return false
}

// Level is one row of the picker.
type Level struct {
	Value  string // what the form sends
	Figure string
	Label  string
	Anchor string
	Chosen bool
	Owes   bool // choosing it owes a justification
	None   bool // nicht beurteilbar: stands apart, counts for nothing
}

// ActBar is the bar below a form that says what is missing and carries the buttons.
type ActBar struct {
	Done    int
	Total   int
	Missing []Link
	Buttons []Button
}

// Draft tells the script where drafts of a form are kept.
type Draft struct {
	URL     string
	Version string
	Key     string // the name under which this device keeps what it could not send
	Sent    string // the command by which the form has arrived last
}

// Ballot is the choice of one vote.
type Ballot struct {
	Legend  string
	Name    string
	Choices []Option
	Error   string
}

// Timeline shows a record over time and chooses an entry.
type Timeline struct {
	Label    string
	Action   string
	Wide     template.HTML
	Narrow   template.HTML
	Table    *Table // the same as the picture
	At       int
	First    int // the number of the first entry; Size that of the last
	Size     int
	Says     string // the value of the slider in words
	Earliest string // addresses; empty at the ends
	Previous string
	Next     string
	Latest   string
	When     string
	Day      Field    // to go by time
	Hidden   []Option // further values the form sends
}

// Plot shows the scores of one criterion, as a picture and as a table.
type Plot struct {
	Title   string
	Count   string
	Picture template.HTML
	Rows    []Fact
}

// Gauge shows a quorum: the sentence, then the same in boxes.
type Gauge struct {
	Status  Status
	Picture template.HTML
}

// Group is the seats of one body or group.
type Group struct {
	Title string
	Seats []Seat
}

// Seat is one seat at a meeting. State is present, deputy, absent or barred.
type Seat struct {
	State string
	Name  string
	Note  string
}

// Agenda is the items of a meeting.
type Agenda []Item

// Item is one item of an agenda.
type Item struct {
	Number int
	Title  string
	Note   string
	Past   bool
	Now    bool
	Call   *Offer // for whoever may call it
}
