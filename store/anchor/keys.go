package anchor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gremium/store/record"
	"gremium/workflow/proof"
)

// Keys are the keys of a key file, oldest first. They sign only for the installation whose file it is.
type Keys struct{ texts []string }

// LoadKeys reads a key file: a line for each signer, as a signed note has them. The error is record.ErrKeyMissing where
// there is none, record.ErrKeyOpen where others than its owner can read it, and record.ErrKeyBad where it does not read.
func LoadKeys(path string) (*Keys, error) {
	b, err := secret(path)
	if err != nil {
		return nil, err
	}
	k := &Keys{}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if _, err := proof.ParseSigner(line); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, len(k.texts)+1, record.ErrKeyBad)
		}
		k.texts = append(k.texts, line)
	}
	if len(k.texts) == 0 {
		return nil, fmt.Errorf("%s is empty: %w", path, record.ErrKeyBad)
	}
	return k, nil
}

// secret reads a file that only its owner may be able to read.
func secret(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", path, record.ErrKeyMissing)
	case err != nil:
		return nil, fmt.Errorf("key file: %w", err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: %w", path, record.ErrKeyBad)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("%s has the rights %o: %w", path, info.Mode().Perm(), record.ErrKeyOpen)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return b, nil
}

// LoadCosigner reads the key file of a witness, which holds one line. The errors are those of LoadKeys.
func LoadCosigner(path string) (*proof.Cosigner, error) {
	b, err := secret(path)
	if err != nil {
		return nil, err
	}
	c, err := proof.ParseCosigner(strings.TrimSpace(string(b)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, record.ErrKeyBad)
	}
	return c, nil
}

// KeepCosigner makes the key file of a witness, so that only its owner can read it. It lasts when KeepCosigner returns. The error
// is fs.ErrExist where a file is there.
func KeepCosigner(path, text string) error {
	if _, err := proof.ParseCosigner(text); err != nil {
		return fmt.Errorf("keep a witness's key: %w", err)
	}
	return locked(path, func() error {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", path, errors.Join(err, fs.ErrExist))
		}
		return write(path, text+"\n")
	})
}

// AddKey puts a signer behind those of a key file, or makes the file, so that only its owner can read it. It lasts when
// AddKey returns. The error is that of LoadKeys, but for a file that is missing.
func AddKey(path, signer string) error {
	if _, err := proof.ParseSigner(signer); err != nil {
		return fmt.Errorf("add a key: %w", err)
	}
	k, err := LoadKeys(path)
	if errors.Is(err, record.ErrKeyMissing) {
		k, err = &Keys{}, nil
	}
	if err != nil {
		return err
	}
	return write(path, strings.Join(append(k.texts, signer), "\n")+"\n")
}

// Public are the public keys, oldest first.
func (k *Keys) Public() []string {
	out := make([]string, 0, len(k.texts))
	for _, text := range k.texts {
		if v, err := proof.VerifierOf(text); err == nil { // all of them were read before
			out = append(out, v)
		}
	}
	return out
}

// Signer is the signer whose public key is in force, with that key, the oldest one where force is empty: one that was added and never came
// into force does not sign. The error is record.ErrKeyMissing where the file does not have it.
func (k *Keys) Signer(force string) (proof.Signer, string, error) {
	for i, v := range k.Public() {
		if v == force || force == "" {
			s, err := proof.ParseSigner(k.texts[i])
			return s, v, err
		}
	}
	return nil, "", fmt.Errorf("the key in force is not in the key file: %w", record.ErrKeyMissing)
}

// Spare is the text of a signer that was added behind the one in force and never came into force; empty where there is
// none.
func (k *Keys) Spare(force string) string {
	public := k.Public()
	last := len(public) - 1
	if force == "" {
		force = public[0]
	}
	if public[last] == force {
		return ""
	}
	return k.texts[last]
}

// write puts a text in the place of a file that only its owner can read, in one step, and makes it last.
func write(path, text string) (err error) {
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a writing that was cut short
		return fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(part, path)
	}
	if err == nil {
		err = settle(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// settle makes the names in a folder last.
func settle(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
