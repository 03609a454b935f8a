package workflow_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// minutesRefusals are about the minutes: drafted by Olga, approved by the chair, corrected later.
func minutesRefusals(t *testing.T) map[string]refusing {
	b := story()
	none := b.phase(t, workflow.Deliberating)
	drafted := b.when(t, func(r *workflow.Round) bool { return len(r.Minutes) == 1 })
	approved := b.when(t, func(r *workflow.Round) bool { return len(r.Minutes) == 1 && r.Minutes[0].Approved > 0 })
	ahead, back := roundtest.Minutes(1, ""), roundtest.Minutes(2, "")
	ahead.Size, back.Size = 1000, 39
	sitting := b.when(t, func(r *workflow.Round) bool { m := r.Meeting("s1"); return m != nil && m.Stage == workflow.StageOpen })
	return map[string]refusing{
		"meeting_running":         {sitting, roundtest.Olga, coordinator, minutesNow(sitting, "s1"), "noch nicht zu Ende"},
		"meeting_running early":   {approved, roundtest.Olga, coordinator, early(approved), "noch nicht zu Ende"},
		"meeting_running none":    {approved, roundtest.Olga, coordinator, minutesNow(approved, "s2"), "abgesagt"},
		"meeting_unknown minutes": {approved, roundtest.Olga, coordinator, minutesNow(approved, "s9"), "s9"},
		"minutes_missing meeting": {approved, roundtest.Paul, coordinator, &workflow.ApproveMinutes{Meeting: "s1", Version: 1}, "noch keinen Entwurf"},
		"minutes_missing":         {none, roundtest.Paul, coordinator, roundtest.Approve(1), "noch keinen Entwurf"},
		"stale_minutes":           {none, roundtest.Olga, coordinator, roundtest.Minutes(2, ""), "Fassung 0"},
		"inconsistent minutes":    {none, roundtest.Olga, coordinator, ahead, "1000"},
		"inconsistent earlier":    {drafted, roundtest.Olga, coordinator, back, "39"},
		"stale_minutes approving": {drafted, roundtest.Paul, coordinator, roundtest.Approve(2), "Fassung 1"},
		"minutes_second_person":   {drafted, roundtest.Olga, coordinator, approve(drafted), "andere Person"},
		"minutes_differ":          {drafted, roundtest.Paul, coordinator, &workflow.ApproveMinutes{Version: 1, Digest: "sha256:0"}, "nicht, was die Akte ergibt"},
		"minutes_chair":           {drafted, roundtest.Ada, member, approve(drafted), "Vorsitz"},
		"recused_minutes":         {drafted, roundtest.Dora, member, approve(drafted), "§ 20 VwVfG"},
		"minutes_approved":        {approved, roundtest.Paul, coordinator, approve(approved), "schon genehmigt"},
		"reason_missing minutes":  {approved, roundtest.Olga, coordinator, roundtest.Minutes(2, ""), "Begründung"},
		"capacity_missing minute": {none, roundtest.Ada, member, roundtest.Minutes(1, ""), "Koordination"},
	}
}

// approve approves the latest version of the minutes.
func approve(r *workflow.Round) *workflow.ApproveMinutes {
	m := &r.Minutes[len(r.Minutes)-1]
	return &workflow.ApproveMinutes{Version: m.Version, Digest: m.Digest}
}

// minutesNow are minutes of a meeting of all entries.
func minutesNow(r *workflow.Round, meeting string) *workflow.DraftMinutes {
	c := roundtest.MeetingMinutes(meeting, 1)
	c.Size = r.Size
	return c
}

// early are minutes of a meeting of the entries before its end.
func early(r *workflow.Round) *workflow.DraftMinutes {
	c := roundtest.MeetingMinutes("s1", 1)
	c.Size = r.Meeting("s1").Closed
	return c
}
