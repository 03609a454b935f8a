package cli

import (
	"context"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	e := &env{out: io.Discard, errs: io.Discard, lang: "de"}
	_ = strings.ToUpper
	rig := e.rig("/tmp/past-bench")
	rig.Only = []string{"pages"}
	rig.Now = cpuNow
	f, err := rig.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	e.out = os.Stdout
	e.showFigures(f)
}

func cpuNow() time.Time {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Unix(0, u.Utime.Nano()+u.Stime.Nano())
}
