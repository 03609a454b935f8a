package stats_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"gremium/policy/stats"
)

// published is testdata/published.json: numeric cases from the literature, each with its source.
type published struct {
	Alpha []struct {
		Name      string                 `json:"name"`
		Units     [][]*float64           `json:"units_by_observer"`
		Published map[string]json.Number `json:"published"`
		Computed  map[string]struct {
			Value float64 `json:"value"`
		} `json:"computed"`
	} `json:"krippendorff_alpha"`
	ICC struct {
		Targets   [][]*float64           `json:"targets_by_judge"`
		Published map[string]json.Number `json:"published"`
		Computed  map[string]float64     `json:"computed"`
	} `json:"icc_shrout_fleiss_1979"`
	Kendall []struct {
		Name      string       `json:"name"`
		Projects  [][]*float64 `json:"projects_by_judge"`
		Published struct {
			RankSums []float64 `json:"rank_sums"`
			S        float64   `json:"S"`
		} `json:"published"`
		Computed    *concordance `json:"computed"`
		Corrected   *concordance `json:"computed_corrected"`
		Uncorrected *concordance `json:"computed_uncorrected"`
	} `json:"kendall_w"`
	Wilson []struct {
		X                  int            `json:"x"`
		N                  int            `json:"n"`
		Published          [2]json.Number `json:"published"`
		PublishedCorrected [2]json.Number `json:"published_cc"`
		Computed           [2]float64     `json:"computed"`
		ComputedCorrected  [2]float64     `json:"computed_cc"`
	} `json:"wilson_interval_95"`
}

type concordance struct{ S, T, W, Chi2 float64 }

func cases(t *testing.T) published {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "published.json"))
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Alpha) != 2 || len(p.ICC.Published) != 10 || len(p.Kendall) != 2 || len(p.Wilson) != 4 {
		t.Fatal("the cases are not complete")
	}
	return p
}

func table(rows [][]*float64) stats.Table {
	out := make(stats.Table, len(rows))
	for i, row := range rows {
		for _, x := range row {
			if x == nil {
				out[i] = append(out[i], math.NaN())
				continue
			}
			out[i] = append(out[i], *x)
		}
	}
	return out
}

// printed compares with a number to the digits it is printed with, which were rounded half to even or half up.
func printed(t *testing.T, what string, got float64, want json.Number) {
	t.Helper()
	digits := 0
	for i, c := range want.String() {
		if c == '.' {
			digits = len(want) - i - 1
		}
	}
	w, err := want.Float64()
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got-w) > 0.5*math.Pow10(-digits)+1e-12 {
		t.Errorf("%s: %s, want %s", what, strconv.FormatFloat(got, 'f', digits+2, 64), want)
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestPublishedAlpha(t *testing.T) {
	t.Parallel()
	scales := map[string]stats.Scale{"nominal": stats.Nominal, "ordinal": stats.Ordinal, "interval": stats.Interval, "ratio": stats.Ratio}
	for _, c := range cases(t).Alpha {
		for name, scale := range scales {
			got := table(c.Units).Alpha(scale)
			if want, ok := c.Published[name]; ok {
				printed(t, c.Name+" "+name, got.Value, want)
			}
			if want, ok := c.Computed[name]; ok {
				near(t, c.Name+" "+name, got.Value, want.Value)
			}
		}
	}
}

func TestPublishedICC(t *testing.T) {
	t.Parallel()
	c := cases(t).ICC
	one, ok := table(c.Targets).OneWay()
	two, full := table(c.Targets).TwoWay()
	if !ok || !full {
		t.Fatal("not defined")
	}
	icc21, icc2k := two.Random()
	icc31, icc3k := two.Fixed()
	got := map[string]float64{
		"BMS": two.MSB, "JMS": two.JMS, "WMS": two.MSW, "EMS": two.EMS, "ICC11": one.Single(), "ICC1k": one.Average(),
		"ICC21": icc21, "ICC2k": icc2k, "ICC31": icc31, "ICC3k": icc3k,
	}
	for name, want := range c.Published {
		printed(t, name, got[name], want)
		near(t, name, got[name], c.Computed[name])
	}
	near(t, "ICC1", table(c.Targets).ICC1().Value, one.Single())
}

func TestPublishedKendall(t *testing.T) {
	t.Parallel()
	all := cases(t)
	for _, c := range all.Kendall {
		rows, want := c.Projects, c.Computed
		if rows == nil { // the second case is the matrix of Shrout and Fleiss
			rows, want = all.ICC.Targets, c.Corrected
		}
		got, ok := table(rows).Concordance()
		if !ok {
			t.Fatalf("%s: not defined", c.Name)
		}
		near(t, c.Name+" S", got.S, want.S)
		near(t, c.Name+" T", got.T, want.T)
		near(t, c.Name+" W", got.W, want.W)
		near(t, c.Name+" chi2", got.Chi2, want.Chi2)
		if u := c.Uncorrected; u != nil {
			m, n := float64(got.Judges), float64(got.Items)
			near(t, c.Name+" without the correction", 12*got.S/(m*m*(n*n*n-n)), u.W)
		}
		if c.Published.S != 0 && (got.S != c.Published.S || !slices.Equal(got.Sums, c.Published.RankSums)) {
			t.Errorf("%s: S %v and rank sums %v, want %v and %v", c.Name, got.S, got.Sums, c.Published.S, c.Published.RankSums)
		}
	}
}

func TestPublishedWilson(t *testing.T) {
	t.Parallel()
	for _, c := range cases(t).Wilson {
		plain, corrected := stats.Wilson(c.X, c.N, false), stats.Wilson(c.X, c.N, true)
		for i, got := range []float64{plain.Low, plain.High} {
			printed(t, "plain", got, c.Published[i])
			near(t, "plain", got, c.Computed[i])
		}
		for i, got := range []float64{corrected.Low, corrected.High} {
			printed(t, "corrected", got, c.PublishedCorrected[i])
			near(t, "corrected", got, c.ComputedCorrected[i])
		}
	}
}
