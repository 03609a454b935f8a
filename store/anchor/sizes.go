package anchor

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// sizesHead is the first line of a lock file.
const sizesHead = "gremium-sizes 1"

// Sizes reads a lock file, how far each ledger was known to go: behind its first line one for each ledger, with size, root and name, and a last one with
// their number. The error is record.ErrSizesMissing where there is none, record.ErrSizesBad where it does not read.
func Sizes(path string) (map[string]workflow.Head, error) {
	_, lines, err := known(path, sizesHead)
	if err != nil {
		return nil, err
	}
	out := make(map[string]workflow.Head, len(lines))
	for i, line := range lines {
		h, origin, err := headOf(line)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, i+2, err)
		}
		out[origin] = h
	}
	return out, nil
}

// known are the lines about ledgers of a file that begins with one of these lines, which is answered.
func known(path string, heads ...string) (head string, lines []string, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("%s: %w", path, record.ErrSizesMissing)
	}
	if err != nil {
		return "", nil, fmt.Errorf("lock file: %w", err)
	}
	lines = strings.Split(string(b), "\n")
	n := len(lines)
	if n < 3 || !slices.Contains(heads, lines[0]) || lines[n-1] != "" || lines[n-2] != "end "+strconv.Itoa(n-3) {
		return "", nil, fmt.Errorf("%s is not whole: %w", path, record.ErrSizesBad)
	}
	return lines[0], lines[1 : n-2], nil
}

// headOf reads size, root and what is behind them: the name of the ledger. The error is record.ErrSizesBad.
func headOf(line string) (h workflow.Head, rest string, err error) {
	f := strings.SplitN(line, " ", 3)
	if len(f) != 3 {
		return h, "", record.ErrSizesBad
	}
	size, err := strconv.ParseUint(f[0], 10, 64)
	root, wrong := ledger.ParseHash(f[1])
	if err != nil || wrong != nil || size == 0 || f[2] == "" {
		return h, "", record.ErrSizesBad
	}
	return workflow.Head{Size: size, Root: root}, f[2], nil
}

// saveSizes writes a lock file.
func saveSizes(path string, sizes map[string]workflow.Head) error {
	var b strings.Builder
	b.WriteString(sizesHead + "\n")
	for _, origin := range slices.Sorted(maps.Keys(sizes)) {
		fmt.Fprintf(&b, "%d %s %s\n", sizes[origin].Size, sizes[origin].Root, origin)
	}
	fmt.Fprintf(&b, "end %d\n", len(sizes))
	return write(path, b.String())
}

// locked runs fn while no other process of this machine works on the lock file or the key file.
func locked(path string, fn func() error) (err error) {
	f, err := os.OpenFile(path+".lock", os.O_RDONLY|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }() // which lets go of it
	wait := syscall.EINTR
	for errors.Is(wait, syscall.EINTR) {
		wait = lockErr(syscall.Flock(int(f.Fd()), syscall.LOCK_EX))
	}
	if wait != 0 {
		return fmt.Errorf("lock %s: %w", path, wait)
	}
	return fn()
}

// lockErr is an error of the operating system's lock, 0 for none.
func lockErr(err error) syscall.Errno {
	var no syscall.Errno
	errors.As(err, &no)
	return no
}
