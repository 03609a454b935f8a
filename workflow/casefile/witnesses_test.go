package casefile_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/casefile/stranger"
	"gremium/workflow/proof"
)

// witnesses are three keys of witnesses.
func witnesses(t *testing.T) (keys []*proof.Cosigner, public []string) {
	t.Helper()
	for i, name := range []string{"eins.example.org", "zwei.example.org", "drei.example.org"} {
		text, p, err := proof.NewCosigner(rand.NewChaCha8([32]byte{byte(i + 1)}), name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := proof.ParseCosigner(text)
		if err != nil {
			t.Fatal(err)
		}
		keys, public = append(keys, c), append(public, p)
	}
	return keys, public
}

// cosigned is the main round, with so many of the witnesses under the checkpoints of both ledgers.
func cosigned(t *testing.T, n int) []byte {
	t.Helper()
	keys, _ := witnesses(t)
	c := contents(t, recorded())
	for _, p := range []*casefile.Part{&c.Register, &c.Main} {
		for _, k := range keys[:n] {
			line, err := k.Cosign(proof.Checkpoint{Origin: p.Origin, Size: p.Head.Size, Root: p.Head.Root}, time.Unix(1700000000, 0))
			if err != nil {
				t.Fatal(err)
			}
			p.Checkpoints[p.Head.Size] = append(p.Checkpoints[p.Head.Size], line...)
		}
	}
	return written(t, recorded(), c)
}

func witnessed(t *testing.T, b []byte, quorum int, public ...string) *casefile.Report {
	t.Helper()
	return witnessedAt(t, b, time.Time{}, quorum, public...)
}

func witnessedAt(t *testing.T, b []byte, now time.Time, quorum int, public ...string) *casefile.Report {
	t.Helper()
	_, trusted, _ := key(t, 1)
	rule, err := proof.NewRule(quorum, public...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := casefile.Check(t.Context(), opened(t, b), casefile.Options{Lang: "de", Keys: []proof.Verifier{trusted}, Rule: rule, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The keys and their number come from whoever checks; the file shows who has cosigned.
func TestWitnesses(t *testing.T) {
	t.Parallel()
	_, public := witnesses(t)
	forged := func(b []byte) []byte {
		return bytes.Replace(b, []byte("— zwei.example.org "), []byte("— drei.example.org "), 1)
	}
	flipped := func(b []byte) []byte { // the last signature line of a checkpoint, in its last bytes
		at := bytes.LastIndex(b, []byte("— zwei.example.org ")) + 80
		out := slices.Clone(b)
		out[at] = map[bool]byte{true: 'B', false: 'A'}[out[at] == 'A']
		return out
	}
	for name, c := range map[string]struct {
		file   []byte
		quorum int
		keys   []string
		want   audit.Result
		says   string
	}{
		"all":                {cosigned(t, 3), 3, public, audit.OK, "round: 3 von 3 Zeugen haben Größe "},
		"two of three":       {cosigned(t, 2), 2, public, audit.OK, "round: 2 von 3 Zeugen haben Größe "},
		"one of three":       {cosigned(t, 1), 2, public, audit.Failed, "round: Erst 1 von 3 Zeugen haben den Abschluss"},
		"none":               {cosigned(t, 0), 1, public, audit.Failed, "register: Erst 0 von 3 Zeugen haben das Register bis"},
		"others":             {cosigned(t, 2), 1, public[2:], audit.Failed, "Erst 0 von 1 Zeugen"},
		"nobody is named":    {cosigned(t, 3), 0, nil, audit.NotChecked, "Keine Zeugen genannt"},
		"under another name": {forged(cosigned(t, 2)), 2, public, audit.Failed, "1 von 3"},
		"a byte altered":     {flipped(cosigned(t, 2)), 2, public, audit.Failed, "Die Gegenzeichnung von zwei.example.org ist gefälscht"},
	} {
		r := witnessed(t, c.file, c.quorum, c.keys...)
		s := result(r.Steps, audit.Witnesses)
		lacks := c.want == audit.Failed && name != "a byte altered" && name != "under another name" // in which files are others too
		if s.Result != c.want || !strings.Contains(s.Why+strings.Join(r.Findings, " "), c.says) || r.OK == (c.want == audit.Failed) || r.OnlyLacks() != lacks {
			t.Errorf("%s: %+v %+v", name, s, r.Findings)
		}
	}
}

// Of a file that nobody trusted has signed the cosignatures may be all that is missing, and all that tells it from a forged one.
func TestNoSignatureIsNoLack(t *testing.T) {
	t.Parallel()
	_, public := witnesses(t)
	rule, err := proof.NewRule(2, public...)
	if err != nil {
		t.Fatal(err)
	}
	_, trusted, _ := key(t, 1)
	for want, keys := range map[bool][]proof.Verifier{true: {trusted}, false: nil} {
		r, err := casefile.Check(t.Context(), opened(t, cosigned(t, 0)), casefile.Options{Lang: "de", Keys: keys, Rule: rule})
		if err != nil || r.OnlyLacks() != want || r.OK {
			t.Errorf("%d keys: only cosignatures are missing: %t, %+v, %v", len(keys), r.OnlyLacks(), r.Steps, err)
		}
	}
}

// A case file that was exported before the witnesses have answered says until when they have time, and fails after that.
func TestWitnessesHaveTime(t *testing.T) {
	t.Parallel()
	_, public := witnesses(t)
	b, all := cosigned(t, 1), recorded().Bytes(contents(t, recorded()).Main.Origin)
	var dec workflow.Decoder
	rec, err := dec.Decode(all[len(all)-1])
	if err != nil {
		t.Fatal(err)
	}
	for past, want := range map[time.Duration]audit.Result{time.Second: audit.NotChecked, audit.Grace: audit.Failed} {
		r := witnessedAt(t, b, rec.At.Time().Add(past), 2, public...)
		s := result(r.Steps, audit.Witnesses)
		round := strings.Contains(s.Why, "round: Noch nicht: Erst 1 von 3 Zeugen haben Größe")
		if s.Result != want || round != (want == audit.NotChecked) || r.OK == (want == audit.Failed) {
			t.Errorf("%v after the end: %+v %v", past, s, r.Findings)
		}
	}
}

// The second verifier reads the same cosignatures.
func TestStrangerSeesWitnesses(t *testing.T) {
	t.Parallel()
	_, public := witnesses(t)
	_, _, log := key(t, 1)
	b := cosigned(t, 2)
	got, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), log)
	if err != nil || len(got.Wrong) > 0 {
		t.Fatalf("%v %+v", err, got)
	}
	ledgers := opened(t, b).Manifest.Ledgers
	for i, want := range []bool{true, true, false} {
		for _, l := range ledgers {
			if n, err := got.Cosigned(l.Dir, public[i]); err != nil || (n == int(l.Size)) != want || !want && n != 0 {
				t.Errorf("witness %d, %s: %d, %v", i, l.Dir, n, err)
			}
		}
	}
	if _, err := got.Cosigned("round", log); err == nil {
		t.Error("the log's own key is taken for a witness's")
	}
	altered := bytes.Replace(b, []byte("— eins.example.org "), []byte("— eims.example.org "), 1)
	if got, err = stranger.Verify(bytes.NewReader(altered), int64(len(altered)), log); err != nil {
		t.Fatal(err)
	}
	if n, err := got.Cosigned("register", public[0]); err != nil || n != 0 {
		t.Errorf("%d, %v", n, err)
	}
}
