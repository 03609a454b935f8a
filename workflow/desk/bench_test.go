package desk_test

import (
	"fmt"
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// BenchmarkPast leafs through a round of 300 proposals that five members have scored four times each: as many score sheets as
// twenty members give once.
func BenchmarkPast(b *testing.B) {
	tape := roundtest.NewTape()
	c := roundtest.New(b, tape, 1)
	b.Cleanup(c.Close)
	p := roundtest.Policy(b)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	do := func(person string, as workflow.Capacity, commands ...workflow.Command) {
		for _, command := range commands {
			c.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: command}})
		}
	}
	do(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindCallOpened, ""))
	for i := range 300 {
		do(roundtest.Sam, workflow.Submitter, roundtest.Submit(fmt.Sprint("p", i)))
	}
	do(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindReviewStarted, ""))
	for i := range 300 {
		id := fmt.Sprint("p", i)
		do(roundtest.Olga, workflow.Coordinator, roundtest.Check(id, 1), roundtest.Move(workflow.KindReviewOpened, id))
		for base := range uint64(4) {
			for _, m := range roundtest.Members() {
				do(m, workflow.Member, roundtest.Cast(p, id, 1, base, 2, int(base%4), 2, 3))
			}
		}
	}
	d := &desk.Desk{Engine: c.Engine, Log: tape}
	v, err := d.Round(b.Context(), roundtest.Main, who(roundtest.Max, desk.Auditor))
	if err != nil {
		b.Fatal(err)
	}
	dora := roundtest.Pseudonym(v.Origin, roundtest.Dora)
	somewhere := func(i int) uint64 { return uint64(i)*7919%v.Size + 1 }
	for name, ask := range map[string]func(i int) error{
		"steps of the round":   func(int) error { _, err := d.History(b.Context(), v, ""); return err },
		"steps of a proposal":  func(i int) error { _, err := d.History(b.Context(), v, fmt.Sprint("p", i%300)); return err },
		"state after an entry": func(i int) error { _, err := d.At(b.Context(), v, somewhere(i)); return err },
		"sight after an entry": func(i int) error { _, err := d.Then(b.Context(), v, somewhere(i), dora); return err },
		"the round as it stands": func(int) error {
			_, err := d.Round(b.Context(), roundtest.Main, who(roundtest.Max, desk.Auditor))
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				if err := ask(i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
