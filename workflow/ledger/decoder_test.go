package ledger

import (
	"bytes"
	"reflect"
	"testing"
)

// voteForm reads a vote where the type is one, and nothing else.
func voteForm(v *vote) func(string, *Form) bool {
	return func(typ string, f *Form) bool {
		if typ != sample().Type {
			f.Fail(errEmpty)
			return false
		}
		v.fields(f)
		return false
	}
}

// twice checks that one pass reads what two do, and refuses what either does.
func twice(t *testing.T, d *Decoder, e *Entry, b []byte) bool {
	t.Helper()
	var want Entry
	var wanted, got vote
	sound := ParseEntry(b, &want) == nil && want.Type == sample().Type && Read(want.Data, wanted.fields) == nil
	if ok := d.ReadEntry(b, e, voteForm(&got)); ok != sound {
		t.Fatalf("one pass: %t, two: %t\n%s", ok, sound, b)
	}
	if !sound {
		want, wanted, got = Entry{}, vote{}, vote{}
	}
	if !reflect.DeepEqual(*e, want) || got != wanted {
		t.Fatalf("one pass: %+v %+v, two: %+v %+v\n%s", *e, got, want, wanted, b)
	}
	return sound
}

func TestReadEntryIsBothPasses(t *testing.T) {
	t.Parallel()
	var d Decoder
	var e Entry
	stored := sampleBytes(t)
	for range 2 { // the second time with names known
		if !twice(t, &d, &e, stored) {
			t.Fatalf("refused %s", stored)
		}
	}
	altered := bytes.Clone(stored)
	for i := range altered {
		for _, c := range []byte("\x00 !\"',-./019:=AZ[\\]az{|}\x80\xff") {
			altered[i] = c
			twice(t, &d, &e, altered)
		}
		altered[i] = stored[i]
		twice(t, &d, &e, stored[:i])
		twice(t, &d, &e, append(bytes.Clone(stored[:i]), stored[i+1:]...))
		twice(t, &d, &e, append(append(bytes.Clone(stored[:i]), '"'), stored[i:]...))
	}
	for _, data := range []string{`{}`, `{"ballot":1}`, `{"a":1,"ballot":1,"capacity":"","choice":""}`, `{"ballot":1,"capacity":"","choice":"é"}`, `[]`} {
		twice(t, &d, &e, bytes.Replace(stored, sample().Data, []byte(data), 1))
	}
	for _, typ := range []string{"", "x", `a\nb`, `v":1`, `","v":1}`, "vote.cast/2"} {
		twice(t, &d, &e, bytes.Replace(stored, []byte(sample().Type), []byte(typ), 1))
	}
}

// Data may be as deep as they may by themselves, not less because of the entry around them.
func TestReadEntryCountsDepthAnew(t *testing.T) {
	t.Parallel()
	deep := item{Name: "1"}
	for range MaxDepth/2 - 1 {
		deep = item{Name: "1", Parts: []item{deep}}
	}
	for range 2 { // as deep as may be, and then deeper
		e := sample()
		var err error
		if e.Data, err = Write(nil, deep.fields); err != nil {
			break
		}
		b, err := AppendEntry(nil, &e)
		if err != nil {
			t.Fatal(err)
		}
		var d Decoder
		var back item
		if !d.ReadEntry(b, new(Entry), func(_ string, f *Form) bool { back.fields(f); return false }) || !reflect.DeepEqual(back, deep) {
			t.Fatalf("read %+v, want %+v", back, deep)
		}
		deep = item{Name: "1", Parts: []item{deep}}
	}
}

// Strings that are allocated together stay what they are, and a Decoder that was copied spoils none.
func TestCommandsStay(t *testing.T) {
	t.Parallel()
	var d Decoder
	var got, want []string
	for i := range 500 {
		e := sample()
		e.Command = string(bytes.Repeat([]byte{byte('a' + i%26)}, 1+i%70))
		b, err := AppendEntry(nil, &e)
		if err != nil {
			t.Fatal(err)
		}
		other := d
		for _, d := range []*Decoder{&d, &other} {
			var back Entry
			if err := d.ParseEntry(b, &back); err != nil {
				t.Fatal(err)
			}
			got, want = append(got, back.Command), append(want, e.Command)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("a command has changed")
	}
}

// FuzzReadEntry asks that one pass over an entry reads what two do.
func FuzzReadEntry(f *testing.F) {
	f.Add(sampleBytes(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d Decoder
		var e Entry
		twice(t, &d, &e, b)
		twice(t, &d, &e, b)
	})
}
