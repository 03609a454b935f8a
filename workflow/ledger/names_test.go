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

// Two names that meet in one slot do not drive each other out. It counts what the whole process allocates, and so runs by itself.
func TestNamesThatMeet(t *testing.T) {
	var n names
	one := []byte("proposal-1")
	other := one
	for i := 2; string(other) == string(one) || nameHash(other)%nameSlots != nameHash(one)%nameSlots; i++ {
		other = []byte("proposal-" + strconv.Itoa(i))
	}
	for range 2 {
		if a, b := n.of(one), n.of(other); a != string(one) || b != string(other) {
			t.Fatalf("got %q, %q", a, b)
		}
	}
	if got := testing.AllocsPerRun(100, func() { n.of(one); n.of(other) }); got != 0 {
		t.Errorf("%v allocations for two names that were known", got)
	}
}
