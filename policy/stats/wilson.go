package stats

import "math"

// Span is an interval.
type Span struct{ Low, High float64 }

// z95 is the 97.5 % point of the standard normal distribution.
const z95 = 1.959963984540054

// Wilson is the 95 % score interval of a share x/n, for 0 ≤ x ≤ n and n > 0. Corrected for continuity it is wider, as
// suits small numbers.
//
// Source: R. Newcombe, Statistics in Medicine 17 (1998) 857–872, methods 3 and 4 (corrected).
func Wilson(x, n int, corrected bool) Span {
	p, m, z := float64(x)/float64(n), float64(n), z95
	q, width := 1-p, 2*(m+z*z)
	if !corrected {
		middle, half := 2*m*p+z*z, z*math.Sqrt(z*z+4*m*p*q)
		return Span{max(0, (middle-half)/width), min(1, (middle+half)/width)}
	}
	s := Span{0, 1}
	if x > 0 {
		s.Low = max(0, (2*m*p+z*z-1-z*math.Sqrt(z*z-2-1/m+4*p*(m*q+1)))/width)
	}
	if x < n {
		s.High = min(1, (2*m*p+z*z+1+z*math.Sqrt(z*z+2-1/m+4*p*(m*q-1)))/width)
	}
	return s
}
