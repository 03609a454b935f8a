package anchor

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"sync"
	"time"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Archive is where the ledgers lie. Leaves yields the leaf hashes of entries from one on and before another.
type Archive interface {
	Heads(ctx context.Context) (map[string]workflow.Head, error)
	Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error]
	Checkpoints(ctx context.Context, origin string) ([]proof.Signed, error)
	LatestCheckpoints(ctx context.Context) ([]proof.Signed, error)
	PutCheckpoints(ctx context.Context, key string, notes []proof.Signed) error
	KeyInForce(ctx context.Context) (string, error)
}

// Config is what an Anchor needs.
type Config struct {
	Archive    Archive
	Authority  string // of the installation, whose name the key has
	KeyFile    string
	SizesFile  string
	Rest       time.Duration // between two passes while entries keep coming
	Failed     func(error)   // told of a pass that failed; it is tried again
	Accept     bool          // take the ledgers as they are: for whoever decides about a breach
	KeyMissing bool          // go without a key: for whoever makes one
}

// Anchor holds the ledgers of one installation. It is safe for use by several goroutines.
type Anchor struct {
	cfg  Config
	keys *Keys
	ctx  context.Context // of the passes, which outlive whoever has opened the anchor

	mu    sync.Mutex
	held  map[string]workflow.Head // the lock file as it was last read or written
	noted map[string]uint64        // sizes of the latest checkpoints
	want  map[string]workflow.Head // committed and not anchored yet
	stop  error                    // why nothing may be written
	busy  bool                     // something was committed, so that a pass is owed
	apart bool                     // the ledgers were taken as they are, and the lock file does not say so yet

	wake, quit, done chan struct{}
	once             sync.Once
}

var _ workflow.Anchor = (*Anchor)(nil)

// Open compares the archive with the lock file and takes the key. What it finds wrong with either is no error: it is what
// Allowed says from then on. An error is an archive that cannot be read. Where there are no ledgers yet, the lock file may
// be missing.
func Open(ctx context.Context, cfg Config) (*Anchor, error) {
	a := &Anchor{
		cfg: cfg, ctx: context.WithoutCancel(ctx), held: map[string]workflow.Head{}, noted: map[string]uint64{}, want: map[string]workflow.Head{},
		wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{}),
	}
	if err := a.start(ctx); err != nil {
		return nil, fmt.Errorf("compare with the lock file: %w", err)
	}
	go a.run()
	return a, nil
}

// start reads the lock file before the archive, which only grows: so the archive cannot seem behind because others write.
func (a *Anchor) start(ctx context.Context) error {
	sizes, missing := Sizes(a.cfg.SizesFile)
	heads, err := a.cfg.Archive.Heads(ctx)
	if err != nil {
		return err
	}
	maps.DeleteFunc(heads, func(_ string, h workflow.Head) bool { return h.Size == 0 })
	notes, err := a.cfg.Archive.LatestCheckpoints(ctx)
	if err != nil {
		return err
	}
	for _, n := range notes {
		a.noted[n.Origin] = n.Size
	}
	wrong := a.takeKey(ctx, notes)
	switch {
	case a.cfg.Accept:
		a.want, a.apart = heads, true
	case missing != nil && (len(heads) > 0 || !errors.Is(missing, record.ErrSizesMissing)):
		wrong = missing
	default:
		breach, err := a.survey(ctx, sizes, heads)
		if err != nil {
			return err
		}
		if breach != nil {
			wrong = breach
		} else {
			a.held = sizes
		}
	}
	if wrong != nil {
		a.stop = wrong
	}
	if a.held == nil {
		a.held = map[string]workflow.Head{}
	}
	return nil
}

// takeKey loads the key file and compares it with the latest checkpoints.
func (a *Anchor) takeKey(ctx context.Context, notes []proof.Signed) error {
	if a.cfg.KeyMissing {
		return nil
	}
	keys, err := LoadKeys(a.cfg.KeyFile)
	if err != nil {
		return err
	}
	force, err := a.cfg.Archive.KeyInForce(ctx)
	if err != nil {
		return err
	}
	signer, _, err := keys.Signer(force)
	if err != nil {
		return err
	}
	if signer.Name() != a.cfg.Authority {
		return fmt.Errorf("%s is the key of %s: %w", a.cfg.KeyFile, signer.Name(), record.ErrKeyOther)
	}
	known, err := proof.ParseVerifiers(keys.Public()...)
	if err != nil {
		return err
	}
	a.keys = keys
	for _, n := range notes {
		if _, _, err := proof.Open(n.Note, n.Origin, known...); err == nil {
			return nil // one is enough to know the key by; each is checked by the check of the record
		}
	}
	if len(notes) > 0 && force == "" {
		return fmt.Errorf("%s: %w", a.cfg.KeyFile, record.ErrKeyOther)
	}
	return nil
}

// survey compares each ledger with what the lock file knows of it. What has come to it since is still to be anchored.
func (a *Anchor) survey(ctx context.Context, sizes, heads map[string]workflow.Head) (error, error) {
	found := &record.BreachError{}
	for origin, known := range sizes {
		b, err := a.look(ctx, origin, known, heads[origin])
		if err != nil {
			return nil, err
		}
		if b != nil {
			found.Breaches = append(found.Breaches, *b)
		}
	}
	for origin, h := range heads {
		if sizes[origin].Size < h.Size || a.noted[origin] < h.Size {
			a.want[origin] = h
		}
	}
	if len(found.Breaches) == 0 {
		return nil, nil
	}
	sortBreaches(found.Breaches)
	return found, nil
}

// Held is how far a ledger was known to go when the installation was opened.
func (a *Anchor) Held(origin string) workflow.Head {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.held[origin]
}

// Forked is told that a ledger's bytes do not give the root that the lock file knows, or end before it.
func (a *Anchor) Forked(origin string, read workflow.Head) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.stop != nil || a.cfg.Accept {
		return
	}
	known := a.held[origin]
	b := record.Breach{Way: record.Forked, Origin: origin, Known: known.Size, KnownRoot: known.Root, Have: read.Size}
	if read.Size < known.Size {
		b.Way, b.Sound = record.Truncated, read.Size
	}
	a.stop = &record.BreachError{Breaches: []record.Breach{b}}
}

// Allowed is nil while entries may be made. Otherwise it is a *record.BreachError, or one of the errors about key and lock
// file in store/record.
func (a *Anchor) Allowed() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.stop
}

// Committed notes how far a ledger goes, and lets a pass begin soon.
func (a *Anchor) Committed(origin string, head workflow.Head) {
	a.mu.Lock()
	a.want[origin], a.busy = head, true
	a.mu.Unlock()
	a.nudge()
}

// Begin lets a pass begin for what was committed before this start and not anchored: for whoever runs for long.
func (a *Anchor) Begin() {
	a.mu.Lock()
	a.busy = a.stop == nil && len(a.want) > 0
	begin := a.busy
	a.mu.Unlock()
	if begin {
		a.nudge()
	}
}

func (a *Anchor) nudge() {
	select {
	case a.wake <- struct{}{}:
	default: // it wakes already
	}
}

// run makes a pass for what was committed, and rests after it.
func (a *Anchor) run() {
	defer close(a.done)
	for {
		select {
		case <-a.wake:
		case <-a.quit:
			return
		}
		if err := a.pass(a.ctx); err != nil && a.cfg.Failed != nil {
			a.cfg.Failed(err)
		}
		rest := time.NewTimer(a.cfg.Rest)
		select {
		case <-rest.C:
		case <-a.quit:
			rest.Stop()
			return
		}
	}
}

// Close makes a last pass where something was committed. Call it when nothing is committed any more and the archive is still
// open. The error wraps record.ErrAnchor where what was committed could not be anchored, or is a *record.BreachError.
func (a *Anchor) Close() error {
	a.once.Do(func() { close(a.quit) })
	<-a.done
	return a.pass(a.ctx)
}
