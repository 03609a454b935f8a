package proof

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"gremium/workflow/ledger"
)

// asked is a request as the specification's example has it.
const asked = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`

func TestRequest(t *testing.T) {
	t.Parallel()
	r, err := ParseRequest([]byte(asked))
	if err != nil || r.Old != 20852014 || len(r.Proof) != 4 || !bytes.Equal(r.Text(), []byte(asked)) {
		t.Fatalf("%+v, %v", r, err)
	}
	c, err := Unverified(r.Note)
	if err != nil || c.Origin != "example.com/behind-the-sofa" || c.Size != 20852163 {
		t.Errorf("%+v, %v", c, err)
	}
	first := Request{Note: r.Note}
	if again, err := ParseRequest(first.Text()); err != nil || again.Old != 0 || again.Proof != nil || !bytes.Equal(again.Note, r.Note) {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestRequestIsStrict(t *testing.T) {
	t.Parallel()
	hash := ledger.LeafHash(nil).String() + "\n"
	for _, bad := range []string{
		"", "\n\n", "old 1\n\n", "old 1\nx", "old\n\nx", "old \n\nx", "old 01\n\nx", "old +1\n\nx", "old -1\n\nx", "old 1 \n\nx", "Old 1\n\nx", "old  1\n\nx",
		"old 9223372036854775808\n\nx", "old 1\r\n\nx", "old 1\n" + hash[:40] + "\n\nx", "old 1\nAAAA\n\nx", "old 1\n" + strings.Repeat(hash, 64) + "\nx",
		"\nold 1\n\nx", "old 1\n\r" + hash + "\nx", "old 1\n" + hash[:43] + "\n\nx", "old 1\n " + hash + "\nx",
	} {
		if r, err := ParseRequest([]byte(bad)); !errors.Is(err, ErrRequest) {
			t.Errorf("%q: %+v, %v", bad, r, err)
		}
	}
	if r, err := ParseRequest([]byte("old 1\n" + strings.Repeat(hash, 63) + "\nx")); err != nil || len(r.Proof) != 63 {
		t.Errorf("%d hashes, %v", len(r.Proof), err)
	}
}

// What is read is what would be written.
func FuzzParseRequest(f *testing.F) {
	f.Add([]byte(asked))
	f.Add([]byte("old 0\n\nx"))
	f.Add([]byte("old 9223372036854775807\n\n\n\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := ParseRequest(slices.Clone(body))
		if err != nil {
			if !errors.Is(err, ErrRequest) {
				t.Fatal(err)
			}
			return
		}
		if !bytes.Equal(r.Text(), body) {
			t.Fatalf("%q reads as %q", body, r.Text())
		}
	})
}
