package minutes_test

import (
	"strings"
	"testing"

	"gremium/workflow/minutes"
)

// What somebody wrote makes neither a heading, a list nor a table of the minutes.
func TestMarkdownShowsTextAsItIs(t *testing.T) {
	t.Parallel()
	d := minutes.Document{Title: "T", Sections: []minutes.Section{{Title: "S", Blocks: []minutes.Block{
		{Text: "Beschluss\n===\nb\n---\n# c\n- d\n|e\n:--\n<script>"},
	}}}}
	var b strings.Builder
	if err := d.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	want := "Beschluss\n\\===\nb\n\\---\n\\# c\n\\- d\n\\|e\n\\:--\n\\<script\\>\n"
	if !strings.Contains(b.String(), want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
