package cli

import (
	"context"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when the program is built, by -ldflags -X.
var version string

// built is what the program knows of its own making.
type built struct {
	Version  string            `json:"version"`
	Go       string            `json:"go"`
	Platform string            `json:"platform"`
	Settings map[string]string `json:"settings"`
	Modules  map[string]string `json:"modules"`
}

func newVersion(e *env) *cobra.Command {
	return e.command(spec{
		use: "version", short: text{"nennt Fassung, Go-Version und Bausteine", "tells version, Go version and modules"},
		run: func(_ context.Context, _ []string) error {
			b := builtFrom(debug.ReadBuildInfo())
			if e.json {
				return e.object(b)
			}
			e.tell("gremium %s (%s, %s)", "gremium %s (%s, %s)", b.Version, b.Go, b.Platform)
			t := e.table(text{"Baustein", "module"}, text{"Fassung", "version"})
			for _, m := range sortedKeys(b.Modules) {
				t.row(m, b.Modules[m])
			}
			return t.print()
		},
	})
}

func builtFrom(info *debug.BuildInfo, ok bool) built {
	b := built{
		Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Settings: map[string]string{}, Modules: map[string]string{},
	}
	if !ok {
		return b
	}
	if b.Version == "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		b.Settings[s.Key] = s.Value
	}
	for _, m := range info.Deps {
		b.Modules[m.Path] = m.Version
	}
	return b
}
