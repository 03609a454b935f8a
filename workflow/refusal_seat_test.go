package workflow_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// seatRefusals are about who belongs to the committee, and acts for whom.
func seatRefusals(t *testing.T) map[string]refusing {
	b := story()
	of := pseudonym
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	voting := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Vote(2) != nil })
	deputies := func(r *workflow.Round) *workflow.Round {
		later := roundtest.Deputy(roundtest.Main, roundtest.Gus, "net-2")
		later.From = roundtest.Future
		return then(t, r, roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"), later)
	}
	both, ballot := deputies(open), deputies(voting)
	away := then(t, both, &workflow.NoteAbsence{Participant: of(roundtest.Cem)})
	scored := thenBy(t, away, order(away, roundtest.Fay, member, roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)))
	back := then(t, scored, &workflow.NoteAbsence{Participant: of(roundtest.Cem), Ends: away.Size - 1})
	over := then(t, open, &workflow.SetTerm{Participant: of(roundtest.Cem), Until: roundtest.Past, Reason: "r"})
	left := then(t, open, &workflow.VacateSeat{Participant: of(roundtest.Cem), Reason: "r"})
	absent := then(t, ballot, &workflow.NoteAbsence{Participant: of(roundtest.Cem)})
	first := roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)
	second := roundtest.Cast(b.policy, "a", 1, 1, 3, 3, 3, 3)
	leave := func(person, reason string) workflow.Command {
		return &workflow.VacateSeat{Participant: of(person), Reason: reason}
	}
	reported := b.proposal(t, "b", func(p *workflow.Proposal) bool { return len(p.Interests) == 2 })
	gone := then(t, reported, &workflow.NoteAbsence{Participant: of(roundtest.Cem)})
	return map[string]refusing{
		"not_acting":                    {gone, roundtest.Olga, coordinator, roundtest.Resolve("b", roundtest.Dora, roundtest.Ada, roundtest.Cem), of(roundtest.Cem)},
		"holder_present":                {both, roundtest.Fay, member, first, of(roundtest.Cem)},
		"term_not_begun":                {both, roundtest.Gus, member, first, "beginnt erst"},
		"term_over":                     {over, roundtest.Cem, member, first, "verlängern"},
		"seat_left":                     {left, roundtest.Cem, member, first, "„net-1“"},
		"absence_noted":                 {away, roundtest.Cem, member, first, "Für " + of(roundtest.Cem) + " ist eine Abwesenheit eingetragen"},
		"absence_of_other":              {both, roundtest.Cem, member, &workflow.NoteAbsence{Participant: of(roundtest.Ada)}, "eigene"},
		"absence_unknown":               {away, roundtest.Cem, member, &workflow.NoteAbsence{Participant: of(roundtest.Cem), Ends: 1}, "Abwesenheit"},
		"sheet_of_other":                {back, roundtest.Cem, member, second, of(roundtest.Fay)},
		"seat_voted":                    {absent, roundtest.Fay, member, roundtest.Vote("a", policy.No), of(roundtest.Cem)},
		"ballot_held":                   {voting, roundtest.Olga, coordinator, &workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Reason: "r"}, "26-001"},
		"ballot_undecided":              {voting, roundtest.Olga, coordinator, &workflow.ChangeSeat{Seat: "bmas-1", Chair: true, Reason: "r"}, "26-001"},
		"seat_unknown changing":         {open, roundtest.Olga, coordinator, &workflow.ChangeSeat{Seat: "none", Reason: "r"}, "„none“"},
		"weight_invalid changing":       {open, roundtest.Olga, coordinator, &workflow.ChangeSeat{Seat: "bmas-1", Weight: 1001, Reason: "r"}, "1000"},
		"seat_before":                   {left, roundtest.Olga, coordinator, roundtest.Holder(roundtest.Main, roundtest.Cem, "net-3"), "„net-1“"},
		"left_already":                  {left, roundtest.Olga, coordinator, leave(roundtest.Cem, "r"), of(roundtest.Cem)},
		"member_unknown":                {open, roundtest.Olga, coordinator, leave(roundtest.Olga, "r"), "keinen Sitz"},
		"change_reason_missing":         {open, roundtest.Olga, coordinator, leave(roundtest.Cem, ""), "Begründung"},
		"change_reason_missing a chair": {open, roundtest.Olga, coordinator, &workflow.ChangeSeat{Seat: "bmas-1", Chair: true}, "Begründung"},
		"span_invalid":                  {open, roundtest.Olga, coordinator, &workflow.SetTerm{Participant: of(roundtest.Cem), From: 2, Until: 1, Reason: "r"}, "späteres"},
		"inconsistent a deputy": {open, roundtest.Olga, coordinator, &workflow.Admit{
			Participant: "p", Capacity: submitter, Person: "p", Name: "P", Deputy: true,
		}, "nur ein Mitglied"},
	}
}
