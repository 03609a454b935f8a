// Package part holds what the parts of a page are made of: one type for each template in templates/parts.
//
// The types carry text in the reader's language where it comes from the record or from a rule, and codes where the template
// has the words itself. They hold no logic of the committee; what little they compute is about showing: a step of the heat
// scale, the number before a finding, the words that differ between two texts.
package part

// Link leads to another page.
type Link struct {
	Text    string
	Href    string
	Note    string // said after the link, not part of it
	Current bool   // the page, step or filter the reader is on
	Lang    string // the language the link's own text is in, where it is another one
}

// Button does something, or leads there when Href is set. Verb first, object named. One button of a page is Primary.
type Button struct {
	Text    string
	Href    string
	Name    string // name and value that the form sends
	Value   string
	Form    string // id of the form, where the button stands outside of it
	Action  string // where the form is sent instead, where a form has several ends
	Primary bool
	Quiet   bool
	Small   bool
	Bar     *Bar // what stands in the way; the button then does nothing but show it
}

// Bar says why a button is barred: the rule, what is missing, and the way out where there is one.
type Bar struct {
	ID     string // of the reason, which the button refers to
	Reason string
	Way    *Link
}

// Status is one line that says how something stands; its place is reserved, so that nothing jumps.
type Status struct {
	ID   string
	Kind StatusKind
	Text string
}

// StatusKind chooses icon and colour of a status.
type StatusKind string

// The kinds of status. The five of a draft are Idle, Busy, Good, Care and Fault in this order.
const (
	Idle  StatusKind = ""
	Busy  StatusKind = "busy"
	Good  StatusKind = "good"
	Care  StatusKind = "care"
	Fault StatusKind = "fault"
	Shut  StatusKind = "shut"
)

// Icon is the name of the icon that stands for the kind.
func (k StatusKind) Icon() string {
	switch k {
	case Busy:
		return "busy"
	case Good:
		return "tick"
	case Care:
		return "warn"
	case Fault, Shut:
		return "cross"
	default:
		return "dot"
	}
}

// Box sets a message apart from the page. Its kinds are Good (a receipt), Care, Fault, Veil and plain.
type Box struct {
	ID      string
	Kind    string // good, care, fault, veil or empty
	Icon    string
	Title   string
	Points  []Point
	Lines   []string
	Links   []Link
	Buttons []Button
	Alert   bool // spoken at once: for loss only
	Focus   bool // takes the focus when the page opens: a receipt
}

// The kinds of box beside Good, Care and Fault.
const (
	BoxPlain = ""
	BoxGood  = "good"
	BoxCare  = "care"
	BoxFault = "fault"
	BoxVeil  = "veil"
)

// Errors is the summary on top of a form that was not accepted; each link leads to its field.
type Errors struct {
	Title string
	Items []Link
}

// Empty says that there is nothing yet, what that means and what to do.
type Empty struct {
	Title  string
	Text   string
	Button *Button
}

// Station is one stop on the way of a proposal.
type Station struct {
	Icon string
	Word string
	Note string
	At   Progress
}

// Progress is where the proposal is, seen from a station.
type Progress string

// A station was passed, holds the proposal now, or is to come.
const (
	Done Progress = "done"
	Now  Progress = "now"
	Todo Progress = "todo"
)

// Slip is the way of one proposal, station by station.
type Slip []Station

// Stamp shows a decision: the outcome's code, when it was taken and where it stands in the record.
type Stamp struct {
	State string
	When  string
	Entry string
}

// Tally is a count of proposals by state, and at the same time the filter.
type Tally struct {
	Label string
	Items []Count
}

// Count is one box of a tally.
type Count struct {
	State   string
	N       int
	Href    string
	Current bool
}

// Task is one thing that waits for somebody.
type Task struct {
	Title  string
	Href   string
	Note   string
	State  string // of the proposal, where the task is about one
	Status *Status
	Button *Button
	More   *Button // a second way on
}

// Queue is a member's way through the proposals assigned, one small box for each.
type Queue struct {
	Label string
	Items []Ticket
}

// Ticket is one proposal in a queue.
type Ticket struct {
	Number  int
	Href    string
	Title   string
	Done    bool
	Recused bool
	Current bool
}

// Facts is a list of names with what they stand for.
type Facts []Fact

// Fact is one line of facts.
type Fact struct {
	Name string
	Text string
	Code bool   // set in a fixed pitch: a digest, a command
	Link string // where the text leads
	Good bool   // a check that was passed
}
