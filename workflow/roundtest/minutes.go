package roundtest

import (
	"context"

	"gremium/workflow"
	"gremium/workflow/minutes"
)

// Minutes are a version of the minutes of the first entries. Who gives them to a Committee gives them with their digest.
func Minutes(version uint64, reason string) *workflow.DraftMinutes {
	return &workflow.DraftMinutes{
		Version: version, Size: 40, Place: "Berlin", Note: "Die Sitzung fand in Präsenz statt.", Reason: reason,
	}
}

// Approve approves a version of Minutes.
func Approve(version uint64) *workflow.ApproveMinutes {
	return &workflow.ApproveMinutes{Version: version}
}

// MeetingMinutes are a version of the minutes of a meeting, of all entries there are by then.
func MeetingMinutes(meeting string, version uint64) *workflow.DraftMinutes {
	return &workflow.DraftMinutes{Meeting: meeting, Version: version, Note: "Gäste waren nicht zugegen."}
}

// sized gives minutes of the main round that say no size the number of entries there are by then: one for each act in it.
func sized(units []Unit) []Unit {
	n := uint64(0)
	for _, u := range units {
		for _, a := range u {
			if a.Round != Main {
				continue
			}
			if c, ok := a.Command.(*workflow.DraftMinutes); ok && c.Size == 0 {
				c.Size = n
			}
			n++
		}
	}
	return units
}

// minuted is the command of an act, about minutes with the digest that the record gives, and of all there is by then where they
// say no size.
func (c *Committee) minuted(a Act) workflow.Command {
	switch cmd := a.Command.(type) {
	case *workflow.DraftMinutes:
		if cmd.Size > 1000 || cmd.Digest != "" {
			return cmd
		}
		whole := *cmd
		if _, now, err := c.Engine.Round(context.Background(), a.Round); err == nil && whole.Size == 0 {
			whole.Size = now.Size
		}
		t := minutes.NewTaker()
		state, head, err := c.Engine.Replay(context.Background(), a.Round, whole.Size, t.Note)
		if err != nil {
			return cmd
		}
		m := t.Minutes(state, head, cmd.Meeting)
		if whole.Digest, err = m.Digest(); err != nil {
			return cmd
		}
		whole.Root = m.Hash
		return &whole
	case *workflow.ApproveMinutes:
		r, _, err := c.Engine.Round(context.Background(), a.Round)
		if err != nil {
			return cmd
		}
		all := r.MinutesOf(cmd.Meeting)
		if cmd.Digest != "" || cmd.Version == 0 || cmd.Version > uint64(len(all)) {
			return cmd
		}
		return &workflow.ApproveMinutes{Meeting: cmd.Meeting, Version: cmd.Version, Digest: all[cmd.Version-1].Digest}
	}
	return a.Command
}
