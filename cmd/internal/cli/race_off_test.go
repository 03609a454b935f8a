//go:build !race

package cli

// underRace tells that the race detector watches, which takes ten times as long.
const underRace = false
