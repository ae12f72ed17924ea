//go:build !nogui

package launch

import (
	"runtime/debug"
	"time"
)

// The window idles nearly all its life, beside modeling apps that want the
// memory. So the collector runs early (about 20 MB live, a few milliseconds each
// time), and what parsing fonts and pictures left behind at the start is given
// back once the first page stands.
const (
	collectAt = 20              // percent of growth; Go's default is 100
	settled   = 2 * time.Second // after the start
)

func keepMemorySmall() {
	debug.SetGCPercent(collectAt)
	time.AfterFunc(settled, debug.FreeOSMemory)
}
