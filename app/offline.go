package app

import (
	"time"

	"latchkey/app/core"
)

// probePause is how often the network is looked for while there is none.
const probePause = 20 * time.Second

// setOffline notes whether the provider can be reached. While it cannot, the
// window looks again by itself.
func (w *Window) setOffline(offline bool) {
	if w.offline == offline {
		return
	}
	w.offline = offline
	if offline {
		w.deps.After(probePause, w.probe)
	}
}

// probe looks again while there is no network.
func (w *Window) probe() {
	if !w.closed && w.offline {
		w.probeNow()
	}
}

// probeNow asks the provider for its public description, so that a window that
// was opened without a network says so, and notices when it comes back.
func (w *Window) probeNow() {
	account := w.snap.account()
	if account == nil {
		return
	}
	w.deps.Background(func() {
		_, err := w.deps.Jobs.TestProvider(w.ctx, account.Provider)
		w.deps.OnUI(func() { w.probed(err) })
	})
}

func (w *Window) probed(err error) {
	if w.closed || w.ctx.Err() != nil {
		return
	}
	still := core.Offline(err)
	if still && w.offline {
		w.deps.After(probePause, w.probe)
	}
	w.setOffline(still)
	w.render()
}
