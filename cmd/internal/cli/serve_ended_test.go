package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// fuse is a context that is cancelled the nth time that somebody asks whether it is, and at the latest by cut.
type fuse struct {
	context.Context
	cut context.CancelFunc

	mu   sync.Mutex
	left int
}

func (f *fuse) burn() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left--; f.left < 0 {
		f.cut()
	}
}

func (f *fuse) Done() <-chan struct{} {
	f.burn()
	return f.Context.Done()
}

func (f *fuse) Err() error {
	f.burn()
	return f.Context.Err()
}

// said ends the program once it says that it runs.
type said struct {
	bytes.Buffer
	runs bool
	cut  context.CancelFunc
}

func (s *said) Write(b []byte) (int, error) {
	if strings.Contains(string(b), "Gremium läuft") {
		s.runs = true
		s.cut()
	}
	return s.Buffer.Write(b)
}

// A server that is ended in its first moments, whatever it is at, has done what was asked of it.
func TestServeEndsWhenever(t *testing.T) {
	t.Parallel()
	i := &installation{t, t.TempDir()}
	i.must("init --authority gremium.example.org --programme iq --title IQ")
	begun := false
	for n := 0; !begun && n < 1000; n++ {
		ctx, cut := context.WithCancel(t.Context())
		out, errs := &said{cut: cut}, &bytes.Buffer{}
		args := []string{"serve", "--db", filepath.Join(i.dir, "gremium.db"), "--addr", "127.0.0.1:0"}
		e, err := newEnv(args, func(string) string { return "" }, strings.NewReader(""), out, errs)
		if err != nil {
			t.Fatal(err)
		}
		root := newRoot(e)
		root.SetArgs(args)
		err = root.ExecuteContext(&fuse{Context: ctx, cut: cut, left: n})
		if err != nil || !strings.HasSuffix(out.String(), "Beendet.\n") || errs.Len() > 0 {
			t.Errorf("ended at step %d: %v, said %q and %q", n, err, out.String(), errs.String())
		}
		begun = out.runs
		cut()
	}
	if !begun {
		t.Error("it never came to run")
	}
}
