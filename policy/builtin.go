package policy

import (
	"embed"
	"slices"
	"strings"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// BuiltIn gives the source of a policy that comes with the program.
func BuiltIn(name string) (src []byte, ok bool) {
	if !slices.Contains(BuiltInNames(), name) {
		return nil, false
	}
	src, err := builtin.ReadFile("builtin/" + name + ".yaml")
	return src, err == nil
}

// BuiltInNames names the policies that come with the program, in alphabetical order.
func BuiltInNames() []string {
	files, err := builtin.ReadDir("builtin")
	if err != nil {
		return nil
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(f.Name(), ".yaml")
	}
	return names
}
