package ledger

import (
	"encoding/base64"
	"errors"
	"strconv"
	"unicode/utf8"
)

// AppendCheckpoint appends the body of a C2SP tlog-checkpoint to dst: the lines
// origin, size and base64 of the root, each with its line feed. It is the text
// that a signed note signs. An origin that is empty, not UTF-8 or holds control
// characters is an error, and dst comes back as it was.
func AppendCheckpoint(dst []byte, origin string, size uint64, root Hash) ([]byte, error) {
	if origin == "" || !utf8.ValidString(origin) {
		return dst, errors.New("a checkpoint's origin is empty or not UTF-8")
	}
	for i := range len(origin) {
		if origin[i] < ' ' {
			return dst, errors.New("a checkpoint's origin holds a control character")
		}
	}
	dst = append(dst, origin...)
	dst = append(dst, '\n')
	dst = strconv.AppendUint(dst, size, 10)
	dst = append(dst, '\n')
	dst = base64.StdEncoding.AppendEncode(dst, root[:])
	return append(dst, '\n'), nil
}
