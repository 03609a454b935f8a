package view

import (
	"math/big"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Proposal is a proposal as the viewer may see it.
type Proposal struct {
	ID      string
	Ref     string
	Number  string // such as "26-014"
	State   workflow.State
	Outcome string // empty until the viewer may know it
	Reasons uint64 // entry whose text "rationale" the viewer may read, where the outcome is released; 0 for none
	Version uint64
	Content *workflow.ProposalSubmitted
	Entry   uint64 // whose texts hold the current version
	Own     bool   // handed in by the viewer
	Check   *workflow.Check
	Missing []string

	Sheets     Later[[]Sheet] // those the viewer may see, own one included
	Shown      int            // how many these are
	OwnSheet   *Sheet
	OwesReason bool // another sheet of the viewer owes a reason: discussion has begun
	Veil       Veil
	Given      int                 // sheets given; −1 while veiled
	Expected   int                 // members who are to score
	Mine       bool                // the viewer is to score it
	Assigned   []int               // those assigned, as indexes among members; empty means every member
	Wish       workflow.Preference // the viewer's own
	Awaited    []string            // pseudonyms of members without a sheet; for the office
	Means      Later[[]Mean]       // by criterion; nil while veiled
	Ballot     *Ballot
	Decision   *workflow.Decision
	Decisions  []*workflow.Decision // set aside
	Comments   []Comment            // nil while veiled
	Questions  []Question           // to whoever handed the proposal in
	Published  bool
	Released   bool // the decision in force is known outside of the committee
	Request    *workflow.Reconsideration
	Moves      Moves    // for the office
	Entries    []uint64 // that concern it, for readers of the record

	Exclusion   *Exclusion // why the viewer takes no part; nil where they may
	Interests   []Interest // on record
	Out         []int      // members who are excluded, by their own interest or their seat's
	Suggested   string     // owner to whom the viewer's own seat is near, empty where none is
	Suggestions []Suggestion
	Doubt       bool // somebody was excluded after the decision, and it is not confirmed
	Recall      *Recall
}

// Recall is the latest decision that whoever handed the proposal in was told of, and that is set aside: the committee
// deliberates again, and the next decision is not known yet. Nil otherwise.
type Recall struct {
	Outcome string
	Taken   ledger.Instant
	Aside   ledger.Instant
}

// Veil says why the scores of others are hidden; empty when they are not.
type Veil string

// The reasons.
const (
	VeilOwn    Veil = policy.BlindUntilOwn    // until the viewer's own scores are in
	VeilSeat   Veil = "seat_scores"           // until the viewer has confirmed or revised the sheet that somebody else gave for the seat
	VeilClosed Veil = policy.BlindUntilClosed // until scoring is closed
	VeilNot    Veil = "not_yours"             // scores are not for this viewer
)

// Lifts tells whether the viewer lifts the veil by giving scores.
func (v Veil) Lifts() bool { return v == VeilOwn || v == VeilSeat }

// Sheet is a seat's scores, with who gave them.
type Sheet struct {
	Member  int    // index among members
	By      string // pseudonym
	Deputy  bool   // given by a deputy
	Version uint64
	Seen    uint64
	Entry   uint64 // whose texts hold the justifications
	At      ledger.Instant
	Values  []policy.Value
	Late    bool    // it came after the deadline, with a reason
	Aside   bool    // of a member who is excluded: it stays on record and counts nowhere
	Was     []Sheet // earlier versions, in their order, where the viewer may read them: of the own sheet, and for the office
}

// Mean is one criterion's result over the sheets that the viewer may see.
type Mean struct {
	N         int // assessable scores
	Value     *big.Rat
	Low, High policy.Decimal
	Below     bool // the threshold
}

// proposal fills the row of a proposal.
func (v *Round) proposal(p *workflow.Proposal, in *row) {
	why, own := v.excludedFrom(p), v.self >= 0 && p.Submitter == v.self
	if why != nil && (!own || !v.state.Participants[v.self].Holds(workflow.Submitter)) {
		in.Proposal = v.masked(p, why)
		return
	}
	out := &in.Proposal
	*out = Proposal{
		ID: p.ID, Ref: p.Content.Ref, Number: v.state.NumberOf(p), State: p.State, Version: p.Version, Content: p.Content,
		Entry: p.Versions[len(p.Versions)-1], Own: own, Check: p.Check, Missing: p.Missing,
		Published: p.Published, Released: p.Decision != nil && v.state.Known(p), Given: -1, Exclusion: why,
		Mine: v.acts() && why == nil && v.state.Assigned(p, v.self),
	}
	inside := v.inside() && why == nil // who is excluded from an own proposal follows it as its submitter
	if inside && !v.untold(p) || v.state.Known(p) {
		out.Outcome, out.Decision = p.Outcome, v.decision(p.Decision)
		if p.Decision != nil {
			out.Reasons = p.Decision.Seq
		}
	} else if p.State == workflow.Decided && !inside {
		out.State = workflow.Scored // a submitter learns the outcome when it is released
	}
	if own && out.Decision == nil {
		out.Recall = recall(p)
	}
	if !inside {
		out.Veil, out.Decision = VeilNot, nil
		v.discussion(p, out)
		return
	}
	out.Decisions = v.setAside(p)
	out.Request = p.Request
	v.assignment(p, out)
	v.interests(p, out)
	v.scores(p, in)
	v.ballot(p, in)
	v.discussion(p, out)
	if v.Office {
		out.Moves = in.moves.by(v, p)
	}
	if v.Reader {
		out.Entries = p.Entries
	}
}

// veil says whether the scores of others on the proposal are hidden from the viewer. A seat decides before any role.
func (v *Round) veil(p *workflow.Proposal) Veil {
	if v.member < 0 {
		return ""
	}
	veil := Veil(v.state.Veil(p, v.self))
	if veil == VeilOwn && p.Sheet(v.member) != nil {
		return VeilSeat
	}
	return veil
}

func (v *Round) scores(p *workflow.Proposal, in *row) {
	out := &in.Proposal
	out.Veil = v.veil(p)
	given, rest := 0, p.Sheets
	for m, i := range v.state.Members {
		var s *workflow.Sheet
		if len(rest) > 0 && rest[0].Member == m { // they are in the order of the members
			s, rest = &rest[0], rest[1:]
		}
		aside := v.aside(p, s, i)
		expected := !aside && (s != nil || v.manned[m]) && v.state.Assigned(p, i)
		if expected {
			out.Expected++
		}
		switch {
		case s != nil && !aside:
			given++
		case s == nil && expected && v.Office:
			out.Awaited = append(out.Awaited, v.acting(m))
		}
	}
	if out.Veil == "" || v.Office {
		out.Given = given
	}
	if s := p.Sheet(v.member); s != nil {
		own := v.sheet(p, s)
		out.OwnSheet, out.OwesReason, out.Shown = &own, p.Discussed > 0 || s.By != v.self, 1
	}
	if out.Veil == "" {
		out.Means, out.Shown = in.means.by(v, p, (*Round).means), len(p.Sheets)
	}
	out.Sheets = in.sheets.by(v, p, (*Round).sheets)
}

// aside tells whether the sheet of a member counts nowhere: whoever gave it or holds the seat is excluded.
func (v *Round) aside(p *workflow.Proposal, s *workflow.Sheet, participant int) bool {
	return v.state.Recused(p, participant) != nil || s != nil && v.state.Recused(p, s.By) != nil
}

// sheets are those of a proposal that the viewer may see, in order of the members.
func (v *Round) sheets(p *workflow.Proposal) []Sheet {
	veiled := v.veil(p) != ""
	out := make([]Sheet, 0, len(p.Sheets))
	for i := range p.Sheets {
		if s := &p.Sheets[i]; !veiled || s.Member == v.member {
			out = append(out, v.sheet(p, s))
		}
	}
	return out
}

// sheet is one that the viewer may see, with its earlier versions where they may see those.
func (v *Round) sheet(p *workflow.Proposal, s *workflow.Sheet) Sheet {
	aside := v.aside(p, s, v.state.Members[s.Member])
	out := v.sheetOf(s, aside)
	if s.Member == v.member || v.veil(p) == "" && (v.Office || v.Reader) {
		for i := range s.Was {
			out.Was = append(out.Was, v.sheetOf(&s.Was[i], aside))
		}
	}
	return out
}

func (v *Round) sheetOf(s *workflow.Sheet, aside bool) Sheet {
	return Sheet{
		Member: s.Member, By: v.Participant(s.By), Deputy: s.Deputy, Version: s.Version, Seen: s.Seen, Entry: s.Seq, At: s.At,
		Values: s.Values, Late: s.Late, Aside: aside,
	}
}

func (v *Round) means(p *workflow.Proposal) []Mean { return v.common.meansOf(p) }

func meansOf(r *workflow.Round, p *workflow.Proposal) []Mean {
	out := make([]Mean, len(r.Policy.Criteria))
	for c, opinions := range r.Opinions(p) {
		m := Mean{N: len(opinions), Value: r.Policy.Aggregation.Of(opinions)}
		for i, o := range opinions {
			if i == 0 || o.Value.Cmp(m.Low) < 0 {
				m.Low = o.Value
			}
			if i == 0 || o.Value.Cmp(m.High) > 0 {
				m.High = o.Value
			}
		}
		m.Below = m.Value != nil && r.Policy.Criteria[c].Misses(m.Value)
		out[c] = m
	}
	return out
}

// ballot shows the ballot on a proposal, and once it is closed what the policy says of it.
func (v *Round) ballot(p *workflow.Proposal, in *row) {
	b := p.Ballot
	if b == nil {
		return
	}
	x := v.votes(b, p)
	x.Mark = mark(p.Entries, b.Opened)
	if !b.Open {
		x.Votes = in.votes.by(v, p, func(v *Round, p *workflow.Proposal) []Vote { return v.cast(p.Ballot, p, v.Numbers) })
		x.Verdict = in.verdict.by(v, p, (*Round).verdict)
	}
	in.Ballot = x
}

func (v *Round) verdict(p *workflow.Proposal) Verdict {
	d := v.determine(p)
	spoilt := fails(d.Findings, policy.RuleSecret)
	return Verdict{Proposed: d, Spoilt: spoilt, Again: p.Ballot.Uncounted || spoilt || fails(d.Findings, policy.RuleQuorum)}
}

// fails tells whether a rule does not hold, at the top or one step below.
func fails(findings []policy.Finding, rule string) bool {
	return slices.ContainsFunc(findings, func(f policy.Finding) bool {
		return f.Holds == policy.HoldsNo && (f.Rule == rule || fails(f.Findings, rule))
	})
}

// determine is what the policy says of a proposal now, with the findings that the viewer may see. Who is excluded from
// another proposal is told what follows without a limit: whether there is a place depends on how that one came out.
func (v *Round) determine(p *workflow.Proposal) policy.Determination {
	rules := v.Policy
	if v.excluded && rules.Selected.AtMost > 0 {
		alone := *rules
		alone.Selected, rules = policy.SelectedLimit{}, &alone
	}
	d := rules.Determine(v.state.Facts(p))
	d.Findings = v.known(d.Findings)
	return d
}

// decision is a decision with the findings that the viewer may see.
func (v *Round) decision(d *workflow.Decision) *workflow.Decision {
	if d == nil || !v.excluded {
		return d
	}
	out := *d
	out.Findings, out.Renewed = v.known(d.Findings), v.known(d.Renewed)
	return &out
}

func recall(p *workflow.Proposal) *Recall {
	if n := len(p.Decisions); n > 0 && p.Decisions[n-1].Told {
		old := p.Decisions[n-1]
		return &Recall{Outcome: old.Outcome, Taken: old.At, Aside: old.AsideAt}
	}
	return nil
}

// mark is the place of an entry among those of its proposal, from 1.
func mark(entries []uint64, entry uint64) uint64 {
	i, _ := slices.BinarySearch(entries, entry)
	return uint64(i) + 1
}
