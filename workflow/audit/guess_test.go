package audit_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"testing"
	"time"

	"gremium/store/attack"
	"gremium/workflow/ledger"
)

// secret is what in an entry has few possible values: a score, or a choice.
var secret = regexp.MustCompile(`"(?:value|choice)":"([a-z0-9]+)"`)

// possible are all that a secret can be.
func possible(was []byte) []string {
	if was[0] >= '0' && was[0] <= '9' {
		return []string{"0", "1", "2", "3", "4"}
	}
	return []string{"yes", "no", "abstain"}
}

// guesser knows of an entry everything but its secrets and its salt, and the leaf hash, which is public.
type guesser struct {
	leaf  ledger.Hash
	entry ledger.Entry
	data  []byte
}

// guess tries all secrets under a salt until the leaf hash fits, and answers the data that does.
func (g *guesser) guess(salt [32]byte) []byte { return g.from(nil, g.data, salt) }

// from goes through the secrets that are left to guess, behind what has been guessed.
func (g *guesser) from(done, rest []byte, salt [32]byte) []byte {
	at := secret.FindSubmatchIndex(rest)
	if at == nil {
		e := g.entry
		e.Data, e.Salt = append(bytes.Clone(done), rest...), salt
		if b, err := ledger.AppendEntry(nil, &e); err == nil && ledger.LeafHash(b) == g.leaf {
			return e.Data
		}
		return nil
	}
	for _, v := range possible(rest[at[2]:at[3]]) {
		next := append(append(bytes.Clone(done), rest[:at[2]]...), v...)
		if found := g.from(next, rest[at[3]:], salt); found != nil {
			return found
		}
	}
	return nil
}

// TestAttackByGuessing takes the public leaf hash of each score sheet and each vote, and knows all of the entry but what is
// secret: all scores and choices are tried under every salt that somebody could think of, and none fits. The control knows the
// salt, or has entries that were written without one: there what is secret is found.
func TestAttackByGuessing(t *testing.T) {
	t.Parallel()
	var salts [][32]byte
	entries := recorded().Bytes(main)
	o := attack.Outcome{Name: "guessing scores and votes from leaf hashes"}
	var targets []guesser
	for i, b := range entries {
		var e ledger.Entry
		if err := ledger.ParseEntry(b, &e); err != nil {
			t.Fatal(err)
		}
		salts = append(salts, [32]byte{byte(i)}, ledger.LeafHash(b), sha256.Sum256([]byte(e.Command)), sha256.Sum256(fmt.Append(nil, i)))
		if (e.Type == "scores.cast/1" || e.Type == "vote.cast/1") && secret.Match(e.Data) {
			targets = append(targets, guesser{ledger.LeafHash(b), e, bytes.Clone(e.Data)})
		}
	}
	tried := salts[:attack.Tries(4, len(salts))]
	took := time.Duration(0)
	for i := range targets {
		g := &targets[i]
		o.Tries++
		o.Found++
		for _, salt := range tried {
			if g.guess(salt) != nil {
				o.Found--
				t.Errorf("%s of entry %d is guessed", g.entry.Type, g.entry.Seq)
				break
			}
		}
		bare := *g // the same entry, written without a salt
		bare.entry.Salt, bare.entry.Data = [32]byte{}, g.data
		b, err := ledger.AppendEntry(nil, &bare.entry)
		if err != nil {
			t.Fatal(err)
		}
		bare.leaf = ledger.LeafHash(b)
		began := time.Now()
		for _, guessed := range [][]byte{bare.guess([32]byte{}), g.guess(g.entry.Salt)} {
			if o.Blind++; bytes.Equal(guessed, g.data) {
				o.Missed++
			}
		}
		took += time.Since(began)
	}
	o.Control = fmt.Sprintf("salt known, or none: guessed, %d µs each", took.Microseconds()/int64(max(o.Blind, 1)))
	if o.Missed != o.Blind {
		t.Errorf("of %d secrets without a salt %d are guessed", o.Blind, o.Missed)
	}
	o.Report(t)
}

// TestAttackByGuessingTexts takes commitments, which entries hold, and tries the words that people write: without the nonce of
// the text none fits, with it the text is found.
func TestAttackByGuessingTexts(t *testing.T) {
	t.Parallel()
	o := attack.Outcome{Name: "guessing texts from commitments", Control: "nonce known"}
	words := map[string]bool{}
	type target struct {
		c, nonce   [32]byte
		seq        uint64
		path, text string
	}
	var targets []target
	for seq := range recorded().Bytes(main) {
		texts, err := recorded().Texts(t.Context(), main, uint64(seq)) //nolint:gosec // A number of an entry.
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range texts {
			words[x.Value] = true
			c := ledger.Commit(&x.Nonce, main, uint64(seq), x.Path, x.Value)            //nolint:gosec // A number of an entry.
			targets = append(targets, target{c, x.Nonce, uint64(seq), x.Path, x.Value}) //nolint:gosec // A number of an entry.
		}
	}
	for _, x := range targets {
		o.Tries, o.Blind = o.Tries+1, o.Blind+1
		guessed := false
		for word := range words {
			for _, nonce := range [][32]byte{{}, x.c, sha256.Sum256([]byte(word))} {
				guessed = guessed || ledger.Opens(&x.c, &nonce, main, x.seq, x.path, word)
			}
			if ledger.Opens(&x.c, &x.nonce, main, x.seq, x.path, word) && word == x.text {
				o.Missed++
			}
		}
		if !guessed {
			o.Found++
		}
	}
	o.Report(t)
}
