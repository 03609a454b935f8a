package proof

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

// TileWidth is how many hashes a full tile holds, and how many entries a full bundle.
const TileWidth = 256

const (
	tileHeight  = 8
	tilePrefix  = "tile/"
	entriesPart = "entries/"
	// bundleLevel is the level of a Tile that stands for entries and not for hashes.
	bundleLevel = -1
	topLevel    = 63
)

// Tile is a part of a ledger's tree that is fetched at once, as C2SP tlog-tiles cuts it: up to 256 hashes beside each other
// on one level, or the entries below a tile of the lowest level.
type Tile struct {
	Level int    // 0 for leaf hashes; each level above stands for 256 times as many leaves. −1 for entries
	Index uint64 // from the left
	Width int    // 1 to 256; less than 256 where the tree went no further
}

// ParseTile reads the path of a tile below a ledger's address: tile/<L>/<N>[.p/<W>] or tile/entries/<N>[.p/<W>]. A path that
// is not written the one way that there is for it is an error.
func ParseTile(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, tilePrefix)
	if !ok {
		return Tile{}, errors.New("a tile's path begins with tile/")
	}
	if n, ok := strings.CutPrefix(rest, entriesPart); ok {
		rest = "data/" + n
	} else if strings.HasPrefix(rest, "data/") {
		return Tile{}, errors.New("entries lie below tile/entries/")
	}
	t, err := tlog.ParseTilePath(fmt.Sprintf("%s%d/%s", tilePrefix, tileHeight, rest))
	if err != nil {
		return Tile{}, fmt.Errorf("path of a tile: %w", err)
	}
	if t.L > topLevel {
		return Tile{}, fmt.Errorf("path of a tile: level %d is above %d", t.L, topLevel)
	}
	return Tile{Level: t.L, Index: uint64(t.N), Width: t.W}, nil //nolint:gosec // The library refuses negative numbers.
}

// Path is the path of the tile below a ledger's address.
func (t Tile) Path() string {
	p := tlog.Tile{H: tileHeight, L: t.Level, N: int64(t.Index), W: t.Width}.Path() //nolint:gosec // No tree has so many leaves.
	p = strings.TrimPrefix(p, fmt.Sprintf("%s%d/", tilePrefix, tileHeight))
	if n, ok := strings.CutPrefix(p, "data/"); ok {
		p = entriesPart + n
	}
	return tilePrefix + p
}

// Entries tells that the tile is a bundle of entries.
func (t Tile) Entries() bool { return t.Level == bundleLevel }

// Span is the first leaf below the tile and the one after its last. Ok is false where no tree can go so far.
func (t Tile) Span() (from, to uint64, ok bool) {
	shift := tileHeight * max(t.Level, 0)
	if shift > 48 || t.Index >= math.MaxUint64>>(shift+tileHeight+1) {
		return 0, 0, false
	}
	from = t.Index * TileWidth
	return from << shift, (from + uint64(t.Width)) << shift, true //nolint:gosec // Positive by ParseTile.
}

// AppendBundled appends an entry as bundles hold it: behind its length, big-endian in two bytes.
func AppendBundled(dst, entry []byte) ([]byte, error) {
	if len(entry) > math.MaxUint16 {
		return dst, fmt.Errorf("an entry of %d bytes fits into no bundle", len(entry))
	}
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(entry))) //nolint:gosec // Compared above.
	return append(dst, entry...), nil
}

// Subtree is the root over a full tile's hashes: one hash of the tile above it.
func Subtree(hashes []ledger.Hash) ledger.Hash {
	var t ledger.Tree
	for _, h := range hashes {
		t.Append(h)
	}
	return t.Root()
}
