package desk_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// Only who reads the whole record gets it as a file, and not while a ballot is open; of one proposal the texts of others are
// not in it.
func TestCaseFileSight(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	decisions(w, false)
	auditor, office, member := who("aud", desk.Auditor), who(roundtest.Olga, desk.Coordinator), who(roundtest.Ada)
	for name, c := range map[string]struct {
		who  *desk.Who
		of   string
		code string
	}{
		"auditor": {auditor, "", ""}, "of one": {auditor, "a", ""}, "of none": {auditor, "none", "proposal_unknown"},
		"office": {office, "", "capacity_missing"}, "member": {member, "", "capacity_missing"},
		"member who audits": {who(roundtest.Ada, desk.Auditor), "", "capacity_missing"},
	} {
		v, err := w.desk.Round(t.Context(), roundtest.Main, c.who)
		if err != nil {
			t.Fatal(err)
		}
		s, err := w.desk.CaseFile(v, c.of, false)
		if ref := refusal(err); (ref == nil) != (c.code == "") || ref != nil && ref.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if s == nil {
			continue
		}
		for of, want := range map[string]bool{"": true, "a": true, "b": c.of == ""} {
			if got := s.MayRead(&workflow.Record{Seq: 1, Proposal: of}, "title"); got != want {
				t.Errorf("%s: a text of %q may be read: %t", name, of, got)
			}
		}
	}
}
