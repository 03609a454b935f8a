// Package race tells tests whether the race detector watches them, which takes ten times as long. What one goroutine does
// alone, case after case, is then done for fewer of them: it holds no race, and is looked at in full without the detector.
package race

import (
	"maps"
	"slices"
)

// Fewer is few where the race detector watches, and otherwise many.
func Fewer(few, many int) int {
	if Watches {
		return few
	}
	return many
}

// First are all cases, and where the race detector watches the first alone.
func First[T any](cases ...T) []T { return cases[:Fewer(min(1, len(cases)), len(cases))] }

// Some are all cases, and where the race detector watches the first by name alone.
func Some[T any](cases map[string]T) map[string]T {
	some := map[string]T{}
	for _, name := range First(slices.Sorted(maps.Keys(cases))...) {
		some[name] = cases[name]
	}
	return some
}
