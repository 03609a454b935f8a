package ledger

import (
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

func TestNamesKeepWhatTheyAreGiven(t *testing.T) {
	t.Parallel()
	var n names
	for round := range 2 {
		for i := range 4 * nameSlots {
			want := strings.Repeat("x", i%80) + strconv.Itoa(i)
			if got := n.of([]byte(want)); got != want {
				t.Fatalf("round %d: %q became %q", round, want, got)
			}
		}
	}
	for _, short := range []string{"", "a", "1234567", "12345678"} {
		a, b := n.of([]byte(short)), n.of([]byte(short))
		if a != short || unsafe.StringData(a) != unsafe.StringData(b) {
			t.Errorf("%q is not kept: %q, %q", short, a, b)
		}
	}
	if got := (*names)(nil).of([]byte("x")); got != "x" {
		t.Errorf("no names: %q", got)
	}
}
