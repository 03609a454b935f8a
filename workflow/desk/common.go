package desk

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"gremium/workflow"
	"gremium/workflow/view"
)

// What is kept of present rounds at most: for so many rounds, and of texts at one path so many bytes.
const (
	mostPresent = 16
	mostListed  = 1 << 20
)

// present keeps what is asked of the present state of rounds again and again, so that it is not reckoned and read for each page.
// The zero value keeps nothing yet.
type present struct {
	mu     sync.Mutex
	common map[string]*view.Common // by origin
	listed map[string]*listed      // by origin
}

// listed are texts of a ledger by path and entry, as they stood when it had so many entries. Texts come and go with entries only.
type listed struct {
	size uint64
	at   map[string]map[uint64]string
}

// of is what all who see the state have in common.
func (x *present) of(r *workflow.Round) *view.Common {
	x.mu.Lock()
	defer x.mu.Unlock()
	if c := x.common[r.Origin]; c != nil && c.State() == r {
		return c
	}
	if x.common == nil {
		x.common = map[string]*view.Common{}
	}
	bound(x.common, r.Origin, mostPresent)
	c := view.NewCommon(r)
	x.common[r.Origin] = c
	return c
}

// bound makes room for one more than there may be.
func bound[T any](kept map[string]T, origin string, most int) {
	if _, there := kept[origin]; there || len(kept) < most {
		return
	}
	for other := range kept {
		delete(kept, other)
		return
	}
}

// textsAt are the texts of a ledger at one path, by entry. They are not to be changed.
func (d *Desk) textsAt(ctx context.Context, origin, path string) (map[uint64]string, error) {
	size, err := d.Log.Size(ctx, origin) // asked first: what is read afterwards is no older
	if err != nil {
		return nil, fmt.Errorf("size of %s: %w", origin, err)
	}
	if all, ok := d.present.texts(origin, path, size); ok {
		return all, nil
	}
	all, err := d.Log.TextsAt(ctx, origin, path)
	if err != nil {
		return nil, err
	}
	d.present.keep(origin, path, size, all)
	return all, nil
}

func (x *present) texts(origin, path string, size uint64) (map[uint64]string, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	l := x.listed[origin]
	if l == nil || l.size != size {
		return nil, false
	}
	all, ok := l.at[path]
	return all, ok
}

// keep keeps texts that are not too long. Those of an earlier size go.
func (x *present) keep(origin, path string, size uint64, all map[uint64]string) {
	long := 0
	for text := range maps.Values(all) {
		long += len(text)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	l := x.listed[origin]
	if long > mostListed || l != nil && l.size > size {
		return
	}
	if l == nil || l.size < size {
		if x.listed == nil {
			x.listed = map[string]*listed{}
		}
		bound(x.listed, origin, mostPresent)
		l = &listed{size: size, at: map[string]map[uint64]string{}}
		x.listed[origin] = l
	}
	l.at[path] = all
}
