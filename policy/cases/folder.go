package cases

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"gremium/policy"
)

// PolicyFile is the name of a policy that lies beside its cases. A folder without one bears the name of a built-in policy.
const PolicyFile = "policy.yaml"

// Verdict is what became of one case file.
type Verdict struct {
	File     string
	Shows    policy.Text
	Mistakes Mistakes  // the file is no case: then nothing was worked out
	Failures []Failure // what does not come out as expected
}

// OK tells whether the case was read and everything came out as expected.
func (v *Verdict) OK() bool { return len(v.Mistakes) == 0 && len(v.Failures) == 0 }

// Folders gives the folders with cases at dir: dir itself, or else those in it, in the order of their names. A case is a
// YAML file other than PolicyFile.
func Folders(files fs.FS, dir string) ([]string, error) {
	own, err := caseFiles(files, dir)
	if err != nil || len(own) > 0 {
		return []string{dir}, err
	}
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	var out []string
	for _, e := range entries {
		inner := path.Join(dir, e.Name())
		if !e.IsDir() {
			continue
		}
		if own, err = caseFiles(files, inner); err != nil {
			return nil, err
		}
		if len(own) > 0 {
			out = append(out, inner)
		}
	}
	return out, nil
}

// PolicyOf gives the source of the policy that the cases of a folder are about, and its name: PolicyFile in the folder, or
// the built-in policy of the folder's name. The error is fs.ErrNotExist where there is neither.
func PolicyOf(files fs.FS, dir string) (name string, src []byte, err error) {
	name = path.Join(dir, PolicyFile)
	src, err = fs.ReadFile(files, name)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return name, src, err
	}
	src, ok := policy.BuiltIn(path.Base(dir))
	if !ok {
		return name, nil, err
	}
	return path.Base(dir), src, nil
}

// Check works out every case of a folder, in the order of their names.
func Check(files fs.FS, dir string, p *policy.Policy) ([]Verdict, error) {
	own, err := caseFiles(files, dir)
	if err != nil {
		return nil, err
	}
	out := make([]Verdict, len(own))
	for i, name := range own {
		src, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		out[i].File = name
		c, err := Read(name, src, p)
		var wrong Mistakes
		switch {
		case errors.As(err, &wrong):
			out[i].Mistakes = wrong
		case err != nil:
			return nil, err
		default:
			out[i].Shows, out[i].Failures = c.Shows, c.Run(p)
		}
	}
	return out, nil
}

// caseFiles are the case files of a folder.
func caseFiles(files fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	var out []string
	for _, e := range entries {
		ext := path.Ext(e.Name())
		if !e.IsDir() && (ext == ".yaml" || ext == ".yml") && e.Name() != PolicyFile && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, path.Join(dir, e.Name()))
		}
	}
	return out, nil
}
