// Package browsertest drives Debian's Chromium for tests of the pages: a fresh profile for each
// page, what a person does (go, click, fill, read), accessibility rules, an HTML checker, and
// pictures. Only tests import it.
//
// Where a tool is missing the test is skipped with the line that installs it; GREMIUM_REQUIRE=1
// turns that into a failure. GREMIUM_CHROMIUM names another browser, GREMIUM_AXE and GREMIUM_VNU
// other copies of the checkers, GREMIUM_SHOTS the folder for pictures.
package browsertest

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long one step may take before the test fails; a loaded machine is slow.
const patience = 30 * time.Second

// Page is one tab of a browser of its own. Its methods end the test when a step fails.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	problems []string
}

// Open starts a browser with an empty profile and a window of 1280 × 900 pixels. When the test
// ends the browser is closed, and the test fails if a page threw an exception or broke its
// Content-Security-Policy. Without a browser the test is skipped, or fails if skipping is
// forbidden.
func Open(t testing.TB) *Page {
	t.Helper()
	p := launch(t)
	t.Cleanup(func() {
		for _, problem := range p.Problems() {
			t.Errorf("the browser complains: %s", problem)
		}
	})
	return p
}

// launch starts a browser and listens to its complaints.
func launch(t testing.TB) *Page {
	t.Helper()
	path, err := exec.LookPath(cmp.Or(os.Getenv("GREMIUM_CHROMIUM"), "chromium"))
	if err != nil {
		unavailable(t, "Chromium", "apt-get install chromium")
	}
	allocator, release := chromedp.NewExecAllocator(context.Background(), options(path, t.TempDir())...)
	ctx, _ := chromedp.NewContext(allocator)
	p := &Page{t: t, ctx: ctx}
	t.Cleanup(func() {
		bounded, stop := context.WithTimeout(ctx, patience)
		defer stop()
		if err := chromedp.Cancel(bounded); err != nil {
			t.Logf("closing the browser: %v", err)
		}
		release()
	})
	// The first run binds the browser's life to its context, so it has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatalf("listening to the browser: %v", err)
	}
	p.Size(1280, 900)
	return p
}

// options keeps the browser to itself: no network of its own, no folder but the given one.
func options(path, folder string) []chromedp.ExecAllocatorOption {
	quiet := []string{
		"disable-background-networking", "disable-component-update", "disable-quic", "disable-sync",
		"disable-default-apps", "disable-extensions", "disable-breakpad", "metrics-recording-only",
		"disable-dev-shm-usage", "disable-domain-reliability", "disable-renderer-backgrounding",
		"disable-background-timer-throttling",
	}
	opts := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.UserDataDir(filepath.Join(folder, "profile")),
		chromedp.Env("HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_CACHE_HOME="+folder),
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("lang", "de"),
	}
	for _, flag := range quiet {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // the sandbox refuses to run as root
	}
	return opts
}

// hear keeps the complaints a page must not cause; answers such as 403 are not among them.
func (p *Page) hear(event any) {
	problem := ""
	switch event := event.(type) {
	case *runtime.EventExceptionThrown:
		problem = exception(event.ExceptionDetails)
	case *log.EventEntryAdded:
		if event.Entry.Source == log.EntrySourceSecurity && event.Entry.Level == log.EntryLevelError {
			problem = event.Entry.Text
		}
	}
	if problem != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.problems = append(p.problems, problem)
	}
}

// exception gives the text of an exception, with its stack where there is one.
func exception(details *runtime.ExceptionDetails) string {
	if details.Exception != nil && details.Exception.Description != "" {
		return details.Exception.Description
	}
	return details.Text
}

// Problems gives the exceptions and breaches of the Content-Security-Policy so far.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.problems...)
}

// unavailable skips a test whose tool is missing, or fails it where skipping is forbidden.
func unavailable(t testing.TB, tool, install string) {
	t.Helper()
	if os.Getenv("GREMIUM_REQUIRE") == "1" {
		t.Fatalf("%s is not installed and GREMIUM_REQUIRE=1 forbids skipping. To install it: %s", tool, install)
	}
	t.Skipf("%s is not installed. To install it: %s", tool, install)
}

// tool gives the path of a checker: the environment's, or the one below the repository's .tools.
func tool(t testing.TB, variable string, below ...string) string {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		path = filepath.Join(append([]string{top(t), ".tools", "node_modules"}, below...)...)
	}
	if _, err := os.Stat(path); err != nil {
		unavailable(t, strings.Join(below, "/"), "make test, or npm install --prefix .tools")
	}
	return path
}

// top finds the folder of go.mod above the test's working folder.
func top(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(folder) != folder; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
	}
	t.Fatal("no go.mod above the test's folder")
	return ""
}
