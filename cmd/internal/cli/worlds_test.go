package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/race"
)

// readings are the commands that read a round, with what each is asked; a command that is neither here nor makes an entry
// nor tells nothing of a round fails the test.
func readings() map[string][]string {
	of := func(more ...string) []string { return append([]string{"2026", "2026 26-001", "2026 26-002"}, more...) }
	one := []string{"2026 26-001", "2026 26-002"}
	return map[string][]string{
		"account list": {""}, "assign": of("2026 --auto --per 2 --dry-run"), "ballot show": one, "committee list": {"2026"}, "discuss list": one,
		"erase list": {"", "2026"}, "erase show": {"2026 1"},
		"interest list": of(), "log show": {"2026", "2026 --proposal 26-001", "2026 --from 20"},
		"meeting list": {"2026"}, "meeting show": {"2026 s1"}, "minutes": {"2026", "2026 --format html", "2026 --anonymous", "2026 --version 1"},
		"organisation list": {""}, "organisation show": {"handbook"},
		"policy show": {"--round 2026"}, "policy diff": {"iq-good-practice iq-good-practice --round 2026"},
		"proposal list": {"2026", "2026 --state selected", "2026 --state under_review"}, "proposal show": one,
		"proposal diff": one,
		"replay": {
			"2026", "2026 --at 20", "2026 --proposal 26-001", "2026 --policy iq-good-practice", "2026 --without-member Anna",
			"2026 --aggregate median", "2026 --weight innovative=2", "2026 --order-of Anna",
		},
		"round list": {""}, "round show": {"2026", "2026 --at 20"}, "score list": of(), "standing": {"2026", "2026 --aggregate median"},
		"stats": {"2026"}, "why": one, "export": {"2026 --out OUT"}, "log receipt": {"2026", "2026 26-001", "2026 26-001 --promise", "2026 26-002 --vote", "2026 26-001 --for Anna", "2026 --for Anna"},
		"log export": {"2026 --out OUT", "2026 --proposal 26-001 --out OUT", "2026 --for emil@example.org --out OUT", "2026 --for emil@example.org --proposal 26-001 --out OUT"},
	}
}

// silent are the commands that tell nothing of a round, or work on the file of the database, which whoever has it in hand can
// read: a copy is checked by its entries and its root, and these change with every entry.
var silent = []string{
	"backup", "bench", "completion", "demo", "doctor", "import", "init", "organisation add", "organisation change", "policy check", "policy test",
	"erase person", "erase sweep", "log verify", "log check-receipt", "log key", "log key new", "log seal", "token list", "token new", "token revoke", "rebuild", "restore", "serve", "witness key", "version", "account add", "account disable", "account grant", "account password", "account revoke",
}

// refused are acts on a proposal in which whoever asks takes no part: the answer is the same, whatever stands there.
var refused = []string{
	"ballot close 2026 26-001", "ballot open 2026 26-001", "decide 2026 26-001 --rationale R", "proposal close 2026 26-001",
	"proposal reopen 2026 26-001 --reason R", "proposal release 2026 26-001", "proposal publish 2026 26-001",
	"proposal unpublish 2026 26-001 --reason R", "proposal withdraw 2026 26-001", "discuss comment 2026 26-001 --text T",
	"discuss ask 2026 26-001 --text T", "vote cast 2026 26-001 yes --for Anna", "ballot secret 2026 26-001 --for Anna",
	"score cast 2026 26-001 --for Anna --set transferable=2 --set innovative=2 --set sustainable=2 --set efficient=2",
	"assign 2026 26-001 --everyone", "interest declare 2026 26-002 --own --kind relative", "interest resolve 2026 26-001 --about Dora --yes Anna,Bela,Emil",
}

// leaves are all commands of the tree that do something.
func leaves(t *testing.T) (out []string) {
	t.Helper()
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if path := strings.TrimPrefix(c.CommandPath(), "gremium "); c.RunE != nil && (!c.HasSubCommands() || path == "assign") {
			out = append(out, path)
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(testEnv(t, "de")))
	return out
}

// Every command is known here: it reads and is asked in both worlds, or makes entries, or tells nothing of a round.
func TestEveryReadingCommandIsCompared(t *testing.T) {
	t.Parallel()
	writes := map[string]bool{}
	for _, a := range acted {
		writes[a.by] = true
	}
	for _, also := range []string{ // further commands of a kind that has one already
		"discuss edit", "discuss reply", "proposal release", "ballot secret", "round advance",
	} {
		writes[also] = true
	}
	all := leaves(t)
	for _, path := range all {
		if _, reads := readings()[path]; !reads && !writes[path] && !slices.Contains(silent, path) {
			t.Errorf("say in readings what gremium %s is asked", path)
		}
	}
	for path := range readings() {
		if !slices.Contains(all, path) {
			t.Errorf("there is no command gremium %s", path)
		}
	}
}

// installation is a database of which each test has a copy.
type installation struct {
	t   *testing.T
	dir string
}

// run gives a command and answers what came of it: exit code, both streams and, of an export, the files.
func (i *installation) run(line string) string {
	i.t.Helper()
	var out, errs bytes.Buffer
	args := []string{"--db", filepath.Join(i.dir, "gremium.db")}
	for _, word := range strings.Fields(line) {
		args = append(args, strings.ReplaceAll(word, "OUT", filepath.Join(i.dir, "out")))
	}
	code := Main(args, strings.NewReader(""), &out, &errs)
	answer := fmt.Sprintf("exit %d\n%s\n%s\n%s", code, out.String(), errs.String(), i.exported())
	return strings.ReplaceAll(answer, i.dir, "DIR")
}

// exported reads the files of an export and clears them away.
func (i *installation) exported() (all string) {
	root := filepath.Join(i.dir, "out")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // Most commands export nothing.
		}
		b, err := os.ReadFile(path)
		all += path + "\n" + string(b) + "\n"
		return err
	})
	if err != nil {
		i.t.Error(err)
	}
	if err := os.RemoveAll(root); err != nil {
		i.t.Error(err)
	}
	return all
}

// must gives commands that have to succeed.
func (i *installation) must(lines ...string) {
	i.t.Helper()
	for _, line := range lines {
		if answer := i.run(line); !strings.HasPrefix(answer, "exit 0\n") {
			i.t.Fatalf("gremium %s: %s", line, answer)
		}
	}
}

// founded is a round that deliberates, with two proposals under review that five members are to score.
func founded(t *testing.T) *installation {
	t.Helper()
	i := &installation{t, t.TempDir()}
	i.must(
		"init --authority gremium.example.org --programme iq --title IQ", "policy adopt iq-good-practice --programme iq",
		"organisation add handbook --kind project --name Handbuch",
		"round open 2026 --programme iq --policy iq-good-practice --title Auswahlrunde --prefix 26",
		"committee seat add 2026 bmas-1 --body bmas --chair", "committee seat add 2026 vp-1 --body vp-iq-ebb",
		"committee seat add 2026 net-1 --body network --group projects", "committee seat add 2026 net-2 --body network --group specialist-units",
		"committee admit 2026 --seat bmas-1 --person anna --name Anna", "committee admit 2026 --seat vp-1 --person bela --name Bela",
		"committee admit 2026 --seat net-1 --person cem --name Cem", "committee admit 2026 --seat net-2 --person dora --name Dora",
		"account add emil@example.org --name Emil", "committee seat add 2026 net-3 --body network --group migrant-organisations",
		"committee admit 2026 --seat net-3 --account emil@example.org", "round advance 2026 call",
	)
	submit := "proposal submit 2026 --kind instrument --owner handbook --need N --solution S --experience E --success E --transfer T --summary K --title "
	i.must(submit+"Handbuch", submit+"Lernreihe", "round advance 2026 review", "proposal check 2026 26-001 --all",
		"proposal check 2026 26-002 --all", "proposal review 2026 26-001 26-002", "round advance 2026 deliberate")
	second := i.second()
	i.others(func(give func(string, workflow.Capacity, workflow.Command)) { // has entered the round by then
		give("karla", workflow.Coordinator, &workflow.AskQuestion{Proposal: second, Text: "Wie viele?"})
	})
	return i
}

// copied is the same installation in another place.
func (i *installation) copied() *installation {
	i.t.Helper()
	other := &installation{i.t, i.t.TempDir()}
	i.must("backup " + filepath.Join(other.dir, "gremium.db"))
	for _, name := range []string{"gremium.db.key", "gremium.db.sizes"} { // which a backup leaves out
		b, err := os.ReadFile(filepath.Join(i.dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(other.dir, name), b, 0o600)
		}
		if err != nil {
			i.t.Fatal(err)
		}
	}
	return other
}

// others act at the desk: those who work at pages. What they do is hidden from whoever holds the command line.
func (i *installation) others(do func(give func(person string, as workflow.Capacity, c workflow.Command))) {
	i.t.Helper()
	e := testEnv(i.t, "de")
	e.url = filepath.Join(i.dir, "gremium.db")
	h, err := e.open(i.t.Context())
	if err != nil {
		i.t.Fatal(err)
	}
	defer func() {
		if err := h.Close(); err != nil {
			i.t.Error(err)
		}
	}()
	do(func(person string, as workflow.Capacity, c workflow.Command) {
		who := &desk.Who{Person: person, Name: strings.ToUpper(person[:1]) + person[1:]}
		if as == workflow.Coordinator {
			who.Grants = []desk.Grant{{Programme: "iq", Role: desk.Coordinator}}
		}
		if _, err := h.desk.Execute(i.t.Context(), who, as, newID(), desk.Act{Round: "2026", Command: c}); err != nil {
			i.t.Fatalf("%T by %s: %v", c, person, err)
		}
	})
}

func (i *installation) first() string { return i.proposals()[0].ID }

func (i *installation) second() string { return i.proposals()[1].ID }

// proposals are those of the round, whatever is hidden from whom.
func (i *installation) proposals() []*workflow.Proposal {
	e := testEnv(i.t, "de")
	e.url = filepath.Join(i.dir, "gremium.db")
	h, err := e.open(i.t.Context())
	if err != nil {
		i.t.Fatal(err)
	}
	r, _, err := h.engine.Round(i.t.Context(), "2026")
	if err != nil {
		i.t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		i.t.Fatal(err)
	}
	return r.Proposals
}

// scored lets people score the first proposal.
func (i *installation) scored(level string, people ...string) {
	id := i.first()
	value, err := policy.ParseDecimal(level)
	if err != nil {
		i.t.Fatal(err)
	}
	i.others(func(give func(string, workflow.Capacity, workflow.Command)) {
		for _, person := range people {
			c := &workflow.CastScores{Proposal: id, Seen: 1, Justifications: map[string]string{}}
			for _, k := range []string{"transferable", "innovative", "sustainable", "efficient"} {
				c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k, Value: policy.Value{Decimal: value}})
				c.Justifications[k] = "Stufe " + level
			}
			give(person, workflow.Member, c)
		}
	})
}

// decided takes the first proposal to its decision.
func (i *installation) decided(level string, choice policy.Choice) {
	people := []string{"anna", "bela", "dora"}
	i.scored(level, people...)
	id := i.first()
	i.others(func(give func(string, workflow.Capacity, workflow.Command)) {
		move := func(k workflow.Kind) {
			give("karla", workflow.Coordinator, &workflow.Move{Transition: k, Proposal: id})
		}
		give("anna", workflow.Member, &workflow.MakeComment{Proposal: id, Text: "Stufe " + level})
		move(workflow.KindScoringClosed)
		move(workflow.KindBallotOpened)
		for _, person := range people {
			give(person, workflow.Member, &workflow.CastVote{Proposal: id, Choice: choice})
		}
		give("karla", workflow.Coordinator, &workflow.CloseBallot{Proposal: id})
		give("karla", workflow.Coordinator, &workflow.TakeDecision{Proposal: id, Rationale: "Grund " + level})
	})
}

// everything is what the command line answers, in words and as JSON; in words alone under the race detector, to which both
// are the same work.
func (i *installation) everything(also []string) map[string]string {
	got, forms := map[string]string{}, []string{"", " --json"}
	if race.Watches {
		forms = forms[:1]
	}
	for path, asked := range readings() {
		for _, args := range asked {
			for _, form := range forms {
				line := strings.TrimSpace(path+" "+args) + form
				got[line] = i.run(line)
			}
		}
	}
	for _, line := range also {
		got[line] = i.run(line)
	}
	return got
}

// same compares two installations and says at which commands they differ.
func (i *installation) same(other *installation, also []string) (unlike []string) {
	one, two := i.everything(also), other.everything(also)
	for line, x := range one {
		if y := two[line]; x != y {
			unlike = append(unlike, fmt.Sprintf("gremium %s:\n%s\nand in the other world\n%s", line, x, y))
		}
	}
	slices.Sort(unlike)
	return unlike
}

// Whoever holds the command line and takes no part in a proposal, or has yet to score it, gets the same answers in two worlds
// that differ in what others do about it: from every command that reads, in every form; and without the exclusion the
// worlds differ.
func TestTheCommandLineKeepsSecrets(t *testing.T) {
	t.Parallel()
	start := founded(t)
	for name, c := range map[string]struct {
		before   []string
		one, two func(*installation)
		also     []string
		hidden   bool
	}{
		"excluded: what it comes to": {
			[]string{"interest declare 2026 26-001 --own --kind relative"},
			func(i *installation) { i.decided("3", policy.Yes) }, func(i *installation) { i.decided("1", policy.No) }, refused, true,
		},
		"excluded: whether anything is done": {
			[]string{"interest declare 2026 26-001 --own --kind relative"},
			func(*installation) {}, func(i *installation) { i.decided("3", policy.Yes) }, refused, true,
		},
		"a seat of one's own: what others think": {
			[]string{"committee seat add 2026 op-1 --body bmas", "committee admit 2026 --seat op-1 --account operator@localhost --reason Nachbesetzung"},
			func(i *installation) { i.scored("3", "anna", "bela") }, func(i *installation) { i.scored("1", "anna", "bela") }, nil, true,
		},
		"neither: the control": {
			nil, func(i *installation) { i.scored("3", "anna") }, func(i *installation) { i.scored("1", "anna") }, nil, false,
		},
	} {
		if race.Watches && c.hidden && name != "excluded: what it comes to" { // one pair is enough for the detector
			continue
		}
		from := start.copied()
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := &installation{t, from.dir}
			from.must(c.before...)
			one, two := from.copied(), from.copied()
			c.one(one)
			c.two(two)
			if !c.hidden {
				if list := "score list 2026"; one.run(list) == two.run(list) {
					t.Error("nobody is told anything")
				}
				return
			}
			unlike := one.same(two, c.also)
			for n, x := range unlike {
				if n < 5 {
					t.Errorf("%.1500s", x)
				}
			}
			if len(unlike) > 5 {
				t.Errorf("and %d more", len(unlike)-5)
			}
		})
	}
}

// Once a round is over, whoever holds the command line hands to each person the file of what that person may see. Who takes no part in a
// proposal hands out none, whatever became of it, because they could read it themselves.
func TestAFileForSomebodyElseKeepsSecrets(t *testing.T) {
	t.Parallel()
	start := founded(t)
	world := func(level string, choice policy.Choice, before ...string) *installation {
		i := start.copied()
		i.must(before...)
		i.decided(level, choice)
		i.must("round advance 2026 cancel --reason Mittel")
		return i
	}
	const excluded, file = "interest declare 2026 26-001 --own --kind relative", "log export 2026 --for emil@example.org --out OUT"
	one, two := world("3", policy.Yes, excluded), world("1", policy.No, excluded)
	for _, line := range []string{file, file + " --json", file + " --proposal 26-001", "log export 2026 --out OUT"} {
		if x, y := one.run(line), two.run(line); x != y || !strings.HasPrefix(x, "exit 3") {
			t.Errorf("gremium %s:\n%.600s\nand in the other world\n%.600s", line, x, y)
		}
	}
	if x, y := world("3", policy.Yes).run(file), world("1", policy.No).run(file); x == y || !strings.HasPrefix(x, "exit 0") {
		t.Errorf("the control: %.600s", x)
	}
	if x := start.run(file); !strings.HasPrefix(x, "exit 3") || !strings.Contains(x, "Die Runde läuft noch") {
		t.Errorf("while the round goes on: %.600s", x)
	}
}
