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

// minuted is the command of an act, about minutes with the digest that the record gives.
func (c *Committee) minuted(a Act) workflow.Command {
	switch cmd := a.Command.(type) {
	case *workflow.DraftMinutes:
		if cmd.Size > 1000 || cmd.Digest != "" {
			return cmd
		}
		t := minutes.NewTaker()
		state, head, err := c.Engine.Replay(context.Background(), a.Round, cmd.Size, t.Note)
		if err != nil {
			return cmd
		}
		whole := *cmd
		m := t.Minutes(state, head)
		if whole.Digest, err = m.Digest(); err != nil {
			return cmd
		}
		whole.Root = m.Hash
		return &whole
	case *workflow.ApproveMinutes:
		r, _, err := c.Engine.Round(context.Background(), a.Round)
		if err != nil || cmd.Digest != "" || cmd.Version == 0 || cmd.Version > uint64(len(r.Minutes)) {
			return cmd
		}
		return &workflow.ApproveMinutes{Version: cmd.Version, Digest: r.Minutes[cmd.Version-1].Digest}
	}
	return a.Command
}
