package desk

import (
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// Minutes are the minutes of the round in a version on record, or, for version 0, those that the record gives as it stands,
// as the viewer may read them. The error is a *workflow.Refusal where the viewer may not.
func (d *Desk) Minutes(ctx context.Context, v *view.Round, version uint64) (*minutes.Minutes, error) {
	m, err := d.minutes(ctx, v, v.MinutesSize(version))
	if err != nil {
		return nil, err
	}
	if m = v.Minutes(m); m == nil {
		return nil, &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
			"needed": "member, coordinator", "capacity": "",
		}}
	}
	return m, nil
}

func (d *Desk) minutes(ctx context.Context, v *view.Round, size uint64) (*minutes.Minutes, error) {
	t := minutes.NewTaker()
	state, head, err := d.Engine.Replay(ctx, v.ID, size, t.Note)
	if err != nil {
		return nil, err
	}
	return t.Minutes(state, head), nil
}

// MinutesDocument puts them into words for a reader, who says in which language, with which names and how times are written;
// all else of the reader is filled in here. The anonymous version has numbers for names and no note.
func (d *Desk) MinutesDocument(ctx context.Context, v *view.Round, version uint64, anonymous bool, r minutes.Reader) (*minutes.Document, error) {
	m, err := d.Minutes(ctx, v, version)
	if err != nil {
		return nil, err
	}
	r.Policy = v.Policy
	if r.Title, err = d.Title(ctx, v); err != nil {
		return nil, err
	}
	if r.Text, err = d.minutesTexts(ctx, v); err != nil {
		return nil, err
	}
	if anonymous {
		r.Name, r.Note = m.Anonymous(&r), minutes.AnonymousNote(r.Lang)
	}
	all := v.Versions()
	if version == 0 || version > uint64(len(all)) {
		return m.Document(&r), nil
	}
	on := &all[version-1]
	texts, err := d.Texts(ctx, v, on.Seq)
	if err != nil {
		return nil, err
	}
	r.Place, r.Correction = texts["place"], texts["reason"]
	r.Digest, r.State = on.Digest, minutes.State(&on.Minutes, r.Name(on.Drafter), r.Name(on.Approver), &r)
	if !anonymous {
		r.Note = texts["note"]
	}
	return m.Document(&r), nil
}

// MinutesDraft is the command that enters what the first entries of the record give as the next version of the minutes, with
// the digest of the whole of it. Size 0 means all entries.
func (d *Desk) MinutesDraft(ctx context.Context, v *view.Round, size uint64) (*workflow.DraftMinutes, error) {
	if size == 0 || size > v.Replayed() {
		size = v.Replayed()
	}
	m, err := d.minutes(ctx, v, size)
	if err != nil {
		return nil, err
	}
	digest, err := m.Digest()
	if err != nil {
		return nil, err
	}
	return &workflow.DraftMinutes{Version: uint64(len(v.Versions())) + 1, Digest: digest, Size: m.Size, Root: m.Hash}, nil
}

// MinutesApproval is the command that approves a version of the minutes, with the digest that the record gives for it: where
// the draft says something else, the rules refuse it.
func (d *Desk) MinutesApproval(ctx context.Context, v *view.Round, version uint64) (*workflow.ApproveMinutes, error) {
	c := &workflow.ApproveMinutes{Version: version}
	if version == 0 || version > uint64(len(v.Versions())) {
		return c, nil // which the rules refuse
	}
	m, err := d.minutes(ctx, v, v.MinutesSize(version))
	if err != nil {
		return nil, err
	}
	c.Digest, err = m.Digest()
	return c, err
}

// minutesTexts reads the texts that minutes name, as Minutes answered them: whoever may read the minutes may read the words
// in them. What was erased is empty.
func (d *Desk) minutesTexts(ctx context.Context, v *view.Round) (func(entry uint64, path string) string, error) {
	all := map[string]map[uint64]string{}
	for _, path := range []string{"title", "reason", "rationale", "deviation"} {
		at, err := d.Log.TextsAt(ctx, v.Origin, path)
		if err != nil {
			return nil, fmt.Errorf("texts of the minutes: %w", err)
		}
		all[path] = at
	}
	return func(entry uint64, path string) string { return all[path][entry] }, nil
}
