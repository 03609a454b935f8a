package policy

import (
	"errors"
	"math/big"
	"math/bits"
	"strconv"
)

// maxDigits is how many digits a decimal may have. So every decimal fits into an int64 and a person can read it aloud.
const maxDigits = 15

// ErrDecimal says that a text is not a decimal in canonical form.
var ErrDecimal = errors.New("not a decimal in canonical form: write an optional minus, digits and, after a point, " +
	"decimals without trailing zeros; no more than 15 digits, no leading zeros, no exponent, no -0")

// Decimal is an exact decimal number of at most 15 digits, such as a score. Equal numbers are equal with ==. The zero
// value is 0.
type Decimal struct {
	units int64 // the number is units / 10^scale
	scale uint8 // as small as can be
}

// ParseDecimal reads the canonical text of a decimal: "-?digits[.digits]". It refuses every other spelling of the same
// number with ErrDecimal, so that one number has one text and one digest.
func ParseDecimal(s string) (Decimal, error) {
	digits, negative := s, false
	if s != "" && s[0] == '-' {
		digits, negative = s[1:], true
	}
	var d Decimal
	n, point := 0, -1
	for i := range len(digits) {
		switch c := digits[i]; {
		case c == '.' && point < 0:
			point = i
		case c >= '0' && c <= '9' && n < maxDigits:
			d.units, n = d.units*10+int64(c-'0'), n+1
		default:
			return Decimal{}, ErrDecimal
		}
	}
	whole := len(digits)
	if point >= 0 {
		whole = point
		d.scale = uint8(len(digits) - point - 1) //nolint:gosec // At most 15.
	}
	switch {
	case whole == 0, whole > 1 && digits[0] == '0', // ".5", "05"
		point >= 0 && (d.scale == 0 || digits[len(digits)-1] == '0'), // "5.", "5.0"
		negative && d.units == 0:
		return Decimal{}, ErrDecimal
	}
	if negative {
		d.units = -d.units
	}
	return d, nil
}

// decimalOf gives units / 10^scale in its normal form; false where it has more than 15 digits.
func decimalOf(units *big.Int, scale uint8) (Decimal, bool) {
	u, ten, rest := new(big.Int).Set(units), big.NewInt(10), new(big.Int)
	for scale > 0 {
		q, r := new(big.Int).QuoRem(u, ten, rest)
		if r.Sign() != 0 {
			break
		}
		u, scale = q, scale-1
	}
	if scale > maxDigits || u.CmpAbs(big.NewInt(power(maxDigits))) >= 0 {
		return Decimal{}, false
	}
	return Decimal{units: u.Int64(), scale: scale}, true
}

// power is 10^n for n ≤ 15.
func power(n uint8) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// String is the canonical text.
func (d Decimal) String() string {
	if d.scale == 0 {
		return strconv.FormatInt(d.units, 10)
	}
	u, sign := d.units, ""
	if u < 0 {
		u, sign = -u, "-"
	}
	s := strconv.FormatInt(u, 10)
	for len(s) <= int(d.scale) {
		s = "0" + s
	}
	point := len(s) - int(d.scale)
	return sign + s[:point] + "." + s[point:]
}

// Rat is the number as a fraction.
func (d Decimal) Rat() *big.Rat { return big.NewRat(d.units, power(d.scale)) }

// Cmp compares d with e: -1, 0 or +1.
func (d Decimal) Cmp(e Decimal) int {
	if d == e {
		return 0
	}
	if (d.units < 0) != (e.units < 0) {
		return order(d.units < 0)
	}
	if d.scale == e.scale {
		return order(d.units < e.units)
	}
	dh, dl := bits.Mul64(magnitude(d.units), uint64(power(e.scale)))
	eh, el := bits.Mul64(magnitude(e.units), uint64(power(d.scale)))
	smaller := dh < eh || dh == eh && dl < el
	return order(smaller != (d.units < 0))
}

func order(less bool) int {
	if less {
		return -1
	}
	return 1
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}
