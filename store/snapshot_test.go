package store

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/logtest"
)

// meddled is a source and tables that are written to before each reading.
type meddled struct {
	*Snapshot
	write func()
}

func (m meddled) Heads(ctx context.Context) (map[string]workflow.Head, error) {
	m.write()
	return m.Snapshot.Heads(ctx)
}

func (m meddled) Stored(ctx context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	m.write()
	return m.Snapshot.Stored(ctx, origin)
}

func (m meddled) AllTexts(ctx context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	m.write()
	return m.Snapshot.AllTexts(ctx, origin)
}

func (m meddled) CompareIndex(ctx context.Context, state workflow.Ledger) ([]audit.Difference, error) {
	m.write()
	return m.Snapshot.CompareIndex(ctx, state)
}

// TestCheckStandsStill writes between any two readings of a check, to the register and to the round.
func TestCheckStandsStill(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 2)
	before, err := db.Size(t.Context(), h.RoundOrigin(logtest.Round))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var turn sync.Mutex // a check reads on several goroutines
	write := func() {
		turn.Lock()
		defer turn.Unlock()
		n++
		h.Must(t, logtest.Office, logtest.Round, h.Proposal(fmt.Sprint("p-", n)))
		h.Must(t, logtest.Desk, "", &workflow.CreateProgramme{Programme: fmt.Sprint("programme-", n), Title: "Programm"})
	}
	err = db.within(t.Context(), func(s *Snapshot) error {
		m := meddled{s, write}
		report, err := audit.Check(t.Context(), m, h.RegisterOrigin(), h.RoundOrigin(""), audit.Options{Tables: m, Lang: "en"})
		if err != nil {
			return err
		}
		for i := range report.Ledgers {
			if l := &report.Ledgers[i]; !l.OK() {
				t.Errorf("%s: %+v", l.Round, l.Findings)
			}
		}
		if round := &report.Ledgers[1]; round.Entries != before {
			t.Errorf("%d entries were checked, %d stood there at the start", round.Entries, before)
		}
		return nil
	})
	if err != nil || n < 7 {
		t.Errorf("written %d times: %v", n, err)
	}
	if err := verified(t.Context(), db); err != nil {
		t.Errorf("with what was written: %v", err)
	}
}

// TestCheckWhileWriting checks again and again while somebody writes without a pause.
func TestCheckWhileWriting(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 2)
	var group sync.WaitGroup
	stop, wrote := make(chan struct{}), make(chan error, 1)
	group.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := h.Do(context.Background(), logtest.Office, logtest.Round, h.Proposal(fmt.Sprint("p-", i))); err != nil {
				wrote <- err
				return
			}
		}
	})
	defer group.Wait()
	defer close(stop)
	for sizes := map[uint64]bool{}; len(sizes) < 10; {
		select {
		case err := <-wrote:
			t.Fatal(err)
		default:
		}
		report, err := checked(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		for i := range report.Ledgers {
			if l := &report.Ledgers[i]; !l.OK() {
				t.Fatalf("%s: %+v", l.Round, l.Findings)
			}
		}
		sizes[report.Entries] = true
	}
}
