package casefile_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// member is a file of an archive that is put together by hand.
type member struct {
	name   string
	data   []byte
	method uint16
}

// members takes an archive apart.
func members(t testing.TB, b []byte) []member {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []member
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, member{f.Name, data, f.Method})
	}
	return out
}

func packed(t testing.TB, all []member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range all {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: m.method})
		if err == nil {
			_, err = w.Write(m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with is an archive with one file exchanged, or without it where data is nil.
func with(t testing.TB, good []byte, name string, data []byte) []byte {
	t.Helper()
	all := members(t, good)
	i := slices.IndexFunc(all, func(m member) bool { return m.name == name })
	if data == nil {
		return packed(t, slices.Delete(all, i, i+1))
	}
	all[i].data = data
	return packed(t, all)
}

// An archive that was unpacked and packed again by another program holds as well as the first.
func TestPackedAnew(t *testing.T) {
	t.Parallel()
	all := members(t, written(t, recorded(), contents(t, recorded())))
	for i := range all {
		all[i].method = zip.Deflate
	}
	slices.Reverse(all)
	_, trusted, _ := key(t, 1)
	if r := checked(t, packed(t, all), trusted); !r.OK {
		t.Errorf("%+v", r.Findings)
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	t.Parallel()
	good := written(t, recorded(), contents(t, recorded()))
	all := members(t, good)
	more := func(m ...member) []byte { return packed(t, append(slices.Clone(all), m...)) }
	many := make([]member, 100_000)
	for i := range many {
		many[i].name = "register/checkpoints/" + strings.Repeat("1", 10)
	}
	for name, c := range map[string]struct {
		b    []byte
		says string
	}{
		"empty":              {nil, "kein ZIP-Archiv"},
		"text":               {[]byte("Guten Tag"), "kein ZIP-Archiv"},
		"cut short":          {good[:len(good)-100], "kein ZIP-Archiv"},
		"cut in half":        {good[:len(good)/2], "kein ZIP-Archiv"},
		"a stray file":       {more(member{name: "notes.txt"}), "gehört nicht in eine Akte"},
		"a path":             {more(member{name: "../round/entries.jsonl"}), "gehört nicht in eine Akte"},
		"an absolute path":   {more(member{name: "/etc/passwd"}), "gehört nicht in eine Akte"},
		"a control sequence": {more(member{name: "\x1b[2J"}), "gehört nicht in eine Akte"},
		"twice":              {more(member{name: "round/entries.jsonl"}), "liegt zweimal im Archiv"},
		"another packing":    {bytes.ReplaceAll(good, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x0e")), "auf eine Art gepackt"},
		"encrypted":          {bytes.ReplaceAll(good, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09")), "auf eine Art gepackt"},
		"unlisted":           {more(member{name: "round/checkpoints/7"}), "steht nicht im Verzeichnis"},
		"no entries":         {with(t, good, "round/entries.jsonl", nil), "round/entries.jsonl"},
		"no manifest":        {with(t, good, "manifest.json", nil), "manifest.json"},
		"an empty manifest":  {with(t, good, "manifest.json", []byte{}), "Form"},
		"another manifest":   {with(t, good, "manifest.json", []byte("{}\n")), "Form"},
		"a huge manifest":    {with(t, good, "manifest.json", bytes.Repeat([]byte(" "), 2<<20)), "Größe"},
		"a huge directory":   {packed(t, many), "Verzeichnis des Archivs"},
	} {
		f, err := casefile.Open(bytes.NewReader(c.b), int64(len(c.b)))
		var d *casefile.Damage
		if !errors.As(err, &d) {
			t.Errorf("%s: %v %v", name, f, err)
			continue
		}
		says := d.In("de")
		if !strings.Contains(says, c.says) || strings.ContainsRune(says, 0x1b) || d.In("en") == says {
			t.Errorf("%s: %q", name, says)
		}
		r := casefile.Unreadable(d, casefile.Options{Lang: "de"})
		if r.OK || result(r.Steps, casefile.Archive).Result != audit.Failed || result(r.Steps, casefile.Signatures).Result != audit.NotChecked {
			t.Errorf("%s: %+v", name, r.Steps)
		}
	}
}

// A small archive that unpacks to very much is refused by its size, or read with bounded memory where it lies about it. It runs
// alone: what it measures is of the whole process.
func TestBombs(t *testing.T) {
	good := written(t, recorded(), contents(t, recorded()))
	bomb := with(t, good, "round/texts.jsonl", nil)
	all := append(members(t, bomb), member{"round/texts.jsonl", make([]byte, 64<<20), zip.Deflate})
	bomb = packed(t, all)
	_, err := casefile.Open(bytes.NewReader(bomb), int64(len(bomb)))
	var d *casefile.Damage
	if !errors.As(err, &d) || !strings.Contains(d.In("de"), "Größe") {
		t.Errorf("%d bytes: %v", len(bomb), err)
	}
	for i := range all {
		if all[i].name == "round/texts.jsonl" {
			all[i].data, all[i].method = make([]byte, 64<<20), zip.Store // one line that never ends
		}
	}
	long := packed(t, all)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before) // packing has taken what it took
	r := checked(t, long)
	runtime.ReadMemStats(&after)
	if r.OK {
		t.Error("a line that never ends is taken")
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > uint64(len(long)) { // who takes the line whole needs as much for it alone
		t.Errorf("%d MiB to read an archive of %d", grown>>20, len(long)>>20)
	}
}

// Whatever single byte of the archive is altered, either it is found, or the report is the same as that on the good file: the
// byte was one that says nothing, such as a date in the archive's directory.
func TestEveryByte(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	good := written(t, recorded(), contents(t, recorded()))
	content := contentOf(t, good)
	chance := rand.New(rand.NewPCG(7, 7))
	for range 120 {
		at := chance.IntN(len(good))
		b := bytes.Clone(good)
		b[at] ^= 1 << chance.IntN(8)
		r := report(t, b, trusted)
		if content[at] == "" {
			continue // the archive's own
		}
		name := content[at]
		if r.OK {
			t.Errorf("byte %d, in %s, is not found", at, name)
		}
		if strings.HasSuffix(name, "entries.jsonl") && r.Record != nil {
			ledger := &r.Record.Ledgers[0]
			if strings.HasPrefix(name, casefile.RoundDir) {
				ledger = &r.Record.Ledgers[1]
			}
			if want := lineOf(t, good, name, at); ledger.FirstBad == nil || *ledger.FirstBad != want {
				t.Errorf("byte %d is in entry %d of %s: %v", at, want, name, ledger.FirstBad)
			}
		}
	}
}

// report checks an archive that may not be one any more.
func report(t *testing.T, b []byte, keys ...proof.Verifier) *casefile.Report {
	t.Helper()
	f, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
	var d *casefile.Damage
	if errors.As(err, &d) {
		return casefile.Unreadable(d, casefile.Options{Lang: "de"})
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := casefile.Check(t.Context(), f, casefile.Options{Lang: "de", Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// contentOf tells of each byte in which file it lies, empty for those of the archive itself.
func contentOf(t *testing.T, b []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(b))
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		for i := range int64(f.CompressedSize64) {
			out[at+i] = f.Name
		}
	}
	return out
}

// lineOf is the line of a stored file in which a byte of the archive lies.
func lineOf(t *testing.T, b []byte, name string, at int) int64 {
	t.Helper()
	content := contentOf(t, b)
	start := slices.Index(content, name)
	return int64(bytes.Count(b[start:at], []byte("\n")))
}

// FuzzOpen reads whatever it is given without running wild.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add(packed(f, []member{{name: "manifest.json", data: []byte("{}")}}))
	for _, b := range seeds(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
		var d *casefile.Damage
		switch {
		case errors.As(err, &d):
			if d.In("de") == "" || d.In("en") == "" {
				t.Error("nothing is said")
			}
		case err != nil:
			t.Error(err)
		default:
			if _, err := casefile.Check(t.Context(), file, casefile.Options{Lang: "en"}); err != nil {
				t.Error(err)
			}
		}
	})
}

// seeds are a good file of a small round, packed so that it is short, the same with one thing altered in each kind of file, and cut off.
func seeds(t testing.TB) (out [][]byte) {
	t.Helper()
	all := members(t, written(t, recorded(), contentsOf(t, recorded(), roundtest.Abandoned)))
	for i := range all {
		all[i].method = zip.Deflate
	}
	good := packed(t, all)
	out = append(out, good, good[:len(good)/3], good[:len(good)-30])
	for i := range all {
		altered := slices.Clone(all)
		altered[i].data = bytes.Clone(all[i].data)
		altered[i].data[len(altered[i].data)/2] ^= 1
		out = append(out, packed(t, altered))
	}
	return out
}

// The seeds are what they are said to be: one holds, all others do not, and all are short.
func TestSeeds(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	for i, b := range seeds(t) {
		f, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
		holds := false
		if err == nil {
			r, err := casefile.Check(t.Context(), f, casefile.Options{Lang: "en", Keys: []proof.Verifier{trusted}})
			holds = err == nil && r.OK
		}
		if holds != (i == 0) || len(b) > 32<<10 {
			t.Errorf("seed %d of %d bytes: holds %t, %v", i, len(b), holds, err)
		}
	}
}
