package ledger

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	got, err := Canonical([]byte(" { \"b\" : [1.0, 2e1, \"\\u00fc\\/\"], \"a\" : null } "))
	if want := `{"a":null,"b":[1,20,"ü/"]}`; err != nil || string(got) != want {
		t.Errorf("Canonical = %s, %v, want %s", got, err, want)
	}
	for _, bad := range []string{"", "{", `{"a":1,"a":2}`, "{} {}", "\"\xff\"", "[01]", strings.Repeat("[", 1e6)} {
		if got, err := Canonical([]byte(bad)); err == nil {
			t.Errorf("Canonical(%.20q) = %q, want an error", bad, got)
		}
	}
}

// Strings are spelt as RFC 8785, section 3.2.2.2, says.
func TestStringForms(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                            `""`,
		"€$\x0f\nA'B\"\\\\\"/":        `"€$\u000f\nA'B\"\\\\\"/"`,
		"\b\t\n\v\f\r":                `"\b\t\n\u000b\f\r"`,
		"\x00\x1e\x1f\x7f":            "\"\\u0000\\u001e\\u001f\x7f\"",
		"<script>&amp;\u2028\u2029":   "\"<script>&amp;\u2028\u2029\"",
		"Übermäßig 😀\U0010ffff\ufffd": "\"Übermäßig 😀\U0010ffff\ufffd\"",
		"1234567\"12345678\\":         `"1234567\"12345678\\"`,
	}
	for value, want := range tests {
		got, err := Write(nil, func(f *Form) { f.String("s", &value) })
		if err != nil || string(got) != `{"s":`+want+`}` {
			t.Errorf("%q is written as %s, %v, want %s", value, got, err, want)
			continue
		}
		var back string
		if err := Read(got, func(f *Form) { f.String("s", &back) }); err != nil || back != value {
			t.Errorf("%s is read as %q, %v, want %q", got, back, err, value)
		}
		if lib, err := jcs.Transform(got); err != nil || !bytes.Equal(lib, got) {
			t.Errorf("%s is %s to the library, %v", got, lib, err)
		}
	}
}

// generated makes a random value of the kinds that an entry may hold.
func generated(r *rand.Rand, depth int) any {
	switch kind := r.IntN(6); {
	case kind == 0 && depth > 0:
		object := map[string]any{}
		for range r.IntN(6) {
			object[word(r, "az-Ä€\ue000\uffff😀\U0010fffd")+"k"] = generated(r, depth-1)
		}
		return object
	case kind == 1 && depth > 0:
		array := make([]any, r.IntN(4))
		for i := range array {
			array[i] = generated(r, depth-1)
		}
		return array
	case kind == 2:
		return r.IntN(2) == 0
	case kind == 3:
		return r.Int64N(2*maxInt+1) - maxInt
	}
	return word(r, "ab \"\\/\n\t\x00\x1f\x7fäß€\ue000\uffff😀")
}

func word(r *rand.Rand, letters string) string {
	all, out := []rune(letters), make([]rune, r.IntN(20))
	for i := range out {
		out[i] = all[r.IntN(len(all))]
	}
	return norm.NFC.String(string(out))
}

// What the library makes canonical is what the scanner accepts, and an object
// whose members stand in another order is refused.
func TestScannerAgreesWithLibrary(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	shuffled := 0
	for range 3000 {
		text, err := json.Marshal(map[string]any{"a": generated(r, 5), "b": generated(r, 5)})
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := Canonical(text)
		if err != nil {
			t.Fatal(err)
		}
		if end, fault := scanObject(canonical, 0, 0); fault != "" || end != len(canonical) {
			t.Fatalf("%s: %s at byte %d", canonical, fault, end)
		}
		if bytes.Equal(text, canonical) {
			continue
		}
		shuffled++
		if end, fault := scanObject(text, 0, 0); fault == "" && end == len(text) {
			t.Fatalf("%s was accepted, but is not canonical", text)
		}
	}
	if shuffled == 0 {
		t.Error("every text was canonical")
	}
}

func FuzzForm(f *testing.F) {
	f.Add([]byte(fullText))
	f.Add([]byte(emptyText))
	f.Fuzz(func(t *testing.T, b []byte) {
		var e every
		if Read(b, e.fields) != nil {
			return
		}
		again, err := Write(nil, e.fields)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%q is written again as %q, %v", b, again, err)
		}
		if !norm.NFC.IsNormal(b) {
			t.Fatalf("%q is not in normalisation form C", b)
		}
		if canonical, err := Canonical(b); err != nil || !bytes.Equal(canonical, b) {
			t.Fatalf("%q is not canonical: %q, %v", b, canonical, err)
		}
		if end, fault := scanObject(b, 0, 0); fault != "" || end != len(b) {
			t.Fatalf("%q: the scanner finds %s at byte %d", b, fault, end)
		}
	})
}
