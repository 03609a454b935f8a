package ledger

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// every has a member of each kind that a Form knows.
type every struct {
	Bool, BoolOpt       bool
	Bytes               [32]byte
	Int, IntOpt         int64
	Items, ItemsOpt     []item
	Object, ObjectOpt   item
	Has                 bool
	Text, TextOpt       string
	Texts, TextsOpt     []string
	Time, TimeOpt       Instant
	Natural, NaturalOpt uint64
}

type item struct {
	Name  string
	Parts []item
}

func (i *item) fields(f *Form) {
	f.String("name", &i.Name)
	OptList(f, "parts", &i.Parts, (*item).fields)
}

func (e *every) fields(f *Form) {
	f.Bool("bool", &e.Bool)
	f.OptBool("boolOpt", &e.BoolOpt)
	f.Bytes32("bytes", &e.Bytes)
	f.Int("int", &e.Int)
	f.OptInt("intOpt", &e.IntOpt)
	List(f, "items", &e.Items, (*item).fields)
	OptList(f, "itemsOpt", &e.ItemsOpt, (*item).fields)
	f.Uint("natural", &e.Natural)
	f.OptUint("naturalOpt", &e.NaturalOpt)
	f.Object("object", e.Object.fields)
	f.OptObject("objectOpt", &e.Has, e.ObjectOpt.fields)
	f.String("text", &e.Text)
	f.OptString("textOpt", &e.TextOpt)
	f.Strings("texts", &e.Texts)
	f.OptStrings("textsOpt", &e.TextsOpt)
	f.Instant("time", &e.Time)
	f.OptInstant("timeOpt", &e.TimeOpt)
}

func full() every {
	return every{
		Bool: true, BoolOpt: true, Bytes: [32]byte{31: 255}, Int: -maxInt, IntOpt: 1,
		Items: []item{{Name: "a"}, {Name: "", Parts: []item{{Name: "b"}}}}, ItemsOpt: []item{{}},
		Object: item{Name: "ü"}, ObjectOpt: item{Name: "o"}, Has: true, Text: "a\n\"\\\x00", TextOpt: "😀",
		Texts: []string{"", "x"}, TextsOpt: []string{"y"}, Time: -1, TimeOpt: 1, Natural: maxInt, NaturalOpt: 7,
	}
}

const fullText = `{"bool":true,"boolOpt":true,"bytes":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8=",` +
	`"int":-9007199254740991,"intOpt":1,"items":[{"name":"a"},{"name":"","parts":[{"name":"b"}]}],` +
	`"itemsOpt":[{"name":""}],"natural":9007199254740991,"naturalOpt":7,"object":{"name":"ü"},` +
	`"objectOpt":{"name":"o"},"text":"a\n\"\\\u0000","textOpt":"😀","texts":["","x"],"textsOpt":["y"],` +
	`"time":"1969-12-31T23:59:59.999999Z","timeOpt":"1970-01-01T00:00:00.000001Z"}`

const emptyText = `{"bool":false,"bytes":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","int":0,"items":[],` +
	`"natural":0,"object":{"name":""},"text":"","texts":[],"time":"1970-01-01T00:00:00.000000Z"}`

func TestFormBothWays(t *testing.T) {
	t.Parallel()
	for text, value := range map[string]every{fullText: full(), emptyText: {}} {
		got, err := Write([]byte("before"), value.fields)
		if err != nil || string(got) != "before"+text {
			t.Errorf("Write = %s, %v, want before%s", got, err, text)
		}
		var d Decoder
		for _, read := range []func([]byte, func(*Form)) error{Read, d.Read, d.Read} {
			back := full() // what is absent must become zero
			back.ObjectOpt = value.ObjectOpt
			if err := read([]byte(text), back.fields); err != nil || !reflect.DeepEqual(back, value) {
				t.Errorf("Read = %+v, %v, want %+v", back, err, value)
			}
		}
	}
}

// A member that is altered, left out, doubled or moved is never read.
func TestReadEveryByteCounts(t *testing.T) {
	t.Parallel()
	altered := []byte(fullText)
	for i := range altered {
		for c := range 256 {
			if altered[i] = byte(c); fullText[i] == byte(c) {
				continue
			}
			var e every
			if Read(altered, e.fields) != nil {
				continue
			}
			if again, err := Write(nil, e.fields); err != nil || !bytes.Equal(again, altered) {
				t.Fatalf("byte %d as %#02x: written again as %s, %v", i, c, again, err)
			}
		}
		altered[i] = fullText[i]
		var e every
		if err := Read(altered[:i], e.fields); err == nil {
			t.Errorf("the first %d bytes were read", i)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ old, with, want string }{
		{`"bool":true`, `"bool":1`, `key "bool": want true or false`},
		{`"boolOpt":true`, `"boolOpt":false`, `key "boolOpt": a member with its zero value must be left out`},
		{`"intOpt":1`, `"intOpt":0`, `key "intOpt": a member with its zero value must be left out`},
		{`"intOpt":1`, `"intOpt":1.0`, `key "intOpt": number is not an integer`},
		{`"intOpt":1`, `"intOpt":+1`, `key "intOpt": want an integer`},
		{`-9007199254740991`, `-9007199254740992`, `key "int": integer is outside ±(2^53−1)`},
		{`-9007199254740991`, `99999999999999999999999999`, `key "int": integer is outside ±(2^53−1)`},
		{`"naturalOpt":7`, `"naturalOpt":-7`, `key "naturalOpt": integer is negative`},
		{`"textsOpt":["y"]`, `"textsOpt":[]`, `key "textsOpt": a member with its zero value must be left out`},
		{`"itemsOpt":[{"name":""}]`, `"itemsOpt":[]`, `key "itemsOpt": a member with its zero value must be left out`},
		{`["","x"]`, `["","x",]`, `key "texts": want a string`},
		{`["","x"]`, `["" "x"]`, `key "texts": want a comma or the closing ]`},
		{`["","x"]`, `[,"x"]`, `key "texts": want a string`},
		{`["","x"]`, `"x"`, `key "texts": want a [`},
		{`{"name":"ü"}`, `{"name":"u` + "\u0308" + `"}`, `key "name": string is not in normalisation form C`},
		{`{"name":"ü"}`, `{"name":"` + "\xc3" + `"}`, `key "name": string is not UTF-8`},
		{`{"name":"ü"}`, `{}`, `key "name": member is missing`},
		{`{"name":"ü"}`, `{"nam":"","name":""}`, `key "nam": name is not known here`},
		{`{"name":"ü"}`, `{"name":"","name":""}`, `key "name": name appears twice`},
		{`{"name":"ü"}`, `{"\u006eame":""}`, `key "name": escape is not canonical`},
		{`{"name":"ü"}`, `{"\n":"","name":""}`, `key "\n": escape in a name`},
		{`\u0000`, `\u0009`, `key "text": escape is not canonical`},
		{`\u0000`, `\u001F`, `key "text": escape is not canonical`},
		{`\u0000`, `\u0020`, `key "text": escape is not canonical`},
		{`\u0000`, `\/`, `key "text": escape is not canonical`},
		{`\u0000`, "\t", `key "text": control character in a string`},
		{`"time":"1969`, `"time":null,"x":"1969`, `key "time": want an instant`},
		{`.000001Z"`, `.000000Z"`, `key "timeOpt": a member with its zero value must be left out`},
	}
	for _, test := range tests {
		b := strings.Replace(fullText, test.old, test.with, 1)
		var e every
		err := Read([]byte(b), e.fields)
		want := strings.ReplaceAll(test.want, `"\n"`, `"\\n"`)
		if b == fullText || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", test.with, err, want)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	text, number := "x", int64(1)
	tests := map[string]func(*Form){
		`key "a": name is out of order`: func(f *Form) { f.String("b", &text); f.String("a", &text) },
		`key "c": name is out of order`: func(f *Form) { f.OptString("d", new(string)); f.Int("c", &number) },
		`key "e": name appears twice`:   func(f *Form) { f.Int("e", &number); f.OptInt("e", new(int64)) },
		`key "😀": name is out of order`: func(f *Form) { f.Int("\uf8ff", &number); f.Int("😀", &number) },
		`empty name`:                    func(f *Form) { f.Int("", &number) },
		`without escapes`:               func(f *Form) { f.Int("a\tb", &number) },
		`key "f": string is not UTF-8`:  func(f *Form) { f.Strings("f", &[]string{"\xff"}) },
		`key "g": integer is outside`:   func(f *Form) { n := int64(maxInt + 1); f.Int("g", &n) },
		`key "h": integer is outside`:   func(f *Form) { n := int64(-maxInt - 1); f.OptInt("h", &n) },
		`key "i": integer is outside`:   func(f *Form) { n := uint64(1 << 63); f.Uint("i", &n) },
		`key "j": instant`:              func(f *Form) { late := maxInstant + 1; f.Instant("j", &late) },
		`byte 16384: longer than 16384`: func(f *Form) { long := strings.Repeat("x", MaxEntry); f.String("k", &long) },
	}
	for want, fields := range tests {
		got, err := Write([]byte("before"), fields)
		if err == nil || !strings.Contains(err.Error(), want) || string(got) != "before" {
			t.Errorf("Write = %.60q, %v, want an error: %s", got, err, want)
		}
	}
}

// The order of RFC 8785, section 3.2.3, is that of UTF-16 code units.
func TestFormOrdersByUTF16(t *testing.T) {
	t.Parallel()
	fields := func(f *Form) {
		for _, key := range []string{"1", "A", "a", "aa", "\u0080", "ö", "€", "😀", "\ue000", "\uffff"} {
			f.OptString(key, new(string))
		}
	}
	if _, err := Write(nil, fields); err != nil {
		t.Errorf("Write: %v", err)
	}
	one := int64(1)
	both := func(f *Form) { f.Int("😀", &one); f.Int("\ue000", &one) }
	b, err := Write(nil, both)
	if want := "{\"😀\":1,\"\ue000\":1}"; err != nil || string(b) != want || Read(b, both) != nil {
		t.Errorf("Write = %s, %v, want %s", b, err, want)
	}
}

func TestFormNesting(t *testing.T) {
	t.Parallel()
	nest := func(depth int) func(*Form) {
		fields := func(*Form) {}
		for range depth - 1 {
			inner := fields
			fields = func(f *Form) { f.Object("o", inner) }
		}
		return fields
	}
	deepest, err := Write(nil, nest(MaxDepth))
	if err != nil || Read(deepest, nest(MaxDepth)) != nil {
		t.Errorf("%d objects: %s, %v", MaxDepth, deepest, err)
	}
	e := sample()
	e.Data = deepest
	if b, err := AppendEntry(nil, &e); err != nil || ParseEntry(b, &e) != nil {
		t.Errorf("%d objects are refused as an entry's data: %v", MaxDepth, err)
	}
	if _, err := Write(nil, nest(MaxDepth+1)); err == nil {
		t.Errorf("%d objects were written", MaxDepth+1)
	}
	deeper := bytes.Replace(deepest, []byte("{}"), []byte(`{"o":{}}`), 1)
	if err := Read(deeper, nest(MaxDepth+1)); err == nil {
		t.Errorf("%d objects were read", MaxDepth+1)
	}
	for _, data := range []string{string(deeper), `{"o":` + strings.Repeat("[", MaxEntry/2)} {
		if e.Data = []byte(data); !strings.Contains(failure(AppendEntry(nil, &e)), tooDeep) {
			t.Errorf("%.60s was taken for an entry's data", data)
		}
	}
}

func failure(_ []byte, err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestFormFail(t *testing.T) {
	t.Parallel()
	errChoice := errors.New("choice is not known")
	read := ""
	fields := func(f *Form) {
		choice := "maybe"
		f.String("choice", &choice)
		f.Fail(nil)
		if f.Fail(errChoice); f.Reading() {
			f.String("note", &read)
		}
		f.Fail(errors.New("a second fault"))
	}
	var syntax *SyntaxError
	if _, err := Write(nil, fields); !errors.Is(err, errChoice) {
		t.Errorf("Write = %v, want %v", err, errChoice)
	}
	err := Read([]byte(`{"choice":"maybe","note":"x"}`), fields)
	if !errors.As(err, &syntax) || !errors.Is(err, errChoice) || syntax.Key != "choice" || syntax.Offset != 10 || read != "" {
		t.Errorf("Read = %v and %q, want %v at byte 10", err, read, errChoice)
	}
}

func TestDecoderWithinItself(t *testing.T) {
	t.Parallel()
	var d Decoder
	var outer, inner string
	err := d.Read([]byte(`{"a":"one","b":"two"}`), func(f *Form) {
		f.String("a", &outer)
		if err := d.Read([]byte(`{"b":"three"}`), func(f *Form) { f.String("b", &inner) }); err != nil {
			t.Errorf("inner Read: %v", err)
		}
		f.String("b", &outer)
	})
	if err != nil || outer != "two" || inner != "three" {
		t.Errorf("Read = %v, %q and %q", err, outer, inner)
	}
}
