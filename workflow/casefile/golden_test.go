package casefile_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/casefile/stranger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

var update = flag.Bool("update", false, "write the case files of testdata anew")

// goldenDir holds a case file as this program once wrote it (of the round in which a deputy scores, a meeting ballots, a lot decides
// and texts are erased), its altered twin, and the public key. They stay readable for
// ever, and an auditor can see with them what a file looks like that does not hold.
const goldenDir = "../../testdata/casefiles"

// The alteration: in the score sheet of one entry a 2 was made a 3, in the file alone.
var alteration = [2]string{`"criterion":"innovative","value":"2"`, `"criterion":"innovative","value":"3"`}

// alteredEntry is where it stands.
const alteredEntry = 35

func TestGoldenCaseFiles(t *testing.T) {
	t.Parallel()
	if *update {
		writeGolden(t)
	}
	public := string(bytes.TrimSpace(readGolden(t, "key.txt")))
	trusted, err := proof.ParseVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	good, altered := readGolden(t, "good.zip"), readGolden(t, "altered.zip")
	r := checked(t, good, trusted)
	if !r.OK || len(r.Decisions) != 3 || r.Record.Ledgers[1].Erased != 3 {
		t.Errorf("the good one: %+v", r.Findings)
	}
	for _, s := range r.Steps {
		if unnamed := s.Step == audit.Witnesses && s.Result == audit.NotChecked; s.Result != audit.OK && !unnamed {
			t.Errorf("the good one: %+v", s)
		}
	}
	r = checked(t, altered, trusted)
	l := &r.Record.Ledgers[1]
	if r.OK || l.FirstBad == nil || *l.FirstBad != alteredEntry || result(l.Steps, audit.Tree).Result != audit.Failed {
		t.Errorf("the altered one: %+v", l)
	}
	if result(r.Steps, casefile.Archive).Result != audit.Failed || result(r.Steps, casefile.Signatures).Result != audit.OK {
		t.Errorf("the altered one: %+v", r.Steps)
	}
	theirs, err := stranger.Verify(bytes.NewReader(altered), int64(len(altered)), public)
	if err != nil || theirs.FirstBad != alteredEntry {
		t.Errorf("the second verifier: %+v, %v", theirs, err)
	}
	n := 0
	for i := range good {
		if good[i] != altered[i] {
			n++
		}
	}
	if n != 1 || len(good) != len(altered) {
		t.Errorf("%d bytes differ", n)
	}
}

// A round that was opened under an earlier edition of the policy is checked by it, whatever edition ships today; and so is a register in
// which the changes of the key do not say how far the ledgers went.
func TestEarlierEditionHolds(t *testing.T) {
	t.Parallel()
	trusted, err := proof.ParseVerifier(string(bytes.TrimSpace(readGolden(t, "edition-2-key.txt"))))
	if err != nil {
		t.Fatal(err)
	}
	b := readGolden(t, "edition-2.zip")
	if !bytes.Contains(b, []byte(`"edition":2,`)) || bytes.Contains(b, []byte(`"retention":`)) {
		t.Fatal("it is not of the edition without a retention")
	}
	r := checked(t, b, trusted)
	if !r.OK || len(r.Decisions) != 4 {
		t.Errorf("%d decisions, %+v", len(r.Decisions), r.Findings)
	}
	for _, s := range r.Steps {
		if named := s.Step != audit.Witnesses; (s.Result == audit.OK) != named {
			t.Errorf("%+v", s)
		}
	}
}

func writeGolden(t *testing.T) {
	t.Helper()
	_, _, public := key(t, 1)
	good := written(t, recorded(), contentsOf(t, recorded(), roundtest.Drawn))
	for name, b := range map[string][]byte{
		"good.zip": good, "altered.zip": bytes.Replace(good, []byte(alteration[0]), []byte(alteration[1]), 1), "key.txt": []byte(public + "\n"),
	} {
		if err := os.MkdirAll(goldenDir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(goldenDir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func readGolden(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(goldenDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
