package web

import (
	"net/http"
	"slices"
	"strconv"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of the forms about a ballot in a meeting.
const (
	fieldMotion = "antrag"
	fieldMode   = "weise"
	fieldChoice = "stimme"
	fieldSecret = "geheim" // the form was made for a secret ballot
	fieldBlank  = "ohne"   // a secret ballot is closed without a tally

	modeOpen = "offen" // a form has no empty choice
)

// ballotCard is one thing that is voted on in a meeting: a proposal or a motion.
type ballotCard struct {
	ID      string
	Heading string // where several stand below each other
	Motion  string
	By      string
	Note    string
	Box     *part.Box // the own vote, or the result
	Form    *voteForm
	Paper   *paperForm // for the operator
	Status  part.Status
	Votes   *part.Table
	Open    *openingForm
	Offers  []part.Offer
}

// openingForm asks how a ballot is held.
type openingForm struct {
	Action string
	Hidden []part.Option
	Modes  part.Choices
	Again  string // what a further ballot is called
	Reason *part.Field
	Send   part.Button
}

// votable is what a ballot is about.
type votable struct {
	item     *view.Item
	motion   *view.Motion
	ballot   *view.Ballot // in this meeting, nil where there was none
	repeated bool         // a ballot was held, so that a further one owes a reason
}

// proposal and motion are the ids that commands name it by.
func (x *votable) proposal() string {
	if x.motion == nil {
		return x.item.Proposal.ID
	}
	return ""
}

func (x *votable) motionID() string {
	if x.motion != nil {
		return x.motion.ID
	}
	return ""
}

// number is what people know it by: the number of the proposal, or the id of the motion.
func (x *votable) number() string {
	if x.motion != nil {
		return x.motion.ID
	}
	return x.item.Proposal.Number
}

// id is the anchor of the card.
func (x *votable) id() string {
	if x.motion != nil {
		return "antrag-" + x.motion.ID
	}
	return "vorschlag-" + x.item.Proposal.Number
}

// votables are what can be voted on under an item: its proposal, and the motions on it.
func (b *sitting) votables(i *view.Item) []votable {
	if i.Masked {
		return nil
	}
	var out []votable
	if p := i.Proposal; p != nil {
		x := votable{item: i}
		if p.Ballot != nil {
			x.repeated = !p.Ballot.Void
			if p.Ballot.Meeting == b.m.ID {
				x.ballot = p.Ballot
			}
		}
		if p.State == workflow.Scored || x.ballot != nil {
			out = append(out, x)
		}
	}
	for n := range i.Motions {
		m := &i.Motions[n]
		out = append(out, votable{item: i, motion: m, ballot: m.Ballot, repeated: m.Ballot != nil && !m.Ballot.Void})
	}
	return out
}

// card shows one thing that is voted on, with what the visitor can do about it.
func (s *Server) card(r *http.Request, b *sitting, x *votable) (ballotCard, error) {
	w := b.words
	c := ballotCard{ID: x.id()}
	if x.motion == nil {
		c.Motion = w.T("meeting.motion.proposal", "Number", x.item.Proposal.Number)
	} else {
		texts, err := s.config.Desk.Texts(r.Context(), b.round, x.motion.Entry)
		if err != nil {
			return c, err
		}
		c.Motion, c.By = w.T("meeting.motion", "Motion", texts["motion"]), w.T("meeting.motion.by", "Name", b.name(x.motion.By))
	}
	switch {
	case x.ballot == nil:
		c.Note = w.T("meeting.ballot.not_yet")
	case x.ballot.Open:
		c.Note = w.T("meeting.ballot.open." + modeName(x.ballot.Mode))
		if err := s.voting(r, b, x, &c); err != nil {
			return c, err
		}
		c.Paper = s.onPaper(b, x)
	default:
		c.Note = w.T("meeting.ballot.closed." + modeName(x.ballot.Mode))
		b.result(x, &c)
	}
	s.leadBallot(b, x, &c)
	return c, nil
}

func modeName(m workflow.Mode) string {
	if m == workflow.ModeOpen {
		return "open"
	}
	return string(m)
}

// naming are the hidden fields that say what a form is about.
func (s *Server) naming(x *votable) []part.Option {
	out := []part.Option{{Value: fieldCommand, Text: s.config.NewID()}}
	if x.motion != nil {
		return append(out, part.Option{Value: fieldMotion, Text: x.motion.ID})
	}
	return append(out, part.Option{Value: fieldProposal, Text: x.item.Proposal.ID})
}

// voting is the visitor's own part in an open ballot, and how many have voted.
func (s *Server) voting(r *http.Request, b *sitting, x *votable, c *ballotCard) error {
	w, bl := b.words, x.ballot
	c.Status = part.Status{Text: b.progressOf(x)}
	if !bl.MayVote {
		return nil
	}
	if !b.m.Written && !b.here() {
		c.Box = &part.Box{Title: w.T("meeting.away.title"), Lines: []string{w.T("meeting.away.text")}}
		return nil
	}
	secret := bl.Mode == workflow.ModeSecret
	switch own := bl.OwnVote; {
	case own != nil && secret:
		c.Box = &part.Box{Kind: part.BoxGood, Icon: "tick", Title: w.T("meeting.voted.secret"), Lines: []string{w.T("meeting.voted.secret.text")}}
		return s.handed(r, b.visit, b.heldVote(x.number(), own), c.Box)
	case own != nil:
		c.Box = &part.Box{
			Kind: part.BoxGood, Icon: "tick", Title: w.T("vote.receipt.title", "Choice", w.T("choice."+string(own.Choice))),
			Lines: []string{w.T("vote.receipt.text")},
		}
		if err := s.handed(r, b.visit, b.heldVote(x.number(), own), c.Box); err != nil {
			return err
		}
	}
	c.Form = s.votingCard(b, x, secret)
	if b.round.Try(workflow.Member, &workflow.DemandSecrecy{Proposal: x.proposal(), Motion: x.motionID()}) == nil {
		c.Offers = append(c.Offers, part.Offer{
			Button: part.Button{Text: w.T("meeting.demand")}, Action: b.at("geheim"), Hidden: s.naming(x),
		})
	}
	return nil
}

// votingCard is the form of one vote.
func (s *Server) votingCard(b *sitting, x *votable, secret bool) *voteForm {
	w, bl := b.words, x.ballot
	f := &voteForm{
		Action: b.at("stimme"), Hidden: s.naming(x), Ballot: part.Ballot{Legend: w.T("vote.legend"), Name: fieldChoice},
		Send: part.Button{Text: w.T("vote.send"), Primary: true},
	}
	base := uint64(0)
	if bl.OwnVote != nil {
		base, f.Send.Text = bl.OwnVote.Version, w.T("vote.change")
	}
	if secret {
		f.Hidden = append(f.Hidden, part.Option{Value: fieldSecret, Text: "1"})
		f.Status = part.Status{Text: secretNote(w, b.round.Policy)}
	}
	f.Hidden = append(f.Hidden, part.Option{Value: fieldBase, Text: strconv.FormatUint(base, 10)})
	for _, choice := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
		chosen := bl.OwnVote != nil && bl.OwnVote.Choice == choice
		f.Ballot.Choices = append(f.Ballot.Choices, part.Option{Value: string(choice), Text: w.T("choice." + string(choice)), Chosen: chosen})
	}
	return f
}

// secretNote says what a secret vote keeps secret, from whom, and what not.
func secretNote(w *locale.Locale, p *policy.Policy) string {
	if p.Ballots.SecretAtLeast == 0 {
		return w.T("meeting.secret.host") + " " + w.T("meeting.secret.lone")
	}
	return w.T("meeting.secret.host") + " " + w.T("meeting.secret.least", "Least", p.Ballots.SecretAtLeast)
}

// here tells whether the visitor is in the room for the item that is dealt with.
func (b *sitting) here() bool {
	me := b.round.Me
	return me != nil && slices.ContainsFunc(b.m.Attending, func(a view.Attending) bool {
		return a.By == me.Pseudonym && a.Attendance == workflow.Present && !a.Away && !a.Recused
	})
}

// progressOf says how many have voted, as far as the visitor may know.
func (b *sitting) progressOf(x *votable) string {
	if x.ballot.Voters < 0 {
		return b.words.T("meeting.progress.later")
	}
	expected := 0
	for i := range b.round.Members {
		if b.awaitedIn(x, i) {
			expected++
		}
	}
	text := b.words.T("meeting.progress", "Given", x.ballot.Voters, "Expected", max(expected, x.ballot.Voters))
	if len(x.ballot.Voted) == 0 {
		return text
	}
	names := make([]string, len(x.ballot.Voted))
	for n, i := range x.ballot.Voted {
		names[n] = b.name(b.actor(i))
	}
	return text + " " + b.words.T("meeting.progress.who", "Names", b.words.List(names))
}

// actor is who is there for a member: the holder of the seat, or a deputy.
func (b *sitting) actor(member int) string {
	for i := range b.m.Attending {
		if a := &b.m.Attending[i]; a.Member == member && a.By != "" && a.Attendance == workflow.Present {
			return a.By
		}
	}
	return b.member(member).Pseudonym
}

// awaitedIn tells whether a member may vote: by seat, and in a meeting as one who is there.
func (b *sitting) awaitedIn(x *votable, member int) bool {
	m := b.member(member)
	out := x.item.Proposal != nil && slices.Contains(x.item.Proposal.Out, member)
	if m.Advisory || m.Vacant || out {
		return false
	}
	return b.m.Written || slices.ContainsFunc(b.m.Attending, func(a view.Attending) bool {
		return a.Member == member && a.Attendance == workflow.Present && !a.Away
	})
}

// result is what a ballot came to, and who voted how where it was not secret.
func (b *sitting) result(x *votable, c *ballotCard) {
	w, bl := b.words, x.ballot
	switch {
	case bl.Blank:
		c.Box = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("meeting.blank.title"), Lines: []string{w.T("meeting.blank.text")}}
		return
	case bl.Void:
		c.Box = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("meeting.void.title"), Lines: []string{w.T("meeting.void.text")}}
		return
	}
	c.Box = &part.Box{Title: b.tallied(bl)}
	switch {
	case x.motion == nil && bl.Verdict.Get().Proposed.Outcome != "":
		c.Box.Lines = append(c.Box.Lines, w.T("meeting.proposes", "Outcome", b.outcomeWord(string(bl.Verdict.Get().Proposed.Outcome))))
		c.Box.Lines = append(c.Box.Lines, b.unmet(bl.Verdict.Get().Proposed.Findings)...)
	case bl.Carried != nil && bl.Carried.Holds == policy.HoldsYes:
		c.Box.Lines = append(c.Box.Lines, w.T("meeting.carried"))
	case bl.Carried != nil:
		c.Box.Lines = append(c.Box.Lines, w.T("meeting.rejected"))
	}
	if x.motion == nil {
		if dec := x.item.Proposal.Decision; dec != nil && dec.Meeting == b.m.ID {
			c.Box.Lines = append(c.Box.Lines, w.T("meeting.decided", "Outcome", b.outcomeWord(dec.Outcome)))
		}
		c.Box.Links = []part.Link{{Text: w.T("meeting.why"), Href: proposalAddress(b.round, x.item.Proposal, "warum")}}
	}
	if bl.Mode == workflow.ModeSecret || len(bl.Votes.Get()) == 0 {
		return
	}
	t := &part.Table{Caption: w.T("votes.single"), Quiet: true, Columns: []part.Column{{Title: w.T("board.member")}, {Title: w.T("votes.vote")}}}
	for _, vote := range bl.Votes.Get() {
		m := b.member(vote.Member)
		row := part.Row{
			Head: part.Cell{Text: b.name(vote.By), Note: b.body(m.Body, m.Group)}, Cells: []part.Cell{{Text: w.T("votes." + string(vote.Choice))}},
		}
		if vote.Deputy {
			row.Head.Note += ", " + w.T("meeting.deputising", "Name", b.name(m.Pseudonym))
		}
		if vote.Aside {
			row.Cells[0].Note = w.T("votes.aside")
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, b.silentRows(bl)...)
	c.Votes = t
}

// unmet are the rules that were not met, each as a sentence, and what equal votes mean where they were equal.
func (b *sitting) unmet(findings []policy.Finding) []string {
	var out []string
	for i := range findings {
		f := &findings[i]
		if f.Holds == policy.HoldsNo {
			rule, _ := f.Sentence(b.round.Policy, b.words.Lang())
			out = append(out, rule+".")
		}
		for j := range f.Findings {
			rule, figures := f.Findings[j].Sentence(b.round.Policy, b.words.Lang())
			if f.Findings[j].Rule == policy.RuleTie && figures != "" {
				out = append(out, rule+": "+figures+".")
			}
		}
	}
	return out
}

// tallied writes a tally: 7 Ja, 2 Nein, 1 Enthaltung.
func (b *sitting) tallied(bl *view.Ballot) string {
	return b.words.T("meeting.tally", "Yes", int(bl.Tally.Yes), "No", int(bl.Tally.No), "Count", int(bl.Tally.Abstain))
}
