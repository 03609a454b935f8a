package store

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/logtest"
)

// callers is how many wait for an answer at once.
const callers = 64

// BenchmarkGroupCommit is the limit: rows of 300 bytes from 64 callers, those that wait sharing one durable commit, and
// nothing else done. BenchmarkVotes is measured against it.
func BenchmarkGroupCommit(b *testing.B) {
	path := filepath.Join(b.TempDir(), "raw.db")
	if _, err := makeFile(path); err != nil {
		b.Fatal(err)
	}
	raw := connect(path, Options{}, writing)
	defer func() {
		if err := raw.Close(); err != nil {
			b.Error(err)
		}
	}()
	raw.MustExec(`CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT`)
	conn, err := raw.Connx(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	insert, err := conn.PreparexContext(context.Background(), `INSERT INTO rows (bytes) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	queue := make(chan chan error, 256)
	done := make(chan struct{})
	go func() {
		defer close(done)
		group(conn, insert, queue)
	}()
	b.ResetTimer()
	each(b, func(int, int) error {
		answer := make(chan error)
		queue <- answer
		return <-answer
	})
	b.StopTimer()
	close(queue)
	<-done
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// group commits what waits together.
func group(conn *sqlx.Conn, insert *sqlx.Stmt, queue chan chan error) {
	ctx, row := context.Background(), make([]byte, 300)
	for first := range queue {
		batch := []chan error{first}
		for len(batch) < 256 && len(queue) > 0 {
			batch = append(batch, <-queue)
		}
		_, err := conn.ExecContext(ctx, begin)
		for range batch {
			if err == nil {
				_, err = insert.ExecContext(ctx, row)
			}
		}
		if err == nil {
			_, err = conn.ExecContext(ctx, "COMMIT")
		}
		for _, answer := range batch {
			answer <- err
		}
	}
}

// each runs b.N calls from all callers; a call is told the caller and how many it made before.
func each(b *testing.B, call func(caller, n int) error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	var wait sync.WaitGroup
	for c := range callers {
		wait.Go(func() {
			for n := 0; left.Add(-1) >= 0; n++ {
				if err := call(c, n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

const (
	benchProposals = 200
	benchMembers   = 16
)

// BenchmarkVotes casts votes again and again: one round, 200 open ballots, 16 members, 64 callers. Each caller has the
// proposals of its member to itself, so no vote is refused.
func BenchmarkVotes(b *testing.B) {
	db := fresh(b)
	h := logtest.NewHouse(b, db, "bench")
	openBallots(b, h)
	b.ResetTimer()
	each(b, func(c, n int) error {
		const mine = benchProposals / (callers / benchMembers)
		p := c/benchMembers*mine + n%mine
		return h.Do(context.Background(), logtest.Member(1+c%benchMembers), logtest.Round,
			&workflow.CastVote{Proposal: name(p), Choice: policy.Yes, Base: uint64(n / mine)})
	})
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "votes/s")
}

func name(p int) string { return fmt.Sprintf("019a2b3c-4d5e-7f60-8a9b-%012d", p) }

// openBallots brings all proposals to an open ballot.
func openBallots(b *testing.B, h *logtest.House) {
	h.Begin(b, benchMembers)
	for p := range benchProposals {
		h.Must(b, logtest.Office, logtest.Round, h.Proposal(name(p)))
	}
	h.Must(b, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindReviewStarted})
	for p := range benchProposals {
		h.Review(b, name(p), 5, 2)
	}
	h.Must(b, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindDeliberationStarted})
	for p := range benchProposals {
		h.Must(b, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: name(p)})
	}
}

// BenchmarkEntries reads a whole ledger.
func BenchmarkEntries(b *testing.B) {
	db := fresh(b)
	const size = 100_000
	err := db.Update(context.Background(), func(tx workflow.Tx) error {
		for at := 0; at < size; at += 1000 {
			var all []*workflow.Sealed
			for seq := at; seq < at+1000; seq++ {
				all = append(all, &workflow.Sealed{
					Record: &workflow.Record{Seq: uint64(seq), Event: &workflow.ProgrammeCreated{}}, Entry: make([]byte, 300),
				})
			}
			if err := tx.Append(workflow.NewRegister("example.org/register"), all, workflow.Head{Size: uint64(at + 1000)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n := 0
		for _, err := range db.Entries(context.Background(), "example.org/register", 0) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != size {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.N)*size/b.Elapsed().Seconds(), "entries/s")
}
