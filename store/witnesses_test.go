package store

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"gremium/workflow/proof"
)

// line is a cosignature of a ledger at a size by a witness.
func line(origin string, size uint64, key string) proof.Cosignature {
	return proof.Cosignature{Origin: origin, Size: size, Key: key, Line: []byte(fmt.Sprintf("— %s %d\n", key, size))}
}

func sizesOf(lines []proof.Cosignature) (out []string) {
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %d", l.Key, l.Size))
	}
	return out
}

// Of each witness one cosignature for each 64 entries stays and the latest, with the checkpoints that they are of.
func TestCosignaturesAreKept(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	for size := uint64(1); size <= 130; size++ {
		if err := db.PutCheckpoints(ctx, "key", []proof.Signed{{Origin: "o", Size: size, Note: []byte("note")}}); err != nil {
			t.Fatal(err)
		}
		if size%10 == 0 {
			if err := db.PutWitnessed(ctx, []proof.Cosignature{line("o", size, "a")}, nil); err != nil {
				t.Fatal(err)
			}
		}
		if size == 100 {
			if err := db.PutWitnessed(ctx, []proof.Cosignature{line("o", size, "b"), line("p", 7, "b")}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	lines, err := db.Cosignatures(ctx, "o")
	if got := sizesOf(lines); err != nil || !slices.Equal(got, []string{"a 60", "b 100", "a 120", "a 130"}) {
		t.Errorf("%v, %v", got, err)
	}
	if again, err := still(t, db).Cosignatures(ctx, "o"); err != nil || !reflect.DeepEqual(again, lines) {
		t.Errorf("%v, %v", again, err)
	}
	notes, err := db.Checkpoints(ctx, "o")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if !slices.ContainsFunc(notes, func(n proof.Signed) bool { return n.Size == l.Size }) {
			t.Errorf("the checkpoint of size %d is gone, which %s has cosigned", l.Size, l.Key)
		}
	}
	if at, err := db.CosignaturesAt(ctx, "o", 100); err != nil || !slices.Equal(sizesOf(at), []string{"b 100"}) || string(at[0].Line) != "— b 100\n" {
		t.Errorf("%v, %v", at, err)
	}
	latest, err := db.LatestCosignatures(ctx)
	got := sizesOf(latest)
	slices.Sort(got)
	if err != nil || !slices.Equal(got, []string{"a 130", "b 100", "b 7"}) {
		t.Errorf("%v, %v", got, err)
	}
}

// Trouble is told with the instant it began, until the witness cosigns or nobody asks it any more.
func TestTroublesEnd(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	trouble := func(key string, code proof.TroubleCode, asked uint64, since time.Time) proof.Trouble {
		return proof.Trouble{Origin: "o", Key: key, Code: code, Asked: asked, Told: 9, Since: since}
	}
	put := func(lines []proof.Cosignature, troubles ...proof.Trouble) {
		t.Helper()
		if err := db.PutWitnessed(ctx, lines, troubles); err != nil {
			t.Fatal(err)
		}
	}
	is := func(want ...proof.Trouble) {
		t.Helper()
		got, err := db.Troubles(ctx)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%+v, %v", got, err)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%+v, want %+v", got[i], want[i])
			}
		}
	}
	if err := db.SetWitnesses(ctx, []string{"b", "a"}, 2, time.Unix(1000, 0)); err != nil {
		t.Fatal(err)
	}
	put(nil, trouble("a", proof.Unreachable, 5, at), trouble("b", proof.Ahead, 5, at))
	put(nil, trouble("a", proof.Unreachable, 6, at.Add(time.Hour)), trouble("b", proof.Diverged, 6, at.Add(time.Hour)))
	is(trouble("a", proof.Unreachable, 6, at), trouble("b", proof.Diverged, 6, at.Add(time.Hour)))
	put([]proof.Cosignature{line("o", 6, "a"), line("elsewhere", 6, "b")})
	is(trouble("b", proof.Diverged, 6, at.Add(time.Hour)))
	if err := db.SetWitnesses(ctx, []string{"a"}, 1, time.Unix(2000, 0)); err != nil {
		t.Fatal(err)
	}
	is()
	if keys, quorum, err := still(t, db).Witnesses(ctx); err != nil || !slices.Equal(keys, []string{"a"}) || quorum != 1 {
		t.Errorf("%v, %d, %v", keys, quorum, err)
	}
	if lines, err := db.Cosignatures(ctx, "elsewhere"); err != nil || len(lines) != 1 {
		t.Errorf("what a witness has signed goes with it: %v, %v", lines, err)
	}
	if err := db.SetWitnesses(ctx, nil, 0, time.Unix(3000, 0)); err != nil {
		t.Fatal(err)
	}
	if keys, quorum, err := db.Witnesses(ctx); err != nil || len(keys) != 0 || quorum != 0 {
		t.Errorf("%v, %d, %v", keys, quorum, err)
	}
}

// Before anybody has named witnesses there are none.
func TestNoWitnesses(t *testing.T) {
	t.Parallel()
	keys, quorum, err := fresh(t).Witnesses(t.Context())
	if err != nil || len(keys) != 0 || quorum != 0 {
		t.Errorf("%v, %d, %v", keys, quorum, err)
	}
}

// sinceOf is since when the witnesses of a database are noted.
func sinceOf(t *testing.T, db *DB) time.Time {
	t.Helper()
	since, err := still(t, db).WitnessesSince(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return since
}

// Since when witnesses are noted stays as long as the same ones are.
func TestWitnessesSince(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	if since := sinceOf(t, db); !since.IsZero() {
		t.Errorf("of nobody since %v", since)
	}
	for _, c := range []struct {
		keys     []string
		at, want int64
	}{{[]string{"a"}, 1000, 1000}, {[]string{"a"}, 2000, 1000}, {[]string{"a", "b"}, 3000, 3000}} {
		if err := db.SetWitnesses(ctx, c.keys, 1, time.Unix(c.at, 0)); err != nil {
			t.Fatal(err)
		}
		if since := sinceOf(t, db); since.Unix() != c.want {
			t.Errorf("%v named at %d: since %v", c.keys, c.at, since)
		}
	}
}
