package audit_test

import (
	"bytes"
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// alteration is one thing that somebody does to the stored record, with what the check has to say of it.
type alteration struct {
	origin string
	reseal bool // with leaves and root computed anew
	change func(*roundtest.Reel)
	first  int // entry named first, −1 where none can be
	failed audit.Step
	later  []audit.Step // that must be called not checked
}

func TestAlterationsAreFound(t *testing.T) {
	t.Parallel()
	for _, table := range []map[string]alteration{entryAlterations(t), forgeries(t), textAlterations()} {
		for name, c := range table {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				r := check(t, altered(c.origin, c.reseal, c.change), audit.Options{Lang: "en"})
				l := of(t, r, c.origin)
				if r.OK || l.OK() || result(l, c.failed) != audit.Failed {
					t.Fatalf("not found: %+v", l)
				}
				if (c.first < 0) != (l.FirstBad == nil) || c.first >= 0 && *l.FirstBad != int64(c.first) {
					t.Errorf("first is not %d: %+v", c.first, l.Findings)
				}
				if !contains(l, c.first, c.failed) {
					t.Errorf("entry %d is not said to fail %s: %+v", c.first, c.failed, l.Findings)
				}
				for _, s := range c.later {
					if result(l, s) != audit.NotChecked {
						t.Errorf("%s is called %s", s, result(l, s))
					}
				}
			})
		}
	}
}

// entryAlterations treat entries as bytes.
func entryAlterations(t *testing.T) map[string]alteration {
	n := len(recorded().Bytes(main))
	half := n / 2 // an entry with a text, which is found missing
	for texts, _ := recorded().Texts(t.Context(), main, uint64(half)); len(texts) == 0; half++ {
		texts, _ = recorded().Texts(t.Context(), main, uint64(half)+1)
	}
	own := func(r *roundtest.Reel, i int, b []byte) { r.Entries[i] = b }
	swap := func(r *roundtest.Reel) {
		r.Entries[20], r.Entries[21] = r.Entries[21], r.Entries[20]
		r.Leaves[20], r.Leaves[21] = r.Leaves[21], r.Leaves[20]
	}
	drop := func(i int) func(*roundtest.Reel) {
		return func(r *roundtest.Reel) {
			r.Entries, r.Leaves = slices.Delete(r.Entries, i, i+1), slices.Delete(r.Leaves, i, i+1)
		}
	}
	behind := []audit.Step{audit.Rules, audit.Decisions, audit.Index}
	return map[string]alteration{
		"swapped":                {main, false, swap, 20, audit.Entries, behind},
		"swapped, hashes anew":   {main, true, swap, 20, audit.Entries, behind},
		"dropped":                {main, false, drop(20), 20, audit.Entries, behind},
		"dropped, hashes anew":   {main, true, drop(20), 20, audit.Entries, behind},
		"the first dropped":      {main, true, drop(0), 0, audit.Entries, behind},
		"the last dropped":       {main, false, drop(n - 1), n - 1, audit.Texts, nil},
		"half of it":             {main, false, func(r *roundtest.Reel) { r.Entries, r.Leaves = r.Entries[:half], r.Leaves[:half] }, half, audit.Texts, nil},
		"duplicated":             {main, true, func(r *roundtest.Reel) { r.Entries = slices.Insert(r.Entries, 21, r.Entries[20]) }, 21, audit.Entries, behind},
		"cut short":              {main, false, func(r *roundtest.Reel) { own(r, 20, r.Entries[20][:100]) }, 20, audit.Entries, behind},
		"cut short, hashes anew": {main, true, func(r *roundtest.Reel) { own(r, 20, r.Entries[20][:100]) }, 20, audit.Entries, behind},
		"empty":                  {main, true, func(r *roundtest.Reel) { own(r, 20, nil) }, 20, audit.Entries, behind},
		"a blank more":           {main, true, func(r *roundtest.Reel) { own(r, 20, append(bytes.Clone(r.Entries[20]), ' ')) }, 20, audit.Entries, behind},
		"a leaf":                 {main, false, func(r *roundtest.Reel) { r.Leaves[20][3] ^= 1 }, 20, audit.Tree, nil},
		"the stored size":        {main, false, func(r *roundtest.Reel) { r.Head.Size++ }, -1, audit.Tree, nil},
		"the stored root":        {main, false, func(r *roundtest.Reel) { r.Head.Root[31] ^= 128 }, -1, audit.Tree, nil},
		"bytes and leaf": {main, false, func(r *roundtest.Reel) {
			other := data(t, r.Entries[n-1], `"as":"coordinator"`, `"as":"operator"`)
			own(r, n-1, other)
			r.Leaves[n-1] = ledger.LeafHash(other)
		}, n - 1, audit.Rules, nil},
		"another salt":    {main, false, func(r *roundtest.Reel) { own(r, 20, entry(t, r.Entries[20], func(e *ledger.Entry) { e.Salt[0] ^= 1 })) }, 20, audit.Tree, nil},
		"an earlier time": {main, true, func(r *roundtest.Reel) { own(r, 20, entry(t, r.Entries[20], func(e *ledger.Entry) { e.At -= 1e9 })) }, 20, audit.Entries, behind},
		"another ledger": {main, true, func(r *roundtest.Reel) {
			own(r, 20, entry(t, r.Entries[20], func(e *ledger.Entry) { e.Origin += "x" }))
		}, 20, audit.Entries, behind},
		"an entry of the register": {register, true, drop(0), 0, audit.Entries, []audit.Step{audit.Rules}},
	}
}

// forgeries are well-formed entries with correct hashes that the rules of their time forbid, or from which another
// decision follows.
func forgeries(t *testing.T) map[string]alteration {
	entries := recorded().Bytes(main)
	at := func(kind, proposal string) int { return find(t, entries, kind, proposal, 0) }
	replace := func(i int, old, with string) func(*roundtest.Reel) {
		return func(r *roundtest.Reel) { r.Entries[i] = data(t, r.Entries[i], old, with) }
	}
	actor := func(i int, person string) func(*roundtest.Reel) {
		return func(r *roundtest.Reel) {
			r.Entries[i] = entry(t, r.Entries[i], func(e *ledger.Entry) { e.Actor = roundtest.Pseudonym(main, person) })
		}
	}
	decided, rejected := at("decision.taken/1", "a"), at("decision.taken/1", "b")
	closed, vote, sheet := at("ballot.closed/1", "a"), at("vote.cast/1", "a"), at("scores.cast/1", "b")
	confirmed := at("decision.confirmed/1", "d")
	granted, checked := at("decision.reconsidered/1", "a"), at("proposal.checked/1", "a")
	reviewed := at("review.opened/1", "a")
	later := []audit.Step{audit.Decisions, audit.Minutes, audit.Index}
	drafted, again := find(t, entries, "minutes.drafted/1", "", 0), find(t, entries, "minutes.drafted/1", "", 2)
	meeting := find(t, entries, "minutes.drafted/1", "", 1)
	digest := func(at ...int) func(*roundtest.Reel) {
		return func(r *roundtest.Reel) {
			for _, i := range at {
				replace(i, `"digest":"sha256:`, `"digest":"sha256:0`)(r)
			}
		}
	}
	both := func(r *roundtest.Reel) {
		replace(rejected, `"outcome":"not_selected"`, `"outcome":"selected"`)(r)
		replace(rejected, `"proposed":"not_selected"`, `"proposed":"selected"`)(r)
	}
	return map[string]alteration{
		"other outcome":              {main, true, replace(decided, `"outcome":"selected"`, `"outcome":"not_selected"`), decided, audit.Rules, later},
		"other outcome and proposal": {main, true, both, rejected, audit.Decisions, []audit.Step{audit.Rules, audit.Index}},
		"other finding":              {main, true, replace(rejected, `"holds":"no"`, `"holds":"yes"`), rejected, audit.Decisions, []audit.Step{audit.Rules}},
		"other confirmation":         {main, true, replace(confirmed, `"proposed":"selected"`, `"proposed":"not_selected"`), confirmed, audit.Decisions, []audit.Step{audit.Rules}},
		"other figure":               {main, true, replace(decided, `"value":"4"`, `"value":"5"`), decided, audit.Decisions, []audit.Step{audit.Rules}},
		"other score":                {main, true, replace(sheet, `"value":"1"`, `"value":"2"`), rejected, audit.Decisions, []audit.Step{audit.Rules}},
		"a score outside the scale":  {main, true, replace(sheet, `"value":"1"`, `"value":"7"`), sheet, audit.Rules, later},
		"a version skipped":          {main, true, replace(sheet, `"version":1`, `"version":2`), sheet, audit.Rules, later},
		"other rubric":               {main, true, replace(sheet, `"rubric":"sha256:`, `"rubric":"sha256:0`), sheet, audit.Rules, later},
		"other vote":                 {main, true, replace(vote, `"yes"`, `"no"`), closed, audit.Rules, later},
		"other tally":                {main, true, replace(closed, `"no":1`, `"no":0`), closed, audit.Rules, later},
		"vote of another":            {main, true, actor(vote, roundtest.Max), vote, audit.Rules, later},
		"vote of an advisory seat":   {main, true, actor(vote, roundtest.Eva), vote, audit.Rules, later},
		"granted by who asked":       {main, true, actor(granted, roundtest.Olga), granted, audit.Rules, later},
		"a check that did not hold":  {main, true, replace(checked, `"holds":true,"id":"success"`, `"holds":false,"id":"success"`), reviewed, audit.Rules, later},
		"other minutes":              {main, true, replace(again, `"size":40`, `"size":41`), again, audit.Minutes, nil},
		"minutes of another digest":  {main, true, digest(again, again+1), again, audit.Minutes, nil},
		"minutes of a meeting":       {main, true, digest(meeting, meeting+1), meeting, audit.Minutes, nil},
		"what was not approved":      {main, true, digest(drafted), drafted + 1, audit.Rules, later},
		"a move left out": {main, true, func(r *roundtest.Reel) {
			r.Entries = slices.Delete(r.Entries, reviewed, reviewed+1)
			renumber(t, r.Entries)
		}, reviewed, audit.Texts, nil},
	}
}

// textAlterations are about what lies beside the entries.
func textAlterations() map[string]alteration {
	texts := func(change func(r *roundtest.Reel)) func(*roundtest.Reel) { return change }
	need := func(r *roundtest.Reel, n int) int {
		for i := range r.Texts {
			if r.Texts[i].Path == "need" {
				if n--; n < 0 {
					return i
				}
			}
		}
		return -1
	}
	reel := roundtest.Reel{}
	recorded().Alter(main, func(r *roundtest.Reel) { reel = *r })
	first, second := int(reel.Texts[need(&reel, 0)].Seq), int(reel.Texts[need(&reel, 1)].Seq)
	n := uint64(len(reel.Entries))
	return map[string]alteration{
		"a text":         {main, false, texts(func(r *roundtest.Reel) { r.Texts[need(r, 1)].Value += "!" }), second, audit.Texts, nil},
		"a nonce":        {main, false, texts(func(r *roundtest.Reel) { r.Texts[need(r, 1)].Nonce[31] ^= 1 }), second, audit.Texts, nil},
		"a text missing": {main, false, texts(func(r *roundtest.Reel) { i := need(r, 1); r.Texts = slices.Delete(r.Texts, i, i+1) }), second, audit.Texts, nil},
		"a text more": {main, false, texts(func(r *roundtest.Reel) {
			i := need(r, 1)
			extra := r.Texts[i]
			extra.Path = "needs"
			r.Texts = slices.Insert(r.Texts, i+1, extra)
		}), second, audit.Texts, nil},
		"texts of two entries swapped": {main, false, texts(func(r *roundtest.Reel) {
			i, j := need(r, 0), need(r, 2)
			r.Texts[i].Value, r.Texts[j].Value = "Bedarf", "Bedarf"
			r.Texts[i].Nonce, r.Texts[j].Nonce = r.Texts[j].Nonce, r.Texts[i].Nonce
		}), first, audit.Texts, nil},
		"persons swapped": {main, false, texts(func(r *roundtest.Reel) {
			var at []int
			for i := range r.Texts {
				if r.Texts[i].Path == "person" {
					at = append(at, i)
				}
			}
			r.Texts[at[1]].Text, r.Texts[at[2]].Text = r.Texts[at[2]].Text, r.Texts[at[1]].Text
		}), 3, audit.Texts, nil},
		"a text behind the end": {main, false, texts(func(r *roundtest.Reel) {
			r.Texts = append(r.Texts, audit.EntryText{Seq: n, Text: workflow.Text{Path: "need"}})
		}), int(n), audit.Texts, nil},
		"all texts": {main, false, texts(func(r *roundtest.Reel) { r.Texts = nil }), 0, audit.Texts, nil},
	}
}
