package part

// Remark is what somebody says about a proposal: a comment, a question or an answer.
type Remark struct {
	ID      string // of the element, where links lead to it
	Number  int    // 0 for one that is named by the one that it answers
	Who     string
	Note    string // in what capacity, and when
	To      *Link  // the remark that it answers, where it does not stand right below it
	Text    []string
	Gone    string // said in place of a text that was erased
	Edited  string // that it was changed, and when
	Earlier []Earlier
	Status  *Status
	Ways    []Link
	Under   []Remark // what answers it
}

// Earlier is a version that was replaced, and what the one after it changed.
type Earlier struct {
	Title string
	Text  []Run
}

// Say is a form for one text, which is kept as it is typed.
type Say struct {
	Label  string
	Action string
	Hidden []Option
	Draft  Draft
	Keep   string // where a form without a script keeps its draft
	Field  Field
	Status Status
	Send   Button
	Back   *Button
}
