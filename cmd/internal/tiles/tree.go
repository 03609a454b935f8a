package tiles

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// tile answers a tile of hashes or a bundle of entries, as far as the latest signed checkpoint goes. Neither ever changes.
func (d *Door) tile(w http.ResponseWriter, r *http.Request, who *reader) error {
	t, err := proof.ParseTile("tile/" + r.PathValue("path"))
	if err != nil {
		return errNoSuch
	}
	from, to, ok := t.Span()
	switch {
	case t.Entries():
		err = who.takes(to)
	case who.veiled:
		err = who.entitled()
	}
	if err != nil {
		return err
	}
	signed, err := d.Archive.LatestCheckpoint(r.Context(), who.origin)
	switch {
	case errors.Is(err, record.ErrNotFound), !ok, err == nil && to > signed.Size:
		return errNoSuch
	case err != nil:
		return err
	}
	var body []byte
	if t.Entries() {
		body, err = d.bundle(r.Context(), who.origin, from, to)
	} else {
		body, err = d.hashes(r.Context(), who, t)
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Cache-Control", "max-age=31536000, immutable, "+sharing(t.Entries() || who.veiled))
	h.Set("Vary", "Authorization, Cookie")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // an error here means that the reader has left
	return nil
}

func sharing(private bool) string {
	if private {
		return "private"
	}
	return "public"
}

// bundle is entries as bundles hold them.
func (d *Door) bundle(ctx context.Context, origin string, from, to uint64) (out []byte, err error) {
	n := from
	for entry, err := range d.Archive.Entries(ctx, origin, from) {
		if err != nil {
			return nil, err
		}
		if out, err = proof.AppendBundled(out, entry); err != nil {
			return nil, fmt.Errorf("entry %d: %w", n, err)
		}
		if n++; n == to {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s has %d entries, and its checkpoint says more: %w", origin, n, workflow.ErrCorrupt)
}

// hashes is what a tile of hashes holds.
func (d *Door) hashes(ctx context.Context, who *reader, t proof.Tile) ([]byte, error) {
	all, err := d.level(ctx, who, t)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(all)*len(ledger.Hash{}))
	for i := range all {
		out = append(out, all[i][:]...)
	}
	return out, nil
}

// level is the hashes of a tile. Those above the lowest level are worked out from full tiles below, once.
func (d *Door) level(ctx context.Context, who *reader, t proof.Tile) ([]ledger.Hash, error) {
	if t.Level == 0 {
		return d.leaves(ctx, who.origin, t)
	}
	out := make([]ledger.Hash, t.Width)
	for i := range out {
		below := proof.Tile{Level: t.Level - 1, Index: t.Index*proof.TileWidth + uint64(i), Width: proof.TileWidth} //nolint:gosec // Positive.
		key := node{epoch: who.epoch, origin: who.origin, tile: below}
		if h, ok := d.nodes.get(key); ok {
			out[i] = h
			continue
		}
		hashes, err := d.level(ctx, who, below)
		if err != nil {
			return nil, err
		}
		out[i] = proof.Subtree(hashes)
		d.nodes.put(key, out[i])
	}
	return out, nil
}

func (d *Door) leaves(ctx context.Context, origin string, t proof.Tile) ([]ledger.Hash, error) {
	from, to, _ := t.Span()
	out := make([]ledger.Hash, 0, t.Width)
	for h, err := range d.Archive.Leaves(ctx, origin, from, to) {
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	if len(out) != t.Width {
		return nil, fmt.Errorf("%s lacks leaves from %d on: %w", origin, from, workflow.ErrCorrupt)
	}
	return out, nil
}

// node names the root of a full tile.
type node struct {
	epoch  uint64
	origin string
	tile   proof.Tile
}

// nodes keeps the roots of full tiles: 256 entries each take some hundred bytes. When there are too many, all are
// forgotten and worked out again.
type nodes struct {
	mu   sync.Mutex
	kept map[node]ledger.Hash
}

const mostNodes = 1 << 17

func (n *nodes) get(k node) (ledger.Hash, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	h, ok := n.kept[k]
	return h, ok
}

func (n *nodes) put(k node, h ledger.Hash) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.kept == nil || len(n.kept) >= mostNodes {
		n.kept = map[node]ledger.Hash{}
	}
	n.kept[k] = h
}
