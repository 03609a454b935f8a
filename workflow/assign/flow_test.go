package assign

import (
	"bufio"
	"bytes"
	"os"
	"strconv"
	"testing"
)

// readMatrix reads a problem of the OR-Library: n, then n × n costs.
func readMatrix(t *testing.T, file string) [][]int64 {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(bytes.NewReader(text))
	in.Split(bufio.ScanWords)
	next := func() int64 {
		if !in.Scan() {
			t.Fatalf("%s is too short: %v", file, in.Err())
		}
		n, err := strconv.ParseInt(in.Text(), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	costs := make([][]int64, next())
	for i := range costs {
		for range costs {
			costs[i] = append(costs[i], next())
		}
	}
	if in.Scan() {
		t.Fatalf("%s is too long: %s", file, in.Text())
	}
	return costs
}

// The OR-Library states 305 as the optimum of assign100. The figures stand in one place of the cost at a time, and the
// answer is the same in each.
func TestORLibrary(t *testing.T) {
	t.Parallel()
	costs := readMatrix(t, "testdata/assign100.txt")
	size := len(costs)
	for at := range (cost{}) {
		n := newNetwork(2*size + 2)
		var arcs []place
		for i := range costs {
			n.add(2*size, i, 1, cost{})
			n.add(size+i, 2*size+1, 1, cost{})
			for j, c := range costs[i] {
				var v cost
				v[at] = c
				arcs = append(arcs, n.add(i, size+j, 1, v))
			}
		}
		units, total := n.send(2*size, 2*size+1)
		var want cost
		want[at] = 305
		if units != size || total != want {
			t.Errorf("%d units cost %v, want %d at %v", units, total, size, want)
		}
		again, taken := int64(0), map[int]bool{}
		for k, p := range arcs {
			if n.flow(p) == 1 {
				again += costs[k/size][k%size]
				taken[k%size] = true
			}
		}
		if again != 305 || len(taken) != size {
			t.Errorf("the arcs that are used cost %d and end in %d places", again, len(taken))
		}
	}
}

// An early place of a cost counts more than everything in later ones.
func TestCostsCompareLikeWords(t *testing.T) {
	t.Parallel()
	n := newNetwork(3)
	dear := n.add(0, 1, 1, cost{1, 0, 0})
	cheap := n.add(0, 1, 1, cost{0, 1 << 60, 1 << 60})
	n.add(1, 2, 1, cost{})
	if units, total := n.send(0, 2); units != 1 || n.flow(cheap) != 1 || n.flow(dear) != 0 || total != (cost{0, 1 << 60, 1 << 60}) {
		t.Errorf("%d units at %v", units, total)
	}
}
