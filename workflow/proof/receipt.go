package proof

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

// ReceiptLine is the first line of every receipt: that of a C2SP tlog-proof.
const ReceiptLine = "c2sp.org/tlog-proof@v1"

// A Receipt shows that an entry is in a ledger: a C2SP tlog-proof (https://c2sp.org/tlog-proof). Entry is what the format calls
// extra data: the entry's bytes, from which the leaf hash is computed; nil where the holder has them from elsewhere.
type Receipt struct {
	Entry []byte
	Index uint64
	Path  []ledger.Hash // from the leaf's sibling up to a child of the root
	Note  []byte        // the signed checkpoint, with all its signature lines
}

var (
	// ErrReceipt is what the error about a text that is no receipt wraps.
	ErrReceipt = errors.New("not a receipt")
	// ErrInclusion is what the error about an entry that a receipt does not show to be in the ledger wraps.
	ErrInclusion = errors.New("not in the ledger")
)

// maxPath is as long as a path can be: the tree of 2⁶³ leaves.
const maxPath = 63

// Text writes the receipt.
func (r *Receipt) Text() []byte {
	var b bytes.Buffer
	b.WriteString(ReceiptLine + "\n")
	if r.Entry != nil {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(r.Entry) + "\n")
	}
	b.WriteString("index " + strconv.FormatUint(r.Index, 10) + "\n")
	for _, h := range r.Path {
		b.WriteString(h.String() + "\n")
	}
	b.WriteByte('\n')
	b.Write(r.Note)
	return b.Bytes()
}

// ParseReceipt reads what Text gives and nothing else; the checkpoint in it is not read. The error wraps ErrReceipt.
func ParseReceipt(text []byte) (*Receipt, error) {
	head, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != ReceiptLine {
		return nil, fmt.Errorf("%w: it does not begin as one", ErrReceipt)
	}
	lines = lines[1:]
	r := &Receipt{Note: signed}
	var err error
	if extra, ok := strings.CutPrefix(first(lines), "extra "); ok {
		if r.Entry, err = base64.StdEncoding.Strict().DecodeString(extra); err != nil || len(r.Entry) == 0 {
			return nil, fmt.Errorf("%w: its entry cannot be read", ErrReceipt)
		}
		lines = lines[1:]
	}
	index, ok := strings.CutPrefix(first(lines), "index ")
	if r.Index, err = strconv.ParseUint(index, 10, 64); !ok || err != nil || len(lines)-1 > maxPath {
		return nil, fmt.Errorf("%w: its index cannot be read, or its path is too long", ErrReceipt)
	}
	for _, line := range lines[1:] {
		h, err := ledger.ParseHash(line)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
		}
		r.Path = append(r.Path, h)
	}
	if !bytes.Equal(r.Text(), text) {
		return nil, fmt.Errorf("%w: it is spelt otherwise", ErrReceipt)
	}
	return r, nil
}

// first is the first line, empty where there is none.
func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// Checkpoint is the checkpoint of the receipt, whoever signed it. The error wraps ErrCheckpoint.
func (r *Receipt) Checkpoint() (Checkpoint, error) {
	n, err := readNote(r.Note)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return Parse(n.Text)
}

// Includes is nil where the receipt shows that the entry with this leaf hash has its index in the tree of the checkpoint. The
// error wraps ErrInclusion.
func (r *Receipt) Includes(c Checkpoint, leaf ledger.Hash) error {
	if c.Size > maxSize || r.Index >= c.Size {
		return fmt.Errorf("%w: index %d in a tree of %d", ErrInclusion, r.Index, c.Size)
	}
	path := make(tlog.RecordProof, len(r.Path))
	for i, h := range r.Path {
		path[i] = tlog.Hash(h)
	}
	if err := tlog.CheckRecord(path, int64(c.Size), tlog.Hash(c.Root), int64(r.Index), tlog.Hash(leaf)); err != nil {
		return fmt.Errorf("%w: %w", ErrInclusion, err)
	}
	return nil
}

// Path is the way from a leaf to the root of the tree over all leaves. An index that is none of theirs is an error.
func Path(leaves []ledger.Hash, index uint64) ([]ledger.Hash, error) {
	if index >= uint64(len(leaves)) {
		return nil, fmt.Errorf("%w: index %d in a tree of %d", ErrInclusion, index, len(leaves))
	}
	path, err := tlog.ProveRecord(int64(len(leaves)), int64(index), stored(leaves)) //nolint:gosec // Fewer than there is memory for.
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInclusion, err)
	}
	out := make([]ledger.Hash, len(path))
	for i, h := range path {
		out[i] = ledger.Hash(h)
	}
	return out, nil
}

// stored answers the hashes of full subtrees over leaves, by the numbers that tlog gives them.
func stored(leaves []ledger.Hash) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			level, n := tlog.SplitStoredHashIndex(x)
			from, to := n<<level, (n+1)<<level
			if from < 0 || to > int64(len(leaves)) {
				return nil, fmt.Errorf("no subtree %d on level %d", n, level)
			}
			out[i] = tlog.Hash(Subtree(leaves[from:to]))
		}
		return out, nil
	}
}
