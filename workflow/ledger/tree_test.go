package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestTreeVectors(t *testing.T) {
	t.Parallel()
	vectors := []struct{ leaf, root string }{
		{"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
		{"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
		{"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
		{"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
		{"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
		{"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
		{"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
		{"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
	}
	var tree Tree
	empty := tree.Root()
	if got, want := hex.EncodeToString(empty[:]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; got != want {
		t.Errorf("root of the empty tree = %s, want %s", got, want)
	}
	for i, v := range vectors {
		leaf, err := hex.DecodeString(v.leaf)
		if err != nil {
			t.Fatal(err)
		}
		tree.Append(LeafHash(leaf))
		root := tree.Root()
		if got := hex.EncodeToString(root[:]); got != v.root || tree.Size() != uint64(i+1) {
			t.Errorf("root at size %d = %s, want %s at %d", tree.Size(), got, v.root, i+1)
		}
	}
}

func TestTreeAgreesWithTlog(t *testing.T) {
	t.Parallel()
	var tree Tree
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range at {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for n := range int64(301) {
		want, err := tlog.TreeHash(n, read)
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.Root(); got != Hash(want) || tree.Size() != uint64(n) {
			t.Fatalf("root at size %d = %v, want %v at %d", tree.Size(), got, want, n)
		}
		entry := bytes.Repeat(binary.BigEndian.AppendUint64(nil, uint64(n)), int(n))
		hashes, err := tlog.StoredHashes(n, entry, read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
		if leaf := LeafHash(entry); leaf != Hash(hashes[0]) {
			t.Fatalf("leaf hash of %d bytes = %v, want %v", len(entry), leaf, hashes[0])
		}
		tree.Append(LeafHash(entry))
	}
}

func TestNodeHash(t *testing.T) {
	t.Parallel()
	left, right := LeafHash([]byte("left")), LeafHash([]byte("right"))
	if got, want := nodeHash(&left, &right), Hash(tlog.NodeHash(tlog.Hash(left), tlog.Hash(right))); got != want {
		t.Errorf("nodeHash = %v, want %v", got, want)
	}
}

func TestTreeClone(t *testing.T) {
	t.Parallel()
	for size := range 20 {
		var tree Tree
		for i := range size {
			tree.Append(LeafHash([]byte{byte(i)}))
		}
		root := tree.Root()
		kept := tree.Clone()
		tree.Append(LeafHash([]byte("one")))
		other := kept.Clone()
		other.Append(LeafHash([]byte("other")))
		if kept.Root() != root || kept.Size() != uint64(size) {
			t.Errorf("size %d: the clone changed with the original", size)
		}
		if kept.Append(LeafHash([]byte("one"))); kept.Root() != tree.Root() || kept.Root() == other.Root() {
			t.Errorf("size %d: the clone goes on differently", size)
		}
	}
}

// It counts what the whole process allocates, and so runs by itself.
func TestHashingDoesNotAllocate(t *testing.T) {
	for _, size := range []int{0, 300, MaxEntry} {
		entry := make([]byte, size)
		if n := testing.AllocsPerRun(100, func() { LeafHash(entry) }); n != 0 {
			t.Errorf("LeafHash of %d bytes: %v allocations", size, n)
		}
	}
}

func TestParseHash(t *testing.T) {
	t.Parallel()
	h := Hash(sha256.Sum256([]byte("Gremium")))
	text := h.String()
	if got, err := ParseHash(text); err != nil || got != h {
		t.Errorf("ParseHash(%q) = %v, %v", text, got, err)
	}
	for _, bad := range []string{
		"", text[:43], text + "=", strings.Replace(text, "=", "A", 1), "\n" + text[:43], text[:20] + "\n" + text[21:],
		strings.Repeat("A", 42) + "B=", strings.Repeat("-", 43) + "=", strings.Repeat("A", 42) + "==",
	} {
		if got, err := ParseHash(bad); err == nil {
			t.Errorf("ParseHash(%q) = %v, want an error", bad, got)
		}
	}
}

func TestAppendCheckpoint(t *testing.T) {
	t.Parallel()
	root := Hash(tlog.RecordHash([]byte("Gremium")))
	got, err := AppendCheckpoint([]byte("> "), "example.org/log/2026", 20852163, root)
	want := "> example.org/log/2026\n20852163\n" + tlog.Hash(root).String() + "\n"
	if err != nil || string(got) != want {
		t.Errorf("AppendCheckpoint = %q, %v, want %q", got, err, want)
	}
	for _, origin := range []string{"", "a\nb", "a\x00", "\xff"} {
		if got, err := AppendCheckpoint([]byte("> "), origin, 1, root); err == nil || string(got) != "> " {
			t.Errorf("AppendCheckpoint(%q) = %q, %v, want an error", origin, got, err)
		}
	}
}
