// Command gremium is where a committee chooses: the server, the command line and the demonstration in one program.
package main

import (
	"os"

	"gremium/cmd/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
