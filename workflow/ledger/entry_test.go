package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
)

const stored = `{"actor":"m-7f3a9c21","at":"2026-01-01T00:00:00.123456Z",` +
	`"cmd":"0190b6b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b","data":{"ballot":2,"capacity":"member","choice":"yes"},` +
	`"origin":"example.org/round/2026","proposal":"p-0190b6b23c4d",` +
	`"salt":"AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk=","seq":1234567,"type":"ballot.voted/1","v":1}`

func TestEntryGolden(t *testing.T) {
	t.Parallel()
	e := sample()
	got, err := AppendEntry([]byte("before"), &e)
	if err != nil || string(got) != "before"+stored {
		t.Fatalf("AppendEntry = %s, %v, want before%s", got, err, stored)
	}
	var d Decoder
	for _, parse := range []func([]byte, *Entry) error{ParseEntry, d.ParseEntry, d.ParseEntry} {
		back := Entry{For: "left from before"}
		if err := parse([]byte(stored), &back); err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("ParseEntry = %+v, %v, want %+v", back, err, e)
		}
	}
}

func TestEntryOptionalMembers(t *testing.T) {
	t.Parallel()
	e := sample()
	e.For, e.Proposal, e.Data = "m-00", "", []byte("{}")
	b, err := AppendEntry(nil, &e)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); !strings.Contains(s, `"data":{},"for":"m-00","origin":`) || strings.Contains(s, "proposal") {
		t.Errorf("entry is %s", s)
	}
	var back Entry
	if err := ParseEntry(b, &back); err != nil || !reflect.DeepEqual(back, e) {
		t.Errorf("ParseEntry = %+v, %v, want %+v", back, err, e)
	}
}

func TestAppendEntryRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*Entry)
		key   string
	}{
		"version 0":         {func(e *Entry) { e.Version = 0 }, "v"},
		"version 2":         {func(e *Entry) { e.Version = 2 }, "v"},
		"no origin":         {func(e *Entry) { e.Origin = "" }, "origin"},
		"no actor":          {func(e *Entry) { e.Actor = "" }, "actor"},
		"no command":        {func(e *Entry) { e.Command = "" }, "cmd"},
		"no type":           {func(e *Entry) { e.Type = "" }, "type"},
		"no UTF-8":          {func(e *Entry) { e.For = "\xff" }, "for"},
		"surrogate":         {func(e *Entry) { e.For = "\xed\xa0\x80" }, "for"},
		"not NFC":           {func(e *Entry) { e.Proposal = "u\u0308" }, "proposal"},
		"not NFC, escaped":  {func(e *Entry) { e.Proposal = "\n\u0303" }, "proposal"},
		"seq":               {func(e *Entry) { e.Seq = 1 << 53 }, "seq"},
		"greatest seq":      {func(e *Entry) { e.Seq = 1<<64 - 1 }, "seq"},
		"instant":           {func(e *Entry) { e.At = maxInstant + 1 }, "at"},
		"no data":           {func(e *Entry) { e.Data = nil }, "data"},
		"array as data":     {func(e *Entry) { e.Data = []byte("[]") }, "data"},
		"two objects":       {func(e *Entry) { e.Data = []byte("{}{}") }, "data"},
		"members behind":    {func(e *Entry) { e.Data = []byte(`{},"e":{}`) }, "data"},
		"white space":       {func(e *Entry) { e.Data = []byte(`{"a": 1}`) }, "data"},
		"fraction":          {func(e *Entry) { e.Data = []byte(`{"a":1.5}`) }, "data"},
		"data out of order": {func(e *Entry) { e.Data = []byte(`{"b":1,"a":1}`) }, "data"},
		"too large":         {func(e *Entry) { e.Data = []byte(`{"a":"` + strings.Repeat("x", MaxEntry) + `"}`) }, ""},
	}
	for name, test := range tests {
		e := sample()
		e.For = "m-00"
		test.spoil(&e)
		b, err := AppendEntry([]byte("before"), &e)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || string(b) != "before" || syntax.Key != test.key {
			t.Errorf("%s: AppendEntry = %.60q, %v, want an error about %q", name, b, err, test.key)
		}
	}
}

func TestEntrySizes(t *testing.T) {
	t.Parallel()
	e := sample()
	room := MaxEntry - len(stored) + len(e.Data) - len(`{"a":""}`)
	e.Data = []byte(`{"a":"` + strings.Repeat("x", room) + `"}`)
	b, err := AppendEntry(nil, &e)
	if err != nil || len(b) != MaxEntry {
		t.Fatalf("AppendEntry = %d bytes, %v, want %d", len(b), err, MaxEntry)
	}
	if err := ParseEntry(b, new(Entry)); err != nil {
		t.Errorf("ParseEntry of %d bytes: %v", len(b), err)
	}
	larger := bytes.Replace(b, []byte("xx"), []byte("xxx"), 1)
	if err := ParseEntry(larger, new(Entry)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("ParseEntry of %d bytes: %v, want %v", len(larger), err, ErrTooLarge)
	}
	e.Data = []byte(`{"a":"` + strings.Repeat("x", room+1) + `"}`)
	if _, err := AppendEntry(nil, &e); !errors.Is(err, ErrTooLarge) {
		t.Errorf("AppendEntry of one byte more: %v, want %v", err, ErrTooLarge)
	}
}

func TestParseEntryRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ old, with, want string }{
		{`"v":1}`, `"v":1`, `byte 316, key "v": want a comma or the closing }`},
		{`"v":1}`, `"v":1}` + "\n", `byte 317: bytes behind the object`},
		{`{"actor"`, ` {"actor"`, `byte 0: want a {`},
		{`{"actor"`, `{ "actor"`, `byte 1, key "actor": want a string`},
		{`"v":1`, `"v":2`, `byte 315, key "v": format version is not 1`},
		{`"v":1`, `"v":1,"w":1`, `byte 317, key "w": name is not known here`},
		{`"cmd"`, `"cmc":"","cmd"`, `byte 57, key "cmc": name is not known here`},
		{`"cmd"`, `"Cmd"`, `byte 57, key "Cmd": name is out of order`},
		{`"cmd"`, `"at":"","cmd"`, `byte 57, key "at": name appears twice`},
		{`"at":"2026-01-01T00:00:00.123456Z",`, ``, `byte 22, key "at": member is missing`},
		{`,"v":1`, ``, `byte 310, key "v": member is missing`},
		{`"seq":1234567`, `"seq":-1`, `byte 279, key "seq": integer is negative`},
		{`"seq":1234567`, `"seq":01`, `byte 279, key "seq": integer is not canonical`},
		{`"seq":1234567`, `"seq":1e3`, `byte 279, key "seq": number is not an integer`},
		{`"seq":1234567`, `"seq":9007199254740992`, `byte 279, key "seq": integer is outside ±(2^53−1)`},
		{`"proposal":"p-0190b6b23c4d"`, `"proposal":""`, `byte 202, key "proposal": a member with its zero value must be left out`},
		{`"p-0190b6b23c4d"`, `null`, `byte 202, key "proposal": want a string`},
		{`"m-7f3a9c21"`, `"\u006d"`, `byte 10, key "actor": escape is not canonical`},
		{`"m-7f3a9c21"`, `""`, `byte 9, key "actor": string is empty`},
		{`.123456Z`, `.123Z`, `byte 27, key "at": want an instant YYYY-MM-DDThh:mm:ss.ssssssZ`},
		{`0tk="`, `0tl="`, `byte 226, key "salt": want 32 bytes in base64`},
		{`0tk="`, `0tk"`, `byte 226, key "salt": want 32 bytes in base64`},
		{`"choice"`, `"capacity"`, `byte 141, key "data": name appears twice`},
		{`"choice":"yes"`, `"choice":null`, `byte 150, key "data": null is not allowed`},
		{`"choice":"yes"`, `"choice": "yes"`, `byte 150, key "data": white space is not allowed`},
		{`"ballot":2`, `"ballot":-0`, `byte 119, key "data": integer is not canonical`},
	}
	for _, test := range tests {
		b := strings.Replace(stored, test.old, test.with, 1)
		if b == stored {
			t.Fatalf("%q changes nothing", test.old)
		}
		e := sample()
		err := ParseEntry([]byte(b), &e)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: got %v, want %s", test.with, err, test.want)
		}
		if !reflect.DeepEqual(e, Entry{}) {
			t.Errorf("%s: left %+v behind", test.with, e)
		}
	}
}

// Every alteration of one byte is seen: by the decoder, or by the leaf's hash,
// and no altered entry is taken for the original when written again.
func TestEntryEveryByteCounts(t *testing.T) {
	t.Parallel()
	original, leaf := []byte(stored), LeafHash([]byte(stored))
	altered := bytes.Clone(original)
	var d Decoder
	parsed := 0
	for i := range altered {
		for c := range 256 {
			if altered[i] = byte(c); altered[i] == original[i] {
				continue
			}
			if LeafHash(altered) == leaf {
				t.Fatalf("byte %d as %#02x: same leaf hash", i, c)
			}
			var e Entry
			if d.ParseEntry(altered, &e) != nil {
				continue
			}
			parsed++
			again, err := AppendEntry(nil, &e)
			if err != nil || !bytes.Equal(again, altered) || bytes.Equal(again, original) {
				t.Fatalf("byte %d as %#02x: written again as %s, %v", i, c, again, err)
			}
		}
		altered[i] = original[i]
	}
	if parsed == 0 {
		t.Error("no altered entry was parsed")
	}
	for n := range len(original) {
		if err := ParseEntry(original[:n], new(Entry)); err == nil {
			t.Errorf("the first %d bytes were taken for an entry", n)
		}
	}
}

// plainEntry is an Entry as encoding/json reads it.
type plainEntry struct {
	Actor    string          `json:"actor"`
	At       string          `json:"at"`
	Command  string          `json:"cmd"`
	Data     json.RawMessage `json:"data"`
	For      string          `json:"for"`
	Origin   string          `json:"origin"`
	Proposal string          `json:"proposal"`
	Salt     []byte          `json:"salt"`
	Seq      uint64          `json:"seq"`
	Type     string          `json:"type"`
	V        int             `json:"v"`
}

func plain(e *Entry) plainEntry {
	return plainEntry{
		Actor: e.Actor, At: e.At.String(), Command: e.Command, Data: e.Data, For: e.For, Origin: e.Origin,
		Proposal: e.Proposal, Salt: e.Salt[:], Seq: e.Seq, Type: e.Type, V: e.Version,
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(stored))
	f.Add([]byte(strings.Replace(stored, "m-7f3a9c21", `ä\n\u001f\"😀`, 1)))
	f.Add([]byte(strings.Replace(stored, `"ballot":2`, `"ballot":[-1,{"ö":true},[],"x"]`, 1)))
	f.Add([]byte(strings.Replace(stored, `"origin"`, `"for":"m-2","origin"`, 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e Entry
		if ParseEntry(b, &e) != nil {
			return
		}
		again, err := AppendEntry(nil, &e)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%q is written again as %q, %v", b, again, err)
		}
		lib := json.NewDecoder(bytes.NewReader(b))
		lib.DisallowUnknownFields()
		var want plainEntry
		if err := lib.Decode(&want); err != nil || lib.More() {
			t.Fatalf("%q is no JSON to encoding/json: %v", b, err)
		}
		if got := plain(&e); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is %+v, to encoding/json %+v", b, got, want)
		}
		if canonical, err := jcs.Transform(b); err != nil || !bytes.Equal(canonical, b) {
			t.Fatalf("%q is not canonical: %q, %v", b, canonical, err)
		}
	})
}
