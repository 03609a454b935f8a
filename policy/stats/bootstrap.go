package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"math"
	"math/bits"
	"slices"
)

// Seed is what the draws of a bootstrap come from.
type Seed [sha256.Size]byte

// SeedOf derives a seed from what names the state of a record and the statistic. Equal parts give equal seeds; each part
// goes in behind its length in eight bytes, so that parts do not run together.
func SeedOf(parts ...string) Seed {
	h := sha256.New()
	for _, p := range parts {
		_, _ = h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p)))) // a hash takes everything
		_, _ = h.Write([]byte(p))
	}
	return Seed(h.Sum(nil))
}

// Sampler gives a statistic of a table that is made of rows of another one, by index; a row may come several times.
type Sampler func(rows []int) Figure

// rows is every row once.
func (t Table) rows() []int {
	all := make([]int, len(t))
	for i := range all {
		all[i] = i
	}
	return all
}

// Draws is how many times a bootstrap draws, and LeastUnits how many proposals with two scores it needs: resampling
// fewer says nothing.
const (
	Draws      = 1000
	LeastUnits = 3
)

// Bootstrap is the 95 % interval of a statistic by the percentiles of Draws resamplings of whole proposals; false where
// there are too few proposals, or where more than a tenth of the resamplings do not define the statistic.
//
// Proposal number floor(x·n/2⁶⁴) is drawn by the next number x of the stream SHA-256(seed ‖ 0), SHA-256(seed ‖ 1), …,
// counters and numbers in eight bytes, the most significant first.
//
// Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
func (t Table) Bootstrap(seed Seed, of Sampler) (Span, bool) {
	return t.bootstrap(&draws{}, seed, of)
}

func (t Table) bootstrap(d *draws, seed Seed, of Sampler) (Span, bool) {
	if t.Pairable() < LeastUnits {
		return Span{}, false
	}
	return d.bootstrap(len(t), seed, of)
}

// draws are the resamplings of a seed, kept by the number of units while there is room.
type draws struct {
	seed Seed
	kept map[int][]int // Draws times as many
	room int           // for so many more
}

const mostKept = 1 << 20 // numbers of units

func (d *draws) bootstrap(n int, seed Seed, of Sampler) (Span, bool) {
	found := make([]float64, 0, Draws)
	for sample := range d.samples(n, seed) {
		if f := of(sample); f.Defined {
			found = append(found, f.Value)
		}
	}
	if len(found) < Draws-Draws/10 {
		return Span{}, false
	}
	slices.Sort(found)
	return Span{percentile(found, 0.025), percentile(found, 0.975)}, true
}

// samples yields the resamplings; each is valid until the next one.
func (d *draws) samples(n int, seed Seed) iter.Seq[[]int] {
	if d.kept == nil || d.seed != seed {
		*d = draws{seed: seed, kept: map[int][]int{}, room: mostKept}
	}
	all := d.kept[n]
	if all == nil && n*Draws <= d.room {
		all = make([]int, n*Draws)
		streamOf(seed).fill(all, n)
		d.kept[n], d.room = all, d.room-len(all)
	}
	return func(yield func([]int) bool) {
		from, one := streamOf(seed), make([]int, n)
		for at := range Draws {
			if all != nil {
				one = all[at*n : (at+1)*n]
			} else {
				from.fill(one, n)
			}
			if !yield(one) {
				return
			}
		}
	}
}

// percentile interpolates between the sorted values on both sides.
func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(math.Floor(at))
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// stream is numbers that follow from a seed.
type stream struct {
	from    [sha256.Size + 8]byte // seed and counter, as they are hashed
	counter uint64
	block   [sha256.Size]byte
	rest    int // bytes of the block that were not taken
}

func streamOf(seed Seed) *stream {
	s := &stream{}
	copy(s.from[:], seed[:])
	return s
}

// fill draws numbers from 0 to n−1.
func (s *stream) fill(to []int, n int) {
	for i := range to {
		to[i] = s.below(n)
	}
}

// below is the next number from 0 to n−1.
func (s *stream) below(n int) int {
	if s.rest == 0 {
		binary.BigEndian.PutUint64(s.from[sha256.Size:], s.counter)
		s.block, s.rest, s.counter = sha256.Sum256(s.from[:]), len(s.block), s.counter+1
	}
	high, _ := bits.Mul64(binary.BigEndian.Uint64(s.block[len(s.block)-s.rest:]), uint64(n))
	s.rest -= 8
	return int(high)
}
