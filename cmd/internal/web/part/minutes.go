package part

// Minutes are minutes as they are read and printed.
type Minutes struct {
	Facts    Facts
	Sections []MinutesSection
	Signed   []string // whose signatures are to stand below
}

// MinutesSection is a part of them.
type MinutesSection struct {
	Title  string
	Blocks []MinutesBlock
	Table  *Table
	Closed bool // to the reader, who learns no more than why
}

// MinutesBlock is a paragraph with points that follow it, or, where it has a label, what somebody wrote.
type MinutesBlock struct {
	Label  string
	Prose  []string
	Points []string
}

// Changes are what differs in one section, line by line.
type Changes struct {
	Title string
	Lines [][]Run
}
