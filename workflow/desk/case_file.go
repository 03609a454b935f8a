package desk

import (
	"context"
	"strings"

	"gremium/workflow"
	"gremium/workflow/view"
)

// Sight is what of a round goes into a case file for somebody: how many entries, and which texts.
type Sight struct {
	Size    uint64
	Voting  bool // later entries stay in the house, because a ballot is open
	MayRead func(rec *workflow.Record, path string) bool
	// Shows is nil where all entries are in the file.
	Shows func(rec *workflow.Record) bool
}

// CaseFile is the sight of an auditor who reads the whole record, as v is of: of all texts, or only of those of one proposal
// (by id) and of the round itself. alone leaves out the entries of the other proposals too. The error is a *workflow.Refusal to
// whoever does not read the whole record. While a ballot is open the file ends where it was opened: how others vote leaves
// the house only afterwards.
func (d *Desk) CaseFile(v *view.Round, proposal string, alone bool) (*Sight, error) {
	switch {
	case !v.Reader:
		return nil, &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
			"needed": "auditor", "capacity": "",
		}}
	case proposal != "" && v.Proposal(proposal) == nil:
		return nil, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": proposal}}
	}
	of := func(rec *workflow.Record) bool {
		return proposal == "" || rec.Proposal == "" || rec.Proposal == proposal
	}
	s := &Sight{}
	s.Size, s.Voting = v.Handable()
	s.MayRead = func(rec *workflow.Record, path string) bool { return of(rec) && v.MayRead(rec.Seq, path) }
	if alone && proposal != "" {
		s.Shows = of
	}
	return s, nil
}

// Excerpt is the sight of a person on a round that is over: the entries and texts that they may see, and of one proposal (by id) and
// the round itself only where one is named. Of the register there is what concerns the round, and no text. over is false while the
// round goes on, because what is in a file of a round that goes on would tell of what is still secret. The error is a
// *workflow.Refusal to whoever has no business with the round, else a fault.
func (d *Desk) Excerpt(ctx context.Context, v *view.Round, proposal string) (s *Sight, over bool, err error) {
	switch {
	case !v.Admitted():
		return nil, false, &workflow.Refusal{Code: "not_admitted", Rule: "lifecycle"}
	case proposal != "" && v.Proposal(proposal) == nil:
		return nil, false, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": proposal}}
	}
	shows := func(rec *workflow.Record) bool {
		return (proposal == "" || rec.Proposal == "" || rec.Proposal == proposal) && v.MayHold(rec)
	}
	s = &Sight{Shows: shows, MayRead: func(rec *workflow.Record, path string) bool { return shows(rec) && v.MayKeep(rec, path) }}
	s.Size, s.Voting = v.Handable()
	now, _, err := d.Engine.Round(ctx, v.ID) // whoever has left sees the round as it stood then
	if err != nil {
		return nil, false, err
	}
	return s, now.Over(), nil
}

// OfRegister tells which entries of the register concern a round: its opening and its ends, policies and keys, and what was accepted of
// it or of the register after a backup was restored, without which two ends of a round contradict each other.
func OfRegister(round string) func(rec *workflow.Record) bool {
	return func(rec *workflow.Record) bool {
		switch e := rec.Event.(type) {
		case *workflow.RoundListed:
			return e.Round == round
		case *workflow.RoundClosed:
			return e.Round == round
		case *workflow.RoundNoted:
			return e.Round == round
		case *workflow.LedgerAccepted:
			return strings.HasSuffix(e.Origin, "/round/"+round) || strings.HasSuffix(e.Origin, "/register")
		case *workflow.PolicyAdopted, *workflow.KeyRotated:
			return true
		}
		return false
	}
}

// MinutesOnRecord are the versions of all minutes that the record holds, in canonical form, by the entry that drafted each; of
// those in another form than this program makes, and beyond the end of a case file, there are none. The error is that of
// CaseFile.
func (d *Desk) MinutesOnRecord(ctx context.Context, v *view.Round) (map[uint64][]byte, error) {
	sight, err := d.CaseFile(v, "", false)
	if err != nil {
		return nil, err
	}
	out := map[uint64][]byte{}
	for _, x := range v.State().Minutes {
		if x.Form != workflow.MinutesForm || x.Seq >= sight.Size {
			continue
		}
		m, err := d.minutes(ctx, v, x.Meeting, x.Size)
		if err != nil {
			return nil, err
		}
		if out[x.Seq], err = m.Canonical(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
