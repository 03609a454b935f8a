package web

import (
	"context"
	"testing"

	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// damagedDesk is a desk one of whose rounds cannot be read.
type damagedDesk struct {
	*desk.Desk
	alone bool // there is no other
}

func (d damagedDesk) Rounds(ctx context.Context, who *desk.Who) ([]*view.Round, error) {
	if d.alone {
		return nil, nil
	}
	return d.Desk.Rounds(ctx, who)
}

func (d damagedDesk) Damaged(_ context.Context, who *desk.Who) ([]string, error) {
	if who.Has(desk.Coordinator, "iq") || d.alone && who.Name == "Dr. Henrike Vollmer" {
		return []string{"2019"}, nil
	}
	return nil, nil
}

// damagedHouse is a house with a round beside a damaged one, or with the damaged one alone.
func damagedHouse(t *testing.T, alone bool) *roundHouse {
	t.Helper()
	h := newRound(t)
	config := h.server.config
	config.Desk = damagedDesk{h.desk, alone}
	var err error
	if h.server, err = New(config); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestADamagedRoundIsNamedWithWhatToDo(t *testing.T) {
	t.Parallel()
	h := damagedHouse(t, false)
	said := []string{"Eine Runde ist beschädigt", "Die Akte der Runde „2019“ lässt sich nicht lesen", "gremium log verify 2019"}
	page := h.signedIn(office).see("/runden")
	holds(t, "the office's list", page, append(said, "/runden/2026/steuerung")...)
	lacks(t, "a member's list", h.signedIn(ministry).see("/runden"), said...)
	holds(t, "the page of somebody who has no other", damagedHouse(t, true).signedIn(office).see("/"), said...)
}

// A member whose only round is damaged is told so where they begin, and not that there is nothing to do.
func TestAMemberIsToldOfTheirDamagedRound(t *testing.T) {
	t.Parallel()
	h := damagedHouse(t, true)
	page := h.signedIn(ministry).see("/")
	holds(t, "the member's start", page, "Eine Runde ist beschädigt", "Die Akte der Runde „2019“, an der Sie teilnehmen, lässt sich nicht lesen.",
		"Sagen Sie es der Koordination")
	lacks(t, "the member's start", page, "noch nichts zu tun", "gehören noch keiner Runde an", "gremium log verify")
	holds(t, "the member's start in English", h.signedIn(ministry).see("/?lang=en"), "in which you take part, cannot be read.", "Tell the coordination")
	other := h.signedIn(network).see("/")
	holds(t, "the start of somebody else", other, "noch nichts zu tun")
	lacks(t, "the start of somebody else", other, "2019", "beschädigt")
}
