package ledger

import (
	"fmt"
	"math"
	"time"
)

// An Instant is a point in time: microseconds since 1970-01-01T00:00:00Z, in
// UTC and without leap seconds. Only the years 0000 to 9999 can be written.
type Instant int64

const (
	instantLen = len("2006-01-02T15:04:05.000000Z")
	dayLen     = len("2006-01-02")

	minInstant   Instant = -62167219200 * 1e6   // 0000-01-01T00:00:00.000000Z
	maxInstant   Instant = 253402300800*1e6 - 1 // 9999-12-31T23:59:59.999999Z
	microsPerDay         = 24 * 60 * 60 * 1e6   // an Instant counts no leap seconds
	daysPerEra           = 146097               // days in 400 Gregorian years
	epochDay             = 719468 + daysPerEra  // 1970-01-01 counted from -0400-03-01
	notDigits            = 1 << 20              // above every bound that a field is held to
)

// ParseInstant reads the one form YYYY-MM-DDThh:mm:ss.ssssssZ. Anything else
// is an error: fewer or more digits of a second, another zone, a day that the
// month does not have, a leap second, the hour 24.
func ParseInstant(s string) (Instant, error) {
	t, ok := parseInstant(s)
	if !ok {
		return 0, fmt.Errorf("%.40q is not an instant of the form YYYY-MM-DDThh:mm:ss.ssssssZ", s)
	}
	return t, nil
}

// InstantOf cuts t to whole microseconds, downwards. A time outside the years
// 0000 to 9999 gives an Instant that can not be written.
func InstantOf(t time.Time) Instant {
	switch sec := t.Unix(); {
	case sec < int64(minInstant/1e6):
		return math.MinInt64
	case sec > int64(maxInstant/1e6):
		return math.MaxInt64
	}
	return Instant(t.UnixMicro())
}

// Time gives the instant as a time in UTC.
func (t Instant) Time() time.Time { return time.UnixMicro(int64(t)).UTC() }

// String gives the form that ParseInstant reads, or, outside the years 0000 to
// 9999, the number of microseconds in words.
func (t Instant) String() string {
	text, err := t.AppendText(make([]byte, 0, instantLen))
	if err != nil {
		return fmt.Sprintf("%d µs since 1970", int64(t))
	}
	return string(text)
}

// AppendText appends the form that ParseInstant reads to dst. An instant
// outside the years 0000 to 9999 is an error, and dst comes back as it was.
func (t Instant) AppendText(dst []byte) ([]byte, error) {
	if t < minInstant || t > maxInstant {
		return dst, fmt.Errorf("instant %d µs is outside the years 0000 to 9999", int64(t))
	}
	since := int(t - minInstant)
	year, month, day := civil(since/microsPerDay + int(minInstant/microsPerDay))
	micro := since % microsPerDay
	second := micro / 1e6
	text := [instantLen]byte{4: '-', 7: '-', 10: 'T', 13: ':', 16: ':', 19: '.', 26: 'Z'}
	put(&text, 0, year/100)
	put(&text, 2, year%100)
	put(&text, 5, month)
	put(&text, 8, day)
	put(&text, 11, second/3600)
	put(&text, 14, second/60%60)
	put(&text, 17, second%60)
	put(&text, 20, micro/1e4%100)
	put(&text, 22, micro/100%100)
	put(&text, 24, micro%100)
	return append(dst, text[:]...), nil
}

// put writes v, below 100, as two digits.
func put(text *[instantLen]byte, at, v int) {
	text[at], text[at+1] = byte('0'+v/10), byte('0'+v%10)
}

func parseInstant[T string | []byte](s T) (Instant, bool) {
	if len(s) != instantLen || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	year := two(s, 0)*100 + two(s, 2)
	month, day := two(s, 5), two(s, 8)
	if year > 9999 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month) {
		return 0, false
	}
	t, ok := timeOfDay(s)
	return Instant(dayNumber(year, month, day)*microsPerDay) + t, ok
}

// timeOfDay reads what an instant, of its right length, says behind its day.
func timeOfDay[T string | []byte](s T) (Instant, bool) {
	hour, minute, second := two(s, 11), two(s, 14), two(s, 17)
	micro := two(s, 20)*1e4 + two(s, 22)*100 + two(s, 24)
	ok := hour <= 23 && minute <= 59 && second <= 59 && micro <= 999999 &&
		s[dayLen] == 'T' && s[13] == ':' && s[16] == ':' && s[19] == '.' && s[26] == 'Z'
	return Instant((hour*3600+minute*60+second)*1e6 + micro), ok
}

// two reads two digits; anything else gives notDigits or more.
func two[T string | []byte](s T, at int) int {
	tens, ones := s[at]-'0', s[at+1]-'0'
	if tens > 9 || ones > 9 {
		return notDigits
	}
	return int(tens)*10 + int(ones)
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// dayNumber counts the days from 1970-01-01 in the Gregorian calendar, as in
// days_from_civil of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms":
// years begin in March, and 400 are added so that no quotient is negative.
func dayNumber(year, month, day int) int {
	year += 400
	if month <= 2 {
		year--
		month += 12
	}
	ofYear := (153*(month-3)+2)/5 + day - 1
	return year*365 + year/4 - year/100 + year/400 + ofYear - epochDay
}

// civil is the inverse of dayNumber (civil_from_days of the same source).
func civil(dayNumber int) (year, month, day int) {
	dayNumber += epochDay
	era, ofEra := dayNumber/daysPerEra, dayNumber%daysPerEra
	year = (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*year + year/4 - year/100)
	month = (5*ofYear + 2) / 153
	day = ofYear - (153*month+2)/5 + 1
	year += era*400 - 400
	if month += 3; month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}
