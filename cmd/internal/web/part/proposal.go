package part

// Ref is the line above the name of a proposal: its number, what kind it is, and where it stands.
type Ref struct {
	Number string
	Facts  []string
	State  string // code of the state; empty for a proposal that is not handed in yet
}

// Paper is the text of a proposal, part by part.
type Paper struct {
	Label string
	Parts []PaperPart
	Box   *Box // said below the text
}

// PaperPart is one part of it: paragraphs of prose, or a list of names.
type PaperPart struct {
	Title string
	Prose []string
	Names []string
	Note  string
}
