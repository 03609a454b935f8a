package web

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"
)

// colours reads the colours of one theme from the style sheet: --name: light-dark(#LIGHT, #DARK).
func colours(t *testing.T, dark bool) map[string][3]float64 {
	t.Helper()
	css, err := staticFiles.ReadFile("static/gremium.css")
	if err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)`)
	out := map[string][3]float64{}
	for _, m := range token.FindAllStringSubmatch(string(css), -1) {
		hex := m[2]
		if dark {
			hex = m[3]
		}
		out[m[1]] = linear(t, hex)
	}
	return out
}

// linear gives the channels of a colour in linear light, as WCAG 2.2 defines relative luminance.
func linear(t *testing.T, hex string) [3]float64 {
	t.Helper()
	var out [3]float64
	for i := range out {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			out[i] = c / 12.92
		} else {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

func luminance(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b [3]float64) float64 {
	hi, lo := max(luminance(a), luminance(b)), min(luminance(a), luminance(b))
	return (hi + 0.05) / (lo + 0.05)
}

// papers are the grounds that text lies on.
func papers() []string {
	return []string{"ground", "sheet", "field", "act-t", "good-t", "care-t", "fault-t"}
}

func TestContrast(t *testing.T) {
	t.Parallel()
	plain := papers()[:3]
	rules := []struct {
		token       string
		grounds     []string
		light, dark float64 // the least contrast the design names
		need        float64
	}{
		{"ink", papers(), 12.9, 10.7, 4.5},
		{"ink2", plain, 7.1, 7.5, 4.5},
		{"ink2", papers(), 4.5, 4.5, 4.5},
		{"edge", plain, 3.7, 4.5, 3},
		{"act", append(papers()[:4:4], "care-t", "good-t"), 7.4, 7.0, 4.5},
		{"act2", papers(), 7, 7, 4.5},
		{"good", append(plain[:3:3], "good-t"), 5.5, 7.6, 4.5},
		{"care", append(plain[:3:3], "care-t"), 6.0, 7.7, 4.5},
		{"fault", append(plain[:3:3], "fault-t"), 5.9, 7.4, 4.5},
		{"on", []string{"act", "act2"}, 9.5, 9.9, 4.5},
		{"ink", []string{"h0", "h1", "h2", "h3", "h4"}, 5.1, 5.0, 4.5},
		{"on-h", []string{"h5", "h6"}, 5.1, 5.0, 4.5},
	}
	for i, dark := range []bool{false, true} {
		c := colours(t, dark)
		for _, r := range rules {
			least := math.Inf(1)
			for _, g := range r.grounds {
				least = min(least, contrast(c[r.token], c[g]))
			}
			named := []float64{r.light, r.dark}[i]
			if least < r.need || least < named-0.06 { // named to one place
				t.Errorf("%s (dark %v) over %v has contrast %.2f, the design names %.1f and %.1f is needed",
					r.token, dark, r.grounds, least, named, r.need)
			}
		}
	}
}

// The steps of the heat scale keep their order without hue, so that a grey print and every kind of colour vision read it.
func TestHeatScaleIsMonotone(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		c := colours(t, dark)
		for i := 1; i < 7; i++ {
			before, after := luminance(c[fmt.Sprintf("h%d", i-1)]), luminance(c[fmt.Sprintf("h%d", i)])
			if rises := after > before; rises != dark || after == before {
				t.Errorf("dark %v: step h%d does not follow h%d", dark, i, i-1)
			}
		}
	}
}
