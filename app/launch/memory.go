//go:build !nogui

package launch

import (
	"runtime/debug"
	"time"
)

// The window idles nearly all its life, beside modeling apps that want the
// memory. So, once the first page stands, what parsing fonts and pictures left
// behind is given back, and from then on the collector runs early: about 20 MB
// live, a few milliseconds each time. Until then it runs late, because its work
// would delay the first frame.
const (
	startPercent = 400             // of growth before it runs; Go's default is 100
	idlePercent  = 20              // the same, afterwards
	settled      = 2 * time.Second // after the start
)

func keepMemorySmall() {
	debug.SetGCPercent(startPercent)
	time.AfterFunc(settled, func() {
		debug.SetGCPercent(idlePercent)
		debug.FreeOSMemory()
	})
}
