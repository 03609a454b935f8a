package proof

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

func TestParseTile(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]Tile{
		"tile/0/000":                {0, 0, 256},
		"tile/0/x001/234":           {0, 1234, 256},
		"tile/2/x001/x234/067.p/5":  {2, 1234067, 5},
		"tile/entries/000":          {-1, 0, 256},
		"tile/entries/x001/067.p/1": {-1, 1067, 1},
	} {
		got, err := ParseTile(path)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", path, got, err, want)
		}
		if p := got.Path(); p != path {
			t.Errorf("path of %+v is %s, want %s", got, p, path)
		}
		if got.Entries() != strings.Contains(path, "entries") {
			t.Errorf("%s: entries %v", path, got.Entries())
		}
	}
	for _, path := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/data/000", "tile/8/0/000", "tile/-1/000", "tile/0/-01",
		"tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/05", "tile/0/x000/000", "tile/64/000", "tile/0/1234", "tile/entries/000/", "/tile/0/000",
	} {
		if got, err := ParseTile(path); err == nil {
			t.Errorf("%q was read as %+v", path, got)
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][2]uint64{
		"tile/0/001": {256, 512}, "tile/0/001.p/3": {256, 259}, "tile/1/000.p/2": {0, 512}, "tile/2/001.p/1": {256 << 16, 257 << 16}, "tile/entries/002.p/1": {512, 513},
	} {
		tile, err := ParseTile(path)
		if err != nil {
			t.Fatal(err)
		}
		if from, to, ok := tile.Span(); from != want[0] || to != want[1] || !ok {
			t.Errorf("%s: %d to %d, %v; want %v", path, from, to, ok, want)
		}
	}
	for _, tile := range []Tile{{Level: 63, Width: 1}, {Level: 6, Index: 1 << 62, Width: 256}, {Level: 0, Index: 1 << 62, Width: 1}} {
		if _, _, ok := tile.Span(); ok {
			t.Errorf("%+v spans leaves", tile)
		}
	}
}

// TestSubtree compares with the hashes of another implementation.
func TestSubtree(t *testing.T) {
	t.Parallel()
	var stored []tlog.Hash
	hashes := make([]ledger.Hash, TileWidth)
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, n := range at {
			out[i] = stored[n]
		}
		return out, nil
	})
	for i := range hashes {
		entry := []byte{byte(i), 7}
		hashes[i] = ledger.LeafHash(entry)
		more, err := tlog.StoredHashes(int64(i), entry, read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
	}
	if got := Subtree(hashes); got != ledger.Hash(stored[tlog.StoredHashIndex(tileHeight, 0)]) {
		t.Errorf("root of a tile is %s", got)
	}
}

func TestAppendBundled(t *testing.T) {
	t.Parallel()
	got, err := AppendBundled([]byte{9}, bytes.Repeat([]byte{'x'}, 258))
	if err != nil || len(got) != 1+2+258 || got[1] != 1 || got[2] != 2 || got[3] != 'x' {
		t.Errorf("%d bytes %v, %v", len(got), got[:4], err)
	}
	if got, err := AppendBundled([]byte{9}, make([]byte, 1<<16)); err == nil || len(got) != 1 {
		t.Errorf("an entry of 64 KiB: %d bytes, %v", len(got), err)
	}
}

func FuzzParseTile(f *testing.F) {
	f.Add("tile/0/x001/234.p/5")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, path string) {
		tile, err := ParseTile(path)
		if err == nil && tile.Path() != path {
			t.Errorf("%q is another way to write %q", path, tile.Path())
		}
		if from, to, ok := tile.Span(); err == nil && ok && from >= to {
			t.Errorf("%q spans %d to %d", path, from, to)
		}
	})
}
