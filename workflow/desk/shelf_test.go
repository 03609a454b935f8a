package desk_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/race"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// told is a desk before the whole story of roundtest, and its tape.
func told(t *testing.T) (*roundtest.Committee, *roundtest.Tape) {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	c.Play(roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t))...)
	return c, tape
}

// differ says where two states, or two views, differ in what can be read of them.
func differ(a, b any) string {
	return cmp.Diff(a, b,
		cmp.FilterPath(func(p cmp.Path) bool {
			f, ok := p.Last().(cmp.StructField)
			return ok && !exported(f.Name())
		}, cmp.Ignore()),
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmp.Comparer(func(a, b *policy.Policy) bool { return a == b || a != nil && b != nil && a.Digest() == b.Digest() }),
		cmp.Comparer(func(a, b policy.Decimal) bool { return a == b }),
	)
}

// The past is the same whatever was asked for before and however much of it is kept: the state after any number of entries, and
// what anybody saw then, are those of a replay from the first entry on.
func TestThePastIsThatOfAReplay(t *testing.T) {
	t.Parallel()
	c, tape := told(t)
	auditor := who(roundtest.Max, desk.Auditor)
	size := c.Round(roundtest.Main).Size
	people := append(roundtest.Members(), roundtest.Olga, roundtest.Sam)
	halved := false
	rapid.Check(t, func(rt *rapid.T) {
		d := &desk.Desk{Engine: c.Engine, Log: tape}
		d.KeepOften(rapid.Uint64Range(1, 40).Draw(rt, "span"))
		v, err := d.Round(t.Context(), roundtest.Main, auditor)
		must(t, err)
		for range rapid.IntRange(1, 4).Draw(rt, "questions") {
			n := rapid.Uint64Range(1, size).Draw(rt, "entries")
			fresh, head, err := c.Engine.Replay(t.Context(), roundtest.Main, n, nil)
			must(t, err)
			kept, err := d.At(t.Context(), v, n)
			must(t, err)
			if diff := differ(fresh, kept); diff != "" {
				rt.Fatalf("after %d entries:\n%s", n, diff)
			}
			p := roundtest.Pseudonym(v.Origin, rapid.SampledFrom(people).Draw(rt, "who"))
			saw, err := d.Then(t.Context(), v, n, p)
			must(t, err)
			viewer, _ := v.ViewerThen(fresh, p)
			if _, _, past := view.Past(fresh, viewer); past {
				continue
			}
			if diff := differ(view.Of(fresh, head, viewer), saw); diff != "" {
				rt.Fatalf("after %d entries %s saw:\n%s", n, p, diff)
			}
		}
		marks, span := d.Kept(roundtest.Main)
		if marks > desk.MostMarks {
			rt.Fatalf("%d states are kept", marks)
		}
		halved = halved || span == 2
	})
	if !halved && !race.Watches { // so few draws need not come to one
		t.Error("no round was so long that fewer of its states were kept")
	}
}

// A past that was asked for while the round went on is that of a round that was asked for once.
func TestThePastGrowsWithTheRound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	auditor := who(roundtest.Max, desk.Auditor)
	asked := func(d *desk.Desk) ([]view.Step, []view.Step) {
		v, err := d.Round(t.Context(), roundtest.Main, auditor)
		must(t, err)
		all, err := d.History(t.Context(), v, "")
		must(t, err)
		one, err := d.History(t.Context(), v, "a")
		must(t, err)
		return all, one
	}
	w.desk.KeepOften(2)
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
		w.score(m, 0, "gut", 2, 2, 2, 3)
		all, one := asked(w.desk)
		freshAll, freshOne := asked(&desk.Desk{Engine: w.Engine, Log: w.desk.Log})
		if diff := differ(freshAll, all) + differ(freshOne, one); diff != "" {
			t.Fatal(diff)
		}
		about := slices.DeleteFunc(slices.Clone(all), func(s view.Step) bool { return s.Proposal != "a" })
		if diff := differ(about, one); diff != "" {
			t.Fatalf("the steps of a proposal are others than those of the round:\n%s", diff)
		}
		if last := one[len(one)-1]; last.Kind != workflow.KindScoresCast || last.Seq != all[len(all)-1].Seq {
			t.Errorf("the last step is %+v", last)
		}
	}
}

// What somebody could see then is for readers of the record, and follows the rules of the time.
func TestWhatSomebodySawThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
	before := w.Committee.Round(roundtest.Main).Size
	w.score(roundtest.Dora, 0, "auch gut", 2, 2, 2, 2)
	after := w.Committee.Round(roundtest.Main).Size
	v, err := w.desk.Round(t.Context(), roundtest.Main, who(roundtest.Max, desk.Auditor))
	must(t, err)
	dora := roundtest.Pseudonym(v.Origin, roundtest.Dora)
	for size, want := range map[uint64]view.Veil{before: view.VeilOwn, after: ""} {
		then, err := w.desk.Then(t.Context(), v, size, dora)
		must(t, err)
		if p := then.Proposal("a"); p.Veil != want || (want == "") != (len(p.Sheets.Get()) == 2) {
			t.Errorf("after %d entries she saw %+v", size, p)
		}
	}
	early, err := w.desk.Then(t.Context(), v, 1, dora)
	must(t, err)
	if early.Admitted() || len(early.Proposals) > 0 {
		t.Errorf("before she belonged to the committee she saw %+v", early)
	}
	for _, person := range []*desk.Who{who(roundtest.Dora), who(roundtest.Olga, desk.Coordinator), who(roundtest.Sam, desk.Submitter)} {
		own, err := w.desk.Round(t.Context(), roundtest.Main, person)
		must(t, err)
		if _, err := w.desk.Then(t.Context(), own, before, dora); refusal(err) == nil {
			t.Errorf("%s is shown what another person saw", person.Name)
		}
	}
	if _, err := w.desk.Then(t.Context(), v, before, "p-nobody"); refusal(err) == nil {
		t.Error("somebody who is not in the record saw something")
	}
}
