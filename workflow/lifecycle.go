package workflow

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/looplab/fsm"
)

// State is where a proposal stands. The zero value is a proposal that does not exist yet.
type State string

// The states of a proposal.
const (
	Submitted   State = "submitted"
	Returned    State = "returned"
	UnderReview State = "under_review"
	Scored      State = "scored"
	Decided     State = "decided"
	Withdrawn   State = "withdrawn"
)

// Phase is where a round stands. The zero value is a round that is not opened yet.
type Phase string

// The phases of a round.
const (
	Draft        Phase = "draft"
	Calling      Phase = "calling"
	Reviewing    Phase = "reviewing"
	Deliberating Phase = "deliberating"
	Concluded    Phase = "concluded"
	Cancelled    Phase = "cancelled"
)

// Stage is where a meeting or a written procedure stands. The zero value is one that is not convened yet.
type Stage string

// The stages of a meeting. A written procedure is stopped by an objection.
const (
	StageConvened  Stage = "convened"
	StageOpen      Stage = "open"
	StageStopped   Stage = "stopped"
	StageClosed    Stage = "closed"
	StageCancelled Stage = "cancelled"
)

// proposalTable is the lifecycle of one proposal. The nameless state is „not handed in yet“.
//
// Reconsidering a decision takes two persons, who each sign in for themselves: one asks for it, another one reopens.
// So a second signature is never a field that the first person fills in.
//
// What turns out to be missing while a proposal is scored sends it back as well. The sheets stay, each with the version that
// it saw, and are to be confirmed or changed once the next version is open for review.
func proposalTable() []fsm.EventDesc {
	s := func(states ...State) []string {
		out := make([]string, len(states))
		for i, st := range states {
			out[i] = string(st)
		}
		return out
	}
	rows := []fsm.EventDesc{
		{Name: "submit", Src: s(""), Dst: string(Submitted)},
		{Name: "check", Src: s(Submitted), Dst: string(Submitted)},
		{Name: "return", Src: s(Submitted, UnderReview), Dst: string(Returned)},
		{Name: "resubmit", Src: s(Returned), Dst: string(Submitted)},
		{Name: "withdraw", Src: s(Submitted, Returned, UnderReview, Scored), Dst: string(Withdrawn)},
		{Name: "open_review", Src: s(Submitted), Dst: string(UnderReview)},
		{Name: "cast_scores", Src: s(UnderReview), Dst: string(UnderReview)},
		{Name: "close_scoring", Src: s(UnderReview), Dst: string(Scored)},
		{Name: "reopen_scoring", Src: s(Scored), Dst: string(UnderReview)},
		{Name: "open_ballot", Src: s(Scored), Dst: string(Scored)},
		{Name: "cast_vote", Src: s(Scored), Dst: string(Scored)},
		{Name: "close_ballot", Src: s(Scored), Dst: string(Scored)},
		{Name: "demand_secrecy", Src: s(Scored), Dst: string(Scored)},
		{Name: "vote_secretly", Src: s(Scored), Dst: string(Scored)},
		{Name: "decide", Src: s(Scored), Dst: string(Decided)},
		{Name: "record_decision", Src: s(Scored), Dst: string(Decided)},
		{Name: "release", Src: s(Decided), Dst: string(Decided)},
		{Name: "publish", Src: s(Decided), Dst: string(Decided)},
		{Name: "unpublish", Src: s(Decided), Dst: string(Decided)},
		{Name: "request_reconsideration", Src: s(Decided), Dst: string(Decided)},
		{Name: "reconsider", Src: s(Decided), Dst: string(Scored)},
		{Name: "confirm", Src: s(Decided), Dst: string(Decided)},
	}
	for _, name := range []string{"assign", "wish"} { // before and while it is scored, without moving it
		for _, st := range []State{Submitted, Returned, UnderReview} {
			rows = append(rows, fsm.EventDesc{Name: name, Src: s(st), Dst: string(st)})
		}
	}
	// An interest can come to light at any time, after the decision too.
	for _, name := range []string{"declare_interest", "report_interest", "resolve_interest"} {
		for _, st := range []State{Submitted, Returned, UnderReview, Scored, Decided} {
			rows = append(rows, fsm.EventDesc{Name: name, Src: s(st), Dst: string(st)})
		}
	}
	// People talk and ask without moving it; an answer may come while it is returned.
	for _, name := range []string{"comment", "ask", "answer"} {
		for _, st := range []State{Submitted, Returned, UnderReview, Scored} {
			rows = append(rows, fsm.EventDesc{Name: name, Src: s(st), Dst: string(st)})
		}
	}
	return rows
}

// roundTable is the lifecycle of a round, and says in which phases what may happen to a proposal or to the committee:
// „is this phase open?“ is a row here and not an if elsewhere. The table is the widest permission; guards narrow it.
// In a concluded round ballots, scores and decisions concern only a proposal whose decision is being reconsidered.
func roundTable() []fsm.EventDesc {
	rows := []fsm.EventDesc{
		{Name: "open", Src: []string{""}, Dst: string(Draft)},
		{Name: "open_call", Src: []string{string(Draft)}, Dst: string(Calling)},
		{Name: "start_review", Src: []string{string(Calling)}, Dst: string(Reviewing)},
		{Name: "deliberate", Src: []string{string(Reviewing)}, Dst: string(Deliberating)},
		{Name: "conclude", Src: []string{string(Deliberating)}, Dst: string(Concluded)},
		{Name: "cancel", Src: []string{string(Draft), string(Calling), string(Reviewing), string(Deliberating)}, Dst: string(Cancelled)},
	}
	within := func(names string, phases ...Phase) {
		for name := range strings.FieldsSeq(names) {
			for _, p := range phases {
				rows = append(rows, fsm.EventDesc{Name: name, Src: []string{string(p)}, Dst: string(p)})
			}
		}
	}
	within("create_seat", Draft, Calling, Reviewing, Deliberating)
	within("admit", Cancelled) // whoever of the office sees to what is left to do, such as an erasure
	within("admit change_seat vacate_seat set_term note_absence", Draft, Calling, Reviewing, Deliberating, Concluded)
	within("set_deadline", Draft, Calling, Reviewing, Deliberating)
	within("submit", Calling)
	within("check return resubmit", Calling, Reviewing, Deliberating)
	within("withdraw", Calling, Reviewing, Deliberating)
	within("open_review", Reviewing, Deliberating)
	rows = append(rows, fsm.EventDesc{Name: "open_review", Src: []string{string(Calling)}, Dst: string(Reviewing)}) // by itself, after the call's deadline
	within("assign wish", Calling, Reviewing, Deliberating, Concluded)
	within("comment ask answer", Calling, Reviewing, Deliberating, Concluded)
	within("cast_scores close_scoring reopen_scoring", Reviewing, Deliberating, Concluded)
	within("open_ballot cast_vote close_ballot decide", Deliberating, Concluded)
	within("demand_secrecy vote_secretly", Deliberating, Concluded)
	within("convene set_agenda cancel_meeting", Calling, Reviewing, Deliberating, Concluded)
	within("open_meeting record_attendance call_item make_motion object close_meeting", Reviewing, Deliberating, Concluded)
	within("record_decision", Deliberating)
	within("draw_lot", Deliberating, Concluded)
	within("declare_interest report_interest resolve_interest", Calling, Reviewing, Deliberating, Concluded)
	within("draft_minutes approve_minutes", Deliberating, Concluded)
	within("request_erasure erase refuse_erasure set_hold lift_hold", Draft, Calling, Reviewing, Deliberating, Concluded, Cancelled)
	within("release publish unpublish request_reconsideration reconsider confirm", Deliberating, Concluded)
	return rows
}

// meetingTable is the lifecycle of a meeting, and says what may happen in it: ballots belong into one that is open. A
// written procedure that somebody objects to is stopped; its open ballots can be closed and decide nothing.
func meetingTable() []fsm.EventDesc {
	row := func(name string, to Stage, from ...Stage) fsm.EventDesc {
		src := make([]string, len(from))
		for i, f := range from {
			src[i] = string(f)
		}
		return fsm.EventDesc{Name: name, Src: src, Dst: string(to)}
	}
	rows := []fsm.EventDesc{
		row("convene", StageConvened, ""),
		row("open_meeting", StageOpen, StageConvened),
		row("object", StageStopped, StageOpen),
		row("close_meeting", StageClosed, StageOpen),
		row("cancel_meeting", StageCancelled, StageConvened, StageOpen),
	}
	within := func(names string, states ...Stage) {
		for name := range strings.FieldsSeq(names) {
			for _, s := range states {
				rows = append(rows, row(name, s, s))
			}
		}
	}
	within("set_agenda make_motion", StageConvened, StageOpen)
	within("record_attendance call_item open_ballot cast_vote demand_secrecy vote_secretly", StageOpen)
	within("close_ballot", StageOpen, StageStopped)
	return rows
}

// table is a lifecycle compiled for asking: from[transition][state] is the state after it. It is filled by asking and
// moving a looplab/fsm machine, so the machine's answers are the only source; asking the machine itself costs 0.4 µs
// and 15 KB for each, which neither replay nor a page of barred moves can afford.
type table struct {
	rows []fsm.EventDesc
	to   map[string]map[string]string
}

func compile(rows []fsm.EventDesc) table {
	t := table{rows: rows, to: map[string]map[string]string{}}
	m := fsm.NewFSM("", rows, nil)
	for _, row := range rows {
		for _, src := range row.Src {
			m.SetState(src)
			if !m.Can(row.Name) {
				continue
			}
			// A self-loop answers NoTransitionError, which is success here: the state after it is what counts.
			_ = m.Event(context.Background(), row.Name)
			if t.to[row.Name] == nil {
				t.to[row.Name] = map[string]string{}
			}
			t.to[row.Name][src] = m.Current()
		}
	}
	return t
}

// lifecycles are the tables, compiled once and never written again.
type lifecycles struct {
	meeting  [transitionCount]ways[Stage]
	proposal [transitionCount]ways[State]
	round    [transitionCount]ways[Phase]
}

// ways are where a transition leads from, and to. They are few, so that looking through them is faster than a map.
type ways[S ~string] []struct{ from, to S }

// after is the state after the transition, false where it does not lead from this one.
func (w ways[S]) after(from S) (S, bool) {
	for i := range w {
		if w[i].from == from {
			return w[i].to, true
		}
	}
	return "", false
}

// waysOf puts the answers of a machine into the order of its lifecycle.
func waysOf[S ~string](to map[string]string, order []string) ways[S] {
	var w ways[S]
	for _, from := range order {
		if after, ok := to[from]; ok {
			w = append(w, struct{ from, to S }{S(from), S(after)})
		}
	}
	return w
}

// sources lists the places that the rows lead from, as a round or a proposal comes through them.
func sources(rows []fsm.EventDesc) []string {
	var names []string
	for _, row := range rows {
		for _, src := range row.Src {
			if !slices.Contains(names, src) {
				names = append(names, src)
			}
		}
	}
	return names
}

// lifecycle answers the tables.
var lifecycle = sync.OnceValue(compileLifecycles)

func compileLifecycles() *lifecycles {
	l := &lifecycles{}
	p, r, m := compile(proposalTable()), compile(roundTable()), compile(meetingTable())
	inProposal, inRound, inMeeting := sources(p.rows), sources(r.rows), sources(m.rows)
	for t, name := range transitionNames {
		l.meeting[t] = waysOf[Stage](m.to[name], inMeeting)
		l.proposal[t], l.round[t] = waysOf[State](p.to[name], inProposal), waysOf[Phase](r.to[name], inRound)
	}
	return l
}

// drawing is a lifecycle as a Mermaid state diagram, transitions in the table's order, one line for each arrow. What happens
// inside a state has no arrow: a state of a proposal would have a dozen that lead back to itself, and hide those that matter.
func drawing(rows []fsm.EventDesc) string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	seen := map[string]bool{}
	name := func(s string) string {
		if s == "" {
			return "[*]"
		}
		return s
	}
	for _, row := range rows {
		for _, src := range row.Src {
			line := "    " + name(src) + " --> " + name(row.Dst) + ": " + row.Name + "\n"
			if src == row.Dst || seen[line] {
				continue
			}
			seen[line] = true
			b.WriteString(line)
		}
	}
	return b.String()
}

// DrawProposal draws the lifecycle of a proposal as a Mermaid state diagram, without what happens inside a state.
func DrawProposal() string { return drawing(proposalTable()) }

// TabulateProposal says in a Markdown table what may happen in each state of a proposal without leaving it.
func TabulateProposal() string {
	rows := proposalTable()
	var b strings.Builder
	b.WriteString("| state | what may happen in it |\n| --- | --- |\n")
	for _, state := range sources(rows) {
		var inside []string
		for _, row := range rows {
			if row.Dst == state && slices.Contains(row.Src, state) && !slices.Contains(inside, "`"+row.Name+"`") {
				inside = append(inside, "`"+row.Name+"`")
			}
		}
		if len(inside) > 0 {
			b.WriteString("| " + state + " | " + strings.Join(inside, ", ") + " |\n")
		}
	}
	return b.String()
}

// DrawRound draws the phases of a round as a Mermaid state diagram, without what happens inside a phase.
func DrawRound() string { return drawing(roundTable()) }

// DrawMeeting draws the lifecycle of a meeting as a Mermaid state diagram, without what happens inside a stage.
func DrawMeeting() string { return drawing(meetingTable()) }

// Transitions lists the names of all transitions of the tables, sorted, each once.
func Transitions() []string {
	var names []string
	for _, row := range slices.Concat(proposalTable(), roundTable(), meetingTable()) {
		names = append(names, row.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
