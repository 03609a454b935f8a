//go:build !race

package race

// Watches tells that the race detector watches.
const Watches = false
