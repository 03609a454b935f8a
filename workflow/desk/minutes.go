package desk

import (
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// Minutes are the minutes that the first entries of the round's record give, as the viewer may read them; size 0 means all
// entries. The error is a *workflow.Refusal where the viewer may not.
func (d *Desk) Minutes(ctx context.Context, v *view.Round, size uint64) (*minutes.Minutes, error) {
	m, err := d.minutes(ctx, v, size)
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
	if size == 0 {
		size = v.Replayed()
	}
	t := minutes.NewTaker()
	state, head, err := d.Engine.Replay(ctx, v.ID, size, t.Note)
	if err != nil {
		return nil, err
	}
	return t.Minutes(state, head), nil
}

// MinutesDraft is the command that enters what the first entries of the record give as a version of the minutes, with the
// digest of the whole of it. Size 0 means all entries, version 0 the one after the latest.
func (d *Desk) MinutesDraft(ctx context.Context, v *view.Round, version, size uint64) (*workflow.DraftMinutes, error) {
	if version == 0 {
		version = uint64(len(v.Versions())) + 1
	}
	m, err := d.minutes(ctx, v, size)
	if err != nil {
		return nil, err
	}
	digest, err := m.Digest()
	if err != nil {
		return nil, err
	}
	return &workflow.DraftMinutes{Version: version, Digest: digest, Size: m.Size, Root: m.Hash}, nil
}

// MinutesTexts reads the texts that minutes name, as Minutes answered them: whoever may read the minutes may read the words
// in them. What was erased is empty.
func (d *Desk) MinutesTexts(ctx context.Context, v *view.Round) (func(entry uint64, path string) string, error) {
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
