package cli

import (
	"slices"
	"testing"

	"gremium/workflow/proof"
)

// A witness that has cosigned two sizes is one witness.
func TestAWitnessCountsOnce(t *testing.T) {
	t.Parallel()
	lines := []proof.Cosignature{{Size: 7, Key: "a"}, {Size: 9, Key: "a"}, {Size: 6, Key: "b"}, {Size: 9, Key: "stranger"}}
	if got := cosigners(lines, []string{"a", "b"}, 7); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%v", got)
	}
}
