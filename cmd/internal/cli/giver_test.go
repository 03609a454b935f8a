package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"

	"gremium/workflow/desk"
)

// Whoever hands a file to somebody else learns nothing by it: why a member is absent only that member and the office read, and it is
// not in the office's excerpt that an auditor takes.
func TestWhoHandsAFileOverLearnsNothing(t *testing.T) {
	t.Parallel()
	i := founded(t)
	i.must("account add olga@example.org --name Olga --role coordinator",
		"committee absence 2026 emil@example.org --reason Kur", "round advance 2026 cancel --reason Mittel")
	e := testEnv(t, "de")
	e.url = filepath.Join(i.dir, "gremium.db")
	h, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}()
	olga, err := h.holder(t.Context(), "olga@example.org")
	if err != nil {
		t.Fatal(err)
	}
	auditor := &desk.Who{Grants: []desk.Grant{{Role: desk.Auditor}}}
	for name, c := range map[string]struct {
		giver *desk.Who
		reads bool
	}{"she herself": {olga, true}, "an auditor": {auditor, false}} {
		var b bytes.Buffer
		if _, err := h.writeCase(t.Context(), &b, c.giver, olga, "2026", "", false); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := holds(t, b.Bytes(), "Kur"); got != c.reads {
			t.Errorf("%s finds the reason in the file: %t", name, got)
		}
	}
	f, _, err := verifier{h}.CaseFile(context.WithoutCancel(t.Context()), auditor, "2026", "", h.engine.Pseudonym(h.engine.RoundOrigin("2026"), olga.Person))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || holds(t, b, "Kur") {
		t.Errorf("the page's file has the reason, %v", err)
	}
}

// holds tells whether a text is in a file of an archive.
func holds(t *testing.T, archive []byte, text string) bool {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(`"`+text+`"`)) {
			return true
		}
	}
	return false
}
