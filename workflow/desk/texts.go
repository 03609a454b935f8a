package desk

import (
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/view"
)

// Texts are the texts of an entry that the viewer may read, by path. What is hidden and what has been erased is absent.
func (d *Desk) Texts(ctx context.Context, v *view.Round, entry uint64) (map[string]string, error) {
	list, err := d.Log.Texts(ctx, v.Origin, entry)
	if err != nil {
		return nil, fmt.Errorf("texts of entry %d: %w", entry, err)
	}
	out := map[string]string{}
	for _, t := range list {
		if v.MayRead(entry, t.Path) {
			out[t.Path] = t.Value
		}
	}
	return out, nil
}

// Title is the round's own title.
func (d *Desk) Title(ctx context.Context, v *view.Round) (string, error) {
	t, err := d.Log.Texts(ctx, v.Origin, 0)
	if err != nil {
		return "", fmt.Errorf("title: %w", err)
	}
	for _, x := range t {
		if x.Path == "title" {
			return x.Value, nil
		}
	}
	return v.ID, nil
}

// Titles are the titles of the proposals that the viewer sees, by proposal id.
func (d *Desk) Titles(ctx context.Context, v *view.Round) (map[string]string, error) {
	all, err := d.textsAt(ctx, v.Origin, "title")
	if err != nil {
		return nil, fmt.Errorf("titles: %w", err)
	}
	out := make(map[string]string, len(v.Proposals))
	for _, p := range v.Proposals {
		out[p.ID] = all[p.Entry]
	}
	return out, nil
}

// Names are the names of the participants whom the viewer may know, by pseudonym: inside the committee and its office
// everybody knows everybody, a submitter knows nobody. Under workflow.SeatKey they hold the labels of the seats that have one.
func (d *Desk) Names(ctx context.Context, v *view.Round) (map[string]string, error) {
	entries := v.NameEntries()
	if len(entries) == 0 {
		return map[string]string{}, nil
	}
	all, err := d.textsAt(ctx, v.Origin, "name")
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	out := make(map[string]string, len(entries))
	for pseudonym, entry := range entries {
		if name, ok := all[entry]; ok {
			out[pseudonym] = name
		} else {
			out[pseudonym] = pseudonym
		}
	}
	return out, d.labels(ctx, v, out)
}

// labels adds the labels of the seats to the names.
func (d *Desk) labels(ctx context.Context, v *view.Round, names map[string]string) error {
	seats := v.LabelEntries()
	if len(seats) == 0 {
		return nil
	}
	all, err := d.textsAt(ctx, v.Origin, "label")
	if err != nil {
		return fmt.Errorf("labels of seats: %w", err)
	}
	for id, entry := range seats {
		if label := all[entry]; label != "" {
			names[workflow.SeatKey(id)] = label
		}
	}
	return nil
}

// SeatNames are what the seats that the viewer sees are called, by seat id: the id where a seat has no name.
func (d *Desk) SeatNames(ctx context.Context, v *view.Round) (map[string]string, error) {
	seats := v.Seats()
	if len(seats) == 0 {
		return map[string]string{}, nil
	}
	all, err := d.textsAt(ctx, v.Origin, "label")
	if err != nil {
		return nil, fmt.Errorf("names of the seats: %w", err)
	}
	out := make(map[string]string, len(seats))
	for i := range seats {
		if out[seats[i].ID] = all[seats[i].Entry]; out[seats[i].ID] == "" {
			out[seats[i].ID] = seats[i].ID
		}
	}
	return out, nil
}

// Organisations are the names of all registered organisations, by id.
func (d *Desk) Organisations(ctx context.Context) (map[string]string, error) {
	g, _, err := d.Engine.Register(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.textsAt(ctx, d.Engine.RegisterOrigin(), "name")
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	out := make(map[string]string, len(g.Organisations))
	for i := range g.Organisations {
		out[g.Organisations[i].ID] = all[g.Organisations[i].Seq]
	}
	return out, nil
}

// Versions are the versions of a proposal, by id, that the viewer may read, earliest first; none of one that is hidden from
// them.
func (d *Desk) Versions(ctx context.Context, v *view.Round, proposal string) (list []view.Version, err error) {
	err = d.chronicle(ctx, v.ID, v.Replayed(), func(all *view.Chronicle) { list = v.VersionsOf(all, proposal) })
	return list, err
}
