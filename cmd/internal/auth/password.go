package auth

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The limits of a password that somebody chooses, in characters.
const (
	shortest = 12
	longest  = 128
)

// Cost is what one hash of argon2id costs.
type Cost struct {
	Memory  uint32 // KiB
	Time    uint32 // passes over the memory
	Threads uint8
}

// usual is the cost where none is named: the OWASP Password Storage Cheat Sheet's parameters for argon2id.
func usual() Cost { return Cost{Memory: 19 * 1024, Time: 2, Threads: 1} }

// hasher hashes passwords, few at once: each takes its memory and a core.
type hasher struct {
	cost  Cost
	slots chan struct{}
}

const (
	hashesAtOnce = 2
	saltSize     = 16
	keySize      = 32
)

func newHasher(c Cost) (hasher, error) {
	if c == (Cost{}) {
		c = usual()
	}
	if !c.possible() {
		return hasher{}, fmt.Errorf("a password hash cannot cost %d KiB, %d passes and %d threads", c.Memory, c.Time, c.Threads)
	}
	return hasher{cost: c, slots: make(chan struct{}, hashesAtOnce)}, nil
}

// key derives a key, waiting for its turn as long as ctx allows.
func (h *hasher) key(ctx context.Context, c Cost, password string, salt []byte, size uint32) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return c.derive(password, salt, size), nil
}

// derive makes the key of a password, which is the same however its letters are composed.
func (c Cost) derive(password string, salt []byte, size uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.Time, c.Memory, c.Threads, size)
}

// hash makes the PHC string of a password.
func (h *hasher) hash(ctx context.Context, password string, salt []byte) (string, error) {
	key, err := h.key(ctx, h.cost, password, salt, keySize)
	if err != nil {
		return "", err
	}
	return h.phc(salt, key), nil
}

// phc writes a key with its cost and salt.
func (h *hasher) phc(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.Memory, h.cost.Time, h.cost.Threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

// verify tells whether the password is the one of the PHC string. The error is ctx's, or tells that the string is damaged.
func (h *hasher) verify(ctx context.Context, phc, password string) (bool, error) {
	c, salt, want, err := parsePHC(phc)
	if err != nil {
		return false, err
	}
	got, err := h.key(ctx, c, password, salt, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// errPHC tells that a stored hash cannot be read; it does not repeat it.
var errPHC = errors.New("a stored password hash is damaged")

// dearest bounds what a stored hash may ask for.
var dearest = Cost{Memory: 1 << 20, Time: 16, Threads: 16}

// possible tells whether a hash may cost that.
func (c Cost) possible() bool {
	return c.Memory <= dearest.Memory && 0 < c.Time && c.Time <= dearest.Time && 0 < c.Threads && c.Threads <= dearest.Threads
}

func parsePHC(phc string) (c Cost, salt, key []byte, err error) {
	part := strings.Split(phc, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errPHC
	}
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Threads); err != nil || n != 3 {
		return c, nil, nil, errPHC
	}
	if !c.possible() {
		return c, nil, nil, errPHC
	}
	salt, err = base64.RawStdEncoding.Strict().DecodeString(part[4])
	if err != nil || len(salt) < 8 {
		return c, nil, nil, errPHC
	}
	key, err = base64.RawStdEncoding.Strict().DecodeString(part[5])
	if err != nil || len(key) < 16 || len(key) > 64 {
		return c, nil, nil, errPHC
	}
	return c, salt, key, nil
}

// hash makes the PHC string of a password with a fresh salt.
func (k *Keeper) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	if err := k.random.read(salt); err != nil {
		return "", err
	}
	return k.hasher.hash(ctx, password, salt)
}

// alphabet has no letters that are mistaken for others in print or by ear over the phone: no i, l, o, 0, 1.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"

// Password makes a password to be printed: four groups of five letters, 99 bits. The error is the source's.
func (k *Keeper) Password() (string, error) {
	var b strings.Builder
	for i := 0; i < 20; {
		var c [1]byte
		if err := k.random.read(c[:]); err != nil {
			return "", err
		}
		if n := int(c[0]) & 31; n < len(alphabet) { // 31 of 32: the odd one is drawn again
			if i > 0 && i%5 == 0 {
				b.WriteByte('-')
			}
			b.WriteByte(alphabet[n])
			i++
		}
	}
	return b.String(), nil
}

// acceptable refuses passwords that are too short or too long. There is no rule about kinds of characters.
func acceptable(password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < shortest:
		return tooShort()
	case n > longest:
		return tooLong()
	}
	return nil
}

// source hands out randomness to several goroutines.
type source struct {
	mu   sync.Mutex
	from io.Reader
}

func (s *source) read(b []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := io.ReadFull(s.from, b); err != nil {
		return fmt.Errorf("randomness: %w", err)
	}
	return nil
}
