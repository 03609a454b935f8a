package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Markup fails the test for each error the Nu Html Checker finds in documents, given by name. The
// checker takes seconds to start, so give it many documents at once. Without it or without Java
// the test is skipped, or fails if skipping is forbidden.
func Markup(t testing.TB, documents map[string]string) {
	t.Helper()
	for _, mistake := range Mistakes(t, documents) {
		t.Error(mistake)
	}
}

// Mistakes gives what Markup fails for, each with the document's name and line.
func Mistakes(t testing.TB, documents map[string]string) []string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		unavailable(t, "Java", "apt-get install default-jre-headless")
	}
	checker := tool(t, "GREMIUM_VNU", "vnu-jar", "build", "dist", "vnu.jar")
	args := []string{"-jar", checker, "--format", "json", "--errors-only", "--exit-zero-always", "--stdout"}
	folder, names := t.TempDir(), map[string]string{}
	for name, text := range documents {
		path := filepath.Join(folder, fmt.Sprintf("%d.html", len(names)))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		names["file:"+path] = name
		args = append(args, path)
	}
	ctx, stop := context.WithTimeout(context.Background(), 4*patience)
	defer stop()
	out, err := exec.CommandContext(ctx, java, args...).Output()
	if err != nil {
		t.Fatalf("running the Nu Html Checker: %v\n%s", err, stderr(err))
	}
	mistakes, err := reported(out, names)
	if err != nil {
		t.Fatal(err)
	}
	return mistakes
}

// reported reads the checker's report.
func reported(out []byte, names map[string]string) ([]string, error) {
	var report struct {
		Messages []struct {
			URL      string `json:"url"`
			LastLine int    `json:"lastLine"`
			Message  string `json:"message"`
			Extract  string `json:"extract"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, fmt.Errorf("reading the report of the Nu Html Checker: %w", err)
	}
	var mistakes []string
	for _, m := range report.Messages {
		mistakes = append(mistakes, fmt.Sprintf("%s:%d: %s (%s)", names[m.URL], m.LastLine, m.Message, m.Extract))
	}
	return mistakes, nil
}

// stderr gives what a failed program said.
func stderr(err error) []byte {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.Stderr
	}
	return nil
}
