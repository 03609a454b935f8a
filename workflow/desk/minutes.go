package desk

import (
	"context"
	"fmt"
	"slices"

	"gremium/workflow"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// MinutesOf says which minutes are asked for.
type MinutesOf struct {
	Meeting   string // empty for those of the round
	Version   uint64 // on record; 0 for what the record gives as it stands
	Anonymous bool   // numbers for names, and no note
}

// Minutes are the minutes asked for, as the viewer may read them; of a version in another form than this program makes only what
// they are of. The error is a *workflow.Refusal where the viewer may not, or
// knows no such meeting.
func (d *Desk) Minutes(ctx context.Context, v *view.Round, of MinutesOf) (*minutes.Minutes, error) {
	if of.Meeting != "" && v.Meeting(of.Meeting) == nil {
		return nil, &workflow.Refusal{Code: "meeting_unknown", Rule: "lifecycle", Detail: map[string]string{"meeting": of.Meeting}}
	}
	m, err := d.minutes(ctx, v, of.Meeting, v.MinutesSize(of.Meeting, of.Version))
	if err != nil {
		return nil, err
	}
	if m = v.Minutes(m); m == nil {
		return nil, &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
			"needed": "member, coordinator", "capacity": "",
		}}
	}
	if of.Version == 0 {
		return m, nil
	}
	return m.Kept(v.MinutesForm(of.Meeting, of.Version)), nil
}

func (d *Desk) minutes(ctx context.Context, v *view.Round, meeting string, size uint64) (*minutes.Minutes, error) {
	t := minutes.NewTaker()
	state, head, err := d.Engine.Replay(ctx, v.ID, size, t.Note)
	if err != nil {
		return nil, err
	}
	return t.Minutes(state, head, meeting), nil
}

// MinutesDocument puts them into words for a reader, who says in which language, with which names and how times are written;
// all else of the reader is filled in here.
func (d *Desk) MinutesDocument(ctx context.Context, v *view.Round, of MinutesOf, r minutes.Reader) (*minutes.Document, error) {
	m, err := d.Minutes(ctx, v, of)
	if err != nil {
		return nil, err
	}
	r.Policy = v.Policy
	if r.Title, err = d.Title(ctx, v); err != nil {
		return nil, err
	}
	if r.Text, err = d.minutesTexts(ctx, v, m); err != nil {
		return nil, err
	}
	if of.Anonymous {
		r.Name, r.Note = m.Anonymous(&r), minutes.AnonymousNote(r.Lang)
	}
	all := v.Versions(of.Meeting)
	if of.Version == 0 || of.Version > uint64(len(all)) {
		return m.Document(&r), nil
	}
	on := &all[of.Version-1]
	texts, err := d.Texts(ctx, v, on.Seq)
	if err != nil {
		return nil, err
	}
	r.Place, r.Correction = texts["place"], texts["reason"]
	r.Digest, r.State = on.Digest, minutes.State(&on.Minutes, r.Name(on.Drafter), r.Name(on.Approver), &r)
	if !of.Anonymous {
		r.Note = texts["note"]
	}
	return m.Document(&r), nil
}

// MinutesDraft is the command that enters what the first entries of the record give as the next version of the minutes, with
// the digest of the whole of it. Size 0 means all entries.
func (d *Desk) MinutesDraft(ctx context.Context, v *view.Round, meeting string, size uint64) (*workflow.DraftMinutes, error) {
	if size == 0 || size > v.Replayed() {
		size = v.Replayed()
	}
	m, err := d.minutes(ctx, v, meeting, size)
	if err != nil {
		return nil, err
	}
	digest, err := m.Digest()
	if err != nil {
		return nil, err
	}
	return &workflow.DraftMinutes{Meeting: meeting, Version: uint64(len(v.Versions(meeting))) + 1, Digest: digest, Size: m.Size, Root: m.Hash}, nil
}

// MinutesApproval is the command that approves a version of the minutes, with the digest that the record gives for it: where
// the draft says something else, the rules refuse it. A draft of another form than this program makes is refused here.
func (d *Desk) MinutesApproval(ctx context.Context, v *view.Round, meeting string, version uint64) (*workflow.ApproveMinutes, error) {
	c := &workflow.ApproveMinutes{Meeting: meeting, Version: version}
	if version == 0 || version > uint64(len(v.Versions(meeting))) {
		return c, nil // which the rules refuse
	}
	if ref := v.OtherForm(meeting, version); ref != nil {
		return nil, ref
	}
	m, err := d.minutes(ctx, v, meeting, v.MinutesSize(meeting, version))
	if err != nil {
		return nil, err
	}
	c.Digest, err = m.Digest()
	return c, err
}

// minutesTexts reads the texts that minutes name, as Minutes answered them: whoever may read the minutes may read the words
// in them. What was erased is empty.
func (d *Desk) minutesTexts(ctx context.Context, v *view.Round, m *minutes.Minutes) (func(entry uint64, path string) string, error) {
	paths := []string{"title", "place", "reason", "rationale", "deviation", "motion"}
	for i := range m.Items {
		if p := m.Items[i].Path; !slices.Contains(paths, p) {
			paths = append(paths, p)
		}
	}
	all := map[string]map[uint64]string{}
	for _, path := range paths {
		at, err := d.Log.TextsAt(ctx, v.Origin, path)
		if err != nil {
			return nil, fmt.Errorf("texts of the minutes: %w", err)
		}
		all[path] = at
	}
	return func(entry uint64, path string) string { return all[path][entry] }, nil
}
