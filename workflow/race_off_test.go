//go:build !race

package workflow_test

// underRace tells that the race detector watches, which takes ten times as long.
const underRace = false
