package ledger

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// entries are the bytes of entries that differ in what a Decoder knows of the one before.
func entries(t *testing.T) [][]byte {
	t.Helper()
	var out [][]byte
	for _, change := range []func(*Entry){
		func(*Entry) {},
		func(e *Entry) { e.Seq++; e.At += 1e6; e.Salt[31]++ },
		func(e *Entry) { e.At += 86400e6 },
		func(e *Entry) { e.At = -1 },
		func(e *Entry) { e.At = -86400e6 },
		func(e *Entry) { e.For = "m-1" },
		func(e *Entry) { e.For, e.Proposal = "ä", "" },
		func(e *Entry) { e.Origin, e.Actor = `a"b`, "m\n" },
		func(e *Entry) { e.Origin = `a` },
		func(e *Entry) { e.Data = []byte(`{"ballot":2,"capacity":"member","choice":"no"}`) },
		func(e *Entry) {
			e.Data = []byte(`{"ballot":2,"capacity":"` + strings.Repeat("x", maxData) + `","choice":""}`)
		},
		func(e *Entry) { e.Data = []byte(`{}`) },
		func(e *Entry) { e.Type = "vote.cast/1" },
		func(e *Entry) { e.Type, e.Data = "é", []byte(`{}`) },
		func(e *Entry) { e.Type = `a"b` },
		func(e *Entry) { e.Command = strings.Repeat("é", 40) },
	} {
		e := sample()
		change(&e)
		b, err := AppendEntry(nil, &e)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b, append(b[:len(b):len(b)], ' '), bytes.Replace(b, []byte(`,"v":1`), []byte(`,"v":2`), 1))
	}
	return out
}

// What is known of the entry before changes nothing about what is read, nor about what is refused, whichever follows on which,
// also in a Decoder that was copied.
func TestWhatIsKnownChangesNothing(t *testing.T) {
	t.Parallel()
	all := entries(t)
	var d Decoder
	nothing := bytes.Replace(all[0], []byte("2026-01-01"), make([]byte, dayLen), 1)
	twice(t, &d, new(Entry), nothing) // as what is known at first
	for _, before := range all {
		for _, b := range all {
			var e Entry
			twice(t, &d, &e, before)
			copied := d
			twice(t, &d, &e, b)
			twice(t, &d, &e, all[0])
			twice(t, &copied, &e, b)
		}
	}
}

// Data are read once where they are those of the entry before and what was read stands, and again in every other case.
func TestDataThatStand(t *testing.T) {
	t.Parallel()
	all := entries(t)
	one, again, other := all[0], all[3], bytes.Replace(all[0], []byte(`"choice":"yes"`), []byte(`"choice":"no"`), 1)
	typed := bytes.Replace(all[0], []byte(sample().Type), []byte("other"), 1)
	salted, long := bytes.Replace(all[0], []byte(`"salt":"A`), []byte(`"salt":"-`), 1), all[30]
	d := Decoder{Reuse: true}
	for i, c := range []struct {
		b     []byte
		stand bool
		reads int
	}{
		{one, true, 1},
		{again, true, 0},
		{other, true, 1},
		{one, false, 1}, // it does not stand
		{one, true, 1},
		{typed, true, 1},
		{one, true, 1},
		{salted, true, 0}, // refused behind the data: nothing is known after that
		{one, true, 1},
		{long, true, 1},
		{long, true, 1},
		{one, true, 1},
	} {
		reads := 0
		var e Entry
		ok := d.ReadEntry(c.b, &e, func(_ string, f *Form) bool {
			reads++
			new(vote).fields(f)
			return c.stand
		})
		if reads != c.reads || ok != (i != 7) {
			t.Errorf("%d: read %d times, want %d; %t", i, reads, c.reads, ok)
		}
		if ok && !bytes.Contains(c.b, e.Data) {
			t.Errorf("%d: data are %s", i, e.Data)
		}
	}
	var v vote
	if err := d.Read([]byte(`{"ballot":1,"capacity":"","choice":""}`), v.fields); err != nil {
		t.Fatal(err)
	}
	reads := 0
	count := func(_ string, f *Form) bool { reads++; new(vote).fields(f); return true }
	d.ReadEntry(one, new(Entry), count)
	d.Reuse = false
	d.ReadEntry(one, new(Entry), count)
	if reads != 2 {
		t.Errorf("read %d times behind other data and without Reuse, want 2", reads)
	}
}

// An entry that is read while another one is read leaves nothing behind that could be taken for the outer one's.
func TestReadEntryWithin(t *testing.T) {
	t.Parallel()
	all := entries(t)
	d := Decoder{Reuse: true}
	for _, inner := range all {
		var e, within Entry
		if !d.ReadEntry(all[0], &e, func(_ string, f *Form) bool {
			d.ReadEntry(inner, &within, func(_ string, f *Form) bool { return false })
			new(vote).fields(f)
			return true
		}) {
			t.Fatalf("refused around %s", inner)
		}
		if want := sample(); !reflect.DeepEqual(e, want) {
			t.Errorf("read %+v around %s", e, inner)
		}
	}
}
