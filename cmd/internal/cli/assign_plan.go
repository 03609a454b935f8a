package cli

import (
	"context"
	"os"
	"slices"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/assign"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// assignAll sets the assignment of many proposals, all or none, after saying what changes.
func (h *house) assignAll(ctx context.Context, w *writing, a *assigning, d *docket) error {
	var plan *view.Plan
	if a.auto {
		plan = d.PlanAll(a.by)
	} else {
		lists, err := h.readLists(ctx, d, a.file)
		if err != nil {
			return err
		}
		plan = d.PlanLists(lists)
	}
	var acts []desk.Act
	for i := range plan.Rows {
		if row := &plan.Rows[i]; row.Changes() {
			acts = append(acts, desk.Act{Round: d.ID, Command: d.Assignment(row)})
		}
	}
	if w.dry || len(acts) == 0 || !h.e.json {
		if err := h.tellPlan(d, plan, w.dry || len(acts) == 0); err != nil {
			return err
		}
	}
	if w.dry {
		return h.barred(d, plan)
	}
	if len(acts) == 0 {
		return nil
	}
	return h.act(ctx, w, acts...)
}

// barred answers the first refusal of a plan, so that a trial run ends as the run would.
func (h *house) barred(d *docket, plan *view.Plan) error {
	for i := range plan.Rows {
		if ref := plan.Rows[i].Barred; ref != nil {
			ref.Subject = d.called(plan.Rows[i].Proposal)
			return ref
		}
	}
	return nil
}

// readLists reads a table of assignments.
func (h *house) readLists(ctx context.Context, d *docket, name string) ([]view.List, error) {
	in := h.e.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		defer func() { _ = f.Close() }() // only read
		in = f
	}
	table, err := readAll(in, name)
	if err != nil {
		return nil, err
	}
	lists, mistakes := desk.ReadLists(table, d.Round, func(who string) (int, *policy.Text) {
		pseudonym, err := h.person(ctx, d, who)
		if err != nil {
			a := func(lang string) string { return reply.Of(err, lang, h.e.name).Message }
			return -1, &policy.Text{DE: a(locale.German), EN: a(locale.English)}
		}
		m := slices.IndexFunc(d.Members, func(m view.Member) bool { return m.Pseudonym == pseudonym })
		if m < 0 {
			ref := &workflow.Refusal{Code: "assignee_unknown", Rule: "policy", People: []string{pseudonym}}
			return -1, &policy.Text{DE: ref.Text(locale.German, h.e.name), EN: ref.Text(locale.English, h.e.name)}
		}
		return m, nil
	})
	if len(mistakes) == 0 {
		return lists, nil
	}
	var de, en []string
	for i := range mistakes {
		de, en = append(de, mistakes[i].In(locale.German)), append(en, mistakes[i].In(locale.English))
	}
	return nil, reply.New(reply.Refused, "table_unreadable",
		"Nichts wurde zugewiesen. "+strings.Join(de, "\n"), "Nothing was assigned. "+strings.Join(en, "\n"))
}

// planLine is a proposal of a plan as --json tells it.
type planLine struct {
	Proposal string     `json:"proposal"`
	Number   string     `json:"number"`
	Changes  bool       `json:"changes"`
	Was      []string   `json:"was"`  // pseudonyms; empty means everyone
	Then     []string   `json:"then"` // as above
	Barred   string     `json:"barred,omitempty"`
	Gaps     []gapLine  `json:"gaps"`
	Unmet    []wishLine `json:"unmet"`
}

type gapLine struct {
	Body   string `json:"body,omitempty"`
	Have   int    `json:"have"`
	Needed int    `json:"needed"`
}

type wishLine struct {
	Member string `json:"member"`
	Wish   string `json:"wish"`
	Why    string `json:"why"`
	Other  string `json:"other,omitempty"`
}

// tellPlan says what a plan does to each proposal, whose wish it does not meet and why, and how much each member gets.
func (h *house) tellPlan(d *docket, plan *view.Plan, json bool) error {
	e := h.e
	if e.json && json {
		return e.object(planLines(d, plan))
	}
	t := e.table(text{"Nummer", "number"}, text{"bisher", "so far"}, text{"nach dem Plan", "by the plan"})
	for i := range plan.Rows {
		row := &plan.Rows[i]
		then := h.assignees(d, row.Then)
		if !row.Changes() {
			then = e.say("bleibt", "stays")
		}
		t.row(row.Proposal.Number, h.assignees(d, row.Was), then)
	}
	if err := t.print(); err != nil {
		return err
	}
	for i := range plan.Rows {
		h.tellRow(d, &plan.Rows[i])
	}
	e.tell("", "")
	loads := e.table(text{"Mitglied", "member"}, text{"bisher", "so far"}, text{"nach dem Plan", "by the plan"})
	for m := range d.Members {
		loads.row(e.name(d.Members[m].Pseudonym), e.loc.Int(plan.Now[m]), e.loc.Int(plan.Then[m]))
	}
	return loads.print()
}

// tellRow says which numbers a plan does not reach for a proposal, and which wishes it does not meet.
func (h *house) tellRow(d *docket, row *view.PlanRow) {
	e := h.e
	for _, g := range row.Gaps {
		if g.Body == "" {
			e.tell("%s: %d von %d Mitgliedern; mehr lassen sich nicht zuweisen.", "%s: %d of %d members; more cannot be assigned.", row.Proposal.Number, g.Have, g.Needed)
			continue
		}
		e.tell("%s: aus „%s“ %d von %d Mitgliedern.", "%s: of \"%s\" %d of %d members.", row.Proposal.Number, g.Body, g.Have, g.Needed)
	}
	for _, u := range row.Unmet {
		word := workflow.Avoids
		if u.Wants {
			word = workflow.Wants
		}
		other := ""
		if u.Other >= 0 {
			other = e.name(d.Members[u.Other].Pseudonym)
		}
		e.tell("%s: %s %s. %s", "%s: %s %s. %s", row.Proposal.Number, e.name(d.Members[u.Member].Pseudonym),
			workflow.Word(string(word), e.lang), assign.Reason(u.Why, u.Wants, other, e.lang))
	}
}

// assignees names the members of a list; an empty one is everybody.
func (h *house) assignees(d *docket, members []int) string {
	if len(members) == 0 {
		return h.e.say("alle", "everyone")
	}
	return h.people(memberIDs(d, members))
}

func memberIDs(d *docket, members []int) []string {
	out := make([]string, len(members))
	for i, m := range members {
		out[i] = d.Members[m].Pseudonym
	}
	return out
}

func planLines(d *docket, plan *view.Plan) []planLine {
	out := make([]planLine, len(plan.Rows))
	for i := range plan.Rows {
		row := &plan.Rows[i]
		l := planLine{
			Proposal: row.Proposal.ID, Number: row.Proposal.Number, Changes: row.Changes(), Was: memberIDs(d, row.Was),
			Then: memberIDs(d, row.Then), Gaps: []gapLine{}, Unmet: []wishLine{},
		}
		if row.Barred != nil {
			l.Barred = row.Barred.Code
		}
		for _, g := range row.Gaps {
			l.Gaps = append(l.Gaps, gapLine{g.Body, g.Have, g.Needed})
		}
		for _, u := range row.Unmet {
			w := wishLine{Member: d.Members[u.Member].Pseudonym, Wish: string(workflow.Avoids), Why: string(u.Why)}
			if u.Wants {
				w.Wish = string(workflow.Wants)
			}
			if u.Other >= 0 {
				w.Other = d.Members[u.Other].Pseudonym
			}
			l.Unmet = append(l.Unmet, w)
		}
		out[i] = l
	}
	return out
}
