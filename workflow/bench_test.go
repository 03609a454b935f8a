package workflow_test

import (
	"context"
	"fmt"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// ballots is a round with open ballots on many proposals, whose members vote and change their votes: the entries of all
// that, and the policy.
func ballots(b testing.TB, proposals, votes int) ([][]byte, *policy.Policy) {
	b.Helper()
	p := roundtest.Policy(b)
	s := newClerkSubject(workflow.TrueRules(), workflow.TrueRules(), p)
	s.clerk.Rules.Fork = func(r *workflow.Round) *workflow.Round { return r } // nobody looks back
	do := func(person string, as workflow.Capacity, c workflow.Command) {
		if err := s.do(roundtest.Act{Round: roundtest.Main, Person: person, As: as, Command: c}); err != nil {
			b.Fatal(err)
		}
	}
	office := func(c workflow.Command) { do(roundtest.Olga, coordinator, c) }
	office(roundtest.Open(roundtest.Main, p)[0].Command)
	for _, u := range roundtest.Seats(roundtest.Main) {
		office(u[0].Command)
		office(u[1].Command)
	}
	office(roundtest.Move(workflow.KindCallOpened, ""))
	ids := make([]string, proposals)
	for i := range ids {
		ids[i] = fmt.Sprintf("proposal-%d", i)
		office(roundtest.Submit(ids[i]))
		office(roundtest.Check(ids[i], 1))
	}
	office(roundtest.Move(workflow.KindReviewStarted, ""))
	for _, id := range ids {
		office(roundtest.Move(workflow.KindReviewOpened, id))
		for _, m := range roundtest.Members() {
			do(m, member, roundtest.Cast(p, id, 1, 0, 2, 3, 2, 3))
		}
		office(roundtest.Move(workflow.KindScoringClosed, id))
	}
	office(roundtest.Move(workflow.KindDeliberationStarted, ""))
	for _, id := range ids {
		office(roundtest.Move(workflow.KindBallotOpened, id))
	}
	base := make(map[string]uint64, 4*proposals)
	for i := range votes {
		id, m := ids[i%proposals], roundtest.Members()[i/proposals%4]
		c := roundtest.Vote(id, policy.Yes)
		c.Base = base[id+m]
		base[id+m]++
		do(m, member, c)
	}
	return s.clerk.Entries, p
}

// BenchmarkReplay decodes, hashes, permits and applies votes, as replay and the verifier do.
func BenchmarkReplay(b *testing.B) {
	entries, p := ballots(b, 200, 20000)
	from := len(entries) - 20000
	before := newMachine(nil, p).empty()
	if err := workflow.TrueRules().Play(before, entries[:from]); err != nil {
		b.Fatal(err)
	}
	before.Proposals[0].Entries = append([]uint64(nil), before.Proposals[0].Entries...)
	b.SetBytes(int64(len(entries[from])))
	b.ReportAllocs()
	b.ResetTimer()
	done := 0
	var dec workflow.Decoder
	for done < b.N {
		round := before.Fork()
		var tree ledger.Tree
		for _, e := range entries[from:] {
			if done++; done > b.N {
				break
			}
			rec, err := dec.Decode(e)
			if err != nil {
				b.Fatal(err)
			}
			if ref := round.Permit(rec); ref != nil {
				b.Fatal(ref)
			}
			round.Apply(rec)
			tree.Append(ledger.LeafHash(e))
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "votes/s")
}

// BenchmarkReplayScores is BenchmarkReplay with first score sheets.
func BenchmarkReplayScores(b *testing.B) {
	entries, p := ballots(b, 200, 0)
	before := newMachine(nil, p).empty()
	all := records(panicking{}, entries)
	first, last := 0, 0
	for i, rec := range all {
		if rec.Event.Kind() == workflow.KindScoresCast {
			if first == 0 {
				first = i
			}
			last = i
		}
	}
	if err := workflow.TrueRules().Play(before, entries[:first]); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	var dec workflow.Decoder
	for done := 0; done < b.N; {
		round := before.Fork()
		for _, e := range entries[first : last+1] {
			if done++; done > b.N {
				break
			}
			rec, err := dec.Decode(e)
			if err != nil {
				b.Fatal(err)
			}
			if ref := round.Permit(rec); ref != nil {
				b.Fatal(ref)
			}
			round.Apply(rec)
			_ = ledger.LeafHash(e)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sheets/s")
}

// BenchmarkParts times what a vote costs, part by part.
func BenchmarkParts(b *testing.B) {
	entries, p := ballots(b, 200, 800)
	last := entries[len(entries)-1]
	round := newMachine(nil, p).empty()
	if err := workflow.TrueRules().Play(round, entries[:len(entries)-1]); err != nil {
		b.Fatal(err)
	}
	var dec workflow.Decoder
	rec, err := dec.Decode(last)
	if err != nil {
		b.Fatal(err)
	}
	vote := order(round, roundtest.Dora, member, roundtest.Vote("proposal-199", policy.Yes))
	run := func(name string, fn func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fn()
			}
		})
	}
	run("decode", func() { _, _ = dec.Decode(last) })
	again := workflow.Decoder{Reuse: true}
	run("decode again", func() { _, _ = again.Decode(last) })
	run("hash", func() { _ = ledger.LeafHash(last) })
	run("permit", func() { _ = round.Permit(rec) })
	run("decide", func() { _, _, _ = round.Decide(vote) })
	run("encode", func() { _, _ = workflow.Encode(rec, [32]byte{}) })
	run("fork and apply", func() { round.Fork().Apply(rec) })
	proposal := round.Proposal("proposal-199")
	run("facts", func() { _ = round.Facts(proposal) })
	run("determine", func() { _ = p.Determine(round.Facts(proposal)) })
}

// BenchmarkVotes sends votes through an engine on a log in memory, from 64 callers.
func BenchmarkVotes(b *testing.B) {
	c := roundtest.New(b, roundtest.NewTape(), 1)
	defer c.Close()
	p := roundtest.Policy(b)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	office := func(cmd workflow.Command) {
		c.Play(roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: cmd}})
	}
	office(roundtest.Move(workflow.KindCallOpened, ""))
	office(roundtest.Submit("a"))
	requests := make([]workflow.Request, b.N)
	for i := range requests {
		requests[i] = c.Request(roundtest.Act{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: roundtest.Check("a", 1)})
	}
	b.ReportAllocs()
	b.ResetTimer()
	next := make(chan workflow.Request)
	done := make(chan struct{})
	for range 64 {
		go func() {
			for q := range next {
				if _, err := c.Engine.Execute(context.Background(), q); err != nil {
					b.Error(err)
				}
			}
			done <- struct{}{}
		}()
	}
	for _, q := range requests {
		next <- q
	}
	close(next)
	for range 64 {
		<-done
	}
}
