package web

import (
	"net/http"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// tasksBody is the body of the page of a member's open tasks.
type tasksBody struct {
	Lead   string
	Due    *part.Due // of the next sheet, where only one round asks for any
	Next   *part.Button
	Notes  []part.Box
	Rounds []roundTasks
	Empty  *part.Empty
	Held   part.Link // to one's own receipts
}

// roundTasks are the tasks of one round.
type roundTasks struct {
	ID      string
	Title   string    // empty where there is one round only
	Over    bool      // nothing of it changes any more
	Due     *part.Due // of the next sheet
	Queue   part.Queue
	Ballots []part.Task
	Scores  []part.Task
	Recused []part.Task
	Given   *part.Table
	Minutes []part.Task  // to be approved
	Sitting []part.Task  // meetings and written procedures that are open or to come
	Wishes  *part.Button // to one's wishes about being assigned, where proposals are assigned
}

// any tells whether there is anything to be shown.
func (t *roundTasks) any() bool {
	return len(t.Ballots)+len(t.Scores)+len(t.Recused)+len(t.Minutes)+len(t.Sitting) > 0 || t.Given != nil || t.Wishes != nil
}

// tasksShow shows a member what is open, what comes next, and what was given already.
func (s *Server) tasksShow(w http.ResponseWriter, r *http.Request, v *visit) {
	body := tasksBody{Held: part.Link{Text: v.words.T("receipts.link"), Href: receiptsAt}}
	left, ballots, held := 0, 0, 0
	for _, round := range byWork(v.rounds) {
		if round.Me == nil {
			continue
		}
		held++
		one := &visit{who: v.who, roles: v.roles, round: round, words: v.words}
		tasks, err := s.tasksOf(r, one)
		if err != nil {
			s.refuse(w, r, one, err)
			return
		}
		if tasks.any() {
			body.Rounds = append(body.Rounds, tasks)
		}
		if place := one.round.Place; place != nil {
			seats, err := s.readSeats(r, one)
			if err != nil {
				s.refuse(w, r, one, err)
				return
			}
			if box := seats.standIn(); box != nil {
				if len(v.rounds) > 1 {
					box.Title = v.words.T("tasks.in_round", "Round", seats.title, "What", box.Title)
				}
				body.Notes = append(body.Notes, *box)
			}
		}
		notes, err := s.scoreReceipt(r, one)
		if err != nil {
			s.refuse(w, r, one, err)
			return
		}
		body.Notes = append(body.Notes, notes...)
		left, ballots = left+len(tasks.Scores), ballots+len(tasks.Ballots)
		if body.Next == nil {
			body.Next = nextTask(one, tasks)
		}
	}
	if held == 1 && len(body.Rounds) == 1 {
		body.Rounds[0].Title = ""
	}
	damaged, err := s.damaged(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if damaged != nil {
		body.Notes = append([]part.Box{*damaged}, body.Notes...)
	}
	body.Due = onlyDue(body.Rounds)
	body.Lead = tasksLead(v, left, ballots)
	if body.Lead == "" {
		body.Empty = &part.Empty{Title: v.words.T("tasks.empty.title"), Text: v.words.T("tasks.empty.text")}
	}
	show(s, w, r, s.pages.tasks, http.StatusOK, s.frameOf(r, v, v.words.T("tasks.title")), body)
}

// onlyDue takes the deadline to the top of the page where only one round has one.
func onlyDue(rounds []roundTasks) *part.Due {
	at := -1
	for i := range rounds {
		switch {
		case rounds[i].Due == nil:
		case at >= 0:
			return nil
		default:
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	due := rounds[at].Due
	rounds[at].Due = nil
	return due
}

// tasksLead counts what is open; empty where nothing is.
func tasksLead(v *visit, left, ballots int) string {
	var all []string
	if left > 0 {
		all = append(all, v.words.T("tasks.scores", "Count", left))
	}
	if ballots > 0 {
		all = append(all, v.words.T("tasks.ballots", "Count", ballots))
	}
	return strings.Join(all, " ")
}

// nextTask is where a member goes on: scores first, because the others wait for them.
func nextTask(v *visit, tasks roundTasks) *part.Button {
	if p := nextToScore(v.round, nil); p != nil {
		return &part.Button{Text: v.words.T("tasks.next"), Href: proposalAddress(v.round, p, "bewerten"), Primary: true}
	}
	for _, b := range tasks.Ballots {
		if b.Status == nil || b.Status.Kind != part.Good {
			return &part.Button{Text: v.words.T("tasks.vote"), Href: b.Href, Primary: true}
		}
	}
	return nil
}

func (s *Server) tasksOf(r *http.Request, v *visit) (roundTasks, error) {
	out := roundTasks{ID: v.round.ID, Over: v.round.Ended()}
	titles, err := s.config.Desk.Titles(r.Context(), v.round)
	if err != nil {
		return out, err
	}
	if out.Title, err = s.config.Desk.Title(r.Context(), v.round); err != nil {
		return out, err
	}
	out.Queue, _ = s.queue(r, v)
	out.Due = v.due(policy.StageScoring, v.earliest())
	for _, p := range v.round.ToScore() {
		if p.OwnSheet != nil && !p.Outdated() {
			continue
		}
		task, err := s.scoreTask(r, v, p, titles[p.ID])
		if err != nil {
			return out, err
		}
		out.Scores = append(out.Scores, task)
	}
	for _, p := range v.round.Proposals {
		if p.Ballot != nil && p.Ballot.Open && p.Ballot.MayVote {
			out.Ballots = append(out.Ballots, voteTask(v, p, titles[p.ID]))
		}
	}
	out.Recused = recusedTasks(v, titles)
	out.Given = givenTable(v, titles)
	out.Wishes = wishButton(v)
	if out.Sitting, err = s.meetingTasks(r.Context(), &reading{visit: v}); err != nil {
		return out, err
	}
	return out, s.toApprove(r, v, &out)
}

// scoreTask is a proposal that waits for the member's scores; a sheet that was begun says so.
func (s *Server) scoreTask(r *http.Request, v *visit, p *view.Proposal, title string) (part.Task, error) {
	one := *v
	one.proposal = p
	task := part.Task{Title: p.Number + " " + title, Href: one.place("bewerten"), Note: factsOf(v, p)}
	d, err := s.draftOf(r.Context(), scoreDraft(&one))
	if err != nil {
		return task, err
	}
	if due := v.round.Deadline(policy.StageScoring, p); due != nil && due.At != v.earliest().At {
		task.Note += " · " + v.words.T("due.scoring") + " " + v.words.Day(due.At.Time())
	}
	n := len(d.Parts)
	if _, kept := d.Parts[becausePart]; kept {
		n--
	}
	if p.Outdated() {
		task.Status = &part.Status{Kind: part.Care, Text: v.words.T("tasks.outdated", "Seen", int(p.OwnSheet.Seen), "Version", int(p.Version))}
	}
	if n > 0 {
		task.Status = &part.Status{Text: v.words.T("tasks.begun", "Count", n, "All", len(v.round.Policy.Criteria))}
	}
	return task, nil
}

// factsOf is what a list says of a proposal beside its title.
func factsOf(v *visit, p *view.Proposal) string {
	facts := optionNames(v.round.Policy.Kinds, []string{p.Content.ProposalKind}, v.words.Lang())
	if len(p.Content.Laender) > 0 {
		facts = append(facts, laenderInWords(v.words, p.Content.Laender))
	}
	return strings.Join(facts, " · ")
}

func voteTask(v *visit, p *view.Proposal, title string) part.Task {
	task := part.Task{Title: p.Number + " " + title, Href: proposalAddress(v.round, p, "abstimmen")}
	if p.Ballot.Meeting != "" {
		task.More = &part.Button{Text: v.words.T("tasks.meeting"), Href: v.address("sitzungen/" + p.Ballot.Meeting), Small: true, Quiet: true}
	}
	if vote := p.Ballot.OwnVote; vote != nil && vote.Choice == policy.Sealed {
		task.Status = &part.Status{Kind: part.Good, Text: v.words.T("meeting.voted.secret")}
		task.Button, task.More = task.More, nil
	} else if vote != nil {
		task.Status = &part.Status{Kind: part.Good, Text: v.words.T("tasks.voted", "Choice", v.words.T("choice."+string(vote.Choice)))}
		task.Button = &part.Button{Text: v.words.T("tasks.vote.change"), Href: task.Href, Small: true}
	} else {
		task.Status = &part.Status{Text: v.words.T("tasks.vote.open")}
		task.Button = &part.Button{Text: v.words.T("tasks.vote"), Href: task.Href, Small: true}
	}
	return task
}

// givenTable lists the sheets that the member has given.
func givenTable(v *visit, titles map[string]string) *part.Table {
	t := &part.Table{
		Caption: v.words.T("tasks.given"), Quiet: true,
		Columns: []part.Column{
			{Title: v.words.T("tasks.proposal")},
			{Title: v.words.T("tasks.state")},
			{Title: v.words.T("tasks.when")},
			{Title: v.words.T("tasks.version"), Numeric: true},
			{Title: v.words.T("tasks.entry"), Numeric: true},
		},
	}
	for _, p := range v.round.Proposals {
		if p.OwnSheet == nil {
			continue
		}
		entry := "–"
		if v.round.Numbers {
			entry = strconv.FormatUint(p.OwnSheet.Entry, 10)
		}
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Number: p.Number, Text: titles[p.ID], Href: proposalAddress(v.round, p, "bewerten")},
			Cells: []part.Cell{
				{State: stateOf(p)},
				givenCell(v, p.OwnSheet),
				{Text: strconv.FormatUint(p.OwnSheet.Version, 10)},
				{Text: entry},
			},
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// givenCell says when a sheet of the own seat was given, and where somebody else gave it.
func givenCell(v *visit, sheet *view.Sheet) part.Cell {
	cell := part.Cell{Text: v.words.Stamp(sheet.At.Time())}
	if sheet.By != v.round.Me.Pseudonym {
		cell.Note = v.words.T("tasks.given.instead")
	}
	return cell
}
