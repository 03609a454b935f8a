package desk_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/policy"
	"gremium/policy/stats"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// world is a committee with its desk.
type world struct {
	*roundtest.Committee
	desk *desk.Desk
	p    *policy.Policy
}

// newWorld is a round under review with the proposals a of Sam and b of Sue. Worlds with the same acts have the same
// bytes, but for what the acts say.
func newWorld(t *testing.T, replace ...string) *world {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	w := &world{Committee: c, desk: &desk.Desk{Engine: c.Engine, Log: tape}, p: roundtest.Policy(t, replace...)}
	c.Play(append(roundtest.Found(), roundtest.Adopt(w.p), roundtest.Open(roundtest.Main, w.p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	w.office(roundtest.Move(workflow.KindCallOpened, ""))
	w.by(roundtest.Sam, workflow.Submitter, roundtest.Submit("a"))
	w.by(roundtest.Sue, workflow.Submitter, roundtest.Submit("b"))
	w.office(roundtest.Check("a", 1), roundtest.Check("b", 1), roundtest.Move(workflow.KindReviewStarted, ""),
		roundtest.Move(workflow.KindReviewOpened, "a"), roundtest.Move(workflow.KindReviewOpened, "b"))
	return w
}

func (w *world) by(person string, as workflow.Capacity, commands ...workflow.Command) {
	for _, c := range commands {
		w.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: c}})
	}
}

func (w *world) office(commands ...workflow.Command) {
	w.by(roundtest.Olga, workflow.Coordinator, commands...)
}

// score casts a member's scores for a, justified with words of their own.
func (w *world) score(person string, base uint64, words string, values ...int) {
	c := roundtest.Cast(w.p, "a", 1, base, values...)
	c.Remark = words
	for criterion := range c.Justifications {
		c.Justifications[criterion] = words
	}
	w.by(person, workflow.Member, c)
}

func (w *world) vote(person string, choice policy.Choice) {
	w.by(person, workflow.Member, roundtest.Vote("a", choice))
}

// scored takes a to its ballot.
func (w *world) scored() {
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
		w.score(m, 0, "gut", 2, 2, 2, 3)
	}
	w.office(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
		roundtest.Move(workflow.KindBallotOpened, "a"))
}

// who is a person with grants.
func who(person string, roles ...desk.Role) *desk.Who {
	w := &desk.Who{Person: person, Name: roundtest.Name(person)}
	for _, r := range roles {
		w.Grants = append(w.Grants, desk.Grant{Programme: roundtest.Programme, Role: r})
	}
	return w
}

// given is everything that somebody can get from the desk.
type given struct {
	Round    *view.Round
	Rounds   []*view.Round
	Title    string
	Titles   map[string]string
	Names    map[string]string
	Texts    map[uint64]map[string]string
	Entries  map[uint64]string
	Steps    map[string][]view.Step
	Versions map[string][]view.Version
	Seats    []view.Seat
	Findings map[string]policy.Determination
	Scored   []policy.Case
	Results  []policy.Case
	Seed     stats.Seed
	Refused  map[string]string
	At       bool
	State    bool
	People   []string
	Castings []desk.Casting
	Waiting  desk.Waiting
}

func (w *world) gives(t *testing.T, who *desk.Who) *given {
	t.Helper()
	ctx, d := context.Background(), w.desk
	v, err := d.Round(ctx, roundtest.Main, who)
	must(t, err)
	g := &given{
		Round: v, Texts: map[uint64]map[string]string{}, Entries: map[uint64]string{}, Steps: map[string][]view.Step{},
		Versions: map[string][]view.Version{}, Seats: v.Seats(), Findings: map[string]policy.Determination{}, State: v.State() != nil,
		Scored: v.Scored(), Results: v.Determinable(), Seed: stats.NewPanel(v.Policy, v.Scored()).Seed(v.Origin),
	}
	g.Rounds, err = d.Rounds(ctx, who)
	must(t, err)
	g.Title, err = d.Title(ctx, v)
	must(t, err)
	g.Castings, err = d.Castings(ctx, v, who, "")
	must(t, err)
	for i := range g.Castings { // by whoever makes receipts of them, and not shown
		g.Castings[i].Entry, g.Castings[i].Seq = nil, 0
	}
	g.Waiting, err = d.Waiting(ctx, v, who, "")
	must(t, err)
	g.Titles, err = d.Titles(ctx, v)
	must(t, err)
	g.Names, err = d.Names(ctx, v)
	must(t, err)
	for _, id := range []string{"", "a", "b"} {
		g.Steps[id], err = d.History(ctx, v, id)
		must(t, err)
		g.Versions[id], err = d.Versions(ctx, v, id)
		must(t, err)
	}
	for _, p := range v.Proposals {
		if found, ok := v.Determine(p); ok {
			g.Findings[p.ID] = found
		}
	}
	g.Refused = w.refused(v)
	w.entries(t, v, g)
	_, err = d.At(ctx, v, 3)
	g.At = err == nil
	return g
}

// refused is what somebody is answered who tries: a refusal could tell what a page keeps to itself.
func (w *world) refused(v *view.Round) map[string]string {
	out := map[string]string{}
	try := func(as workflow.Capacity, name string, c workflow.Command) {
		if ref := v.Try(as, c); ref != nil {
			out[string(as)+" "+name] = ref.Code + " " + ref.Text("de", nil)
		}
	}
	if v.Me != nil {
		try(workflow.Member, "first sheet", roundtest.Cast(w.p, "a", 1, 0, 2, 2, 2, 2))
		try(workflow.Member, "another sheet", roundtest.Cast(w.p, "a", 1, 1, 2, 2, 2, 2))
		try(workflow.Member, "comment", &workflow.MakeComment{Proposal: "a", Text: "x"})
		try(workflow.Member, "vote", roundtest.Vote("a", policy.No))
	}
	if v.Office {
		try(workflow.Coordinator, "closing", roundtest.Move(workflow.KindScoringClosed, "a"))
	}
	return out
}

// beyond is more than the entries of any world here: what is asked must not depend on how many there are.
const beyond = 100

// entries asks for everything by number.
func (w *world) entries(t *testing.T, v *view.Round, g *given) {
	t.Helper()
	for seq := range uint64(beyond) {
		texts, err := w.desk.Texts(context.Background(), v, seq)
		must(t, err)
		if len(texts) > 0 {
			g.Texts[seq] = texts
		}
		b, err := w.desk.Entry(context.Background(), v, seq)
		if err == nil {
			g.Entries[seq] = string(b)
		}
		g.People = append(g.People, v.Participant(int(seq)))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// between says where what two people are given differs.
func between(a, b *given) string {
	return cmp.Diff(a, b,
		cmp.FilterPath(func(p cmp.Path) bool {
			f, ok := p.Last().(cmp.StructField)
			return ok && !exported(f.Name())
		}, cmp.Ignore()),
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmp.Comparer(func(a, b *policy.Policy) bool {
			return (a == nil) == (b == nil) && (a == nil || a.Digest() == b.Digest())
		}),
		cmp.Comparer(func(a, b *workflow.Refusal) bool {
			return (a == nil) == (b == nil) && (a == nil || a.Text("de", nil) == b.Text("de", nil) && a.Code == b.Code)
		}),
		cmp.Transformer("means", view.Later[[]view.Mean].Get),
		cmp.Transformer("moves", view.Later[[]view.Move].Get),
		cmp.Transformer("verdict", view.Later[view.Verdict].Get),
		cmp.Comparer(func(a, b policy.Decimal) bool { return a == b }),
	)
}

// exported tells whether a name is exported: what is not cannot be shown.
func exported(name string) bool { return name[0] >= 'A' && name[0] <= 'Z' }

func refusal(err error) *workflow.Refusal {
	var ref *workflow.Refusal
	errors.As(err, &ref)
	return ref
}
