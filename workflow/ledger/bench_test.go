package ledger

import (
	"bytes"
	"testing"
)

// sample is an entry of about 300 bytes, as a vote makes it.
func sample() Entry {
	e := Entry{
		Version: Version, Origin: "example.org/round/2026", Seq: 1234567, At: 1767225600123456,
		Actor: "m-7f3a9c21", Command: "0190b6b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b", Type: "ballot.voted/1",
		Proposal: "p-0190b6b23c4d", Data: []byte(`{"ballot":2,"capacity":"member","choice":"yes"}`),
	}
	for i := range e.Salt {
		e.Salt[i] = byte(i * 7)
	}
	return e
}

func sampleBytes(t testing.TB) []byte {
	t.Helper()
	e := sample()
	b, err := AppendEntry(nil, &e)
	if err != nil {
		t.Fatalf("AppendEntry: %v", err)
	}
	return b
}

func BenchmarkParseEntry(b *testing.B) {
	stored := sampleBytes(b)
	run := func(b *testing.B, parse func([]byte, *Entry) error) {
		b.SetBytes(int64(len(stored)))
		b.ReportAllocs()
		var e Entry
		for b.Loop() {
			if err := parse(stored, &e); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("plain", func(b *testing.B) { run(b, ParseEntry) })
	b.Run("decoder", func(b *testing.B) { run(b, new(Decoder).ParseEntry) })
}

type vote struct {
	Ballot           int64
	Capacity, Choice string
}

func (v *vote) fields(f *Form) {
	f.Int("ballot", &v.Ballot)
	f.String("capacity", &v.Capacity)
	f.String("choice", &v.Choice)
}

func BenchmarkRead(b *testing.B) {
	data := sample().Data
	var d Decoder
	var v vote
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := d.Read(data, v.fields); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	v := vote{Ballot: 2, Capacity: "member", Choice: "yes"}
	dst := make([]byte, 0, 1024)
	b.ReportAllocs()
	for b.Loop() {
		out, err := Write(dst, v.fields)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

func BenchmarkAppendEntry(b *testing.B) {
	e := sample()
	dst := make([]byte, 0, MaxEntry)
	b.SetBytes(int64(len(sampleBytes(b))))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := AppendEntry(dst, &e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLeafHash(b *testing.B) {
	stored := bytes.Repeat([]byte{'x'}, 300)
	var h Hash
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		h = LeafHash(stored)
	}
	_ = h
}

func BenchmarkTreeAppend(b *testing.B) {
	var t Tree
	b.ReportAllocs()
	for b.Loop() {
		t.Append(Hash{1})
	}
}

func BenchmarkHasher(b *testing.B) {
	h := NewHasher()
	b.Run("leaf", func(b *testing.B) {
		stored, dst := bytes.Repeat([]byte{'x'}, 300), make([]byte, 0, 512)
		b.ReportAllocs()
		for b.Loop() {
			h.AppendLeaf(dst, stored)
		}
	})
	b.Run("node", func(b *testing.B) {
		var t Tree
		b.ReportAllocs()
		for b.Loop() {
			t.AppendBy(h, Hash{1})
		}
	})
}

func BenchmarkInstant(b *testing.B) {
	const text = "2026-01-01T00:00:00.123456Z"
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ParseInstant(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("append", func(b *testing.B) {
		dst := make([]byte, 0, 64)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Instant(1767225600123456).AppendText(dst); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkCommit(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Commit(&[32]byte{1}, "example.org/round/2026", 7, "rationale/transferable", "überzeugt in der Praxis")
	}
}
