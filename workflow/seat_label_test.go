package workflow_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// TestRefusalsNameSeatsByTheirLabels asks of every refusal that speaks of a seat, in both languages, that a reader who may know the
// label is told that and no id, and one who types ids is told both.
func TestRefusalsNameSeatsByTheirLabels(t *testing.T) {
	t.Parallel()
	name := func(key string) string {
		if key == workflow.SeatKey("net-1") {
			return "Vorhaben 1"
		}
		return key
	}
	codes := []string{
		"represented", "holder_present", "seat_left", "term_not_begun", "term_over", "seat_voted", "sheet_of_other", "left_already", "seat_before",
		"seat_taken", "vote_advisory",
	}
	for _, code := range codes {
		for _, lang := range []string{"de", "en"} {
			ref := &workflow.Refusal{Code: code, Detail: map[string]string{"seat": "net-1", "from": "2026-01-01T00:00:00.000000Z", "until": "2026-01-01T00:00:00.000000Z"}}
			if said := ref.Text(lang, name); !strings.Contains(said, "Vorhaben 1") || strings.Contains(said, "net-1") {
				t.Errorf("%s in %s: %s", code, lang, said)
			}
			ref.IDs = true
			if said := ref.Text(lang, name); !strings.Contains(said, "Vorhaben 1 (net-1)") {
				t.Errorf("%s in %s for who types: %s", code, lang, said)
			}
			ref.Detail["seat"] = "net-2"
			if said := ref.Text(lang, name); !strings.Contains(said, "net-2") || strings.Contains(said, "seat/") {
				t.Errorf("%s in %s of a seat without a label: %s", code, lang, said)
			}
		}
	}
	for code := range maps.Keys(seatRefusals(t)) { // whoever adds a refusal about a seat adds it above
		of, _, _ := strings.Cut(code, " ")
		if said := (&workflow.Refusal{Code: of, Detail: map[string]string{"seat": "net-1"}}).Text("de", nil); of != "seat_unknown" && strings.Contains(said, "„net-1“") && !slices.Contains(codes, of) {
			t.Errorf("%s speaks of a seat", of)
		}
	}
}

// TestASeatsLabelIsNoName asks that a label reaches the sentence of the rules themselves.
func TestASeatsLabelIsNoName(t *testing.T) {
	t.Parallel()
	x := newSitting(t, map[string]bool{})
	x.olga("", roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-1"))
	_, _, ref := x.round().Decide(order(x.round(), roundtest.Fay, member, roundtest.Vote("a", policy.Yes)))
	if ref == nil || ref.Code != "ballot_closed" && ref.Code != "holder_present" {
		t.Fatalf("a deputy is answered %v", ref)
	}
	said := ref.Text("de", func(key string) string { return strings.Replace(key, workflow.SeatKey("net-1"), "Vorhaben 1", 1) })
	if !strings.Contains(said, "Den Sitz „Vorhaben 1“ hat ") {
		t.Errorf("a deputy is told: %s", said)
	}
}
