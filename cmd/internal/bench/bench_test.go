package bench_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"gremium/cmd/internal/bench"
)

func TestReached(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		figure bench.Figure
		want   bool
	}{
		{bench.Figure{Value: 1}, true},
		{bench.Figure{Value: 9, Ratio: 0.5, Of: "C", Goal: 0.5}, true},
		{bench.Figure{Value: 9, Ratio: 0.4, Of: "C", Goal: 0.5}, false},
		{bench.Figure{Value: 9, Ratio: 11, Of: "F", Goal: 10, Most: true}, false},
		{bench.Figure{Value: 14, Goal: 15, Most: true}, true},
	} {
		if got := c.figure.Reached(); got != c.want {
			t.Errorf("%+v reached: %v", c.figure, got)
		}
	}
}

func TestFault(t *testing.T) {
	t.Parallel()
	no := errors.New("no")
	rig := &bench.Rig{
		Dir: t.TempDir(), Now: time.Now,
		Open: func(context.Context, string) (*bench.House, error) { return nil, no },
	}
	if figures, err := rig.Run(t.Context()); !errors.Is(err, no) || figures != nil {
		t.Errorf("answers %v, %v", figures, err)
	}
}
