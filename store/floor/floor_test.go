package floor_test

import (
	"path/filepath"
	"testing"
	"time"

	"gremium/store/floor"
)

func TestMeasures(t *testing.T) {
	t.Parallel()
	long := 50 * time.Millisecond
	single, err := floor.Single(t.Context(), filepath.Join(t.TempDir(), "s.db"), long, time.Now)
	if err != nil || single <= 0 {
		t.Errorf("single: %v, %v", single, err)
	}
	group, err := floor.Group(t.Context(), filepath.Join(t.TempDir(), "g.db"), 16, long, time.Now)
	if err != nil || group <= 0 {
		t.Errorf("group: %v, %v", group, err)
	}
}

func TestFault(t *testing.T) {
	t.Parallel()
	if _, err := floor.Group(t.Context(), filepath.Join(t.TempDir(), "no", "such", "g.db"), 4, time.Millisecond, time.Now); err == nil {
		t.Error("a folder that does not exist is no fault")
	}
}
