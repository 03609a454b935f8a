//go:build !linux

package bench

import "os"

// flush brings what was written to the disk.
func flush(f *os.File) error { return f.Sync() }
