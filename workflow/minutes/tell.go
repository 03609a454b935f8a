package minutes

import (
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// acts is a section of acts, one line each.
func (t *teller) acts(title string, acts []Act) Section {
	s := Section{Key: title, Title: t.say(title)}
	for i := range acts {
		s.add(t.act(&acts[i]))
	}
	return s
}

// act says one act with its day, and its reason where one was given.
func (t *teller) act(a *Act) string {
	line := t.say(a.Type, "when", t.Moment(instant(a.At)), "by", t.who(a), "about", t.Name(a.About), "seat", t.seat(a.Seat))
	for _, path := range a.Texts {
		if path == "reason" {
			line += " " + t.reason(a.Entry)
		}
	}
	return line
}

// seat is what a seat is called: by its label where the reader knows one, else by its id.
func (t *teller) seat(id string) string {
	switch label := t.Name(workflow.SeatKey(id)); label {
	case "", workflow.SeatKey(id):
		return id
	default:
		return policy.Text{DE: "„" + label + "“", EN: `"` + label + `"`}.In(t.Lang)
	}
}

// who names whose act it is, and who entered it for them.
func (t *teller) who(a *Act) string {
	if a.For == "" {
		return t.Name(a.By)
	}
	return t.say("for", "name", t.Name(a.For), "by", t.Name(a.By))
}

func (t *teller) reason(entry uint64) string {
	return t.say("reason", "text", t.text(entry, "reason"))
}

// text is a text of the record; one that is not there any more is said to be so.
func (t *teller) text(entry uint64, path string) string {
	if v := t.Text(entry, path); v != "" {
		return v
	}
	return t.say("erased")
}

// item says what the committee did about a proposal.
func (t *teller) item(n int, item *Item) Section {
	s := Section{
		Key: "item " + item.Proposal + item.ID, Closed: item.Withheld || item.Veiled,
		Title: t.say("item", "n", strconv.Itoa(n), "title", strings.TrimSpace(item.Number+" "+t.text(item.Title, item.Path))),
	}
	switch {
	case item.Withheld:
		s.add(t.say("withheld"))
		return s
	case item.Veiled:
		s.add(t.say("veiled"))
		return s
	}
	for i := range item.Recused {
		r := &item.Recused[i]
		how := "recused.resolved"
		if r.Declared {
			how = "recused.declared"
		}
		s.add(t.say(how, "name", t.Name(r.Participant), "kind", t.interest(r.Kind), "when", t.Moment(instant(r.At))))
	}
	t.presence(item, &s)
	for i := range item.Acts {
		a := &item.Acts[i]
		switch {
		case a.Type == workflow.KindMotionMade.Name():
			s.Blocks = append(s.Blocks, Block{Label: t.say("motion", "by", t.who(a)), Text: t.text(a.Entry, "motion")})
		case a.Ballot != nil:
			s.Blocks = append(s.Blocks, Block{Text: t.ballot(a), Points: t.named(a.Ballot)})
		case a.Resolution != nil:
			s.add(t.resolution(a))
		case a.Decision != nil:
			t.decision(a, &s)
		case a.Lot != nil:
			s.add(t.say(a.Type, "when", t.Moment(instant(a.At)), "by", t.who(a), "order", strings.Join(a.Lot.Order, ", "), "place", strconv.Itoa(a.Lot.Place)))
		default:
			s.add(t.act(a))
		}
	}
	if len(s.Blocks) == 0 {
		s.add(t.say("nothing"))
	}
	return s
}

func (t *teller) interest(kind string) string {
	if o, ok := policy.Choose(t.Policy.Interests.Kinds, kind); ok {
		return o.Label.In(t.Lang)
	}
	return kind
}

// ballot says how a vote came out and whether the committee had its quorum.
func (t *teller) ballot(a *Act) string {
	b, num := a.Ballot, func(n int64) string { return strconv.FormatInt(n, 10) }
	id := "ballot"
	if b.Motion > 0 {
		id = "ballot.motion"
	}
	switch {
	case b.Uncounted:
		id += ".blank"
	case b.Present:
		id += ".present"
	}
	line := t.say(id, "how", t.say("mode."+string(b.Mode)), "when", t.Moment(instant(b.Began)), "yes", num(b.Yes), "no", num(b.No), "abstain", num(b.Abstain),
		"voters", strconv.Itoa(len(b.Voters)), "all", strconv.Itoa(len(b.Voters)+len(b.Silent)))
	if len(b.Deputies) > 0 {
		line += " " + t.say("ballot.deputies", "names", strings.Join(t.names(b.Deputies), ", "))
	}
	if len(b.Silent) > 0 {
		line += " " + t.say("ballot.silent", "names", strings.Join(t.names(b.Silent), ", "))
	}
	if b.Quorum != nil {
		line += " " + sentence(b.Quorum.Sentence(t.Policy, t.Lang))
	}
	switch {
	case b.Uncounted:
	case b.Spoilt:
		line += " " + t.say("ballot.spoilt")
	case b.Void:
		line += " " + t.say("ballot.void")
	case b.Motion > 0 && b.Carried:
		line += " " + t.say("motion.carried")
	case b.Motion > 0:
		line += " " + t.say("motion.rejected")
	}
	if b.Reason > 0 {
		line += " " + t.reason(b.Reason)
	}
	return line
}

func (t *teller) names(pseudonyms []string) []string {
	out := make([]string, len(pseudonyms))
	for i, p := range pseudonyms {
		out[i] = t.Name(p)
	}
	return out
}

func (t *teller) resolution(a *Act) string {
	r, id := a.Resolution, "resolution"
	if r.Lift {
		id = "resolution.lift"
	}
	if !r.Carried {
		id += ".failed"
	}
	line := t.say(id, "when", t.Moment(instant(a.At)), "about", t.Name(a.About))
	if r.Yes+r.No+r.Abstain > 0 {
		line += " " + t.say("resolution.votes", "yes", strconv.Itoa(r.Yes), "no", strconv.Itoa(r.No), "abstain", strconv.Itoa(r.Abstain))
	}
	for _, path := range a.Texts {
		if path == "reason" {
			line += " " + t.reason(a.Entry)
		}
	}
	return line
}

// decision says what was decided, what was examined, and why.
func (t *teller) decision(a *Act, s *Section) {
	d := a.Decision
	if d.Elsewhere != "" {
		s.add(t.say("decision.elsewhere", "outcome", d.Outcome, "source", d.Elsewhere))
		return
	}
	line := t.say("decision", "when", t.Moment(instant(a.At)), "outcome", workflow.Word(d.Outcome, t.Lang), "by", t.Name(a.By))
	if d.Outcome != d.Proposed {
		line += " " + t.say("decision.other", "proposed", workflow.Word(d.Proposed, t.Lang))
	}
	var points []string
	for i := range d.Findings {
		points = append(points, sentence(d.Findings[i].Sentence(t.Policy, t.Lang)))
	}
	s.Blocks = append(s.Blocks, Block{Text: line, Points: points})
	for _, path := range a.Texts {
		if path != "reason" {
			s.Blocks = append(s.Blocks, Block{Label: t.say("text." + path), Text: t.text(a.Entry, path)})
		}
	}
}

// sentence joins a rule with its figures.
func sentence(rule, figures string) string {
	if figures == "" {
		return rule + "."
	}
	return rule + " (" + figures + ")."
}
