package desk

// KeepOften makes a desk keep a state of the past after every span entries, so that a short round has many.
func (d *Desk) KeepOften(span uint64) { d.past.least = span }

// Kept are how many states of a round's past are kept, and how many entries lie between two of them.
func (d *Desk) Kept(round string) (marks int, span uint64) {
	d.past.mu.Lock()
	defer d.past.mu.Unlock()
	x := d.past.rounds[round]
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.marks), x.span
}

// MostMarks is how many of them there are at most.
const MostMarks = mostMarks
