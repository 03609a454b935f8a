package stats

import (
	"crypto/sha256"
	"encoding/binary"
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
	if t.Pairable() < LeastUnits {
		return Span{}, false
	}
	return bootstrap(len(t), seed, of)
}

func bootstrap(n int, seed Seed, of Sampler) (Span, bool) {
	draw := stream{seed: seed}
	sample, found := make([]int, n), make([]float64, 0, Draws)
	for range Draws {
		for i := range sample {
			sample[i] = draw.below(n)
		}
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
	seed    Seed
	counter uint64
	rest    []byte
}

// below is the next number from 0 to n−1.
func (s *stream) below(n int) int {
	if len(s.rest) == 0 {
		block := sha256.Sum256(binary.BigEndian.AppendUint64(s.seed[:], s.counter))
		s.rest, s.counter = block[:], s.counter+1
	}
	high, _ := bits.Mul64(binary.BigEndian.Uint64(s.rest), uint64(n))
	s.rest = s.rest[8:]
	return int(high)
}
