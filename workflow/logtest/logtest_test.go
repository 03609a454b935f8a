package logtest_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/logtest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	logtest.Run(t, func(*testing.T) workflow.Log { return logtest.NewMemory() })
}
