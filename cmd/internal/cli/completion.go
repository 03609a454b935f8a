package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// newCompletion prints a script that lets a shell complete commands.
func newCompletion(e *env) *cobra.Command {
	var cmd *cobra.Command
	cmd = e.command(spec{
		use: "completion SHELL", short: text{"gibt ein Skript aus, mit dem die Shell Befehle ergänzt (bash, zsh, fish)", "prints a script with which a shell completes commands (bash, zsh, fish)"},
		run: func(_ context.Context, args []string) error {
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(e.out, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(e.out)
			case "fish":
				return cmd.Root().GenFishCompletion(e.out, true)
			}
			return usagef("Für die Shell „%s“ gibt es kein Skript. Möglich sind bash, zsh und fish.", "There is no script for the shell \"%s\". Possible are bash, zsh and fish.", args[0])
		},
	})
	return cmd
}
