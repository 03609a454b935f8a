package minutes_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/minutes"
	"gremium/workflow/roundtest"
)

// goldenDigest is the digest of minutes made from entries with that root.
type goldenDigest struct {
	Root   string `json:"root"`
	Digest string `json:"digest"`
}

// What minutes contain does not change while their form has the same number: from the same entries follows the same digest.
// The digests of earlier forms stay in testdata.
func TestContentOfTheForm(t *testing.T) {
	t.Parallel()
	at := filepath.Join("..", "..", "testdata", "minutes", "digests.json")
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]goldenDigest{} // by form and minutes
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	form, now := strconv.Itoa(workflow.MinutesForm), map[string]goldenDigest{}
	round := goldenRound(t)
	meeting, _ := sat(t)
	for name, m := range map[string]*minutes.Minutes{"round": round, "meeting": meeting} {
		digest, err := m.Digest()
		if err != nil {
			t.Fatal(err)
		}
		now[name] = goldenDigest{m.Root, digest}
		switch was := all[form][name]; {
		case was.Root == m.Root && was.Digest != digest:
			t.Fatalf("The minutes of the %s contain something else than before, and still call it form %s: minutes on record would be called altered. "+
				"Raise workflow.MinutesForm by one, then run: go test ./workflow/minutes -update", name, form)
		case was.Root != m.Root && !*update:
			t.Errorf("The story of the %s has changed, or form %s is new, so that no digest is known. Where the story has changed, make sure that "+
				"the minutes contain what they did, else raise workflow.MinutesForm; then run: go test ./workflow/minutes -update", name, form)
		}
	}
	if !*update {
		return
	}
	all[form] = now
	if b, err = json.MarshalIndent(all, "", "  "); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// goldenRound are the minutes of the golden ledger: its bytes stay the same when minutes change, unlike those of a story played
// anew, in which minutes are drafted.
func goldenRound(t *testing.T) *minutes.Minutes {
	t.Helper()
	story := filepath.Join("..", "..", "testdata", "ledgers", "story")
	b, err := os.ReadFile(filepath.Join(story, roundtest.Main+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	p := roundtest.Policy(t)
	state := workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, func(string) *policy.Policy { return p })
	taker, tree, dec := minutes.NewTaker(), ledger.Tree{}, workflow.Decoder{}
	for line := range bytes.Lines(b) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		rec, err := dec.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		if ref := state.Play(rec); ref != nil {
			t.Fatal(ref)
		}
		tree.Append(ledger.LeafHash(line))
		taker.Note(nil, state, rec)
	}
	return taker.Minutes(state, workflow.Head{Size: tree.Size(), Root: tree.Root()}, "")
}

// Of minutes of another form it is said that they cannot be made again here, and nothing of what they would say.
func TestMinutesOfAnotherForm(t *testing.T) {
	t.Parallel()
	m, r := sat(t)
	if m.Kept(workflow.MinutesForm) != m || minutes.FormNote(workflow.MinutesForm, "de") != "" {
		t.Error("minutes of this form are kept back")
	}
	kept := m.Kept(workflow.MinutesForm + 1)
	own := *r
	own.State, own.Digest, own.Note = "Fassung 1", "sha256:f", "Es gab Tee."
	got := markdown(t, kept, &own)
	for _, want := range []string{"neuer als dieses Programm", "**Fassung:** Fassung 1", "sha256:f", m.Root, "Es gab Tee."} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q in\n%s", want, got)
		}
	}
	for _, told := range []string{"ada", "26-002", "Vertagen auf", "Schriftführung"} {
		if strings.Contains(got, told) {
			t.Errorf("tells %q in\n%s", told, got)
		}
	}
	changes := minutes.Compare(kept.Document(r), m.Document(r))
	if len(changes) != 1 || len(changes[0].Lines) != 2 || !strings.Contains(changes[0].Lines[1].Was, "neuer als dieses Programm") {
		t.Errorf("compared with them: %+v", changes)
	}
}

func TestFormNote(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][2]string{
		"de": {"Festgehalten in Form 2; diese Fassung des Programms stellt Form 3 her", "Form 4, neuer als dieses Programm, das Form 3 herstellt"},
		"en": {"Entered in form 2; this version of the program makes form 3", "form 4, newer than this program, which makes form 3"},
	} {
		older, newer := minutes.FormNoteFrom(2, 3, lang), minutes.FormNoteFrom(4, 3, lang)
		if !strings.Contains(older, want[0]) || !strings.Contains(newer, want[1]) {
			t.Errorf("%s: %s\n%s", lang, older, newer)
		}
	}
}
