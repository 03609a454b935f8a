package casefile

import (
	"archive/zip"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// File is a case file that is open for reading. It is an audit.Source.
type File struct {
	Manifest *Manifest

	in       io.ReaderAt
	size     int64
	files    map[string]*zip.File
	manifest []byte // as it lies in the archive
}

// Open reads the directory and the manifest of a case file of that many bytes. The error is a *Damage where the archive is no
// case file, or the error of in. What it holds is not read before it is asked for.
func Open(in io.ReaderAt, size int64) (*File, error) {
	limited := &limitedReader{in: in, left: maxDirectory}
	z, err := zip.NewReader(limited, size)
	switch {
	case limited.err != nil:
		return nil, limited.err
	case limited.left < 0:
		return nil, &Damage{what: largeDirectory}
	case err != nil:
		return nil, &Damage{what: noArchive}
	}
	limited.open = true
	f := &File{in: in, size: size, files: make(map[string]*zip.File, len(z.File))}
	for _, x := range z.File {
		if what := f.admit(x); what != nil {
			return nil, what
		}
	}
	return f, f.readManifest()
}

// limitedReader lets so many bytes be read and keeps the reader's own errors, until the directory has been read. What is read
// later, by several goroutines, is for each file to limit.
type limitedReader struct {
	in   io.ReaderAt
	left int64
	err  error
	open bool // the directory has been read
}

var errLimit = errors.New("more is read than may be")

// ReadAt reads as io.ReaderAt says, until the limit is reached.
func (l *limitedReader) ReadAt(b []byte, at int64) (int, error) {
	if l.open {
		return l.in.ReadAt(b, at)
	}
	if l.left -= int64(len(b)); l.left < 0 {
		return 0, errLimit
	}
	n, err := l.in.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
	}
	return n, err
}

// admit takes a file of the archive's directory, or says why it may not be there.
func (f *File) admit(x *zip.File) *Damage {
	size, packedSize := x.UncompressedSize64, x.CompressedSize64
	switch {
	case !known.MatchString(x.Name):
		return &Damage{what: strayFile, File: clean(x.Name)}
	case f.files[x.Name] != nil:
		return &Damage{what: twice, File: x.Name}
	case x.Method != zip.Store && x.Method != zip.Deflate, x.Flags&1 != 0:
		return &Damage{what: packed, File: x.Name}
	case packedSize > uint64(f.size), size > maxRatio*uint64(f.size), x.Method == zip.Store && size != packedSize:
		return &Damage{what: sizeImpossible, File: x.Name}
	}
	f.files[x.Name] = x
	return nil
}

// clean makes a name from an archive fit to be shown.
func clean(name string) string {
	if len(name) > 80 {
		name = name[:80] + "…"
	}
	return fmt.Sprintf("%+q", name)
}

// read opens a file of the archive. It does without the archive's own checksums: those of the manifest and the leaf hashes
// tell more, and what lies ahead of an altered byte is still to be read. A file that ends early is the reader's to find.
func (f *File) read(name string) (io.Reader, error) {
	x := f.files[name]
	if x == nil {
		return nil, &Damage{what: missingFile, File: name}
	}
	at, err := x.DataOffset()
	if err != nil {
		return nil, &Damage{what: cutOff, File: name}
	}
	section := io.NewSectionReader(f.in, at, int64(x.CompressedSize64))
	if x.Method == zip.Store {
		return section, nil
	}
	return io.LimitReader(flate.NewReader(section), int64(x.UncompressedSize64)), nil
}

// whole reads a file that has a limit.
func (f *File) whole(name string, limit int64) ([]byte, error) {
	r, err := f.read(name)
	if err != nil {
		return nil, err
	}
	if f.files[name].UncompressedSize64 > uint64(limit) {
		return nil, &Damage{what: sizeImpossible, File: name}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, broken(name, err)
	}
	return b, nil
}

// broken tells a fault of the medium from one of what is packed.
func broken(name string, err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &corrupt) {
		return &Damage{what: cutOff, File: name}
	}
	return fmt.Errorf("read %s: %w", name, err)
}

// readManifest reads the manifest and holds the archive's directory against it.
func (f *File) readManifest() error {
	b, err := f.whole(manifestName, maxManifest)
	if err != nil {
		return err
	}
	if f.Manifest, err = decodeManifest(b); err != nil {
		return &Damage{what: manifestForm, File: manifestName}
	}
	f.manifest = b
	for i := range f.Manifest.Files {
		if name := f.Manifest.Files[i].Name; f.files[name] == nil {
			return &Damage{what: missingFile, File: clean(name)}
		}
	}
	for name := range f.files {
		if f.Manifest.sum(name) == nil && name != manifestName && name != sealName {
			return &Damage{what: unlisted, File: name}
		}
	}
	for _, dir := range []string{RegisterDir, RoundDir} {
		for _, name := range []string{entriesName, leavesName, textsName} {
			if f.files[dir+"/"+name] == nil {
				return &Damage{what: missingFile, File: dir + "/" + name}
			}
		}
	}
	return nil
}

// Sums reads every file once and answers what differs from the manifest. The error is that of the medium.
func (f *File) Sums() ([]*Damage, error) {
	var out []*Damage
	for i := range f.Manifest.Files {
		s := &f.Manifest.Files[i]
		h := sha256.New()
		r, err := f.read(s.Name)
		n := int64(0)
		if err == nil {
			if n, err = io.Copy(h, r); err != nil {
				err = broken(s.Name, err)
			}
		}
		var d *Damage
		switch {
		case errors.As(err, &d):
			out = append(out, d)
		case err != nil:
			return out, err
		case n != s.Size:
			out = append(out, &Damage{what: otherSize, File: s.Name})
		case hex.EncodeToString(h.Sum(nil)) != s.SHA256:
			out = append(out, &Damage{what: otherSum, File: s.Name})
		}
	}
	return out, nil
}
