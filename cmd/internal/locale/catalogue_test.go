package locale_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// messages reads the catalogues of one language: the text of each message, its plural forms joined.
func messages(t *testing.T, lang string) map[string]string {
	t.Helper()
	names, err := filepath.Glob("catalogue/*." + lang + ".yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue in %s: %v", lang, err)
	}
	out := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := map[string]any{}
		if err := yaml.Unmarshal(text, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for id, message := range file {
			switch m := message.(type) {
			case string:
				out[id] = m
			case map[string]any:
				forms := slices.Sorted(maps.Keys(m))
				if d := cmp.Diff([]string{"one", "other"}, forms); d != "" {
					t.Errorf("%s %s has the plural forms %v", name, id, forms)
				}
				out[id], _ = m["other"].(string)
			default:
				t.Errorf("%s: %s is %T", name, id, message)
			}
		}
	}
	return out
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	de, en := messages(t, "de"), messages(t, "en")
	if d := cmp.Diff(slices.Sorted(maps.Keys(de)), slices.Sorted(maps.Keys(en))); d != "" {
		t.Errorf("messages differ (- only German, + only English):\n%s", d)
	}
	value := regexp.MustCompile(`\{\{\.(\w+)\}\}`)
	for id, german := range de {
		names := func(text string) []string {
			found := value.FindAllString(text, -1)
			slices.Sort(found)
			return slices.Compact(found)
		}
		if !slices.Equal(names(german), names(en[id])) {
			t.Errorf("%s names %v in German and %v in English", id, names(german), names(en[id]))
		}
		if rest := value.ReplaceAllString(german+en[id], ""); strings.Contains(rest, "{{") {
			t.Errorf("%s does more than name values: %s", id, rest)
		}
	}
}

// The words of the house: no exclamation, no apology, no straight quotation marks, and no empty message.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		for id, text := range messages(t, lang) {
			lower := strings.ToLower(text)
			switch {
			case strings.TrimSpace(text) == "":
				t.Errorf("%s is empty in %s", id, lang)
			case strings.Contains(text, "!"), strings.Contains(lower, "leider"), strings.Contains(lower, "unfortunately"),
				strings.Contains(text, `"`), strings.Contains(text, "..."):
				t.Errorf("%s in %s: %s", id, lang, text)
			}
		}
	}
}

// used are the messages that programs and templates name: whole ids, and the beginnings of ids that are put together.
type used struct {
	asked map[string]string // id or beginning → where
	named map[string]bool   // every text in quotes that could be an id
}

func TestEveryMessageIsUsedAndNoneIsMissing(t *testing.T) {
	t.Parallel()
	u := used{map[string]string{}, map[string]bool{}}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch {
		case strings.HasSuffix(path, "_test.go"):
		case strings.HasSuffix(path, ".go"):
			return u.read(path, `\.(?:T|Say)\(\s*"([a-z0-9_.]+)"`)
		case strings.HasSuffix(path, ".html"):
			return u.read(path, `[ (]t (?:\(print )?"([a-z0-9_.]+)"`)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	de := messages(t, "de")
	for id, where := range u.asked {
		if _, ok := de[id]; !ok && !strings.HasSuffix(id, ".") {
			t.Errorf("%s asks for %s, which no catalogue holds", where, id)
		}
	}
	for id := range de {
		if !u.uses(id) {
			t.Errorf("%s is said nowhere", id)
		}
	}
	if len(u.asked) < 20 {
		t.Errorf("%d uses found; the test reads the wrong files", len(u.asked))
	}
}

func (u used) read(path, ask string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, m := range regexp.MustCompile(ask).FindAllStringSubmatch(string(text), -1) {
		u.asked[m[1]] = path
	}
	for _, m := range regexp.MustCompile(`"([a-z0-9_]+\.[a-z0-9_.]*)"`).FindAllStringSubmatch(string(text), -1) {
		u.named[m[1]] = true
	}
	return nil
}

func (u used) uses(id string) bool {
	if u.named[id] {
		return true
	}
	for i, r := range id {
		if r == '.' && u.named[id[:i+1]] {
			return true
		}
	}
	return false
}
