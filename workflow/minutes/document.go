package minutes

import (
	"strconv"
	"strings"
	"time"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Document is the minutes in words, for any form they are given in.
type Document struct {
	Lang     string
	Title    string
	Facts    []Fact
	Sections []Section
	Signed   []string // whose signatures are to stand below
}

// Fact is a name with what it is.
type Fact struct{ Name, Text string }

// Section is a part of the document. Its key stays the same in every version and language.
type Section struct {
	Key    string
	Title  string
	Blocks []Block
	Table  *Table
	Closed bool // to the reader, who learns no more than the title and why
}

// Block is a paragraph, or, where it has a label, what somebody wrote. Points follow a paragraph one by one.
type Block struct {
	Label, Text string
	Points      []string
}

// add appends a paragraph.
func (s *Section) add(line string) { s.Blocks = append(s.Blocks, Block{Text: line}) }

// Table is a table; the first column of a row is its head.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Reader is for whom minutes are put into words. All functions are needed.
type Reader struct {
	Lang   string
	Policy *policy.Policy
	Title  string // of the round
	Place  string // and Note and Correction, why an approved version was corrected: of the version on record
	Note   string

	Correction string
	State      string // such as "draft, version 1"; empty for what is not on record
	Digest     string
	Name       func(pseudonym string) string
	Text       func(entry uint64, path string) string // empty where it is hidden or was erased
	Day        func(time.Time) string
	Moment     func(time.Time) string
}

// teller puts minutes into words.
type teller struct {
	*Reader
	m *Minutes
}

// Document says the minutes in words of the reader's language.
func (m *Minutes) Document(r *Reader) *Document {
	t := &teller{r, m}
	if note := FormNote(m.Form, r.Lang); note != "" {
		return t.kept(note)
	}
	d := &Document{Lang: r.Lang, Title: t.title(), Facts: t.facts()}
	switch x := m.Meeting; {
	case x == nil || x.Written:
		d.Sections = append(d.Sections, t.members())
	default:
		d.Sections = append(d.Sections, t.attendance())
	}
	if m.Meeting != nil {
		if s, any := t.procedure(); any {
			d.Sections = append(d.Sections, s)
		}
	}
	if len(m.Meetings) > 0 {
		d.Sections = append(d.Sections, t.meetings())
	}
	if len(m.Changes) > 0 {
		d.Sections = append(d.Sections, t.changes())
	}
	if len(m.Phases) > 0 {
		d.Sections = append(d.Sections, t.acts("course", m.Phases))
	}
	for i := range m.Items {
		d.Sections = append(d.Sections, t.item(i+1, &m.Items[i]))
	}
	if r.Note != "" {
		d.Sections = append(d.Sections, t.note())
	}
	d.Sections = append(d.Sections, t.record())
	d.Signed = []string{t.say("signed.chair"), t.say("signed.keeper")}
	return d
}

// note is what the keeper of the minutes remarked.
func (t *teller) note() Section {
	return Section{Key: "note", Title: t.say("note"), Blocks: []Block{{Text: t.Note}}}
}

// say is a phrase with its places filled.
func (t *teller) say(id string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(words[id].In(t.Lang))
}

func (t *teller) facts() []Fact {
	out := []Fact{{t.say("fact.policy"), t.say("policy", "id", t.Policy.ID, "edition", strconv.Itoa(t.Policy.Edition))}}
	if t.m.Meeting != nil {
		out = append(out, t.meetingFacts()...)
	} else {
		if t.Place != "" {
			out = append(out, Fact{t.say("fact.place"), t.Place})
		}
		if days := t.days(); days != "" {
			out = append(out, Fact{t.say("fact.day"), days})
		}
	}
	if chairs := t.chairs(); chairs != "" {
		out = append(out, Fact{t.say("fact.chair"), chairs})
	}
	if t.State != "" {
		out = append(out, Fact{t.say("fact.state"), t.State})
	}
	if t.Correction != "" {
		out = append(out, Fact{t.say("fact.correction"), t.Correction})
	}
	return out
}

// days are the days on which the committee voted and decided, as far as the reader sees them.
func (t *teller) days() string {
	first, last := "", ""
	for i := range t.m.Items {
		for j := range t.m.Items[i].Acts {
			a := &t.m.Items[i].Acts[j]
			if a.Ballot == nil && a.Decision == nil && a.Resolution == nil {
				continue
			}
			if first == "" || a.At < first {
				first = a.At
			}
			last = max(last, a.At)
		}
	}
	if first == "" {
		return ""
	}
	from, to := t.Day(instant(first)), t.Day(instant(last))
	if from == to {
		return from
	}
	return t.say("days", "from", from, "to", to)
}

// instant reads an instant of the record, which is one.
func instant(s string) time.Time {
	at, err := ledger.ParseInstant(s)
	if err != nil {
		return time.Time{}
	}
	return at.Time()
}

// members are who sat in the committee, with how many ballots they took part in, of those they could.
func (t *teller) members() Section {
	s := Section{Key: "members", Title: t.say("members"), Table: &Table{Columns: []string{
		t.say("member"), t.say("member.body"), t.say("member.vote"), t.say("member.part"),
	}}}
	took, could := map[string]int{}, map[string]int{}
	for i := range t.m.Items {
		for j := range t.m.Items[i].Acts {
			if b := t.m.Items[i].Acts[j].Ballot; b != nil {
				count(took, b.Voters)
				count(could, b.Voters)
				count(could, b.Silent)
			}
		}
	}
	for i := range t.m.Members {
		m := &t.m.Members[i]
		part := "–"
		if n := could[m.Participant]; n > 0 {
			part = t.say("part", "took", strconv.Itoa(took[m.Participant]), "all", strconv.Itoa(n))
		}
		s.Table.Rows = append(s.Table.Rows, []string{t.Name(m.Participant), t.body(m), t.vote(m), part})
	}
	return s
}

func count(of map[string]int, names []string) {
	for _, n := range names {
		of[n]++
	}
}

// body is the part of the committee that a member sits in.
func (t *teller) body(m *Member) string {
	b := t.Policy.Body(m.Body)
	if b == nil {
		return m.Body
	}
	if g, ok := b.Group(m.Group); ok {
		return b.Label.In(t.Lang) + ", " + g.Label.In(t.Lang)
	}
	return b.Label.In(t.Lang)
}

// record says what the minutes rest on.
func (t *teller) record() Section {
	s := Section{Key: "record", Title: t.say("record")}
	if t.m.Size > 0 {
		s.add(t.say("record.text", "size", strconv.FormatUint(t.m.Size, 10), "last", strconv.FormatUint(t.m.Size-1, 10), "root", t.m.Root))
		if t.Digest != "" {
			s.add(t.say("record.digest", "digest", t.Digest))
		}
		return s
	}
	s.add(t.say("record.hidden"))
	return s
}
