package policy

import "math/big"

// How places are given where only so many proposals can be selected.
const (
	PlacesByOrder    = "order"    // to those that are decided on first; the default
	PlacesByStanding = "standing" // to the best of the standing
)

// What happens where proposals share the rank at which the places end.
const (
	LimitAll       = "all"       // all of them are selected, more than there are places
	LimitNone      = "none"      // none of them is
	LimitCommittee = "committee" // the committee resolves which of them are, and says why
	LimitLot       = "lot"       // a lot says which of them are, after § 92 (2) VwVfG; before it is drawn nothing is decided
)

// SelectedLimit says how many proposals of a round can be selected, and which where more could be.
type SelectedLimit struct {
	Basis
	AtMost int    // 0 is no limit
	By     string // PlacesByOrder, also where it is empty, or PlacesByStanding
	Tie    string // for PlacesByStanding: LimitAll, LimitNone, LimitCommittee or LimitLot
}

// ranked tells whether places go to the best of the standing.
func (s *SelectedLimit) ranked() bool { return s.AtMost > 0 && s.By == PlacesByStanding }

// Ranked tells whether what becomes of a proposal depends on how the others of the round were judged.
func (p *Policy) Ranked() bool { return p.Selected.ranked() }

// Candidate is a proposal of the round with what is known of it and was decided on it.
type Candidate struct {
	ID       string
	Facts    Facts   // without rivals
	Open     bool    // not scored to the end
	Outcome  Outcome // of the decision in force, empty before it
	Proposed Outcome // what the policy proposed then
}

// Rival is a proposal of the round that competes for the places, or may yet.
type Rival struct {
	ID       string
	Index    *big.Rat // its index in the standing; nil where it has none
	Selected bool     // it has its place
	Open     bool     // the rules do not yet say whether it competes
	Lot      Drawn    // as that of Facts
}

// Rivals are the candidates that compete for the places, in their order: those that are selected; those that meet every
// rule but the limit; and, as open, those of which that cannot be said yet. Who was deferred, and who was not selected
// although the policy proposed it, leaves its place to others.
func (p *Policy) Rivals(all []Candidate) []Rival {
	var out []Rival
	for i := range all {
		c := &all[i]
		r := Rival{ID: c.ID, Selected: c.Outcome == Selected, Lot: c.Facts.Lot}
		switch {
		case c.Outcome == Deferred, c.Outcome == NotSelected && c.Proposed == Selected:
			continue
		case c.Open:
			r.Open = true
		default:
			m := p.merit(c.Facts)
			r.Open = !m.decidable && c.Outcome == ""
			if !r.Selected && !r.Open && (!m.decidable || !m.agreed) {
				continue
			}
			r.Index = p.index(c.Facts.Members)
		}
		out = append(out, r)
	}
	return out
}

// index is what a proposal's rank in the standing rests on.
func (p *Policy) index(members []MemberFact) *big.Rat {
	return p.Standing([]Entrant{{Means: p.Means(p.Aggregation, members)}})[0].Index
}

// places tells whether there is a place for the proposal, and whether that is settled. Where places go to the best, who
// does not meet the other rules does not compete.
func (p *Policy) places(f Facts, competes bool) (finding Finding, settled bool) {
	s := &p.Selected
	top := Finding{Rule: RuleSelectedLimit, Assumption: s.Assumption, Holds: holds(f.SelectedSoFar < s.AtMost), Figures: []Figure{
		figure("selected", int64(f.SelectedSoFar)), figure("at_most", int64(s.AtMost)),
	}}
	if !s.ranked() {
		return top, true
	}
	if !competes {
		top.Holds = HoldsInfo
		return top, true
	}
	c := p.contest(p.index(f.Members), f.Lot, f.Rivals)
	return c.judge(s, top)
}

// Tied are those of the competitors among whom a lot decides: they share the rank at which the places end, there are more of them
// than places, the standing is complete, and no lot covers them all. Empty where no lot is due; free is how many places there are.
func (p *Policy) Tied(all []Rival) (ids []string, free int) {
	if !p.Selected.ranked() || p.Selected.Tie != LimitLot {
		return nil, 0
	}
	for i := range all {
		r := &all[i]
		if r.Open || r.Selected || r.Index == nil {
			continue
		}
		c := p.contest(r.Index, r.Lot, without(all, r.ID))
		if c.settled() && c.atLimit() && !c.drawn {
			ids, free = append(ids, r.ID), c.free
		}
	}
	return ids, free
}

// contest is how a proposal stands among its rivals.
type contest struct {
	index                              *big.Rat
	better, tied, taken, waiting, free int
	drawn                              bool // a lot covers all who are tied and have no place
	ahead                              int  // of these, how many the lot puts ahead
}

func (p *Policy) contest(index *big.Rat, lot Drawn, rivals []Rival) contest {
	c := contest{index: index, drawn: lot.Place > 0}
	_, lower := p.alike()
	tiedSelected := 0
	for i := range rivals {
		r := &rivals[i]
		order := compareIndex(r.Index, c.index, lower)
		switch {
		case r.Open:
			c.waiting++
		case order < 0:
			c.better++
		case order == 0:
			c.tied++
			switch {
			case r.Selected:
				tiedSelected++
			case r.Lot.Lot != lot.Lot || r.Lot.Place == 0:
				c.drawn = false
			case r.Lot.Place < lot.Place:
				c.ahead++
			}
		case r.Selected:
			c.taken++ // by a decision that departs from the standing
		}
	}
	c.free = p.Selected.AtMost - c.better - c.taken
	if p.Selected.Tie != LimitAll { // who shares the rank and is selected has taken a place
		c.free, c.tied = c.free-tiedSelected, c.tied-tiedSelected
	}
	return c
}

// compareIndex orders two indexes, the better one first; who has none comes last.
func compareIndex(a, b *big.Rat, lower bool) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	case lower:
		return a.Cmp(b)
	}
	return b.Cmp(a)
}

// settled tells whether the standing is complete, or there is room for all.
func (c *contest) settled() bool {
	return c.waiting == 0 || c.index != nil && c.tied+c.waiting < c.free
}

// atLimit tells whether more share the rank than there are places left.
func (c *contest) atLimit() bool { return c.index != nil && c.free > 0 && c.tied >= c.free }

// judge says whether there is a place: the standing has to be complete, unless there is room for all; who shares the rank
// at which the places end is treated as the policy says. Where a lot decides nothing is settled before it is drawn.
func (c *contest) judge(s *SelectedLimit, top Finding) (finding Finding, settled bool) {
	top.Figures = append(top.Figures, figure("rank", int64(c.better+1)))
	if c.index != nil {
		top.Figures = append(top.Figures, Figure{"index", c.index.RatString()})
	}
	settled = c.settled()
	top.Findings = []Finding{
		{Rule: RuleStandingComplete, Holds: holds(settled), Figures: []Figure{figure("waiting", int64(c.waiting))}},
		{Rule: RulePlace, Holds: holds(c.index != nil && c.free > 0), Figures: []Figure{
			figure("rank", int64(c.better+1)), figure("free", int64(max(c.free, 0))), figure("at_most", int64(s.AtMost)),
		}},
	}
	if c.atLimit() {
		tie := Finding{Rule: RuleLimitTie, Holds: holds(s.Tie == LimitAll), Figures: []Figure{
			figure("tied", int64(c.tied+1)), figure("free", int64(c.free)), {"tie", s.Tie},
		}}
		switch {
		case s.Tie == LimitLot && c.drawn:
			tie.Holds = holds(c.ahead < c.free)
			tie.Figures = append(tie.Figures, figure("drawn", int64(c.ahead+1)))
		case s.Tie == LimitLot:
			settled = false
		}
		top.Findings = append(top.Findings, tie)
	}
	top.all()
	return top, settled
}

func (s *SelectedLimit) form(f *form) {
	s.Basis.form(f)
	f.count("at_most", &s.AtMost, 1, false)
	f.maybeChoice("by", &s.By, PlacesByOrder, PlacesByStanding)
	f.maybeChoice("tie", &s.Tie, LimitAll, LimitNone, LimitCommittee, LimitLot)
}

// check holds the parts of the limit against each other.
func (s *SelectedLimit) check(d *document) {
	switch {
	case s.By != "" && s.AtMost == 0:
		d.fresh("selected.by", Text{
			"„by“ gilt nur zusammen mit „at_most“. Tragen Sie ein, wie viele Vorschläge ausgewählt werden können.",
			"\"by\" holds only together with \"at_most\". Enter how many proposals can be selected.",
		})
	case s.By == PlacesByStanding && s.Tie == "":
		d.fresh("selected.tie", Text{
			"„tie“ fehlt: Sagen Sie, was bei Gleichstand an der Grenze gilt: all, none, committee oder lot.",
			"\"tie\" is missing: say what holds for a tie at the limit: all, none, committee or lot.",
		})
	case s.By != PlacesByStanding && s.Tie != "":
		d.fresh("selected.tie", say("„tie“ gehört zu „by: %s“. Ändern Sie „by“ oder entfernen Sie „tie“.",
			"\"tie\" belongs to \"by: %s\". Change \"by\" or remove \"tie\".", PlacesByStanding))
	}
}

func (s *SelectedLimit) text() Text {
	if s.AtMost == 0 {
		return Text{}
	}
	limit := say("Höchstens %d Vorschläge einer Runde werden ausgewählt.", "At most %d proposals of a round are selected.", s.AtMost)
	if !s.ranked() {
		return limit
	}
	return sentences(limit, Text{"Die Plätze gehen an die Besten der Reihung.", "The places go to the best of the standing."}, map[string]Text{
		LimitAll: {
			"Bei Gleichstand an der Grenze sind alle Gleichen ausgewählt.", "Of those tied at the limit all are selected.",
		},
		LimitNone: {
			"Bei Gleichstand an der Grenze ist keiner der Gleichen ausgewählt.", "Of those tied at the limit none is selected.",
		},
		LimitCommittee: {
			"Bei Gleichstand an der Grenze beschließt das Gremium, wer ausgewählt ist, und begründet es.",
			"Of those tied at the limit the committee resolves which are selected, and says why.",
		},
		LimitLot: {
			"Bei Gleichstand an der Grenze entscheidet das Los, das der Vorsitz oder die Koordination zieht; es steht als eigener Eintrag in der Akte.",
			"Of those tied at the limit a lot decides, drawn by the chair or the coordination; it is an entry of its own in the record.",
		},
	}[s.Tie])
}

// limit says the findings on the limit.
func (s speaker) limit() (rule, figures string) {
	switch s.f.Rule {
	case RuleStandingComplete:
		return s.either("Die Reihung steht fest", "The standing is complete",
				"Die Reihung steht noch nicht fest", "The standing is not complete yet"),
			s.many("waiting", "Vorschlag ist noch offen", "Vorschläge sind noch offen", "proposal is still open", "proposals are still open")
	case RulePlace:
		return s.either("Für den Rang ist ein Platz frei", "There is a place for the rank",
				"Für den Rang ist kein Platz frei", "There is no place for the rank"),
			s.say("Rang %s, ", "rank %s, ", s.n("rank")) +
				s.many("free", "Platz frei", "Plätze frei", "place left", "places left") + s.say(" von %s", " of %s", s.n("at_most"))
	case RuleLimitTie:
		return s.limitTie()
	}
	figures = s.say("%s von höchstens %s ausgewählt", "%s of at most %s selected", s.n("selected"), s.n("at_most"))
	switch rank := s.f.Figure("rank"); {
	case s.f.Holds == HoldsInfo:
		return s.say("Um einen Platz bewirbt sich nur, wer die übrigen Regeln erfüllt", "Only who meets the other rules competes for a place"), figures
	case rank != "":
		return s.either("Der Vorschlag erhält nach der Reihung einen Platz", "By the standing the proposal gets a place",
			"Der Vorschlag erhält nach der Reihung keinen Platz", "By the standing the proposal gets no place"), figures
	}
	return s.either("Es kann noch ein Vorschlag ausgewählt werden", "One more proposal can be selected",
		"Die Höchstzahl ausgewählter Vorschläge ist erreicht", "The limit of selected proposals is reached"), figures
}

func (s speaker) limitTie() (rule, figures string) {
	rule = s.say("Gleichstand an der Grenze: %s Vorschläge, ", "A tie at the limit: %s proposals, ", s.n("tied")) +
		s.many("free", "Platz", "Plätze", "place", "places")
	if s.f.Figure("drawn") != "" {
		return rule, s.say("im Los an Stelle %s", "drawn by lot as number %s", s.n("drawn"))
	}
	return rule, map[string]Text{
		LimitAll:       {"alle sind ausgewählt", "all are selected"},
		LimitNone:      {"keiner ist ausgewählt", "none is selected"},
		LimitCommittee: {"das Gremium beschließt, wer den Platz erhält", "the committee resolves who gets the place"},
		LimitLot:       {"das Los entscheidet und ist noch zu ziehen", "a lot decides, and has yet to be drawn"},
	}[s.f.Figure("tie")].In(s.lang)
}
