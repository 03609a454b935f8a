package web

import (
	"slices"
	"sync"
)

// followedAtOnce is how many streams a person may have open: as many as browsers open to one place at a time.
const followedAtOnce = 6

// followers are the streams that are open, by the person who follows, the oldest first.
type followers struct {
	mu   sync.Mutex
	open map[string][]*follower
}

// follower is one stream.
type follower struct {
	wake chan struct{} // holds a signal to look again whether the person is still there
	over chan struct{} // closed when another stream of the person has taken its place
}

func newFollowers() *followers { return &followers{open: map[string][]*follower{}} }

// enter notes a further stream of a person until leave is called. Where they have too many, the oldest one gives way.
func (f *followers) enter(person string) (one *follower, leave func()) {
	one = &follower{wake: make(chan struct{}, 1), over: make(chan struct{})}
	f.mu.Lock()
	defer f.mu.Unlock()
	if all := f.open[person]; len(all) >= followedAtOnce {
		close(all[0].over)
		f.open[person] = slices.Clone(all[1:])
	}
	f.open[person] = append(f.open[person], one)
	return one, func() { f.leave(person, one) }
}

func (f *followers) leave(person string, one *follower) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open[person] = slices.DeleteFunc(f.open[person], func(o *follower) bool { return o == one })
	if len(f.open[person]) == 0 {
		delete(f.open, person)
	}
}

// check lets every stream of a person look again whether the session it belongs to is still there.
func (f *followers) check(person string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.open[person] {
		select {
		case one.wake <- struct{}{}:
		default: // has a signal waiting
		}
	}
}
